//! Tags and text of a page, as `html5gum` cuts them (WHATWG HTML, 13.2.5), within bounds.

use std::cell::Cell;
use std::convert::Infallible;
use std::io;
use std::rc::Rc;

use html5gum::{Emitter, Error, Reader, State, Tokenizer, naive_next_state};

use super::Page;
use crate::input::Input;

/// Bytes of one piece of text.
const TEXT_BYTES: usize = 64 * 1024;
/// Bytes of a tag's or attribute's name.
const NAME_BYTES: usize = 64;
/// Bytes of an attribute's value, and of a comment.
const VALUE_BYTES: usize = 64 * 1024;
/// Attributes that are looked at; others are not kept.
const ATTRIBUTES: [&[u8]; 11] = [
    b"class",
    b"type",
    b"value",
    b"name",
    b"id",
    b"colspan",
    b"rowspan",
    b"checked",
    b"selected",
    b"placeholder",
    b"summary",
];

/// A tag's attributes: names and values.
pub(super) type Attributes = Vec<(String, String)>;

/// Reads a page to its end.
pub(super) fn read(page: &mut Page<'_, '_>, input: &mut Input<'_>) -> io::Result<()> {
    let line = Rc::clone(&page.line);
    let source = Source { input, passed: 0, line };
    let emitter = Listener {
        page,
        tag: Tag::default(),
        text: Vec::new(),
        comment: Vec::new(),
        last: Vec::new(),
        done: Ok(()),
    };
    let mut tokenizer = Tokenizer::new_with_emitter(source, emitter);
    // Only an error comes out of it.
    match tokenizer.next() {
        Some(Ok(done)) => done,
        Some(Err(never)) => match never {},
        None => Ok(()),
    }
}

/// A stream whose lines are counted as they are used.
struct Source<'l, 'i> {
    input: &'l mut Input<'i>,
    /// Bytes at hand that have been used.
    passed: usize,
    line: Rc<Cell<u64>>,
}

impl Source<'_, '_> {
    fn pass(&mut self) {
        if self.passed > 0 {
            let used = self.input.data().get(..self.passed).unwrap_or_default();
            let lines = memchr::memchr_iter(b'\n', used).count() as u64;
            self.line.set(self.line.get() + lines);
            self.input.skip(std::mem::take(&mut self.passed));
        }
    }
}

impl Reader for Source<'_, '_> {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        self.pass();
        let byte = self.input.fill(1).first().copied();
        self.passed = usize::from(byte.is_some());
        Ok(byte)
    }

    fn try_read_string(&mut self, s: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        self.pass();
        let data = self.input.fill(s.len()).get(..s.len()).unwrap_or_default();
        let same = if case_sensitive { data == s } else { data.eq_ignore_ascii_case(s) };
        self.passed = if same { s.len() } else { 0 };
        Ok(same)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        _: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        self.pass();
        let data = self.input.fill(1);
        let data = data.get(..TEXT_BYTES).unwrap_or(data);
        let n = data.iter().position(|b| needle.contains(b)).unwrap_or(data.len());
        // The sign that was looked for comes alone.
        let n = if n == 0 { data.len().min(1) } else { n };
        self.passed = n;
        Ok(self.input.data().get(..n).filter(|d| !d.is_empty()))
    }
}

#[derive(Default)]
struct Tag {
    end: bool,
    closing: bool,
    name: Vec<u8>,
    attributes: Vec<(Vec<u8>, Vec<u8>)>,
}

/// Hands on tags and text; the first error ends the reading.
struct Listener<'p, 'r, 's> {
    page: &'p mut Page<'r, 's>,
    tag: Tag,
    text: Vec<u8>,
    comment: Vec<u8>,
    /// Name of the start tag that came last.
    last: Vec<u8>,
    done: io::Result<()>,
}

impl Listener<'_, '_, '_> {
    fn flush(&mut self) {
        if !self.text.is_empty() {
            let done = self.page.text(&self.text);
            self.text.clear();
            self.then(done);
        }
    }

    fn then(&mut self, done: io::Result<()>) {
        if self.done.is_ok() {
            self.done = done;
        }
    }
}

/// Adds bytes up to a limit.
fn push(to: &mut Vec<u8>, bytes: &[u8], most: usize) {
    let room = most.saturating_sub(to.len());
    to.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
}

impl Emitter for Listener<'_, '_, '_> {
    type Token = io::Result<()>;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last = name.unwrap_or_default().to_vec();
    }

    fn emit_eof(&mut self) {
        self.flush();
        let done = self.page.end_of_page();
        self.then(done);
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<io::Result<()>> {
        self.done.is_err().then(|| std::mem::replace(&mut self.done, Ok(())))
    }

    fn emit_string(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
        // Cut where no character or entity is: in a text of that length there are blanks.
        let long = self.text.len() > TEXT_BYTES && bytes.last().is_some_and(u8::is_ascii);
        if long || self.text.len() > 2 * TEXT_BYTES {
            self.flush();
        }
    }

    fn init_start_tag(&mut self) {
        self.tag = Tag::default();
    }

    fn init_end_tag(&mut self) {
        self.tag = Tag { end: true, ..Tag::default() };
    }

    fn init_comment(&mut self) {
        self.comment.clear();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush();
        let tag = std::mem::take(&mut self.tag);
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if tag.end {
            let done = self.page.end(&name);
            self.then(done);
            return None;
        }
        let text = |bytes: Vec<u8>| crate::charset::decode(&bytes).into_owned();
        let attributes = tag.attributes.into_iter().map(|(n, v)| (text(n), text(v))).collect();
        let done = self.page.start(&name, &attributes);
        self.then(done);
        self.last = tag.name;
        // `<script/>` of XHTML has no content.
        if tag.closing && self.last == b"script" {
            let done = self.page.end(&name);
            self.then(done);
            return None;
        }
        naive_next_state(&self.last)
    }

    fn emit_current_comment(&mut self) {
        self.flush();
        let done = self.page.comment(&self.comment);
        self.then(done);
    }

    fn emit_current_doctype(&mut self) {}

    fn set_self_closing(&mut self) {
        self.tag.closing = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, bytes: &[u8]) {
        push(&mut self.tag.name, bytes, NAME_BYTES);
    }

    fn push_comment(&mut self, bytes: &[u8]) {
        push(&mut self.comment, bytes, VALUE_BYTES);
    }

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        // One that is of no use makes room for the next.
        self.tag.attributes.pop_if(|(name, _)| !ATTRIBUTES.contains(&name.as_slice()));
        self.tag.attributes.truncate(2 * ATTRIBUTES.len());
        self.tag.attributes.push(Default::default());
    }

    fn push_attribute_name(&mut self, bytes: &[u8]) {
        if let Some((name, _)) = self.tag.attributes.last_mut() {
            push(name, bytes, NAME_BYTES);
        }
    }

    fn push_attribute_value(&mut self, bytes: &[u8]) {
        if let Some((name, value)) = self.tag.attributes.last_mut()
            && ATTRIBUTES.contains(&name.as_slice())
        {
            push(value, bytes, VALUE_BYTES);
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.end && !self.tag.name.is_empty() && self.tag.name == self.last
    }
}
