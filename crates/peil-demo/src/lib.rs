//! An invented incident in the shape of the real one, with its truth.
//!
//! Knows nothing of the rest of `peil`, so that the truth is not shaped by the code under test. Same plan, same bytes.

mod evidence;
mod names;
mod population;
mod registers;
mod rng;
mod truth;

use std::io;
use std::path::Path;

use population::Population;
use truth::Truth;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Persons in the screening organisation's register.
    pub persons: u32,
    /// Seed of everything.
    pub seed: u64,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Persons in all registers.
    pub persons: u64,
    /// Records written into evidence.
    pub records: u64,
    /// Evidence files.
    pub files: u64,
}

/// Writes the incident into a folder: `peil.toml`, `registers/`, `ledger/`, `evidence/`, `truth/`.
///
/// # Errors
/// What the file system says.
pub fn write(dir: &Path, plan: &Plan) -> io::Result<Summary> {
    let people = Population::new(plan);
    let mut truth = Truth::new(&people);
    registers::write(dir, &people)?;
    let written = evidence::write(dir, &people, &mut truth)?;
    truth.write(dir, &people)?;
    Ok(Summary { persons: people.registered() as u64, ..written })
}

pub(crate) fn save(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut out = BTreeMap::new();
        let mut todo = vec![dir.to_owned()];
        while let Some(d) = todo.pop() {
            for e in std::fs::read_dir(d).unwrap() {
                let p = e.unwrap().path();
                if p.is_dir() {
                    todo.push(p)
                } else {
                    out.insert(p.strip_prefix(dir).unwrap().to_owned(), std::fs::read(&p).unwrap());
                }
            }
        }
        out
    }

    #[test]
    fn same_seed_same_bytes_and_other_seed_others() {
        let made: Vec<_> = [7, 7, 8]
            .into_iter()
            .map(|seed| {
                let dir = tempfile::tempdir().unwrap();
                write(dir.path(), &Plan { persons: 60, seed }).unwrap();
                files(dir.path())
            })
            .collect();
        assert!(made[0] == made[1]);
        assert!(made[0] != made[2]);
    }
}
