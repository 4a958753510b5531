//! One row of an exchange log.

use peil_detect::headers::FieldRole;
use peil_detect::identifiers::without_suffix;
use peil_model::{Bsn, Cells, Disclosure, Number, NumberKind, PartialDate, Person, Place, Record};

use super::categories::Words;
use super::is_processor;
use super::load::LedgerRow;
use crate::config::ColumnMap;
use crate::register::{cells_several as several, person_of_row};
use crate::tables::{Layout, Oddities, ids};

/// Roles that name the person, best first; the BSN is looked up and never itself the key.
const PERSON: [FieldRole; 3] = [FieldRole::Person, FieldRole::Key, FieldRole::PatientNumber];
/// Roles by which a person can be found without a key.
const LIKENESS: [FieldRole; 4] =
    [FieldRole::Bsn, FieldRole::FullName, FieldRole::Surname, FieldRole::PartnerSurname];

/// Whether a table can be an exchange log: something in it names the person.
pub(super) fn is_log(layout: &Layout) -> bool {
    PERSON.iter().chain(&LIKENESS).any(|r| layout.has(*r))
}

/// Rows by which the column of persons is found.
const SAMPLE: usize = 500;
/// Roles whose columns are never the person's, whatever the register happens to know of their values.
const NOT_PERSON: [FieldRole; 7] = [
    FieldRole::Bsn,
    FieldRole::Specimen,
    FieldRole::Order,
    FieldRole::Recipient,
    FieldRole::Date,
    FieldRole::OtherDate,
    FieldRole::Categories,
];

/// Finds by content what no header said: the persons, the recipients, the numbers.
pub(super) fn find_columns(
    layout: &mut Layout,
    rows: &[Cells],
    map: &ColumnMap,
    lookup: &dyn Fn(&str) -> Option<String>,
    processor: &[String],
) {
    find_person(layout, rows, map, lookup);
    if !layout.has(FieldRole::Recipient) {
        // A column that names the processor, if only in some rows, says to whom.
        let found = ids::mostly(layout, rows, 1, |v| is_processor(v, processor));
        set(layout, found, FieldRole::Recipient);
    }
    if !is_log(layout) {
        // A log of persons whom the register no longer has: their column is headed, or holds identifiers.
        let headed = layout.columns(FieldRole::Client).next();
        let found = headed.or_else(|| ids::identifiers(layout, rows));
        set(layout, found, FieldRole::Person);
    }
    if !layout.has(FieldRole::Specimen) && !layout.has(FieldRole::Order) {
        // Short numbers are the log's own row numbers.
        let long = |i: &usize| rows.iter().all(|r| matches!(r.get(*i).trim().len(), 0 | 6..));
        let found = ids::identifiers(layout, rows).filter(long);
        set(layout, found, FieldRole::Specimen);
    }
}

fn set(layout: &mut Layout, column: Option<usize>, role: FieldRole) {
    if let Some(r) = column.and_then(|i| layout.roles.get_mut(i)) {
        *r = Some(role);
    }
}

/// Makes the column whose values the register knows the person's, unless the user named one. A log may number its own
/// rows, or head the column by a word that says nothing.
fn find_person(
    layout: &mut Layout,
    rows: &[Cells],
    map: &ColumnMap,
    lookup: &dyn Fn(&str) -> Option<String>,
) {
    if map.choices.iter().any(|c| PERSON.contains(&c.role)) {
        return;
    }
    let share = |i: usize| {
        let values = rows.iter().take(SAMPLE).map(|r| r.get(i).trim()).filter(|v| !v.is_empty());
        let (known, all) = values.fold((0, 0), |(k, n), v| (k + usize::from(lookup(v).is_some()), n + 1));
        (known * 100_usize).checked_div(all).unwrap_or(0)
    };
    let rank = |i: usize| layout.roles.get(i).copied().flatten().is_some_and(|r| PERSON.contains(&r));
    let able = |i: &usize| !layout.roles.get(*i).copied().flatten().is_some_and(|r| NOT_PERSON.contains(&r));
    // Of equal columns the first that is headed as a person's: `max_by_key` gives the last.
    let best = (0..layout.roles.len())
        .filter(able)
        .rev()
        .map(|i| (share(i), rank(i), i))
        .max_by_key(|(s, r, _)| (*s, *r));
    let Some((_, _, column)) = best.filter(|(known, ..)| *known >= 50) else { return };
    for (i, role) in layout.roles.iter_mut().enumerate() {
        if i == column {
            *role = Some(FieldRole::Person);
        } else if role.is_some_and(|r| PERSON.contains(&r)) {
            *role = None;
        }
    }
}

