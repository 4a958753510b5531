//! dBASE tables (.dbf) of dBASE III and IV, Clipper, FoxBase and FoxPro: a header, a descriptor of 32 bytes for each field, and records
//! of fixed length.
//!
//! Row 1 is the fields' names and row n + 1 the n-th record. Records that are marked as deleted are data all the same. Memo
//! fields only name a block of another file.

use std::io;

use encoding_rs::{Encoding, WINDOWS_1252};
use peil_model::{Cells, Content, Place, Segment};

use super::{Complaints, values};
use crate::charset;
use crate::dos::{Dos, looks_850};
use crate::input::Input;
use crate::session::{Session, Verdict};

/// Bytes of the header before the fields, and of each field.
const FIELD_BYTES: usize = 32;
/// Bytes of records by which the character set is told where the header does not.
const SAMPLE_BYTES: usize = 256 * 1024;

/// A field of the records.
struct Field {
    name: String,
    kind: u8,
    len: usize,
    /// Binary where other makers have a memo's number.
    double: bool,
}

/// What the header says.
struct Header {
    fields: Vec<Field>,
    /// Bytes before the first record.
    start: usize,
    /// Bytes of a record, the mark of its deletion being the first.
    len: usize,
    count: u64,
    language: u8,
}

/// Whether data begin as a table does.
pub(crate) fn starts(data: &[u8]) -> bool {
    header(data).is_some()
}

fn header(data: &[u8]) -> Option<Header> {
    let version = *data.first()?;
    let known =
        [0x02, 0x03, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x7b, 0x83, 0x8b, 0x8e, 0xcb, 0xe5, 0xf5, 0xfb];
    if !known.contains(&version) || *data.get(2)? > 12 || *data.get(3)? > 31 {
        return None;
    }
    let two = |at: usize| Some(usize::from(u16::from_le_bytes(*data.get(at..)?.first_chunk()?)));
    let count = u64::from(u32::from_le_bytes(*data.get(4..)?.first_chunk()?));
    let (start, len) = (two(8)?, two(10)?);
    let mut fields = Vec::new();
    let mut at = FIELD_BYTES;
    while at + FIELD_BYTES <= start && !matches!(data.get(at), Some(0x0d)) {
        fields.push(field(data.get(at..at + FIELD_BYTES)?, version)?);
        at += FIELD_BYTES;
    }
    let total: usize = fields.iter().map(|f| f.len).sum();
    let ends = data.get(at) == Some(&0x0d) || at + 1 >= start;
    (ends && !fields.is_empty() && total < len && len <= total + FIELD_BYTES).then_some(Header {
        fields,
        start,
        len,
        count,
        language: *data.get(29)?,
    })
}

fn field(data: &[u8], version: u8) -> Option<Field> {
    let name = data.get(..11)?.split(|b| *b == 0).next()?;
    let kind = data.get(11)?.to_ascii_uppercase();
    let letters = !name.is_empty() && name.iter().all(|b| b.is_ascii_graphic() || *b >= 0x80 || *b == b' ');
    if !letters || !b"CNDLMFBGPYTI@+O0VQW".contains(&kind) {
        return None;
    }
    let (short, high) = (usize::from(*data.get(16)?), usize::from(*data.get(17)?));
    // Text has no decimals: some makers keep the rest of a great length there.
    let len = if kind == b'C' && version != 0x30 { short + 256 * high } else { short };
    let name = charset::decode(name).trim().to_owned();
    Some(Field { name, kind, len, double: matches!(version, 0x30..=0x32) })
}

/// Reads every record.
pub(crate) fn read(session: &mut Session<'_>, input: &mut Input<'_>) -> io::Result<Verdict> {
    let Some(header) = header(input.fill(usize::from(u16::MAX))) else {
        return Ok(Verdict::unreadable("a dBASE table that is damaged"));
    };
    input.fill(header.start);
    input.skip(header.start);
    let sample = input.fill(SAMPLE_BYTES);
    let set = Set::of(header.language, sample);
    session.table(0, "")?;
    // The last field of FoxPro says which others are empty.
    let fields: Vec<(usize, &Field)> = offsets(&header.fields).filter(|(_, f)| f.kind != b'0').collect();
    emit(session, 1, fields.iter().map(|(_, f)| f.name.as_str()).collect())?;
    let mut memos = false;
    let mut count = 0;
    loop {
        let record = input.fill(header.len).get(..header.len).unwrap_or_default();
        let data = matches!(record.first(), Some(b' ' | b'*'));
        // Some count their records wrongly: what has a record's mark is one.
        if record.is_empty() || (!data && count >= header.count) {
            break;
        }
        let mut cells = Cells::new();
        for (at, field) in &fields {
            let bytes = record.get(*at..at + field.len).unwrap_or_default();
            memos |= field.is_memo() && bytes.iter().any(|b| !matches!(b, 0 | b' ' | b'0'));
            cells.push(&field.text(bytes, set));
        }
        count += 1;
        emit(session, count + 1, cells)?;
        input.skip(header.len);
    }
    let mut complaints = Complaints::default();
    if count < header.count {
        complaints.add(format!("cut off after {count} of {} records", header.count));
    }
    if memos {
        complaints.add("the texts of its memo fields are in another file (.dbt, .fpt), which was not read");
    }
    Ok(Verdict::of(complaints.list()))
}

