//! Records: a header of types and the values behind it (fileformat2, 2.1).

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE};

use crate::charset;

/// Values of one record.
const VALUES: usize = 32_768;

/// How a database stores text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Little,
    Utf16Big,
}

impl Encoding {
    /// By its number in the file's header.
    pub(super) fn of(number: u32) -> Encoding {
        match number {
            2 => Encoding::Utf16Little,
            3 => Encoding::Utf16Big,
            _ => Encoding::Utf8,
        }
    }

    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Encoding::Utf8 => charset::decode(bytes),
            Encoding::Utf16Little => UTF_16LE.decode_without_bom_handling(bytes).0,
            Encoding::Utf16Big => UTF_16BE.decode_without_bom_handling(bytes).0,
        }
    }
}

/// A value as stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value<'r> {
    Null,
    Whole(i64),
    Real(f64),
    Text(&'r [u8]),
    Blob(&'r [u8]),
}

/// A number of one to nine bytes, and its length.
pub(super) fn varint(data: &[u8]) -> Option<(u64, usize)> {
    let mut n = 0_u64;
    for (i, b) in data.iter().take(9).enumerate() {
        if i == 8 {
            return Some((n << 8 | u64::from(*b), 9));
        }
        n = n << 7 | u64::from(b & 0x7f);
        if b & 0x80 == 0 {
            return Some((n, i + 1));
        }
    }
    None
}

/// The values of a record; none if its header cannot be. A value that lies beyond the end is what is there of it.
pub(super) fn values(record: &[u8]) -> Option<Vec<Value<'_>>> {
    let (header, mut at) = varint(record)?;
    let header = usize::try_from(header).ok().filter(|h| *h <= record.len() && *h >= at)?;
    let mut body = record.get(header..)?;
    let mut values = Vec::new();
    while at < header {
        let (kind, len) = varint(record.get(at..header)?)?;
        at += len;
        let size = size(kind)?;
        let (own, rest) = body.split_at(size.min(body.len()));
        body = rest;
        // Of a text the beginning is better than nothing.
        let lost = own.len() < size && (kind < 12 || own.is_empty());
        values.push(if lost { Value::Null } else { value(kind, own) });
        if values.len() > VALUES {
            return None;
        }
    }
    Some(values)
}

fn size(kind: u64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        n @ 1..=4 => usize::try_from(n).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        n => usize::try_from((n - 12) / 2).ok(),
    }
}

fn value(kind: u64, bytes: &[u8]) -> Value<'_> {
    match kind {
        0 => Value::Null,
        8 => Value::Whole(0),
        9 => Value::Whole(1),
        7 => Value::Real(f64::from_bits(whole(bytes).cast_unsigned())),
        1..=6 => Value::Whole(whole(bytes)),
        n if n % 2 == 0 => Value::Blob(bytes),
        _ => Value::Text(bytes),
    }
}

/// A number in two's complement, the first byte being the highest.
fn whole(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|b| b & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(sign, |n, b| n << 8 | i64::from(*b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_length() {
        assert_eq!(varint(&[5]), Some((5, 1)));
        assert_eq!(varint(&[0x81, 0]), Some((128, 2)));
        assert_eq!(varint(&[0xff; 9]), Some((u64::MAX, 9)));
        assert_eq!(varint(&[0x80]), None);
    }

    #[test]
    fn values_of_every_kind() {
        let record = [7, 0, 1, 9, 2, 15, 14, 0xff, 1, 0, b'x', 7];
        let expected = [
            Value::Null,
            Value::Whole(-1),
            Value::Whole(1),
            Value::Whole(256),
            Value::Text(b"x"),
            Value::Blob(&[7]),
        ];
        assert_eq!(values(&record).as_deref(), Some(&expected[..]));
        assert_eq!(values(&[200, 0]), None);
        assert_eq!(values(&[2, 10]), None);
    }
}
