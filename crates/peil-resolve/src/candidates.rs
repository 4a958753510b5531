//! Candidate search: the few register persons that a record could be.

use peil_model::{NumberKind, PartialDate, Record, Role};
use serde::{Deserialize, Serialize};

use crate::index::{
    Entry, Index, Posting, bsn_keys_of, home, key, keys_of, name_lists, narrow_keys_of, number_key,
    wide_keys_of,
};
use crate::levels::{BIRTH_DIFFERENT, Field, Query, Rarity, Vector, birth_level, compare};
use crate::model::Model;
use crate::normal;

/// Persons under one key beyond which the key says too little to be followed (a common name, a large institution).
const BLOCK_MAX: usize = 400;
/// Bits beyond the size of the register from which the wide keys are not followed.
const SETTLED_BITS: f32 = 14.0;
/// Keys of a record that are looked up at once, about.
const KEYS_EXPECTED: usize = 16;
/// Candidates kept for a record and register, best first.
const KEPT_MAX: usize = 24;

/// One register person that a record could be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Person id in the index.
    pub person: u32,
    /// How they compare.
    pub vector: Vector,
    /// How rare the agreeing values are.
    pub rarity: Rarity,
}

impl Index {
    /// The candidates of a record, ascending by person. Care providers and staff have none: what stands there of them is not
    /// a register person's data, whoever they are in private.
    pub fn candidates(&self, record: &Record) -> Vec<Candidate> {
        if matches!(record.role, Role::Practitioner | Role::Staff) {
            return Vec::new();
        }
        let query = query(record);
        let mut keys = Vec::with_capacity(KEYS_EXPECTED);
        keys.extend(ledger_numbers(record).iter().map(|n| normal::hash(key::LEDGER, &[n.as_bytes()])));
        let of_ledgers = keys.len();
        keys_of(&query.entry, &mut |k| keys.push(k));
        keys.extend(query.unlabelled.iter().map(|b| normal::hash(key::BSN, &[b.as_bytes()])));
        let (mut hits, mut found) = (Vec::new(), Vec::new());
        self.postings.find_all(&keys, |n, block| match n < of_ledgers {
            true => hits.extend(block.iter().take(BLOCK_MAX).map(Posting::person)),
            false => take(block, &mut found),
        });
        let hits = sorted(hits);
        found.extend_from_slice(&hits);
        let found = sorted(found);
        let mut scored = Vec::with_capacity(found.len());
        self.score(&query, found.iter().map(|p| (*p, hits.binary_search(p).is_ok())), &mut scored);
        if is_test(record) {
            // Whoever tries a system out takes a name and a date from the screen before; a BSN or a ledger's number would be meant.
            let meant = |c: &Candidate| c.vector.level(Field::Bsn) == 1 || c.vector.level(Field::Key) == 1;
            scored.retain(|(_, c)| meant(c));
            return self.keep(scored);
        }
        if self.settled(&scored) {
            return self.keep(scored);
        }
        keys.clear();
        narrow_keys_of(&query.entry, &mut |k| keys.push(k));
        let mut more = Vec::new();
        self.visit(&keys, &mut more);
        let mut more = sorted(more);
        more.retain(|p| found.binary_search(p).is_err());
        self.score(&query, more.iter().map(|p| (*p, false)), &mut scored);
        if self.settled(&scored) {
            return self.keep(scored);
        }
        let mut wide = self.wide(&query, record);
        wide.retain(|p| found.binary_search(p).is_err() && more.binary_search(p).is_err());
        self.score(&query, wide.into_iter().map(|p| (p, false)), &mut scored);
        self.keep(scored)
    }

    /// Persons under the wide keys, ascending.
    fn wide(&self, query: &Query, record: &Record) -> Vec<u32> {
        let (mut wide, mut keys) = (Vec::new(), Vec::with_capacity(KEYS_EXPECTED));
        wide_keys_of(&query.entry, &mut |k| keys.push(k));
        self.visit(&keys, &mut wide);
        // The narrow keys have found whoever shares a number or an address: a name does not outweigh another birth date.
        let born = query.entry.birth;
        wide.retain(|p| birth_level(born, self.entries[*p as usize].birth) != BIRTH_DIFFERENT);
        keys.clear();
        bsn_keys_of(&query.entry, &mut |k| keys.push(k));
        if let Some(b) = record.birth.filter(|b| b.is_whole() && b.day <= 12 && b.day != b.month) {
            let swapped = Entry {
                birth: PartialDate::new(b.year, b.day, b.month),
                sounds: query.entry.sounds.clone(),
                ..Entry::default()
            };
            keys_of(&swapped, &mut |k| keys.push(k));
        }
        self.visit(&keys, &mut wide);
        sorted(wide)
    }

