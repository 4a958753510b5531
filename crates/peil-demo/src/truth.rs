//! What is so, from the generator's own knowledge of whom each record is about.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use crate::population::Population;
use crate::save;

/// Ids of categories in printing order.
const ORDER: [&str; 14] = [
    "name",
    "address",
    "sex",
    "birth_date",
    "bsn",
    "test_kind",
    "test_result",
    "gp",
    "email",
    "phone",
    "iban",
    "patient_number",
    "insurance_number",
    "medical_text",
];
const NAMES: [&str; 3] = ["Screening Nederland", "Ziekenhuis De Linde", "Huisartsenpraktijk Zandpad"];

/// The truth as it grows while evidence is written.
pub(crate) struct Truth {
    /// Per register and position: categories found, and whether some record settles the person.
    found: BTreeMap<(usize, usize), (bool, BTreeSet<&'static str>)>,
    positions: [BTreeMap<usize, usize>; 3],
    pub coverage: Vec<(String, String, &'static str)>,
    pub unregistered: BTreeSet<usize>,
}

impl Truth {
    pub fn new(people: &Population) -> Truth {
        let positions =
            [0, 1, 2].map(|r| people.members[r].iter().enumerate().map(|(i, m)| (*m, i)).collect());
        Truth { found: BTreeMap::new(), positions, coverage: Vec::new(), unregistered: BTreeSet::new() }
    }

    /// A record about a human that counts for one register, or for every register it fits.
    /// `settles`: its fields single her out. Otherwise her twin's row gets the same, and neither is settled by it.
    pub fn record(
        &mut self,
        human: usize,
        counts_for: Option<usize>,
        settles: bool,
        categories: &[&'static str],
    ) {
        let mut anywhere = false;
        for r in (0..3).filter(|r| counts_for.is_none_or(|c| c == *r)) {
            if let Some(position) = self.positions[r].get(&human) {
                anywhere = true;
                let (sure, set) = self.found.entry((r, *position)).or_default();
                // What an unsure record holds is not said of a person who is sure by another.
                if settles && !*sure {
                    set.clear();
                }
                if settles || !*sure {
                    *sure |= settles;
                    set.extend(categories);
                }
            }
        }
        if !anywhere {
            self.unregistered.insert(human);
        }
    }

    pub fn file(&mut self, label: &str, path: &str, outcome: &'static str) {
        self.coverage.push((label.into(), path.into(), outcome));
    }

    pub fn write(mut self, dir: &Path, people: &Population) -> io::Result<()> {
        let mut persons = String::from("controller,person,status,categories\n");
        for (r, controller) in NAMES.iter().enumerate() {
            for i in 0..people.members[r].len() {
                let possible = r > 0 || people.disclosed.get(i).is_some_and(Option::is_some);
                let (status, categories) = match self.found.get(&(r, i)) {
                    Some((true, c)) => ("confirmed", joined(c)),
                    Some((false, c)) => ("ambiguous", joined(c)),
                    None if possible => ("possible", String::from("*")),
                    None => ("not_affected", String::new()),
                };
                let _ = writeln!(persons, "{controller},{},{status},{categories}", Population::key(r, i));
            }
        }
        save(&dir.join("truth/persons.csv"), persons.as_bytes())?;
        self.coverage.sort();
        let mut coverage = String::from("evidence,path,outcome\n");
        for (label, path, outcome) in &self.coverage {
            let _ = writeln!(coverage, "{label},{path},{outcome}");
        }
        save(&dir.join("truth/coverage.csv"), coverage.as_bytes())?;
        let mut unregistered = String::from("name,birth_date,bsn\n");
        for h in self.unregistered.iter().map(|h| &people.humans[*h]) {
            let _ = writeln!(unregistered, "{},{},{}", h.surname, h.iso(), h.bsn);
        }
        save(&dir.join("truth/unregistered.csv"), unregistered.as_bytes())
    }
}

fn joined(set: &BTreeSet<&'static str>) -> String {
    ORDER.into_iter().filter(|c| set.contains(c)).collect::<Vec<_>>().join("|")
}
