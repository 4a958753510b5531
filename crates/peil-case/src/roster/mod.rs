//! From decisions to what is said of each register person: status, categories, sources.

mod clusters;
mod figures;
pub(crate) mod links;

use peil_model::{CategorySet, Status};
use peil_resolve::{Decision, Policy};

use crate::config::Case;
use crate::scope::{Covered, Inputs, Records};

pub(crate) use clusters::{Clusters, Heap, Persons};
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
    /// Numbers of its records.
    pub records: Vec<u32>,
}

impl Row {
    /// The cells of the export.
    pub fn cells(&self, case: &Case, ids: String) -> [String; 7] {
        [
            case.controllers[self.controller].name.clone(),
            self.person.clone(),
            self.status.id().into(),
            self.probability.map_or(String::new(), probability),
            self.categories.to_string(),
            self.first_seen.map_or(String::new(), |d| case.evidence[d].label.clone()),
            ids,
        ]
    }
}

/// A posterior with six decimals, cut and not rounded, so that it never prints as 1.
pub(crate) fn probability(p: f64) -> String {
    format!("0.{:06}", (p.min(0.999_999) * 1e6).floor() as u32)
}

/// A record that may be a person's.
struct Found {
    person: u32,
    record: u32,
    posterior: f64,
}

/// Folds decisions into one row per register person, controllers in order, persons in register order.
pub(crate) fn fold(
    inputs: &Inputs,
    coverage: &[Covered],
    records: &Records,
    decisions: &[Decision],
    policy: Policy,
) -> Vec<Row> {
    let mut found: Vec<Found> = Vec::new();
    for (record, d) in (0..).zip(decisions) {
        found.extend(d.persons.iter().map(|(person, p)| Found { person: *person, record, posterior: *p }));
    }
    found.sort_unstable_by_key(|f| (f.person, f.record));
    let mut rest = found.as_slice();
    let mut rows = Vec::new();
    let mut id = 0;
    for (controller, keys) in inputs.keys.iter().enumerate() {
        for (position, key) in keys.iter().enumerate() {
            let view = &inputs.ledgers[controller];
            let disclosed = view.disclosed.get(&(position as u32));
            let (here, behind) = rest.split_at(rest.partition_point(|f| f.person <= id));
            rest = behind;
            let best = here.iter().map(|f| f.posterior).fold(0.0, f64::max);
            let status = match () {
                () if best >= policy.confirm => Status::Confirmed,
                () if best >= policy.notice => Status::Ambiguous,
                () if disclosed.is_some() || !view.exists => Status::Possible,
                () => Status::NotAffected,
            };
            let counts = |f: &&Found| match status {
                Status::Confirmed => f.posterior >= policy.confirm,
                Status::Ambiguous => f.posterior < policy.confirm,
                _ => false,
            };
            let own: Vec<u32> = here.iter().filter(counts).map(|f| f.record).collect();
            let mut categories = CategorySet::EMPTY;
            let mut first_seen = None;
            for record in &own {
                let (row, n) = records.place(*record);
                categories = categories.union(coverage[row].facts.records[n].categories);
                // Rows lie in the order of deliveries, records in the order of rows.
                first_seen = first_seen.or(Some(coverage[row].delivery));
            }
            if status == Status::Possible {
                categories = disclosed.copied().unwrap_or(CategorySet::EMPTY);
            }
            rows.push(Row {
                id,
                controller,
                person: key.clone(),
                status,
                probability: matches!(status, Status::Confirmed | Status::Ambiguous).then_some(best),
                categories,
                first_seen,
                records: own,
            });
            id += 1;
        }
    }
    rows
}