    fn visit(&self, keys: &[u64], found: &mut Vec<u32>) {
        self.postings.find_all(keys, |_, block| take(block, found));
    }

    /// Adds candidates with their bits, those left out that are hopeless.
    fn score(
        &self,
        query: &Query,
        persons: impl Iterator<Item = (u32, bool)>,
        out: &mut Vec<(f32, Candidate)>,
    ) {
        for (person, key_hit) in persons {
            let (vector, rarity) = compare(self, query, &self.entries[person as usize], key_hit);
            let candidate = Candidate { person, vector, rarity };
            let size = self.size(self.place(person).0);
            let bits = Model::new(size, self.ledger_density()).bits(&candidate);
            // Less than one in a thousand of being this person even where every record is in the register.
            if bits > (size.max(2) as f32).log2() - 10.0 {
                out.push((bits, candidate));
            }
        }
    }

    /// Whether a candidate is so sure that whoever else the wide keys would find is nobody: look-alikes share birth date and
    /// surname, or the address, and so the first keys.
    fn settled(&self, scored: &[(f32, Candidate)]) -> bool {
        scored
            .iter()
            .any(|(bits, c)| *bits > (self.size(self.place(c.person).0).max(2) as f32).log2() + SETTLED_BITS)
    }

    /// The best of each register, ascending by person.
    fn keep(&self, mut scored: Vec<(f32, Candidate)>) -> Vec<Candidate> {
        scored.sort_by(|a, b| {
            let register = |c: &Candidate| self.place(c.person).0;
            register(&a.1).cmp(&register(&b.1)).then(b.0.total_cmp(&a.0)).then(a.1.person.cmp(&b.1.person))
        });
        let mut kept: Vec<Candidate> = Vec::new();
        let mut run = (usize::MAX, 0);
        for (_, c) in scored {
            let register = self.place(c.person).0;
            run = if run.0 == register { (register, run.1 + 1) } else { (register, 1) };
            if run.1 <= KEPT_MAX {
                kept.push(c);
            }
        }
        kept.sort_by_key(|c| c.person);
        kept
    }
}

/// The persons under a key that says enough.
fn take(block: &[Posting], found: &mut Vec<u32>) {
    if block.len() <= BLOCK_MAX {
        found.extend(block.iter().map(Posting::person));
    }
}

/// Person ids ascending, each once.
fn sorted(mut persons: Vec<u32>) -> Vec<u32> {
    persons.sort_unstable();
    persons.dedup();
    persons
}

/// Whether the record is of a test patient: by name, or by a BSN of the range for tests (999990000 and up, RvIG test set).
fn is_test(record: &Record) -> bool {
    const WORDS: [&str; 9] = [
        "test",
        "testpatient",
        "testpersoon",
        "testclient",
        "testnaam",
        "zztest",
        "dummy",
        "proefpatient",
        "testfrau",
    ];
    let listed = |s: &str| {
        s.split(|c: char| !c.is_alphanumeric()).any(|w| WORDS.iter().any(|t| w.eq_ignore_ascii_case(t)))
    };
    let test_word = |s: &str| if s.is_ascii() { listed(s) } else { listed(&peil_model::fold(s)) };
    let by_name = record.names.iter().any(|n| test_word(&n.surname) || test_word(&n.partner_surname));
    by_name || record.bsns.iter().any(|b| b.labelled && b.digits.starts_with("99999"))
}

/// Specimen and order numbers in the form in which the ledger's are indexed.
fn ledger_numbers(record: &Record) -> Vec<String> {
    let mut numbers: Vec<String> = record
        .numbers
        .iter()
        .filter(|n| matches!(n.kind, NumberKind::Specimen | NumberKind::Order))
        .map(|n| normal::number(&n.value))
        .filter(|n| n.len() >= 4)
        .collect();
    numbers.sort();
    numbers.dedup();
    if record.role == Role::Patient { numbers } else { Vec::new() }
}

fn query(record: &Record) -> Query {
    let mut e = Entry { birth: record.birth, sex: record.sex, ..Entry::default() };
    let labelled: Vec<String> = record.bsns.iter().filter(|b| b.labelled).map(|b| b.digits.clone()).collect();
    e.set_words(&labelled, name_lists(&record.names));
    e.homes = record.addresses.iter().map(home).collect();
    e.contacts = record
        .emails
        .iter()
        .chain(&record.phones)
        .chain(&record.ibans)
        .map(|c| normal::hash(key::CONTACT, &[c.as_bytes()]))
        .collect();
    e.numbers = record
        .numbers
        .iter()
        .filter(|n| matches!(n.kind, NumberKind::Patient | NumberKind::Insurance))
        .map(|n| number_key(&n.value))
        .collect();
    let unlabelled = record.bsns.iter().filter(|b| !b.labelled).map(|b| b.digits.clone()).collect();
    Query { entry: e, unlabelled }
}
