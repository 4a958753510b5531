//! Is this a table, and how are its cells divided? Decided on a sample: the same number of cells line after line, and
//! cells that do not read like prose, log lines or a print with columns of blanks.

use super::block::{AHEAD, Current};
use super::prose;
use super::split::{Scan, Splitter};

/// Records by which a table is recognised.
const SAMPLE_RECORDS: usize = 300;
/// Title lines that may stand above a table.
const TITLE_LINES: usize = 15;
/// What the score of a delimiter is worth that the first line lacks: `|` within the cells of a `;` table divides all rows but the header.
const HEADLESS: f64 = 0.4;
/// Lines that may stand below one in the sample.
const FOOT_LINES: usize = 3;
/// Tables of other dialects that may stand below each other in the sample.
const DIALECTS: u32 = 4;

/// How a delimited text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Between cells; none if each line is one cell.
    pub(crate) delimiter: Option<u8>,
    /// Around cells.
    pub(crate) quote: Option<u8>,
    /// A quote within quotes has a backslash before it.
    pub(crate) backslash: bool,
    /// `\n` (a return before it is cut off), or `\r` where there is no `\n`.
    pub(crate) line_end: u8,
    /// Cells in most of its rows.
    pub(crate) columns: usize,
}

/// The dialect, if the data are a table. Data that are not `whole` are judged by their whole lines.
pub(crate) fn recognise(data: &[u8], whole: bool) -> Option<Dialect> {
    recognise_within(data, whole, DIALECTS)
}

fn recognise_within(data: &[u8], whole: bool, dialects: u32) -> Option<Dialect> {
    let line_end = line_end(data);
    let sample = if whole { data } else { data.get(..=memchr::memrchr(line_end, data)?)? };
    let first = sample.split(|b| *b == line_end).next().unwrap_or_default();
    let blank = Dialect { delimiter: None, quote: None, backslash: false, line_end, columns: 1 };
    if let Some(delimiter) = separator_line(first) {
        let shape = shaped(sample, Dialect { delimiter: Some(delimiter), ..blank });
        return Some(Dialect { columns: shape.columns.max(1), ..shape.dialect });
    }
    let strong = best(sample, blank, &[(b'\t', 1.3), (b';', 1.2), (b'|', 1.2), (b',', 1.0)], dialects);
    strong
        .or_else(|| best(sample, blank, &[(b'^', 1.0), (b'~', 1.0)], dialects))
        .or_else(|| single(sample, blank))
}

/// `sep=;`: the delimiter that a spreadsheet program put before the table.
pub(super) fn separator_line(line: &[u8]) -> Option<u8> {
    let line = line.strip_prefix(crate::charset::UTF8_BOM).unwrap_or(line).trim_ascii_end();
    let line = line.strip_prefix(b"\"").and_then(|l| l.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'='] => Some(b'\t'),
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', d] => Some(*d),
        _ => None,
    }
}

fn line_end(data: &[u8]) -> u8 {
    if memchr::memchr(b'\n', data).is_none() && memchr::memchr(b'\r', data).is_some() { b'\r' } else { b'\n' }
}

fn best(sample: &[u8], blank: Dialect, delimiters: &[(u8, f64)], dialects: u32) -> Option<Dialect> {
    let mut best: Option<(f64, Dialect)> = None;
    for (delimiter, weight) in delimiters {
        if memchr::memchr(*delimiter, sample).is_none() {
            continue;
        }
        let mut shape = shaped(sample, Dialect { delimiter: Some(*delimiter), ..blank });
        if dialects > 0 {
            shape.without_other(sample, dialects - 1);
        }
        let dialect = shape.dialect;
        let Some((score, columns)) = shape.judge(*delimiter) else { continue };
        let score = score * weight;
        if best.as_ref().is_none_or(|(s, _)| score > *s) {
            best = Some((score, Dialect { columns, ..dialect }));
        }
    }
    best.map(|(_, dialect)| dialect)
}

/// The sample in the quoting under which its records agree best; quotes are preferred where both do.
fn shaped(sample: &[u8], dialect: Dialect) -> Shape<'_> {
    let mut best = shape(sample, dialect);
    for quoting in quotings(sample, dialect) {
        let other = shape(sample, quoting);
        if other.columns > 1 && other.agreement() >= best.agreement() * 0.95 {
            best = other;
        }
    }
    best
}

