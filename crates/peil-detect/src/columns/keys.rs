//! Columns that join the tables of one database: the key of a row, and pointers to the rows of others.
//!
//! Such a key says nothing outside of its file, so it is no patient number; but rows that share one are about one person. That holds
//! for keys of persons, orders and specimens only: a doctor or a kind of examination is shared by many.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use peil_model::{Cells, PartyKind, Role};

use super::lists;
use super::values::Form;
use super::{Column, Database};
use crate::headers::{self, FieldRole as F, Sense, Senses};

#[cfg(test)]
mod tests;

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
    /// By column: the table of organisations or care providers that it points to, if that comes later.
    pub(super) awaited: Vec<Option<(PartyKind, String)>>,
    /// By column: it points to a kind of examination.
    pub(super) tests: Vec<bool>,
    /// By column: the table of organisations or care providers that it points to.
    pub(super) points: Vec<Option<Arc<Lookup>>>,
    /// What other tables may call a row of this one: its name, and the stems of its own keys. Empty if it is about nobody.
    pub(super) names: Vec<String>,
}

/// The keys of a database's table.
pub(super) fn of(
    columns: &[Column],
    titles: &[String],
    table: &str,
    subject: Role,
    database: Database<'_>,
) -> Keys {
    let persons = database.persons;
    let own = canonical(&headers::words(table));
    // A column in which no two rows are alike names the rows, whatever it is called.
    let unique = |c: &Column| c.profile.n >= 3 && c.profile.distinct == c.profile.n;
    let stems: Vec<Option<String>> = columns
        .iter()
        .zip(titles)
        .enumerate()
        .map(|(i, (c, title))| {
            // `ref` in the first column, each row with another, is the row's own. In small letters, as databases name columns: the
            // sheets of a workbook share a `Ref`.
            let first = i == 0 && unique(c) && matches!(title.as_str(), "ref" | "reference");
            if first && !own.is_empty() {
                return Some(own.clone());
            }
            // A partner or a mother is another person.
            let of_subject = !c.senses.meets(Senses::of(&[Sense::Partner, Sense::Relative]));
            stem(title, table).or_else(|| bare_stem(title, c, persons)).filter(|_| of_subject)
        })
        .collect();
    let points = |s: &String| *s != own && (JOINING.contains(&s.as_str()) || persons.contains(s));
    let any_of = |roles: &[F]| columns.iter().any(|c| c.role.is_some_and(|r| roles.contains(&r)));
    let named = any_of(&[F::FullName, F::Surname, F::GivenNames]);
    let personal = any_of(&[F::BirthDate, F::Bsn, F::Email]);
    // A table of kinds of examination has names too; one of examinations points to whom they are of.
    let kinds = headers::senses(&own).meets(Senses::of(&[Sense::Test, Sense::TestName, Sense::Code]))
        || database.lookups.get(&own).is_some_and(|l| l.tests);
    let pointing = stems.iter().flatten().any(points);
    let about = subject == Role::Patient && !own.is_empty() && (pointing || personal || (named && !kinds));
    let mut names: Vec<String> = about.then(|| own.clone()).into_iter().collect();
    let mut keys = Vec::with_capacity(columns.len());
    for (c, stem) in columns.iter().zip(stems) {
        let own_key =
            |s: &String| *s == own && (about || JOINING.contains(&own.as_str()) || persons.contains(s));
        let sure = |s: &String| own_key(s) || (about && unique(c)) || points(s);
        let open = |s: &String| !is_of_others(s);
        let key = stem.filter(|s| sure(s) || open(s)).map(|table| Key {
            // Only the end of the file tells whether that table is of persons.
            table: if sure(&table) { table } else { format!("{OPEN}{table}") },
            known: match c.role {
                Some(F::Order | F::Specimen) => c.profile.share(Form::KnownNumber) >= 0.5,
                _ => c.profile.share(Form::KnownPatient) >= 0.5,
            },
        });
        let named = |k: &&Key| about && unique(c) && !k.table.starts_with(OPEN);
        names.extend(key.iter().filter(named).map(|k| k.table.clone()));
        keys.push(key);
    }
    let is_key = |title: &String| headers::words(title).iter().any(|w| KEYS.contains(&w.as_str()));
    // A pointer is called a key, or is a number where a name would stand.
    let number = |c: &Column| c.profile.most(Form::Digits) && c.profile.distinct * 2 <= c.profile.n.max(2);
    let gp = |(c, title): (&Column, &String)| {
        let own = c.senses.meets(Senses::of(&[Sense::Agb, Sense::Phone, Sense::Postcode]));
        c.senses.has(Sense::Gp) && !own && (is_key(title) || number(c))
    };
    let outcome = columns.iter().any(|c| c.role == Some(F::TestResult));
    // `lab(persoon_id, code, waarde)`: what stands beside an outcome of hers is of which examination it is.
    let code = |c: &Column| {
        let bare = c.senses.without(Senses::of(&[Sense::Filler, Sense::Test, Sense::Lab]));
        pointing && c.role.is_none() && bare == Senses::of(&[Sense::Code])
    };
    let test = |(c, title): (&Column, &String)| {
        let other = title.is_empty() || stem(title, "").is_some_and(|s| s == own);
        let pointer = c.senses.has(Sense::Test) && (is_key(title) || number(c));
        outcome && !other && (pointer || code(c))
    };
    let awaited = titles.iter().map(|t| awaited(t).filter(|(_, s)| *s != own)).collect();
    let points = titles
        .iter()
        .map(|t| stem(t, "").filter(|s| *s != own).and_then(|s| database.lookups.get(&s)).cloned())
        .collect();
    Keys {
        awaited,
        points,
        columns: keys,
        gps: columns.iter().zip(titles).map(gp).collect(),
        tests: columns.iter().zip(titles).map(test).collect(),
        names,
    }
}

