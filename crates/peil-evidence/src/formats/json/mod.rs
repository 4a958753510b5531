//! JSON (RFC 8259): a document, one value a line (NDJSON), values in a row, text sequences (RFC 7464).
//!
//! It is read as a stream, so that neither the size of a document nor damage in it keeps the rest from being read.

mod columns;
pub(crate) mod lexer;
pub(crate) mod parse;

use std::io;

use peil_model::{Node, Place};

use self::lexer::{Scan, Token};
use self::parse::Parser;
use super::builder::{Builder, Inner};
use super::items::Items;
use crate::input::Input;
use crate::limits::{TREE_DEPTH, VALUE_BYTES, amount};
use crate::session::{Session, Spot, Verdict};

/// Bytes of white space between two elements of an array.
const GAP_BYTES: usize = 256;
/// Members that an object has at least which is cut off.
const CUT_MEMBERS: usize = 2;

/// Reads values until the end of the stream.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let builder = Builder::new(session.limits.tree);
    let mut reader = Reader {
        parser: Parser::new(builder),
        items: Items::new(session, spot),
        line: 1,
        begins: 1,
        ended: 1,
        values: 0,
        held: None,
        by_line: None,
    };
    loop {
        let last = input.at_end();
        match lexer::next(input.data(), last) {
            Scan::More if input.data().len() as u64 >= VALUE_BYTES => {
                let words = format!("a value is longer than {}: the rest was not read", amount(VALUE_BYTES));
                reader.items.complaints.add(words);
                break;
            }
            Scan::More => {
                let blank = input.data().iter().take_while(|b| b.is_ascii_whitespace()).count();
                reader.pass(input, blank);
                // Twice as much each time: a long string is not scanned again for every read.
                let want = (input.data().len() * 2).max(4096);
                input.fill(want);
            }
            Scan::End => break,
            Scan::Bad(at) => {
                reader.pass(input, at);
                reader.damage(input)?;
            }
            Scan::Token(token, start, end) => {
                reader.pass(input, start);
                if reader.parser.is_idle() {
                    reader.begin(&token)?;
                }
                if reader.parser.token(token).is_err() {
                    reader.damage(input)?;
                    continue;
                }
                reader.pass(input, end - start);
                reader.after()?;
            }
        }
    }
    reader.finish()
}

/// Reads a value that is at hand whole. `None` unless it is one object or array and nothing else.
pub(crate) fn whole(text: &[u8], levels: u32) -> Option<Inner> {
    let (inner, len) = first(text, levels).ok()?;
    text.get(len..)?.trim_ascii().is_empty().then_some(inner)
}

/// Reads the object or array at the start of a text, and says how long it is.
///
/// # Errors
/// How many bytes were looked at in vain.
pub(crate) fn first(text: &[u8], levels: u32) -> Result<(Inner, usize), usize> {
    let mut parser = Parser::new(Builder::inside(levels));
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Scan::Token(token, start, end) = lexer::next(rest, true) else { return Err(text.len()) };
        // A string that runs on over a line's end lacks its quote.
        let own = rest.get(start..end).unwrap_or_default();
        let broken = matches!(token, Token::Text(_)) && memchr::memchr(b'\n', own).is_some();
        let outside = at == 0 && !matches!(token, Token::Open(_));
        at += end;
        if parser.token(token).is_err() || parser.too_deep || broken || outside {
            return Err(at);
        }
        if parser.is_idle() {
            let inner = parser.builder.inner().filter(|inner| !inner.node.children.is_empty());
            return inner.map(|inner| (inner, at)).ok_or(at);
        }
    }
}

/// Reads an object that is cut off where the text ends.
pub(crate) fn cut(text: &[u8], levels: u32) -> Option<Inner> {
    let mut parser = Parser::new(Builder::inside(levels));
    let mut rest = text;
    while let Scan::Token(token, _, end) = lexer::next(rest, true) {
        parser.token(token).ok()?;
        rest = rest.get(end..)?;
        if parser.too_deep || parser.is_idle() {
            return None;
        }
    }
    parser.end();
    parser.builder.inner().filter(|inner| rest.is_empty() && inner.node.children.len() >= CUT_MEMBERS)
}

struct Reader<'a, 's> {
    parser: Parser,
    items: Items<'a, 's>,
    /// Number of the line at hand.
    line: u64,
    /// Line on which the value at hand begins.
    begins: u64,
    /// Line on which the value before it ended.
    ended: u64,
    /// Values that began so far.
    values: u64,
    /// The first value, until it is known whether another one follows, and its lines.
    held: Option<(Vec<Node>, u64, u64)>,
    /// Whether values stand on lines of their own; known from the second value on.
    by_line: Option<bool>,
}

