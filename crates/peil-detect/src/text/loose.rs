//! What stands in a text without `:` or `=`: `geb. 12-3-61`, `BSN 123456782`, `tel. 06-...`, mail addresses,
//! bare numbers.

use peil_model::NumberKind;

use crate::fold;
use crate::identifiers::{bsn, date, iban};

use super::fields::Field;
use super::finds::Find;
use super::scan::{Scan, Use};
use super::tokens::Gap;
use super::words::Cue;
use super::{dates, numbers, outcomes, places, values};

/// The time of day at the start of a log's event.
pub(super) fn stamp(scan: &mut Scan<'_>) {
    if !scan.log {
        return;
    }
    let mut at = 0;
    while at < 6 && (scan.is_mark(at) || scan.token(at).is_some_and(|t| t.is_number() || t.cue == Cue::Month))
    {
        if let Some((d, end)) = dates::at(scan, at, at + 5, true) {
            scan.found(at, false, Find::Made(d));
            scan.mark(at, end, Use::Other);
            at = end;
            continue;
        }
        if scan.word(at).contains(':') {
            scan.mark(0, at + 1, Use::Other);
            return;
        }
        at += 1;
    }
}

/// Everything else, token by token.
pub(super) fn read(scan: &mut Scan<'_>, fields: &[Field]) {
    let mut i = 0;
    while i < scan.tokens.len() {
        if scan.free(i) {
            one(scan, fields, i);
        }
        i += 1;
    }
    places::read(scan);
    outcomes::categories(scan, fields);
    bare(scan, fields);
}

fn one(scan: &mut Scan<'_>, fields: &[Field], i: usize) {
    let Some(t) = scan.token(i).copied() else { return };
    match t.cue {
        Cue::Born => born(scan, i),
        Cue::Bsn => {
            let from = skip(scan, i + 1);
            let before = scan.finds.len();
            if scan.word(from).bytes().any(|b| b.is_ascii_digit()) {
                numbers::labelled_bsn(scan, from, (from + 4).min(scan.tokens.len()));
            }
            if scan.finds.len() == before {
                distant_bsn(scan, from);
            }
        }
        Cue::Phone | Cue::Fax => {
            let from = skip(scan, i + 1);
            if let Some((number, end)) = numbers::phone_at(scan, from, scan.tokens.len()) {
                scan.mark(from, end, if t.cue == Cue::Fax { Use::Other } else { Use::Reach });
                if t.cue == Cue::Phone {
                    scan.found(from, false, Find::Phone(number));
                }
            }
        }
        Cue::Specimen => numbered(scan, i, NumberKind::Specimen),
        Cue::Order => numbered(scan, i, NumberKind::Order),
        Cue::PatientNumber | Cue::Patient => numbered(scan, i, NumberKind::Patient),
        Cue::Policy => numbered(scan, i, NumberKind::Insurance),
        Cue::Reference => {
            let from = skip(scan, i + 1);
            let own = scan.token(from).is_some_and(|t| t.is_number());
            let prefix = i.checked_sub(1).is_some_and(|k| {
                matches!(
                    scan.cue(k),
                    Cue::Specimen | Cue::Order | Cue::Patient | Cue::PatientNumber | Cue::Bsn
                )
            });
            if own && !prefix && dates::at(scan, from, from + 3, false).is_none() {
                scan.mark(from, from + 1, Use::Other);
            }
        }
        _ if t.is_word() => word(scan, i),
        _ if t.is_number() || t.is('(') => number(scan, fields, i),
        _ => {}
    }
}

/// `Het BSN van mevrouw Jansen is 123456782`: nine digits that pass the test, further on in the sentence.
fn distant_bsn(scan: &mut Scan<'_>, from: usize) {
    let found = (from..from + 10)
        .take_while(|k| {
            let over = [',', ':', '=', '.'].iter().any(|m| scan.is(*k, *m));
            scan.gap(*k) < Gap::Line && (over || !scan.is_mark(*k))
        })
        .filter(|k| scan.free(*k) && scan.token(*k).is_some_and(|t| t.is_number()))
        .find_map(|k| bsn::normal(scan.word(k)).filter(|d| bsn::eleven_test(d)).map(|d| (k, d)));
    if let Some((k, digits)) = found {
        scan.mark(k, k + 1, Use::Bsn);
        scan.found(k, true, Find::Bsn(digits, true));
    }
}

