//! Plain text: whole lines in pieces, whatever their layout (letters, logs, print reports). Documents of machines among the
//! lines (JSON behind a log's words, query strings) come as trees with the place of their lines.

use std::io;

use peil_model::{Content, Message, Node, Place, Segment};

use crate::charset;
use crate::formats::builder::Inner;
use crate::formats::embedded::line as parts;
use crate::formats::items::Items;
use crate::formats::{edifact, hl7, lines};
use crate::input::Input;
use crate::limits::LINE_BYTES;
use crate::session::{Session, Spot, Verdict};

/// Bytes of text after which a segment is handed on.
const CHUNK_BYTES: usize = 64 * 1024;
/// Trees of one line that come as one.
const TREES: usize = 10_000;

/// Reads lines until the end of the stream; where messages begin among them, the reader of messages takes over.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let mut reader = Reader {
        items: Items::new(session, spot),
        chunk: Chunk::default(),
        trees: Trees::default(),
        scout: parts::Scout::default(),
    };
    let mut number = 1;
    let mut binary = 0_u64;
    while let Some(line) = lines::next(input, b'\n', LINE_BYTES as usize) {
        let bytes = input.data().get(..line.len).unwrap_or_default();
        let looks = memchr::memmem::find(bytes, b"MSH").is_some();
        if looks && !line.cut && hl7::begins_in(bytes) {
            reader.flush()?;
            return hl7::read_from(session, input, number);
        }
        let rich = parts::may_hold(bytes);
        let mut len = if line.cut { cut_at(bytes) } else { line.len };
        binary += memchr::memchr_iter(0, bytes).count() as u64;
        let (mut from, mut ends_later) = (0, false);
        if rich && parts::may_begin(bytes) {
            input.fill(line.len + parts::BLOCK_BYTES);
            (from, ends_later) = reader.documents(number, input.data(), len)?;
        }
        if ends_later {
            number += line_ends(input.data().get(..from).unwrap_or_default());
            reader.chunk.go_on(number);
            input.skip(from);
            continue;
        }
        // A document may have ended in what is cut off.
        len = len.max(from);
        let quoted = edifact::quoted(input.data().get(from..len).unwrap_or_default());
        if let Some(quoted) = quoted.filter(|_| !line.cut) {
            let bytes = input.data().get(from..from + quoted.start).unwrap_or_default().to_vec();
            reader.plain(number, &bytes, rich)?;
            reader.message(number, quoted.message)?;
            from += quoted.end;
        }
        reader.plain(number, input.data().get(from..len).unwrap_or_default(), rich)?;
        if line.cut {
            input.skip(len);
        } else {
            input.skip(line.whole);
            number += 1;
            reader.chunk.joined = false;
        }
    }
    reader.flush()?;
    if binary * 100 > input.total() {
        reader
            .items
            .complaints
            .add(format!("{binary} zero bytes stand among the text: a part may be binary"));
    }
    Ok(Verdict::of(reader.items.complaints.list()))
}

/// Line ends of either kind in a part of a text.
fn line_ends(bytes: &[u8]) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    if feeds > 0 { feeds as u64 } else { memchr::memchr_iter(b'\r', bytes).count() as u64 }
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

struct Reader<'a, 's> {
    items: Items<'a, 's>,
    chunk: Chunk,
    trees: Trees,
    scout: parts::Scout,
}

impl Reader<'_, '_> {
    /// The documents that begin on the line at the start of the data, and the text before each. Returns what of the data
    /// that was, and whether the last one ends on a later line.
    fn documents(&mut self, number: u64, data: &[u8], line: usize) -> io::Result<(usize, bool)> {
        let mut at = 0;
        self.scout.seen += line as u64;
        while at < line {
            let rest = data.get(at..).unwrap_or_default();
            let Some(found) = self.scout.document(rest, line - at) else { break };
            self.plain(number, rest.get(..found.start).unwrap_or_default(), true)?;
            let lines = line_ends(rest.get(found.start..found.end).unwrap_or_default());
            self.tree(number, number + lines, found.inner)?;
            self.chunk.go_on(number);
            at += found.end;
            if lines > 0 {
                return Ok((at, true));
            }
        }
        Ok((at, false))
    }

    /// A line, or a part of one; `rich` if words in it may hold trees.
    fn plain(&mut self, number: u64, bytes: &[u8], rich: bool) -> io::Result<()> {
        let text = charset::decode(bytes);
        match rich.then(|| parts::words(&text)).flatten() {
            Some((rest, found)) => {
                for inner in found {
                    self.tree(number, number, inner)?;
                }
                self.chunk.add(self.items.session, number, &rest)
            }
            None => self.chunk.add(self.items.session, number, &text),
        }
    }

    fn tree(&mut self, first: u64, last: u64, inner: Inner) -> io::Result<()> {
        for document in &inner.documents {
            self.items.document(document)?;
        }
        if first > self.trees.last || self.trees.nodes.len() >= TREES {
            self.trees.flush(&mut self.items)?;
        }
        if self.trees.nodes.is_empty() {
            self.trees.first = first;
        }
        self.trees.last = last;
        self.trees.nodes.push(inner.node);
        Ok(())
    }

    /// Segments of a message that the line quotes.
    fn message(&mut self, number: u64, message: Message) -> io::Result<()> {
        self.flush()?;
        let place = Place::lines(number, number);
        self.items.session.segment(Segment { place, content: Content::Message(message) })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.trees.flush(&mut self.items)?;
        self.chunk.flush(self.items.session)
    }
}

/// Trees of one line, or of lines that hang together.
#[derive(Default)]
struct Trees {
    nodes: Vec<Node>,
    first: u64,
    last: u64,
}

impl Trees {
    /// Hands them on; several as one, so that a place stands for one tree.
    fn flush(&mut self, items: &mut Items<'_, '_>) -> io::Result<()> {
        let mut nodes = std::mem::take(&mut self.nodes);
        let place = Place::lines(self.first, self.last);
        match nodes.len() {
            0 => Ok(()),
            1 => items.tree(place, nodes.pop().unwrap_or_default()),
            _ => items.tree(place, Node { children: nodes, ..Node::default() }),
        }
    }
}

#[derive(Default)]
struct Chunk {
    text: String,
    lines: u64,
    first: u64,
    last: u64,
    /// What comes next stands on the line that was added last.
    joined: bool,
}

impl Chunk {
    fn add(&mut self, session: &mut Session<'_>, number: u64, line: &str) -> io::Result<()> {
        let joined = std::mem::take(&mut self.joined) && self.lines > 0;
        let full = self.text.len() + line.len() > CHUNK_BYTES;
        if self.lines > 0 && (full || (self.last == number && !joined)) {
            self.flush(session)?;
        } else if joined {
            self.text.push_str(line);
            return Ok(());
        }
        if self.lines == 0 {
            self.first = number;
        } else {
            self.text.push('\n');
        }
        self.lines += 1;
        self.last = number;
        self.text.push_str(line);
        Ok(())
    }

    /// A tree has taken the text up to this line, whose rest comes next.
    fn go_on(&mut self, line: u64) {
        self.joined = true;
        if self.lines > 0 {
            // Its lines count as they stand in the file.
            (self.last..line).for_each(|_| self.text.push('\n'));
            self.last = line;
        }
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
