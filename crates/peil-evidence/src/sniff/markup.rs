//! Texts that have a grammar of their own: XML, HTML, JSON, SQL dumps, e-mail.

use memchr::memmem;

use super::Kind;

/// XML, HTML, JSON and SQL, where a whole file is that.
pub(super) fn find(data: &[u8], whole: bool) -> Option<Kind> {
    let body = data.trim_ascii_start();
    match body.first() {
        Some(b'<') => angle(body),
        Some(b'{' | b'[') if json(body, whole) => Some(Kind::Json),
        // A text sequence (RFC 7464).
        Some(0x1e) if json(body.get(1..)?.trim_ascii_start(), whole) => Some(Kind::Json),
        _ if sql(body) => Some(Kind::Sql),
        _ => None,
    }
}

/// Whether a text has the first lines that a program for dumps writes: whatever follows, it is one.
pub(super) fn is_dump(data: &[u8]) -> bool {
    const STARTS: [&[u8]; 7] = [
        b"-- MySQL dump",
        b"-- MariaDB dump",
        b"/*M!999999",
        b"-- phpMyAdmin SQL Dump",
        b"--\n-- PostgreSQL database",
        b"--\r\n-- PostgreSQL database",
        b"PRAGMA foreign_keys=OFF;",
    ];
    let body = data.trim_ascii_start();
    STARTS.iter().any(|s| body.starts_with(s))
}

fn starts_with_any_case(data: &[u8], word: &[u8]) -> bool {
    data.get(..word.len()).is_some_and(|d| d.eq_ignore_ascii_case(word))
}

fn angle(body: &[u8]) -> Option<Kind> {
    let head: Vec<u8> = body.get(..4096).unwrap_or(body).to_ascii_lowercase();
    if head.starts_with(b"<!doctype html") {
        return Some(Kind::Html);
    }
    let element = prolog(body);
    let declared = head.starts_with(b"<?xml") || head.starts_with(b"<!doctype");
    if starts_with_any_case(element, b"<html") {
        return Some(Kind::Html);
    }
    if declared {
        return Some(Kind::Xml);
    }
    // A tag with a letter as its name that is closed, or closed itself: not `<12>` of a syslog line nor `<none>`.
    let name = element.strip_prefix(b"<")?;
    let len = name.iter().take_while(|b| b.is_ascii_alphanumeric() || b"_:.-".contains(b)).count();
    let after = *name.get(len)?;
    let name = name.get(..len)?;
    if !name.first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let tag = after == b'>' || after == b'/' || after.is_ascii_whitespace();
    let closed = memmem::find(body, b"</").is_some() || memmem::find(body, b"/>").is_some();
    // HTML does without ends at times.
    let row = is_html_tag(name)
        && [&b"<tr"[..], b"<td", b"<br", b"<p>"].iter().any(|t| memmem::find(&head, t).is_some());
    (tag && (closed || row)).then_some(if is_html_tag(name) { Kind::Html } else { Kind::Xml })
}

/// What comes behind comments, instructions and the document type.
fn prolog(body: &[u8]) -> &[u8] {
    let mut rest = body;
    loop {
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', ..] if rest.get(..256).unwrap_or(rest).contains(&b'[') => b"]>",
            [b'<', b'!', ..] => b">",
            _ => return rest,
        };
        let Some(at) = memmem::find(rest, end) else { return rest };
        rest = rest.get(at + end.len()..).unwrap_or_default().trim_ascii_start();
    }
}

fn is_html_tag(name: &[u8]) -> bool {
    const TAGS: [&[u8]; 20] = [
        b"head", b"body", b"table", b"div", b"p", b"span", b"meta", b"style", b"br", b"h1", b"h2", b"ul",
        b"center", b"tbody", b"font", b"h3", b"img", b"picture", b"details", b"script",
    ];
    TAGS.iter().any(|t| name.eq_ignore_ascii_case(t))
}

