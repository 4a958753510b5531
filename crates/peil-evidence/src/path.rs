//! Paths as they are printed: of files in a delivery and of members in containers.

use std::collections::BTreeMap;
use std::fmt::Write;

/// Escapes what would break a locator or a terminal: control characters, `#`, `!/` and bytes that are not UTF-8, as `%XX`.
pub(crate) fn escape(raw: &[u8]) -> String {
    let mut out = String::with_capacity(raw.len());
    for chunk in raw.utf8_chunks() {
        let mut chars = chunk.valid().chars().peekable();
        while let Some(c) = chars.next() {
            let unsafe_here =
                c.is_control() || c == '#' || (c == '!' && chars.peek() == Some(&'/')) || bidi(c);
            if unsafe_here { percent(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut out) } else { out.push(c) }
        }
        percent(chunk.invalid(), &mut out);
    }
    out
}

fn percent(bytes: &[u8], out: &mut String) {
    for b in bytes {
        let _ = write!(out, "%{b:02X}");
    }
}

/// Characters that turn the direction of writing: on a terminal a name could show as another.
fn bidi(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A member's name as stored, with `/` between its parts and without a leading `./`; a name that climbs (`../`) stays one.
pub(crate) fn member(raw: &[u8]) -> String {
    let slashed: Vec<u8> = raw.iter().map(|b| if *b == b'\\' { b'/' } else { *b }).collect();
    let mut rest = slashed.as_slice();
    while let Some(r) = rest.strip_prefix(b"./") {
        rest = r;
    }
    match escape(rest) {
        s if s.is_empty() || s == "." => "data".to_owned(),
        s => s,
    }
}

/// The path of a member below a container.
pub(crate) fn below(container: &str, member: &str) -> String {
    if container.is_empty() { member.to_owned() } else { format!("{container}!/{member}") }
}

/// Last part of a path.
pub(crate) fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Makes equal names of one container different: the second gets `%231`, the third `%232`.
#[derive(Default)]
pub(crate) struct Unique {
    seen: BTreeMap<String, u32>,
}

impl Unique {
    /// The name itself when it is new, else with a number that makes it new.
    pub(crate) fn name(&mut self, name: String) -> String {
        let mut n = match self.seen.get(&name) {
            None => {
                self.seen.insert(name.clone(), 0);
                return name;
            }
            Some(n) => *n,
        };
        let other = loop {
            n += 1;
            let other = format!("{name}%23{n}");
            if !self.seen.contains_key(&other) {
                break other;
            }
        };
        self.seen.insert(name, n);
        self.seen.insert(other.clone(), 0);
        other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_named_as_stored() {
        for (raw, name) in [
            (&b"a/b.csv"[..], "a/b.csv"),
            (b"a\\b.csv", "a/b.csv"),
            (b"./a.csv", "a.csv"),
            (b"../../etc/passwd", "../../etc/passwd"),
            (b"a\x1b[31m.txt", "a%1B[31m.txt"),
            (b"x!/y#1", "x%21/y%231"),
            (b"50% off!.txt", "50% off!.txt"),
            (b"caf\xe9.txt", "caf%E9.txt"),
            ("caf\u{e9}.txt".as_bytes(), "caf\u{e9}.txt"),
            ("a\u{202e}vsc.exe".as_bytes(), "a%E2%80%AEvsc.exe"),
            (b"", "data"),
        ] {
            assert_eq!(member(raw), name);
        }
    }

    #[test]
    fn equal_names_become_different() {
        let mut u = Unique::default();
        let names: Vec<String> =
            ["a", "a%231", "a", "a", "b"].into_iter().map(|n| u.name(n.to_owned())).collect();
        assert_eq!(names, ["a", "a%231", "a%232", "a%233", "b"]);
    }
}
