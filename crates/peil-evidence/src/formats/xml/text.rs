//! Texts of XML: character set, references, white space.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::formats::builder::Builder;
use crate::limits::VALUE_BYTES;

/// Names of HTML for the characters from U+00C0 to U+00FF, which some writers put into XML without declaring them.
const LETTERS: [&str; 64] = [
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc",
    "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde",
    "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave",
    "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml",
    "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
    "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];
/// Bytes of a reference, its `&` and `;` not counted.
const REFERENCE_BYTES: usize = 32;

/// Entities that a document may declare for itself, bytes of each, and bytes that all their uses together may become. What is longer,
/// or stands for other entities, is never expanded.
const ENTITIES: usize = 64;
const ENTITY_BYTES: usize = 256;
const EXPANDED_BYTES: usize = 1 << 20;

/// How the texts of a document are read.
pub(crate) struct Texts {
    encoding: &'static Encoding,
    /// Short texts that the document names.
    declared: BTreeMap<String, String>,
    /// Bytes that these have become so far.
    expanded: usize,
    /// A reference was met that only the document's own declarations could resolve.
    pub(crate) unknown: bool,
}

impl Default for Texts {
    fn default() -> Texts {
        Texts { encoding: WINDOWS_1252, declared: BTreeMap::new(), expanded: 0, unknown: false }
    }
}

impl Texts {
    /// Takes the character set from `<?xml ... encoding="..."?>`.
    pub(crate) fn declare(&mut self, declaration: &[u8]) {
        let declared = super::lexer::Attributes(declaration).find(|(name, _)| *name == b"encoding");
        if let Some(encoding) = declared.and_then(|(_, label)| Encoding::for_label(label))
            && ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding)
        {
            self.encoding = encoding;
        }
    }

    /// Takes the short texts that a document type names: `<!ENTITY lab "Voorbeeldlab">`.
    pub(crate) fn doctype(&mut self, doctype: &[u8]) {
        let text = self.raw(doctype);
        for declaration in text.split("<!ENTITY").skip(1) {
            let Some((name, rest)) = declaration.trim_start().split_once(|c: char| c.is_ascii_whitespace())
            else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let Some(value) = rest.get(1..).and_then(|r| r.split_once(quote)).map(|(v, _)| v) else {
                continue;
            };
            let plain = is_name(name) && value.len() <= ENTITY_BYTES && !value.contains(['&', '%', '<']);
            if plain && self.declared.len() < ENTITIES {
                self.declared.entry(name.to_owned()).or_insert_with(|| value.to_owned());
            }
        }
    }

    /// What a name stands for in this document, as long as that does not grow too large.
    fn declared(&mut self, name: &str) -> Option<String> {
        let value = self.declared.get(name)?;
        self.expanded += value.len();
        (self.expanded <= EXPANDED_BYTES).then(|| value.clone())
    }

    /// UTF-8 where it is that, else the declared set.
    pub(crate) fn raw(&self, bytes: &[u8]) -> String {
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => self.encoding.decode_without_bom_handling(bytes).0.into_owned(),
        }
    }

    /// The same with references resolved.
    pub(crate) fn resolved(&mut self, bytes: &[u8]) -> String {
        let text = self.raw(bytes);
        if memchr::memchr(b'&', text.as_bytes()).is_none() {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('&') {
            out.push_str(before);
            let end = after.as_bytes().iter().take(REFERENCE_BYTES).position(|b| *b == b';');
            let name = end.and_then(|end| after.get(..end));
            rest = after;
            match name.map(|name| (name, character(name))) {
                Some((name, Some(c))) => {
                    out.push(c);
                    rest = after.get(name.len() + 1..).unwrap_or_default();
                }
                Some((name, None)) if is_name(name) => match self.declared(name) {
                    Some(value) => {
                        out.push_str(&value);
                        rest = after.get(name.len() + 1..).unwrap_or_default();
                    }
                    None => {
                        self.unknown = true;
                        out.push('&');
                    }
                },
                _ => out.push('&'),
            }
        }
        out.push_str(rest);
        out
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b))
}