/// Whether the text is JSON, or one JSON value after another, as far as it is at hand.
fn json(body: &[u8], whole: bool) -> bool {
    // `[` alone also begins a log line; only a value or a closing bracket may follow.
    let next = body.get(1..).unwrap_or_default().trim_ascii_start().first();
    let begins = match (body.first(), next) {
        (Some(b'{'), Some(b'"' | b'}')) => true,
        (Some(b'['), Some(b'{' | b'[' | b'"' | b']' | b'0'..=b'9' | b'-' | b't' | b'f' | b'n')) => true,
        (_, None) => false,
        _ => false,
    };
    begins && json_tokens(body, whole)
}

/// Tokens that are enough to know a document that is damaged further on.
const ENOUGH_TOKENS: usize = 32;

/// A JSON lexer that follows brackets. At a byte that cannot be: false, unless it is one inside a document that is known.
fn json_tokens(body: &[u8], whole: bool) -> bool {
    let mut open: Vec<u8> = Vec::new();
    let mut i = 0;
    let mut tokens = 0;
    let mut comma_may_follow = false;
    while let Some(&b) = body.get(i) {
        i += 1;
        tokens += usize::from(!b.is_ascii_whitespace());
        let damaged = tokens > ENOUGH_TOKENS && !open.is_empty();
        match b {
            b' ' | b'\t' | b'\r' | b'\n' => {}
            0x1e if open.is_empty() => {}
            b'{' | b'[' => {
                open.push(b);
                comma_may_follow = false;
            }
            b'}' | b']' => {
                if open.pop() != Some(if b == b'}' { b'{' } else { b'[' }) {
                    return damaged;
                }
                comma_may_follow = true;
            }
            b',' | b':' if comma_may_follow && !open.is_empty() => comma_may_follow = false,
            b'"' if !comma_may_follow && !open.is_empty() => {
                match string_end(body, i) {
                    Some(end) => i = end,
                    None => return !whole || tokens > 4,
                }
                comma_may_follow = true;
            }
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' if !comma_may_follow && !open.is_empty() => {
                i += body
                    .iter()
                    .skip(i)
                    .take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b))
                    .count();
                comma_may_follow = true;
            }
            _ => return damaged,
        }
    }
    open.is_empty() || !whole || tokens > 2
}

/// Whether every other line is, or ends with, an object of JSON: a log, whatever stands before the objects.
pub(super) fn lines_hold_json(data: &[u8]) -> bool {
    let lines = data.split(|b| *b == b'\n').map(|l| l.trim_ascii()).filter(|l| !l.is_empty());
    let (mut all, mut held) = (0, 0);
    for line in lines.take(200) {
        all += 1;
        let object = memmem::find(line, b"{\"").or_else(|| memmem::find(line, b"{\\\""));
        held += usize::from(line.ends_with(b"}") && object.is_some());
    }
    held >= 2 && held * 2 >= all
}

/// Whether every other line is a request to a server, or the text a session that PHP has written: their marks are no delimiters.
pub(super) fn is_log(data: &[u8]) -> bool {
    let has = |line: &[u8], marks: &[&[u8]]| marks.iter().any(|m| memmem::find(line, m).is_some());
    if has(data.get(..4096).unwrap_or(data), &[b"|a:", b"|s:", b"|O:"]) && has(data, &[b";s:", b"{s:"]) {
        return true;
    }
    const REQUESTS: [&[u8]; 6] = [b"\"GET ", b"\"POST ", b"\"PUT ", b" GET /", b" POST /", b" HTTP/1."];
    let lines =
        data.split(|b| *b == b'\n').map(|l| l.trim_ascii()).filter(|l| !l.is_empty() && !l.starts_with(b"#"));
    let (all, held) = lines.take(200).fold((0, 0), |(n, h), l| (n + 1, h + usize::from(has(l, &REQUESTS))));
    held >= 1 && held * 2 >= all
}

fn string_end(body: &[u8], mut i: usize) -> Option<usize> {
    loop {
        match body.get(i)? {
            b'"' => return Some(i + 1),
            b'\\' => i += 2,
            _ => i += 1,
        }
    }
}

