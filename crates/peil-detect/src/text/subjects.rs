//! Birth dates that only their place beside a name announces, and sexes that stand behind a birth date.

use peil_model::PartialDate;

use crate::identifiers::sex;

use super::dates;
use super::finds::Find;
use super::labels::Owner;
use super::scan::{Scan, Use};
use super::tokens::{Gap, Kind};
use super::words::Cue;

/// The last birth year that a date without any label is taken for: later ones are as likely a visit.
const LAST_SILENT_YEAR: u16 = 2012;

/// Files that labs still hold do not go back beyond this year: an older date behind a name is a birth date.
const LAST_OLD_YEAR: u16 = 2000;

/// A date directly behind a bracket, `*` or `°` at the token, with the tokens it spans.
pub(super) fn date_in_parentheses(scan: &Scan<'_>, i: usize) -> Option<(PartialDate, usize, usize)> {
    let mut at = i;
    while at < i + 3
        && (scan.is(at, '(') || scan.is(at, '[') || scan.is(at, '*') || scan.is(at, '°') || scan.is(at, ','))
    {
        at += 1;
    }
    if at == i || !scan.free(at) {
        return None;
    }
    let (d, end) = dates::at(scan, at, scan.tokens.len(), scan.is(at - 1, '*') || scan.is(at - 1, '°'))?;
    dates::is_birth(d).then_some((d, at, end))
}

/// The only date of the line that nothing announces, if it can be a birth date.
pub(super) fn only_date(scan: &Scan<'_>, i: usize) -> Option<(PartialDate, usize, usize)> {
    let (from, to) = (scan.line_start(i), scan.line_end(i));
    if (from..to).any(|k| scan.used(k) == Use::Birth) {
        return None;
    }
    let mut found = None;
    let mut k = from;
    while k < to {
        if scan.free(k)
            && let Some((d, end)) = dates::at(scan, k, to, false).or_else(|| compact(scan, k))
        {
            if found.is_some() {
                return None;
            }
            found = Some((d, k, end));
            k = end;
            continue;
        }
        k += 1;
    }
    found.filter(|(d, ..)| dates::is_birth(*d) && d.year <= LAST_SILENT_YEAR)
}

/// Eight digits that are a day of the last century.
fn compact(scan: &Scan<'_>, k: usize) -> Option<(PartialDate, usize)> {
    let w = scan.word(k);
    let eight = w.len() == 8 && w.bytes().all(|b| b.is_ascii_digit());
    eight.then(|| crate::identifiers::date::parse(w).filter(|d| d.is_whole()).map(|d| (d, k + 1)))?
}

/// Gives the names of the block their dates.
pub(super) fn read(scan: &mut Scan<'_>) {
    let mut i = 0;
    while i < scan.tokens.len() {
        if scan.used(i) == Use::Name && scan.used(i + 1) != Use::Name {
            let owner = scan.owners.get(i).copied().unwrap_or(Owner::Subject);
            let date = date_in_parentheses(scan, i + 1)
                .filter(|_| scan.gap(i + 1) < Gap::Line && !scan.is(i + 1, ','))
                .or_else(|| if owner == Owner::Subject { by_register(scan, i) } else { None })
                .or_else(|| if owner == Owner::Subject { directly_behind(scan, i) } else { None });
            if let Some((d, from, to)) = date {
                scan.mark(from, to, Use::Birth);
                scan.found(from, true, Find::Birth(d));
            }
        }
        i += 1;
    }
}

/// Whether an old date, the only one of its line, stands directly behind the words that end before the token.
pub(super) fn dated(scan: &Scan<'_>, end: usize) -> bool {
    end > 0
        && (scan.gap(end) < Gap::Line && directly_behind(scan, end - 1).is_some()
            || date_below(scan, end - 1).is_some())
}

/// The line's only date, where it stands directly behind a name and is too old to be a visit.
fn directly_behind(scan: &Scan<'_>, i: usize) -> Option<(PartialDate, usize, usize)> {
    if let Some(below) = date_below(scan, i) {
        return Some(below);
    }
    let at = if scan.is(i + 1, ',') { i + 2 } else { i + 1 };
    only_date(scan, i).filter(|(d, from, _)| *from == at && d.year <= LAST_OLD_YEAR && !d.short_year)
}

