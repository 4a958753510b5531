//! Runs of words that have the form of a name, and where they end.

use super::scan::Scan;
use super::tokens::{Gap, Kind};
use super::words::Cue;

/// Tokens that a name may have.
const NAME_TOKENS_MAX: usize = 10;

/// Words that stand between two surnames.
fn joins_names(word: &str) -> bool {
    matches!(word, "e/v" | "E/V" | "ev" | "e.v" | "wed" | "w/v" | "weduwe" | "geb" | "gesch" | "echtg")
}

/// A token that stands for initials: `A.B.`, `J.`, `AB` where nothing else is in capitals alone.
pub(super) fn initials(scan: &Scan<'_>, i: usize) -> bool {
    let Some(t) = scan.token(i).filter(|t| t.is_word()) else { return false };
    let w = scan.word(i);
    let letters = w.chars().filter(|c| c.is_alphabetic()).count();
    let upper = w.starts_with(|c: char| c.is_uppercase());
    upper
        && ((t.dot && letters <= 2
            || w.contains('.') && letters <= 8 && w.split('.').all(|g| g.chars().count() <= 3))
            || letters == 1
            || letters <= 4 && w.chars().all(char::is_uppercase) && t.cue == Cue::None)
}

/// Whether the token is a word that begins with a capital.
pub(super) fn capital(scan: &Scan<'_>, i: usize) -> bool {
    scan.token(i).is_some_and(|t| t.is_word())
        && scan.word(i).starts_with(|c: char| c.is_uppercase() || !c.is_ascii() && c.is_alphabetic())
}

/// Whether the token is a word of a surname's prefix.
pub(super) fn prefix(scan: &Scan<'_>, i: usize) -> bool {
    scan.cue(i) == Cue::Prefix && scan.token(i).is_some_and(|t| t.is_word())
}

/// Where a run of words that may be a name ends, and whether its form alone says that it is one (initials in
/// it).
pub(super) fn extent(scan: &Scan<'_>, from: usize, to: usize) -> (usize, bool) {
    let (mut i, mut words, mut strong, mut comma) = (from, 0, false, false);
    let prose = scan.text.len() > 50;
    while i < to.min(from + NAME_TOKENS_MAX) && scan.free(i) {
        let Some(t) = scan.token(i) else { break };
        // A mark at the start of a line begins the next of a list.
        let wraps = t.gap == Gap::Line && t.is_word() && prose && i > from && long_line_before(scan, i);
        if i > from && t.gap > Gap::Blank && !wraps {
            break;
        }
        let word = scan.word(i);
        let ini = initials(scan, i);
        match t.kind {
            Kind::Word if ini && words == 0 && short_surname(scan, i) => words += 1,
            Kind::Word if ini && !matches!(t.cue, Cue::Title | Cue::Academic | Cue::Bsn) => {
                strong |= words > 0 || follows(scan, i + 1)
            }
            Kind::Word if prefix(scan, i) => {}
            Kind::Word if joins_names(word) && words > 0 && capital_or_prefix(scan, i + 1) => {}
            Kind::Word
                if matches!(t.cue, Cue::Title | Cue::Academic)
                    && (i == from || matches!(scan.cue(i - 1), Cue::Title | Cue::Academic)) => {}
            Kind::Word
                if capital(scan, i)
                    && (t.cue == Cue::None || i > from && after_prefix(scan, i) || month_name(scan, i)) =>
            {
                words += 1;
            }
            Kind::Mark(',') if words > 0 && !comma && behind_comma(scan, i + 1) => comma = true,
            Kind::Mark('-' | '–')
                if words > 0 && capital_or_prefix(scan, i + 1) && scan.gap(i + 1) <= Gap::Blank => {}
            _ => break,
        }
        i += 1;
    }
    while i > from && (scan.is_mark(i - 1) || trailing(scan, from, i - 1, comma)) {
        i -= 1;
    }
    (i, strong && words > 0)
}

/// `SMIT C.`: three or four capitals before initials are a surname.
fn short_surname(scan: &Scan<'_>, i: usize) -> bool {
    let w = scan.word(i);
    let plain = !w.contains('.') && !scan.token(i).is_some_and(|t| t.dot) && w.chars().count() >= 3;
    plain
        && scan.gap(i + 1) <= Gap::Blank
        && (initials(scan, i + 1) || prefix(scan, i + 1) || scan.is(i + 1, ','))
}

/// Whether something that continues a name stands there: `A.` is one only before a surname.
pub(super) fn follows(scan: &Scan<'_>, i: usize) -> bool {
    scan.gap(i) <= Gap::Blank && (capital(scan, i) || prefix(scan, i))
}