/// The disclosure that a row says, or why it says none.
pub(super) fn read(
    layout: &Layout,
    row: &Cells,
    place: Place,
    lookup: &dyn Fn(&str) -> Option<String>,
    odd: &mut Oddities,
    words: &mut Words,
) -> Option<LedgerRow> {
    let said = PERSON.iter().find_map(|r| layout.values(row, *r).next()).unwrap_or("");
    let known = PERSON
        .iter()
        .flat_map(|r| layout.values(row, *r))
        .chain(layout.values(row, FieldRole::Bsn))
        .find_map(lookup);
    let record = if known.is_none() && LIKENESS.iter().any(|r| layout.has(*r)) {
        likeness(layout, row, place)
    } else {
        None
    };
    let person = known.unwrap_or_else(|| said.to_owned());
    if person.is_empty() && record.is_none() {
        odd.add("rows name nobody", place);
        return None;
    }
    let (set, unknown) = layout
        .values(row, FieldRole::Categories)
        .map(|raw| words.read(raw))
        .fold((peil_model::CategorySet::EMPTY, 0), |(set, n), (more, m)| (set.union(more), n + m));
    if unknown > 0 {
        odd.add("rows list a category that is not known", place);
    }
    let disclosure = Disclosure {
        person,
        recipient: layout.value(row, FieldRole::Recipient).to_owned(),
        date: date(layout, row, place, odd),
        numbers: numbers(layout, row),
        categories: set,
    };
    Some(LedgerRow { disclosure, record })
}

fn date(layout: &Layout, row: &Cells, place: Place, odd: &mut Oddities) -> Option<PartialDate> {
    let roles = [FieldRole::Date, FieldRole::OtherDate];
    let read = roles.iter().filter(|r| layout.has(**r)).map(|r| layout.date(row, *r));
    let mut any = false;
    for found in read {
        any = true;
        if let Ok(Some(d)) = found {
            return Some(d);
        }
    }
    if any {
        odd.add("rows have no date that can be read", place);
    }
    None
}

fn numbers(layout: &Layout, row: &Cells) -> Vec<Number> {
    let mut all: Vec<Number> = Vec::new();
    for (role, kind) in [(FieldRole::Specimen, NumberKind::Specimen), (FieldRole::Order, NumberKind::Order)] {
        for raw in layout.values(row, role).flat_map(several).flat_map(|v| v.split(',')) {
            let value = without_suffix(raw);
            let number = Number { kind, issuer: String::new(), value: value.to_owned() };
            if !value.is_empty() && !all.contains(&number) {
                all.push(number);
            }
        }
    }
    all.shrink_to_fit();
    all
}

/// What else the row says of its person.
fn likeness(layout: &Layout, row: &Cells, place: Place) -> Option<Box<Record>> {
    let Person { bsns, names, birth, sex, addresses, numbers, .. } =
        person_of_row(layout, row, place, &mut Oddities::default());
    if bsns.is_empty() && names.is_empty() {
        return None;
    }
    let bsns = bsns.into_iter().map(|digits| Bsn { digits, labelled: true }).collect();
    let addresses =
        addresses.into_iter().filter(|a| !a.postcode.is_empty() || !a.street.is_empty()).collect();
    let numbers = numbers.into_iter().filter(|n| n.kind == NumberKind::Patient).collect();
    Some(Box::new(Record { bsns, names, birth, sex, addresses, numbers, ..Record::at(place) }))
}
