//! Properties of vCard (2.1, 3.0, 4.0) and iCalendar: `item1.TEL;TYPE=HOME,VOICE:030-1234567`.

use encoding_rs::Encoding;

use crate::charset;
use crate::formats::builder::Builder;

/// Parameters that say how a value is written, and nothing of whom it is about.
const PASSED: [&str; 8] = ["charset", "value", "tzid", "language", "pref", "altid", "pid", "mediatype"];
/// What the fields of structured values are.
const NAME: [&str; 5] = ["family", "given", "additional", "honorific", "suffix"];
const ADDRESS: [&str; 7] = ["pobox", "extended", "street", "city", "region", "postalcode", "country"];

/// A line cut into its parts.
pub(super) struct Property {
    /// Name in small letters, without its group.
    pub(super) name: String,
    parameters: Vec<(String, String)>,
    value: Vec<u8>,
}

impl Property {
    /// `None` if the line is none.
    pub(super) fn parse(line: &[u8]) -> Option<Property> {
        let colon = colon(line)?;
        let head = charset::decode(line.get(..colon)?);
        let mut pieces = pieces(&head, ';').into_iter();
        let name = pieces.next()?;
        let name = name.rsplit('.').next()?.trim();
        let plain =
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        let parameters = pieces.map(|p| match p.split_once('=') {
            Some((key, value)) => (key.trim().to_ascii_lowercase(), value.trim().to_owned()),
            // vCard 2.1 names the kind alone.
            None => (bare(&p).to_owned(), p.trim().to_owned()),
        });
        plain.then(|| Property {
            name: name.to_ascii_lowercase(),
            parameters: parameters.collect(),
            value: line.get(colon + 1..).unwrap_or_default().to_vec(),
        })
    }

    fn parameter(&self, name: &str) -> &str {
        self.parameters.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v)
    }

    /// The value as a text, its escapes still in it.
    fn text(&self) -> String {
        let encoding = Encoding::for_label(self.parameter("charset").as_bytes());
        let quoted = self.parameter("encoding").eq_ignore_ascii_case("quoted-printable");
        let bytes = if quoted { quoted_printable(&self.value) } else { self.value.clone() };
        charset::decode_as(&bytes, encoding.unwrap_or(encoding_rs::WINDOWS_1252)).into_owned()
    }

    /// The value as it stands: the name of a component.
    pub(super) fn bare_text(&self) -> String {
        self.text().trim().to_ascii_lowercase()
    }

    /// Puts it into the tree.
    pub(super) fn put(&self, builder: &mut Builder) {
        let text = self.text();
        builder.open(&self.name);
        for (key, value) in self.parameters.iter().filter(|(k, _)| !PASSED.contains(&k.as_str())) {
            let value = value.trim_matches('"');
            // Kinds are a list; a name may hold a comma.
            let list = key == "type";
            for value in value.split(|c| list && c == ',') {
                if !(key == "encoding" && value.eq_ignore_ascii_case("quoted-printable")) {
                    builder.leaf(key, link(value).to_owned());
                }
            }
        }
        match self.name.as_str() {
            "n" => fields(&text, &NAME, builder),
            "adr" => fields(&text, &ADDRESS, builder),
            "org" => builder.text(&parts(&text).join(" / ")),
            _ => builder.text(&unescape(link(&text))),
        }
        builder.close();
    }
}

/// The colon that ends the head: not one between quotes.
fn colon(line: &[u8]) -> Option<usize> {
    let mut quoted = false;
    line.iter().position(|b| {
        quoted ^= *b == b'"';
        *b == b':' && !quoted
    })
}

/// What a kind that stands alone is.
fn bare(word: &str) -> &'static str {
    match word.trim().to_ascii_uppercase().as_str() {
        "QUOTED-PRINTABLE" | "BASE64" | "8BIT" | "7BIT" => "encoding",
        _ => "type",
    }
}

/// Pieces between separators that stand outside quotes.
fn pieces(text: &str, separator: char) -> Vec<String> {
    let mut quoted = false;
    text.split(|c: char| {
        quoted ^= c == '"';
        c == separator && !quoted
    })
    .map(str::to_owned)
    .collect()
}

/// Fields between semicolons that are not escaped.
fn parts(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let last = out.last_mut();
        match (c, last) {
            (';', _) => out.push(String::new()),
            ('\\', Some(last)) => {
                last.push('\\');
                last.extend(chars.next());
            }
            (c, Some(last)) => last.push(c),
            (_, None) => {}
        }
    }
    out.iter()
        .map(|p| unescape(p).trim().to_owned())
        .filter(|p| !p.is_empty() || text.contains(';'))
        .collect()
}

fn fields(text: &str, names: &[&str], builder: &mut Builder) {
    for (part, name) in parts(text).into_iter().zip(names) {
        if !part.is_empty() {
            builder.leaf(name, part);
        }
    }
}

/// The text with escapes resolved.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c @ (',' | ';' | '\\' | ':')) => out.push(c),
                Some(c) => out.extend(['\\', c]),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

/// The number or address of a link.
fn link(text: &str) -> &str {
    let scheme = |s: &str| text.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)).then_some(s.len());
    scheme("mailto:").or_else(|| scheme("tel:")).and_then(|at| text.get(at..)).unwrap_or(text)
}

/// Quoted-printable (RFC 2045) of one line.
fn quoted_printable(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((&b, after)) = rest.split_first() {
        rest = after;
        let digits = after.get(..2).filter(|d| d.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|d| u8::from_str_radix(std::str::from_utf8(d).ok()?, 16).ok());
        match code.filter(|_| b == b'=') {
            Some(code) => {
                out.push(code);
                rest = after.get(2..).unwrap_or_default();
            }
            None => out.push(b),
        }
    }
    out
}
