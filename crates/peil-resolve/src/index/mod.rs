//! The register index: every person of every register in comparable form, and the keys under which to find them.
//!
//! Nothing here grows with the evidence; bytes a person are in `docs/figures.md`.

mod counts;
mod keys;
mod postings;
mod words;

use peil_model::{Name, PartialDate, Person, Sex};

use crate::normal;
use counts::Counts;
pub(crate) use keys::{bsn_keys_of, key, keys_of, narrow_keys_of, number_key, wide_keys_of};
pub(crate) use postings::Posting;
use postings::Postings;
pub(crate) use words::{Lists, Words};

/// What one controller knows.
pub struct RegisterInput {
    /// Its persons in register order, ledger-only persons after them.
    pub persons: Vec<Person>,
    /// Specimen and order numbers that its ledger gave to the processor: number and position in `persons`.
    pub keys: Vec<(String, u32)>,
}

/// A person in comparable form.
#[derive(Default)]
pub(crate) struct Entry {
    /// BSNs, surnames, given names, initials.
    pub lists: Lists,
    pub sounds: Vec<u64>,
    pub birth: Option<PartialDate>,
    pub sex: Option<Sex>,
    pub homes: Vec<Home>,
    pub contacts: Vec<u64>,
    pub numbers: Vec<u64>,
}

/// An address in comparable form.
#[derive(Clone, Default)]
pub(crate) struct Home {
    pub postcode: u32,
    pub digits: u16,
    pub house: u16,
    pub street: String,
    pub city: String,
}

/// Keys of a person with one name, one address, a BSN and a birth date, about.
const KEYS_EXPECTED: usize = 24;

/// All registers of a case, searchable.
pub struct Index {
    pub(crate) entries: Vec<Entry>,
    pub(crate) offsets: Vec<u32>,
    pub(crate) postings: Postings,
    surname_count: Counts,
    given_count: Counts,
    birth_count: Counts,
    /// How many of a thousand million numbers of a ledger key's make are one: what a number that only looks like one would hit.
    ledger_density: u64,
}

impl Index {
    /// Builds the index; person ids are positions in the registers laid end to end. The persons are dropped as they are taken in.
    pub fn build(registers: Vec<RegisterInput>) -> Index {
        let mut index = Index {
            entries: Vec::new(),
            offsets: vec![0],
            postings: Postings::default(),
            surname_count: Counts::default(),
            given_count: Counts::default(),
            birth_count: Counts::default(),
            ledger_density: 0,
        };
        let persons: usize = registers.iter().map(|r| r.persons.len()).sum();
        index.entries.reserve_exact(persons);
        let mut lengths = [0_u64; 20];
        let mut postings: Vec<Posting> = Vec::with_capacity(persons * KEYS_EXPECTED);
        for register in registers {
            let base = index.entries.len() as u32;
            for person in register.persons {
                let id = index.entries.len() as u32;
                let entry = entry(&person);
                drop(person);
                index.count(&entry);
                let mut add = |k| postings.push(Posting::new(k, id));
                keys_of(&entry, &mut add);
                narrow_keys_of(&entry, &mut add);
                wide_keys_of(&entry, &mut add);
                bsn_keys_of(&entry, &mut add);
                index.entries.push(entry);
            }
            for (number, person) in register.keys {
                let n = normal::number(&number);
                if n.len() >= 4 {
                    postings.push(Posting::new(normal::hash(key::LEDGER, &[n.as_bytes()]), base + person));
                    if let Some(count) = lengths.get_mut(digits(&n)) {
                        *count += 1;
                    }
                }
            }
            index.offsets.push(index.entries.len() as u32);
        }
        index.ledger_density = density(&lengths);
        index.postings = Postings::build(postings);
        index
    }

    fn count(&mut self, e: &Entry) {
        e.surnames().iter().for_each(|s| self.surname_count.add(s.as_bytes()));
        words(e).for_each(|g| self.given_count.add(g.as_bytes()));
        if let Some(b) = e.birth {
            self.birth_count.add(&normal::day(b).to_le_bytes());
        }
    }