/// The quotings that cells with quotes at their ends allow; the likeliest last.
fn quotings(sample: &[u8], dialect: Dialect) -> Vec<Dialect> {
    let mut quotes = Vec::new();
    // An apostrophe also begins a name ('t Hart): cells with both ends are needed.
    let single = Ends::count(sample, &dialect, b'\'');
    if single.both >= 2 && single.both * 10 >= single.opens * 7 && single.closes * 10 >= single.opens * 8 {
        quotes.push(b'\'');
    }
    let double = Ends::count(sample, &dialect, b'"');
    if double.opens > 0 && double.closes > 0 {
        quotes.push(b'"');
    }
    let dialects = quotes.into_iter().map(|q| {
        let backslash = memchr::memmem::find_iter(sample, &[b'\\', q]).any(|at| {
            let next = sample.get(at + 2);
            next.is_some_and(|b| *b != b'\r' && *b != dialect.line_end && Some(*b) != dialect.delimiter)
        });
        Dialect { quote: Some(q), backslash, ..dialect }
    });
    dialects.collect()
}

/// Cells of a naive split that begin with a quote, end with one, or both.
#[derive(Default)]
struct Ends {
    opens: usize,
    closes: usize,
    both: usize,
}

impl Ends {
    fn count(sample: &[u8], dialect: &Dialect, quote: u8) -> Ends {
        let mut ends = Ends::default();
        for cell in sample.split(|b| *b == dialect.line_end || Some(*b) == dialect.delimiter) {
            let cell = cell.trim_ascii();
            let opens = cell.first() == Some(&quote);
            let closes = cell.last() == Some(&quote) && cell.len() > 1;
            ends.opens += usize::from(opens);
            ends.closes += usize::from(closes);
            ends.both += usize::from(opens && closes);
        }
        ends
    }
}

/// A record with something in it.
pub(super) struct Record<'d> {
    pub(super) bytes: &'d [u8],
    pub(super) cells: Vec<&'d [u8]>,
    /// Where it begins in the sample.
    at: usize,
    /// An empty line stands before it.
    gap: bool,
}

/// How many cells the records of a sample have.
pub(super) struct Shape<'d> {
    pub(super) dialect: Dialect,
    /// The number of cells that most records have.
    pub(super) columns: usize,
    records: Vec<Record<'d>>,
    /// The records without titles above and notes below.
    first: usize,
    last: usize,
    /// Share of cells that stand in quotes.
    quoted: f64,
}

fn shape(sample: &[u8], dialect: Dialect) -> Shape<'_> {
    let mut splitter = Splitter::new(dialect);
    let mut records = Vec::new();
    let (mut all, mut quoted) = (0_usize, 0_usize);
    let (mut at, mut gap) = (0, false);
    while records.len() < SAMPLE_RECORDS {
        let rest = sample.get(at..).unwrap_or_default();
        let Scan::Record { len, whole } = splitter.record(rest, true) else { break };
        if whole == 0 {
            break;
        }
        let bytes = rest.get(..len).unwrap_or_default();
        if at > 0 && separator_line(bytes).is_some() {
            break;
        }
        let mut empty = bytes.trim_ascii().is_empty();
        if !empty {
            let cells: Vec<&[u8]> = splitter.cells(bytes).collect();
            empty = cells.iter().all(|c| c.trim_ascii().is_empty());
            records.push(Record { bytes, cells, at, gap });
            all += splitter.pieces.len();
            quoted += splitter.pieces.iter().filter(|p| p.quoted).count();
        }
        gap = empty;
        at += whole;
    }
    Shape::new(dialect, records, quoted as f64 / all.max(1) as f64)
}

/// The most frequent number of cells from two up, the larger of equals.
fn usual(records: &[Record<'_>]) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for record in records.iter().filter(|r| r.cells.len() > 1) {
        *counts.entry(record.cells.len()).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(cells, times)| (*times, *cells)).map_or(1, |(cells, _)| cells)
}

