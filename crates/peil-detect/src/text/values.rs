//! The values of labels to finds.

use peil_model::{Address, Category, NumberKind, PartyKind};

use crate::columns;
use crate::headers::FieldRole;
use crate::identifiers::{agb, date, iban, postcode, sex};
use crate::{address, fold, name, provider};

use super::fields::Field;
use super::finds::{Find, How};
use super::labels::{Label, Owner, What};
use super::scan::{Scan, Use};
use super::tokens::{Gap, Kind};
use super::words::Cue;
use super::{dates, numbers, places, runs};

/// Reads one labelled value.
pub(super) fn read(scan: &mut Scan<'_>, field: &Field, fields: &[Field]) {
    let Some(label) = field.label else { return examination(scan, field) };
    if field.from >= field.to {
        if label.what == What::Person {
            scan.found(field.start, true, Find::Fresh);
        }
        return;
    }
    match label.what {
        What::Nothing => nothing(scan, field),
        What::Person => person(scan, field),
        what @ (What::Topic | What::Addressee) => addressed(scan, field, what),
        What::ZorgDomein => number(scan, field, NumberKind::ZorgDomein),
        // `Lab: Hb 8,1 mmol/L` tells outcomes, `Lab: Noord` where they come from.
        What::Lab if names_test(scan, field) => category(scan, field, Category::TestResult),
        What::Lab => nothing(scan, field),
        What::Field(role) => datum(scan, field, fields, label, role),
    }
}

/// `Urinekweek: E. coli`, `Ferritine : 310`: a label that nothing but an examination is called, and its outcome.
fn examination(scan: &mut Scan<'_>, field: &Field) {
    let label = fold(scan.span(field.start, field.from));
    if field.from < field.to && columns::is_only_test(label.trim_end_matches([':', '=', ' ', '.'])) {
        scan.found(field.start, true, Find::Category(Category::TestKind));
        scan.found(field.from, true, Find::Category(Category::TestResult));
    }
}

/// The value without a quote or bracket around it.
fn value<'t>(scan: &Scan<'t>, field: &Field) -> &'t str {
    let (from, to) = (scan.token(field.from), field.to.checked_sub(1).and_then(|k| scan.token(k)));
    let (Some(a), Some(b)) = (from, to) else { return "" };
    let end = b.end + usize::from(b.dot);
    let text = scan.text.get(a.start..end).unwrap_or("");
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '[' | ']'))
}

/// Whether a value says that there is none.
fn is_none(value: &str) -> bool {
    const NONE: &[&str] = &[
        "-",
        "--",
        "?",
        "n.v.t.",
        "nvt",
        "n.v.t",
        "onbekend",
        "unknown",
        "null",
        "none",
        "n/a",
        "nil",
        "geen",
        "leeg",
        "undefined",
        "niet bekend",
        "n.b.",
        "nb",
        "\"\"",
        ".",
    ];
    value.is_empty() || NONE.iter().any(|n| value.eq_ignore_ascii_case(n))
}

/// Numbers and dates behind a label of another thing are nobody's, up to where a person is spoken of:
/// `Omschrijving: Anna Mol, geboren 1-2-1950, Laan 3`.
fn nothing(scan: &mut Scan<'_>, field: &Field) {
    let to = (field.from..field.to).find(|i| scan.cue(*i) == Cue::Born).unwrap_or(field.to);
    for i in field.from..to {
        if scan.token(i).is_some_and(|t| t.is_number()) {
            scan.mark(i, i + 1, Use::Other);
        }
    }
}

/// `Patiënt: mw. A. de Vries`, `patient=12345`, `Cliënt: 12345 J. Jansen`.
fn person(scan: &mut Scan<'_>, field: &Field) {
    let mut i = field.from;
    while scan.is_mark(i) && i < field.to {
        i += 1;
    }
    if scan.token(i).is_some_and(|t| t.is_number()) {
        if dates::at(scan, i, field.to, false).is_none() && plain_number(scan.word(i)) {
            patient_number(scan, i);
        }
        i += 1;
        while scan.is_mark(i) && i < field.to {
            i += 1;
        }
    }
    if i < field.to {
        labelled_name(scan, i, field.to, Owner::Subject);
    }
}

