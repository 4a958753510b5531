//! Settings by line: INI with its sections, Java's properties, `.env`.

use std::io;

use peil_model::{Content, Place, Segment};

use crate::charset;
use crate::formats::aside::Aside;
use crate::formats::builder::Builder;
use crate::formats::items::Items;
use crate::formats::{json, lines};
use crate::input::Input;
use crate::limits::LINE_BYTES;
use crate::session::{Session, Spot, Verdict};

/// What a line is.
#[derive(Debug, PartialEq)]
pub(crate) enum Line<'l> {
    Blank,
    Comment,
    Section(&'l str),
    Pair(&'l str, &'l str),
    /// The rest of a value.
    More(&'l str),
    Other,
}

/// Reads a line. `sections` where `[x]` is one; without, properties may have `:` for `=`.
pub(crate) fn parse(line: &str, sections: bool) -> Line<'_> {
    let text = line.trim();
    if text.is_empty() {
        return Line::Blank;
    }
    if text.starts_with([';', '#', '!']) || text.starts_with("//") {
        return Line::Comment;
    }
    if sections && let Some(name) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        let name = name.trim_matches(['[', ']', '"', ' ']);
        return if name.is_empty() { Line::Other } else { Line::Section(name) };
    }
    let text = text.strip_prefix("export ").unwrap_or(text);
    let at = text.find('=').or_else(|| (!sections).then(|| text.find(':')).flatten());
    if let Some((key, value)) = at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?))) {
        let key = key.trim().trim_matches('"');
        if is_key(key, sections) {
            return Line::Pair(key, value.trim());
        }
    }
    if line.starts_with([' ', '\t']) { Line::More(text) } else { Line::Other }
}

/// Names of settings: in sections of a few words, else of one.
fn is_key(key: &str, words: bool) -> bool {
    let sign = |c: char| c.is_alphanumeric() || "_-.[]$@/".contains(c) || (words && " ()\\:".contains(c));
    let few = key.split_whitespace().count() <= 4;
    let begins =
        key.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '@' || (words && c.is_ascii_digit()));
    begins && few && key.len() <= 100 && key.chars().all(sign)
}

/// Reads sections, or without them blocks of pairs, each as a tree with its lines.
pub(crate) fn read(
    session: &mut Session<'_>,
    spot: &Spot,
    input: &mut Input<'_>,
    sections: bool,
) -> io::Result<Verdict> {
    let builder = Builder::new(session.limits.tree);
    let mut reader = Reader {
        builder,
        items: Items::new(session, spot),
        aside: Aside::default(),
        keys: Vec::new(),
        pending: None,
        first: 0,
        last: 0,
        gap: false,
        sections,
    };
    let mut number = 0;
    while let Some(line) = lines::next(input, b'\n', LINE_BYTES as usize) {
        number += 1;
        let bytes = input.data().get(..line.len).unwrap_or_default();
        reader.line(number, bytes)?;
        input.skip(line.whole);
        number -= u64::from(line.cut);
    }
    reader.end()?;
    reader.aside.flush(reader.items.session)?;
    Ok(Verdict::of(reader.items.complaints.list()))
}

struct Reader<'a, 's> {
    builder: Builder,
    items: Items<'a, 's>,
    aside: Aside,
    /// Keys of the block at hand, where blocks have no names.
    keys: Vec<String>,
    /// A value that may go on.
    pending: Option<(String, String)>,
    first: u64,
    last: u64,
    gap: bool,
    sections: bool,
}

impl Reader<'_, '_> {
    fn line(&mut self, number: u64, bytes: &[u8]) -> io::Result<()> {
        let text = charset::decode(bytes);
        // Properties go on behind a backslash.
        if let Some((_, value)) = self.pending.as_mut().filter(|(_, v)| v.ends_with('\\')) {
            value.pop();
            value.push_str(text.trim());
            self.last = number;
            return Ok(());
        }
        match parse(&text, self.sections) {
            Line::Blank => self.gap = true,
            Line::Comment => {}
            Line::Section(name) => {
                self.end()?;
                self.builder.open(name);
                (self.first, self.last) = (number, number);
            }
            Line::Pair(key, value) => self.pair(number, key, value)?,
            Line::More(more) if self.pending.is_some() => {
                if let Some((_, value)) = &mut self.pending {
                    value.push('\n');
                    value.push_str(more);
                }
                self.last = number;
            }
            Line::More(_) | Line::Other => self.aside.line(self.items.session, number, bytes)?,
        }
        Ok(())
    }

    fn pair(&mut self, number: u64, key: &str, value: &str) -> io::Result<()> {
        // Where blocks have no names, a key that comes again begins another one.
        let again = !self.sections && self.gap && self.keys.iter().any(|k| k == key);
        if again {
            self.end()?;
        }
        self.put();
        if self.builder.depth() == 0 {
            self.builder.open("");
            self.first = number;
        }
        self.gap = false;
        if !self.sections && self.keys.len() < 1000 {
            self.keys.push(key.to_owned());
        }
        self.pending = Some((key.to_owned(), value.to_owned()));
        self.last = number;
        Ok(())
    }

    /// Puts the pair that is complete into the tree.
    fn put(&mut self) {
        let Some((key, value)) = self.pending.take() else { return };
        let value = match value.as_bytes() {
            [quote @ (b'"' | b'\''), .., end] if quote == end => {
                value.get(1..value.len() - 1).unwrap_or_default()
            }
            _ => value.as_str(),
        };
        let escaped = !self.sections && value.contains("\\u");
        let value = match escaped.then(|| json::lexer::unescape(value.as_bytes())) {
            Some(plain) => charset::decode(&plain).into_owned(),
            None => value.to_owned(),
        };
        let parts: Vec<&str> = if self.sections { vec![key.as_str()] } else { key.split('.').collect() };
        self.builder.path(&parts, value);
    }

    /// The section or block at hand ends.
    fn end(&mut self) -> io::Result<()> {
        self.put();
        self.keys.clear();
        self.builder.close_to(0);
        self.items.documents(&mut self.builder)?;
        for node in self.builder.take() {
            if node.children.is_empty() && node.value.is_empty() {
                continue;
            }
            let place = Place::lines(self.first, self.last);
            self.items.session.segment(Segment { place, content: Content::Tree(node) })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_all_kinds() {
        assert_eq!(parse("  ", true), Line::Blank);
        assert_eq!(parse("; x", true), Line::Comment);
        assert_eq!(parse("[ a b ]", true), Line::Section("a b"));
        assert_eq!(parse("[[\"x\"]]", true), Line::Section("x"));
        assert_eq!(parse("geboren = 1980=x", true), Line::Pair("geboren", "1980=x"));
        assert_eq!(parse("export A_B='x'", false), Line::Pair("A_B", "'x'"));
        assert_eq!(parse("a.b: c", false), Line::Pair("a.b", "c"));
        assert_eq!(parse("a b: c", false), Line::Other);
        assert_eq!(parse("  more", true), Line::More("more"));
        assert_eq!(parse("[]", true), Line::Other);
    }
}
