//! Text that was encoded twice: UTF-8 read as windows-1252 or latin-1 and written as UTF-8 again (`RenÃ©e`).
//!
//! Each sequence is repaired by itself, so that a file with some good and some bad names keeps both. A sequence counts if its
//! characters are the bytes of one UTF-8 character of two or three bytes: no language writes `Ã©`.

use encoding_rs::WINDOWS_1252;
use peil_model::{Content, Node};

/// Repairs whatever text a segment holds.
pub(crate) fn repair(content: &mut Content) {
    match content {
        Content::Row(cells) => cells.change(&repaired),
        Content::Message(message) => message.parts.iter_mut().for_each(|p| p.change(&repaired)),
        Content::Text(text) => replace(text),
        Content::Tree(node) => nodes(node),
    }
}

fn replace(text: &mut String) {
    if let Some(meant) = repaired(text) {
        *text = meant;
    }
}

/// Readers bound the depth of their trees.
fn nodes(node: &mut Node) {
    replace(&mut node.value);
    node.children.iter_mut().for_each(nodes);
}

/// Names that went through the mill twice are met; thrice are not.
const ROUNDS: usize = 2;

/// The text as it was meant; `None` if nothing was encoded twice.
fn repaired(text: &str) -> Option<String> {
    let mut out = once(text)?;
    for _ in 1..ROUNDS {
        match once(&out) {
            Some(next) => out = next,
            None => break,
        }
    }
    Some(out)
}

fn once(text: &str) -> Option<String> {
    if !suspicious(text.as_bytes()) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut changed = false;
    while let Some(first) = rest.chars().next() {
        match sequence(rest) {
            Some((meant, length)) => {
                out.push(meant);
                rest = rest.get(length..)?;
                changed = true;
            }
            None => {
                out.push(first);
                rest = rest.get(first.len_utf8()..)?;
            }
        }
    }
    changed.then_some(out)
}

/// Whether one of the characters that begin such a sequence is there: `Â Ã Ä Å â` are 0xC3 and one of these in UTF-8.
fn suspicious(bytes: &[u8]) -> bool {
    memchr::memchr_iter(0xC3, bytes).any(|i| matches!(bytes.get(i + 1), Some(0x82..=0x85 | 0xA2)))
}

/// The character that the text's first characters were, and their bytes.
fn sequence(text: &str) -> Option<(char, usize)> {
    let mut chars = text.char_indices();
    let lead = byte(chars.next()?.1)?;
    let more = match lead {
        0xC2..=0xC5 => 1,
        0xE2 => 2,
        _ => return None,
    };
    let mut bytes = vec![lead];
    for _ in 0..more {
        bytes.push(byte(chars.next()?.1).filter(|b| (0x80..0xC0).contains(b))?);
    }
    let meant = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((meant, chars.next().map_or(text.len(), |(at, _)| at)))
}

/// The byte that was read as this character.
fn byte(c: char) -> Option<u8> {
    match u8::try_from(u32::from(c)) {
        Ok(b) => Some(b),
        Err(_) => {
            let mut buffer = [0; 4];
            let (bytes, _, lost) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
            bytes.first().copied().filter(|_| !lost)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn twice_encoded_names() {
        for (text, expected) in [
            ("ChloÃ«", Some("Chloë")),
            ("RenÃ©e en ChloÃ«, ook Zoë", Some("Renée en Chloë, ook Zoë")),
            ("MÃ¼ller", Some("Müller")),
            ("YÄ±ldÄ±z", Some("Yıldız")),
            ("Åžahin", Some("Şahin")),
            ("dâ€™Hont", Some("d’Hont")),
            ("\u{c3}\u{192}\u{c2}\u{ab}", Some("ë")),
            ("Ångström Ärzte", None),
            ("São Paulo", None),
            ("Jansen", None),
            ("Ã", None),
            ("", None),
        ] {
            assert_eq!(repaired(text).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_encoded_twice_comes_back(name in "[a-zA-Zà-öù-ÿ ]{0,12}") {
            let twice: String = name.bytes().map(|b| WINDOWS_1252.decode(&[b]).0.into_owned()).collect();
            prop_assert_eq!(repaired(&twice).unwrap_or(twice), name);
        }

        #[test]
        fn anything_is_survived(text in "\\PC{0,40}") {
            repaired(&text);
        }
    }
}
