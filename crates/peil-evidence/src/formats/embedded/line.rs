//! Trees in lines of text: objects of JSON and elements of XML that a log puts behind its own words, query strings, tokens.

use peil_model::Node;

use super::{LEVELS, base64, php, query};
use crate::charset;
use crate::formats::builder::Inner;
use crate::formats::{json, xml};

/// Bytes in which a tree that begins on a line must end.
pub(crate) const BLOCK_BYTES: usize = 256 * 1024;
/// Bytes of a word that is looked into, at least and at most.
const WORD_BYTES: std::ops::RangeInclusive<usize> = 12..=64 * 1024;
/// Bytes of a value that make a query worth a tree: less is a page number.
const TELLING_BYTES: usize = 4;

/// A tree in a text: where it begins and ends.
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) inner: Inner,
}

/// Whether a line may hold any of it.
pub(crate) fn may_hold(line: &[u8]) -> bool {
    memchr::memchr3(b'{', b'=', b'<', line).is_some() || memchr::memmem::find(line, b"eyJ").is_some()
}

/// Whether a document may begin on the line, so that what follows it should be at hand.
pub(crate) fn may_begin(line: &[u8]) -> bool {
    memchr::memchr2(b'{', b'<', line).is_some()
}

/// The first document that begins within the first `line` bytes of a text. It may end on a later line.
pub(crate) fn document(text: &[u8], line: usize) -> Option<Found> {
    let text = text.get(..BLOCK_BYTES).unwrap_or(text);
    let own = text.get(..line).unwrap_or(text);
    memchr::memchr2_iter(b'{', b'<', own).find_map(|at| match own.get(at) {
        Some(b'{') => object(text, own, at),
        _ => element(text, own, at),
    })
}

fn object(text: &[u8], own: &[u8], at: usize) -> Option<Found> {
    if let Some(found) = serialised(text, at) {
        return Some(found);
    }
    let rest = text.get(at..)?;
    match rest.get(1..)?.trim_ascii_start() {
        [b'\\', b'"', ..] => return escaped(rest, at),
        [b'"' | b'\'', ..] => {}
        _ => return None,
    }
    // A list of objects.
    let list = at.checked_sub(1).filter(|i| text.get(*i) == Some(&b'['));
    if let Some(start) = list
        && let Some((inner, len)) = json::first(text.get(start..)?, LEVELS)
    {
        return Some(Found { start, end: start + len, inner });
    }
    if let Some((inner, len)) = json::first(rest, LEVELS) {
        return Some(Found { start: at, end: at + len, inner });
    }
    // Logs cut what is long.
    let inner = json::cut(own.get(at..)?, LEVELS)?;
    Some(Found { start: at, end: own.len(), inner })
}

/// `{\"bsn\":...}` inside a string: up to its closing quote.
fn escaped(rest: &[u8], at: usize) -> Option<Found> {
    let mut end = 0;
    loop {
        let sign = end + memchr::memchr3(b'"', b'\\', b'\n', rest.get(end..)?).unwrap_or(rest.len() - end);
        match rest.get(sign) {
            Some(b'\\') => end = (sign + 2).min(rest.len()),
            _ => {
                end = sign;
                break;
            }
        }
    }
    let raw = rest.get(..end)?;
    let plain = json::lexer::unescape(raw);
    let (inner, len) = json::first(&plain, LEVELS)?;
    // Where the object ends in the text: behind as many of its own bytes.
    let behind = plain.len() - len;
    let end = if behind == 0 { end } else { end.checked_sub(behind)? };
    Some(Found { start: at, end: at + end, inner })
}

