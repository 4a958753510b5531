//! Documents inside fields and parts: bytes written as base64 (RFC 4648), in lines or not, of either alphabet, or as a `data:` URL
//! (RFC 2397), are opened as members.

use std::io::{self, Cursor, Read};
use std::sync::Arc;

use crate::input::{Input, plain};
use crate::path;
use crate::session::{Came, Session, Spot};

/// Bytes that base64 held, and whether some of its signs had to be passed over.
pub(crate) struct Decoded {
    pub(crate) bytes: Vec<u8>,
    /// What was wrong with the text, for a reason.
    pub(crate) damage: Option<&'static str>,
}

const STRAY: &str = "its base64 text holds stray signs";
const CUT: &str = "its base64 text is cut off";
const TRAILED: &str = "other text follows its base64 text";

/// The bytes that a text holds: base64 in any of its forms.
pub(crate) fn decode(text: &str) -> Decoded {
    let text = match text.split_once(";base64,") {
        Some((head, data)) if head.trim_ascii_start().starts_with("data:") => data,
        _ => text,
    };
    base64(text.as_bytes())
}

/// Opens bytes as a member of what stands at `spot`. `name` must be new there.
pub(crate) fn member(
    session: &mut Session<'_>,
    spot: &Spot,
    name: &str,
    content: Decoded,
) -> io::Result<Came> {
    let member = Spot { path: path::below(&spot.path, name), name: name.to_owned(), depth: spot.depth + 1 };
    let Decoded { bytes, damage } = content;
    match damage {
        None => session.member(&member, Input::store(Arc::new(bytes), true)),
        Some(words) => session.member(&member, Input::stream(Box::new(Damaged(Cursor::new(bytes), words)))),
    }
}

/// Bytes after which a fault comes.
struct Damaged(Cursor<Vec<u8>>, &'static str);

impl Read for Damaged {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buf)? {
            0 if !buf.is_empty() => Err(plain(self.1)),
            n => Ok(n),
        }
    }
}

/// What base64 holds, as far as it can be decoded: signs that do not belong are passed over, several runs in a row are one, and
/// a text behind the end (a mailing list's footer) is left.
pub(crate) fn base64(text: &[u8]) -> Decoded {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let (mut held, mut bits, mut damage) = (0_u32, 0_u32, None);
    let mut ended = false;
    for (i, b) in text.iter().enumerate() {
        let Some(six) = sextet(*b) else {
            match b {
                b'=' => {
                    (held, bits, ended) = (0, 0, true);
                }
                b if b.is_ascii_whitespace() || *b == 0 => {}
                _ => damage = Some(STRAY),
            }
            continue;
        };
        if std::mem::replace(&mut ended, false) && !is_run(text.get(i..).unwrap_or_default()) {
            damage = Some(TRAILED);
            break;
        }
        held = held << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    if bits == 6 {
        damage = damage.or(Some(CUT));
    }
    Decoded { bytes, damage }
}

fn sextet(b: u8) -> Option<u8> {
    Some(match b {
        b'A'..=b'Z' => b - b'A',
        b'a'..=b'z' => b - b'a' + 26,
        b'0'..=b'9' => b - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

/// Whether a text is one more run of base64.
fn is_run(text: &[u8]) -> bool {
    let signs = text.iter().filter(|b| sextet(**b).is_some()).count();
    let blanks = text.iter().filter(|b| **b == b' ').count();
    signs >= 4 && blanks == 0 && text.iter().all(|b| sextet(*b).is_some() || b"=\r\n".contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_far_as_it_goes() {
        for (text, bytes, damage) in [
            ("SmFuc2Vu", "Jansen", None),
            ("SmFuc2U=", "Janse", None),
            ("SmFuc2U", "Janse", None),
            ("SmFu\r\n c2Vu\r\n", "Jansen", None),
            ("SmFuc2U=SmFuc2U=", "JanseJanse", None),
            ("SmF!uc2?Vu", "Jansen", Some(STRAY)),
            ("SmFuc2VuJ", "Jansen", Some(CUT)),
            ("SmFuc2U=\r\n\r\n-- \r\nlijst over de zorg\r\n", "Janse", Some(TRAILED)),
            ("", "", None),
            ("data:text/plain;base64,SmFuc2Vu", "Jansen", None),
        ] {
            let decoded = decode(text);
            assert_eq!(
                (String::from_utf8_lossy(&decoded.bytes).as_ref(), decoded.damage),
                (bytes, damage),
                "{text}"
            );
        }
        assert_eq!(base64(b"-_-_").bytes, base64(b"+/+/").bytes);
    }
}
