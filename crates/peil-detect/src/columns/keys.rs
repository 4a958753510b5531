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

/// What the keys of a table say.
#[derive(Default)]
pub(super) struct Keys {
    /// By column.
    pub(super) columns: Vec<Option<Key>>,
    /// By column: it points to the general practitioner.
    pub(super) gps: Vec<bool>,
    /// What other tables may call a row of this one: its name, and the stems of its own keys. Empty if it is about nobody.
    pub(super) names: Vec<String>,
}

/// The keys of a database's table.
pub(super) fn of(
    columns: &[Column],
    titles: &[String],
    table: &str,
    subject: Role,
    persons: &BTreeSet<String>,
) -> Keys {
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
    // A column in which no two rows are alike names the rows, whatever it is called.
    let unique = |c: &Column| c.profile.n >= 3 && c.profile.distinct == c.profile.n;
    let mut names: Vec<String> = about.then(|| own.clone()).into_iter().collect();
    let mut keys = Vec::with_capacity(columns.len());
    for (c, stem) in columns.iter().zip(stems) {
        let key = stem.filter(|s| about && (*s == own || unique(c)) || points(s)).map(|table| Key {
            table,
            known: match c.role {
                Some(F::Order | F::Specimen) => c.profile.share(Form::KnownNumber) >= 0.5,
                _ => c.profile.share(Form::KnownPatient) >= 0.5,
            },
        });
        names.extend(key.iter().filter(|_| about && unique(c)).map(|k| k.table.clone()));
        keys.push(key);
    }
    let gp = |(c, title): (&Column, &String)| {
        c.senses.has(Sense::Gp) && headers::words(title).iter().any(|w| KEYS.contains(&w.as_str()))
    };
    Keys { columns: keys, gps: columns.iter().zip(titles).map(gp).collect(), names }
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
    let plain = words.iter().all(|w| matches!(w.as_str(), "id" | "key" | "pk" | "uuid" | "guid" | "sleutel"));
    let stem = match (rest.is_empty(), plain) {
        (true, true) => canonical(&headers::words(table)),
        // `oid` in two tables is one key.
        (true, false) => words.concat(),
        (false, _) => canonical(&rest),
    };
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
