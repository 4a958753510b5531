//! One message: bytes to segments with their values.

use encoding_rs::{Encoding, WINDOWS_1252};
use peil_model::{Leaf, Message, Part, Syntax};

use super::document::{self, Document, Form};
use super::escape::unescape;
use super::header::Delims;
use crate::charset;
use crate::limits::MESSAGE_VALUES;

/// MSH-18, the character set, as the number of delimiters before it.
const CHARSET_FIELD: usize = 17;

/// A message and what is not in it.
pub(super) struct Parsed {
    pub(super) message: Message,
    /// False if it had more values than are read of one.
    pub(super) whole: bool,
    /// Documents in its fields, which were left out.
    pub(super) documents: Vec<Document>,
}

/// The message in `raw`, whose segments end with CR.
pub(super) fn message(raw: &[u8], delims: &Delims) -> Parsed {
    let set = declared(raw, delims);
    let text = charset::decode_as(raw, set);
    let roles = roles(delims);
    let mut parser = Parser {
        delims,
        set,
        roles,
        left: MESSAGE_VALUES,
        whole: true,
        data: false,
        documents: Vec::new(),
        before: None,
        segments: 0,
    };
    let mut parts = Vec::with_capacity(memchr::memchr_iter(b'\r', text.as_bytes()).count());
    parts.extend(text.split('\r').filter(|s| s.len() >= 3).map(|s| parser.segment(s)));
    let message = Message { syntax: Syntax::Hl7, parts };
    Parsed { message, whole: parser.whole, documents: parser.documents }
}

fn declared(raw: &[u8], delims: &Delims) -> &'static Encoding {
    let head = raw.split(|b| *b == b'\r').next().unwrap_or_default();
    if !head.starts_with(b"MSH") {
        return WINDOWS_1252;
    }
    let field = head.split(|b| *b == delims.field).nth(CHARSET_FIELD).unwrap_or_default();
    let first = field.split(|b| *b == delims.repetition || *b == delims.component).next().unwrap_or_default();
    std::str::from_utf8(first).ok().and_then(charset::declared).unwrap_or(WINDOWS_1252)
}

/// What a byte does in a segment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    /// It ends a field.
    Field,
    /// The field that it stands in must be looked at more closely.
    Special,
}

fn roles(delims: &Delims) -> [Role; 256] {
    let mut table = [Role::Plain; 256];
    let mut set = |b: u8, role: Role| {
        if let (true, Some(entry)) = (b != 0, table.get_mut(b as usize)) {
            *entry = role;
        }
    };
    for b in [delims.component, delims.repetition, delims.escape, delims.sub, b'"'] {
        set(b, Role::Special);
    }
    set(delims.field, Role::Field);
    table
}

struct Parser<'d> {
    delims: &'d Delims,
    set: &'static Encoding,
    roles: [Role; 256],
    /// Values that may still come.
    left: u64,
    whole: bool,
    /// The segment at hand is an OBX of type ED: its values are documents.
    data: bool,
    documents: Vec<Document>,
    /// The segment that held the last document: its number and what it observes (OBX-3).
    before: Option<(u32, String)>,
    /// Number of the segment at hand.
    segments: u32,
}

