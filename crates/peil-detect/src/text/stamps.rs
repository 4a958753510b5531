//! Lines that are events of a log: a date and a time of day at their start.

/// Whether a line begins with a time stamp: ISO, Dutch, syslog, web server, or a time of day with fractions;
/// in brackets or behind a syslog priority too.
pub(super) fn is_event(line: &str) -> bool {
    let b = line.trim_start().as_bytes();
    let b = match b.first() {
        Some(b'<') => b.iter().position(|c| *c == b'>').and_then(|n| b.get(n + 1..)).unwrap_or(b),
        _ => b,
    };
    let b = b.strip_prefix(b"1 ").unwrap_or(b);
    let b = b.strip_prefix(b"[").or_else(|| b.strip_prefix(b"(")).unwrap_or(b);
    let b = behind_key(b);
    const SHAPES: [&[u8]; 13] = [
        b"9999-99-99T99:",
        b"9999-99-99 99:",
        b"9999-99-99_99:",
        b"9999/99/99 99:",
        b"99-99-9999 99:",
        b"99/99/9999 99:",
        b"99.99.9999 99:",
        b"99-99-99 99:99",
        b"99999999 99:99",
        b"99999999T999999",
        b"99/aaa/9999:99:",
        b"aaa 99 99:99:99",
        b"99:99:99.999",
    ];
    SHAPES.iter().any(|s| has_shape(b, s))
        || has_shape(b, b"aaa  9 99:99:99")
        || has_shape(b, b"99:99:99,999")
        || has_shape(b, b"9999-99-99, 99:")
        || has_shape(b, b"99-99-9999, 99:")
        || is_epoch(line)
}

/// `ts=2023-08-16T11:31:48`, `time="2023-08-16 11:31:48"`: the value of the first key.
fn behind_key(b: &[u8]) -> &[u8] {
    const LONGEST: usize = 16;
    let key = b.iter().take_while(|c| c.is_ascii_alphabetic() || matches!(c, b'_' | b'@')).count();
    let value = b.get(key + 1..).filter(|_| (1..=LONGEST).contains(&key) && b.get(key) == Some(&b'='));
    value.map_or(b, |v| v.strip_prefix(b"\"").unwrap_or(v))
}

/// `CreateTime:1716036414000`, `ts=1716036414.123`, `1716036414000`: milliseconds, or seconds with a fraction, since 1970.
fn is_epoch(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or("");
    let (key, value) = first.split_once([':', '=']).unwrap_or(("", first));
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = value.split_at(digits);
    let alone = matches!((digits, rest.as_bytes().first()), (13, None) | (10, Some(b'.')));
    key.len() <= 16
        && key.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
        && alone
        && whole.starts_with('1')
}

/// `9` stands for a digit, `a` for a letter, anything else for itself.
fn has_shape(b: &[u8], shape: &[u8]) -> bool {
    b.len() >= shape.len()
        && shape.iter().zip(b).all(|(s, c)| match s {
            b'9' => c.is_ascii_digit(),
            b'a' => c.is_ascii_alphabetic(),
            s => s == c,
        })
}

#[cfg(test)]
mod tests {
    use super::is_event;

    #[test]
    fn stamps() {
        for line in [
            "2025-01-02 10:00:01 INFO x",
            "2025-01-02T10:00:01Z x",
            "[2025-01-02 10:00:01] x",
            "02-01-2025 10:00 x",
            "Feb 11 08:00:00 host app: x",
            "Feb  1 08:00:00 host app: x",
            "<134>1 2025-01-02T10:00:01Z host x",
            "[02/Jan/2025:10:00:01 +0100] GET",
            "10:00:01.123 x",
            "CreateTime:1716036414000\tPartition:1 x",
            "1716036414.117 x",
            "ts=2023-08-16T11:31:48 lvl=info x",
            "time=\"2023-08-16 11:31:48\" level=info",
        ] {
            assert!(is_event(line), "{line}");
        }
        for line in [
            "12-03-1961 J. Jansen",
            "10:15 mevrouw Jansen",
            "123456782",
            "",
            "BSN 123456782",
            "tel:0612345678",
            "1716036414 x",
        ] {
            assert!(!is_event(line), "{line}");
        }
    }
}