fn patient_number(scan: &mut Scan<'_>, i: usize) {
    let value = scan.word(i).to_owned();
    if value.len() == 9 && numbers::passes(&value) && scan.known.bsn(&value) {
        scan.found(i, true, Find::Bsn(value.clone(), false));
    }
    scan.mark(i, i + 1, Use::Number);
    scan.found(i, true, Find::Number(NumberKind::Patient, value));
}

fn plain_number(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
}

/// The subject or addressee of a letter: a name that the label makes sure of, if it has the form of one.
fn addressed(scan: &mut Scan<'_>, field: &Field, what: What) {
    let mut i = field.from;
    while i < field.to
        && (scan.is_mark(i) || matches!(scan.cue(i), Cue::Patient | Cue::Result | Cue::Test | Cue::Opener))
    {
        i += 1;
    }
    if scan.cue(i) == Cue::Title || scan.owners.get(i).is_none_or(|o| *o != Owner::Subject) {
        return; // the reader of names takes it, with its neighbourhood
    }
    let (end, strong) = runs::extent(scan, i, field.to);
    let mailed = what == What::Addressee && (i..field.to).any(|k| scan.used(k) == Use::Reach);
    if end > i && (strong || mailed && end > i + 1) {
        labelled_name(scan, i, end, Owner::Subject);
    }
}

fn datum(scan: &mut Scan<'_>, field: &Field, fields: &[Field], label: Label, role: FieldRole) {
    use FieldRole as F;
    let text = value(scan, field);
    let spoken = matches!(role, F::MedicalText);
    if role == F::Sex
        && let Some(s) = ticked_sex(scan, field.from)
    {
        return scan.found(field.from, true, Find::Sex(s));
    }
    if is_none(text) && !(spoken && text.eq_ignore_ascii_case("geen")) {
        return;
    }
    let (from, to) = (field.from, field.to);
    match role {
        F::FullName => labelled_name(scan, from, to, label.owner),
        F::Surname | F::PartnerSurname | F::Prefix | F::PartnerPrefix | F::Initials | F::GivenNames => {
            part(scan, field, role);
        }
        F::FormerSurname => {
            if let Some(n) = name::parse(text) {
                scan.mark(from, to, Use::Name);
                scan.found(from, true, Find::Name(n, How::Beside));
            }
        }
        F::Bsn => numbers::labelled_bsn(scan, from, to),
        F::BirthDate => birth(scan, from, to),
        F::BirthYear => {
            if let Some(d) = date::parse(text).filter(|d| dates::is_birth(*d)) {
                scan.mark(from, to, Use::Birth);
                scan.found(from, true, Find::Birth(d));
            }
        }
        F::Sex => {
            let found = sex::parse(scan.word(from)).or_else(|| sex::parse(text));
            if let Some(s) = found {
                scan.mark(from, from + 1, Use::Other);
                scan.found(from, true, Find::Sex(s));
            }
        }
        F::AddressLine | F::Street | F::PostcodeCity => address_line(scan, field, fields),
        F::HouseNumber | F::HouseSuffix | F::Postcode | F::City => address_part(scan, field, role),
        F::Email => {} // taken before, wherever it stands
        F::Phone | F::ContactPhone => numbers::labelled_phones(scan, from, to),
        F::Iban => {
            if let Some(v) = iban::normal(text) {
                scan.mark(from, to, Use::Reach);
                scan.found(from, true, Find::Iban(v));
            }
        }
        F::PatientNumber => number(scan, field, NumberKind::Patient),
        F::InsuranceNumber => number(scan, field, NumberKind::Insurance),
        F::Specimen => number(scan, field, NumberKind::Specimen),
        F::Order => number(scan, field, NumberKind::Order),
        F::TestKind => category(scan, field, Category::TestKind),
        F::TestResult => category(scan, field, Category::TestResult),
        F::MedicalText => category(scan, field, Category::MedicalText),
        F::GpAgb | F::Requester => requester(scan, field, role),
        F::Client => {
            let id = party_id(text);
            scan.mark(from, to, Use::Other);
            scan.found(from, true, Find::Party(PartyKind::Client, id));
        }
        F::OtherDate | F::Date => {
            if let Some((d, end)) = dates::at(scan, from, to, true) {
                scan.mark(from, end, Use::Other);
                scan.found(from, true, Find::Made(d));
            }
        }
        _ => nothing(scan, field),
    }
}

