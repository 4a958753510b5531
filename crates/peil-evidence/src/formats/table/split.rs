//! One record of a delimited text: where its cells begin and end.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2};

use super::Dialect;
use crate::limits::QUOTED_BYTES;

/// A cell's bytes within its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    /// It stood in quotes (which are not part of it).
    pub(super) quoted: bool,
    /// Nothing in it is escaped.
    pub(super) plain: bool,
}

/// What was found at the start of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scan {
    /// A record of `len` bytes, `whole` with its line end. Nothing at all if `whole` is 0.
    Record { len: usize, whole: usize },
    /// Its end is not at hand.
    More,
}

/// Splits records; keeps the cells of the last one.
pub(super) struct Splitter {
    pub(super) dialect: Dialect,
    pub(super) pieces: Vec<Piece>,
}

/// How a cell in quotes ended.
enum Quoted {
    /// `end` is its closing quote, `next` the delimiter or line end behind it.
    Closed {
        end: usize,
        next: usize,
        escaped: bool,
    },
    Unclosed,
    More,
}

impl Splitter {
    pub(super) fn new(dialect: Dialect) -> Splitter {
        Splitter { dialect, pieces: Vec::new() }
    }

    /// The cells of the record that was split last, as they stand in it.
    pub(super) fn cells<'d>(&self, record: &'d [u8]) -> impl ExactSizeIterator<Item = &'d [u8]> {
        self.pieces.iter().map(move |p| record.get(p.start..p.end).unwrap_or_default())
    }

    /// Splits the record at the start of the data; `last` if no more data come.
    pub(super) fn record(&mut self, data: &[u8], last: bool) -> Scan {
        let line = match memchr(self.dialect.line_end, data) {
            Some(at) => at,
            None if last => data.len(),
            None => return Scan::More,
        };
        let whole_line = (line + 1).min(data.len());
        let first = data.get(..line).unwrap_or_default();
        let quote = self.dialect.quote.filter(|q| memchr(*q, first).is_some());
        let Some(quote) = quote else {
            let len = without_return(first);
            self.plain(first.get(..len).unwrap_or_default());
            return Scan::Record { len, whole: whole_line };
        };
        match self.quoted_record(data, quote, last) {
            Some(Scan::Record { len, whole }) if whole <= whole_line || !self.is_stray(data, line, len) => {
                Scan::Record { len, whole }
            }
            Some(Scan::More) => Scan::More,
            // The opening quote has no partner, or one in another record: it is a character like any other.
            _ => {
                let len = without_return(first);
                self.line(first, len);
                Scan::Record { len, whole: whole_line }
            }
        }
    }

    /// A record over several lines of which the first and the last are whole records by themselves: a stray quote of one
    /// has met a stray quote of the other.
    fn is_stray(&mut self, data: &[u8], line: usize, len: usize) -> bool {
        let columns = self.dialect.columns;
        let record = data.get(..len).unwrap_or_default();
        let last_start = memchr::memrchr(self.dialect.line_end, record).map_or(0, |at| at + 1);
        let kept = std::mem::take(&mut self.pieces);
        self.line(record, line);
        let first_count = self.pieces.len();
        let tail = record.get(last_start..).unwrap_or_default();
        self.line(tail, tail.len());
        let last_count = self.pieces.len();
        self.pieces = kept;
        columns > 1 && first_count == columns && last_count == columns
    }

    /// Cells of a line without quotes.
    fn plain(&mut self, line: &[u8]) {
        self.pieces.clear();
        let mut start = 0;
        if let Some(delimiter) = self.dialect.delimiter {
            for at in memchr_iter(delimiter, line) {
                self.pieces.push(self.unquoted(line, start, at));
                start = at + 1;
            }
        }
        self.pieces.push(self.unquoted(line, start, line.len()));
    }

    fn unquoted(&self, line: &[u8], start: usize, end: usize) -> Piece {
        let null = self.dialect.backslash && line.get(start..end) == Some(b"\\N");
        Piece { start, end, quoted: false, plain: !null }
    }

    /// Cells of a line by itself: quotes count where they close within it.
    pub(super) fn line(&mut self, data: &[u8], len: usize) {
        let line = data.get(..len).unwrap_or(data);
        let Some(quote) = self.dialect.quote else { return self.plain(line) };
        self.pieces.clear();
        let mut start = 0;
        loop {
            let quoted = match opening(line, start, quote) {
                Some(at) => match self.quoted(line, at, quote, true) {
                    Quoted::Closed { end, next, escaped } => Some((at, end, next, escaped)),
                    _ => None,
                },
                None => None,
            };
            let next = match quoted {
                Some((at, end, next, escaped)) => {
                    self.pieces.push(Piece { start: at + 1, end, quoted: true, plain: !escaped });
                    next
                }
                None => {
                    let rest = line.get(start..).unwrap_or_default();
                    let next = self
                        .dialect
                        .delimiter
                        .and_then(|d| memchr(d, rest))
                        .map_or(line.len(), |p| start + p);
                    self.pieces.push(self.unquoted(line, start, next));
                    next
                }
            };
            if next >= line.len() {
                return;
            }
            start = next + 1;
        }
    }

    /// A record in which quotes may hold delimiters and line ends. `None` if a quote does not close.
    fn quoted_record(&mut self, data: &[u8], quote: u8, last: bool) -> Option<Scan> {
        self.pieces.clear();
        let mut start = 0;
        loop {
            let next = if let Some(at) = opening(data, start, quote) {
                match self.quoted(data, at, quote, last) {
                    Quoted::Closed { end, next, escaped } => {
                        self.pieces.push(Piece { start: at + 1, end, quoted: true, plain: !escaped });
                        next
                    }
                    Quoted::Unclosed => return None,
                    Quoted::More => return Some(Scan::More),
                }
            } else {
                let rest = data.get(start..).unwrap_or_default();
                let end = match self.dialect.delimiter {
                    Some(d) => memchr2(d, self.dialect.line_end, rest),
                    None => memchr(self.dialect.line_end, rest),
                };
                let next = match end {
                    Some(p) => start + p,
                    None if last => data.len(),
                    None => return Some(Scan::More),
                };
                let at_end = data.get(next) != self.dialect.delimiter.as_ref();
                let end = if at_end {
                    start + without_return(data.get(start..next).unwrap_or_default())
                } else {
                    next
                };
                self.pieces.push(self.unquoted(data, start, end));
                next
            };
            match data.get(next) {
                Some(b) if Some(*b) == self.dialect.delimiter => start = next + 1,
                Some(_) => {
                    let len = without_return(data.get(..next).unwrap_or_default());
                    return Some(Scan::Record { len, whole: next + 1 });
                }
                None => return Some(Scan::Record { len: data.len(), whole: data.len() }),
            }
        }
    }

    /// The end of the cell whose quote opens at `at`. A quote closes it if a delimiter or a line end follows.
    fn quoted(&self, data: &[u8], at: usize, quote: u8, last: bool) -> Quoted {
        let mut i = at + 1;
        let mut escaped = false;
        let escape = if self.dialect.backslash { b'\\' } else { quote };
        loop {
            let Some(p) = memchr2(quote, escape, data.get(i..).unwrap_or_default()) else {
                let long = (data.len() - at) as u64 > QUOTED_BYTES;
                return if last || long { Quoted::Unclosed } else { Quoted::More };
            };
            let q = i + p;
            if data.get(q) != Some(&quote) {
                escaped = true;
                i = q + 2;
                continue;
            }
            if data.get(q + 1) == Some(&quote) {
                escaped = true;
                i = q + 2;
                continue;
            }
            let tail = data.get(q + 1..).unwrap_or_default();
            let blanks = tail.iter().take_while(|b| **b == b' ').count();
            match tail.get(blanks) {
                None if last => return Quoted::Closed { end: q, next: data.len(), escaped },
                None => return Quoted::More,
                Some(b'\r') if tail.get(blanks + 1).is_none() && !last => return Quoted::More,
                Some(b'\r') if tail.get(blanks + 1).is_none_or(|b| *b == self.dialect.line_end) => {
                    let next = (q + 2 + blanks).min(data.len());
                    return Quoted::Closed { end: q, next, escaped };
                }
                Some(b) if Some(*b) == self.dialect.delimiter || *b == self.dialect.line_end => {
                    return Quoted::Closed { end: q, next: q + 1 + blanks, escaped };
                }
                Some(_) if (q - at) as u64 > QUOTED_BYTES => return Quoted::Unclosed,
                Some(_) => i = q + 1,
            }
        }
    }

    /// A cell with its escapes replaced.
    pub(super) fn unescaped<'c>(&self, cell: &'c str, quoted: bool) -> Cow<'c, str> {
        if !quoted {
            return if cell == "\\N" { Cow::Borrowed("") } else { Cow::Borrowed(cell) };
        }
        let quote = self.dialect.quote.map_or('"', char::from);
        let mut out = String::with_capacity(cell.len());
        let mut chars = cell.chars().peekable();
        while let Some(c) = chars.next() {
            if c == quote && chars.peek() == Some(&quote) {
                chars.next();
                out.push(c);
            } else if c == '\\' && self.dialect.backslash {
                match chars.next() {
                    Some('n') => out.push('\n'),
                    Some('r') | None => {}
                    Some('t') => out.push('\t'),
                    Some(other) => out.push(other),
                }
            } else {
                out.push(c);
            }
        }
        Cow::Owned(out)
    }
}

/// The quote that opens a cell: its first character, or after blanks.
fn opening(data: &[u8], start: usize, quote: u8) -> Option<usize> {
    let rest = data.get(start..)?;
    let blanks = rest.iter().take_while(|b| **b == b' ').count();
    (rest.get(blanks) == Some(&quote)).then_some(start + blanks)
}

fn without_return(line: &[u8]) -> usize {
    line.len() - usize::from(line.last() == Some(&b'\r'))
}