/// Over marks and small words between a label and its value: `is`, `nr.`, `op`.
fn skip(scan: &Scan<'_>, from: usize) -> usize {
    let mut i = from;
    while i < from + 4
        && scan.gap(i) < Gap::Line
        && (scan.is_mark(i) && !['(', ',', ';', '/'].iter().any(|m| scan.is(i, *m))
            || matches!(
                scan.word(i).to_ascii_lowercase().as_str(),
                "is" | "nr"
                    | "nummer"
                    | "no"
                    | "op"
                    | "was"
                    | "dd"
                    | "van"
                    | "haar"
                    | "zijn"
                    | "met"
                    | "datum"
                    | "dat"
                    | "d.d"
                    | "prive"
                    | "privé"
                    | "thuis"
                    | "werk"
            ))
    {
        i += 1;
    }
    i
}

/// A birth date behind `geb.`, `geboren op`, `geboren te Helmond op`.
fn born(scan: &mut Scan<'_>, i: usize) {
    let mut at = i + 1;
    while at < i + 8 && at < scan.tokens.len() {
        if scan.free(at)
            && let Some((d, end)) =
                dates::at(scan, at, scan.tokens.len(), true).filter(|(d, _)| dates::is_birth(*d))
        {
            scan.mark(at, end, Use::Birth);
            scan.found(at, true, Find::Birth(d));
            return;
        }
        let Some(t) = scan.token(at) else { return };
        let over = matches!(
            scan.word(at).to_ascii_lowercase().as_str(),
            "op" | "te"
                | "in"
                | "d.d"
                | "dd"
                | "datum"
                | "dat"
                | "is"
                | "was"
                | "haar"
                | "zijn"
                | "on"
                | "am"
                | "van"
                | "mijn"
        ) || scan.is_mark(at) && !scan.is(at, ')') && !scan.is(at, ';');
        let town =
            at > i + 1 && t.is_word() && scan.word(at).starts_with(|c: char| c.is_uppercase() || c == '\'');
        if !over && !town {
            return;
        }
        at += 1;
    }
}

/// A number of a kind behind its word: `order 4711`, `monster nr. 550099001`.
fn numbered(scan: &mut Scan<'_>, i: usize, kind: NumberKind) {
    let at = skip(scan, i + 1);
    let word = scan.word(at);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let reference = scan.token(at).is_some_and(|t| t.is_number() || t.is_word())
        && digits >= 3
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
    if !scan.free(at)
        || !reference
        || scan.gap(at) == Gap::Line
        || dates::at(scan, at, at + 3, false).is_some()
    {
        return;
    }
    let value = word.to_owned();
    if bsn::normal(&value).is_some_and(|d| kind == NumberKind::Patient && scan.known.bsn(&d)) {
        scan.found(at, true, Find::Bsn(value.clone(), false));
    }
    scan.mark(at, at + 1, Use::Number);
    scan.found(at, true, Find::Number(kind, value));
}

/// Words with digits in them: `BSN123456782`, `ZD12345678`, `NL91ABNA...`.
fn word(scan: &mut Scan<'_>, i: usize) {
    let w = scan.word(i);
    if !w.as_bytes().last().is_some_and(u8::is_ascii_digit) {
        return;
    }
    let head = w.get(..3).unwrap_or("").to_ascii_lowercase();
    if head == "bsn" {
        if let Some(digits) = bsn::normal(w) {
            scan.mark(i, i + 1, Use::Bsn);
            scan.found(i, true, Find::Bsn(digits, true));
        }
    } else if head.starts_with("zd")
        && matches!(w.len(), 10 | 11)
        && w.bytes().skip(2).all(|b| b.is_ascii_digit())
    {
        let value = w.to_owned();
        scan.mark(i, i + 1, Use::Number);
        scan.found(i, true, Find::Number(NumberKind::ZorgDomein, value));
    } else if w.as_bytes().get(2).is_some_and(u8::is_ascii_digit) && w.is_ascii() {
        account(scan, i);
    }
}

