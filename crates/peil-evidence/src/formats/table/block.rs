//! Several tables in one text: where one ends and another begins, below an empty line, a title, or nothing at all.
//!
//! A row that is wrongly taken for a new header costs the rows below it their columns, so what counts is not the look
//! of one row but that it contradicts the rows above it.

use std::collections::BTreeMap;

/// Rows of a table that tell what its columns hold.
const TELLING_ROWS: u32 = 50;
/// Lines of a title above a table.
const TITLE_LINES: usize = 3;
/// Records that are looked at to tell whether a table begins: a title, its header, two rows.
pub(super) const AHEAD: usize = TITLE_LINES + 3;
/// Digits in a cell that make it a date or a number, not a word.
const VALUE_DIGITS: usize = 3;
/// Bytes and words that the name of a column has at most.
const NAME_BYTES: usize = 40;
const NAME_WORDS: usize = 5;

/// Ends of column names, of one word or glued, that no person's name has.
const NAME_ENDS: [&str; 21] = [
    "naam", "namen", "name", "names", "datum", "date", "nummer", "number", "code", "adres", "address",
    "mail", "telefoon", "phone", "telnr", "_nr", " nr", "_id", " id", "letters", "birth",
];
/// Column names as a whole.
const NAMES: [&str; 36] = [
    "bsn",
    "nr",
    "id",
    "tel",
    "tel.",
    "mobiel",
    "plaats",
    "woonplaats",
    "stad",
    "city",
    "town",
    "plz",
    "ort",
    "straat",
    "street",
    "geslacht",
    "sex",
    "gender",
    "m/v",
    "initials",
    "voorvoegsel",
    "tussenvoegsel",
    "geboren",
    "geb",
    "geb.",
    "dob",
    "iban",
    "uitslag",
    "resultaat",
    "result",
    "onderzoek",
    "prénom",
    "nom",
    "huisarts",
    "opmerking",
    "omschrijving",
];

/// The table at hand, as far as its first rows tell.
#[derive(Default)]
pub(super) struct Current {
    /// Rows by their number of cells.
    counts: BTreeMap<usize, u32>,
    columns: usize,
    rows: u32,
    /// Rows with a value in them: below its headers.
    data: u32,
    /// Per column, rows that have a number or date there.
    values: Vec<u32>,
}

/// What a row looks like as a header.
enum Header {
    /// Names of columns, some of which are known, or most.
    Known {
        most: bool,
    },
    /// Words only.
    Words,
    No,
}

impl Current {
    /// Takes in a row.
    pub(super) fn row<'c>(&mut self, cells: impl ExactSizeIterator<Item = &'c [u8]>) {
        if self.rows >= TELLING_ROWS || cells.len() < 2 {
            return;
        }
        self.rows += 1;
        let times = self.counts.entry(cells.len()).or_default();
        *times += 1;
        let times = *times;
        if times >= self.counts.get(&self.columns).copied().unwrap_or(0) {
            self.columns = cells.len();
        }
        let mut any = false;
        for (i, cell) in cells.enumerate() {
            if self.values.len() <= i {
                self.values.push(0);
            }
            if let Some(times) = self.values.get_mut(i).filter(|_| is_value(cell)) {
                *times += 1;
                any = true;
            }
        }
        self.data += u32::from(any);
    }

    /// Whether it is worth looking ahead: the row at hand could begin another table.
    pub(super) fn may_end<'c>(&self, gap: bool, mut cells: impl ExactSizeIterator<Item = &'c [u8]>) -> bool {
        if self.data == 0 || self.columns < 2 {
            return false;
        }
        gap || cells.len() == 1 || !cells.any(is_value)
    }

    /// Whether another table begins with the first of these records, with how many columns. `gap` if an empty line
    /// stands before them.
    pub(super) fn ends_before(&self, gap: bool, ahead: &[Vec<&[u8]>]) -> Option<usize> {
        if self.data == 0 || self.columns < 2 {
            return None;
        }
        if ahead.first().is_some_and(|cells| filled(cells) == 0) {
            return None;
        }
        let titles = ahead.iter().take(TITLE_LINES).take_while(|cells| filled(cells) < 2).count();
        let gap = gap || titles > 0;
        let cells = ahead.get(titles)?;
        let columns = cells.len();
        let below = ahead.get(titles + 1..).unwrap_or_default();
        let other = columns != self.columns;
        let fits = below.first().is_none_or(|c| c.len() == columns);
        let begins = match header(cells) {
            Header::Known { most } => fits && (gap || other || most),
            Header::Words => {
                let row = below.first().is_some_and(|c| c.len() == columns && c.iter().any(|c| is_value(c)));
                gap && other && row && self.contradicts(cells)
            }
            Header::No => {
                let same = below.iter().take(2).filter(|c| c.len() == columns).count() == 2;
                gap && columns > self.columns && same
            }
        };
        begins.then_some(columns)
    }

    /// Whether a column holds words here and numbers or dates in nearly all rows before.
    fn contradicts(&self, cells: &[&[u8]]) -> bool {
        let held = self.values.iter().map(|times| times * 5 >= self.data * 4);
        held.zip(cells).any(|(held, cell)| held && !cell.is_empty() && !is_value(cell))
    }
}

fn filled(cells: &[&[u8]]) -> usize {
    cells.iter().filter(|c| !c.trim_ascii().is_empty()).count()
}

fn is_value(cell: &[u8]) -> bool {
    cell.iter().filter(|b| b.is_ascii_digit()).count() >= VALUE_DIGITS
}

fn header(cells: &[&[u8]]) -> Header {
    let mut known = 0;
    let mut named = 0;
    for cell in cells.iter().map(|c| c.trim_ascii()).filter(|c| !c.is_empty()) {
        if !is_name(cell) {
            return Header::No;
        }
        named += 1;
        known += usize::from(is_known(cell));
    }
    match (named, known) {
        (n, _) if n < 2 => Header::No,
        (_, 0) => Header::Words,
        (named, known) => Header::Known { most: known >= 2 && known * 2 >= named },
    }
}

/// Whether a cell could be the name of a column.
fn is_name(cell: &[u8]) -> bool {
    let digits = cell.iter().filter(|b| b.is_ascii_digit()).count();
    let words = cell.split(u8::is_ascii_whitespace).filter(|w| !w.is_empty()).count();
    let letters = cell.iter().any(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    letters
        && digits < VALUE_DIGITS
        && words <= NAME_WORDS
        && cell.len() <= NAME_BYTES
        && !cell.contains(&b'@')
}

fn is_known(cell: &[u8]) -> bool {
    let name = String::from_utf8_lossy(cell).to_lowercase();
    NAMES.contains(&name.as_str()) || NAME_ENDS.iter().any(|end| name.ends_with(end))
}
