//! Columns that join the tables of one database: the key of a row, and pointers to the rows of others.
//!
//! Such a key says nothing outside of its file, so it is no patient number; but rows that share one are about one person. That holds
//! for keys of persons, orders and specimens only: a doctor or a kind of examination is shared by many.

use std::collections::BTreeSet;

use peil_model::Role;

use super::Column;
use super::values::Form;
use crate::headers::{self, FieldRole as F, Sense, Senses};

/// A key column.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// The table whose rows it names, in one spelling for all languages.
    pub(crate) table: String,
    /// It is what its header says besides: registers or ledgers know its values.
    pub(crate) known: bool,
}

/// The key columns of a table; whether its rows are about persons.
pub(super) fn of(
    columns: &[Column],
    titles: &[String],
    table: &str,
    subject: Role,
    persons: &BTreeSet<String>,
) -> (Vec<Option<Key>>, bool) {
    let own = canonical(&headers::words(table));
    let stems: Vec<Option<String>> =
        (0..columns.len()).map(|i| stem(titles.get(i).map_or("", String::as_str), table)).collect();
    let points = |s: &String| *s != own && (JOINING.contains(&s.as_str()) || persons.contains(s));
    let identity = columns.iter().any(|c| {
        c.role.is_some_and(|r| {
            matches!(r, F::FullName | F::Surname | F::BirthDate | F::Bsn | F::GivenNames | F::Email)
        })
    });
    let about =
        subject == Role::Patient && !own.is_empty() && (identity || stems.iter().flatten().any(points));
    let keys = columns.iter().zip(stems).map(|(c, stem)| {
        let table = stem.filter(|s| points(s) || (*s == own && about))?;
        let known = match c.role {
            Some(F::Order | F::Specimen) => c.profile.share(Form::KnownNumber) >= 0.5,
            _ => c.profile.share(Form::KnownPatient) >= 0.5,
        };
        Some(Key { table, known })
    });
    (keys.collect(), about)
}

/// Tables whose rows are one person's whatever the rest of the database says.
const JOINING: [&str; 7] = ["patient", "participant", "person", "client", "order", "specimen", "dossier"];

/// Words at the end of a header that make it a key.
const KEYS: [&str; 14] = [
    "id",
    "ids",
    "key",
    "fk",
    "pk",
    "ref",
    "uid",
    "guid",
    "uuid",
    "oid",
    "reference",
    "sleutel",
    "rowid",
    "identifier",
];

/// The table that a header's key is of: `patient_id`, `fk_patient`, `patientId`; `id` alone is the table's own.
fn stem(title: &str, table: &str) -> Option<String> {
    let words = headers::words(title);
    let is_key = |w: &&String| KEYS.contains(&w.as_str());
    if !words.iter().any(|w| is_key(&w)) {
        return None;
    }
    let rest: Vec<String> = words.iter().filter(|w| !KEYS.contains(&w.as_str())).cloned().collect();
    let stem = canonical(&if rest.is_empty() { headers::words(table) } else { rest });
    (!stem.is_empty()).then_some(stem)
}

/// One spelling for the name of a table and the pointers to it, by meaning where it is known, else without the plural.
pub(super) fn canonical(words: &[String]) -> String {
    const BY_SENSE: [(Sense, &str); 8] = [
        (Sense::Patient, "patient"),
        (Sense::Participant, "participant"),
        (Sense::Specimen, "specimen"),
        (Sense::Order, "order"),
        (Sense::Request, "order"),
        (Sense::Person, "person"),
        (Sense::Client, "client"),
        (Sense::Dossier, "dossier"),
    ];
    let said = words.iter().fold(Senses::NONE, |s, w| s.and(headers::senses(w)));
    let others = Senses::of(&[
        Sense::Gp,
        Sense::Doctor,
        Sense::Staff,
        Sense::Organisation,
        Sense::Practice,
        Sense::Insurer,
        Sense::Requester,
        Sense::Kind,
        Sense::Test,
        Sense::Result,
        Sense::Address,
        Sense::Contact,
    ]);
    if !said.meets(others)
        && let Some((_, name)) = BY_SENSE.iter().find(|(s, _)| said.has(*s))
    {
        return (*name).to_owned();
    }
    let plain: Vec<&str> =
        words.iter().map(String::as_str).filter(|w| !matches!(*w, "tbl" | "t" | "dbo" | "public")).collect();
    let whole = plain.concat();
    ["en", "s"]
        .iter()
        .find_map(|e| whole.strip_suffix(e))
        .filter(|s| s.len() >= 4)
        .unwrap_or(&whole)
        .to_owned()
}
