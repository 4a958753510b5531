//! Addresses in running text: around a postcode, or a street with its number.

use peil_model::Address;

use crate::address;
use crate::identifiers::postcode;

use super::finds::Find;
use super::owners::is_postcode;
use super::scan::{Scan, Use};
use super::tokens::Gap;
use super::words::Cue;

/// Ends of words that are streets.
const STREETS: [&str; 26] = [
    "straat",
    "laan",
    "weg",
    "plein",
    "kade",
    "singel",
    "gracht",
    "hof",
    "dijk",
    "pad",
    "dreef",
    "steeg",
    "markt",
    "wal",
    "park",
    "plantsoen",
    "baan",
    "straatje",
    "hoek",
    "burg",
    "veld",
    "erf",
    "oord",
    "plaats",
    "str",
    "ring",
];

/// Where a labelled address ends: at what can be none of it.
pub(super) fn address_end(scan: &Scan<'_>, from: usize, to: usize) -> usize {
    (from..to)
        .find(|i| {
            *i > from
                && (matches!(scan.cue(*i), Cue::Phone | Cue::Born | Cue::Bsn | Cue::Fax | Cue::Gp)
                    || scan.is(*i, '(')
                    || scan.is(*i, '@')
                    || !scan.free(*i))
        })
        .map_or(to, |end| if scan.is(end - 1, ',') { end - 1 } else { end })
}

/// All addresses of the block that no label announces.
pub(super) fn read(scan: &mut Scan<'_>) {
    for i in 0..scan.tokens.len() {
        if scan.free(i) && is_postcode(scan, i) {
            around(scan, i);
        }
    }
    for i in 1..scan.tokens.len() {
        if scan.free(i) && scan.token(i).is_some_and(|t| t.is_number()) {
            street_alone(scan, i);
        }
    }
}

/// Street and number before a postcode, the town behind it.
fn around(scan: &mut Scan<'_>, code: usize) {
    let letters = usize::from(scan.word(code).len() == 4);
    let after = code + 1 + letters;
    let end = town_end(scan, after);
    let start = street_start(scan, code);
    let next_to_prose = scan.token(after).is_some_and(|t| t.is_word() && t.gap <= Gap::Blank) && end == after;
    if start == code && end == after && (next_to_prose || letters == 1 && scan.gap(after) < Gap::Line) {
        return; // "1000 MG per dag"
    }
    let Some(normal) = postcode::normal(scan.span(code, after)) else { return };
    let mut a = Address { postcode: normal, ..Address::default() };
    if start < code {
        let to = (start + 1..code).rev().find(|k| !glue(scan, *k)).map_or(code, |k| k + 1);
        (a.street, a.number, a.suffix) = address::split_number(scan.span(start, to));
    }
    if end > after {
        let from = (after..end).find(|k| !scan.is_mark(*k)).unwrap_or(after);
        a.city = scan.span(from, end).to_owned();
    }
    scan.mark(start, end, Use::Reach);
    scan.found(start, false, Find::Address(a));
}

/// What may stand between a house number and a postcode.
fn glue(scan: &Scan<'_>, k: usize) -> bool {
    scan.is_mark(k) || matches!(scan.word(k), "te" | "in" | "NL" | "nl")
}

/// The first token of the street before the postcode, or the postcode itself if no street stands there.
fn street_start(scan: &Scan<'_>, code: usize) -> usize {
    let line = scan.token(code).map_or(0, |t| t.line);
    let Some(mut k) = code.checked_sub(1) else { return code };
    // Over commas and the end of a line to the house number, over a suffix if there is one.
    for _ in 0..6 {
        let Some(t) = scan.token(k) else { return code };
        if !scan.free(k) || t.line + 1 < line {
            return code;
        }
        if t.is_number() {
            break;
        }
        let suffix = t.end - t.start <= 2
            || glue(scan, k)
            || matches!(scan.word(k), "hoog" | "bis" | "rood" | "zwart" | "hs");
        if !suffix || t.is('(') || t.is(':') || t.is(';') || t.is('|') {
            return code;
        }
        let Some(before) = k.checked_sub(1) else { return code };
        k = before;
    }
    words_before(scan, k).unwrap_or(code)
}

