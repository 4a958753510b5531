//! The start of a message: MSH (or FHS, BHS), which names the delimiters; and the look of any segment.

use memchr::memmem;

/// Delimiters of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Delims {
    pub(crate) field: u8,
    pub(crate) component: u8,
    pub(crate) repetition: u8,
    /// 0 if the message has none.
    pub(crate) escape: u8,
    /// 0 if the message has none.
    pub(crate) sub: u8,
}

impl Delims {
    /// Those that the standard recommends.
    pub(crate) const DEFAULT: Delims =
        Delims { field: b'|', component: b'^', repetition: b'~', escape: b'\\', sub: b'&' };
}

/// The delimiters, if the line begins with a header segment: `MSH|^~\&|`, or with others in their places.
pub(crate) fn header(line: &[u8]) -> Option<Delims> {
    if !matches!(line.get(..3)?, b"MSH" | b"FHS" | b"BHS") {
        return None;
    }
    let field = *line.get(3)?;
    if !field.is_ascii_punctuation() {
        return None;
    }
    let rest = line.get(4..)?;
    let rest = rest.get(..8).unwrap_or(rest);
    let len = rest.iter().take_while(|b| b.is_ascii_punctuation() && **b != field).count();
    let ended = rest.get(len).is_none_or(|b| *b == field);
    let chars = rest.get(..len)?;
    let distinct = (1..len).all(|i| !chars.get(..i).unwrap_or_default().contains(chars.get(i).unwrap_or(&0)));
    if !ended || !distinct || !(2..=5).contains(&len) {
        return None;
    }
    let at = |i: usize, default: u8| match chars.get(i) {
        Some(b) => *b,
        None if chars.contains(&default) || field == default => 0,
        None => default,
    };
    Some(Delims {
        field,
        component: at(0, b'^'),
        repetition: at(1, b'~'),
        escape: at(2, b'\\'),
        sub: at(3, b'&'),
    })
}

/// The id of a segment line: three capitals or digits, the first a capital, then a delimiter or nothing.
pub(crate) fn segment_id(line: &[u8], field: u8) -> Option<[u8; 3]> {
    let id: [u8; 3] = line.get(..3)?.try_into().ok()?;
    let [a, b, c] = id;
    let looks = a.is_ascii_uppercase()
        && (b.is_ascii_uppercase() || b.is_ascii_digit())
        && (c.is_ascii_uppercase() || c.is_ascii_digit());
    // A bare id without fields is a segment too; a longer word or a sentence is not.
    let ends = match line.get(3) {
        None => is_known(id) || matches!(&id, b"BTS" | b"FTS"),
        Some(d) => *d == field,
    };
    (looks && ends).then_some(id)
}

/// Segments that orders, results, queries and registrations are made of.
pub(crate) fn is_known(id: [u8; 3]) -> bool {
    const KNOWN: [&[u8; 3]; 42] = [
        b"MSH", b"PID", b"PD1", b"NK1", b"PV1", b"PV2", b"ORC", b"OBR", b"OBX", b"NTE", b"SPM", b"SAC",
        b"INV", b"TQ1", b"TQ2", b"TCD", b"SID", b"IN1", b"IN2", b"IN3", b"GT1", b"AL1", b"DG1", b"DRG",
        b"PR1", b"ROL", b"EVN", b"MRG", b"MSA", b"ERR", b"QRD", b"QRF", b"BLG", b"CTI", b"FT1", b"ACC",
        b"ARV", b"CON", b"PRT", b"SFT", b"UAC", b"TXA",
    ];
    KNOWN.contains(&&id)
}

/// A message's start anywhere in a line, not in the middle of a word.
pub(crate) fn find(line: &[u8]) -> Option<(usize, Delims)> {
    memmem::find_iter(line, b"MSH").find_map(|at| {
        let in_word = at > 0 && line.get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
        let delims = header(line.get(at..)?)?;
        (!in_word && header_in_text(line.get(at..)?)).then_some((at, delims))
    })
}

/// In running text, the enconding characters must be followed by a field delimiter.
fn header_in_text(at: &[u8]) -> bool {
    let field = at.get(3).copied().unwrap_or(0);
    at.get(4..).unwrap_or_default().iter().take(6).any(|b| *b == field)
}

/// Whether data begin with a message or batch, whatever bytes come after.
pub(crate) fn starts(data: &[u8]) -> bool {
    let body = data.iter().position(|b| !b.is_ascii_whitespace() && *b != 0x0b);
    body.and_then(|at| data.get(at..)).is_some_and(|d| header(d).is_some())
}

/// Whether a message occurs in the data, or they begin with segments of one whose start is lost.
pub(crate) fn occurs(data: &[u8]) -> bool {
    find(data).is_some() || headless(data)
}

fn headless(data: &[u8]) -> bool {
    let mut lines = data.split(|b| matches!(b, b'\r' | b'\n')).filter(|l| !l.trim_ascii().is_empty());
    let known = |line: Option<&[u8]>| {
        line.and_then(|l| segment_id(l, b'|').filter(|_| l.len() > 4)).is_some_and(is_known)
    };
    known(lines.next()) && known(lines.next())
}