impl Parser<'_> {
    fn segment(&mut self, segment: &str) -> Part {
        let (id, rest) = segment.split_at_checked(3).unwrap_or((segment, ""));
        let mut part = Part::with_room(id, segment.len() / 8 + 4, segment.len());
        let is_header = part.id == "MSH";
        self.data = false;
        self.segments += 1;
        // MSH-1 is the delimiter itself; the other fields of MSH are one further than their delimiters.
        let mut number = 0_u32;
        if is_header {
            self.push(&mut part, leaf(1, 1, 1, 1), rest.get(..1).unwrap_or_default());
            number = 1;
        }
        let mut rest = rest.get(1..).unwrap_or_default();
        loop {
            number += 1;
            let Ok(n) = u16::try_from(number) else {
                self.whole = false;
                break;
            };
            let (len, special) = self.field_end(rest.as_bytes());
            let field = rest.get(..len).unwrap_or_default();
            if is_header && n == 2 {
                self.push(&mut part, leaf(2, 1, 1, 1), field);
            } else if special {
                self.field(&mut part, n, field);
            } else if document::is_document(field) {
                self.document(&part, field, Form::Base64, "");
            } else {
                self.push(&mut part, leaf(n, 1, 1, 1), field);
                self.data |= n == 2 && field == "ED" && part.id == "OBX";
            }
            match rest.get(len + 1..) {
                Some(next) => rest = next,
                None => break,
            }
        }
        part
    }

    /// Bytes of the field at the start of the data, and whether some of them are special.
    fn field_end(&self, data: &[u8]) -> (usize, bool) {
        let mut special = false;
        for (i, b) in data.iter().enumerate() {
            match self.roles.get(*b as usize) {
                Some(Role::Field) => return (i, special),
                Some(Role::Special) => special = true,
                _ => {}
            }
        }
        (data.len(), special)
    }

    fn push(&mut self, part: &mut Part, leaf: Leaf, value: &str) {
        if value.is_empty() {
            return;
        }
        if self.left == 0 {
            self.whole = false;
            return;
        }
        self.left -= 1;
        part.push(leaf, value);
    }

    fn field(&mut self, part: &mut Part, n: u16, field: &str) {
        for (repetition, value) in numbered(field, self.delims.repetition) {
            let Some(repetition) = repetition else {
                self.whole = false;
                return;
            };
            self.repetition(part, n, repetition, value);
        }
    }

    fn repetition(&mut self, part: &mut Part, n: u16, repetition: u16, text: &str) {
        let data_field = self.data && n == 5;
        // Whether the components from here on are a document, in which form, and whether it began.
        let (mut encoded, mut form, mut began) = (false, Form::Base64, false);
        let mut kind = "";
        for (component, text) in numbered(text, self.delims.component) {
            for (sub, value) in numbered(text, self.delims.sub) {
                // Two quotes are HL7's word for "nothing".
                if value.is_empty() || value == "\"\"" {
                    continue;
                }
                if encoded || document::is_document(value) {
                    if std::mem::replace(&mut began, true) {
                        self.more(value);
                    } else {
                        self.document(part, value, form, kind);
                    }
                    continue;
                }
                match (component, sub) {
                    (Some(c), Some(s)) => {
                        let value = unescape(value, self.delims, self.set);
                        self.push(part, leaf(n, repetition, c, s), &value);
                    }
                    _ => self.whole = false,
                }
            }
            // ED: application, type, subtype, encoding, data. Some senders leave out the first.
            let fourth = component == Some(4);
            if (data_field || fourth) && document::is_encoding(text) {
                encoded = true;
                form = document::form(text);
            }
            encoded |= data_field && fourth && !document::is_plain(text);
            if !encoded {
                kind = text;
            }
        }
    }

    /// A document was found; one that follows right behind another and has no mark of its own is the rest of that.
    fn document(&mut self, part: &Part, value: &str, form: Form, kind: &str) {
        let observed = part.value(3, 1);
        let follows = |(at, what): &(u32, String)| at + 1 == self.segments && what == observed;
        let follows = self.data && self.before.as_ref().is_some_and(follows);
        self.before = Some((self.segments, observed.to_owned()));
        let marked = document::is_marked(value);
        match self.documents.last_mut().filter(|last| follows && !marked && last.is_open()) {
            Some(last) => last.push(&unescape(value, self.delims, self.set)),
            None => {
                let text = unescape(value, self.delims, self.set).into_owned();
                self.documents.push(Document::new(text, form, kind));
            }
        }
    }

    fn more(&mut self, value: &str) {
        if let Some(last) = self.documents.last_mut() {
            last.push(&unescape(value, self.delims, self.set));
        }
    }
}

fn leaf(field: u16, repetition: u16, component: u16, sub: u16) -> Leaf {
    Leaf { field, repetition, component, sub }
}

/// Pieces between a delimiter (none if it is 0), numbered from 1; without a number beyond what an address can hold.
fn numbered(value: &str, delimiter: u8) -> impl Iterator<Item = (Option<u16>, &str)> {
    let mut rest = Some(value);
    let pieces = std::iter::from_fn(move || {
        let piece = rest?;
        // Pieces are short: a plain loop beats a search that must be set up.
        match piece.bytes().position(|b| b == delimiter && b != 0) {
            Some(at) => {
                rest = piece.get(at + 1..);
                piece.get(..at)
            }
            None => {
                rest = None;
                Some(piece)
            }
        }
    });
    pieces.enumerate().map(|(i, piece)| (u16::try_from(i + 1).ok(), piece))
}
