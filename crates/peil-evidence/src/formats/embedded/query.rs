//! Query strings and form bodies (`application/x-www-form-urlencoded`): `naam=van+den+Berg&bsn=...`.

use peil_model::Node;

use crate::formats::builder::{Builder, Inner};

/// Pairs that are read of one query.
const PAIRS: usize = 1000;
/// Bytes of a key, as it stands.
const KEY_BYTES: usize = 100;

/// A URL or path with a query, or two pairs or more alone.
pub(super) fn whole(word: &str, levels: u32) -> Option<Inner> {
    if !word.contains('=') {
        return None;
    }
    match word.split_once('?') {
        Some((path, query)) if path.contains('/') || path.is_empty() => {
            let mut inner = pairs(query, levels, 1)?;
            inner.node.value = path.to_owned();
            Some(inner)
        }
        _ => pairs(word, levels, 2),
    }
}

/// Pairs as a tree; at least so many of them, and nothing else.
pub(super) fn pairs(query: &str, levels: u32, least: usize) -> Option<Inner> {
    let query = query.split('#').next().unwrap_or_default();
    let separator = if query.contains('&') { '&' } else { ';' };
    let mut builder = Builder::inside(levels);
    builder.open("");
    let mut count = 0;
    for pair in query.split(separator).filter(|p| !p.is_empty()) {
        let pair = pair.strip_prefix("amp;").unwrap_or(pair);
        let Some((key, value)) = pair.split_once('=') else {
            // A flag, or the rest of a value that held the separator.
            continue;
        };
        count += 1;
        if !is_key(key) || count > PAIRS {
            return None;
        }
        builder.leaf(&decoded(key, true), decoded(value, true));
    }
    builder.close();
    (count >= least).then(|| builder.inner()).flatten().map(|mut inner| {
        inner.node.children.iter_mut().for_each(bracketed);
        inner
    })
}

/// `patient[naam]` becomes `patient` with `naam` below it.
fn bracketed(node: &mut Node) {
    let Some((key, rest)) = node.key.split_once('[') else { return };
    let inner = rest.split(']').next().unwrap_or_default();
    if key.is_empty() || inner.is_empty() || inner.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let (key, inner) = (key.to_owned(), inner.to_owned());
    let below = Node { key: inner, ..std::mem::take(node) };
    *node = Node { key, value: String::new(), children: vec![below] };
}

fn is_key(key: &str) -> bool {
    let sign = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80 || b"_-.[]%:$@".contains(&b);
    !key.is_empty() && key.len() <= KEY_BYTES && key.bytes().all(sign)
}

/// Text with `%XX` resolved, and `+` for a blank where `plus` says so.
pub(super) fn decoded(text: &str, plus: bool) -> String {
    if memchr::memchr2(b'%', b'+', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&b, after)) = rest.split_first() {
        rest = after;
        match b {
            b'+' if plus => out.push(b' '),
            b'%' => match code(after) {
                Some((byte, len)) => {
                    out.extend_from_slice(&byte);
                    rest = after.get(len..).unwrap_or_default();
                }
                None => out.push(b),
            },
            _ => out.push(b),
        }
    }
    crate::charset::decode(&out).into_owned()
}

/// The character behind `%`: two digits, or `uXXXX` as old browsers write it. With the length of that.
fn code(after: &[u8]) -> Option<(Vec<u8>, usize)> {
    let number = |digits: Option<&[u8]>| {
        let digits = digits.filter(|d| d.iter().all(u8::is_ascii_hexdigit))?;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    if after.first() == Some(&b'u') {
        let c = char::from_u32(number(after.get(1..5))?)?;
        return Some((c.encode_utf8(&mut [0; 4]).as_bytes().to_vec(), 5));
    }
    u8::try_from(number(after.get(..2))?).ok().map(|b| (vec![b], 2))
}
