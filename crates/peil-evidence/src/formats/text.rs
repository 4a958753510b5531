//! Plain text: whole lines in pieces, whatever their layout (letters, logs, print reports).

use std::io;

use peil_model::{Content, Place, Segment};

use crate::charset;
use crate::formats::hl7;
use crate::formats::{Complaints, lines};
use crate::input::Input;
use crate::limits::LINE_BYTES;
use crate::session::{Session, Verdict};

/// Bytes of text after which a segment is handed on.
const CHUNK_BYTES: usize = 64 * 1024;

/// Reads lines until the end of the stream; where messages begin among them, the reader of messages takes over.
pub(crate) fn read(session: &mut Session<'_>, input: &mut Input<'_>) -> io::Result<Verdict> {
    let mut chunk = Chunk::default();
    let mut number = 1;
    let mut binary = 0_u64;
    while let Some(line) = lines::next(input, b'\n', LINE_BYTES as usize) {
        let bytes = input.data().get(..line.len).unwrap_or_default();
        let looks = memchr::memmem::find(bytes, b"MSH").is_some();
        if looks && !line.cut && hl7::begins_in(bytes) {
            chunk.flush(session)?;
            return hl7::read_from(session, input, number);
        }
        let len = if line.cut { cut_at(bytes) } else { line.len };
        let bytes = bytes.get(..len).unwrap_or_default();
        binary += memchr::memchr_iter(0, bytes).count() as u64;
        chunk.add(session, number, bytes)?;
        if line.cut {
            input.skip(len);
        } else {
            input.skip(line.whole);
            number += 1;
        }
    }
    chunk.flush(session)?;
    let mut complaints = Complaints::default();
    if binary * 100 > input.total() {
        complaints.add(format!("{binary} zero bytes stand among the text: a part may be binary"));
    }
    Ok(Verdict::of(complaints.list()))
}

/// Where a line without end is cut: behind its last blank, else not within a character.
fn cut_at(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(1024);
    let blank =
        bytes.get(tail..).and_then(|t| t.iter().rposition(|b| matches!(b, b' ' | b'\t' | b';' | b',')));
    if let Some(at) = blank {
        return tail + at + 1;
    }
    let continued = bytes.iter().rev().take(3).take_while(|b| **b & 0xc0 == 0x80).count();
    match bytes.len().checked_sub(continued + 1).and_then(|at| bytes.get(at).map(|b| (at, *b))) {
        Some((at, lead)) if at > 0 && lead >= 0xc0 => at,
        _ => bytes.len(),
    }
}

#[derive(Default)]
struct Chunk {
    text: String,
    lines: u64,
    first: u64,
    last: u64,
}

impl Chunk {
    fn add(&mut self, session: &mut Session<'_>, number: u64, line: &[u8]) -> io::Result<()> {
        if self.lines > 0 && (self.text.len() + line.len() > CHUNK_BYTES || self.last == number) {
            self.flush(session)?;
        }
        if self.lines == 0 {
            self.first = number;
        } else {
            self.text.push('\n');
        }
        self.lines += 1;
        self.last = number;
        self.text.push_str(&charset::decode(line));
        Ok(())
    }

    fn flush(&mut self, session: &mut Session<'_>) -> io::Result<()> {
        self.lines = 0;
        if self.text.trim_ascii().is_empty() {
            self.text.clear();
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        session.segment(Segment { place: Place::lines(self.first, self.last), content: Content::Text(text) })
    }
}

#[cfg(test)]
mod tests;