/// The first token of a street's name that ends before the house number at `k`.
fn words_before(scan: &Scan<'_>, k: usize) -> Option<usize> {
    let number = scan.token(k).filter(|t| t.is_number())?;
    let digits = scan.word(k).bytes().take_while(u8::is_ascii_digit).count();
    if digits > 5 || scan.word(k).bytes().filter(|b| matches!(b, b'.' | b':')).count() > 0 {
        return None;
    }
    let (line, mut start, mut capital) = (number.line, k, None);
    while let Some(before) = start.checked_sub(1) {
        let t = scan.token(before)?;
        let word = scan.word(before);
        let upper = word.starts_with(|c: char| c.is_uppercase()) || word.starts_with("'");
        let inside = matches!(t.cue, Cue::Prefix) || matches!(word, "en" | "nr" | "het" | "de" | "van");
        let ordinal =
            t.is_number() && word.len() <= 4 && (word.ends_with('e') || word.parse::<u16>().is_ok());
        let fits = scan.free(before)
            && t.line == line
            && scan.gap(start) <= Gap::Blank
            && (t.is_word() && (upper || inside) && !stops(t.cue) || ordinal)
            && k - before <= 6;
        if !fits {
            break;
        }
        if upper || ordinal {
            capital = Some(before);
        }
        start = before;
    }
    capital
}

/// Words that are never of a street's name.
fn stops(cue: Cue) -> bool {
    matches!(
        cue,
        Cue::Title
            | Cue::Born
            | Cue::Bsn
            | Cue::Phone
            | Cue::Fax
            | Cue::Month
            | Cue::Order
            | Cue::Specimen
            | Cue::Reference
            | Cue::Patient
            | Cue::Test
            | Cue::Outcome
            | Cue::Result
    )
}

/// The token behind the town that follows a postcode.
fn town_end(scan: &Scan<'_>, after: usize) -> usize {
    let mut k = after;
    while scan.is(k, ',') || scan.is(k, '-') {
        k += 1;
    }
    let first = k;
    while k < first + 5 {
        let Some(t) = scan.token(k) else { break };
        let word = scan.word(k);
        let upper = word.starts_with(|c: char| c.is_uppercase()) || word.starts_with('\'');
        let inside = k > first && (matches!(t.cue, Cue::Prefix) || scan.is(k, '-')) || word == "aan";
        let fits = (inside || t.is_word() && upper)
            && scan.free(k)
            && !stops(t.cue)
            && t.gap < Gap::Line
            && (k == first || t.gap <= Gap::Blank);
        if !fits {
            break;
        }
        k += 1;
        if t.dot {
            break;
        }
    }
    while k > first && (scan.is(k - 1, '-') || scan.word(k - 1).starts_with(|c: char| c.is_lowercase())) {
        k -= 1;
    }
    if k == first { after } else { k }
}

/// A street with its number where no postcode follows: the word has a street's ending.
fn street_alone(scan: &mut Scan<'_>, k: usize) {
    let Some(start) = words_before(scan, k) else { return };
    let last = scan.word(k - 1).to_lowercase();
    if start == k || !STREETS.iter().any(|s| last.ends_with(s)) {
        return;
    }
    let mut end = k + 1;
    if scan.token(end).is_some_and(|t| t.is_word() && t.end - t.start == 1 && t.gap <= Gap::Blank) {
        end += 1;
    }
    let (street, number, suffix) = address::split_number(scan.span(start, end));
    let mut a = Address { street, number, suffix, ..Address::default() };
    let town = if matches!(scan.word(end), "te" | "in") || scan.is(end, ',') { end + 1 } else { end };
    if town > end || scan.gap(end) == Gap::Blank {
        let to = town_end(scan, town);
        if to > town {
            a.city = scan.span(town, to).to_owned();
            end = to;
        }
    }
    scan.mark(start, end, Use::Reach);
    scan.found(start, false, Find::Address(a));
}
