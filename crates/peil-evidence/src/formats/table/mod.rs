//! Delimited text: rows of cells, whatever the delimiter, quote, line end or raggedness.

mod dialect;
mod prose;
mod split;

use std::io;

use peil_model::{Cells, Content, Place, Segment};

pub(crate) use self::dialect::{Dialect, recognise};
use self::split::{Scan, Splitter};
use crate::charset;
use crate::formats::Complaints;
use crate::input::Input;
use crate::limits::{ROW_BYTES, amount};
use crate::session::{Session, Verdict};

/// Reads rows until the end of the stream. Rows are numbered as they stand in the file, from 1; empty lines count.
pub(crate) fn read(
    session: &mut Session<'_>,
    input: &mut Input<'_>,
    dialect: Dialect,
) -> io::Result<Verdict> {
    session.table(0)?;
    let mut splitter = Splitter::new(dialect);
    let mut complaints = Complaints::default();
    let mut row = 0;
    let mut cells = Cells::new();
    loop {
        input.fill(1);
        let scan = splitter.record(input.data(), input.at_end());
        let (len, whole) = match scan {
            Scan::Record { len, whole } => (len, whole),
            Scan::More if input.data().len() as u64 >= ROW_BYTES => {
                let limit = amount(ROW_BYTES);
                complaints.add(format!("row {} is longer than {limit}: cut into pieces", row + 1));
                splitter.line(input.data(), ROW_BYTES as usize);
                (ROW_BYTES as usize, ROW_BYTES as usize)
            }
            Scan::More => {
                if input.more() {
                    continue;
                }
                if input.data().is_empty() {
                    break;
                }
                // The stream ended and the last line has no end: now that this is known it is a record.
                continue;
            }
        };
        if whole == 0 {
            break;
        }
        row += 1;
        let data = input.data().get(..len).unwrap_or_default();
        let nothing = data.trim_ascii().is_empty() || (row == 1 && dialect::separator_line(data).is_some());
        if !nothing {
            fill(&mut cells, data, &splitter);
            let full = std::mem::take(&mut cells);
            session.segment(Segment { place: Place::row(0, row), content: Content::Row(full) })?;
        }
        input.skip(whole);
    }
    Ok(Verdict::of(complaints.list()))
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
