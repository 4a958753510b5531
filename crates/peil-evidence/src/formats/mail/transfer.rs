//! How a part's bytes are written in a mail: quoted-printable and base64 (RFC 2045), uuencode as a transfer encoding and as blocks
//! within a text.

use std::borrow::Cow;

use crate::formats::document::{Decoded, base64};

/// The bytes of a part. What cannot be decoded is passed over, and said.
pub(super) fn decode<'r>(raw: &'r [u8], encoding: &str) -> (Cow<'r, [u8]>, Option<&'static str>) {
    let is = |name: &str| encoding.trim().eq_ignore_ascii_case(name);
    let owned = |decoded: Decoded| (Cow::Owned(decoded.bytes), decoded.damage);
    if is("base64") {
        return owned(base64(raw));
    }
    if is("quoted-printable") {
        return (Cow::Owned(quoted_printable(raw)), None);
    }
    if ["x-uuencode", "uuencode", "x-uue", "uue"].iter().any(|name| is(name)) {
        let lines: Vec<&[u8]> = raw.split(|b| *b == b'\n').collect();
        if let Some(block) = (0..lines.len()).find_map(|i| block(lines.get(i..).unwrap_or_default())) {
            return owned(block.content);
        }
    }
    (Cow::Borrowed(raw), None)
}

/// Quoted-printable; a `=` that means nothing stays.
fn quoted_printable(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'=', rest) {
        out.extend_from_slice(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
        let hex = |i: usize| rest.get(i).and_then(|b| char::from(*b).to_digit(16));
        if let (Some(high), Some(low)) = (hex(0), hex(1)) {
            out.push((high << 4 | low) as u8);
            rest = rest.get(2..).unwrap_or_default();
            continue;
        }
        // A line that goes on: nothing but blanks up to its end.
        let blanks = rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
        match rest.get(blanks) {
            Some(b'\n') => rest = rest.get(blanks + 1..).unwrap_or_default(),
            None if rest.len() == blanks => rest = &[],
            _ => out.push(b'='),
        }
    }
    out.extend_from_slice(rest);
    out
}

/// A file that stands uuencoded among lines.
pub(super) struct Block {
    pub(super) name: String,
    pub(super) content: Decoded,
    /// Lines that it takes.
    pub(super) lines: usize,
}

/// The block that these lines begin with: `begin 644 name`, lines of up to 45 bytes, `end`; or `begin-base64`.
pub(super) fn block(lines: &[&[u8]]) -> Option<Block> {
    let (first, rest) = lines.split_first()?;
    let first = trim(first);
    let base64_name = first.strip_prefix(b"begin-base64 ");
    let head = base64_name.or_else(|| first.strip_prefix(b"begin "))?;
    let space = memchr::memchr(b' ', head).filter(|at| matches!(at, 3 | 4))?;
    let (mode, name) = head.split_at_checked(space)?;
    if !mode.iter().all(|b| matches!(b, b'0'..=b'7')) {
        return None;
    }
    let name = crate::charset::decode(name.trim_ascii()).into_owned();
    if base64_name.is_some() {
        let end = rest.iter().position(|l| trim(l) == b"====");
        let body = rest.get(..end.unwrap_or(rest.len()))?.join(&b'\n');
        let mut content = base64(&body);
        if end.is_none() {
            content.damage = content.damage.or(Some(CUT));
        }
        return Some(Block { name, content, lines: 2 + end.unwrap_or(rest.len()) });
    }
    uuencoded(name, rest)
}

const CUT: &str = "its uuencoded text is cut off";

fn uuencoded(name: String, lines: &[&[u8]]) -> Option<Block> {
    let mut bytes = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let line = trim(line);
        if line == b"end" {
            return Some(Block { name, content: Decoded { bytes, damage: None }, lines: i + 2 });
        }
        if !uu_line(line, &mut bytes) {
            // Not even one line: a text that begins with the word.
            return (i > 0).then_some(Block {
                name,
                content: Decoded { bytes, damage: Some(CUT) },
                lines: i + 1,
            });
        }
    }
    let count = lines.len();
    (!bytes.is_empty()).then_some(Block {
        name,
        content: Decoded { bytes, damage: Some(CUT) },
        lines: count + 1,
    })
}

/// Decodes a line: its length, then groups of four signs. False if it is none.
fn uu_line(line: &[u8], bytes: &mut Vec<u8>) -> bool {
    let Some((len, signs)) = line.split_first() else { return false };
    if !line.iter().all(|b| (b' '..=b'`').contains(b)) {
        return false;
    }
    let len = usize::from((len - b' ') & 63);
    let wanted = len.div_ceil(3) * 4;
    // Blanks at its end may be lost, and some writers add a checksum.
    if signs.len() > wanted + 2 || (len > 0 && signs.is_empty()) {
        return false;
    }
    let six = |i: usize| u32::from((signs.get(i).copied().unwrap_or(b' ') - b' ') & 63);
    let start = bytes.len();
    for i in (0..wanted).step_by(4) {
        let group = six(i) << 18 | six(i + 1) << 12 | six(i + 2) << 6 | six(i + 3);
        let [_, three @ ..] = group.to_be_bytes();
        bytes.extend_from_slice(&three);
    }
    bytes.truncate(start + len);
    true
}

fn trim(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_of_all_kinds() {
        for (raw, bytes) in [
            ("a=3Db", "a=b"),
            ("Zo=c3=ab", "Zoë"),
            ("een =\r\nregel", "een regel"),
            ("een =  \nregel=", "een regel"),
            ("1=1 en x=y", "1=1 en x=y"),
        ] {
            assert_eq!(String::from_utf8_lossy(&quoted_printable(raw.as_bytes())), bytes);
        }
    }

    #[test]
    fn uuencoded_blocks() {
        let show = |text: &str| {
            let lines: Vec<&[u8]> = text.as_bytes().split(|b| *b == b'\n').collect();
            block(&lines).map(|b| {
                let text = String::from_utf8_lossy(&b.content.bytes).into_owned();
                (b.name, text, b.content.damage, b.lines)
            })
        };
        let named = |text: &str, damage, lines| Some(("a b.csv".to_owned(), text.to_owned(), damage, lines));
        // What `uuencode` writes.
        let whole = "begin 644 a b.csv\n:;F%A;3MB<VX*2F%N<V5N.S$R,S0U-C<X,@H \n`\nend\nx";
        assert_eq!(show(whole), named("naam;bsn\nJansen;123456782\n", None, 4));
        let cut = "begin 644 a b.csv\r\n:;F%A;3MB<VX*2F%N<V5N.S$R,S0U-C<X,@H \r\n";
        assert_eq!(show(cut), named("naam;bsn\nJansen;123456782\n", Some(CUT), 2));
        let base64 = "begin-base64 644 a b.csv\nSmFuc2Vu\n====";
        assert_eq!(show(base64), named("Jansen", None, 3));
        assert_eq!(show("begin met lezen\nhallo"), None);
        assert_eq!(show("begin 123 jaar geleden\nwas alles beter"), None);
    }
}
