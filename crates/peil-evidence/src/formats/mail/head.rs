//! The head of a mail: prepared for the library, which knows no bytes of single-byte sets in it, and shown as lines.

use std::borrow::Cow;
use std::fmt::Write;

use mail_parser::{Addr, Address, Header, HeaderValue, Message, MimeHeaders};

use crate::charset;

/// Lines that a mail's own head may have.
const HEAD_LINES: usize = 100_000;
/// Lines that may look like the start of a part.
const PART_LINES: usize = 1_000_000;

/// Fields that programs write for each other: nobody's data stand in them that do not stand elsewhere in the head.
const MACHINE: [&str; 24] = [
    "authentication-results",
    "autocrypt",
    "content-disposition",
    "content-id",
    "content-language",
    "content-length",
    "content-transfer-encoding",
    "content-type",
    "dkim-signature",
    "domainkey-signature",
    "in-reply-to",
    "lines",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "message-id",
    "mime-version",
    "received",
    "received-spf",
    "references",
    "status",
    "thread-index",
    "x-mailer",
    "x-priority",
    "x-status",
];
const MACHINE_STARTS: [&str; 8] =
    ["arc-", "x-exchange-", "x-forefront-", "x-gm-", "x-google-", "x-microsoft-", "x-ms-", "x-spam-"];

/// The mail with every head in UTF-8 and with encoded words that belong together in one piece; `None` if it has more lines or
/// parts than are read of one.
pub(super) fn prepare(raw: &[u8]) -> Option<Cow<'_, [u8]>> {
    let raw = raw.trim_ascii_start();
    let end = end_of_head(raw);
    let (head, body) = raw.split_at_checked(end)?;
    let parts = memchr::memmem::find_iter(body, b"\n--").take(PART_LINES + 1).count();
    if memchr::memchr_iter(b'\n', head).count() > HEAD_LINES || parts > PART_LINES {
        return None;
    }
    let broken = has_broken_words(head);
    if !broken && head.is_ascii() && body.is_ascii() {
        return Some(Cow::Borrowed(raw));
    }
    let mut out = Vec::with_capacity(raw.len() + 64);
    let text = charset::decode(head);
    out.extend_from_slice(
        if broken { join_words(&text).into_bytes() } else { text.into_owned().into_bytes() }.as_slice(),
    );
    parts_heads(body, &mut out);
    Some(Cow::Owned(out))
}

/// Where the blank line stands that ends the head.
fn end_of_head(raw: &[u8]) -> usize {
    let short = memchr::memmem::find(raw, b"\n\n").map(|at| at + 1);
    let long = memchr::memmem::find(raw, b"\n\r\n").map(|at| at + 1);
    short.into_iter().chain(long).min().unwrap_or(raw.len())
}

/// Copies a body, with the lines behind a part's boundary in UTF-8 up to the next blank one.
fn parts_heads(body: &[u8], out: &mut Vec<u8>) {
    let (mut before, mut in_head) = (&b""[..], false);
    for line in body.split_inclusive(|b| *b == b'\n') {
        if before.starts_with(b"--") && starts_with_any_case(line, b"content-") {
            in_head = true;
        } else if line.trim_ascii().is_empty() {
            in_head = false;
        }
        if in_head && !line.is_ascii() {
            out.extend_from_slice(charset::decode(line).as_bytes());
        } else {
            out.extend_from_slice(line);
        }
        before = line;
    }
}

fn starts_with_any_case(data: &[u8], word: &[u8]) -> bool {
    data.get(..word.len()).is_some_and(|d| d.eq_ignore_ascii_case(word))
}

/// Whether two encoded words follow each other.
fn has_broken_words(head: &[u8]) -> bool {
    memchr::memmem::find_iter(head, b"?=")
        .any(|at| head.get(at + 2..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"=?")))
}

