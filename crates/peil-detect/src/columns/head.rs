//! Where a table's header lines are, and what they say.

use peil_model::Cells;

use super::values::is_filler;
use crate::fold;
use crate::headers::{self, FieldRole, Heading, Sense, Senses};
use crate::identifiers::date;

/// Leading rows among which headers are looked for.
const SEARCHED_ROWS: usize = 40;
/// Letters of a cell beyond which it is no header.
const LONGEST_HEADER: usize = 60;

/// What stands above the data.
#[derive(Default)]
pub(super) struct Head {
    /// Leading rows that are titles or headers.
    pub(super) rows: usize,
    /// By column: what the header says.
    pub(super) headings: Vec<Heading>,
    /// By column: the meanings of the header's words.
    pub(super) senses: Vec<Senses>,
    /// By column: the header as written; empty for none and for a placeholder (`F2`).
    pub(super) titles: Vec<String>,
    /// Whom a title line says the whole table is about: staff (`Staff`), care providers (`Doctor`).
    pub(super) title: Senses,
}

impl Head {
    /// Finds the header lines of a table.
    pub(super) fn of(rows: &[Cells]) -> Head {
        understood(rows).or_else(|| foreign(rows)).or_else(|| keyed(rows)).unwrap_or_default()
    }
}

/// How many cells of a row are headers by their words, if the row can be a header line.
pub(crate) fn hits(row: &Cells) -> Option<usize> {
    // Rows of data, which are most, have more than one cell that can be no header.
    let odd = row.iter().filter(|c| !can_be_header(c)).take(2).count();
    if odd > 1 {
        return None;
    }
    let filled = filled(row);
    let hits = row.iter().filter(|c| named(c)).count();
    // One odd cell among many heads: `T.n.v.`
    if odd > usize::from(hits >= 4 && hits * 2 >= filled) {
        return None;
    }
    let enough = hits >= 2 && hits * 3 >= filled || hits == 1 && filled <= 2 || hits == filled;
    (filled > 0 && hits > 0 && enough).then_some(hits)
}

fn named(cell: &str) -> bool {
    matches!(headers::heading(headers::senses(cell)), Heading::Role(_) | Heading::Of(..))
}

