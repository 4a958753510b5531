//! Records about persons in no register, clustered into persons.

use peil_model::{Address, CategorySet, Name, Record};
use peil_resolve::join::{Groups, Keys};
use peil_resolve::normal;

use crate::scope::joined;

/// What is shown of a record.
struct Item {
    record: u32,
    categories: CategorySet,
    /// Where name, birth date and BSN end in the text; the rest is the address.
    ends: [u32; 3],
    text: Box<str>,
}

impl Item {
    fn new(r: &Record, record: u32, bsn: &str) -> Item {
        let mut text = r.names.first().map(shown).unwrap_or_default();
        let name = text.len() as u32;
        text.push_str(&r.birth.map(|b| b.iso()).unwrap_or_default());
        let birth = text.len() as u32;
        text.push_str(bsn);
        let ends = [name, birth, text.len() as u32];
        text.push_str(&r.addresses.first().map(line).unwrap_or_default());
        Item { record, categories: r.categories, ends, text: text.into() }
    }

    /// Name, birth date, BSN and address.
    fn shown(&self) -> [&str; 4] {
        let [name, birth, bsn] = self.ends.map(|e| e as usize);
        [(0, name), (name, birth), (birth, bsn), (bsn, self.text.len())]
            .map(|(from, to)| self.text.get(from..to).unwrap_or(""))
    }
}

/// Keys of a record with a name, a birth date and a BSN.
const KEYS_EXPECTED: usize = 3;

/// Some of the records, and the keys by which they belong together: hash and position.
pub(crate) struct Heap {
    items: Vec<Item>,
    keys: Vec<(u64, u32)>,
}

/// All records so far. Memory grows with the records that fit no register (bytes each are in `docs/figures.md`).
#[derive(Default)]
pub(crate) struct Clusters {
    heaps: Vec<Heap>,
}

impl Heap {
    /// With room for so many records.
    pub fn with_room(records: usize) -> Heap {
        Heap { items: Vec::with_capacity(records), keys: Vec::with_capacity(records * KEYS_EXPECTED) }
    }

    /// Adds a record by its number; records with one `group` share a number and belong together.
    pub fn add(&mut self, r: &Record, group: u32, record: u32) {
        let position = self.items.len() as u32;
        let mut key = |kind: u8, parts: &[&[u8]]| self.keys.push((normal::hash(kind, parts), position));
        key(20, &[&group.to_le_bytes()]);
        let bsn = r.bsns.iter().find(|b| b.labelled).map_or("", |b| b.digits.as_str());
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
        self.items.push(Item::new(r, record, bsn));
    }
}

impl Clusters {
    /// Adds records behind those before.
    pub fn add(&mut self, heap: Heap) {
        self.heaps.push(heap);
    }

    /// The records by persons.
    pub fn persons(self) -> Persons {
        let mut keys = Keys::with_room(self.heaps.iter().map(|h| h.keys.len()).sum());
        let (mut heaps, mut starts, mut count) = (Vec::new(), Vec::new(), 0);
        for heap in self.heaps {
            heap.keys.iter().for_each(|(key, position)| keys.add(*key, count + position));
            starts.push(count);
            count += heap.items.len() as u32;
            heaps.push(heap.items);
        }
        Persons { heaps, starts, groups: keys.join(count) }
    }
}

/// Persons in no register.
pub(crate) struct Persons {
    heaps: Vec<Vec<Item>>,
    /// Number of the first item of each heap.
    starts: Vec<u32>,
    groups: Groups,
}

impl Persons {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    fn item(&self, i: u32) -> &Item {
        let heap = self.starts.partition_point(|s| *s <= i) - 1;
        &self.heaps[heap][(i - self.starts[heap]) as usize]
    }

    /// The n-th: cluster number, name, birth date, BSN, address, categories, record ids.
    pub fn row(&self, n: usize, id: impl Fn(u32, &mut String)) -> [String; 7] {
        let members = || self.groups.get(n).iter().map(|i| self.item(*i));
        let longest = |field: usize| -> String {
            members().map(|i| i.shown()[field]).max_by_key(|s| s.len()).unwrap_or("").to_owned()
        };
        let categories = members().fold(CategorySet::EMPTY, |c, i| c.union(i.categories));
        let ids = joined(members(), '|', |i, out| id(i.record, out));
        let number = (n + 1).to_string();
        [number, longest(0), longest(1), longest(2), longest(3), categories.to_string(), ids]
    }
}

fn shown(n: &Name) -> String {
    let first = if n.given.is_empty() { &n.initials } else { &n.given };
    let partner = [n.partner_prefix.as_str(), &n.partner_surname].join(" ");
    let dash = if n.partner_surname.is_empty() { "" } else { "- " };
    with_blanks(&[first, &n.prefix, &n.surname, &format!("{dash}{}", partner.trim())])
}

fn line(a: &Address) -> String {
    with_blanks(&[&a.street, &a.number, &a.suffix, &a.postcode, &a.city])
}

/// What is there of these, with blanks between.
fn with_blanks(parts: &[&str]) -> String {
    let mut out = String::new();
    for part in parts.iter().map(|s| s.trim()).filter(|s| !s.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}