    /// Number of registers.
    pub fn registers(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Persons in one register.
    pub fn size(&self, register: usize) -> u32 {
        self.offsets[register + 1] - self.offsets[register]
    }

    /// Person ids of one register: the first, and the first behind the last.
    pub fn range(&self, register: usize) -> (u32, u32) {
        (self.offsets[register], self.offsets[register + 1])
    }

    /// The register that a person id belongs to, and its position there.
    pub fn place(&self, person: u32) -> (usize, u32) {
        let register = self.offsets.partition_point(|o| *o <= person) - 1;
        (register, person - self.offsets[register])
    }

    /// Chance in a thousand million that a number of the make of the ledgers' keys is one of them.
    pub fn ledger_density(&self) -> u64 {
        self.ledger_density
    }

    /// Share of persons with this surname, shrunk towards a rare name of the population (1 in 20,000).
    pub(crate) fn surname_share(&self, s: &str) -> f32 {
        let n = self.surname_count.of(s.as_bytes());
        (n as f32 + 500.0 * common_surname(s)) / (self.entries.len() as f32 + 500.0)
    }

    /// Share of persons with this given name, shrunk towards 1 in 300.
    pub(crate) fn given_share(&self, s: &str) -> f32 {
        let n = self.given_count.of(s.as_bytes());
        (n as f32 + 500.0 / 300.0) / (self.entries.len() as f32 + 500.0)
    }

    /// Share of persons born on this day, shrunk towards 1 in 25,000.
    pub(crate) fn birth_share(&self, day: u32) -> f32 {
        let n = self.birth_count.of(&day.to_le_bytes());
        (n as f32 + 2000.0 / 25_000.0) / (self.entries.len() as f32 + 2000.0)
    }

    /// Whether a folded word is a surname of some register person.
    pub fn knows_surname(&self, folded: &str) -> bool {
        self.surname_count.of(normal::letters(folded).as_bytes()) > 0
    }

    /// Whether a folded word is a given name of some register person.
    pub fn knows_given(&self, folded: &str) -> bool {
        self.given_count.of(folded.as_bytes()) > 0
    }

    /// Whether a nine-digit number is some register person's BSN.
    pub fn knows_bsn(&self, digits: &str) -> bool {
        let h = normal::hash(key::BSN, &[digits.as_bytes()]);
        self.postings.find(h).any(|p| self.entries[p as usize].bsns().has(digits))
    }

    /// Whether a number is a specimen or order number of some ledger.
    pub fn knows_number(&self, value: &str) -> bool {
        let n = normal::number(value);
        n.len() >= 4 && !self.postings.is_unknown(normal::hash(key::LEDGER, &[n.as_bytes()]))
    }

    /// Whether a number of five digits or more is some register person's own.
    pub fn knows_patient(&self, value: &str) -> bool {
        value.bytes().filter(u8::is_ascii_digit).count() >= 5 && !self.postings.is_unknown(number_key(value))
    }

    /// Whether two persons, of two registers, are provably one human: the same BSN and nothing against it.
    pub fn same_human(&self, a: u32, b: u32) -> bool {
        let (a, b) = (&self.entries[a as usize], &self.entries[b as usize]);
        let births = match (a.birth, b.birth) {
            (Some(x), Some(y)) => normal::day(x) == normal::day(y) || !x.is_whole() || !y.is_whole(),
            _ => true,
        };
        births && a.bsns().iter().next().is_some_and(|x| b.bsns().iter().next() == Some(x))
    }

    /// Whether two persons, of two registers, are provably not one human: other BSNs, or other birth dates where a BSN is unknown.
    pub fn different_human(&self, a: u32, b: u32) -> bool {
        let (a, b) = (&self.entries[a as usize], &self.entries[b as usize]);
        if !a.bsns().is_empty() && !b.bsns().is_empty() {
            return !a.bsns().iter().any(|x| b.bsns().has(x));
        }
        match (a.birth, b.birth) {
            (Some(x), Some(y)) => x.is_whole() && y.is_whole() && normal::day(x) != normal::day(y),
            _ => false,
        }
    }

    /// Persons of other registers that share a BSN with this one.
    pub fn with_bsn_of(&self, person: u32) -> Vec<u32> {
        let Some(bsn) = self.entries[person as usize].bsns().iter().next() else { return Vec::new() };
        let h = normal::hash(key::BSN, &[bsn.as_bytes()]);
        self.postings.find(h).filter(|p| *p != person && self.same_human(person, *p)).collect()
    }
}

/// Digits of a number, letters counted as one more each: they make it rarer still.
fn digits(number: &str) -> usize {
    number.chars().map(|c| if c.is_ascii_digit() { 1 } else { 2 }).sum::<usize>().min(19)
}

/// The density that an average key lies in: short numbers are met by chance, long ones are not.
fn density(lengths: &[u64; 20]) -> u64 {
    let all: u64 = lengths.iter().sum();
    if all == 0 {
        return 0;
    }
    let of = |(length, n): (usize, &u64)| *n as f64 * (*n as f64 / 10_f64.powi(length as i32)).min(1.0);
    let mean = lengths.iter().enumerate().map(of).sum::<f64>() / all as f64;
    (mean * 1e9) as u64
}

/// Shares of the most frequent Dutch surnames (Nederlandse Familienamenbank, 2007, rounded); a rare name otherwise.
fn common_surname(s: &str) -> f32 {
    match s {
        "jong" | "jansen" | "vries" | "berg" | "dejong" | "devries" | "vandenberg" => 0.004,
        "dijk" | "vandijk" | "bakker" | "janssen" | "visser" | "smit" | "meijer" | "boer" | "deboer"
        | "mulder" | "groot" | "degroot" => 0.003,
        "bos" | "vos" | "peters" | "hendriks" | "leeuwen" | "vanleeuwen" | "dekker" | "brouwer" | "wit"
        | "dewit" | "dijkstra" | "smits" | "graaf" | "degraaf" | "meer" | "vandermeer" => 0.002,
        _ => 0.00005,
    }
}

fn entry(p: &Person) -> Entry {
    let mut lists = name_lists(&p.names);
    for list in &mut lists {
        list.sort();
        list.dedup();
    }
    let mut e = Entry { birth: p.birth, sex: p.sex, ..Entry::default() };
    e.set_words(&p.bsns, lists);
    e.homes = p.addresses.iter().map(home).collect();
    e.contacts = p
        .emails
        .iter()
        .chain(&p.phones)
        .chain(&p.ibans)
        .map(|c| normal::hash(key::CONTACT, &[c.as_bytes()]))
        .collect();
    e.numbers = p.numbers.iter().map(|n| number_key(&n.value)).collect();
    e
}

/// Surnames in all their forms, given names and initials.
pub(crate) fn name_lists(names: &[Name]) -> [Vec<String>; 3] {
    let [mut surnames, mut givens, mut all_initials] = [const { Vec::new() }; 3];
    for name in names {
        surnames.extend(normal::surnames(name));
        let (given, initials) = normal::first(name);
        if !given.is_empty() {
            givens.push(given);
        }
        if !initials.is_empty() {
            all_initials.push(initials);
        }
    }
    [surnames, givens, all_initials]
}

impl Entry {
    /// Takes BSNs, and what [`name_lists`] gives.
    pub fn set_words(&mut self, bsns: &[String], [surnames, given, initials]: [Vec<String>; 3]) {
        self.sounds = surnames.iter().map(|s| normal::sound(s)).collect();
        self.sounds.sort_unstable();
        self.sounds.dedup();
        self.sounds.shrink_to_fit();
        self.lists = Lists::of([bsns, &surnames, &given, &initials]);
    }

    pub fn bsns(&self) -> Words<'_> {
        self.lists.get(0)
    }

    pub fn surnames(&self) -> Words<'_> {
        self.lists.get(1)
    }

    /// Given names of each name, in order, blank-separated.
    pub fn given(&self) -> Words<'_> {
        self.lists.get(2)
    }

    pub fn initials(&self) -> Words<'_> {
        self.lists.get(3)
    }
}

/// Every given name of an entry.
fn words(e: &Entry) -> impl Iterator<Item = &str> {
    e.given().iter().flat_map(|g| g.split(' '))
}

pub(crate) fn home(a: &peil_model::Address) -> Home {
    let (postcode, digits) = normal::postcode(&a.postcode);
    Home {
        postcode,
        digits,
        house: normal::house(a),
        street: normal::letters(&a.street),
        city: normal::city(&a.city),
    }
}
