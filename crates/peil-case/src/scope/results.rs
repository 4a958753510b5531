//! Result tables of a run: roster, coverage, unregistered, unlinked, links and figures.

use peil_model::{NumberKind, Outcome, Record, RecordState};
use peil_resolve::{Decision, Index, Policy, RecordEvidence};

use super::coverage::{self, Covered};
use super::fold::{Figures, Meta, each_record};
use super::{Inputs, ScopeError};
use crate::config::Case;
use crate::roster::{self, Row};
use crate::store::Store;

/// What a run found, before it is written.
pub(super) struct Results {
    pub coverage: Vec<Covered>,
    pub evidence: Vec<RecordEvidence>,
    pub metas: Vec<Meta>,
    pub decisions: Vec<Decision>,
    pub roster: Vec<Row>,
    pub policy: Policy,
}

/// Replaces the result tables, all at once.
pub(super) fn write(
    case: &Case,
    inputs: &Inputs,
    index: &Index,
    digest: &[u8; 32],
    store: &mut Store,
    mut r: Results,
) -> Result<Figures, ScopeError> {
    let labels = coverage::labels(case, &r.coverage);
    let mut coverage = std::mem::take(&mut r.coverage);
    let mut unregistered = crate::roster::Clusters::default();
    let mut unlinked: Vec<[String; 4]> = Vec::new();
    let mut links: Vec<[String; 6]> = Vec::new();
    let mut n = 0usize;
    each_record(&mut coverage, digest, store, &mut |row, _, stored| {
        let (decision, evidence) = (&r.decisions[n], &r.evidence[n]);
        n += 1;
        let id = format!("{}#{}", labels[row as usize].1, stored.record.place);
        match decision.state {
            RecordState::Unregistered => unregistered.add(&stored.record, decision.group, id),
            RecordState::Unlinked => unlinked.push([
                id,
                stored.record.categories.to_string(),
                reason(&stored.record).into(),
                settle(&stored.record).into(),
            ]),
            _ => links.extend(roster::links(case, inputs, index, evidence, decision, &id)),
        }
    })?;
    let unregistered = unregistered.rows();
    let outcomes: Vec<(Outcome, u64, bool)> =
        coverage.iter().map(|c| (c.outcome, c.bytes, c.path.contains("!/"))).collect();
    let figures = roster::figures(
        case,
        inputs,
        index,
        &r.roster,
        &r.decisions,
        &r.metas,
        &outcomes,
        unregistered.len() as u64,
        r.policy,
    );
    store.replace(|w| {
        w.table("roster", &roster::COLUMNS, 1)?;
        r.roster.iter().try_for_each(|row| w.row(&row.cells(case)))?;
        w.table(
            "coverage",
            &["evidence", "path", "sha256", "bytes", "media_type", "outcome", "reason", "records"],
            1,
        )?;
        for c in &coverage {
            let sha: String = if c.source.is_some() {
                c.sha256.iter().map(|b| format!("{b:02x}")).collect()
            } else {
                String::new()
            };
            let (bytes, records) = (c.bytes.to_string(), c.records.to_string());
            let label = &case.evidence[c.delivery].label;
            w.row(&[label, &c.path, &sha, &bytes, &c.media_type, c.outcome.id(), &c.reason, &records])?;
        }
        w.table(
            "unregistered",
            &["cluster", "name", "birth_date", "bsn", "address", "categories", "records"],
            0,
        )?;
        unregistered.iter().try_for_each(|row| w.row(row))?;
        w.table("unlinked", &["record", "categories", "reason", "settled_by"], 0)?;
        unlinked.iter().try_for_each(|row| w.row(row))?;
        w.table("links", &["person", "controller", "record", "probability", "parts", "competitors"], 0)?;
        links.iter().try_for_each(|row| w.row(row))?;
        w.table("figures", &["scope", "figure", "value", "low", "high"], 1)?;
        figures.iter().try_for_each(|row| w.row(row))?;
        w.event("scoped", &format!("records={} files={}", r.metas.len(), coverage.len())).map(|_| ())
    })?;
    let gaps = coverage.iter().filter(|c| c.outcome.leaves_a_gap()).count() as u64;
    Ok(Figures { rows: figures, gaps, problems: inputs.problems.clone() })
}

fn reason(r: &Record) -> &'static str {
    let numbers = r.numbers.iter().any(|n| matches!(n.kind, NumberKind::Specimen | NumberKind::Order));
    match () {
        () if numbers && r.names.is_empty() => "only a specimen or order number, which no ledger knows",
        () if !r.names.is_empty() => "a name with nothing beside it",
        () if !r.bsns.is_empty() => "a number that may or may not be a BSN",
        () => "no name and no number that identifies",
    }
}

fn settle(r: &Record) -> &'static str {
    if r.numbers.is_empty() {
        "the person's BSN or birth date for this record"
    } else {
        "the person to whom the processor gave this number"
    }
}
