//! The pieces of a written date: numbers, month names, and what may stand around them.

use crate::fold;

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A number with its count of digits (1, 2 or 4).
    Number(u16, u8),
    /// A month by its name, 1 to 12.
    Month(u8),
}

impl Piece {
    /// Whether it is a number of four digits.
    pub(super) fn is_long(self) -> bool {
        matches!(self, Piece::Number(_, 4))
    }

    /// The number, if it is one.
    pub(super) fn number(self) -> Option<u16> {
        match self {
            Piece::Number(n, _) => Some(n),
            Piece::Month(_) => None,
        }
    }

    /// A year of four digits.
    pub(super) fn year(self) -> Option<u16> {
        self.number().filter(|_| self.is_long())
    }

    /// A year of exactly two digits.
    pub(super) fn short_year(self) -> Option<u16> {
        match self {
            Piece::Number(n, 2) => Some(n),
            _ => None,
        }
    }

    /// A day or month number of one or two digits.
    pub(super) fn small(self) -> Option<u8> {
        match self {
            Piece::Number(n, 1 | 2) => u8::try_from(n).ok(),
            _ => None,
        }
    }
}

/// A date taken apart; what follows it is a time of day or nothing.
pub(super) struct Dated {
    pieces: [Piece; 3],
    count: usize,
    /// The parts are separated by colons, as EDIFACT dates and times of day are.
    pub(super) colons: bool,
}

impl Dated {
    /// The two or three parts in order.
    pub(super) fn pieces(&self) -> &[Piece] {
        self.pieces.get(..self.count).unwrap_or(&[])
    }

    /// Takes a string apart. `None` if anything but a date, a weekday before it and a time behind it is in it.
    pub(super) fn of(s: &str) -> Option<Dated> {
        let mut date = Dated { pieces: [Piece::Month(0); 3], count: 0, colons: true };
        let mut rest = s;
        let mut blanks = false;
        while date.count < 3 {
            let (separator, after) = split_while(rest, is_separator);
            if separator.chars().count() > 3 || after.is_empty() {
                break;
            }
            if date.count == 2 && date.has_year() && !after.starts_with(|c: char| c.is_ascii_digit()) {
                break; // month and year are complete
            }
            let (token, tail) = split_token(after);
            if date.count > 0 {
                date.colons &= separator == ":";
                blanks |= separator.contains(' ');
            }
            rest = tail;
            match piece(token) {
                Some(p) => date.push(p),
                None if is_filler(token) => continue,
                None => return None,
            }
        }
        (date.count >= 2 && is_tail(rest, blanks)).then_some(date)
    }

    fn push(&mut self, p: Piece) {
        if let Some(slot) = self.pieces.get_mut(self.count) {
            *slot = p;
            self.count += 1;
        }
    }

    fn has_year(&self) -> bool {
        self.pieces().iter().any(|p| p.is_long())
    }
}

/// Day, month and year as nearly all tables write them, `23-06-1980` or `23-06-1980 10:15`: the pieces and what stands behind them.
/// What this takes apart, [`Dated::of`] takes apart alike, at four times the cost.
pub(super) fn numeric(s: &str) -> Option<([Piece; 3], &str)> {
    let (date, tail) = s.split_at_checked(10)?;
    let &[d, e, x, m, n, y, ref year @ ..] = date.as_bytes() else { return None };
    let separated = [x, y].iter().all(|b| matches!(b, b'-' | b'/' | b'.'));
    let mut digits = [d, e, m, n].into_iter().chain(year.iter().copied());
    let timed = tail.is_empty()
        || (tail.starts_with(' ') && tail.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b' '));
    if !separated || !digits.all(|b| b.is_ascii_digit()) || !timed || s.len() > 60 {
        return None;
    }
    let two = |a: u8, b: u8| Piece::Number(u16::from(a - b'0') * 10 + u16::from(b - b'0'), 2);
    let year = year.iter().fold(0, |n, b| n * 10 + u16::from(b - b'0'));
    Some(([two(d, e), two(m, n), Piece::Number(year, 4)], tail))
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '/' | '.' | ':' | ',' | '\'' | '\u{2019}' | '\u{2010}'..='\u{2013}')
}

