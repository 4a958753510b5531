//! Comparison levels: how two values of one field agree, as named levels, packed into a vector.
//!
//! Levels follow Fellegi and Sunter's comparison vector (JASA 1969) with several levels a field, best first; 0 is "cannot compare".

mod birth;
mod first;
mod home;
mod surname;

pub(crate) use birth::{DIFFERENT as BIRTH_DIFFERENT, level as birth_level};
use peil_model::Sex;
use serde::{Deserialize, Serialize};

use crate::index::{Entry, Index};

/// The fields of a comparison vector, in packing order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Field {
    /// Specimen or order number that a ledger knows.
    Key,
    /// BSN.
    Bsn,
    /// Surname in any of its forms.
    Surname,
    /// Given name or initials.
    First,
    /// Birth date.
    Birth,
    /// Sex.
    Sex,
    /// Address.
    Home,
    /// E-mail, telephone, bank account.
    Contact,
    /// Patient or insurance number.
    Number,
}

impl Field {
    /// All fields in packing order.
    pub const ALL: [Field; 9] = [
        Field::Key,
        Field::Bsn,
        Field::Surname,
        Field::First,
        Field::Birth,
        Field::Sex,
        Field::Home,
        Field::Contact,
        Field::Number,
    ];

    /// Names of the levels of this field, by number.
    pub fn levels(self) -> &'static [&'static str] {
        match self {
            Field::Key => &["none", "ledger's number", "ledger's number, but name and birth date contradict"],
            Field::Bsn => &["missing", "equal", "equal, not labelled as BSN", "one digit off", "different"],
            Field::Surname => &["missing", "equal", "one edit or cut off", "same sound or part", "different"],
            Field::First => &[
                "missing",
                "given name equal",
                "given name close",
                "all initials equal",
                "first initial equal",
                "first initial equal, others differ",
                "another initial or name equal",
                "different",
                "given names differ, first initial equal",
            ],
            Field::Birth => &[
                "missing",
                "equal",
                "day and month swapped",
                "one digit off",
                "year and month equal, day unknown",
                "year equal, rest unknown",
                "two of day, month, year equal",
                "different",
            ],
            Field::Sex => &["missing", "equal", "different"],
            Field::Home => &[
                "missing",
                "postcode and number equal",
                "street and number equal",
                "postcode equal",
                "town or district equal",
                "different",
                "postcode equal, no number to compare",
            ],
            Field::Contact => &["missing", "equal", "different"],
            Field::Number => &["missing", "equal", "different", "equal, issuer unknown"],
        }
    }
}

/// A comparison vector: four bits a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Vector(pub u64);

impl Vector {
    /// The level of a field.
    pub fn level(self, f: Field) -> usize {
        (self.0 >> (4 * f as u8)) as usize & 15
    }

    /// The same vector with another level for a field.
    #[must_use]
    pub fn with(self, f: Field, level: usize) -> Vector {
        let shift = 4 * f as u8;
        Vector((self.0 & !(15 << shift)) | ((level as u64) << shift))
    }
}

/// Shares of persons who would agree by chance on the values that agreed: surname, first name, birth date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rarity {
    /// Of the surname that agreed; 0 if none did.
    pub surname: f32,
    /// Of the given name that agreed; 0 if none did.
    pub first: f32,
    /// Of the birth date that agreed; 0 if none did.
    pub birth: f32,
}

/// What a record says, in comparable form.
#[derive(Default)]
pub(crate) struct Query {
    pub entry: Entry,
    pub unlabelled: Vec<String>,
}

/// Compares one record with one person.
pub(crate) fn compare(index: &Index, q: &Query, p: &Entry, key_hit: bool) -> (Vector, Rarity) {
    let mut v = Vector::default();
    let mut r = Rarity::default();
    let (level, form) = surname::level(q.entry.surnames(), p.surnames(), |f| index.surname_share(f));
    v = v.with(Field::Surname, level);
    if level == 1 || level == 2 {
        r.surname = form.map_or(0.0, |f| index.surname_share(f));
    }
    let (level, given) = first::level(&q.entry, p);
    v = v.with(Field::First, level);
    r.first = given.map_or(0.0, |g| index.given_share(g));
    let level = birth::level(q.entry.birth, p.birth);
    v = v.with(Field::Birth, level);
    if let (1, Some(b)) = (level, p.birth) {
        r.birth = index.birth_share(crate::normal::day(b));
    }
    v = v
        .with(Field::Bsn, bsn(q, p))
        .with(Field::Sex, sex(q.entry.sex, p.sex))
        .with(Field::Home, home::level(&q.entry.homes, &p.homes))
        .with(Field::Contact, any_equal(&q.entry.contacts, &p.contacts))
        .with(Field::Number, any_equal(&q.entry.numbers, &p.numbers));
    if key_hit {
        let against = v.level(Field::Surname) == 4 && matches!(v.level(Field::Birth), 0 | 7)
            || v.level(Field::Birth) == 7 && matches!(v.level(Field::First), 0 | 6 | 7)
            || v.level(Field::Bsn) == 4 && (v.level(Field::Surname) == 4 || v.level(Field::Birth) >= 6);
        v = v.with(Field::Key, if against { 2 } else { 1 });
    }
    (v, r)
}

fn bsn(q: &Query, p: &Entry) -> usize {
    if p.bsns().is_empty() {
        return 0;
    }
    if q.entry.bsns().iter().any(|b| p.bsns().has(b)) {
        return 1;
    }
    if q.unlabelled.iter().any(|b| p.bsns().has(b)) {
        return 2;
    }
    if q.entry.bsns().is_empty() {
        return 0;
    }
    let near =
        |a: &str| p.bsns().iter().any(|b| crate::distance::within(a.as_bytes(), b.as_bytes(), 1).is_some());
    if q.entry.bsns().iter().any(near) { 3 } else { 4 }
}

fn sex(a: Option<Sex>, b: Option<Sex>) -> usize {
    match (a, b) {
        (Some(Sex::Other), _) | (_, Some(Sex::Other)) | (None, _) | (_, None) => 0,
        (Some(x), Some(y)) => 1 + usize::from(x != y),
    }
}

fn any_equal(a: &[u64], b: &[u64]) -> usize {
    if a.is_empty() || b.is_empty() { 0 } else { 1 + usize::from(!a.iter().any(|x| b.contains(x))) }
}