/// The character that a reference stands for.
fn character(name: &str) -> Option<char> {
    let code = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        "nbsp" => return Some(' '),
        "euro" => return Some('€'),
        _ => match name.strip_prefix('#') {
            Some(number) => match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            },
            None => 0xc0 + LETTERS.iter().position(|l| *l == name)? as u32,
        },
    };
    Some(char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{fffd}'))
}

/// Text of a narrative (XHTML in FHIR, `section/text` in CDA): blocks are lines, cells stand apart.
pub(crate) struct Narrative {
    text: String,
    /// Elements that are open in it, itself counted.
    pub(crate) depth: usize,
    /// It is longer than a value may be: its rest was passed over.
    cut: bool,
}

impl Narrative {
    /// One whose element has just begun.
    pub(crate) fn begin() -> Narrative {
        Narrative { text: String::new(), depth: 1, cut: false }
    }

    /// A tag of an element with this name.
    pub(crate) fn tag(&mut self, name: &[u8], begins: bool) {
        let cell = [&b"td"[..], b"th"].iter().any(|n| name.eq_ignore_ascii_case(n));
        if cell && !begins {
            self.text.push('\t');
        } else if !cell && is_block(name) && !self.text.ends_with('\n') {
            let kept = self.text.trim_end_matches([' ', '\t']).len();
            self.text.truncate(kept);
            if !self.text.is_empty() {
                self.text.push('\n');
            }
        }
    }

    /// Text in it: white space is one blank.
    pub(crate) fn text(&mut self, text: &str) {
        self.cut |= self.text.len() as u64 > VALUE_BYTES;
        if self.cut {
            return;
        }
        for c in text.chars() {
            if !c.is_whitespace() {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n', '\t']) {
                self.text.push(' ');
            }
        }
    }

    pub(crate) fn end(self, builder: &mut Builder) {
        if self.cut {
            builder.cut = true;
        }
        builder.text(self.text.trim());
    }
}

/// Elements of XHTML and of CDA's narrative that stand on lines of their own.
fn is_block(name: &[u8]) -> bool {
    const BLOCKS: [&[u8]; 21] = [
        b"p",
        b"div",
        b"br",
        b"tr",
        b"table",
        b"thead",
        b"tbody",
        b"li",
        b"ul",
        b"ol",
        b"h1",
        b"h2",
        b"h3",
        b"h4",
        b"dt",
        b"dd",
        b"hr",
        b"paragraph",
        b"list",
        b"item",
        b"caption",
    ];
    BLOCKS.iter().any(|b| name.eq_ignore_ascii_case(b))
}

/// Whether an element is one of HTML.
pub(crate) fn is_html(name: &[u8]) -> bool {
    const OTHERS: [&[u8]; 8] = [b"span", b"b", b"i", b"strong", b"em", b"html", b"body", b"font"];
    (is_block(name) && !name.ends_with(b"t") && name != b"item")
        || OTHERS.iter().any(|n| name.eq_ignore_ascii_case(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let mut texts = Texts::default();
        for (text, expected) in [
            ("a &amp; b &lt;c&gt; &#233;&#xEB;&#0;", "a & b <c> éë\u{fffd}"),
            ("Zo&euml; &Uuml;nal", "Zoë Ünal"),
            ("R&D; x & y &", "R&D; x & y &"),
        ] {
            assert_eq!(texts.resolved(text.as_bytes()), expected);
        }
        assert!(texts.unknown);
        let mut texts = Texts::default();
        texts.declare(b"xml version=\"1.0\" encoding='ISO-8859-15'");
        assert_eq!(
            (texts.resolved(b"\xa4 Zo\xeb"), texts.resolved("Zoë".as_bytes())),
            ("€ Zoë".into(), "Zoë".into())
        );
        assert!(!texts.unknown);
    }
}