/// `a:2:{...}` of PHP, whose bracket stands at `at`.
fn serialised(text: &[u8], at: usize) -> Option<Found> {
    let before = text.get(..at)?.strip_suffix(b":")?;
    let digits = before.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let head = before.get(..before.len() - digits)?;
    let start = if head.ends_with(b"a:") { head.len() - 2 } else { class(head)? };
    let decoded = charset::decode(text.get(start..)?);
    let (inner, len) = php::first(&decoded, LEVELS)?;
    // Where the set is not UTF-8, the length is that of other bytes: count characters.
    let end = match &decoded {
        std::borrow::Cow::Borrowed(_) => start + len,
        std::borrow::Cow::Owned(text) => start + text.get(..len)?.chars().count(),
    };
    Some(Found { start, end, inner })
}

/// Where `O:7:"Patient":` begins that stands at the end.
fn class(head: &[u8]) -> Option<usize> {
    let window = head.len().saturating_sub(100);
    let start = window + memchr::memmem::rfind(head.get(window..)?, b"O:")?;
    php::begins(head.get(start..)?).then_some(start)
}

fn element(text: &[u8], line: &[u8], at: usize) -> Option<Found> {
    let rest = text.get(at..)?;
    let own = line.get(at..)?;
    let declared = rest.starts_with(b"<?xml ");
    let name = rest.get(1..)?;
    let len = name.iter().take_while(|b| b.is_ascii_alphanumeric() || b"_:.-".contains(b)).count();
    let name = name.get(..len)?;
    let tag = name.first().is_some_and(u8::is_ascii_alphabetic)
        && matches!(rest.get(1 + len), Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'));
    let closing = [b"</", name, b">"].concat();
    // It ends on its line, or the line ends with a tag.
    let ends_here =
        memchr::memmem::find(own, &closing).is_some() || memchr::memmem::find(own, b"/>").is_some();
    let goes_on = || own.trim_ascii_end().ends_with(b">") && memchr::memmem::find(rest, &closing).is_some();
    if !(declared || (tag && (ends_here || goes_on()))) {
        return None;
    }
    let (inner, len) = xml::first(rest, LEVELS)?;
    Some(Found { start: at, end: at + len, inner })
}

/// The text without the words that hold trees, and those.
pub(crate) fn words(text: &str) -> Option<(String, Vec<Inner>)> {
    let mut found = Vec::new();
    let mut out = String::new();
    let mut kept = 0;
    let mut at = 0;
    for word in text.split(ends_word) {
        let start = at;
        at += word.len() + 1;
        let word = word.trim_end_matches(['.', ',', ';', ':']);
        if WORD_BYTES.contains(&word.len())
            && let Some((from, inner)) = look(word)
        {
            out.push_str(text.get(kept..start + from).unwrap_or_default());
            kept = start + word.len();
            found.push(inner);
        }
    }
    if found.is_empty() {
        return None;
    }
    out.push_str(text.get(kept..).unwrap_or_default());
    Some((out, found))
}

/// Blanks, quotes and brackets, all of one byte.
fn ends_word(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '(' | ')' | '|' | '`')
}

/// The tree that a word holds, and where in the word it begins.
fn look(word: &str) -> Option<(usize, Inner)> {
    let bytes = word.as_bytes();
    if memchr::memchr(b'=', bytes).is_some() {
        if let Some((path, query)) = word.split_once('?')
            && let Some(inner) = query::pairs(query, LEVELS, 1)
        {
            return is_telling(&inner.node).then_some((path.len() + 1, inner));
        }
        if memchr::memchr(b'&', bytes).is_some()
            && let Some(inner) = query::pairs(word, LEVELS, 2)
        {
            return is_telling(&inner.node).then_some((0, inner));
        }
        if let Some((key, value)) = word.split_once('=')
            && let Some(mut inner) = super::value(value, LEVELS)
        {
            inner.node.key = key.to_owned();
            inner.node = Node { children: vec![inner.node], ..Node::default() };
            return Some((0, inner));
        }
    }
    base64::whole(word, LEVELS).map(|inner| (0, inner))
}

/// Whether a query has a value that is more than a page number or a flag.
fn is_telling(node: &Node) -> bool {
    node.children.iter().any(|c| c.value.len() >= TELLING_BYTES || !c.children.is_empty())
}
