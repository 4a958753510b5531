//! Records about persons in no register, clustered into persons.

use peil_model::{Address, CategorySet, Name, Record};
use peil_resolve::join::{Groups, Keys};
use peil_resolve::normal;

/// What is shown of a record.
struct Item {
    record: u32,
    categories: CategorySet,
    name: String,
    birth: String,
    bsn: String,
    address: String,
}

/// Some of the records, and the keys by which they belong together: hash and position.
#[derive(Default)]
pub(crate) struct Heap {
    items: Vec<Item>,
    keys: Vec<(u64, u32)>,
}

/// All records so far. Memory grows with the records that fit no register (bytes each are in `docs/figures.md`).
#[derive(Default)]
pub(crate) struct Clusters {
    items: Vec<Item>,
    keys: Keys,
}

impl Heap {
    /// Adds a record by its number; records with one `group` share a number and belong together.
    pub fn add(&mut self, r: &Record, group: u32, record: u32) {
        let position = self.items.len() as u32;
        let mut key = |kind: u8, parts: &[&[u8]]| self.keys.push((normal::hash(kind, parts), position));
        key(20, &[&group.to_le_bytes()]);
        let bsn = r.bsns.iter().find(|b| b.labelled).map(|b| b.digits.clone()).unwrap_or_default();
        if !bsn.is_empty() {
            key(21, &[bsn.as_bytes()]);
        }
        let born = r.birth.filter(|b| b.is_whole()).map(|b| normal::day(b).to_le_bytes());
        for name in &r.names {
            let (given, initials) = normal::first(name);
            let first = initials.get(..1).or_else(|| given.get(..1));
            for surname in normal::surnames(name) {
                if let (Some(born), Some(first)) = (&born, first) {
                    key(22, &[surname.as_bytes(), first.as_bytes(), born]);
                }
                for contact in r.emails.iter().chain(&r.phones) {
                    key(23, &[surname.as_bytes(), contact.as_bytes()]);
                }
            }
        }
        self.items.push(Item {
            record,
            categories: r.categories,
            name: r.names.first().map(shown).unwrap_or_default(),
            birth: r.birth.map(|b| b.iso()).unwrap_or_default(),
            bsn,
            address: r.addresses.first().map(line).unwrap_or_default(),
        });
    }
}

impl Clusters {
    /// Adds records behind those before.
    pub fn extend(&mut self, some: Heap) {
        let first = self.items.len() as u32;
        some.keys.iter().for_each(|(key, position)| self.keys.add(*key, first + position));
        self.items.extend(some.items);
    }

    /// The records by persons.
    pub fn persons(self) -> Persons {
        let groups = self.keys.join(self.items.len() as u32);
        Persons { items: self.items, groups }
    }
}

/// Persons in no register.
pub(crate) struct Persons {
    items: Vec<Item>,
    groups: Groups,
}

impl Persons {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// The n-th: cluster number, name, birth date, BSN, address, categories, record ids.
    pub fn row(&self, n: usize, id: impl Fn(u32) -> String) -> [String; 7] {
        let members = || self.groups.get(n).iter().map(|i| &self.items[*i as usize]);
        let longest = |get: fn(&Item) -> &str| -> String {
            members().map(get).max_by_key(|s| s.len()).unwrap_or("").to_owned()
        };
        let categories = members().fold(CategorySet::EMPTY, |c, i| c.union(i.categories));
        let ids: Vec<String> = members().map(|i| id(i.record)).collect();
        [
            (n + 1).to_string(),
            longest(|i| &i.name),
            longest(|i| &i.birth),
            longest(|i| &i.bsn),
            longest(|i| &i.address),
            categories.to_string(),
            ids.join("|"),
        ]
    }
}

fn shown(n: &Name) -> String {
    let first = if n.given.is_empty() { &n.initials } else { &n.given };
    let partner = [n.partner_prefix.as_str(), &n.partner_surname].join(" ");
    let dash = if n.partner_surname.is_empty() { "" } else { "- " };
    joined(&[first, &n.prefix, &n.surname, &format!("{dash}{}", partner.trim())])
}

fn line(a: &Address) -> String {
    joined(&[&a.street, &a.number, &a.suffix, &a.postcode, &a.city])
}

/// What is there of these, with blanks between.
fn joined(parts: &[&str]) -> String {
    let mut out = String::new();
    for part in parts.iter().map(|s| s.trim()).filter(|s| !s.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}
