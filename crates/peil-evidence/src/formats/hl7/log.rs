//! Messages in logs: what logs put before lines, between messages and in place of line ends.

use memchr::memmem;

use super::header::segment_id;

/// What logs write in place of a segment's end.
const LITERALS: [&[u8]; 20] = [
    b"\\r\\n",
    b"\\r",
    b"\\n",
    b"<CR><LF>",
    b"<CR>",
    b"<cr>",
    b"[CR]",
    b"{CR}",
    b"\\x0d",
    b"\\x0D",
    b"\\u000d",
    b"\\u000D",
    b"<0D><0A>",
    b"<0D>",
    b"<0d>",
    b"<0x0D>",
    b"<0x0d>",
    b"[0x0D]",
    b"&#13;",
    b"&#xD;",
];
/// Fields that MSH has at most (v2.8.2), with some to spare: more, and the line holds other segments too.
const MSH_FIELDS: usize = 27;
/// Bytes at the start of a line in which a log's time stands.
const STAMP_BYTES: usize = 40;

/// What stands between the segments of a message that was logged as one line.
pub(super) fn literal_separator(line: &[u8], field: u8) -> Option<&'static [u8]> {
    if memchr::memchr_iter(field, line).take(MSH_FIELDS).count() < MSH_FIELDS && !has_literal_mark(line) {
        return None;
    }
    LITERALS.into_iter().find(|l| next_separator(line, l, field).is_some())
}

/// Short messages too may be logged as one line: look closer only if a mark of it is there.
fn has_literal_mark(line: &[u8]) -> bool {
    LITERALS.iter().any(|mark| memmem::find(line, mark).is_some())
}

/// Where the next such separator stands before a segment.
pub(super) fn next_separator(line: &[u8], separator: &[u8], field: u8) -> Option<usize> {
    memmem::find_iter(line, separator)
        .find(|at| line.get(at + separator.len()..).is_some_and(|rest| segment_id(rest, field).is_some()))
}

/// The segment behind what the log puts before every line: at the same column as in the message's first line, or, where
/// that varies, behind the last blank that comes before one.
pub(super) fn behind_prefix(line: &[u8], column: usize, field: u8) -> Option<&[u8]> {
    let at_column = line.get(column..).filter(|rest| segment_id(rest, field).is_some());
    if at_column.is_some() {
        return at_column;
    }
    if !is_log_line(line) {
        return None;
    }
    let reach = (column + 16).min(line.len());
    (0..reach)
        .filter(|i| line.get(*i).is_some_and(|b| matches!(b, b' ' | b'\t' | b':' | b']' | b'>')))
        .filter_map(|i| line.get(i + 1..))
        .find(|rest| segment_id(rest, field).is_some())
}

/// Whether a line looks like one that a program wrote about a message, and not like the rest of a wrapped segment.
pub(super) fn is_log_line(line: &[u8]) -> bool {
    const WORDS: [&[u8]; 11] =
        [b"INFO", b"DEBUG", b"WARN", b"ERROR", b"TRACE", b"FATAL", b"---", b"===", b"***", b"###", b"<<<"];
    if WORDS.iter().any(|w| line.starts_with(w)) {
        return true;
    }
    let starts = line.first().is_some_and(|b| b.is_ascii_digit() || matches!(b, b'[' | b'<' | b'(' | b'"'))
        || is_month(line.get(..3).unwrap_or_default());
    starts && has_time(line.get(..STAMP_BYTES).unwrap_or(line))
}

fn is_month(word: &[u8]) -> bool {
    const MONTHS: [&[u8; 3]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    MONTHS.iter().any(|m| *m == word)
}

/// `hh:mm:ss` somewhere.
pub(crate) fn has_time(head: &[u8]) -> bool {
    head.windows(8).any(|w| {
        w.iter().enumerate().all(|(i, b)| if i == 2 || i == 5 { *b == b':' } else { b.is_ascii_digit() })
    })
}