/// Whether something that begins a surname stands there.
fn capital_or_prefix(scan: &Scan<'_>, i: usize) -> bool {
    capital(scan, i) && matches!(scan.cue(i), Cue::None) || prefix(scan, i)
}

/// `Jan`, `Mei` and `April` are names of persons before a surname, if no number stands before them.
fn month_name(scan: &Scan<'_>, i: usize) -> bool {
    scan.cue(i) == Cue::Month
        && capital_or_prefix(scan, i + 1)
        && scan.gap(i + 1) <= Gap::Blank
        && !i.checked_sub(1).and_then(|k| scan.token(k)).is_some_and(|t| t.is_number())
}

/// `de Man`, `J. Broer`: a word with another meaning is a surname behind a prefix or initials.
fn after_prefix(scan: &Scan<'_>, i: usize) -> bool {
    i.checked_sub(1).is_some_and(|k| prefix(scan, k) || initials(scan, k))
        && matches!(
            scan.cue(i),
            Cue::Relative | Cue::Month | Cue::Specimen | Cue::Order | Cue::Opener | Cue::Prefix
        )
}

/// What may follow the comma of `Vries, A.B. de`.
fn behind_comma(scan: &Scan<'_>, i: usize) -> bool {
    if scan.gap(i) > Gap::Blank {
        return false;
    }
    let w = scan.word(i);
    initials(scan, i) && (w.contains('.') || scan.token(i).is_some_and(|t| t.dot) || w.len() <= 3)
        || prefix(scan, i) && (initials(scan, i + 1) || prefix(scan, i + 1) || scan.is(i + 1, ','))
}

/// A prefix at the end belongs to the name only behind a comma or in capitals (`HEUVEL VD P`).
fn trailing(scan: &Scan<'_>, from: usize, i: usize, comma: bool) -> bool {
    if i == from {
        return false;
    }
    let w = scan.word(i);
    let lower = w.starts_with(|c: char| c.is_lowercase()) || w.starts_with('\'');
    prefix(scan, i) && !comma && lower && !(initials(scan, i - 1) && i > from + 1)
}

/// Whether the line before the token is so long that its sentence runs on.
pub(super) fn long_line_before(scan: &Scan<'_>, i: usize) -> bool {
    i.checked_sub(1).and_then(|k| scan.token(k)).is_some_and(|t| {
        let start = scan.text.get(..t.end).and_then(|s| s.rfind('\n')).map_or(0, |n| n + 1);
        t.end - start >= 45
    })
}

/// Where a name that a label announces ends: any case, up to something that is none of it.
pub(super) fn labelled_extent(scan: &Scan<'_>, from: usize, to: usize) -> usize {
    let mut i = from;
    while i < to.min(from + NAME_TOKENS_MAX + 4) {
        let Some(t) = scan.token(i) else { break };
        let word = scan.word(i);
        let fits = match t.kind {
            Kind::Word => {
                let maiden = joins_names(word) && i > from && capital_or_prefix(scan, i + 1);
                let other = match t.cue {
                    Cue::Born | Cue::Bsn | Cue::Phone | Cue::Fax => true,
                    Cue::PatientNumber | Cue::Policy | Cue::Order | Cue::Specimen | Cue::Reference => {
                        i > from && !capital(scan, i)
                    }
                    _ => false,
                };
                let assigned = scan.is(i + 1, '=') || scan.is(i + 1, ':') && scan.gap(i + 1) == Gap::None;
                let spoken = i > from
                    && matches!(t.cue, Cue::Opener | Cue::Ours | Cue::Sender)
                    && word.starts_with(|c: char| c.is_lowercase())
                    || matches!(t.cue, Cue::Gp | Cue::Practitioner | Cue::Staff)
                        && i > from
                        && scan.is_mark(i - 1);
                (maiden || !other) && (!assigned || i == from) && !spoken && scan.free(i)
            }
            Kind::Mark(',') if scan.token(i + 2).is_some_and(|n| n.is_number()) => false, // a street
            Kind::Mark(',' | '\'' | '-' | '/' | '"' | '’' | '–') => true,
            Kind::Mark('(') => scan.token(i + 1).is_some_and(|n| {
                n.is_word()
                    && !matches!(n.cue, Cue::Gp | Cue::Practitioner | Cue::Staff | Cue::Relative)
                    && (n.cue != Cue::Born || capital_or_prefix(scan, i + 2))
            }),
            Kind::Mark(')') => true,
            _ => false,
        };
        if !fits || (i > from && t.gap == Gap::Line) {
            break;
        }
        i += 1;
    }
    while i > from && scan.is_mark(i - 1) && !scan.is(i - 1, ')') {
        i -= 1;
    }
    i
}
