//! XML 1.0: any document as a tree, a large one in pieces; FHIR, CDA, HL7 v2 in XML and exports of all makes among them.
//!
//! Names lose their prefix, attributes are children, comments and instructions are dropped. Of the entities that a document
//! declares itself short texts stand for their names; one that holds others, or lies in a file, is never expanded.

pub(crate) mod lexer;
mod spreadsheet;
mod text;

use std::io;

use peil_model::{Content, Node, Place, Segment};

use self::lexer::{Attributes, Scan, Token, local};
use self::spreadsheet::Spreadsheet;
use self::text::{Narrative, Texts, is_html};
use super::builder::{Builder, Inner};
use super::items::Items;
use crate::input::Input;
use crate::limits::{TREE_DEPTH, VALUE_BYTES, amount};
use crate::session::{Session, Spot, Verdict};

/// Attributes of one element.
const ATTRIBUTES: usize = 10_000;
/// Signs of tags that do not end which are taken for text.
const CUTS: u32 = 64;

/// Reads documents until the end of the stream.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let builder = Builder::new(session.limits.tree);
    let mut items = Items::new(session, spot);
    let mut reader = Reader::new(builder);
    let mut line = 1;
    let mut cut = 0;
    loop {
        let last = input.at_end();
        let len = match lexer::next(input.data(), last) {
            Scan::More if input.data().len() as u64 >= VALUE_BYTES => {
                let words = format!("a value is longer than {}: the rest was not read", amount(VALUE_BYTES));
                items.complaints.add(words);
                break;
            }
            Scan::More => {
                // Twice as much each time: a long text is not scanned again for every read.
                let want = (input.data().len() * 2).max(4096);
                input.fill(want);
                continue;
            }
            Scan::End => break,
            Scan::Cut => {
                items.complaints.add(format!("is damaged at line {line}: a tag does not end"));
                cut += 1;
                if cut > CUTS {
                    break;
                }
                // What looks like a tag is text: the next one may be whole.
                reader.token(Token::Text(b"<"));
                1
            }
            Scan::Token(token, len) => {
                match reader.sheets.as_mut() {
                    Some(sheets) => sheets.token(&token, &mut reader.texts, &mut items)?,
                    None if reader.builder.depth() == 0 => outside(&token, &mut reader, &mut items, line)?,
                    None => reader.token(token),
                }
                len
            }
        };
        items.hand_on(&mut reader.builder)?;
        line += memchr::memchr_iter(b'\n', input.data().get(..len).unwrap_or_default()).count() as u64;
        input.skip(len);
    }
    reader.finish(items)
}

/// A token outside all elements.
fn outside(token: &Token<'_>, reader: &mut Reader, items: &mut Items<'_, '_>, line: u64) -> io::Result<()> {
    match token {
        Token::Start { name, attributes, .. } if spreadsheet::is_one(name, attributes) => {
            reader.sheets = Some(Spreadsheet::default());
        }
        Token::Text(text) | Token::Raw(text) if text.iter().any(u8::is_ascii_alphanumeric) => {
            let text = reader.texts.resolved(text);
            let above = text.len() - text.trim_start().len();
            let first = line + text.get(..above).unwrap_or_default().matches('\n').count() as u64;
            let text = text.trim().to_owned();
            let last = first + text.matches('\n').count() as u64;
            items
                .session
                .segment(Segment { place: Place::lines(first, last), content: Content::Text(text) })?;
        }
        Token::End(_) | Token::Text(_) | Token::Raw(_) => {}
        Token::Start { name, attributes, empty } => {
            reader.token(Token::Start { name, attributes, empty: *empty });
        }
        Token::Declaration(text) => reader.texts.declare(text),
        Token::Doctype(text) => reader.texts.doctype(text),
        Token::Passed => {}
    }
    Ok(())
}

/// Reads a fragment that is at hand whole: elements that nest as they should. `None` if it is none.
pub(crate) fn whole(text: &[u8], levels: u32) -> Option<Inner> {
    let mut reader = Reader::new(Builder::inside(levels));
    reader.builder.open("");
    let first = memchr::memchr(b'<', text).and_then(|at| text.get(at..))?;
    if let Scan::Token(Token::Start { name, .. }, _) = lexer::next(first, true)
        && is_html(name)
    {
        reader.narrative = Some(Narrative::begin());
    }
    let html = reader.narrative.is_some();
    let mut rest = text;
    let mut elements = 0;
    loop {
        match lexer::next(rest, true) {
            Scan::Token(token, len) => {
                elements += usize::from(matches!(token, Token::Start { .. }));
                // A line break is seldom closed in HTML.
                let void = |name: &[u8]| {
                    html && (name.eq_ignore_ascii_case(b"br") || name.eq_ignore_ascii_case(b"hr"))
                };
                let token = match token {
                    Token::Start { name, attributes, .. } if void(name) => {
                        Token::Start { name, attributes, empty: true }
                    }
                    token => token,
                };
                reader.token(token);
                rest = rest.get(len..)?;
            }
            Scan::End => break,
            Scan::More | Scan::Cut => return None,
        }
    }
    if elements == 0 || reader.unbalanced || reader.too_deep || reader.builder.depth() != 1 {
        return None;
    }
    match reader.narrative.take() {
        Some(narrative) if narrative.depth == 1 => narrative.end(&mut reader.builder),
        Some(_) => return None,
        None => {}
    }
    reader.builder.close();
    let mut inner = reader.builder.inner()?;
    lift_narrative(&mut inner.node);
    Some(inner)
}

