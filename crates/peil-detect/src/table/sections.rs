//! Several tables in one file, each under its own header lines.

use std::ops::Range;

use peil_model::Cells;

use crate::columns::header_hits;

/// Rows with data before the first header line from which on they are a table of their own.
const TABLE: usize = 3;

/// Whether a row is a header line beyond doubt: two known headers or more, and two in three of its cells.
pub(super) fn is_header(row: &Cells) -> bool {
    header_hits(row).is_some_and(|hits| hits >= 2 && hits * 3 >= filled(row) * 2)
}

/// The ranges of rows that each hold one table with its titles and header lines.
pub(super) fn cut(rows: &[Cells]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut header: Option<&Cells> = None;
    let mut data = 0;
    let mut after_header = true;
    for (i, row) in rows.iter().enumerate() {
        if is_header(row) {
            let repeated = header == Some(row);
            let new = match header {
                None => data >= TABLE,
                Some(_) => !after_header && !repeated,
            };
            if new {
                let begin = with_titles(rows, start, i);
                out.push(start..begin);
                (start, data) = (begin, 0);
            }
            if !repeated {
                (header, after_header) = (Some(row), true);
            }
        } else if filled(row) >= 1 {
            after_header = false;
            data += usize::from(filled(row) >= 3 && header_hits(row).is_none());
        }
    }
    if start < rows.len() {
        out.push(start..rows.len());
    }
    out
}

/// Where the titles above a header line begin: blank lines and lines of one cell.
fn with_titles(rows: &[Cells], start: usize, header: usize) -> usize {
    let mut begin = header;
    let mut blank = header;
    while let Some(before) = begin.checked_sub(1).filter(|b| *b > start) {
        match rows.get(before).map(filled) {
            Some(0) => blank = before,
            Some(1) => {}
            _ => break,
        }
        begin = before;
    }
    // Without a blank line between, a line of one cell may be the last row of the table before.
    blank.max(begin)
}

fn filled(row: &Cells) -> usize {
    row.iter().filter(|c| !c.trim().is_empty()).count()
}
