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

/// Bytes that may be looked at in vain, for each byte of text and beyond that.
const VAIN: u64 = 8;
const FREE_BYTES: u64 = 4 << 20;

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

/// Looks for documents, and for no more of them once it has looked at too much in vain: what is left is text all the same.
#[derive(Default)]
pub(crate) struct Scout {
    /// Bytes of text so far.
    pub(crate) seen: u64,
    /// Bytes that were looked at in vain.
    vain: u64,
}

impl Scout {
    /// The first document that begins within the first `line` bytes of a text. It may end on a later line.
    pub(crate) fn document(&mut self, text: &[u8], line: usize) -> Option<Found> {
        let own = text.get(..line).unwrap_or(text);
        memchr::memchr2_iter(b'{', b'<', own).find_map(|at| {
            if self.vain > FREE_BYTES + self.seen.saturating_mul(VAIN) {
                return None;
            }
            let end = (at + BLOCK_BYTES).min(text.len());
            let text = text.get(..end)?;
            let found = match own.get(at) {
                Some(b'{') => object(text, own, at),
                _ => element(text, own, at),
            };
            found.map_err(|bytes| self.vain += bytes as u64 + 1).ok()
        })
    }
}

fn object(text: &[u8], own: &[u8], at: usize) -> Result<Found, usize> {
    if let Some(start) = serialised(text, at) {
        return php(text, start);
    }
    let rest = text.get(at..).unwrap_or_default();
    match rest.get(1..).unwrap_or_default().trim_ascii_start() {
        [b'\\', b'"', ..] => return escaped(rest, at),
        [b'"' | b'\'', ..] => {}
        _ => return Err(0),
    }
    let mut vain = 0;
    // A list of objects.
    if let Some(start) = at.checked_sub(1).filter(|i| text.get(*i) == Some(&b'[')) {
        match json::first(text.get(start..).unwrap_or_default(), LEVELS) {
            Ok((inner, len)) => return Ok(Found { start, end: start + len, inner }),
            Err(bytes) => vain += bytes,
        }
    }
    match json::first(rest, LEVELS) {
        Ok((inner, len)) => return Ok(Found { start: at, end: at + len, inner }),
        Err(bytes) => vain += bytes,
    }
    // Logs cut what is long.
    let own_rest = own.get(at..).unwrap_or_default();
    match json::cut(own_rest, LEVELS) {
        Some(inner) => Ok(Found { start: at, end: own.len(), inner }),
        None => Err(vain),
    }
}

/// `{\"bsn\":...}` inside a string: up to its closing quote.
fn escaped(rest: &[u8], at: usize) -> Result<Found, usize> {
    let mut end = 0;
    loop {
        let behind = rest.get(end..).unwrap_or_default();
        let sign = end + memchr::memchr3(b'"', b'\\', b'\n', behind).unwrap_or(behind.len());
        if rest.get(sign) != Some(&b'\\') {
            end = sign;
            break;
        }
        end = (sign + 2).min(rest.len());
    }
    let plain = json::lexer::unescape(rest.get(..end).unwrap_or_default());
    let (inner, len) = json::first(&plain, LEVELS).map_err(|_| end)?;
    // Where the object ends in the text: before as many bytes as follow it, which may have been escaped too.
    let behind = plain.get(len..).unwrap_or_default();
    let escapes = behind.iter().filter(|b| matches!(b, b'"' | b'\\' | b'\n' | b'\r' | b'\t')).count();
    let end = end.saturating_sub(behind.len() + escapes).max(1);
    Ok(Found { start: at, end: at + end, inner })
}

/// Where `a:2:{` or `O:7:"Patient":1:{` begins whose bracket stands at `at`.
fn serialised(text: &[u8], at: usize) -> Option<usize> {
    let before = text.get(..at)?.strip_suffix(b":")?;
    let digits = before.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let head = before.get(..before.len() - digits)?;
    if head.ends_with(b"a:") { Some(head.len() - 2) } else { class(head) }
}

fn php(text: &[u8], start: usize) -> Result<Found, usize> {
    let rest = text.get(start..).unwrap_or_default();
    let decoded = charset::decode(rest);
    let (inner, len) = php::first(&decoded, LEVELS).map_err(|_| rest.len())?;
    // Where the set is not UTF-8, the length is that of other bytes: count characters.
    let end = match &decoded {
        std::borrow::Cow::Borrowed(_) => start + len,
        std::borrow::Cow::Owned(text) => start + text.get(..len).unwrap_or_default().chars().count(),
    };
    Ok(Found { start, end, inner })
}

/// Where `O:7:"Patient":` begins that stands at the end.
fn class(head: &[u8]) -> Option<usize> {
    let window = head.len().saturating_sub(100);
    let start = window + memchr::memmem::rfind(head.get(window..)?, b"O:")?;
    php::begins(head.get(start..)?).then_some(start)
}

fn element(text: &[u8], line: &[u8], at: usize) -> Result<Found, usize> {
    let rest = text.get(at..).unwrap_or_default();
    let own = line.get(at..).unwrap_or_default();
    if !rest.starts_with(b"<?xml ") {
        let name = rest.get(1..).unwrap_or_default();
        let len = name.iter().take_while(|b| b.is_ascii_alphanumeric() || b"_:.-".contains(b)).count();
        let name = name.get(..len).unwrap_or_default();
        let tag = name.first().is_some_and(u8::is_ascii_alphabetic)
            && matches!(rest.get(1 + len), Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'));
        if !tag {
            return Err(0);
        }
        // It ends on its line, or another tag begins the next one.
        let closing = [b"</", name, b">"].concat();
        let ends_here =
            memchr::memmem::find(own, b"/>").is_some() || memchr::memmem::find(own, &closing).is_some();
        let next = rest.get(own.len()..).unwrap_or_default().trim_ascii_start();
        let goes_on = own.trim_ascii_end().ends_with(b">") && next.first() == Some(&b'<');
        if !ends_here && !goes_on {
            return Err(own.len() / 8);
        }
        if !ends_here && memchr::memmem::find(rest, &closing).is_none() {
            return Err(rest.len() / 8);
        }
    }
    let (inner, len) = xml::first(rest, LEVELS)?;
    Ok(Found { start: at, end: at + len, inner })
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
        // `BSN=[123456782]` is how some programs quote a value, and no list.
        if let Some((key, value)) = word.split_once('=')
            && (!value.starts_with('[') || value.contains(['{', ',']))
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
