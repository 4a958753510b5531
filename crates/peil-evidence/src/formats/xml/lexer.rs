//! Tokens of XML 1.0. Written here because a library's reader asks for valid UTF-8 and for events of any size; what was
//! stolen has texts of another set than it declares, tags that do not end, and signs that should have been escaped.

/// A token, as it stands.
#[derive(Debug, PartialEq)]
pub(crate) enum Token<'d> {
    Start {
        name: &'d [u8],
        attributes: &'d [u8],
        empty: bool,
    },
    End(&'d [u8]),
    /// Text with its references.
    Text(&'d [u8]),
    /// Text without: a CDATA section.
    Raw(&'d [u8]),
    /// `<?xml ...?>`.
    Declaration(&'d [u8]),
    Doctype(&'d [u8]),
    /// A comment or a processing instruction.
    Passed,
}

/// What stands at the start of some bytes.
#[derive(Debug, PartialEq)]
pub(crate) enum Scan<'d> {
    /// A token and its length.
    Token(Token<'d>, usize),
    /// The bytes end within a token, or before one.
    More,
    /// No more tokens.
    End,
    /// A tag, comment or section that does not end, and nothing follows.
    Cut,
}

/// The next token; `last` if nothing follows these bytes.
pub(crate) fn next(data: &[u8], last: bool) -> Scan<'_> {
    let more = if last { Scan::Cut } else { Scan::More };
    let Some(&first) = data.first() else { return if last { Scan::End } else { Scan::More } };
    if first != b'<' {
        return text(data, 0, last);
    }
    let Some(&second) = data.get(1) else { return if last { text(data, 1, last) } else { Scan::More } };
    match second {
        b'!' => marked(data, last).unwrap_or(more),
        b'?' => match find(data, 2, b"?>") {
            Some((inner, len)) if is_declaration(inner) => Scan::Token(Token::Declaration(inner), len),
            Some((_, len)) => Scan::Token(Token::Passed, len),
            None => more,
        },
        b'/' => match find(data, 2, b">") {
            Some((inner, len)) => Scan::Token(Token::End(inner.trim_ascii()), len),
            None => more,
        },
        b if is_name_start(b) => tag(data).unwrap_or(more),
        // A sign that should have been escaped.
        _ => text(data, 1, last),
    }
}

fn is_name_start(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'_' || b == b':' || b >= 0x80
}

fn is_declaration(inner: &[u8]) -> bool {
    inner.strip_prefix(b"xml").is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_whitespace))
}

/// Text up to the next sign of a tag that stands at `from` or later.
fn text(data: &[u8], from: usize, last: bool) -> Scan<'_> {
    let rest = data.get(from..).unwrap_or_default();
    match memchr::memchr(b'<', rest) {
        Some(at) => Scan::Token(Token::Text(data.get(..from + at).unwrap_or_default()), from + at),
        None if last => Scan::Token(Token::Text(data), data.len()),
        None => Scan::More,
    }
}

/// What lies between `from` and the end mark, and the length with that.
fn find<'d>(data: &'d [u8], from: usize, mark: &[u8]) -> Option<(&'d [u8], usize)> {
    let rest = data.get(from..)?;
    let at = memchr::memmem::find(rest, mark)?;
    Some((rest.get(..at)?, from + at + mark.len()))
}

/// `<!`: a comment, a CDATA section or a document type.
fn marked(data: &[u8], last: bool) -> Option<Scan<'_>> {
    if data.starts_with(b"<!--") {
        return find(data, 4, b"-->").map(|(_, len)| Scan::Token(Token::Passed, len));
    }
    if data.starts_with(b"<![CDATA[") {
        return find(data, 9, b"]]>").map(|(inner, len)| Scan::Token(Token::Raw(inner), len));
    }
    if data.len() < 9 && !last {
        return None;
    }
    doctype(data).map(|len| Scan::Token(Token::Doctype(data.get(..len).unwrap_or_default()), len))
}

/// Length of a document type, with the declarations in its brackets.
fn doctype(data: &[u8]) -> Option<usize> {
    let mut at = 2;
    let mut inside = false;
    loop {
        let rest = data.get(at..)?;
        if rest.starts_with(b"<!--") {
            at += find(rest, 4, b"-->")?.1;
            continue;
        }
        match rest.first()? {
            b'[' => inside = true,
            b']' => inside = false,
            quote @ (b'"' | b'\'') => at += 1 + memchr::memchr(*quote, rest.get(1..)?)?,
            b'>' if !inside => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
}

/// A start tag. `None` if it does not end in these bytes. No tag and no value in it may hold `<`: where one does, a quote or
/// the tag's end is missing.
fn tag(data: &[u8]) -> Option<Scan<'_>> {
    let mut at = 1;
    loop {
        let rest = data.get(at..)?;
        let sign = rest.iter().position(|b| matches!(b, b'>' | b'"' | b'\'' | b'<'))?;
        at += sign;
        match rest.get(sign)? {
            b'>' => return start(data, at),
            b'<' => return broken(data, at),
            quote => {
                let value = memchr::memchr2(*quote, b'<', rest.get(sign + 1..)?)?;
                at += 1 + value;
                if data.get(at) == Some(&b'<') {
                    return broken(data, at);
                }
                at += 1;
            }
        }
    }
}

/// A start tag that ends before `end`.
fn start(data: &[u8], end: usize) -> Option<Scan<'_>> {
    let inner = data.get(1..end)?;
    let (inner, empty) = inner.strip_suffix(b"/").map_or((inner, false), |i| (i, true));
    let name = inner.iter().position(u8::is_ascii_whitespace).unwrap_or(inner.len());
    let (name, attributes) = inner.split_at_checked(name)?;
    Some(Scan::Token(Token::Start { name, attributes, empty }, end + 1))
}