/// `[ ] man [x] vrouw`, `man [ ] vrouw [x]`: the box that is ticked on the line, before its word or behind it.
fn ticked_sex(scan: &Scan<'_>, from: usize) -> Option<peil_model::Sex> {
    let ticked = |k: usize| {
        matches!(scan.word(k), "x" | "X" | "v" | "V" | "☒" | "☑" | "✓")
            && ((scan.is(k - 1, '[') && scan.is(k + 1, ']')) || (scan.is(k - 1, '(') && scan.is(k + 1, ')')))
    };
    let end = scan.line_end(from);
    let at = (from.max(1)..end).find(|k| ticked(*k))?;
    // Boxes stand behind their words if a word stands first.
    let word = if sex::parse(scan.word(from)).is_some() { at.checked_sub(2)? } else { at + 2 };
    (from <= word && word < end).then(|| sex::parse(scan.word(word)))?
}

/// A name that a label announces; what follows it in the value stays free.
fn labelled_name(scan: &mut Scan<'_>, from: usize, to: usize, owner: Owner) {
    let end = runs::labelled_extent(scan, from, to);
    let text = scan.span(from, end);
    if is_none(text) || end <= from {
        return;
    }
    let Some(n) = name::parse(text) else { return };
    if owner == Owner::Gp {
        let practice = scan.span(from, end).trim().to_owned();
        scan.mark(from, end, Use::Name);
        if provider::is_no_gp(&practice) {
            return scan.found(from, true, Find::Party(PartyKind::Requester, party_id(&practice)));
        }
        scan.found(from, true, Find::Gp(Some(party_id(&practice))));
    } else {
        scan.mark(from, end, Use::Name);
        scan.found(from, true, Find::Name(n, How::Labelled));
    }
}

fn part(scan: &mut Scan<'_>, field: &Field, role: FieldRole) {
    let end = runs::labelled_extent(scan, field.from, field.to);
    let text = scan.span(field.from, end);
    let text = text.trim().to_owned();
    if text.contains(char::is_alphabetic) {
        scan.mark(field.from, end, Use::Name);
        scan.found(field.from, true, Find::NamePart(role, text));
    }
}

fn birth(scan: &mut Scan<'_>, from: usize, to: usize) {
    let skip = (from..to)
        .find(|i| !scan.is_mark(*i) && !matches!(scan.word(*i), "op" | "datum" | "dd" | "te" | "d.d"));
    let Some(at) = skip else { return };
    if let Some((d, end)) = dates::at(scan, at, to, true).filter(|(d, _)| dates::is_birth(*d)) {
        scan.mark(at, end, Use::Birth);
        scan.found(at, true, Find::Birth(d));
    }
}

fn address_line(scan: &mut Scan<'_>, field: &Field, fields: &[Field]) {
    // An address goes on where a line or a gap ended it, up to the next label.
    let limit = fields.iter().map(|f| f.start).find(|s| *s > field.start).unwrap_or(scan.tokens.len());
    let line_end = scan.line_end(field.from).min(limit);
    let to = if scan
        .token(field.from.wrapping_sub(1))
        .is_some_and(|t| matches!(t.kind, Kind::Mark('"' | '\'')))
    {
        field.to
    } else {
        (field.to..line_end).find(|k| scan.is(*k, '|') || scan.is(*k, ';')).unwrap_or(line_end.max(field.to))
    };
    let to = places::address_end(scan, field.from, to);
    let a = address::parse_line(scan.span(field.from, to));
    if a != Address::default() {
        scan.mark(field.from, to, Use::Reach);
        scan.found(field.from, true, Find::Address(a));
    }
}

