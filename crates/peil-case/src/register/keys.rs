//! Who a ledger means: the register's keys, and what else names one person only.

use std::collections::HashMap;

use peil_detect::identifiers::bsn;
use peil_model::{NumberKind, Person};

/// Looks up a person by key, by a key that lost its zeros or its case, by BSN or by patient number.
pub struct Keys<'a> {
    persons: &'a [Person],
    exact: HashMap<&'a str, u32>,
    loose: HashMap<String, Option<u32>>,
    other: HashMap<&'a str, Option<u32>>,
}

impl std::fmt::Debug for Keys<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(masked)")
    }
}

impl<'a> Keys<'a> {
    /// The keys of a register's persons.
    pub fn new(persons: &'a [Person]) -> Keys<'a> {
        let mut keys = Keys { persons, exact: HashMap::new(), loose: HashMap::new(), other: HashMap::new() };
        for (i, p) in (0..).zip(persons) {
            keys.exact.insert(&p.key, i);
            only_one(&mut keys.loose, loose(&p.key), i);
            let numbers =
                p.numbers.iter().filter(|n| n.kind == NumberKind::Patient).map(|n| n.value.as_str());
            p.bsns.iter().map(String::as_str).chain(numbers).for_each(|n| only_one(&mut keys.other, n, i));
        }
        keys
    }

    /// The register's key of the person that a ledger's value names, if it names exactly one.
    pub fn find(&self, raw: &str) -> Option<&'a str> {
        let raw = raw.trim();
        let unique = |found: Option<&Option<u32>>| found.copied().flatten();
        let index = self
            .exact
            .get(raw)
            .copied()
            .or_else(|| unique(self.loose.get(&loose(raw))))
            .or_else(|| unique(self.other.get(raw)))
            .or_else(|| bsn::registered(raw).and_then(|b| unique(self.other.get(b.as_str()))));
        index.and_then(|i| self.persons.get(i as usize)).map(|p| p.key.as_str())
    }
}

/// Remembers who has a value, or that several have.
fn only_one<K: std::hash::Hash + Eq>(map: &mut HashMap<K, Option<u32>>, key: K, person: u32) {
    map.entry(key).and_modify(|known| *known = known.filter(|k| *k == person)).or_insert(Some(person));
}

fn loose(key: &str) -> String {
    let key = key.trim().strip_suffix(".0").unwrap_or(key.trim());
    key.trim_start_matches('0').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_names_one_person_or_none() {
        let person = |key: &str, b: &str| Person {
            key: key.to_owned(),
            bsns: vec![b.to_owned()],
            ..Person::default()
        };
        let all = [
            person("007", "123456782"),
            person("A1", "111222333"),
            person("a1", "111222333"),
            person("90", "000000012"),
        ];
        let keys = Keys::new(&all);
        for (raw, expect) in [
            ("007", Some("007")),
            (" 7 ", Some("007")),
            ("7.0", Some("007")),
            ("A1", Some("A1")),
            ("a1", Some("a1")),
            ("0a1", None),
            ("123456782", Some("007")),
            ("1234.56.782", Some("007")),
            ("111222333", None),
            ("", None),
            ("nobody", None),
        ] {
            assert_eq!(keys.find(raw), expect, "{raw}");
        }
    }
}
