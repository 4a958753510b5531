//! Records about persons in no register, clustered into persons.

use std::collections::BTreeMap;

use peil_model::{Address, CategorySet, Name, Record};
use peil_resolve::normal;

struct Item {
    name: String,
    birth: String,
    bsn: String,
    address: String,
    categories: CategorySet,
    id: String,
    keys: Vec<u64>,
}

/// The records so far. Memory grows with the records that fit no register (about 400 bytes each).
#[derive(Default)]
pub(crate) struct Clusters {
    items: Vec<Item>,
}

impl Clusters {
    /// Adds a record; records with one `group` share a number and belong together.
    pub fn add(&mut self, r: &Record, group: u32, id: String) {
        let mut keys = vec![normal::hash(20, &[&group.to_le_bytes()])];
        let bsn = r.bsns.iter().find(|b| b.labelled).map(|b| b.digits.clone()).unwrap_or_default();
        if !bsn.is_empty() {
            keys.push(normal::hash(21, &[bsn.as_bytes()]));
        }
        for name in &r.names {
            let (given, initials) = normal::first(name);
            let firsts = initials
                .get(..1)
                .map(str::to_owned)
                .or_else(|| given.first().and_then(|g| g.get(..1)).map(str::to_owned));
            for surname in normal::surnames(name) {
                if let (Some(b), Some(f)) = (r.birth.filter(|b| b.is_whole()), &firsts) {
                    keys.push(normal::hash(
                        22,
                        &[surname.as_bytes(), f.as_bytes(), &normal::day(b).to_le_bytes()],
                    ));
                }
                for contact in r.emails.iter().chain(&r.phones) {
                    keys.push(normal::hash(23, &[surname.as_bytes(), contact.as_bytes()]));
                }
            }
        }
        self.items.push(Item {
            name: r.names.first().map(shown).unwrap_or_default(),
            birth: r.birth.map(|b| b.iso()).unwrap_or_default(),
            bsn,
            address: r.addresses.first().map(line).unwrap_or_default(),
            categories: r.categories,
            id,
            keys,
        });
    }

    /// One row a person: cluster number, name, birth date, BSN, address, categories, record ids.
    pub fn rows(self) -> Vec<[String; 7]> {
        let mut parent: Vec<usize> = (0..self.items.len()).collect();
        let mut first: BTreeMap<u64, usize> = BTreeMap::new();
        for (i, item) in self.items.iter().enumerate() {
            for k in &item.keys {
                let j = *first.entry(*k).or_insert(i);
                let (a, b) = (root(&mut parent, i), root(&mut parent, j));
                parent[a.max(b)] = a.min(b);
            }
        }
        let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for i in 0..self.items.len() {
            clusters.entry(root(&mut parent, i)).or_default().push(i);
        }
        let longest = |members: &[usize], get: fn(&Item) -> &str| -> String {
            members.iter().map(|i| get(&self.items[*i])).max_by_key(|s| s.len()).unwrap_or("").to_owned()
        };
        clusters
            .into_values()
            .enumerate()
            .map(|(n, m)| {
                let categories = m.iter().fold(CategorySet::EMPTY, |c, i| c.union(self.items[*i].categories));
                let ids: Vec<&str> = m.iter().map(|i| self.items[*i].id.as_str()).collect();
                [
                    (n + 1).to_string(),
                    longest(&m, |i| &i.name),
                    longest(&m, |i| &i.birth),
                    longest(&m, |i| &i.bsn),
                    longest(&m, |i| &i.address),
                    categories.to_string(),
                    ids.join("|"),
                ]
            })
            .collect()
    }
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}

fn shown(n: &Name) -> String {
    let first = if n.given.is_empty() { &n.initials } else { &n.given };
    let partner = [n.partner_prefix.as_str(), &n.partner_surname].join(" ");
    let dash = if n.partner_surname.is_empty() { "" } else { "- " };
    [first, &n.prefix, &n.surname, &format!("{dash}{}", partner.trim())]
        .map(|s| s.trim().to_owned())
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn line(a: &Address) -> String {
    [&a.street, &a.number, &a.suffix, &a.postcode, &a.city]
        .into_iter()
        .map(|s| s.trim())
        .filter(|s| !s.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
