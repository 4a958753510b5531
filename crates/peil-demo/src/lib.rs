//! An invented incident in the shape of the real one, with its truth.
//!
//! Knows nothing of the rest of `peil`, so that the truth is not shaped by the code under test. Same plan, same bytes: no clock,
//! no order of a hash, no machine. `traps.rs` lists what is planted; `truth/` says, next to the files, what is so.

mod categories;
mod disclosures;
mod evidence;
mod formats;
mod ledgers;
mod names;
mod numbers;
mod person;
mod population;
mod registers;
mod rng;
mod traps;
mod truth;

use std::io;
use std::path::Path;

use population::{Population, Register};
use truth::Truth;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Persons in the screening organisation's register, from 1 to 1,000,000; the other registers follow in proportion.
    pub persons: u32,
    /// Seed of everything.
    pub seed: u64,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Persons in all registers, each as often as she stands in one.
    pub persons: u64,
    /// Records written into evidence.
    pub records: u64,
    /// Evidence files.
    pub files: u64,
}

/// Writes the incident into a folder: `peil.toml`, `registers/`, `ledger/`, `evidence/`, `truth/`.
///
/// Memory: some bytes a person and one file's text; the persons themselves are made when they are written.
///
/// # Errors
/// What the file system says.
pub fn write(dir: &Path, plan: &Plan) -> io::Result<Summary> {
    let people = Population::new(plan);
    let mut truth = Truth::new(&people);
    registers::write(dir, &people)?;
    ledgers::write(dir, &people)?;
    let written = evidence::write(dir, &people, &mut truth)?;
    truth.write(dir, &people)?;
    let persons = Register::ALL.iter().map(|r| u64::from(people.rows(*r))).sum();
    Ok(Summary { persons, ..written })
}

pub(crate) fn save(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes)
}

#[cfg(test)]
mod tests;