/// Data have longer numbers, dates, addresses, initials before a name.
fn can_be_header(cell: &str) -> bool {
    let mut start = cell.trim_start().chars();
    let initial = start.next().is_some_and(char::is_uppercase) && start.next() == Some('.');
    if initial && headers::senses(cell).is_empty() {
        return false;
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    digits < 5
        && cell.chars().count() <= LONGEST_HEADER
        && !cell.contains('@')
        && (digits < 4 || date::parse(cell).is_none())
}

/// A run of header lines whose words are known: the first that is at least half as good as the best.
fn understood(rows: &[Cells]) -> Option<Head> {
    let mut found: Vec<Option<usize>> = rows.iter().take(SEARCHED_ROWS).map(hits).collect();
    // One known word counts only in the first full row: below it may be data (`C. Aalders;huisarts`).
    let first = rows.iter().position(|r| filled(r) >= 2).unwrap_or(0);
    found.iter_mut().skip(first + 1).filter(|h| **h == Some(1)).for_each(|h| *h = None);
    let best = found.iter().flatten().max().copied()?;
    let start = found.iter().position(|h| h.is_some_and(|h| h == best || (h >= 2 && h * 2 >= best)))?;
    let more = found.get(start + 1..).unwrap_or(&[]).iter();
    // A line that holds far fewer headers than the one above is a row of words.
    let run = more.take_while(|h| h.is_some_and(|h| h * 2 >= best && h >= 2)).count();
    let last = start + run.min(2);
    let lower = rows.get(last)?;
    let upper =
        last.checked_sub(1).and_then(|n| rows.get(n)).filter(|r| is_group_line(r, lower, last > start));
    let mut head = combined(upper, lower, rows);
    head.rows = last + 1 + furniture(rows.get(last + 1..).unwrap_or(&[]));
    head.title = title(rows.get(..start).unwrap_or(&[]));
    Some(head)
}

/// Whether a line stands above the header line as names of groups: more than one, or in the same run.
fn is_group_line(row: &Cells, lower: &Cells, in_run: bool) -> bool {
    let filled = row.iter().filter(|c| !c.trim().is_empty()).count();
    let wide = lower.iter().filter(|c| !c.trim().is_empty()).count();
    let known = row.iter().all(|c| in_run || c.trim().is_empty() || !headers::senses(c).is_empty());
    let wordy = row.iter().all(|c| can_be_header(c) && !c.contains(':'));
    known
        && wordy
        && filled > 0
        && filled <= wide.max(1) + 1
        && (in_run || filled >= 2 || (filled == 1 && row.get(0).trim().is_empty()))
}

fn combined(upper: Option<&Cells>, lower: &Cells, rows: &[Cells]) -> Head {
    let width = rows.iter().map(Cells::len).max().unwrap_or(0);
    let own: Vec<Senses> = (0..width).map(|i| headers::senses(lower.get(i))).collect();
    let Some(upper) = upper else {
        let headings = own.iter().map(|s| headers::heading(*s)).collect();
        return Head { headings, senses: own, titles: titles(lower, width), ..Head::default() };
    };
    let groups = groups(upper, lower, width);
    let headings = groups.iter().zip(&own).map(|(g, s)| headers::grouped(*g, *s)).collect();
    let senses = groups.iter().zip(&own).map(|(g, s)| g.and(*s)).collect();
    Head { headings, senses, titles: titles(lower, width), ..Head::default() }
}

/// The group that each column is in: a group's name reaches over the empty cells on its right, unless it names its own
/// column only.
fn groups(upper: &Cells, lower: &Cells, width: usize) -> Vec<Senses> {
    let spans = (0..width).any(|i| upper.get(i).trim().is_empty());
    let mut reach = Senses::NONE;
    let mut out = Vec::with_capacity(width);
    for i in 0..width {
        let (above, below) = (upper.get(i).trim(), lower.get(i).trim());
        if !above.is_empty() {
            let senses = headers::senses(above);
            reach = if below.is_empty() || !spans { Senses::NONE } else { senses };
            out.push(senses);
        } else {
            out.push(reach);
        }
    }
    without_loose_contact(&mut out, lower);
    out
}

/// `Contact` above telephone and e-mail without any name means how the person herself is reached.
fn without_loose_contact(groups: &mut [Senses], lower: &Cells) {
    let contact = Senses::of(&[Sense::Contact]);
    let named = |i: usize| {
        headers::senses(lower.get(i)).meets(Senses::of(&[
            Sense::Name,
            Sense::Surname,
            Sense::Given,
            Sense::Kind,
        ]))
    };
    let alone = |g: &Senses| g.without(Senses::of(&[Sense::Filler, Sense::Data])) == contact;
    if !groups.iter().enumerate().any(|(i, g)| alone(g) && named(i)) {
        groups.iter_mut().filter(|g| alone(g)).for_each(|g| *g = Senses::NONE);
    }
}

/// Lines under a header that are no data: rules, formats in brackets, types of a database.
fn furniture(rows: &[Cells]) -> usize {
    const TYPES: [&str; 14] = [
        "varchar",
        "char",
        "nvarchar",
        "text",
        "string",
        "int",
        "integer",
        "date",
        "datetime",
        "number",
        "numeric",
        "bigint",
        "timestamp",
        "boolean",
    ];
    let mark = |c: &str| {
        let c = c.trim();
        let typed = fold_type(c);
        c.chars().all(|c| matches!(c, '-' | '=' | '_' | '+' | '*'))
            || (c.starts_with('(') && c.ends_with(')'))
            || TYPES.contains(&typed.as_str())
    };
    let is = |r: &&Cells| r.iter().any(|c| !c.trim().is_empty()) && r.iter().all(mark);
    let empty = rows.iter().take_while(|r| r.iter().all(|c| c.trim().is_empty())).count();
    let lines = rows.iter().skip(empty).take_while(is).count();
    if lines == 0 { 0 } else { empty + lines }
}

fn fold_type(c: &str) -> String {
    c.split('(').next().unwrap_or(c).trim().to_ascii_lowercase()
}

/// What a title above says of the whole table: only that it is of staff or of care providers.
fn title(rows: &[Cells]) -> Senses {
    const STAFF: [&str; 8] = [
        "medewerkers",
        "personeel",
        "personeelslijst",
        "personeelsleden",
        "staff",
        "employees",
        "collegas",
        "mitarbeiter",
    ];
    const CARE: [&str; 7] = [
        "huisartsen",
        "artsen",
        "specialisten",
        "verloskundigen",
        "doctors",
        "practitioners",
        "zorgverleners",
    ];
    let mut all = Senses::NONE;
    for row in rows.iter().filter(|r| filled(r) == 1) {
        let text = fold(row.iter().find(|c| !c.trim().is_empty()).unwrap_or(""));
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let has =
            |list: &[&str]| words.len() <= 5 && !text.contains(':') && words.iter().any(|w| list.contains(w));
        if words.iter().any(|w| {
            headers::senses(w).meets(Senses::of(&[Sense::Patient, Sense::Participant, Sense::Client]))
        }) {
            continue;
        }
        if has(&STAFF) {
            all = all.and(Senses::of(&[Sense::Staff]));
        }
        if has(&CARE) {
            all = all.and(Senses::of(&[Sense::Doctor]));
        }
    }
    all
}

/// A header line in a language that is not known or that says nothing (`F1;F2`): words above columns of another form.
fn foreign(rows: &[Cells]) -> Option<Head> {
    let width = rows.iter().map(filled).max()?;
    let at = rows.iter().take(SEARCHED_ROWS).position(|r| filled(r) * 2 > width)?;
    let (row, body) = (rows.get(at)?, rows.get(at + 1..)?);
    let cells: Vec<&str> = row.iter().map(str::trim).filter(|c| !c.is_empty()).collect();
    let mut unique = cells.clone();
    unique.sort_unstable();
    unique.dedup();
    if width < 2 || body.is_empty() || unique.len() < cells.len() || !cells.iter().all(|c| can_be_header(c)) {
        return None;
    }
    let headerlike = cells.iter().all(|c| is_placeholder(c)) || differs(row, body);
    if !headerlike {
        return None;
    }
    let senses: Vec<Senses> =
        (0..rows.iter().map(Cells::len).max()?).map(|i| headers::senses(row.get(i))).collect();
    let headings = senses.iter().map(|s| headers::heading(*s)).collect();
    let rows = at + 1 + furniture(body);
    let titles = titles(row, senses.len());
    Some(Head { rows, headings, senses, titles, title: Senses::NONE })
}

/// A first row that only says which column has the keys: `rel_id` above columns without a name.
fn keyed(rows: &[Cells]) -> Option<Head> {
    let (row, body) = rows.split_first()?;
    let is_key = |c: &str| {
        let words = headers::words(c);
        let key = words.last().is_some_and(|w| matches!(w.as_str(), "id" | "fk" | "key" | "ref"));
        key && words.len() >= 2 && !c.bytes().any(|b| b.is_ascii_digit())
    };
    let cells = || row.iter().map(str::trim).filter(|c| !c.is_empty());
    if body.is_empty() || !cells().any(is_key) || !cells().all(|c| can_be_header(c) && !c.contains(' ')) {
        return None;
    }
    let width = rows.iter().map(Cells::len).max()?;
    Some(Head { rows: 1, ..combined(None, row, rows) }).filter(|h| h.titles.len() == width)
}

fn titles(row: &Cells, width: usize) -> Vec<String> {
    let said = |i: usize| Some(row.get(i).trim()).filter(|t| !is_placeholder(t)).unwrap_or("").to_owned();
    (0..width).map(said).collect()
}

fn filled(row: &Cells) -> usize {
    row.iter().filter(|c| !c.trim().is_empty()).count()
}

/// `kol1`, `F2`, `Column3`, `veld_4`.
fn is_placeholder(cell: &str) -> bool {
    let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = cell.len() - letters.len();
    let word = letters.trim_end_matches(['_', ' ', '.', '-']);
    (1..=3).contains(&digits) && (1..=8).contains(&word.len()) && word.chars().all(char::is_alphabetic)
}

/// Whether the row has no digits where the rows below have.
fn differs(row: &Cells, body: &[Cells]) -> bool {
    let has_digit = |c: &str| c.bytes().any(|b| b.is_ascii_digit());
    let wordy = row.iter().all(|c| !has_digit(c));
    let other = (0..row.len()).filter(|i| {
        let below: Vec<&str> = body
            .iter()
            .take(50)
            .map(|r| r.get(*i).trim())
            .filter(|v| !v.is_empty() && !is_filler(v))
            .collect();
        let numeric = below.iter().filter(|v| has_digit(v) || v.contains('@')).count();
        !row.get(*i).trim().is_empty() && !below.is_empty() && numeric * 10 >= below.len() * 8
    });
    wordy && other.count() >= 1
}

/// The role of a heading for readers that know no owners.
pub(super) fn public(h: Heading) -> Option<FieldRole> {
    headers::public(h)
}