fn offsets(fields: &[Field]) -> impl Iterator<Item = (usize, &Field)> {
    let mut at = 1;
    fields.iter().map(move |f| {
        let start = at;
        at += f.len;
        (start, f)
    })
}

fn emit(session: &mut Session<'_>, row: u64, cells: Cells) -> io::Result<()> {
    session.segment(Segment { place: Place::row(0, row), content: Content::Row(cells) })
}

/// The character set of the texts.
#[derive(Clone, Copy)]
enum Set {
    Dos(Dos),
    Other(&'static Encoding),
}

impl Set {
    /// By the number of the language driver, or else by the letters.
    fn of(language: u8, sample: &[u8]) -> Set {
        let label = match language {
            0x01 | 0x09 | 0x0b | 0x0d | 0x0f | 0x11 | 0x15 | 0x18 | 0x19 | 0x1b => {
                return Set::Dos(Dos::Us437);
            }
            0x02 | 0x0a | 0x0e | 0x10 | 0x12 | 0x14 | 0x16 | 0x1a | 0x1d | 0x25 | 0x37 => {
                return Set::Dos(Dos::Latin850);
            }
            0x26 | 0x65 => "ibm866",
            0xc8 => "windows-1250",
            0xc9 => "windows-1251",
            0xca => "windows-1254",
            0xcb => "windows-1253",
            0 if looks_850(sample) => return Set::Dos(Dos::Latin850),
            _ => "windows-1252",
        };
        Set::Other(Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252))
    }

    fn decode(self, bytes: &[u8]) -> String {
        match self {
            Set::Dos(dos) if std::str::from_utf8(bytes).is_err() => dos.decode(bytes),
            Set::Dos(_) => charset::decode(bytes).into_owned(),
            Set::Other(set) => charset::decode_as(bytes, set).into_owned(),
        }
    }
}

impl Field {
    fn is_memo(&self) -> bool {
        matches!(self.kind, b'M' | b'G' | b'P') || (self.kind == b'B' && !self.double)
    }

    fn text(&self, bytes: &[u8], set: Set) -> String {
        let four = |at: usize| bytes.get(at..).and_then(|b| b.first_chunk::<4>());
        let eight = || bytes.first_chunk::<8>();
        match self.kind {
            b'D' => day(bytes),
            b'I' | b'+' if self.double => {
                four(0).map(|b| i32::from_le_bytes(*b).to_string()).unwrap_or_default()
            }
            b'Y' => eight().map(|b| values::decimal(i64::from_le_bytes(*b).into(), 4)).unwrap_or_default(),
            b'B' | b'O' if self.double => {
                eight().map(|b| values::number(f64::from_le_bytes(*b))).unwrap_or_default()
            }
            // Days of the Julian calendar and milliseconds.
            b'T' => match (four(0), four(4)) {
                (Some([0, 0, 0, 0]), _) | (None, _) | (_, None) => String::new(),
                (Some(day), Some(time)) => {
                    let days = i64::from(u32::from_le_bytes(*day)) - 2_440_588;
                    let micros = i64::from(u32::from_le_bytes(*time)) * 1000;
                    values::moment(days.saturating_mul(86_400_000_000).saturating_add(micros))
                }
            },
            _ if self.is_memo() => String::new(),
            _ => {
                let end = bytes.iter().rposition(|b| !matches!(b, 0 | b' ')).map_or(0, |n| n + 1);
                set.decode(bytes.get(..end).unwrap_or_default()).trim_start().to_owned()
            }
        }
    }
}

/// `yyyymmdd` as a date; anything else as it stands.
fn day(bytes: &[u8]) -> String {
    let text = charset::decode(bytes);
    let text = text.trim_matches([' ', '\0']);
    match (text.get(..4), text.get(4..6), text.get(6..)) {
        (Some(year), Some(month), Some(day)) if text.len() == 8 => format!("{year}-{month}-{day}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