/// An old date alone on the line below a name that is alone on its own, as on a label.
fn date_below(scan: &Scan<'_>, i: usize) -> Option<(PartialDate, usize, usize)> {
    let at = i + 1;
    let alone = scan.gap(at) == Gap::Line
        && (scan.line_start(i)..at)
            .all(|k| scan.token(k).is_some_and(|t| t.is_word() || t.is(',') || t.is('-')));
    if !alone || !scan.free(at) || i - scan.line_start(i) > 6 {
        return None;
    }
    let (d, end) = dates::at(scan, at, scan.tokens.len(), false)?;
    let whole = scan.gap(end) == Gap::Line && end == scan.line_end(at);
    (whole && dates::is_birth(d) && d.year <= LAST_OLD_YEAR && !d.short_year).then_some((d, at, end))
}

/// The line's only date, where a register knows a surname in it.
fn by_register(scan: &Scan<'_>, i: usize) -> Option<(PartialDate, usize, usize)> {
    let known = (scan.line_start(i)..scan.line_end(i)).any(|k| {
        scan.used(k) == Use::Name && scan.word(k).len() > 2 && scan.known.surname(&crate::fold(scan.word(k)))
    });
    if known { only_date(scan, i) } else { None }
}

/// Marks between a birth date and the sex behind it, as in `(12-03-1961), V`.
const SEX_MARKS_MAX: usize = 3;

/// The sexes that stand directly behind birth dates: `geb. 12-03-1961 vrouw`, `(1961-03-12, V)`.
pub(super) fn sexes(scan: &mut Scan<'_>) {
    for i in 0..scan.tokens.len() {
        if scan.used(i) != Use::Birth || scan.used(i + 1) == Use::Birth && i + 1 < scan.tokens.len() {
            continue;
        }
        let Some(at) = behind_marks(scan, i + 1) else { continue };
        if says_sex(scan, at)
            && let Some(s) = sex::parse(scan.word(at))
        {
            scan.mark(at, at + 1, Use::Other);
            scan.found(at, true, Find::Sex(s));
        }
    }
}

/// The free token of the same line behind marks that may stand between a date and a sex.
fn behind_marks(scan: &Scan<'_>, from: usize) -> Option<usize> {
    let between = |k: usize| {
        matches!(scan.token(k)?.kind, Kind::Mark(',' | '/' | '(' | '[' | ')' | ']' | '|' | ';')).then_some(())
    };
    let marks = (from..from + SEX_MARKS_MAX)
        .take_while(|k| scan.gap(*k) < Gap::Line && between(*k).is_some())
        .count();
    let at = from + marks;
    (scan.gap(at) < Gap::Line && scan.free(at)).then_some(at)
}

/// Whether the word is a sex and no initial, no relative and no label.
fn says_sex(scan: &Scan<'_>, at: usize) -> bool {
    let next = at + 1;
    let Some(t) = scan.token(at).filter(|t| t.is_word()) else { return false };
    let mark = |list: &[char]| list.iter().any(|m| scan.is(next, *m));
    let ends = scan.gap(next) >= Gap::Wide || mark(&[',', ')', ']', '|', ';']);
    match scan.word(at).to_ascii_lowercase().as_str() {
        "m" | "v" | "f" => ends && (!t.dot || scan.gap(next) == Gap::Line || mark(&[')', ']'])),
        "female" | "male" | "vrouwelijk" | "mannelijk" => !mark(&[':', '=']),
        // `geb. 12-03-1961, man: J. Mol` is her husband.
        "vrouw" | "man" => {
            let datum = matches!(
                scan.cue(next),
                Cue::Bsn | Cue::Phone | Cue::PatientNumber | Cue::Policy | Cue::Specimen | Cue::Order
            );
            ends && !mark(&['(']) || t.dot || datum
        }
        _ => false,
    }
}
