//! Registers and ledgers of a case, joined: who is known, and what was ever shared with the processor.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use peil_evidence::{Limits, Worker};
use peil_model::{CategorySet, Person};
use peil_resolve::{Index, RegisterInput};
use sha2::{Digest as _, Sha256};

use super::listed::Stamp;
use super::{ScopeError, part};
use crate::config::Case;
use crate::ledger::{self, Ledger};
use crate::register;

/// What one controller's ledger says.
pub struct LedgerView {
    /// Whether the controller has a ledger at all.
    pub exists: bool,
    /// Per person (position in the register): disclosed to the processor, with which categories.
    pub disclosed: BTreeMap<u32, CategorySet>,
    /// Disclosures to other recipients, which do not count.
    pub elsewhere: BTreeMap<String, u64>,
    /// Months without rows, in words.
    pub gaps: Vec<String>,
}

/// Everything that the evidence is held against.
pub struct Inputs {
    /// Per controller: persons (ledger-only ones last) and ledger keys, until the index takes them.
    pub registers: Vec<RegisterInput>,
    /// Per controller: the register's keys of the same persons.
    pub keys: Vec<Vec<String>>,
    /// Per controller.
    pub ledgers: Vec<LedgerView>,
    /// What was odd in registers and ledgers, without personal data.
    pub problems: Vec<String>,
    /// Digest of all of it: parts made under another digest are made anew.
    pub digest: [u8; 32],
}

impl Inputs {
    /// Loads every register and ledger of the case in a worker.
    ///
    /// # Errors
    /// A register or ledger that cannot be read wholly or lacks what is needed.
    pub fn load(case: &Case, program: &Path) -> Result<Inputs, ScopeError> {
        let mut worker = Worker::spawn(program, &Limits::default()).map_err(ScopeError::Worker)?;
        let mut inputs = Inputs {
            registers: Vec::new(),
            keys: Vec::new(),
            ledgers: Vec::new(),
            problems: Vec::new(),
            digest: [0; 32],
        };
        let mut hasher = Sha256::new();
        let mut digested = Vec::new();
        hasher.update(part::VERSION.to_le_bytes());
        for controller in &case.controllers {
            for file in controller.register.iter().chain(&controller.ledger) {
                let (stamp, sha) =
                    stamped(file).map_err(|error| ScopeError::Open { path: file.clone(), error })?;
                hasher.update(sha);
                digested.push((file, stamp));
            }
            hasher.update(format!("{:?}", controller.register.len()));
            hasher.update(register::column_signature(controller));
            let register = register::load(&mut worker, controller)?;
            inputs.problems.extend(register.problems);
            let mut persons = register.persons;
            let view = if controller.ledger.is_empty() {
                LedgerView {
                    exists: false,
                    disclosed: BTreeMap::new(),
                    elsewhere: BTreeMap::new(),
                    gaps: Vec::new(),
                }
            } else {
                let ledger = {
                    let keys = register::Keys::new(&persons);
                    ledger::load(&mut worker, controller, &case.processor_names, &|raw| {
                        keys.find(raw).map(str::to_owned)
                    })?
                };
                inputs.problems.extend(ledger.problems.iter().cloned());
                let (view, keys) = join(&mut persons, &ledger, &case.processor_names);
                inputs.registers.push(RegisterInput { persons: std::mem::take(&mut persons), keys });
                inputs.ledgers.push(view);
                continue;
            };
            inputs.registers.push(RegisterInput { persons, keys: Vec::new() });
            inputs.ledgers.push(view);
        }
        for name in &case.processor_names {
            hasher.update(name.as_bytes());
        }
        let keys = |r: &RegisterInput| r.persons.iter().map(|p| p.key.clone()).collect();
        inputs.keys = inputs.registers.iter().map(keys).collect();
        inputs.digest = hasher.finalize().into();
        // All parts are kept under this digest: it must be that of what was loaded.
        let changed = |(file, stamp): &&(&PathBuf, Stamp)| {
            !File::open(file).and_then(|f| Stamp::of(&f)).is_ok_and(|now| now == *stamp)
        };
        match digested.iter().find(changed) {
            Some((file, _)) => Err(ScopeError::Changed((*file).clone())),
            None => Ok(inputs),
        }
    }
}

fn stamped(path: &Path) -> std::io::Result<(Stamp, [u8; 32])> {
    let file = File::open(path)?;
    let stamp = Stamp::of(&file)?;
    Ok((stamp, peil_evidence::digest(&file)?.0))
}

/// Joins a ledger to its register by key, by BSN or by likeness; adds persons that only the ledger knows.
fn join(
    persons: &mut Vec<Person>,
    ledger: &Ledger,
    processor: &[String],
) -> (LedgerView, Vec<(String, u32)>) {
    let mut view = LedgerView {
        exists: true,
        disclosed: BTreeMap::new(),
        elsewhere: BTreeMap::new(),
        gaps: ledger::gaps(ledger).iter().map(ToString::to_string).collect(),
    };
    let mut by_key: BTreeMap<String, u32> =
        persons.iter().enumerate().map(|(i, p)| (p.key.clone(), i as u32)).collect();
    let needs_index = ledger.rows.iter().any(|r| r.record.is_some());
    let index =
        needs_index.then(|| Index::build(vec![RegisterInput { persons: persons.clone(), keys: Vec::new() }]));
    let mut keys = Vec::new();
    for row in &ledger.rows {
        let d = &row.disclosure;
        let ours = d.recipient.is_empty() || ledger::is_processor(&d.recipient, processor);
        if !ours {
            *view.elsewhere.entry(d.recipient.clone()).or_default() += 1;
        }
        let known = by_key.get(&d.person).copied().or_else(|| {
            let (index, record) = (index.as_ref()?, row.record.as_ref()?);
            likeliest(index, record)
        });
        let person = match known {
            Some(p) => p,
            None if d.person.is_empty() => continue,
            None => {
                persons.push(Person { key: d.person.clone(), ..Person::default() });
                by_key.insert(d.person.clone(), persons.len() as u32 - 1);
                persons.len() as u32 - 1
            }
        };
        if ours {
            let seen = view.disclosed.entry(person).or_default();
            *seen = seen.union(d.categories);
            keys.extend(d.numbers.iter().map(|n| (n.value.clone(), person)));
            if let Some(record) = &row.record {
                as_sent(&mut persons[person as usize], record);
            }
        }
    }
    (view, keys)
}

/// Names and addresses as they were sent count as the person's own of then.
fn as_sent(person: &mut Person, record: &peil_model::Record) {
    for name in &record.names {
        if !person.names.contains(name) {
            person.names.push(name.clone());
        }
    }
    for address in &record.addresses {
        if !person.addresses.contains(address) {
            person.addresses.push(address.clone());
        }
    }
    if person.birth.is_none() {
        person.birth = record.birth;
    }
}

/// The register person of an order message: decided like any record, at 0.99.
fn likeliest(index: &Index, record: &peil_model::Record) -> Option<u32> {
    let candidates = index.candidates(record);
    let evidence = peil_resolve::RecordEvidence {
        candidates: &candidates,
        numbers: &[],
        registers: 1,
        about: peil_resolve::Evidence::default(),
        identifies: true,
    };
    let policy = peil_resolve::Policy { confirm: 0.99, notice: 0.05 };
    let decision = peil_resolve::decide(index, &[evidence], policy).pop()?;
    decision.persons.into_iter().find(|(_, x)| *x >= 0.99).map(|(p, _)| p)
}