/// A tag that ends, if at all, at the first `>` before the next `<`; else it is text.
fn broken(data: &[u8], next: usize) -> Option<Scan<'_>> {
    let before = data.get(..next)?;
    match memchr::memchr(b'>', before) {
        Some(end) => start(data, end),
        None => Some(Scan::Token(Token::Text(before), next)),
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &[u8]) -> &[u8] {
    memchr::memchr(b':', name).and_then(|at| name.get(at + 1..)).filter(|n| !n.is_empty()).unwrap_or(name)
}

/// The attributes of a tag: names and values as they stand.
pub(crate) struct Attributes<'d>(pub(crate) &'d [u8]);

impl<'d> Iterator for Attributes<'d> {
    type Item = (&'d [u8], &'d [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let equals = memchr::memchr(b'=', self.0)?;
            let (name, rest) = self.0.split_at_checked(equals)?;
            let value = rest.get(1..)?.trim_ascii_start();
            // What has no value is passed over.
            let name = name.trim_ascii().rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
            match value.first() {
                Some(quote @ (b'"' | b'\'')) => {
                    let inner = value.get(1..)?;
                    let end = memchr::memchr(*quote, inner)?;
                    self.0 = inner.get(end + 1..)?;
                    return Some((name, inner.get(..end)?));
                }
                _ => {
                    let end = value.iter().position(u8::is_ascii_whitespace).unwrap_or(value.len());
                    self.0 = value.get(end..)?;
                    if end > 0 {
                        return Some((name, value.get(..end)?));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> String {
        let mut data = text.as_bytes();
        let mut out = Vec::new();
        let show = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
        loop {
            match next(data, true) {
                Scan::Token(t, len) => {
                    out.push(match t {
                        Token::Start { name, attributes, empty } => {
                            let attributes: Vec<String> = Attributes(attributes)
                                .map(|(n, v)| format!("{}={}", show(n), show(v)))
                                .collect();
                            format!(
                                "{}({}){}",
                                show(name),
                                attributes.join(","),
                                if empty { "/" } else { "" }
                            )
                        }
                        Token::End(name) => format!("/{}", show(name)),
                        Token::Text(t) => format!("{:?}", show(t)),
                        Token::Raw(t) => format!("raw {:?}", show(t)),
                        Token::Declaration(t) => format!("?{}", show(t)),
                        Token::Doctype(t) => format!("!{}", t.len()),
                        Token::Passed => "-".to_owned(),
                    });
                    assert!(len > 0);
                    data = &data[len..];
                }
                other => return format!("{} {other:?}", out.join(" ")),
            }
        }
    }

    #[test]
    fn tokens_of_all_kinds() {
        for (text, expected) in [
            (
                "<?xml version='1.0'?><a b=\"x>y\" c = 'z' d><!-- <x> --><e/></a >",
                "?xml version='1.0' a(b=x>y,c=z) - e()/ /a End",
            ),
            ("<a>1 < 2 &amp; 3<![CDATA[<b>]]></a>", "a() \"1 \" \"< 2 &amp; 3\" raw \"<b>\" /a End"),
            ("<!DOCTYPE a [<!ENTITY b \"]>\"> <!-- ' -->]><a/>", "!42 a()/ End"),
            ("<a><b", "a() Cut"),
            ("<a x=1 y>", "a(x=1) End"),
            ("<a x=\"1>", " Cut"),
            ("<a x=\"1><b y='2'/>", "a() b(y=2)/ End"),
            ("<a <b>", "\"<a \" b() End"),
            ("tekst<", "\"tekst\" \"<\" End"),
            ("<?php x", " Cut"),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
        for cut in ["", "<", "<a", "<a b='", "text", "<!", "<!-- x --", "<![CDATA[x]]", "</a", "<?xml"] {
            assert_eq!(next(cut.as_bytes(), false), Scan::More, "{cut}");
        }
        assert_eq!((local(b"a:b"), local(b"b"), local(b"a:")), (&b"b"[..], &b"b"[..], &b"a:"[..]));
    }
}
