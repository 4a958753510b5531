//! Values that are written in a grammar of their own: JSON, XML, query strings, PHP's `serialize`, in base64, escaped or
//! percent-encoded, in any order inside each other.

mod base64;
pub(crate) mod cell;
pub(crate) mod line;
mod php;
mod query;

use super::builder::Inner;
use super::{json, xml};

/// How deep such values are looked for in each other.
pub(crate) const LEVELS: u32 = 5;
/// Bytes of the shortest value that is looked into, and of the longest. What is longer is read as a document of its own.
pub(crate) const LEAST_BYTES: usize = 8;
pub(crate) const MOST_BYTES: usize = 1 << 20;

/// Whether a value that is too long to be looked into begins like a document.
pub(crate) fn is_document(value: &str) -> bool {
    matches!(
        value.trim_ascii_start().as_bytes(),
        [b'{', b'"' | b'\n' | b'\r' | b' ', ..] | [b'[', b'{' | b'[', ..] | [b'<', ..]
    )
}

/// The tree that a value holds, if it is one from its beginning to its end, and the documents in it. The node has no key; it
/// has a value where the tree is a mere text in another form, or stands behind one (the path before a query).
pub(crate) fn value(text: &str, levels: u32) -> Option<Inner> {
    let levels = levels.checked_sub(1)?;
    let text = text.trim_ascii();
    if text.len() < LEAST_BYTES || text.len() > MOST_BYTES {
        return None;
    }
    match text.as_bytes().first()? {
        b'{' | b'[' => json::whole(text.as_bytes(), levels).or_else(|| escaped(text, levels)),
        b'<' => xml::whole(text.as_bytes(), levels),
        b'"' => string(text, levels),
        b'%' => percent(text, levels),
        b'a' | b'O' if php::begins(text.as_bytes()) => php::whole(text, levels),
        b'a' | b'O' if text.contains("%7B") || text.contains("%7b") => percent(text, levels),
        _ if is_request(text) => request(text, levels),
        _ if is_one_word(text) => query::whole(text, levels).or_else(|| base64::whole(text, levels)),
        _ => None,
    }
}

/// Values in one word have `=`, or the signs of base64 only.
fn is_one_word(text: &str) -> bool {
    !text.bytes().any(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'<' | b'>'))
}

/// `{\"bsn\":...}`: escaped once more than it should be.
fn escaped(text: &str, levels: u32) -> Option<Inner> {
    let bytes = text.as_bytes();
    let looks = memchr::memmem::find(bytes.get(..64).unwrap_or(bytes), b"\\\"").is_some();
    looks.then(|| json::lexer::unescape(bytes)).and_then(|plain| json::whole(&plain, levels))
}

/// A string of JSON that holds a document.
fn string(text: &str, levels: u32) -> Option<Inner> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let looks = matches!(inner.as_bytes().first()?, b'{' | b'[' | b'<');
    let plain = looks.then(|| json::lexer::unescape(inner.as_bytes()))?;
    value(std::str::from_utf8(&plain).ok()?, levels)
}

fn percent(text: &str, levels: u32) -> Option<Inner> {
    const STARTS: [&str; 9] = ["%7B", "%7b", "%5B", "%5b", "%3C", "%3c", "%22", "a%3A", "O%3A"];
    let looks = STARTS.iter().any(|m| text.starts_with(m));
    let plain = looks.then(|| query::decoded(text, !text.contains("%20")))?;
    value(&plain, levels)
}

/// `GET /zoek?naam=Bos HTTP/1.1`, as access logs keep it in a field of its own.
fn is_request(text: &str) -> bool {
    const METHODS: [&str; 6] = ["GET ", "POST ", "PUT ", "DELETE ", "PATCH ", "HEAD "];
    METHODS.iter().any(|m| text.starts_with(m))
}

fn request(text: &str, levels: u32) -> Option<Inner> {
    let target = text.split_ascii_whitespace().nth(1)?;
    query::whole(target, levels)
}

#[cfg(test)]
mod tests;
