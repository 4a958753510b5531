//! Texts in base64: payloads of tokens (JWT, RFC 7519), parameters, message bodies.

use peil_model::Node;

use crate::formats::builder::Inner;
use crate::formats::{documents, json};

/// Characters of the shortest text that is looked for.
const LEAST_BYTES: usize = 16;

/// The text that a word of base64 stands for, as a tree where it is one.
pub(super) fn whole(word: &str, levels: u32) -> Option<Inner> {
    if word.len() < LEAST_BYTES || !word.bytes().all(is_sign) {
        return None;
    }
    if let Some((head, rest)) = word.split_once('.') {
        return token(head, rest, levels);
    }
    if !is_mixed(word) || !(word.len().is_multiple_of(4) || word.starts_with("ey")) {
        return None;
    }
    let text = String::from_utf8(documents::decode(word)?).ok()?;
    if let Some(inner) = super::value(&text, levels) {
        return Some(inner);
    }
    is_text(&text).then(|| Inner { node: Node::leaf("", text.trim()), documents: Vec::new() })
}

/// A JWT: head, payload, signature. Only the payload is about somebody.
fn token(head: &str, rest: &str, levels: u32) -> Option<Inner> {
    if !head.starts_with("ey") {
        return None;
    }
    let payload = rest.split('.').next()?;
    json::whole(&documents::decode(payload)?, levels)
}

pub(super) fn is_sign(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b'-' | b'_' | b'.')
}

/// Letters of both cases and a digit or padding: no word of a language, no number.
fn is_mixed(word: &str) -> bool {
    let has = |f: fn(u8) -> bool| word.bytes().any(f);
    let sign = has(|b| b.is_ascii_digit() || b == b'=');
    has(|b| b.is_ascii_uppercase()) && has(|b| b.is_ascii_lowercase()) && sign
}

/// Printable, and mostly letters, digits and blanks: what other bytes decode to practically never is.
fn is_text(text: &str) -> bool {
    let plain = text.chars().filter(|c| c.is_alphanumeric() || *c == ' ').count();
    let all = text.chars().count();
    all >= 8
        && plain * 10 >= all * 7
        && text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}
