//! Result tables of a run: roster, coverage, unregistered, unlinked, links and figures.

use peil_model::{NumberKind, Outcome, Record, RecordState};
use peil_resolve::{Decision, Index, Policy, RecordEvidence};

use super::coverage::{self, Covered};
use super::fold::{Figures, Records};
use super::part::{Texts, texts_of};
use super::{Inputs, ScopeError};
use crate::config::Case;
use crate::roster::{self, Row, links};
use crate::store::Store;

/// What a run found, before it is written.
pub(super) struct Results<'a> {
    pub coverage: &'a [Covered],
    pub records: Records,
    pub evidence: &'a [RecordEvidence<'a>],
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
    r: &Results<'_>,
) -> Result<Figures, ScopeError> {
    let labels = coverage::labels(case, r.coverage);
    let coverage = r.coverage;
    let id = |record: u32| {
        let (row, n) = r.records.place(record);
        format!("{}#{}", labels[row].1, coverage[row].facts.records[n].place)
    };
    let mut unregistered = crate::roster::Clusters::default();
    let mut unlinked: Vec<[String; 4]> = Vec::new();
    fitting_nobody(store, digest, r, &mut |n, record| {
        let decision = &r.decisions[n as usize];
        if decision.state == RecordState::Unregistered {
            unregistered.add(record, decision.group, id(n));
        } else {
            let categories = record.categories.to_string();
            unlinked.push([id(n), categories, reason(record).into(), settle(record).into()]);
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
        &outcomes,
        unregistered.len() as u64,
        r.policy,
    );
    store.replace(|w| {
        w.table("roster", &roster::COLUMNS, 1)?;
        let sorted = |row: &Row| {
            let mut ids: Vec<(String, u32)> = row.records.iter().map(|n| (id(*n), *n)).collect();
            ids.sort();
            ids.into_iter().unzip::<_, _, Vec<String>, Vec<u32>>()
        };
        for row in &r.roster {
            w.row(&row.cells(case, &sorted(row).0))?;
        }
        w.table("links", &links::COLUMNS, 0)?;
        for row in r.roster.iter().filter(|row| !row.records.is_empty()) {
            let claim = |n: u32| {
                links::pack(inputs, index, &r.evidence[n as usize], &r.decisions[n as usize], row.id)
            };
            let claims = links::join(sorted(row).1.into_iter().map(claim));
            let size = index.size(row.controller).to_string();
            let keys = index.ledger_keys().to_string();
            w.row(&[&row.person, &case.controllers[row.controller].name, &size, &keys, &claims])?;
        }
        w.table(
            "coverage",
            &["evidence", "path", "sha256", "bytes", "media_type", "outcome", "reason", "records"],
            1,
        )?;
        for c in coverage {
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
        w.table("figures", &["scope", "figure", "value", "low", "high"], 1)?;
        figures.iter().try_for_each(|row| w.row(row))?;
        w.event("scoped", &format!("records={} files={}", r.decisions.len(), coverage.len())).map(|_| ())
    })?;
    let gaps = coverage.iter().filter(|c| c.outcome.leaves_a_gap()).count() as u64;
    Ok(Figures { rows: figures, gaps, problems: inputs.problems.clone() })
}

/// The records that fit nobody in a register, in order, with their texts.
fn fitting_nobody(
    store: &Store,
    digest: &[u8; 32],
    r: &Results<'_>,
    each: &mut dyn FnMut(u32, &Record),
) -> Result<(), ScopeError> {
    let mut open: Option<([u8; 32], Vec<Texts>)> = None;
    for (n, decision) in r.decisions.iter().enumerate() {
        if !matches!(decision.state, RecordState::Unregistered | RecordState::Unlinked) {
            continue;
        }
        let (row, position) = r.records.place(n as u32);
        let (sha, member) = r.coverage[row].source.ok_or(ScopeError::Damaged)?;
        if open.as_ref().is_none_or(|(s, _)| *s != sha) {
            let blob = store.get_part(&texts_of(&sha), digest)?.ok_or(ScopeError::Damaged)?;
            open = Some((sha, postcard::from_bytes(&blob).map_err(|_| ScopeError::Damaged)?));
        }
        let texts = open.as_ref().and_then(|(_, t)| t.get(member)).ok_or(ScopeError::Damaged)?;
        each(n as u32, &texts.get(position).ok_or(ScopeError::Damaged)?);
    }
    Ok(())
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