/// Words that begin a statement of a dump or script.
const STATEMENTS: [&[u8]; 26] = [
    b"INSERT ",
    b"REPLACE INTO ",
    b"CREATE TABLE",
    b"CREATE DATABASE",
    b"CREATE SCHEMA",
    b"DROP TABLE",
    b"DROP DATABASE",
    b"DELETE FROM ",
    b"UPDATE ",
    b"SET ",
    b"USE ",
    b"IF ",
    b"BEGIN",
    b"START TRANSACTION",
    b"COPY ",
    b"PRAGMA ",
    b"TRUNCATE ",
    b"REM ",
    b"PROMPT ",
    b"PRINT ",
    b"/*",
    b"--",
    b"GO\n",
    b"GO\r",
    b"ALTER ",
    b"LOCK TABLES",
];

fn sql(body: &[u8]) -> bool {
    // MySQL's other comments begin as a heading of a text does.
    let comments = body.first() == Some(&b'#');
    let begins = comments || STATEMENTS.iter().any(|s| starts_with_any_case(body, s));
    begins && body.split(|b| *b == b'\n').any(is_data_statement)
}

/// A statement that makes a table or fills it, in the form that a dump has.
fn is_data_statement(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let head = line.get(..4096).unwrap_or(line);
    let has = |word: &[u8]| memmem::find(&head.to_ascii_uppercase(), word).is_some();
    if ["INSERT ", "REPLACE INTO "].iter().any(|w| starts_with_any_case(line, w.as_bytes())) {
        let named = has(b"INTO ") || has(b"INSERT [") || has(b"INSERT DBO.") || has(b"INSERT \"");
        return named && (has(b"VALUES") || has(b"SELECT") || head.contains(&b'('));
    }
    if starts_with_any_case(line, b"COPY ") {
        return has(b" FROM STDIN");
    }
    if starts_with_any_case(line, b"UPDATE ") {
        return has(b" SET ") && head.contains(&b'=') && head.contains(&b'\'');
    }
    starts_with_any_case(line, b"CREATE TABLE ") || starts_with_any_case(line, b"CREATE TABLE [")
}

/// Headers of which an e-mail has several.
const HEADERS: [&str; 12] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "received",
    "return-path",
    "mime-version",
    "content-type",
    "delivered-to",
    "content-transfer-encoding",
    "dkim-signature",
];

/// An e-mail or a mailbox: a block of header lines with the ones that mail programs write.
pub(super) fn mail(data: &[u8]) -> Option<Kind> {
    let data = data.trim_ascii_start();
    let is_mbox = data.starts_with(b"From ") && !data.starts_with(b"From :");
    let headers =
        if is_mbox { data.iter().position(|b| *b == b'\n').and_then(|n| data.get(n + 1..))? } else { data };
    let mut known: Vec<&str> = Vec::new();
    for line in headers.split(|b| *b == b'\n').map(|l| l.strip_suffix(b"\r").unwrap_or(l)) {
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let colon = memchr::memchr(b':', line)?;
        let name = line.get(..colon).unwrap_or_default();
        if name.is_empty() || !name.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b)) {
            return None;
        }
        let name = std::str::from_utf8(name).unwrap_or_default().to_ascii_lowercase();
        known.extend(HEADERS.iter().filter(|h| **h == name));
    }
    let has = |h: &str| known.contains(&h);
    let machine = has("message-id") || has("mime-version") || has("received") || has("return-path");
    let typed = has("content-type") && (has("from") || has("to") || has("subject"));
    let written = has("from") && has("subject") && (has("date") || has("to"));
    // A part that was saved by itself.
    let part = has("content-type")
        && (has("content-transfer-encoding") || is_multipart(data.get(..2048).unwrap_or(data)));
    let enough = part || (known.len() >= 2 && (machine || typed || written));
    enough.then_some(if is_mbox { Kind::Mbox } else { Kind::Mail })
}

/// Whether the head of a mail says that it has several parts.
pub(crate) fn is_multipart(head: &[u8]) -> bool {
    memmem::find(&head.to_ascii_lowercase(), b"content-type: multipart").is_some()
}