/// Joins encoded words (RFC 2047) of one set and encoding: bad writers cut them within a character.
fn join_words(head: &str) -> String {
    let mut out = String::with_capacity(head.len());
    let mut rest = head;
    while let Some(at) = rest.find("?=") {
        let (done, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(done);
        let after = after.get(2..).unwrap_or_default();
        let next = after.trim_ascii_start();
        let kind = out.rfind("=?").and_then(|start| word_kind(out.get(start..)?));
        match kind.zip(word_kind(next)) {
            Some((a, b)) if a.eq_ignore_ascii_case(b) && after.len() > next.len() && !out.ends_with('=') => {
                rest = next.get(b.len()..).unwrap_or_default();
            }
            _ => {
                out.push_str("?=");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// `=?utf-8?Q?` at the start.
fn word_kind(word: &str) -> Option<&str> {
    let inner = word.strip_prefix("=?")?;
    let set = inner.find('?').filter(|len| (2..40).contains(len))?;
    let end = 2 + set + 3;
    let kind = word.get(..end)?;
    kind.ends_with('?').then_some(kind).filter(|k| !k.contains(char::is_whitespace))
}

/// The mail with a boundary that its parts really have, where the one that its head names is missing or never comes.
pub(super) fn mended(message: &Message<'_>, raw: &[u8]) -> Option<Vec<u8>> {
    let root = message.parts.first()?;
    let kind = root.content_type().filter(|k| k.ctype() == "multipart")?;
    let named = kind.attribute("boundary").map(|b| format!("--{b}"));
    if named.is_some_and(|b| memchr::memmem::find(raw, b.as_bytes()).is_some()) {
        return None;
    }
    let body = raw.get(end_of_head(raw)..)?;
    let boundary = memchr::memmem::find_iter(body, b"\n--").take(FIRST_LINES).find_map(|at| {
        let mut lines = body.get(at + 3..)?.split(|b| *b == b'\n');
        let (line, next) = (lines.next()?.trim_ascii(), lines.next()?);
        (!line.is_empty() && starts_with_any_case(next, b"content-")).then_some(line)
    })?;
    if boundary.contains(&b'"') {
        return None;
    }
    let header = root.headers.iter().find(|h| h.name() == "Content-Type")?;
    let subtype = kind.subtype().unwrap_or("mixed");
    let field =
        [b"Content-Type: multipart/", subtype.as_bytes(), b"; boundary=\"", boundary, b"\"\n"].concat();
    let before = raw.get(..header.offset_field as usize)?;
    let after = raw.get(header.offset_end as usize..)?;
    Some([before, &field, after].concat())
}

/// Lines that are tried for a boundary.
const FIRST_LINES: usize = 1000;

/// The fields as lines, `From: Zoë Jansen <z@x.nl>`, in their order.
pub(super) fn lines(message: &Message<'_>, raw: &[u8]) -> String {
    let mut out = String::new();
    let headers = message.parts.first().map(|p| p.headers.as_slice()).unwrap_or_default();
    for header in headers {
        let name = header.name();
        let lower = name.to_ascii_lowercase();
        if MACHINE.contains(&lower.as_str()) || MACHINE_STARTS.iter().any(|s| lower.starts_with(s)) {
            continue;
        }
        let value = value(header).filter(|v| !v.is_empty()).unwrap_or_else(|| unfolded(header, raw));
        if !value.trim().is_empty() {
            let _ = writeln!(out, "{name}: {}", value.trim().replace(['\r', '\n'], " "));
        }
    }
    out
}

fn value(header: &Header<'_>) -> Option<String> {
    match &header.value {
        HeaderValue::Address(Address::List(list)) => Some(addresses(list)),
        HeaderValue::Address(Address::Group(groups)) => {
            let shown = groups.iter().map(|g| match &g.name {
                Some(name) => format!("{name}: {}", addresses(&g.addresses)),
                None => addresses(&g.addresses),
            });
            Some(shown.collect::<Vec<_>>().join(", "))
        }
        HeaderValue::Text(text) => Some(text.clone().into_owned()),
        HeaderValue::TextList(list) => Some(list.join(", ")),
        HeaderValue::DateTime(moment) if moment.is_valid() => Some(moment.to_rfc3339()),
        _ => None,
    }
}

fn addresses(list: &[Addr<'_>]) -> String {
    let one = |a: &Addr<'_>| match (&a.name, &a.address) {
        (Some(name), Some(address)) if name.contains([',', ';']) => format!("\"{name}\" <{address}>"),
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (Some(one), None) | (None, Some(one)) => one.clone().into_owned(),
        (None, None) => String::new(),
    };
    list.iter().map(one).filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The field as it stands, in one line.
fn unfolded(header: &Header<'_>, raw: &[u8]) -> String {
    let (start, end) = (header.offset_start as usize, header.offset_end as usize);
    charset::decode(raw.get(start..end).unwrap_or_default()).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined_and_heads_decoded() {
        assert_eq!(join_words("S: =?utf-8?Q?Zo=C3?=\r\n =?UTF-8?q?=AB_x?= y"), "S: =?utf-8?Q?Zo=C3=AB_x?= y");
        assert_eq!(join_words("S: =?utf-8?B?Wm/D?= =?utf-8?B?qw==?="), "S: =?utf-8?B?Wm/Dqw==?=");
        let apart = "S: =?utf-8?B?Wg==?= =?utf-8?B?Wg==?= =?latin1?Q?x?= =?utf-8?Q?x?=";
        assert_eq!(join_words(apart), apart);
        assert_eq!(join_words("a ?= b =? c"), "a ?= b =? c");
        let raw = b"Subject: Zo\xeb\n\n--x\nContent-Type: text/plain; name=Zo\xeb\n\n--\nZo\xeb\n";
        let shown = prepare(raw).expect("few lines");
        let expected =
            b"Subject: Zo\xc3\xab\n\n--x\nContent-Type: text/plain; name=Zo\xc3\xab\n\n--\nZo\xeb\n";
        assert_eq!(shown.as_ref(), expected);
    }
}
