//! Dates in running text.

use peil_model::PartialDate;

use crate::identifiers::date;

use super::scan::Scan;
use super::tokens::Gap;
use super::words::Cue;

/// The last year in which somebody in the files can have been born.
const LAST_BIRTH_YEAR: u16 = 2026;

/// Whether somebody can have been born then.
pub(super) fn is_birth(d: PartialDate) -> bool {
    (1890..=LAST_BIRTH_YEAR).contains(&d.year)
}

/// The date that begins at the i-th token, and the token behind it. `lenient`: a label asks for a date, so
/// that digits without separators and partial dates count too.
pub(super) fn at(scan: &Scan<'_>, i: usize, to: usize, lenient: bool) -> Option<(PartialDate, usize)> {
    let first = scan.token(i)?;
    let to = to.min(scan.tokens.len());
    if first.is_number() {
        if let Some(d) = alone(scan.word(i), lenient) {
            return Some((d, i + 1));
        }
        if first.end - first.start > 2 {
            return if lenient { partial(scan, i) } else { None };
        }
    } else if !(first.is_word() && (first.cue == Cue::Month || unknown(scan.word(i)))) {
        return None;
    }
    if lenient && unknown(scan.word(i)) && scan.is(i + 1, '-') && i + 3 <= to {
        return date::parse(scan.span(i, i + 3)).map(|d| (d, i + 3));
    }
    // "12 maart 1961", "maart 12, 1961", "12 - 3 - 1961", "xx-03-1961"
    let mut numbers = 0;
    let mut end = i;
    while end < to && end < i + 7 {
        let Some(t) = scan.token(end) else { break };
        let fits = t.is_number() && t.end - t.start <= 4
            || t.cue == Cue::Month
            || unknown(scan.word(end))
            || end > i && (t.is('-') || t.is('/') || t.is(',') || t.is('\'') || t.is('’'));
        if !fits || (end > i && scan.gap(end) == Gap::Wide && !lenient) {
            break;
        }
        numbers += usize::from(t.is_number() || t.is_word());
        end += 1;
        if numbers == 3 {
            break;
        }
    }
    let named = (i..end).any(|k| scan.cue(k) == Cue::Month);
    let dashed = (i..end).any(|k| scan.is(k, '-') || scan.is(k, '/'));
    if numbers < 2 || !(named || dashed || lenient) {
        return None;
    }
    let whole = date::parse(scan.span(i, end)).filter(|d| lenient || d.is_whole());
    whole.map(|d| (d, end))
}

/// A date in one token: with separators, or (where a label asks for it) digits alone.
fn alone(word: &str, lenient: bool) -> Option<PartialDate> {
    let separators = word.bytes().filter(|b| matches!(b, b'-' | b'/' | b'.')).count();
    let iso = word.get(..10).filter(|d| d.as_bytes().get(4) == Some(&b'-'));
    let date = match separators {
        0 if lenient && matches!(word.len(), 8 | 12 | 14 | 15) => date::parse(word),
        0 => None,
        _ => date::parse(word).or_else(|| iso.and_then(date::parse)),
    }?;
    (date.is_whole() || (lenient && separators >= 1)).then_some(date)
}

/// A year, or a year and a month, where a label asks for a birth date.
fn partial(scan: &Scan<'_>, i: usize) -> Option<(PartialDate, usize)> {
    let word = scan.word(i);
    let date = date::parse(word).filter(|d| is_birth(*d))?;
    (word.len() == 4 || word.len() == 6 || word.contains(':')).then_some((date, i + 1))
}

/// A part of a date given as unknown.
fn unknown(word: &str) -> bool {
    (1..=2).contains(&word.len()) && word.bytes().all(|b| matches!(b, b'x' | b'X'))
        || word.get(..3).is_some_and(|w| w.eq_ignore_ascii_case("xx-"))
}
