//! One message: bytes to segments with their values.

use encoding_rs::{Encoding, WINDOWS_1252};
use peil_model::{Leaf, Message, Part, Syntax};

use super::escape::unescape;
use super::header::Delims;
use crate::charset;
use crate::limits::MESSAGE_VALUES;

/// MSH-18, the character set, as the number of delimiters before it.
const CHARSET_FIELD: usize = 17;

/// The message in `raw`, whose segments end with CR. False with it if it had more values than are read of one.
pub(super) fn message(raw: &[u8], delims: &Delims) -> (Message, bool) {
    let set = declared(raw, delims);
    let text = charset::decode_as(raw, set);
    let mut parser = Parser { delims, set, special: special(delims), left: MESSAGE_VALUES, whole: true };
    let parts = text.split('\r').filter(|s| s.len() >= 3).map(|s| parser.segment(s)).collect();
    (Message { syntax: Syntax::Hl7, parts }, parser.whole)
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

/// The bytes for which a field must be looked at more closely.
fn special(delims: &Delims) -> [bool; 256] {
    let mut table = [false; 256];
    for b in [delims.component, delims.repetition, delims.escape, delims.sub, b'"'] {
        if let (true, Some(entry)) = (b != 0, table.get_mut(b as usize)) {
            *entry = true;
        }
    }
    table
}

struct Parser<'d> {
    delims: &'d Delims,
    set: &'static Encoding,
    special: [bool; 256],
    /// Values that may still come.
    left: u64,
    whole: bool,
}

impl Parser<'_> {
    fn segment(&mut self, segment: &str) -> Part {
        let (id, rest) = segment.split_at_checked(3).unwrap_or((segment, ""));
        let mut part = Part::new(id);
        let is_header = part.id == "MSH";
        // MSH-1 is the delimiter itself; the other fields of MSH are one further than their delimiters.
        let mut number = 0_u32;
        if is_header {
            self.push(&mut part, leaf(1, 1, 1, 1), rest.get(..1).unwrap_or_default());
            number = 1;
        }
        let rest = rest.get(1..).unwrap_or_default();
        for field in rest.split(self.delims.field as char) {
            number += 1;
            let Ok(n) = u16::try_from(number) else {
                self.whole = false;
                break;
            };
            if field.is_empty() {
                continue;
            }
            if is_header && n == 2 {
                self.push(&mut part, leaf(2, 1, 1, 1), field);
            } else {
                self.field(&mut part, n, field);
            }
        }
        part
    }

    fn push(&mut self, part: &mut Part, leaf: Leaf, value: &str) {
        if self.left == 0 {
            self.whole = false;
            return;
        }
        self.left -= 1;
        part.push(leaf, value);
    }

    fn field(&mut self, part: &mut Part, n: u16, field: &str) {
        if !field.bytes().any(|b| self.special.get(b as usize).copied().unwrap_or(false)) {
            return self.push(part, leaf(n, 1, 1, 1), field);
        }
        for (repetition, value) in numbered(field, self.delims.repetition) {
            for (component, value) in numbered(value, self.delims.component) {
                for (sub, value) in numbered(value, self.delims.sub) {
                    // Two quotes are HL7's word for "nothing".
                    if value.is_empty() || value == "\"\"" {
                        continue;
                    }
                    match (repetition, component, sub) {
                        (Some(r), Some(c), Some(s)) => {
                            let value = unescape(value, self.delims, self.set);
                            self.push(part, leaf(n, r, c, s), &value);
                        }
                        _ => self.whole = false,
                    }
                }
            }
        }
    }
}

fn leaf(field: u16, repetition: u16, component: u16, sub: u16) -> Leaf {
    Leaf { field, repetition, component, sub }
}

/// Pieces between a delimiter (none if it is 0), numbered from 1; without a number beyond what an address can hold.
fn numbered(value: &str, delimiter: u8) -> impl Iterator<Item = (Option<u16>, &str)> {
    let delimiter = delimiter as char;
    let pieces = value.split(move |c: char| c == delimiter && c != '\0');
    pieces.enumerate().map(|(i, piece)| (u16::try_from(i + 1).ok(), piece))
}
