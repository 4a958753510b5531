//! Binary values of databases: text that was stored as bytes, documents, and what means something to a machine only.

use std::io;

use super::documents;
use crate::charset;
use crate::containers::too_many;
use crate::input::Input;
use crate::path;
use crate::session::{Session, Spot};
use crate::sniff::{Kind, sniff};

/// Bytes up to which a value that is not text is handed on as hexadecimal digits.
const DIGITS_BYTES: usize = 64;
/// The same for a value that is no document of a known kind either: shapes on a map, signatures, packed settings.
const UNKNOWN_BYTES: usize = 4096;
/// Bytes by which a value is recognised.
const PREFIX_BYTES: usize = 64 * 1024;

/// What a binary value is.
pub(crate) enum Blob {
    /// What stands in its cell.
    Text(String),
    /// To be read as a member.
    Document(Vec<u8>),
}

impl Blob {
    /// A value that was stored as text: a message, a page or a document in base64 is read as a member. Smaller JSON, XML and HTML stay where
    /// they are, for they say more of their row than of themselves.
    pub(crate) fn of_text(text: String) -> Blob {
        if text.len() < DIGITS_BYTES {
            return Blob::Text(text);
        }
        if let Some(bytes) = documents::find(&text) {
            return Blob::Document(bytes);
        }
        let start = text.trim_ascii_start().as_bytes();
        let (first, next) = (start.first().copied().unwrap_or(0), start.get(1).copied().unwrap_or(0));
        let may_be = match first {
            b'{' | b'[' | b'<' => text.len() > UNKNOWN_BYTES || (first == b'<' && next.is_ascii_alphabetic()),
            b'M' | b'F' | b'B' => {
                start.starts_with(b"MSH") || start.starts_with(b"FHS") || start.starts_with(b"BHS")
            }
            b'U' => start.starts_with(b"UNB") || start.starts_with(b"UNA"),
            b'%' | b'R' | b'D' => {
                start.starts_with(b"%PDF-") || memchr::memmem::find(start, b"\nSubject:").is_some()
            }
            _ => false,
        };
        let prefix = text.as_bytes().get(..PREFIX_BYTES).unwrap_or(text.as_bytes());
        let plain = |kind| match kind {
            Kind::Text | Kind::Table(_) => true,
            Kind::Xml | Kind::Json | Kind::Html => text.len() <= UNKNOWN_BYTES,
            _ => false,
        };
        if !may_be || plain(sniff(prefix, prefix.len() == text.len())) {
            return Blob::Text(text);
        }
        Blob::Document(text.into_bytes())
    }

    pub(crate) fn of(bytes: Vec<u8>) -> Blob {
        if is_text(&bytes) {
            Blob::Text(charset::decode(&bytes).into_owned())
        } else if bytes.len() <= DIGITS_BYTES || (bytes.len() <= UNKNOWN_BYTES && is_unknown(&bytes)) {
            Blob::Text(digits(&bytes))
        } else {
            Blob::Document(bytes)
        }
    }
}

/// Documents in the values of a file, which are read as members called `<table>-<column>-<row>`.
#[derive(Default)]
pub(crate) struct Documents {
    members: u64,
    /// What was not read.
    pub(crate) complaint: Option<String>,
}

impl Documents {
    pub(crate) fn read(
        &mut self,
        session: &mut Session<'_>,
        spot: &Spot,
        (table, column, row): (&str, &str, u64),
        bytes: Vec<u8>,
    ) -> io::Result<()> {
        if self.members >= session.limits.members {
            self.complaint = Some(too_many(session.limits.members));
            return Ok(());
        }
        self.members += 1;
        let part = |s: &str| s.replace(['-', '/', '\\'], "_");
        let parts = [part(table), part(column), row.to_string()];
        let name = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
        let name = path::member(name.as_bytes());
        let member = Spot { path: path::below(&spot.path, &name), name, depth: spot.depth + 1 };
        session.member(&member, Input::stream(Box::new(io::Cursor::new(bytes)))).map(|_| ())
    }
}

/// Whether bytes are a text and not a document that has a grammar of its own.
fn is_text(bytes: &[u8]) -> bool {
    let control = |b: &u8| matches!(b, 0..=8 | 0x0e..=0x1f | 0x7f);
    let ascii = bytes.iter().filter(|b| b.is_ascii()).count();
    let text = std::str::from_utf8(bytes).is_ok() || ascii * 100 >= bytes.len() * 85;
    let prefix = bytes.get(..PREFIX_BYTES).unwrap_or(bytes);
    text && !bytes.iter().any(control)
        && (bytes.len() <= DIGITS_BYTES
            || matches!(sniff(prefix, prefix.len() == bytes.len()), Kind::Text | Kind::Table(_)))
}

/// Whether bytes that are no text are no document of a known kind either.
fn is_unknown(bytes: &[u8]) -> bool {
    match sniff(bytes, true) {
        Kind::Refused(r) => r.media == "application/octet-stream",
        Kind::Text | Kind::Table(_) => true,
        _ => false,
    }
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
