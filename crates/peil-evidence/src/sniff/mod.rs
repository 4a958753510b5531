//! What a file is, by its first bytes; its name is never asked.

mod entries;
mod magic;
mod markup;

pub(crate) use self::markup::is_multipart;

use std::borrow::Cow;

use peil_model::Outcome;

use crate::charset::{Order, UTF8_BOM, utf16_order};
use crate::containers::packed::Packing;
use crate::formats::table::Dialect;
use crate::formats::{edifact, hl7, table};
use crate::tail;

/// Media type of RAR archives.
const RAR: &str = "application/vnd.rar";

/// What a file or member is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Empty,
    Zip,
    Gzip,
    Tar,
    SevenZip,
    Ar,
    Cpio,
    Packed(Packing),
    Parquet,
    Sqlite,
    Arrow,
    Avro,
    Dbf,
    Tnef,
    Utf16(Order),
    Hl7,
    Edifact,
    Mail,
    Mbox,
    Table(Dialect),
    Sql,
    Json,
    Xml,
    Html,
    /// Cards or a calendar, with the media type.
    Cards(&'static str),
    Ldif,
    /// Labels of a printer.
    Zpl,
    /// INI or TOML.
    Sections,
    Properties,
    Yaml,
    Text,
    Refused(Refused),
}

/// A kind that is recognised and not read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refused {
    pub(crate) media: &'static str,
    /// `Unreadable` or `Encrypted`.
    pub(crate) outcome: Outcome,
    /// `a PDF document`.
    pub(crate) singular: &'static str,
    /// `PDF documents`.
    plural: &'static str,
    /// Bytes that an encrypted one holds somewhere.
    pub(crate) encrypted_if: Option<&'static [u8]>,
}

impl Refused {
    const fn new(media: &'static str, singular: &'static str, plural: &'static str) -> Refused {
        Refused { media, outcome: Outcome::Unreadable, singular, plural, encrypted_if: None }
    }

    const fn encrypted(media: &'static str, singular: &'static str) -> Refused {
        Refused { media, outcome: Outcome::Encrypted, singular, plural: "", encrypted_if: None }
    }

    /// Binary data without any mark that we know.
    const UNKNOWN: Refused =
        Refused::new("application/octet-stream", "binary data", "binary data of an unknown kind");

    pub(crate) fn reason(&self) -> Cow<'static, str> {
        match self.outcome {
            Outcome::Encrypted => Cow::Owned(format!("{} that is encrypted", self.singular)),
            _ if self.media == RAR => Cow::Borrowed("RAR archives: no free library reads them"),
            _ if self == &Refused::UNKNOWN => Cow::Borrowed(self.plural),
            _ => Cow::Owned(format!("{} are not supported yet", self.plural)),
        }
    }
}

impl Kind {
    /// IANA media type, as first recognised.
    pub(crate) fn media(&self) -> &'static str {
        match self {
            Kind::Empty => "application/x-empty",
            Kind::Zip => "application/zip",
            Kind::Gzip => "application/gzip",
            Kind::Tar => "application/x-tar",
            Kind::SevenZip => "application/x-7z-compressed",
            Kind::Ar => "application/x-archive",
            Kind::Cpio => "application/x-cpio",
            Kind::Packed(packing) => packing.media(),
            Kind::Parquet => "application/vnd.apache.parquet",
            Kind::Sqlite => "application/vnd.sqlite3",
            Kind::Arrow => "application/vnd.apache.arrow.file",
            Kind::Avro => "application/vnd.apache.avro+binary",
            Kind::Dbf => "application/x-dbf",
            Kind::Tnef => "application/vnd.ms-tnef",
            Kind::Hl7 => "x-application/hl7-v2+er7",
            Kind::Edifact => "application/EDIFACT",
            Kind::Mail => "message/rfc822",
            Kind::Mbox => "application/mbox",
            Kind::Table(d) if d.delimiter == Some(b'\t') => "text/tab-separated-values",
            Kind::Table(_) => "text/csv",
            Kind::Sql => "application/sql",
            Kind::Json => "application/json",
            Kind::Xml => "application/xml",
            Kind::Html => "text/html",
            Kind::Cards(media) => media,
            Kind::Ldif => "text/ldif",
            Kind::Zpl => "application/vnd.zebra-zpl",
            Kind::Sections => "text/x-ini",
            Kind::Properties => "text/x-properties",
            Kind::Yaml => "application/yaml",
            Kind::Utf16(_) | Kind::Text => "text/plain",
            Kind::Refused(r) => r.media,
        }
    }
}

