//! Properties of messages ([MS-OXTNEF] section 2.1.3.4, [MS-OXPROPS]).

use encoding_rs::Encoding;
use mail_parser::decoders::charsets::map::charset_decoder;

use crate::charset;
use crate::formats::values;

pub(super) const BODY: u16 = 0x1000;
pub(super) const RTF: u16 = 0x1009;
pub(super) const HTML: u16 = 0x1013;
pub(super) const DISPLAY_NAME: u16 = 0x3001;
pub(super) const ADDRESS: u16 = 0x3003;
pub(super) const SMTP_ADDRESS: u16 = 0x39fe;
pub(super) const ATTACH_DATA: u16 = 0x3701;
pub(super) const SHORT_NAME: u16 = 0x3704;
pub(super) const LONG_NAME: u16 = 0x3707;

/// Text properties of programs: classes, kinds of address, identifiers, and the subject once more.
pub(super) fn is_machine(id: u16) -> bool {
    matches!(id, 0x001a | 0x003d | 0x0064 | 0x0070 | 0x0c1e | 0x0e1d | 0x1035 | 0x1039 | 0x1042 | 0x3002)
}

/// Names of properties that persons fill in; the others are shown by their number.
const LABELS: [(u16, &str); 38] = [
    (0x0037, "Subject"),
    (0x0039, "Date"),
    (0x0040, "Received by"),
    (0x0042, "From"),
    (0x0044, "Received for"),
    (0x0050, "Reply-To"),
    (0x0065, "From"),
    (0x007d, "Headers"),
    (0x0c1a, "Sender"),
    (0x0c1f, "Sender"),
    (0x0e02, "Bcc"),
    (0x0e03, "Cc"),
    (0x0e04, "To"),
    (0x3001, "Name"),
    (0x3003, "E-mail"),
    (0x39fe, "E-mail"),
    (0x3a06, "Given name"),
    (0x3a08, "Business phone"),
    (0x3a09, "Home phone"),
    (0x3a0a, "Initials"),
    (0x3a11, "Surname"),
    (0x3a15, "Postal address"),
    (0x3a16, "Company"),
    (0x3a17, "Title"),
    (0x3a18, "Department"),
    (0x3a1a, "Phone"),
    (0x3a1c, "Mobile phone"),
    (0x3a26, "Country"),
    (0x3a27, "City"),
    (0x3a28, "Province"),
    (0x3a29, "Street"),
    (0x3a2a, "Postcode"),
    (0x3a42, "Birthday"),
    (0x3a44, "Middle name"),
    (0x3a45, "Prefix"),
    (0x3a59, "Home city"),
    (0x3a5b, "Home postcode"),
    (0x3a5d, "Home street"),
];

/// Characters of a property's own name.
const LABEL_CHARS: usize = 64;

/// Little-endian numbers and stretches of bytes, taken from the front.
pub(super) struct Bytes<'d>(pub(super) &'d [u8]);

impl<'d> Bytes<'d> {
    pub(super) fn take(&mut self, len: usize) -> Option<&'d [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.first_chunk().copied()
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array::<1>().map(|[b]| b)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// So many bytes, and those that fill them up to a multiple of four (which may be missing at the end).
    fn padded(&mut self, len: usize) -> Option<&'d [u8]> {
        let taken = self.take(len)?;
        let fill = len.next_multiple_of(4) - len;
        self.0 = self.0.get(fill..).unwrap_or_default();
        Some(taken)
    }
}

/// The character set of texts that are not Unicode.
#[derive(Clone, Copy, Default)]
pub(super) struct Set(u32);

impl Set {
    pub(super) fn page(number: u32) -> Set {
        Set(number)
    }

    pub(super) fn text(self, bytes: &[u8]) -> String {
        let bytes = bytes.split(|b| *b == 0).next().unwrap_or_default();
        let label = format!("windows-{}", self.0);
        if let Some(set) = Encoding::for_label(label.as_bytes()).filter(|s| s.is_single_byte()) {
            return charset::decode_as(bytes, set).into_owned();
        }
        let other = format!("cp{}", self.0);
        match charset_decoder(other.as_bytes()) {
            Some(decoder) if self.0 != 0 && std::str::from_utf8(bytes).is_err() => decoder(bytes),
            _ => charset::decode(bytes).into_owned(),
        }
    }
}

