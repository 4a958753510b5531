//! The incident as a whole: the same bytes each time, every size, every trap.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::*;
use crate::traps::TRAPS;

fn made(persons: u32, seed: u64) -> (tempfile::TempDir, Summary) {
    let dir = tempfile::tempdir().unwrap();
    let summary = write(dir.path(), &Plan { persons, seed }).unwrap();
    (dir, summary)
}

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

fn digest(persons: u32, seed: u64) -> Vec<u8> {
    let (dir, _) = made(persons, seed);
    let mut hash = Sha256::new();
    for (path, bytes) in files(dir.path()) {
        hash.update(path.to_string_lossy().as_bytes());
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hash.finalize().to_vec()
}

#[test]
fn same_seed_same_bytes_and_other_seed_others() {
    let first = digest(150, 7);
    // Archives keep times to two seconds: a clock in one would show.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert_eq!(first, digest(150, 7));
    assert_ne!(first, digest(150, 8));
}

#[test]
fn any_size_works() {
    for persons in [0, 1, 2, 37, 45] {
        let (dir, summary) = made(persons, 3);
        let rows = std::fs::read_to_string(dir.path().join("truth/persons.csv")).unwrap();
        assert!(
            summary.persons >= u64::from(persons.max(1)) && rows.lines().count() as u64 > summary.persons
        );
    }
}

#[test]
fn every_trap_is_laid() {
    let dir = tempfile::tempdir().unwrap();
    let people = Population::new(&Plan { persons: 2000, seed: 5 });
    let mut truth = Truth::new(&people);
    evidence::write(dir.path(), &people, &mut truth).unwrap();
    let laid = truth.laid();
    for e in TRAPS {
        assert!(laid.get(&e.trap).is_some_and(|n| *n > 0), "{} is not laid", e.name);
    }
}

#[test]
fn each_file_has_its_outcome_and_each_person_one_row() {
    let (dir, summary) = made(400, 11);
    let table = |name: &str| std::fs::read_to_string(dir.path().join("truth").join(name)).unwrap();
    let told = table("coverage.csv") + &table("coverage-open.csv");
    let on_disk: Vec<String> = files(&dir.path().join("evidence"))
        .keys()
        .map(|p| p.to_string_lossy().replacen('/', ",", 1))
        .collect();
    assert_eq!(on_disk.len() as u64, summary.files);
    for file in on_disk {
        assert_eq!(told.lines().filter(|l| l.starts_with(&format!("{file},"))).count(), 1, "{file}");
    }
    let mut keys: Vec<String> = table("persons.csv")
        .lines()
        .map(|l| l.splitn(3, ',').take(2).collect::<Vec<_>>().join(","))
        .collect();
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all);
}

#[test]
fn statuses_are_of_every_kind() {
    let (dir, _) = made(1000, 2);
    let rows = std::fs::read_to_string(dir.path().join("truth/persons.csv")).unwrap();
    for register in Register::ALL {
        for status in ["confirmed", "ambiguous", "possible"] {
            let head = format!("{},", register.controller());
            let some = rows.lines().any(|l| l.starts_with(&head) && l.contains(&format!(",{status},")));
            assert!(some, "nobody of {} is {status}", register.controller());
        }
    }
}
