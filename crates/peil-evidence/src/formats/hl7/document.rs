//! Documents inside fields: whole letters and images, encoded as text (HL7 v2.5 chapter 2.A.24, data type ED).

use crate::formats::document::{self, Decoded};

/// Bytes from which an unbroken run of base64 is a document, whatever its field says.
const LONG_BYTES: usize = 200;
/// Bytes from which the first letters of a known format are proof enough.
const MARKED_BYTES: usize = 24;
/// Bytes of the lines in which some writers break base64; 64 and 76 are usual.
const LINE_BYTES: usize = 60;

/// The first bytes of formats in base64: PDF, zip and Office, OLE, JPEG, PNG, TIFF, GIF, RTF, gzip, XML, HTML.
const MARKS: [&str; 14] = [
    "JVBERi0",
    "UEsDB",
    "0M8R4KGx",
    "/9j/",
    "iVBORw0KGgo",
    "SUkqA",
    "TU0AK",
    "R0lGOD",
    "e1xydGY",
    "H4sI",
    "PD94bWw",
    "PGh0bWw",
    "PCFET0NUWVBF",
    "PENsaW5pY2Fs",
];

/// Whether a component names an encoding in which no reader sees the text (table 0299).
pub(super) fn is_encoding(component: &str) -> bool {
    ["base64", "hex"].iter().any(|name| component.trim().eq_ignore_ascii_case(name))
}

/// Whether a component says that the data are text as they stand (table 0299: `A`).
pub(super) fn is_plain(component: &str) -> bool {
    ["a", "ascii", "none"].iter().any(|name| component.trim().eq_ignore_ascii_case(name))
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Base64,
    Hex,
}

/// The form that a component names.
pub(super) fn form(component: &str) -> Form {
    if component.trim().eq_ignore_ascii_case("hex") { Form::Hex } else { Form::Base64 }
}

/// A document as its field holds it.
pub(super) struct Document {
    text: String,
    form: Form,
    /// The ending of its name: the subtype that its field gives, if that could be one.
    ending: String,
}

impl Document {
    pub(super) fn new(text: String, form: Form, kind: &str) -> Document {
        // Text without marks (`text/plain`) has an ending of its own.
        let kind = if kind.eq_ignore_ascii_case("plain") { "txt" } else { kind };
        let fits = (2..=5).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_alphanumeric());
        Document {
            text,
            form,
            ending: if fits { format!(".{}", kind.to_ascii_lowercase()) } else { String::new() },
        }
    }

    /// Whether more may follow: base64 that is padded, and what is not base64, ends.
    pub(super) fn is_open(&self) -> bool {
        self.form == Form::Base64 && !self.text.trim_ascii_end().ends_with('=') && !self.text.starts_with(PDF)
    }

    pub(super) fn push(&mut self, more: &str) {
        self.text.push_str(more);
    }

    pub(super) fn ending(&self) -> &str {
        &self.ending
    }

    /// Its bytes.
    pub(super) fn decode(self) -> Decoded {
        if self.text.starts_with(PDF) {
            return Decoded { bytes: self.text.into_bytes(), damage: None };
        }
        match self.form {
            Form::Base64 => document::decode(&self.text),
            Form::Hex => hexadecimal(&self.text),
        }
    }
}

/// The first letters of a PDF document that stands in its field as it is.
const PDF: &str = "%PDF-";

fn hexadecimal(text: &str) -> Decoded {
    let digits: Vec<u8> = text.chars().filter_map(|c| c.to_digit(16)).map(|d| d as u8).collect();
    let bytes = digits.chunks_exact(2).map(|p| p.iter().fold(0, |n, d| n << 4 | d)).collect();
    let others = text.chars().any(|c| !c.is_ascii_hexdigit() && !c.is_whitespace());
    Decoded { bytes, damage: others.then_some("its hexadecimal text holds other signs") }
}

/// Whether a value has the first letters of a known format.
pub(super) fn is_marked(value: &str) -> bool {
    let value = value.trim_ascii();
    value.starts_with(PDF) || value.starts_with("data:") || MARKS.iter().any(|m| value.starts_with(m))
}

/// Whether a value is a document by its own look.
pub(crate) fn is_document(value: &str) -> bool {
    if value.len() < MARKED_BYTES {
        return false;
    }
    let value = value.trim_ascii();
    // Most values are seen to be none by their first byte.
    if value.len() < LONG_BYTES && !value.as_bytes().first().is_some_and(|b| b"%dJU0/iSTRHPe".contains(b)) {
        return false;
    }
    if value.starts_with("%PDF-") {
        return true;
    }
    let head = value.get(..80).unwrap_or(value);
    if head.starts_with("data:")
        && let Some((_, data)) = value.split_once(";base64,")
    {
        return is_base64(data);
    }
    let marked = MARKS.iter().any(|m| value.starts_with(m));
    (marked || (value.len() >= LONG_BYTES && is_mixed(head))) && is_base64(value)
}

/// Letters of both cases and a digit, as 80 bytes of base64 practically always have: not a long word or number.
fn is_mixed(head: &str) -> bool {
    let has = |f: fn(&u8) -> bool| head.as_bytes().iter().any(&f);
    has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit)
}

/// Base64 as one run or in long lines; words of a text are shorter.
fn is_base64(value: &str) -> bool {
    let sign = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b'-' | b'_');
    let mut lines = value.split_ascii_whitespace().peekable();
    while let Some(line) = lines.next() {
        let short = line.len() < LINE_BYTES && lines.peek().is_some();
        if short || !line.bytes().all(sign) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks() {
        let run = "QUJDZGVmMTIzNDU2".repeat(15);
        let lines = [&run[..76], &run[76..152], &run[152..]].join("\n");
        let words = "Na 3 weken herhalen ".repeat(20);
        for (value, expected) in [
            ("JVBERi0xLjQKJeLjz9MKMSAwIG9iago8PA==", true),
            ("JVBERi0 is waarmee een document begint", false),
            ("JVBERi0xLjQK", false),
            ("%PDF-1.4 1 0 obj << /Type /Catalog >>", true),
            ("data:application/pdf;base64,JVBERi0xLjQKJeLjz9MK", true),
            ("data: zie de bijlage;base64, die volgt later nog", false),
            (run.as_str(), true),
            (lines.as_str(), true),
            (words.as_str(), false),
            (&"1234567890".repeat(30), false),
            (&"=".repeat(300), false),
        ] {
            assert_eq!(is_document(value), expected, "{value}");
        }
        assert!(is_encoding("Base64") && is_encoding("BASE64 ") && is_encoding("Hex") && !is_encoding("A"));
        assert!(is_plain("A") && !is_plain(""));
    }
}