/// The kind of data that begin with these bytes; `whole` if that is all there is.
pub(crate) fn sniff(data: &[u8], whole: bool) -> Kind {
    if data.is_empty() {
        return Kind::Empty;
    }
    if let Some(kind) = magic::find(data) {
        return kind;
    }
    let data = tail::cut(data);
    if let Some(order) = utf16_order(data) {
        return Kind::Utf16(order);
    }
    sniff_text(data, whole)
}

/// Whether data that were found inside a value are more than a text or unknown bytes: a format to be read for itself.
pub(crate) fn is_document(data: &[u8]) -> bool {
    let kind = sniff(data, true);
    let known = kind != Kind::Refused(Refused::UNKNOWN);
    known && !matches!(kind, Kind::Empty | Kind::Text | Kind::Json | Kind::Xml | Kind::Utf16(_))
}

/// The kind of data that have no mark of a binary format.
pub(crate) fn sniff_text(data: &[u8], whole: bool) -> Kind {
    let data = data.strip_prefix(UTF8_BOM).unwrap_or(data);
    if data.is_empty() {
        return if whole { Kind::Text } else { Kind::Refused(Refused::UNKNOWN) };
    }
    let data = tail::cut(data);
    if hl7::starts(data) {
        return Kind::Hl7;
    }
    // Before the binary ones: blocks of zeros are left behind messages by whatever wrote them.
    if edifact::starts(data) {
        return Kind::Edifact;
    }
    // Before the binary ones and the messages: its parts may hold anything.
    if let Some(kind) = markup::mail(data) {
        return kind;
    }
    // Binary values stand in dumps as they are.
    if markup::is_dump(data) {
        return Kind::Sql;
    }
    if is_binary(data) {
        let ebcdic = Refused::new("text/plain", "an EBCDIC text", "EBCDIC texts");
        return Kind::Refused(if is_ebcdic(data) { ebcdic } else { Refused::UNKNOWN });
    }
    if let Some(kind) = markup::find(data, whole) {
        return kind;
    }
    if let Some(kind) = entries::marked(data) {
        return kind;
    }
    if hl7::occurs(data) {
        return Kind::Hl7;
    }
    if edifact::occurs(data) {
        return Kind::Edifact;
    }
    if markup::lines_hold_json(data) || markup::is_log(data) {
        return Kind::Text;
    }
    if let Some(kind) = entries::find(data, whole) {
        return kind;
    }
    match table::recognise(data, whole) {
        Some(dialect) => Kind::Table(dialect),
        None => Kind::Text,
    }
}

/// Too many control characters for a text of any single-byte or UTF-8 set.
fn is_binary(data: &[u8]) -> bool {
    let control = data.iter().filter(|b| is_control(**b)).count();
    control * 50 > data.len()
}

/// Controls that no text needs: not tab, line ends, page feed, the separators of MLLP, escape, or DOS's end of file.
fn is_control(b: u8) -> bool {
    matches!(b, 0..=7 | 0x0e..=0x19 | 0x7f)
}

/// Letters, digits and blanks of EBCDIC, and next to no others.
fn is_ebcdic(data: &[u8]) -> bool {
    let of = |f: fn(u8) -> bool| data.iter().filter(|b| f(**b)).count();
    let letters = of(|b| {
        matches!(b, 0x40 | 0x4b | 0x60 | 0x61 | 0x6b | 0x15 | 0x25 | 0x0d
            | 0x81..=0x89 | 0x91..=0x99 | 0xa2..=0xa9 | 0xc1..=0xc9 | 0xd1..=0xd9 | 0xe2..=0xe9 | 0xf0..=0xf9)
    });
    let blanks = of(|b| b == 0x40);
    letters * 10 >= data.len() * 8 && blanks * 40 >= data.len()
}

#[cfg(test)]
mod tests;
