//! Birth dates that only their place beside a name announces.

use peil_model::PartialDate;

use super::dates;
use super::finds::Find;
use super::labels::Owner;
use super::scan::{Scan, Use};
use super::tokens::Gap;

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
    end > 0 && scan.gap(end) < Gap::Line && directly_behind(scan, end - 1).is_some()
}

/// The line's only date, where it stands directly behind a name and is too old to be a visit.
fn directly_behind(scan: &Scan<'_>, i: usize) -> Option<(PartialDate, usize, usize)> {
    let at = if scan.is(i + 1, ',') { i + 2 } else { i + 1 };
    only_date(scan, i).filter(|(d, from, _)| *from == at && d.year <= LAST_OLD_YEAR && !d.short_year)
}

/// The line's only date, where a register knows a surname in it.
fn by_register(scan: &Scan<'_>, i: usize) -> Option<(PartialDate, usize, usize)> {
    let known = (scan.line_start(i)..scan.line_end(i)).any(|k| {
        scan.used(k) == Use::Name && scan.word(k).len() > 2 && scan.known.surname(&crate::fold(scan.word(k)))
    });
    if known { only_date(scan, i) } else { None }
}
