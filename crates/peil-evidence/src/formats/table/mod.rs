//! Delimited text: rows of cells, whatever the delimiter, quote, line end or raggedness.

mod block;
mod dialect;
mod prose;
mod split;

use std::io;

use peil_model::{Cells, Content, Place, Segment};

use self::block::Current;
pub(crate) use self::dialect::{Dialect, recognise};
use self::split::{Scan, Splitter};
use crate::charset;
use crate::formats::Complaints;
use crate::input::Input;
use crate::limits::{ROW_BYTES, amount};
use crate::session::{Session, Verdict};

/// Bytes that are looked at to tell whether another table begins.
const AHEAD_BYTES: usize = 16 * 1024;
/// Bytes by which another dialect is recognised further on, and how often that is tried in vain.
const SAMPLE_BYTES: usize = 64 * 1024;
const TRIES: u32 = 32;

/// Reads rows until the end of the stream. Rows are numbered as they stand in the file, from 1; empty lines count.
pub(crate) fn read(
    session: &mut Session<'_>,
    input: &mut Input<'_>,
    dialect: Dialect,
) -> io::Result<Verdict> {
    session.table(0, "")?;
    let splitter = Splitter::new(dialect);
    let mut reader = Reader {
        splitter,
        table: Current::default(),
        gap: false,
        tries: TRIES,
        complaints: Complaints::default(),
    };
    let mut row = 1;
    while let Some((len, whole)) = reader.record(input, row) {
        if reader.is_over(input, len) {
            session.table(0, "")?;
            continue;
        }
        let data = input.data().get(..len).unwrap_or_default();
        if data.trim_ascii().is_empty() {
            reader.gap = true;
        } else if let Some(delimiter) = dialect::separator_line(data) {
            if row > 1 {
                session.table(0, "")?;
                reader.change(Dialect { delimiter: Some(delimiter), ..reader.splitter.dialect });
            }
        } else {
            reader.row(session, data, row)?;
        }
        input.skip(whole);
        row += 1;
    }
    Ok(Verdict::of(reader.complaints.list()))
}

struct Reader {
    splitter: Splitter,
    /// What is known of the table at hand.
    table: Current,
    /// The line before was empty.
    gap: bool,
    /// How often another dialect may still be looked for.
    tries: u32,
    complaints: Complaints,
}

impl Reader {
    /// Splits the next record: its bytes, and those with its line end. `None` at the end of the stream.
    fn record(&mut self, input: &mut Input<'_>, row: u64) -> Option<(usize, usize)> {
        loop {
            input.fill(1);
            match self.splitter.record(input.data(), input.at_end()) {
                Scan::Record { whole: 0, .. } => return None,
                Scan::Record { len, whole } => return Some((len, whole)),
                Scan::More if input.data().len() as u64 >= ROW_BYTES => {
                    let limit = amount(ROW_BYTES);
                    self.complaints.add(format!("row {row} is longer than {limit}: cut into pieces"));
                    self.splitter.line(input.data(), ROW_BYTES as usize);
                    return Some((ROW_BYTES as usize, ROW_BYTES as usize));
                }
                // Where the stream ends here, the last line is a record now that this is known.
                Scan::More => {
                    if !input.more() && input.data().is_empty() {
                        return None;
                    }
                }
            }
        }
    }

    /// Whether another table begins with the record that was split last, of `len` bytes. If so, it must be split again.
    fn is_over(&mut self, input: &mut Input<'_>, len: usize) -> bool {
        let record = input.data().get(..len).unwrap_or_default();
        if !self.table.may_end(self.gap, self.splitter.cells(record)) {
            return false;
        }
        let undivided = self.splitter.pieces.len() == 1;
        let (bytes, last) = window(input, AHEAD_BYTES);
        if let Some(columns) = self.table.ends_before(self.gap, &self.ahead(bytes, last)) {
            self.change(Dialect { columns, ..self.splitter.dialect });
            return true;
        }
        if !self.gap || !undivided || self.tries == 0 {
            return false;
        }
        let (sample, whole) = window(input, SAMPLE_BYTES);
        match recognise(sample, whole).filter(|d| d.delimiter.is_some() && d.delimiter != self.delimiter()) {
            Some(dialect) => {
                self.change(dialect);
                true
            }
            None => {
                self.tries -= 1;
                false
            }
        }
    }

    fn delimiter(&self) -> Option<u8> {
        self.splitter.dialect.delimiter
    }

    /// The cells of the next records that hold something.
    fn ahead<'w>(&self, window: &'w [u8], last: bool) -> Vec<Vec<&'w [u8]>> {
        let mut scout = Splitter::new(self.splitter.dialect);
        let mut ahead = Vec::new();
        let mut rest = window;
        while ahead.len() < block::AHEAD
            && let Scan::Record { len, whole } = scout.record(rest, last)
            && whole > 0
        {
            let record = rest.get(..len).unwrap_or_default();
            if !record.trim_ascii().is_empty() {
                ahead.push(scout.cells(record).collect());
            }
            rest = rest.get(whole..).unwrap_or_default();
        }
        ahead
    }

    /// Another table begins.
    fn change(&mut self, dialect: Dialect) {
        // The end of lines is that of the whole file.
        self.splitter.dialect = Dialect { line_end: self.splitter.dialect.line_end, ..dialect };
        self.table = Current::default();
        self.gap = false;
    }

    fn row(&mut self, session: &mut Session<'_>, data: &[u8], row: u64) -> io::Result<()> {
        // A spreadsheet writes an empty row as delimiters only.
        self.gap = self.splitter.cells(data).all(|c| c.trim_ascii().is_empty());
        self.table.row(self.splitter.cells(data));
        let mut cells = Cells::with_room(self.splitter.pieces.len(), data.len());
        fill(&mut cells, data, &self.splitter);
        session.segment(Segment { place: Place::row(0, row), content: Content::Row(cells) })
    }
}

/// The next bytes, at most `most`, and whether they are all: the same however a stream is cut into reads.
fn window<'i>(input: &'i mut Input<'_>, most: usize) -> (&'i [u8], bool) {
    let data = input.fill(most + 1);
    (data.get(..most).unwrap_or(data), data.len() <= most)
}

/// The cells of the record that was split last.
fn fill(cells: &mut Cells, data: &[u8], splitter: &Splitter) {
    if let Ok(text) = std::str::from_utf8(data) {
        for piece in &splitter.pieces {
            let cell = text.get(piece.start..piece.end).unwrap_or_default();
            if piece.plain { cells.push(cell) } else { cells.push(&splitter.unescaped(cell, piece.quoted)) }
        }
        return;
    }
    for piece in &splitter.pieces {
        let cell = charset::decode(data.get(piece.start..piece.end).unwrap_or_default());
        if piece.plain { cells.push(&cell) } else { cells.push(&splitter.unescaped(&cell, piece.quoted)) }
    }
}

#[cfg(test)]
mod tests;
