//! One register row to one person.

use peil_detect::headers::FieldRole;
use peil_detect::identifiers::{bsn, date, email, iban, phone, sex};
use peil_model::{Cells, Number, NumberKind, PartialDate, Person, Place, fold};

use super::cells::{Flag, flag, several};
use super::{home, names};
use crate::tables::{Layout, Oddities};

/// Countries that are not abroad, folded.
const HOME: [&str; 8] = [
    "nl",
    "nld",
    "nederland",
    "netherlands",
    "the netherlands",
    "holland",
    "6030",
    "koninkrijk der nederlanden",
];

/// Everything that the row says of its person; its key is left to the caller.
pub(crate) fn person(layout: &Layout, row: &Cells, place: Place, odd: &mut Oddities) -> Person {
    let mut p = Person {
        names: names::names(layout, row),
        addresses: home::addresses(layout, row),
        birth: birth(layout, row, place, odd),
        sex: layout.values(row, FieldRole::Sex).find_map(sex::parse),
        numbers: numbers(layout, row),
        ..Person::default()
    };
    bsns(layout, row, place, odd, &mut p);
    contacts(layout, row, place, odd, &mut p);
    flags(layout, row, place, odd, &mut p);
    shrink(&mut p);
    p
}

/// A list made by pushing holds room for four: with a million persons that is most of the memory.
fn shrink(p: &mut Person) {
    p.bsns.shrink_to_fit();
    p.names.shrink_to_fit();
    p.addresses.shrink_to_fit();
    p.emails.shrink_to_fit();
    p.phones.shrink_to_fit();
    p.ibans.shrink_to_fit();
    p.numbers.shrink_to_fit();
}

fn birth(layout: &Layout, row: &Cells, place: Place, odd: &mut Oddities) -> Option<PartialDate> {
    match layout.date(row, FieldRole::BirthDate) {
        Ok(Some(d)) => return Some(d),
        Ok(None) => {}
        Err(()) => odd.add("birth dates cannot be read", place),
    }
    let number = |role| layout.value(row, role).trim_end_matches(".0").parse::<u16>().unwrap_or(0);
    let year = number(FieldRole::BirthYear);
    let month = u8::try_from(number(FieldRole::BirthMonth)).unwrap_or(0);
    let day = u8::try_from(number(FieldRole::BirthDay)).unwrap_or(0);
    PartialDate::new(year, month, day)
        .or_else(|| PartialDate::new(year, month, 0))
        .or_else(|| PartialDate::new(year, 0, 0))
}

fn bsns(layout: &Layout, row: &Cells, place: Place, odd: &mut Oddities, p: &mut Person) {
    for raw in layout.values(row, FieldRole::Bsn).flat_map(several) {
        match registered_bsn(raw) {
            Some(b) => {
                if !bsn::eleven_test(&b) {
                    odd.add("BSNs fail the 11-test (kept as they are)", place);
                }
                push(&mut p.bsns, b);
            }
            None if raw.bytes().all(|b| b == b'0') => {}
            None => odd.add("BSNs cannot be read", place),
        }
    }
}

/// As the register writes it; seven digits lost two zeros.
fn registered_bsn(raw: &str) -> Option<String> {
    bsn::registered(raw).or_else(|| {
        let digits = raw.strip_suffix(".0").unwrap_or(raw);
        let padded = format!("{digits:0>9}");
        (digits.len() == 7 && bsn::eleven_test(&padded)).then_some(padded)
    })
}

fn contacts(layout: &Layout, row: &Cells, place: Place, odd: &mut Oddities, p: &mut Person) {
    for raw in layout.values(row, FieldRole::Email).flat_map(|v| v.split(['|', ';', ',', ' ', '\n', '/'])) {
        let raw = raw.trim();
        match email::normal(raw) {
            Some(e) => push(&mut p.emails, e),
            None if raw.is_empty() => {}
            None => odd.add("e-mail addresses cannot be read", place),
        }
    }
    for raw in layout.values(row, FieldRole::Phone) {
        let found = phone::all(raw);
        if found.is_empty() {
            odd.add("phone numbers cannot be read", place);
        }
        found.into_iter().for_each(|n| push(&mut p.phones, n));
    }
    for raw in layout.values(row, FieldRole::Iban).flat_map(|v| v.split(['|', ';', ',', '\n'])) {
        match iban::normal(raw.trim()) {
            Some(i) => push(&mut p.ibans, i),
            None if raw.trim().is_empty() => {}
            None => odd.add("bank accounts cannot be read", place),
        }
    }
}

fn numbers(layout: &Layout, row: &Cells) -> Vec<Number> {
    let mut all = Vec::new();
    for (role, kind) in [
        (FieldRole::PatientNumber, NumberKind::Patient),
        (FieldRole::InsuranceNumber, NumberKind::Insurance),
        (FieldRole::Specimen, NumberKind::Specimen),
        (FieldRole::Order, NumberKind::Order),
    ] {
        for value in layout.values(row, role).flat_map(several) {
            push(&mut all, Number { kind, issuer: String::new(), value: value.to_owned() });
        }
    }
    all
}

fn flags(layout: &Layout, row: &Cells, place: Place, odd: &mut Oddities, p: &mut Person) {
    let mut any = |role, unclear: bool| {
        layout.values(row, role).any(|raw| match flag(raw) {
            Flag::Yes => true,
            Flag::No => false,
            Flag::Unclear => {
                odd.add("flags (deceased, secret, abroad) cannot be read", place);
                unclear
            }
        })
    };
    // What may be a wish for secrecy is taken for one.
    p.secret = any(FieldRole::Secrecy, true);
    p.deceased = any(FieldRole::Deceased, false);
    p.deceased |= layout.values(row, FieldRole::DeathDate).any(died);
    p.abroad =
        layout.values(row, FieldRole::Abroad).any(|v| flag(v) != Flag::No && !at_home(v) && !open_end(v));
    p.abroad |= layout.values(row, FieldRole::Country).any(|c| !at_home(c));
}

/// A date of death, or a flag under such a header; an end date far ahead says that there is none.
fn died(raw: &str) -> bool {
    flag(raw) == Flag::Yes && !open_end(raw) || date::parse(raw).is_some_and(|d| d.year < 2100)
}

/// `31-12-9999`: not yet.
fn open_end(raw: &str) -> bool {
    raw.contains("9999")
}

/// A country that is not abroad.
fn at_home(raw: &str) -> bool {
    HOME.contains(&fold(raw).as_str())
}

/// Adds a value that is not there yet.
pub(crate) fn push<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}
