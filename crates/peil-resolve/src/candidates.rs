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
const KEYS_EXPECTED: usize = 8;
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

/// The search for one record's candidates.
struct Search<'r> {
    record: &'r Record,
    query: Query,
    /// Persons under a ledger's numbers, ascending.
    hits: Vec<u32>,
    /// Persons found since the last comparison.
    new: Vec<u32>,
    /// Persons found before it, ascending.
    known: Vec<u32>,
    /// Those of them that are not hopeless, with their bits.
    scored: Vec<(f32, Candidate)>,
    /// No more keys are followed.
    done: bool,
}

impl<'r> Search<'r> {
    /// Care providers and staff have no candidates: what stands there of them is not a register person's data, whoever they
    /// are in private.
    fn new(record: &'r Record) -> Search<'r> {
        let done = matches!(record.role, Role::Practitioner | Role::Staff);
        let query = if done { Query::default() } else { query(record) };
        let [hits, new, known] = [const { Vec::new() }; 3];
        Search { record, query, hits, new, known, scored: Vec::new(), done }
    }
}

impl Index {
    /// The candidates of a record, ascending by person.
    pub fn candidates(&self, record: &Record) -> Vec<Candidate> {
        self.all_candidates(std::slice::from_ref(record)).pop().unwrap_or_default()
    }

    /// The candidates of each record. A search waits for memory and for little else: the records' searches go step by step beside
    /// each other, so that they wait together.
    pub fn all_candidates(&self, records: &[Record]) -> Vec<Vec<Candidate>> {
        let mut searches: Vec<Search<'_>> = records.iter().map(Search::new).collect();
        self.follow_first(&mut searches);
        self.look_up(
            &mut searches,
            |s, keys| narrow_keys_of(&s.query.entry, &mut |k| keys.push(k)),
            |s, block| take(block, &mut s.new),
        );
        self.compare_new(&mut searches);
        self.follow_wide(&mut searches);
        searches.into_iter().map(|s| self.keep(s.scored)).collect()
    }

    /// The ledger's numbers and the first keys.
    fn follow_first(&self, searches: &mut [Search<'_>]) {
        self.look_up(
            searches,
            |s, keys| {
                keys.extend(
                    ledger_numbers(s.record).iter().map(|n| normal::hash(key::LEDGER, &[n.as_bytes()])),
                );
            },
            |s, block| s.hits.extend(block.iter().take(BLOCK_MAX).map(Posting::person)),
        );
        for s in searches.iter_mut().filter(|s| !s.hits.is_empty()) {
            s.hits = sorted(std::mem::take(&mut s.hits));
            s.new.extend_from_slice(&s.hits);
        }
        self.look_up(
            searches,
            |s, keys| {
                keys_of(&s.query.entry, &mut |k| keys.push(k));
                keys.extend(s.query.unlabelled.iter().map(|b| normal::hash(key::BSN, &[b.as_bytes()])));
            },
            |s, block| take(block, &mut s.new),
        );
        self.compare_new(searches);
        for s in searches.iter_mut().filter(|s| is_test(s.record)) {
            // Whoever tries a system out takes a name and a date from the screen before; a BSN or a ledger's number would be meant.
            s.scored.retain(|(_, c)| c.vector.level(Field::Bsn) == 1 || c.vector.level(Field::Key) == 1);
            s.done = true;
        }
    }

    /// The wide keys.
    fn follow_wide(&self, searches: &mut [Search<'_>]) {
        self.look_up(
            searches,
            |s, keys| wide_keys_of(&s.query.entry, &mut |k| keys.push(k)),
            |s, block| take(block, &mut s.new),
        );
        for s in searches.iter_mut() {
            // The narrow keys have found whoever shares a number or an address: a name does not outweigh another birth date.
            let born = s.query.entry.birth;
            s.new.retain(|p| birth_level(born, self.entries[*p as usize].birth) != BIRTH_DIFFERENT);
        }
        self.look_up(
            searches,
            |s, keys| {
                bsn_keys_of(&s.query.entry, &mut |k| keys.push(k));
                if let Some(swapped) = swapped(s) {
                    keys_of(&swapped, &mut |k| keys.push(k));
                }
            },
            |s, block| take(block, &mut s.new),
        );
        self.compare_new(searches);
    }

    /// Gives each search that is not done the persons under its keys.
    fn look_up<'r>(
        &self,
        searches: &mut [Search<'r>],
        keys_of: impl Fn(&Search<'r>, &mut Vec<u64>),
        mut give: impl FnMut(&mut Search<'r>, &[Posting]),
    ) {
        let mut keys = Vec::with_capacity(searches.len() * KEYS_EXPECTED);
        let mut owners = Vec::with_capacity(keys.capacity());
        for (n, s) in searches.iter().enumerate().filter(|(_, s)| !s.done) {
            keys_of(s, &mut keys);
            owners.resize(keys.len(), n);
        }
        self.postings.find_all(&keys, |n, block| give(&mut searches[owners[n]], block));
    }

    /// Compares each search's record with the persons that are new; who is sure enough ends the search.
    fn compare_new(&self, searches: &mut [Search<'_>]) {
        for s in searches.iter_mut() {
            s.new = sorted(std::mem::take(&mut s.new));
            s.new.retain(|p| s.known.binary_search(p).is_err());
        }
        self.fetch(searches);
        for s in searches.iter_mut().filter(|s| !s.done) {
            let persons = s.new.iter().map(|p| (*p, s.hits.binary_search(p).is_ok()));
            self.score(&s.query, persons, &mut s.scored);
            s.done = self.settled(&s.scored);
            s.known.append(&mut s.new);
            s.known.sort_unstable();
        }
    }

    /// Touches whatever will be compared, for all searches at once: a comparison alone would wait for one place after the other.
    fn fetch(&self, searches: &[Search<'_>]) {
        let persons = searches.iter().flat_map(|s| &s.new).map(|p| &self.entries[*p as usize]);
        let touched = persons.map(|e| {
            let home = e.homes.first().map_or(0, |h| h.postcode);
            home.wrapping_add(u32::from(e.lists.first_byte()))
        });
        std::hint::black_box(touched.fold(0, u32::wrapping_add));
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

/// What a record would be whose day and month of birth are swapped, if they can be.
fn swapped(s: &Search<'_>) -> Option<Entry> {
    let b = s.record.birth.filter(|b| b.is_whole() && b.day <= 12 && b.day != b.month)?;
    let birth = PartialDate::new(b.year, b.day, b.month);
    Some(Entry { birth, sounds: s.query.entry.sounds.clone(), ..Entry::default() })
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
