//! What escapes, hexadecimal digits and the binary dates of SQL Server mean.

use crate::formats::values;

/// The bytes that an escape at the start of the data stands for, and its length: of MySQL's strings, PostgreSQL's `E''` and COPY.
pub(super) fn escape(data: &[u8]) -> (Vec<u8>, usize) {
    let digits = |from: usize, most: usize, radix: u32| {
        let run = data.iter().skip(from).take(most).take_while(|b| char::from(**b).is_digit(radix)).count();
        let text = data.get(from..from + run).and_then(|d| std::str::from_utf8(d).ok()).unwrap_or_default();
        (u32::from_str_radix(text, radix).ok(), from + run)
    };
    let byte = |b: u8| (vec![b], 2);
    match data.get(1) {
        None => (vec![b'\\'], 1),
        Some(b'n') => byte(b'\n'),
        Some(b'r') => byte(b'\r'),
        Some(b't') => byte(b'\t'),
        Some(b'b') => byte(8),
        Some(b'f') => byte(0x0c),
        Some(b'v') => byte(0x0b),
        Some(b'Z') => byte(0x1a),
        Some(b'0') if !data.get(2).is_some_and(u8::is_ascii_digit) => byte(0),
        Some(b'0'..=b'7') => match digits(1, 3, 8) {
            (Some(n), len) => (vec![u8::try_from(n & 0xff).unwrap_or(b'?')], len),
            (None, _) => (vec![b'\\'], 1),
        },
        Some(b'x') => match digits(2, 2, 16) {
            (Some(n), len) => (vec![u8::try_from(n).unwrap_or(b'?')], len),
            (None, _) => byte(b'x'),
        },
        Some(b'u') => match digits(2, 4, 16) {
            (Some(n), 6) => (char::from_u32(n).unwrap_or('\u{fffd}').to_string().into_bytes(), 6),
            _ => byte(b'u'),
        },
        // MySQL keeps the backslash of these two.
        Some(b @ (b'%' | b'_')) => (vec![b'\\', *b], 2),
        Some(b) => byte(*b),
    }
}

/// What Oracle's and SQLite's `unistr` makes of a string: `\XXXX` and `\uXXXX` are characters.
pub(super) fn unistr(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    let mut rest = data;
    while let Some((b, after)) = rest.split_first() {
        let digits = after.strip_prefix(b"u").unwrap_or(after);
        let code = digits.get(..4).and_then(|d| std::str::from_utf8(d).ok());
        match code.and_then(|d| u32::from_str_radix(d, 16).ok()).filter(|_| *b == b'\\') {
            Some(code) => {
                let c = char::from_u32(code).unwrap_or('\u{fffd}');
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                rest = digits.get(4..).unwrap_or_default();
            }
            None if rest.starts_with(b"\\\\") => {
                out.push(b'\\');
                rest = after.get(1..).unwrap_or_default();
            }
            None => {
                out.push(*b);
                rest = after;
            }
        }
    }
    out
}

/// Bytes of hexadecimal digits; others are passed over, and an odd one counts as the last half.
pub(super) fn hex(digits: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(digits.len() / 2);
    let mut values = digits.iter().filter_map(|b| char::from(*b).to_digit(16));
    while let Some(high) = values.next() {
        let byte = match values.next() {
            Some(low) => high * 16 + low,
            None => high,
        };
        out.push(u8::try_from(byte).unwrap_or(0));
    }
    out
}

/// The date that SQL Server's scripts write as `CAST(0x... AS DateTime)`; none if it is another type or length.
pub(super) fn date(bytes: &[u8], kind: &str) -> Option<String> {
    const DAY: i64 = 86_400_000_000;
    /// Days from 1900-01-01 and from 0001-01-01 to 1970-01-01.
    const FROM_1900: i64 = 25_567;
    const FROM_1: i64 = 719_162;
    let little = |b: &[u8]| b.iter().rev().fold(0_i64, |n, b| n << 8 | i64::from(*b));
    let big = |b: &[u8]| b.iter().fold(0_i64, |n, b| n << 8 | i64::from(*b));
    let micros = match (kind.to_ascii_lowercase().as_str(), bytes) {
        ("datetime", [a, b, c, d, rest @ ..]) if rest.len() == 4 => {
            let days = i64::from(i32::from_be_bytes([*a, *b, *c, *d]));
            (days - FROM_1900).checked_mul(DAY)? + big(rest) * 10_000 / 3
        }
        ("smalldatetime", [a, b, rest @ ..]) if rest.len() == 2 => {
            (big(&[*a, *b]) - FROM_1900) * DAY + big(rest) * 60_000_000
        }
        ("date", [a, b, c, rest @ ..]) if rest.len() <= 1 => (little(&[*a, *b, *c]) - FROM_1) * DAY,
        ("datetime2", [scale @ 0..=7, rest @ ..]) if (6..=8).contains(&rest.len()) => {
            let (time, days) = rest.split_at(rest.len() - 3);
            let ticks = little(time);
            let micros = if *scale == 7 { ticks / 10 } else { ticks * 10_i64.pow(6 - u32::from(*scale)) };
            (little(days) - FROM_1) * DAY + micros
        }
        _ => return None,
    };
    Some(values::moment(micros))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_sql_server() {
        let check = |digits: &str, kind: &str| date(&hex(digits.as_bytes()), kind).unwrap_or_default();
        assert_eq!(check("0000727A00000000", "DateTime"), "1980-03-28");
        assert_eq!(check("00009B8400D63BC0", "DateTime"), "2009-01-01T13:00:00");
        assert_eq!(check("9B840000", "SmallDateTime"), "2009-01-01");
        assert_eq!(check("5B950A", "Date"), "1900-01-01");
        assert_eq!(check("0700000000005B950A", "DateTime2"), "1900-01-01");
        assert_eq!(check("00", "DateTime"), "");
    }

    #[test]
    fn escapes() {
        let check = |data: &[u8]| {
            let (meant, whole) = escape(data);
            (String::from_utf8_lossy(&meant).into_owned(), whole)
        };
        assert_eq!(check(b"\\n"), ("\n".to_owned(), 2));
        assert_eq!(check(b"\\'x"), ("'".to_owned(), 2));
        assert_eq!(check(b"\\101x"), ("A".to_owned(), 4));
        assert_eq!(check(b"\\x41x"), ("A".to_owned(), 4));
        assert_eq!(check(b"\\u00e9"), ("\u{e9}".to_owned(), 6));
        assert_eq!(check(b"\\0"), ("\0".to_owned(), 2));
        assert_eq!(check(b"\\"), ("\\".to_owned(), 1));
        assert_eq!(hex(b"4a4B5"), b"JK\x05");
    }
}