/// A value, of the kinds that may hold something of a person.
pub(super) enum Value {
    Text(String),
    Binary(Vec<u8>),
    /// What an object holds behind the id of its interface.
    Object(Vec<u8>),
    Moment(String),
    Other,
}

/// A property with the name under which it is shown.
pub(super) struct Property {
    pub(super) id: u16,
    pub(super) label: String,
    pub(super) value: Value,
}

/// A list of properties, and whether all of it could be read.
pub(super) fn properties(rest: &mut Bytes<'_>, set: Set) -> (Vec<Property>, bool) {
    let mut found = Vec::new();
    let Some(count) = rest.u32() else { return (found, false) };
    for _ in 0..count {
        if property(rest, set, &mut found).is_none() {
            return (found, false);
        }
    }
    (found, true)
}

fn property(rest: &mut Bytes<'_>, set: Set, found: &mut Vec<Property>) -> Option<()> {
    let (kind, id) = (rest.u16()?, rest.u16()?);
    let label = if id >= 0x8000 { name(rest)? } else { None };
    let label = label.unwrap_or_else(|| {
        let known = LABELS.iter().find(|(i, _)| *i == id);
        known.map_or_else(|| format!("Property {id:04X}"), |(_, name)| (*name).to_owned())
    });
    let single = kind & 0x0fff;
    let variable = matches!(single, 0x000d | 0x001e | 0x001f | 0x0102);
    let count = if variable || kind & 0x1000 != 0 { rest.u32()? } else { 1 };
    let mut texts: Vec<String> = Vec::new();
    for _ in 0..count {
        match value(rest, single, variable, set)? {
            Value::Text(text) if !text.is_empty() => texts.push(text),
            Value::Text(_) | Value::Other => {}
            value => found.push(Property { id, label: label.clone(), value }),
        }
    }
    if !texts.is_empty() {
        found.push(Property { id, label, value: Value::Text(texts.join(", ")) });
    }
    Some(())
}

/// The name of a named property, if it is not a number.
fn name(rest: &mut Bytes<'_>) -> Option<Option<String>> {
    rest.take(16)?;
    match rest.u32()? {
        0 => rest.u32().map(|_| None),
        _ => {
            let len = rest.u32()? as usize;
            Some(Some(utf16(rest.padded(len)?).chars().take(LABEL_CHARS).collect()))
        }
    }
}

fn value(rest: &mut Bytes<'_>, kind: u16, variable: bool, set: Set) -> Option<Value> {
    if variable {
        let len = rest.u32()? as usize;
        let bytes = rest.padded(len)?;
        return Some(match kind {
            0x001e => Value::Text(set.text(bytes)),
            0x001f => Value::Text(utf16(bytes)),
            0x000d => Value::Object(bytes.get(16..).unwrap_or_default().to_vec()),
            _ => Value::Binary(bytes.to_vec()),
        });
    }
    match kind {
        0x0040 => Some(moment(rest.array().map(u64::from_le_bytes)?)),
        0x0002 | 0x0003 | 0x0004 | 0x000a | 0x000b => rest.take(4).map(|_| Value::Other),
        0x0005 | 0x0006 | 0x0007 | 0x0014 => rest.take(8).map(|_| Value::Other),
        0x0048 => rest.take(16).map(|_| Value::Other),
        // Nothing, and what cannot be passed over because its length is not known.
        _ => None,
    }
}

/// A number of 100 nanoseconds since 1601.
fn moment(ticks: u64) -> Value {
    const TO_1970: i64 = 11_644_473_600_000_000;
    let micros = i64::try_from(ticks / 10).unwrap_or(i64::MAX).saturating_sub(TO_1970);
    // What stands for "never" lies outside of any life.
    let years = -377_705_116_800_000_000..253_402_300_800_000_000;
    if ticks == 0 || !years.contains(&micros) { Value::Other } else { Value::Moment(values::moment(micros)) }
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|p| p.first_chunk().map_or(0, |b| u16::from_le_bytes(*b)));
    let units: Vec<u16> = units.take_while(|u| *u != 0).collect();
    String::from_utf16_lossy(&units)
}