impl<'d> Shape<'d> {
    fn new(dialect: Dialect, records: Vec<Record<'d>>, quoted: f64) -> Shape<'d> {
        let columns = usual(&records);
        let fits = |r: &Record<'_>| columns > 1 && r.cells.len() == columns;
        let first = records.iter().position(fits).unwrap_or(0);
        let last = records.iter().rposition(fits).map_or(0, |at| at + 1);
        Shape { dialect, columns, records, first, last, quoted }
    }

    /// Leaves out what stands below an empty line if it is a table with another delimiter.
    fn without_other(&mut self, sample: &'d [u8], dialects: u32) {
        let Some(below) = self.records.get(self.last..).filter(|r| r.len() > FOOT_LINES) else { return };
        let Some(start) = below.iter().position(|r| r.gap) else { return };
        let rest = below.get(start).and_then(|r| sample.get(r.at..)).unwrap_or_default();
        let other = recognise_within(rest, true, dialects).and_then(|d| d.delimiter);
        if other.is_some_and(|d| Some(d) != self.dialect.delimiter) {
            self.records.truncate(self.last + start);
        }
    }

    /// How good a table the records are, and its columns: all of them as one, or as several below each other. `None` if
    /// they are none.
    fn judge(self, delimiter: u8) -> Option<(f64, usize)> {
        if self.is_table(delimiter) && !prose::is_prose(&self) {
            return Some((self.score(), self.columns));
        }
        let blocks = self.blocks();
        if blocks.len() < 2 {
            return None;
        }
        let mut best: Option<&Shape<'_>> = None;
        for block in &blocks {
            let is_table = block.is_table(delimiter) && !prose::is_prose(block);
            if !is_table && block.records.len() > FOOT_LINES {
                return None;
            }
            if is_table && best.is_none_or(|b| block.records.len() > b.records.len()) {
                best = Some(block);
            }
        }
        best.map(|b| (b.score(), b.columns))
    }

    /// The records, table by table.
    fn blocks(self) -> Vec<Shape<'d>> {
        let mut starts = Vec::new();
        let mut table = Current::default();
        for (i, record) in self.records.iter().enumerate() {
            if table.may_end(record.gap, record.cells.iter().copied()) {
                let ahead = self.records.iter().skip(i).take(AHEAD).map(|r| r.cells.clone());
                if table.ends_before(record.gap, &ahead.collect::<Vec<_>>()).is_some() {
                    starts.push(i);
                    table = Current::default();
                }
            }
            table.row(record.cells.iter().copied());
        }
        let mut rest = self.records;
        let mut blocks = Vec::new();
        for start in starts.into_iter().rev() {
            blocks.push(Shape::new(self.dialect, rest.split_off(start), self.quoted));
        }
        blocks.push(Shape::new(self.dialect, rest, self.quoted));
        blocks.reverse();
        blocks
    }

    fn score(&self) -> f64 {
        let headed = if self.first == 0 { 1.0 } else { HEADLESS };
        headed * (1.0 + 1.5 * self.quoted) * self.agreement() * (1.0 + (self.columns as f64).ln())
    }

    /// The table without what stands above and below it.
    pub(super) fn body(&self) -> &[Record<'d>] {
        self.records.get(self.first..self.last).unwrap_or_default()
    }

    /// Share of the body's records with the usual number of cells.
    fn agreement(&self) -> f64 {
        let body = self.body();
        let fit = body.iter().filter(|r| r.cells.len() == self.columns).count();
        fit as f64 / (body.len().max(1)) as f64
    }

    /// Share of the body's records with more than one cell.
    fn divided(&self) -> f64 {
        let body = self.body();
        body.iter().filter(|r| r.cells.len() > 1).count() as f64 / (body.len().max(1)) as f64
    }

    fn is_table(&self, delimiter: u8) -> bool {
        let body = self.body().len();
        let foot = self.records.len() - self.last.min(self.records.len());
        let comma = delimiter == b',';
        if self.columns < 2 || self.first > TITLE_LINES || (body < 100 && foot > FOOT_LINES) {
            return false;
        }
        if comma && self.first > 2 * body {
            return false;
        }
        if body < 2 {
            // One line is a row where the delimiter leaves no doubt.
            return self.records.len() == 1 && self.columns >= if comma { 5 } else { 3 };
        }
        match delimiter {
            b'^' | b'~' => self.agreement() >= 0.9,
            b',' => {
                self.agreement() >= 0.8
                    || self.divided() >= 0.95 && self.columns >= 4 && self.agreement() >= 0.4
            }
            _ => {
                self.agreement() >= 0.75
                    || self.divided() >= 0.9 && self.columns >= 3 && self.agreement() >= 0.3
            }
        }
    }
}

/// A list: one value a line, mostly numbers or e-mail addresses, perhaps under a header.
fn single(sample: &[u8], blank: Dialect) -> Option<Dialect> {
    let lines: Vec<&[u8]> =
        sample.split(|b| *b == blank.line_end).map(<[u8]>::trim_ascii).filter(|l| !l.is_empty()).collect();
    let token = |l: &&[u8]| !l.iter().any(u8::is_ascii_whitespace) && l.len() <= 60;
    let value = |l: &&[u8]| l.iter().filter(|b| b.is_ascii_digit()).count() >= 4 || l.contains(&b'@');
    let (header, rest) = lines.split_first()?;
    let short_header = header.len() <= 60 && header.split(u8::is_ascii_whitespace).count() <= 4;
    let values = rest.iter().filter(|l| value(l)).count();
    let is_list = !rest.is_empty() && short_header && rest.iter().all(token) && values * 10 >= rest.len() * 6;
    is_list.then(|| quotings(sample, blank).pop().unwrap_or(blank))
}