fn split_while(s: &str, f: impl Fn(char) -> bool) -> (&str, &str) {
    s.split_at(s.find(|c| !f(c)).unwrap_or(s.len()))
}

/// A run of digits, or of anything that is neither digit nor separator.
fn split_token(s: &str) -> (&str, &str) {
    if s.starts_with(|c: char| c.is_ascii_digit()) {
        split_while(s, |c| c.is_ascii_digit())
    } else {
        split_while(s, |c| !c.is_ascii_digit() && !is_separator(c))
    }
}

fn piece(token: &str) -> Option<Piece> {
    if super::super::all_digits(token) {
        let known = matches!(token.len(), 1 | 2 | 4);
        return known.then(|| Some(Piece::Number(token.parse().ok()?, token.len() as u8)))?;
    }
    if token.len() <= 2 && token.chars().all(|c| matches!(c, 'x' | 'X' | '?')) {
        return Some(Piece::Number(0, 2)); // a part given as unknown
    }
    month(token).map(Piece::Month)
}

/// Full names in Dutch, English, German; an abbreviation is at least three letters of one.
const MONTHS: [&[&str]; 12] = [
    &["januari", "january", "januar"],
    &["februari", "february", "februar"],
    &["maart", "march", "mrt", "marz"],
    &["april"],
    &["mei", "may", "mai"],
    &["juni", "june"],
    &["juli", "july"],
    &["augustus", "august"],
    &["september"],
    &["oktober", "october"],
    &["november"],
    &["december", "dezember"],
];

fn month(token: &str) -> Option<u8> {
    if token.len() < 3 || token.len() > 12 {
        return None;
    }
    let word = fold(token);
    let names = |m: &&[&str]| m.iter().any(|name| name.starts_with(word.as_str()));
    MONTHS.iter().position(names).map(|i| i as u8 + 1)
}

/// Words that may stand among the parts: weekdays and ordinal endings.
fn is_filler(token: &str) -> bool {
    const WORDS: &[&str] = &[
        "ma",
        "di",
        "wo",
        "do",
        "vr",
        "za",
        "zo",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "st",
        "nd",
        "rd",
        "th",
        "e",
        "ste",
        "de",
        "of",
        "d.d.",
        "dd",
    ];
    WORDS.iter().any(|w| token.eq_ignore_ascii_case(w))
}

/// Whether nothing or a time of day follows a date; with blanks between the date's own parts it must have a colon or dot.
pub(super) fn is_tail(rest: &str, blanks: bool) -> bool {
    if rest.chars().all(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':')) {
        return true;
    }
    is_time_after(rest) && (!blanks || rest.contains([':', '.', 'T']))
}

/// Whether this is a time of day with what leads it in: `T10:15:00Z`, ` 10:15`, ` om 10.15 uur`, ` 12:00:00 AM`.
pub(super) fn is_time_after(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    if !(first.is_whitespace() || matches!(first, 'T' | 't' | ',')) {
        return false;
    }
    let mut numbers = 0;
    let mut left = rest;
    while !left.is_empty() {
        let (_, after) = split_while(left, |c| is_separator(c) || c == '+');
        if after.is_empty() {
            break;
        }
        let (token, tail) = split_token(after);
        if super::super::all_digits(token) {
            numbers += 1;
            if token.len() > 9 {
                return false;
            }
        } else if !["t", "z", "am", "pm", "utc", "gmt", "cet", "cest", "uur", "h", "u", "om"]
            .iter()
            .any(|w| token.eq_ignore_ascii_case(w))
        {
            return false;
        }
        left = tail;
    }
    (1..=6).contains(&numbers)
}

/// Whether this is the fraction of a second and the offset from UTC of an HL7 time: `.123+0100`, `+0200`.
pub(super) fn is_fraction_or_zone(rest: &str) -> bool {
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    match rest.strip_prefix(['+', '-']) {
        Some(zone) => zone.len() == 4 && super::super::all_digits(zone),
        None => rest.is_empty() || rest == "Z",
    }
}