impl Reader<'_, '_> {
    /// Moves on, counting lines.
    fn pass(&mut self, input: &mut Input<'_>, n: usize) {
        let passed = input.data().get(..n).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        input.skip(n);
    }

    /// A value begins.
    fn begin(&mut self, token: &Token) -> io::Result<()> {
        if matches!(token, Token::Comma | Token::Close(_) | Token::Colon) {
            return Ok(());
        }
        if self.values == 1 {
            self.by_line = Some(self.items.count == 0 && self.line > self.ended);
            self.release()?;
        }
        // A first array is a list of items, whatever follows it.
        self.parser.in_items = self.values == 0;
        self.values += 1;
        self.begins = self.line;
        Ok(())
    }

    fn after(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.parser.too_deep) {
            self.items
                .complaints
                .add(format!("is nested deeper than {TREE_DEPTH}: what is below was not read"));
        }
        if self.parser.is_idle() {
            self.ended = self.line;
        }
        if !self.parser.builder.has_some() {
            return Ok(());
        }
        self.items.documents(&mut self.parser.builder)?;
        let nodes = self.parser.builder.take();
        let idle = self.parser.is_idle();
        if self.values == 1 && self.items.count == 0 && idle && nodes.len() == 1 {
            self.held = Some((nodes, self.begins, self.line));
            return Ok(());
        }
        let lines = (self.begins, self.line);
        let whole = idle && nodes.len() == 1;
        self.emit(nodes, lines, whole)
    }

    fn emit(&mut self, nodes: Vec<Node>, lines: (u64, u64), whole: bool) -> io::Result<()> {
        if let [tree] = nodes.as_slice()
            && let Some(rows) = columns::rows(tree).filter(|_| whole)
        {
            return self.emit(rows, lines, false);
        }
        for node in nodes {
            let place = match (self.by_line, whole) {
                (Some(true), true) => Place::lines(lines.0, lines.1),
                _ => Place::item(self.items.count + 1),
            };
            self.items.tree(place, node)?;
        }
        Ok(())
    }

    fn release(&mut self) -> io::Result<()> {
        match self.held.take() {
            Some((nodes, first, last)) => self.emit(nodes, (first, last), true),
            None => Ok(()),
        }
    }

    /// The bytes at hand cannot be: goes on where the next object begins.
    fn damage(&mut self, input: &mut Input<'_>) -> io::Result<()> {
        self.items.complaints.add(format!("is damaged at line {}", self.line));
        let in_array = self.by_line != Some(true) && self.parser.has_array();
        loop {
            let (at, found) = next_object(input.data(), in_array);
            self.pass(input, at);
            match found {
                Some(Next::Element) => {
                    self.parser.back_to_array();
                    return self.after();
                }
                None if input.more() => {}
                found => {
                    if found.is_none() {
                        self.pass(input, input.data().len());
                    }
                    self.parser.end();
                    return self.after();
                }
            }
        }
    }

    fn finish(mut self) -> io::Result<Verdict> {
        if !self.parser.is_idle() {
            self.items.complaints.add("ends within a value");
        }
        self.parser.end();
        self.after()?;
        self.release()?;
        Ok(Verdict::of(self.items.complaints.list()))
    }
}

/// What begins behind damage.
enum Next {
    /// An element of the array that is open.
    Element,
    /// A value at the start of a line.
    Line,
}

/// Where the next object begins: behind `},` in an array, or at the start of a line. Else how much may be passed over.
fn next_object(data: &[u8], in_array: bool) -> (usize, Option<Next>) {
    for at in memchr::memchr2_iter(b',', b'\n', data) {
        let after = data.get(at + 1..).unwrap_or_default();
        if data.get(at) == Some(&b'\n') {
            match after.first() {
                Some(b'{' | b'[' | 0x1e) => return (at + 1, Some(Next::Line)),
                None => return (at, None),
                _ => continue,
            }
        }
        let before = data.get(..at).unwrap_or_default().trim_ascii_end();
        if !in_array || !before.ends_with(b"}") {
            continue;
        }
        let blank = after.iter().take(GAP_BYTES).take_while(|b| b.is_ascii_whitespace()).count();
        match after.get(blank) {
            Some(b'{') => return (at + 1, Some(Next::Element)),
            // What comes behind it is not at hand yet.
            None if blank < GAP_BYTES => return (at.saturating_sub(1), None),
            _ => {}
        }
    }
    (data.len().saturating_sub(1), None)
}

#[cfg(test)]
mod tests;