fn address_part(scan: &mut Scan<'_>, field: &Field, role: FieldRole) {
    let text = value(scan, field);
    let mut a = Address::default();
    let mut to = field.to;
    match role {
        FieldRole::HouseNumber => (a.number, a.suffix) = address::split_house(text),
        FieldRole::HouseSuffix => a.suffix = text.to_owned(),
        FieldRole::Postcode => {
            let two = scan.span(field.from, field.from + 2);
            let (code, n) = match (postcode::normal(two), postcode::normal(scan.word(field.from))) {
                (Some(code), _) if scan.gap(field.from + 1) < Gap::Line => (code, 2),
                (_, Some(code)) => (code, 1),
                _ => return,
            };
            a.postcode = code;
            to = field.from + n;
        }
        _ => {
            if !text.contains(char::is_alphabetic) || text.len() > 60 {
                return;
            }
            a.city = text.split([',', '(']).next().unwrap_or(text).trim().to_owned();
        }
    }
    scan.mark(field.from, to, Use::Reach);
    scan.found(field.from, true, Find::Address(a));
}

fn number(scan: &mut Scan<'_>, field: &Field, kind: NumberKind) {
    let Some(i) = (field.from..field.to).find(|i| {
        let w = scan.word(*i);
        w.len() >= 3 && w.bytes().any(|b| b.is_ascii_digit())
    }) else {
        return;
    };
    if i > field.from + 2 || dates::at(scan, i, field.to, false).is_some() {
        return;
    }
    if kind == NumberKind::Patient && scan.word(i).len() == 9 {
        patient_number(scan, i);
        return;
    }
    let value = scan.word(i).to_owned();
    scan.mark(i, i + 1, Use::Number);
    scan.found(i, true, Find::Number(kind, value));
}

/// A kind, a result or a remark. Numbers in it are values; names in it stay free for the reader of names.
fn category(scan: &mut Scan<'_>, field: &Field, category: Category) {
    for i in field.from..field.to {
        let dated = dates::at(scan, i, field.to, false).is_some();
        let long = scan.word(i).bytes().filter(u8::is_ascii_digit).count() >= 8;
        if !dated && !long && scan.token(i).is_some_and(|t| t.is_number()) {
            scan.mark(i, i + 1, Use::Other);
        }
    }
    if category == Category::TestResult && names_test(scan, field) {
        scan.found(field.from, true, Find::Category(Category::TestKind));
    }
    scan.found(field.from, true, Find::Category(category));
}

/// Whether an outcome or its label says of which examination: `PAP 2, hrHPV negatief`, `HPV: negatief`.
fn names_test(scan: &Scan<'_>, field: &Field) -> bool {
    (field.start..field.to).any(|i| {
        let word = fold(scan.word(i));
        columns::names_test(&word) || word == "pap"
    })
}

fn requester(scan: &mut Scan<'_>, field: &Field, role: FieldRole) {
    let text = value(scan, field).to_owned();
    let code = (field.from..field.to).find_map(|i| {
        if role == FieldRole::GpAgb { agb::labelled(scan.word(i)) } else { agb::normal(scan.word(i)) }
    });
    // A requester of unknown kind is most often the general practitioner.
    let other = (field.from..field.to).any(|i| matches!(scan.cue(i), Cue::Practitioner | Cue::Organisation));
    let gp = code.as_deref().map_or(!other, agb::is_gp);
    scan.mark(field.from, field.to, Use::Other);
    let id = code.map_or_else(|| party_id(&text), |c| format!("AGB:{c}"));
    let find = if gp { Find::Gp(Some(id)) } else { Find::Party(PartyKind::Requester, id) };
    scan.found(field.from, true, find);
}

/// A party's id: its AGB code, else its name.
pub(super) fn party_id(text: &str) -> String {
    agb::normal(text).map_or_else(|| format!("NAME:{text}"), |code| format!("AGB:{code}"))
}