/// Reads the element at the start of a text, and says how long it is.
///
/// # Errors
/// How many bytes were looked at in vain: it does not end, or its tags do not nest.
pub(crate) fn first(text: &[u8], levels: u32) -> Result<(Inner, usize), usize> {
    let mut reader = Reader::new(Builder::inside(levels));
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Scan::Token(token, len) = lexer::next(rest, true) else { return Err(text.len()) };
        if reader.builder.depth() > 0 || !matches!(token, Token::Text(_) | Token::End(_)) {
            reader.token(token);
        }
        at += len;
        if reader.unbalanced || reader.too_deep {
            return Err(at);
        }
        if reader.builder.depth() == 0 && reader.builder.has_some() {
            return reader.builder.inner().map(|inner| (inner, at)).ok_or(at);
        }
    }
}

/// A fragment that is one narrative is its text.
fn lift_narrative(node: &mut Node) {
    if let [only] = node.children.as_mut_slice()
        && only.children.is_empty()
        && only.key == "div"
        && node.value.is_empty()
    {
        node.value = std::mem::take(&mut only.value);
        node.children.clear();
    }
}

struct Reader {
    builder: Builder,
    texts: Texts,
    narrative: Option<Narrative>,
    sheets: Option<Spreadsheet>,
    /// Elements that are open below the limit of depth: what is in them is passed over.
    below: usize,
    too_deep: bool,
    /// An element has ended in the one that is open: text is to be kept apart from that before it.
    behind_child: bool,
    /// An end tag that ends nothing, or not the innermost element.
    unbalanced: bool,
}

impl Reader {
    fn new(builder: Builder) -> Reader {
        Reader {
            builder,
            texts: Texts::default(),
            narrative: None,
            sheets: None,
            below: 0,
            too_deep: false,
            behind_child: false,
            unbalanced: false,
        }
    }

    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Start { name, attributes, empty } => self.start(local(name), attributes, empty),
            Token::End(name) => self.end(local(name)),
            Token::Text(text) => {
                let text = self.texts.resolved(text);
                self.text(&text);
            }
            Token::Raw(text) => {
                let text = self.texts.raw(text);
                self.text(&text);
            }
            Token::Declaration(text) => self.texts.declare(text),
            Token::Doctype(_) | Token::Passed => {}
        }
    }

    fn start(&mut self, name: &[u8], attributes: &[u8], empty: bool) {
        if let Some(narrative) = &mut self.narrative {
            narrative.tag(name, true);
            narrative.depth += usize::from(!empty);
            return;
        }
        if self.below > 0 || self.builder.depth() >= TREE_DEPTH {
            self.below += usize::from(!empty);
            self.too_deep = true;
            return;
        }
        let key = self.texts.raw(name);
        let is_narrative = match key.as_str() {
            "div" => Attributes(attributes).any(|(n, v)| n.starts_with(b"xmlns") && v.ends_with(b"xhtml")),
            "text" => self.builder.key(0) == "section" && attributes.trim_ascii().is_empty(),
            _ => false,
        };
        self.builder.open(&key);
        self.behind_child = false;
        let mut attributes = Attributes(attributes);
        for (name, value) in attributes.by_ref().take(ATTRIBUTES) {
            if name.starts_with(b"xmlns") || name.ends_with(b"schemaLocation") {
                continue;
            }
            let key = self.texts.raw(local(name));
            let value = self.texts.resolved(value);
            self.builder.leaf(&key, value);
        }
        // A quote that is not closed, or more than are read.
        self.unbalanced |= !attributes.0.is_empty() && memchr::memchr2(b'"', b'\'', attributes.0).is_some();
        if empty {
            self.builder.close();
            self.behind_child = true;
        } else if is_narrative {
            self.narrative = Some(Narrative::begin());
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(narrative) = &mut self.narrative {
            narrative.text(text);
        } else if self.below == 0 {
            if text.trim_ascii().is_empty() {
                return;
            }
            if std::mem::take(&mut self.behind_child) {
                self.builder.text_apart(text)
            } else {
                self.builder.text(text)
            }
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some(narrative) = &mut self.narrative {
            narrative.depth -= 1;
            if narrative.depth > 0 {
                narrative.tag(name, false);
                return;
            }
            if let Some(narrative) = self.narrative.take() {
                narrative.end(&mut self.builder);
            }
        }
        if self.below > 0 {
            self.below -= 1;
            return;
        }
        self.behind_child = true;
        let name = self.texts.raw(name);
        let depth = self.builder.depth();
        match (0..depth).find(|up| self.builder.key(*up) == name) {
            Some(up) => {
                self.unbalanced |= up > 0;
                self.builder.close_to(depth - up - 1);
            }
            None => self.unbalanced = true,
        }
    }

    fn finish(mut self, mut items: Items<'_, '_>) -> io::Result<Verdict> {
        if let Some(sheets) = self.sheets.take() {
            sheets.finish(&mut items)?;
        }
        if self.unbalanced {
            items.complaints.add("is damaged: tags do not nest or quotes do not close");
        }
        if self.builder.depth() > 0 {
            items.complaints.add("ends within an element");
        }
        if self.too_deep {
            items.complaints.add(format!("is nested deeper than {TREE_DEPTH}: what is below was not read"));
        }
        if self.texts.unknown {
            items.complaints.add("entities that the document declares itself are kept as their names");
        }
        if let Some(narrative) = self.narrative.take() {
            narrative.end(&mut self.builder);
        }
        self.builder.close_to(0);
        items.hand_on(&mut self.builder)?;
        Ok(Verdict::of(items.complaints.list()))
    }
}

#[cfg(test)]
mod tests;