/// Whom a key means by its name, and the table that holds them.
fn awaited(title: &str) -> Option<(PartyKind, String)> {
    let table = stem(title, "")?;
    let said = headers::senses(&table);
    match () {
        () if said.has(Sense::Practice) => Some((PartyKind::Requester, table)),
        () if said.has(Sense::Gp) => Some((PartyKind::Gp, table)),
        () if said.has(Sense::Organisation) => Some((PartyKind::Client, table)),
        () => None,
    }
}

/// A table of organisations or care providers: who stands behind a key.
#[derive(Debug)]
pub(crate) struct Lookup {
    pub(crate) kind: PartyKind,
    /// They are general practitioners.
    pub(crate) gp: bool,
    /// They are kinds of examination, and no parties.
    pub(crate) tests: bool,
    /// By key: a name, or an AGB code as `AGB:01234567`.
    pub(crate) names: BTreeMap<String, String>,
}

/// Rows of a table that is still one of organisations: those of persons are longer.
const LOOKUP_ROWS_MAX: usize = 5_000;

/// What a table of organisations or care providers says, with the name by which other tables point to it.
pub(crate) fn lookup(table: &str, header: &Cells, rows: &[Cells]) -> Option<(String, Lookup)> {
    let words = headers::words(table);
    let said = words.iter().fold(Senses::NONE, |s, w| s.and(headers::senses(w)));
    let tests = is_of_tests(header, rows);
    let (kind, gp) = match () {
        () if tests => (PartyKind::Client, false),
        () if said.has(Sense::Practice) => (PartyKind::Requester, true),
        () if said.has(Sense::Gp) => (PartyKind::Gp, true),
        () if said.has(Sense::Requester) || said.has(Sense::Doctor) => (PartyKind::Requester, false),
        () if said.has(Sense::Organisation) || said.has(Sense::Client) => (PartyKind::Client, false),
        () => return None,
    };
    let own = canonical(&words);
    let key = (0..header.len()).find(|i| stem(header.get(*i), table).is_some_and(|s| s == own)).unwrap_or(0);
    // `client` is a table of persons as often.
    let personal = |h: &str| {
        matches!(
            headers::role(h),
            Some(F::Surname | F::GivenNames | F::Initials | F::BirthDate | F::Bsn | F::Sex)
        )
    };
    if rows.is_empty() || rows.len() > LOOKUP_ROWS_MAX || header.iter().any(personal) {
        return None;
    }
    let mut names = BTreeMap::new();
    for row in rows {
        let cells = || (0..row.len()).filter(|i| *i != key).map(|i| row.get(i).trim());
        let worded = |c: &&str| c.len() <= 120 && c.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let name = cells().find(worded)?;
        names.insert(row.get(key).trim().to_owned(), format!("NAME:{name}"));
    }
    (names.len() == rows.len()).then_some((own, Lookup { kind, gp, tests, names }))
}

/// Whether a column holds names of examinations, one a row: a table of kinds, whatever it is called.
fn is_of_tests(header: &Cells, rows: &[Cells]) -> bool {
    const ROWS_MIN: usize = 3;
    let mut seen: Vec<String> = Vec::new();
    rows.len() >= ROWS_MIN
        && (0..header.len()).any(|i| {
            seen.clear();
            let mut tests = 0;
            for row in rows.iter().take(200) {
                let value = crate::fold(row.get(i));
                tests += usize::from(lists::is_test(&value));
                seen.push(value);
            }
            let all = seen.len();
            seen.sort_unstable();
            seen.dedup();
            tests * 10 >= all * 6 && seen.len() == all
        })
}

/// Stands before a table of which it is not known yet whether its rows are about persons.
pub const OPEN: char = '?';

/// Whether a table is of what many persons share.
fn is_of_others(stem: &str) -> bool {
    let shared = Senses::of(&[
        Sense::Gp,
        Sense::Doctor,
        Sense::Organisation,
        Sense::Practice,
        Sense::Insurer,
        Sense::Requester,
        Sense::Kind,
        Sense::Code,
        Sense::City,
        Sense::Country,
        Sense::Thing,
        Sense::Goods,
        Sense::Function,
        Sense::TestName,
        Sense::Lab,
        Sense::Category,
    ]);
    let said = headers::senses(stem);
    // A `klant` is an organisation or a person: the end of the file tells.
    said.meets(shared) && stem != "klant"
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

/// `client INTEGER REFERENCES client(id)`: the column is called as the table that it points to.
fn bare_stem(title: &str, c: &Column, persons: &BTreeSet<String>) -> Option<String> {
    const LONGEST: usize = 8;
    let table = canonical(&headers::words(title));
    if c.profile.most(Form::Guid) {
        return (JOINING.contains(&table.as_str()) || persons.contains(&table)).then_some(table);
    }
    let number = c.profile.most(Form::Digits) && c.profile.hardly(Form::BsnLike);
    let bare = !headers::senses(title).meets(Senses::of(&[Sense::Number, Sense::Code, Sense::Date]));
    let pointer = number && bare && c.profile.longest <= LONGEST && !table.is_empty();
    (pointer && (JOINING.contains(&table.as_str()) || persons.contains(&table))).then_some(table)
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
