//! What is so, from the generator's own knowledge of whom each record is about, as far as a careful reader of all the files
//! could know it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use crate::categories::{Cats, NONE};
use crate::disclosures;
use crate::names;
use crate::person::Human;
use crate::population::{Population, Register};
use crate::save;
use crate::traps::{self, Trap};

/// For whom a record counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    /// The client that ordered, whose ledger has its number, or in whose folder it lies.
    Only(Register),
    /// It says nothing of clients: every register that it fits.
    Any,
}

/// What is known of a register row.
#[derive(Clone, Copy, Default)]
struct Known {
    /// Found in records that single the person out.
    sure: Option<Cats>,
    /// Found in records that fit her and somebody else alike.
    unsure: Option<Cats>,
}

/// Trap, register row, and number of the file.
type Caught = (Trap, Option<(Register, u32)>, u32);

/// The truth as it grows while evidence is written.
pub(crate) struct Truth {
    rows: [Vec<Known>; 3],
    /// Surnames with a first initial of which a record says nothing else: it fits whoever has that name. Not confirmed by it, all
    /// else is open.
    weak: BTreeSet<(String, char)>,
    unregistered: BTreeSet<u32>,
    coverage: Vec<(String, String, &'static str)>,
    open: Vec<(String, String, &'static str)>,
    /// Who fell into which trap, and where.
    caught: Vec<Caught>,
    paths: BTreeMap<String, u32>,
}

impl Truth {
    /// Nothing is found yet.
    pub fn new(people: &Population) -> Truth {
        let rows = Register::ALL.map(|r| {
            let wiped = if r == Register::Screening { people.wiped().len() } else { 0 };
            vec![Known::default(); people.rows(r) as usize + wiped]
        });
        let (weak, unregistered) = (BTreeSet::new(), BTreeSet::new());
        let (coverage, open, caught) = (Vec::new(), Vec::new(), Vec::new());
        Truth { rows, weak, unregistered, coverage, open, caught, paths: BTreeMap::new() }
    }

    /// A record that singles its person out.
    pub fn sure(&mut self, people: &Population, person: u32, counts: For, categories: Cats) {
        self.each(people, person, counts, &mut |k| k.sure = Some(k.sure.unwrap_or(NONE) | categories));
    }

    /// A record that fits several alike.
    pub fn unsure(&mut self, people: &Population, persons: [u32; 2], counts: For, categories: Cats) {
        for person in persons {
            self.each(people, person, counts, &mut |k| {
                k.unsure = Some(k.unsure.unwrap_or(NONE) | categories);
            });
        }
    }

    /// A record with somebody's name that says too little.
    pub fn weak(&mut self, people: &Population, person: u32) {
        self.weak.extend(short_names(&people.human(person)));
    }

    fn each(&mut self, people: &Population, person: u32, counts: For, change: &mut dyn FnMut(&mut Known)) {
        let mut anywhere = false;
        for register in Register::ALL {
            if counts != For::Any && counts != For::Only(register) {
                continue;
            }
            let row = people.row(register, person);
            if let Some(known) = row.and_then(|r| self.rows[register as usize].get_mut(r as usize)) {
                anywhere = true;
                change(known);
            }
        }
        if !anywhere {
            self.unregistered.insert(person);
        }
    }

    /// A file or member and its outcome.
    pub fn file(&mut self, label: &str, path: &str, outcome: &'static str) {
        self.coverage.push((label.into(), path.into(), outcome));
    }

    /// A file or member whose outcome may be one of several.
    pub fn open_file(&mut self, label: &str, path: &str, outcomes: &'static str) {
        self.open.push((label.into(), path.into(), outcomes));
    }

    /// A register row that fell into a trap, in a file.
    pub fn caught(&mut self, trap: Trap, row: Option<(Register, u32)>, file: &str) {
        let next = self.paths.len() as u32;
        let file = match self.paths.get(file) {
            Some(known) => *known,
            None => *self.paths.entry(file.to_owned()).or_insert(next),
        };
        self.caught.push((trap, row, file));
    }

    /// Writes the folder `truth`.
    pub fn write(mut self, dir: &Path, people: &Population) -> io::Result<()> {
        std::fs::create_dir_all(dir.join("truth"))?;
        let mut out = io::BufWriter::new(std::fs::File::create(dir.join("truth/persons.csv"))?);
        writeln!(out, "controller,person,status,categories")?;
        for register in Register::ALL {
            for (row, known) in (0..).zip(&self.rows[register as usize]) {
                let (status, categories) = self.status(people, register, row, *known);
                writeln!(out, "{},{},{status},{categories}", register.controller(), register.key(row))?;
            }
        }
        out.flush()?;
        for (name, rows, head) in [
            ("coverage", &mut self.coverage, "evidence,path,outcome"),
            ("coverage-open", &mut self.open, "evidence,path,outcomes"),
        ] {
            rows.sort();
            let mut text = format!("{head}\n");
            for (label, path, outcome) in rows {
                let _ = writeln!(text, "{label},{path},{outcome}");
            }
            save(&dir.join(format!("truth/{name}.csv")), text.as_bytes())?;
        }
        self.write_unregistered(dir, people)?;
        self.write_traps(dir)
    }

    fn status(
        &self,
        people: &Population,
        register: Register,
        row: u32,
        known: Known,
    ) -> (&'static str, Cats) {
        // What a record holds that is as well somebody else's is not said of a person who is sure by another.
        if let Some(found) = known.sure {
            return ("confirmed", found);
        }
        if let Some(found) = known.unsure {
            return ("ambiguous", found);
        }
        let shared = disclosures::shared(people, register, row);
        let named = || short_names(&people.human(people.person(register, row)));
        let open = !self.weak.is_empty() && named().iter().any(|n| self.weak.contains(n));
        let status = match (shared.is_some(), open) {
            (true, true) => "possible|ambiguous",
            (true, false) => "possible",
            (false, true) => "not_affected|ambiguous",
            (false, false) => "not_affected",
        };
        (status, shared.unwrap_or(NONE))
    }

    fn write_unregistered(&self, dir: &Path, people: &Population) -> io::Result<()> {
        let mut out = String::from("name,birth_date,bsn\n");
        for person in &self.unregistered {
            let h = people.human(*person);
            let _ = writeln!(out, "{},{},{}", h.used().whole(), h.birth.iso(), h.bsn);
        }
        save(&dir.join("truth/unregistered.csv"), out.as_bytes())
    }

    fn write_traps(&mut self, dir: &Path) -> io::Result<()> {
        let mut table = String::from("trap,says\n");
        for e in traps::TRAPS {
            let _ = writeln!(table, "{},\"{}\"", e.name, e.says);
        }
        save(&dir.join("truth/trap-names.csv"), table.as_bytes())?;
        self.caught.sort_by_key(|(trap, row, file)| (*trap, row.map(|(r, n)| (r as usize, n)), *file));
        let mut paths: Vec<(&u32, &String)> = self.paths.iter().map(|(path, n)| (n, path)).collect();
        paths.sort();
        let mut out = String::from("trap,controller,person,file\n");
        for (trap, row, file) in &self.caught {
            let (controller, key) = row.map_or_else(Default::default, |(r, n)| (r.controller(), r.key(n)));
            let path = paths.get(*file as usize).map_or("", |(_, path)| path);
            let _ = writeln!(out, "{},{controller},{key},{path}", traps::name(*trap));
        }
        save(&dir.join("truth/traps.csv"), out.as_bytes())
    }

    /// How often each trap was laid.
    #[cfg(test)]
    pub fn laid(&self) -> BTreeMap<Trap, usize> {
        let mut counts = BTreeMap::new();
        self.caught.iter().for_each(|(t, _, _)| *counts.entry(*t).or_default() += 1);
        counts
    }
}

/// Each of somebody's surnames, as it is compared, with the first initial.
fn short_names(h: &Human) -> Vec<(String, char)> {
    let initial = h.given[0].chars().next().map_or('?', names::plain);
    let all = [Some(&h.own), h.partner.as_ref(), h.former.as_ref()];
    all.into_iter().flatten().map(|n| (names::unmarked(&n.name).to_lowercase(), initial)).collect()
}
