//! BSNs, telephone numbers and other numbers among tokens.

use crate::identifiers::{bsn, phone};

use super::finds::Find;
use super::scan::{Scan, Use};
use super::tokens::Gap;

/// Whether nine digits pass the 11-test.
pub(super) fn passes(digits: &str) -> bool {
    bsn::eleven_test(digits)
}

/// A BSN behind its label: digits in one token or several.
pub(super) fn labelled_bsn(scan: &mut Scan<'_>, from: usize, to: usize) {
    let Some(at) = (from..to.min(from + 5)).find(|i| scan.word(*i).bytes().any(|b| b.is_ascii_digit()))
    else {
        return;
    };
    if let Some((digits, end)) = bsn_at(scan, at, to).or_else(|| spaced_bsn(scan, at, to)) {
        scan.mark(at, end, Use::Bsn);
        scan.found(at, true, Find::Bsn(digits, true));
    }
}

/// `1 2 3 4 5 6 7 8 2`: nine boxes of a form, each with its digit.
fn spaced_bsn(scan: &Scan<'_>, i: usize, to: usize) -> Option<(String, usize)> {
    const DIGITS: usize = 9;
    let boxed = |k: usize| {
        scan.word(k).len() == 1
            && scan.token(k).is_some_and(|t| t.is_number())
            && (k == i || scan.gap(k) < Gap::Line)
    };
    let mark = |k: usize| scan.is(k, '|') || scan.is(k, '-') || scan.is(k, '.');
    let mut digits = String::new();
    let mut k = i;
    while k < to && digits.len() < DIGITS && (boxed(k) || mark(k)) {
        digits.extend(scan.word(k).chars().filter(char::is_ascii_digit));
        k += 1;
    }
    (digits.len() == DIGITS && passes(&digits) && !boxed(k)).then_some((digits, k))
}

/// Nine digits (or the old eight) from the i-th token on, dots and single blanks among them; and the token
/// behind.
pub(super) fn bsn_at(scan: &Scan<'_>, i: usize, to: usize) -> Option<(String, usize)> {
    let mut best = None;
    for end in i + 1..=to.min(i + 5) {
        let last = end - 1;
        if last > i && (scan.gap(last) > Gap::Blank || !scan.token(last).is_some_and(|t| t.is_number())) {
            if !(scan.is(last, '-') || scan.is(last, '.')) {
                break;
            }
            continue;
        }
        if let Some(digits) = bsn::normal(scan.span(i, end)) {
            let whole = scan.span(i, end).bytes().filter(u8::is_ascii_digit).count() >= 9;
            best = Some((digits, end));
            if whole {
                break;
            }
        }
    }
    best
}

/// Telephone numbers behind their label, several if `/`, `of` or `en` joins them.
pub(super) fn labelled_phones(scan: &mut Scan<'_>, from: usize, to: usize) {
    let mut i = from;
    let mut skipped = 0;
    while i < to && skipped < 4 {
        if let Some((number, end)) = phone_at(scan, i, to) {
            scan.mark(i, end, Use::Reach);
            scan.found(i, true, Find::Phone(number));
            i = end;
            skipped = 0;
            continue;
        }
        skipped += 1;
        i += 1;
    }
}

/// The longest telephone number that begins at the i-th token, and the token behind it.
pub(super) fn phone_at(scan: &Scan<'_>, i: usize, to: usize) -> Option<(String, usize)> {
    let first = scan.word(i);
    let begins = first.starts_with(['0', '+'])
        || first.starts_with("31") && first.len() >= 11
        || (scan.is(i, '(') && scan.word(i + 1).starts_with(['0', '+']));
    if !begins || !scan.free(i) {
        return None;
    }
    let mut end = i;
    while end < to.min(i + 9) && scan.free(end) {
        let Some(t) = scan.token(end) else { break };
        let fits = t.is_number() || t.is('(') || t.is(')') || t.is('-') || t.is('/') || t.is('–');
        if !fits || (end > i && t.gap > Gap::Blank) {
            break;
        }
        end += 1;
    }
    (i + 1..=end).rev().find_map(|end| {
        let text = scan.span(i, end);
        let number = text.ends_with(|c: char| c.is_ascii_digit()).then(|| phone::normal(text))?;
        number.map(|n| (n, end))
    })
}
