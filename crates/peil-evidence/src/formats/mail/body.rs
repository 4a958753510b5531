//! Bodies of a mail as text: character sets, flowed lines, and HTML where the plain text does not say the same.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use encoding_rs::Encoding;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::html::html_to_text;
use mail_parser::{ContentType, MessagePart, MimeHeaders};

use crate::charset;

/// Sets whose text is ASCII by its looks.
const STATEFUL: [&str; 5] = ["iso-2022-jp", "utf-7", "unicode-1-1-utf-7", "hz-gb-2312", "iso-2022-kr"];

/// Text of the set that a part declares; UTF-8 where it is that, whatever it declares.
pub(super) fn decode<'b>(bytes: &'b [u8], declared: Option<&str>) -> Cow<'b, str> {
    let Some(label) = declared.map(|l| l.trim().to_ascii_lowercase()) else { return charset::decode(bytes) };
    if !STATEFUL.contains(&label.as_str())
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Cow::Borrowed(text);
    }
    if let Some(set) = Encoding::for_label(label.as_bytes()).filter(|set| set.is_single_byte()) {
        return charset::decode_as(bytes, set);
    }
    match charset_decoder(label.as_bytes()) {
        Some(decoder) if label != "utf-8" && label != "utf8" => Cow::Owned(decoder(bytes)),
        _ => charset::decode(bytes),
    }
}

/// The set that a part declares.
pub(super) fn declared<'p>(part: &'p MessagePart<'_>) -> Option<&'p str> {
    part.content_type().and_then(|kind| kind.attribute("charset"))
}

/// Joins the lines of a flowed text (RFC 3676): one that ends with a blank goes on in the next.
pub(super) fn unflow(text: &str, kind: Option<&ContentType<'_>>) -> String {
    let is = |name: &str, value: &str| {
        kind.and_then(|k| k.attribute(name)).is_some_and(|v| v.eq_ignore_ascii_case(value))
    };
    if !is("format", "flowed") {
        return text.to_owned();
    }
    let drop_blank = is("delsp", "yes");
    let mut out = String::with_capacity(text.len());
    let mut goes_on = false;
    for line in text.lines() {
        let quote = line.bytes().take_while(|b| *b == b'>').count();
        let line = if goes_on { line.get(quote..).unwrap_or_default() } else { line };
        let line = line.strip_prefix(' ').filter(|_| goes_on || quote == 0).unwrap_or(line);
        goes_on = line.ends_with(' ') && line.trim_start_matches('>').trim_start() != "-- ";
        out.push_str(if goes_on && drop_blank { line.trim_end_matches(' ') } else { line });
        if !goes_on {
            out.push('\n');
        }
    }
    out
}

/// Whether a text is HTML whatever it is called.
pub(super) fn is_html(text: &str) -> bool {
    let start = text.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
    start.starts_with("<html") || start.starts_with("<!doctype html")
}

/// Tags of what has lines of its own, and of cells.
const BLOCKS: [&str; 19] = [
    "address",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "table",
    "tr",
    "ul",
];
const CELLS: [&str; 2] = ["td", "th"];
/// Stands where a line ends unless it is empty: a sign that texts have no use for.
const SOFT_END: char = '\u{e000}';

/// HTML as text: lines where it has blocks, tabs between cells.
pub(super) fn html_text(html: &str) -> String {
    let marked = mark_blocks(html);
    // The library trusts its own cutting of the text into tokens.
    let text = catch_unwind(AssertUnwindSafe(|| html_to_text(&marked))).unwrap_or_else(|_| html.to_owned());
    let mut out = String::with_capacity(text.len());
    for lines in text.split('\n') {
        let mut soft = lines.split(SOFT_END).map(|l| l.trim_matches([' ', '\u{a0}', '\r'])).peekable();
        let mut some = false;
        while let Some(line) = soft.next() {
            // The first cell of a row needs no tab before it.
            let line = line.strip_prefix('\t').unwrap_or(line).trim_end();
            if line.is_empty() && (some || soft.peek().is_some()) {
                continue;
            }
            some = true;
            if !(line.is_empty() && (out.is_empty() || out.ends_with("\n\n"))) {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// Puts soft ends of lines around blocks and a tab before each cell.
fn mark_blocks(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let name = tag.get(1..).unwrap_or_default();
        let closing = name.starts_with('/');
        let name = name.trim_start_matches('/');
        let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = name.get(..len).unwrap_or_default().to_ascii_lowercase();
        if BLOCKS.contains(&name.as_str()) {
            out.push_str("&#57344;");
        } else if !closing && CELLS.contains(&name.as_str()) {
            out.push_str("&#9;");
        }
        out.push('<');
        rest = tag.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Words of the one that the other lacks may be this share (one in so many) before it counts as another text.
const ANOTHER_ONE_IN: usize = 10;

/// Whether the plain text says what the HTML says: a stub ("your program cannot show this") does not.
pub(super) fn says_the_same(plain: &str, html: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1).map(str::to_lowercase).collect()
    };
    let (plain, html) = (words(plain), words(html));
    let missing: Vec<&String> = html.difference(&plain).collect();
    // A number that only one of them has is somebody's.
    let number = |w: &&&String| w.len() >= 4 && w.bytes().filter(u8::is_ascii_digit).count() >= 4;
    !missing.iter().any(|w| number(&w)) && missing.len() * ANOTHER_ONE_IN <= html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_as_lines() {
        let html = "<html><head><title>x</title><style>p{}</style></head><body><p>Beste Zo&euml;,</p>\
                    <table><tr><th>naam</th><th>bsn</th></tr><tr><td>Jansen</td><td>123456782</td></tr></table>\
                    <div>regel 1<br/>regel&nbsp;2</div><ul><li>een<li>twee</ul></body></html>";
        assert_eq!(
            html_text(html),
            "Beste Zoë,\nnaam\tbsn\nJansen\t123456782\nregel 1\nregel\u{a0}2\neen\ntwee\n"
        );
        assert_eq!(html_text("a < b en c > d"), "a d\n");
    }

    #[test]
    fn stubs() {
        let html = "Beste mevrouw Jansen, uw uitslag is bekend en negatief. BSN 123456782";
        assert!(says_the_same(
            "Beste mevrouw Jansen,\n> uw uitslag is bekend en negatief. BSN 123456782",
            html
        ));
        assert!(!says_the_same("Beste mevrouw Jansen, uw uitslag is bekend en negatief.", html));
        assert!(!says_the_same("Uw programma kan dit bericht niet tonen.", html));
        assert!(!says_the_same("", html));
        assert!(says_the_same("iets", ""));
    }

    #[test]
    fn sets() {
        assert_eq!(decode(b"Zo\xeb", Some("iso-8859-1")), "Zoë");
        assert_eq!(decode(b"Zo\x89", Some("cp850")), "Zoë");
        assert_eq!(decode("Zoë".as_bytes(), Some("iso-8859-1")), "Zoë");
        assert_eq!(decode(b"Zo\xeb", Some("utf-8")), "Zoë");
        assert_eq!(decode(b"Zo+AOs-", Some("utf-7")), "Zoë");
        assert_eq!(decode(b"Zo\xeb", Some("x-onbekend")), "Zoë");
        assert_eq!(decode(b"\xa4 5", Some("iso-8859-15")), "€ 5");
    }
}
