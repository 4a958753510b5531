//! From decisions to what is said of each register person: status, categories, sources.

mod clusters;
mod figures;

use std::collections::{BTreeMap, BTreeSet};

use peil_model::{CategorySet, RecordState, Status};
use peil_resolve::{Decision, Field, Index, Model, Policy, RecordEvidence, part_bits};

use crate::config::Case;
use crate::scope::{Inputs, fold_support::Meta};

pub(crate) use clusters::Clusters;
pub(crate) use figures::figures;

/// Columns of the roster, fixed by the contract.
pub const COLUMNS: [&str; 7] =
    ["controller", "person", "status", "probability", "categories", "first_seen", "records"];

/// One register person of one controller.
pub struct Row {
    /// Person id in the index.
    pub id: u32,
    /// Position of the controller in `peil.toml`.
    pub controller: usize,
    /// The register's key.
    pub person: String,
    /// What is said.
    pub status: Status,
    /// Largest posterior over the records; `None` for possible and not affected.
    pub probability: Option<f64>,
    /// Found (confirmed, ambiguous) or shared (possible).
    pub categories: CategorySet,
    /// Position of the first delivery that holds a record.
    pub first_seen: Option<usize>,
    /// Record ids, sorted.
    pub records: Vec<String>,
}

impl Row {
    /// The cells of the export.
    pub fn cells(&self, case: &Case) -> [String; 7] {
        [
            case.controllers[self.controller].name.clone(),
            self.person.clone(),
            self.status.id().into(),
            self.probability.map_or(String::new(), probability),
            self.categories.to_string(),
            self.first_seen.map_or(String::new(), |d| case.evidence[d].label.clone()),
            self.records.join("|"),
        ]
    }
}

/// A posterior with six decimals, cut and not rounded, so that it never prints as 1.
pub(crate) fn probability(p: f64) -> String {
    format!("{:.6}", (p.min(0.999_999) * 1e6).floor() / 1e6)
}

#[derive(Default)]
struct Found {
    best: f64,
    linked: Vec<u32>,
    ambiguous: Vec<u32>,
}

/// Folds decisions into one row per register person, controllers in order, persons in register order.
pub(crate) fn fold(
    inputs: &Inputs,
    labels: &[(usize, String)],
    metas: &[Meta],
    decisions: &[Decision],
    policy: Policy,
) -> Vec<Row> {
    let mut found: BTreeMap<u32, Found> = BTreeMap::new();
    for (i, d) in decisions.iter().enumerate() {
        for (person, p) in &d.persons {
            let f = found.entry(*person).or_default();
            f.best = f.best.max(*p);
            if *p >= policy.confirm { f.linked.push(i as u32) } else { f.ambiguous.push(i as u32) }
        }
    }
    let mut rows = Vec::new();
    let mut id = 0;
    for (controller, register) in inputs.registers.iter().enumerate() {
        for (position, person) in register.persons.iter().enumerate() {
            let view = &inputs.ledgers[controller];
            let disclosed = view.disclosed.get(&(position as u32));
            let f = found.get(&id);
            let best = f.map_or(0.0, |f| f.best);
            let status = match () {
                () if best >= policy.confirm => Status::Confirmed,
                () if best >= policy.notice => Status::Ambiguous,
                () if disclosed.is_some() || !view.exists => Status::Possible,
                () => Status::NotAffected,
            };
            let records: &[u32] = match (status, f) {
                (Status::Confirmed, Some(f)) => &f.linked,
                (Status::Ambiguous, Some(f)) => &f.ambiguous,
                _ => &[],
            };
            let mut categories = CategorySet::EMPTY;
            let mut rows_seen = BTreeSet::new();
            let mut ids = Vec::with_capacity(records.len());
            for r in records {
                let m = &metas[*r as usize];
                categories = categories.union(m.categories);
                rows_seen.insert(m.row);
                ids.push(format!("{}#{}", labels[m.row as usize].1, m.place));
            }
            ids.sort();
            if status == Status::Possible {
                categories = disclosed.copied().unwrap_or(CategorySet::EMPTY);
            }
            rows.push(Row {
                id,
                controller,
                person: person.key.clone(),
                status,
                probability: matches!(status, Status::Confirmed | Status::Ambiguous).then_some(best),
                categories,
                first_seen: rows_seen.iter().map(|r| labels[*r as usize].0).min(),
                records: ids,
            });
            id += 1;
        }
    }
    rows
}

/// Rows of the table `links` for one record: who it may be, how surely, by which parts, against whom.
pub(crate) fn links(
    case: &Case,
    inputs: &Inputs,
    index: &Index,
    evidence: &RecordEvidence,
    d: &Decision,
    record: &str,
) -> Vec<[String; 6]> {
    if !matches!(d.state, RecordState::Linked | RecordState::Ambiguous) {
        return Vec::new();
    }
    let key = |p: u32| {
        let (register, position) = index.place(p);
        (register, inputs.registers[register].persons[position as usize].key.clone())
    };
    d.persons
        .iter()
        .map(|(person, p)| {
            let (register, name) = key(*person);
            let model = Model::new(index.size(register), index.ledger_keys());
            let parts = match evidence.candidates.iter().find(|c| c.person == *person) {
                Some(c) => part_bits(&model, c)
                    .into_iter()
                    .map(|(f, level, bits)| format!("{}: {level} {bits:+.1}", field(f)))
                    .collect::<Vec<_>>()
                    .join("; "),
                None => "through a number that it shares with other records".into(),
            };
            let rivals: Vec<String> = d
                .persons
                .iter()
                .filter(|(q, _)| q != person && index.place(*q).0 == register)
                .map(|(q, x)| format!("{} {}", key(*q).1, probability(*x)))
                .collect();
            [
                name,
                case.controllers[register].name.clone(),
                record.to_string(),
                probability(*p),
                parts,
                rivals.join("; "),
            ]
        })
        .collect()
}

fn field(f: Field) -> &'static str {
    match f {
        Field::Key => "ledger",
        Field::Bsn => "BSN",
        Field::Surname => "surname",
        Field::First => "first name",
        Field::Birth => "birth date",
        Field::Sex => "sex",
        Field::Home => "address",
        Field::Contact => "e-mail, phone or account",
        Field::Number => "patient number",
    }
}
