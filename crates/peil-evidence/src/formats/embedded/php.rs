//! Values of PHP's `serialize`: `a:2:{s:3:"bsn";s:9:"...";s:4:"naam";N;}`.

use crate::formats::builder::{Builder, Inner};

/// Arrays and objects inside each other.
const DEPTH: usize = 32;

/// Whether an array or object begins here.
pub(super) fn begins(data: &[u8]) -> bool {
    let Some(rest) = data.strip_prefix(b"a:").or_else(|| data.strip_prefix(b"O:")) else { return false };
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let mark: &[u8] = if data.first() == Some(&b'a') { b":{" } else { b":\"" };
    (1..8).contains(&digits) && rest.get(digits..).is_some_and(|r| r.starts_with(mark))
}

/// An array or object that is the whole text.
pub(super) fn whole(text: &str, levels: u32) -> Option<Inner> {
    let (inner, len) = first(text, levels)?;
    text.get(len..)?.trim_ascii().is_empty().then_some(inner)
}

/// The array or object at the start of a text, and its length.
pub(super) fn first(text: &str, levels: u32) -> Option<(Inner, usize)> {
    if !begins(text.as_bytes()) {
        return None;
    }
    let mut reader = Reader { rest: text, builder: Builder::inside(levels) };
    reader.value(&[], 0)?;
    let len = text.len() - reader.rest.len();
    let inner = reader.builder.inner().filter(|i| !i.node.children.is_empty())?;
    Some((inner, len))
}

struct Reader<'t> {
    rest: &'t str,
    builder: Builder,
}

impl<'t> Reader<'t> {
    /// What comes before the mark, which is passed too.
    fn until(&mut self, mark: &str) -> Option<&'t str> {
        let (before, after) = self.rest.split_once(mark)?;
        self.rest = after;
        Some(before)
    }

    /// A value under the innermost of these keys. Lists are repeated keys.
    fn value(&mut self, keys: &[&str], depth: usize) -> Option<()> {
        let key = keys.last().copied().unwrap_or_default();
        let kind = *self.rest.as_bytes().first()?;
        if kind == b'N' {
            return self.until(";").filter(|n| n.len() == 1).map(drop);
        }
        self.rest = self.rest.get(1..)?.strip_prefix(':')?;
        match kind {
            b'i' | b'd' | b'b' | b'r' | b'R' => {
                let number = self.until(";").filter(|n| n.len() <= 32)?;
                if !matches!(kind, b'r' | b'R') {
                    self.builder.leaf(key, number.to_owned());
                }
            }
            b's' => {
                let text = self.string()?;
                self.rest = self.rest.strip_prefix(';')?;
                self.builder.leaf(key, text.to_owned());
            }
            b'a' | b'O' if depth < DEPTH => {
                if kind == b'O' {
                    self.string()?;
                    self.rest = self.rest.strip_prefix(':')?;
                }
                self.until(":{").filter(|n| n.bytes().all(|b| b.is_ascii_digit()))?;
                self.members(key, depth)?;
            }
            _ => return None,
        }
        Some(())
    }

    fn members(&mut self, key: &str, depth: usize) -> Option<()> {
        // A list shows by its first key.
        let list = self.rest.starts_with("i:0;") && !key.is_empty();
        if !list {
            self.builder.open(key);
        }
        while !self.rest.starts_with('}') {
            let member = self.key()?;
            let name = if list { key } else { member };
            self.value(&[name], depth + 1)?;
        }
        self.rest = self.rest.get(1..)?;
        if !list {
            self.builder.close();
        }
        Some(())
    }

    fn key(&mut self) -> Option<&'t str> {
        let kind = *self.rest.as_bytes().first()?;
        self.rest = self.rest.get(1..)?.strip_prefix(':')?;
        match kind {
            b'i' => self.until(";").filter(|n| n.len() <= 20),
            b's' => {
                let text = self.string()?;
                self.rest = self.rest.strip_prefix(';')?;
                // Members that are not public have the class before their name.
                Some(text.rsplit('\0').next().unwrap_or(text))
            }
            _ => None,
        }
    }

    /// `5:"..."`. The length counts bytes of the set in which it was written; where the text was decoded since, its end shows.
    fn string(&mut self) -> Option<&'t str> {
        let length = self.until(":\"").filter(|n| n.len() <= 8)?.parse::<usize>().ok()?;
        let ends = |at: usize| {
            let after = self.rest.get(at..)?.strip_prefix('"')?;
            after.starts_with([';', ':']).then_some(at)
        };
        let reach = length.checked_mul(2)?;
        let at = ends(length).or_else(|| {
            let quotes = self.rest.match_indices('"').map(|(at, _)| at);
            quotes.take_while(|at| *at <= reach).find_map(ends)
        })?;
        let text = self.rest.get(..at)?;
        self.rest = self.rest.get(at + 1..)?;
        Some(text)
    }
}