/// A bank account in one token or in groups of four; else the BSN in a VAT id.
fn account(scan: &mut Scan<'_>, i: usize) {
    let mut end = i + 1;
    while end < i + 9 && scan.gap(end) <= Gap::Blank && scan.token(end).is_some_and(|t| t.end - t.start <= 4)
    {
        end += 1;
    }
    if let Some((value, end)) =
        (i + 1..=end).rev().find_map(|e| iban::normal(scan.span(i, e)).map(|v| (v, e)))
    {
        scan.mark(i, end, Use::Reach);
        scan.found(i, false, Find::Iban(value));
    } else if let Some(digits) = bsn::in_vat(scan.word(i)) {
        scan.mark(i, i + 1, Use::Bsn);
        scan.found(i, false, Find::Bsn(digits, false));
    }
}

fn number(scan: &mut Scan<'_>, fields: &[Field], i: usize) {
    let unknown = scan.field_at(fields, i).is_some_and(|f| f.label.is_none() && i <= f.from + 1);
    let bank = i.checked_sub(1).is_some_and(|k| {
        let w = scan.word(k);
        w.len() == 4 && w.bytes().all(|b| b.is_ascii_uppercase()) && scan.gap(i) == Gap::Blank
    });
    if let Some((phone, end)) = numbers::phone_at(scan, i, scan.tokens.len()).filter(|_| !unknown && !bank) {
        let ours = is_ours(scan, i);
        scan.mark(i, end, Use::Reach);
        if !ours {
            scan.found(i, false, Find::Phone(phone));
        }
    }
}

/// Whether a telephone number is the writer's own: `wij zijn bereikbaar op 020-...`. Where somebody's birth date or BSN stands on the line,
/// or on the line before and only `bereikbaar` speaks for the writer, it is hers.
fn is_ours(scan: &Scan<'_>, i: usize) -> bool {
    let line = scan.token(i).map_or(0, |t| t.line);
    let (from, to) = (scan.line_start(i), scan.line_end(i));
    let told = |n: usize| {
        scan.finds.iter().any(|f| f.line == n && matches!(f.find, Find::Birth(_) | Find::Bsn(_, true)))
    };
    let only = (from..to)
        .filter(|k| scan.cue(*k) == Cue::Ours)
        .all(|k| scan.word(k).eq_ignore_ascii_case("bereikbaar"));
    let hers = told(line) || only && line > 0 && told(line - 1);
    !hers && (from..to).any(|k| scan.cue(k) == Cue::Ours)
}

/// Numbers that nothing announces: known ones, and nine digits that may be a BSN.
fn bare(scan: &mut Scan<'_>, fields: &[Field]) {
    for i in 0..scan.tokens.len() {
        if !scan.free(i) || !scan.token(i).is_some_and(|t| t.is_number()) {
            continue;
        }
        let w = scan.word(i);
        let digits = w.bytes().filter(u8::is_ascii_digit).count();
        if !(6..=18).contains(&digits) {
            continue;
        }
        let field = scan.field_at(fields, i).filter(|f| i <= f.from + 1);
        if digits == w.len() && field.is_none() && scan.known.patient(w) && names_somebody(scan, i) {
            let value = w.to_owned();
            scan.mark(i, i + 1, Use::Number);
            scan.found(i, false, Find::Number(NumberKind::Patient, value));
            continue;
        }
        if digits == w.len() && field.is_none_or(|f| f.label.is_none()) && scan.known.number(w) {
            let value = w.to_owned();
            scan.mark(i, i + 1, Use::Number);
            scan.found(i, false, Find::Number(NumberKind::Specimen, value));
            continue;
        }
        if field.is_some_and(|f| f.label.is_none()) {
            continue; // a label that is not a BSN's
        }
        let vouched = i > 0 && scan.used(i - 1) == Use::Name;
        if digits == w.len() && digits == 9 || w.contains('.') && digits == 9 && date::parse(w).is_none() {
            let Some(normal) = bsn::normal(w).filter(|d| bsn::eleven_test(d)) else { continue };
            scan.mark(i, i + 1, Use::Bsn);
            scan.found(i, vouched, Find::Bsn(normal, false));
        }
    }
}

/// Whether the line of a number that a register has tells more of somebody: a birth date, or a surname that it knows.
fn names_somebody(scan: &Scan<'_>, i: usize) -> bool {
    (scan.line_start(i)..scan.line_end(i)).any(|k| {
        scan.used(k) == Use::Birth
            || scan.token(k).is_some_and(|t| t.is_word() && t.cue == Cue::None)
                && scan.word(k).len() > 2
                && scan.known.surname(&fold(scan.word(k)))
    })
}

/// The id of a party as the values have it.
pub(super) fn party(text: &str) -> String {
    values::party_id(text)
}
