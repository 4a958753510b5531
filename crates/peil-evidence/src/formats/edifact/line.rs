//! Segments that a log quotes on a line of its own words: `seg PID+1985:01:11+M+Wit:de::::TP++BSN111222333'PAD+Laan:2::Delft:2611AA'`.

use memchr::memmem;
use peil_model::{Message, Syntax};

use super::parse;
use super::syntax::{Chars, is_tagged};
use crate::charset;
use crate::limits::MESSAGE_VALUES;

/// Segments of one line, and where in it they begin and end.
pub(crate) struct Quoted {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) message: Message,
}

/// The segments on a line from the first that tells who somebody is (`PID` of MEDLAB and MEDVRI, `PNA` of MEDRPT) up to the last that is closed.
pub(crate) fn quoted(line: &[u8]) -> Option<Quoted> {
    let chars = Chars::DEFAULT;
    memchr::memchr(chars.terminator, line)?;
    let start = [&b"PID+"[..], b"PNA+"].iter().filter_map(|tag| begins(line, tag)).min()?;
    let mut left = MESSAGE_VALUES;
    let (mut end, mut parts) = (start, Vec::new());
    while let Some(len) = segment(line.get(end..)?, &chars) {
        let bytes = line.get(end..end + len)?;
        parts.push(parse(&chars, &charset::decode(bytes), &mut left));
        end += len + 1;
    }
    // What has more values than are read of a message stays text.
    (!parts.is_empty() && left > 0).then_some(Quoted {
        start,
        end,
        message: Message { syntax: Syntax::Edifact, parts },
    })
}

/// Where a tag stands that is not the end of a word.
fn begins(line: &[u8], tag: &[u8]) -> Option<usize> {
    memmem::find_iter(line, tag)
        .find(|at| !at.checked_sub(1).and_then(|b| line.get(b)).is_some_and(u8::is_ascii_alphanumeric))
}

/// Bytes of the segment at the start up to its terminator.
fn segment(data: &[u8], chars: &Chars) -> Option<usize> {
    if !is_tagged(data, chars) {
        return None;
    }
    memchr::memchr_iter(chars.terminator, data).find(|at| !chars.is_released(data, *at))
}
