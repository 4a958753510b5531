//! Result tables of a run: roster, coverage, unregistered, unlinked, links and figures.

use std::fmt::Write as _;
use std::ops::Range;

use peil_model::{NumberKind, Outcome, Record, RecordState};
use peil_resolve::{Decision, Index, Policy, RecordEvidence};

use super::coverage::{self, Covered};
use super::fold::{Figures, Records};
use super::part::texts_of;
use super::texts::Reader;
use super::{Inputs, ScopeError};
use crate::config::Case;
use crate::roster::{self, Clusters, Heap, Persons, Row, links};
use crate::store::{Store, StoreError, TablesWriter};
use crate::threads::{in_order, ranges};

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
    let id = |record: u32, out: &mut String| {
        let (row, n) = r.records.place(record);
        // Writing into memory cannot fail.
        let _ = write!(out, "{}#{}", labels[row].1, coverage[row].facts.records[n].place);
    };
    let figures = store.replace(|w| {
        let (unregistered, unlinked) = nobody(w, digest, r, &id)?;
        w.table("roster", &roster::COLUMNS, 1)?;
        let fetch_places = |range: Range<usize>| {
            let records = r.roster[range].iter().flat_map(|row| &row.records);
            fetch(
                records.map(|n| r.records.place(*n)).map(|(row, n)| coverage[row].facts.records[n].parties),
            );
        };
        rows(w, r.roster.len(), fetch_places, |n| {
            let row = &r.roster[n];
            row.cells(case, joined(row.records.iter(), '|', |n, out| id(*n, out)))
        })?;
        w.table("links", &links::COLUMNS, 0)?;
        let found: Vec<&Row> = r.roster.iter().filter(|row| !row.records.is_empty()).collect();
        let density = index.ledger_density().to_string();
        let fetch_claims = |range: Range<usize>| {
            let records = found[range].iter().flat_map(|row| &row.records).map(|n| *n as usize);
            let candidate = |n: usize| r.evidence[n].candidates.first().map_or(0, |c| c.person);
            let person = |n: usize| r.decisions[n].persons.first().map_or(0, |(p, _)| *p);
            fetch(records.map(|n| candidate(n) ^ person(n)));
        };
        rows(w, found.len(), fetch_claims, |n| {
            let row = found[n];
            let claims = joined(row.records.iter().map(|n| *n as usize), links::RECORD, |n, out| {
                links::pack(inputs, index, &r.evidence[n], &r.decisions[n], row.id, out);
            });
            let size = index.size(row.controller).to_string();
            let controller = case.controllers[row.controller].name.clone();
            [row.person.clone(), controller, size, density.clone(), claims]
        })?;
        covered(w, case, coverage)?;
        w.table(
            "unregistered",
            &["cluster", "name", "birth_date", "bsn", "address", "categories", "records"],
            0,
        )?;
        rows(w, unregistered.len(), |_| (), |n| unregistered.row(n, id))?;
        w.table("unlinked", &["record", "categories", "reason", "settled_by"], 0)?;
        unlinked.iter().try_for_each(|row| w.row(row))?;
        let outcomes: Vec<(Outcome, u64, bool)> =
            coverage.iter().map(|c| (c.outcome, c.bytes, c.path.contains("!/"))).collect();
        let persons = unregistered.len() as u64;
        let figures =
            roster::figures(case, inputs, index, &r.roster, &r.decisions, &outcomes, persons, r.policy);
        w.table("figures", &["scope", "figure", "value", "low", "high"], 1)?;
        figures.iter().try_for_each(|row| w.row(row))?;
        w.event("scoped", &format!("records={} files={}", r.decisions.len(), coverage.len()))?;
        Ok::<_, ScopeError>(figures)
    })?;
    let gaps = coverage.iter().filter(|c| c.outcome.leaves_a_gap()).count() as u64;
    Ok(Figures { rows: figures, gaps, problems: inputs.problems.clone() })
}

/// The table of the coverage.
fn covered(w: &mut TablesWriter<'_>, case: &Case, coverage: &[Covered]) -> Result<(), StoreError> {
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
    Ok(())
}

/// Touches what rows are about to be made of: it lies all over memory, and row by row each place would be waited for alone.
fn fetch(values: impl Iterator<Item = u32>) {
    std::hint::black_box(values.fold(0, |all, value| all ^ value));
}

/// So many rows of the table begun last, made and packed in threads while others are being written. `before` hears which are next.
fn rows<const N: usize>(
    w: &mut TablesWriter<'_>,
    count: usize,
    before: impl Fn(Range<usize>) + Sync,
    cells: impl Fn(usize) -> [String; N] + Sync,
) -> Result<(), ScopeError> {
    /// Rows that are stored together.
    const HEAP: usize = 512;
    let empty = w.heap()?;
    let make = |range: Range<usize>| {
        let mut heap = empty.another();
        before(range.clone());
        let mut full = Vec::new();
        for n in range {
            heap.row(&cells(n))?;
            if heap.is_full() {
                full.push(heap.take());
            }
        }
        full.push(heap.take());
        Ok(full)
    };
    in_order(ranges(count, HEAP).map(Ok), make, |heaps| {
        heaps.into_iter().try_for_each(|heap| w.add(heap)).map_err(ScopeError::from)
    })
}

/// What `write` writes of each item, with a mark between them.
pub(crate) fn joined<T>(
    items: impl Iterator<Item = T>,
    mark: char,
    write: impl Fn(T, &mut String),
) -> String {
    let mut out = String::new();
    for (n, item) in items.enumerate() {
        if n > 0 {
            out.push(mark);
        }
        write(item, &mut out);
    }
    out
}

type Unlinked = Vec<[String; 4]>;

/// The records that fit nobody in a register, with their texts: persons in no register, and what is nobody's.
fn nobody(
    w: &TablesWriter<'_>,
    digest: &[u8; 32],
    r: &Results<'_>,
    id: &(dyn Fn(u32, &mut String) + Sync),
) -> Result<(Persons, Unlinked), ScopeError> {
    let kept = fitting_nobody(r)?.into_iter().map(|(sha, records)| {
        let blob = w.part(&texts_of(&sha), digest)?.ok_or(ScopeError::Damaged)?;
        Ok((blob, records))
    });
    let sort = |(blob, records): (Vec<u8>, Vec<Placed>)| {
        let mut texts = Reader::new(&blob)?;
        let (mut unregistered, mut unlinked) = (Heap::with_room(records.len()), Unlinked::new());
        for (n, member, position) in records {
            let record = texts.get(member, position)?;
            let decision = &r.decisions[n as usize];
            if decision.state == RecordState::Unregistered {
                unregistered.add(&record, decision.group, n);
            } else {
                let categories = record.categories.to_string();
                let mut own = String::new();
                id(n, &mut own);
                unlinked.push([own, categories, reason(&record).into(), settle(&record).into()]);
            }
        }
        Ok((unregistered, unlinked))
    };
    let (mut clusters, mut unlinked) = (Clusters::default(), Unlinked::new());
    in_order(kept, sort, |(of_file, nobodys)| {
        clusters.add(of_file);
        unlinked.extend(nobodys);
        Ok(())
    })?;
    Ok((clusters.persons(), unlinked))
}

/// A record: its number, and its member and position in its file.
type Placed = (u32, usize, usize);
/// Records of one file.
type Run = ([u8; 32], Vec<Placed>);

/// Numbers of the records that fit nobody, in order, by runs of one file: with their member and position in it.
fn fitting_nobody(r: &Results<'_>) -> Result<Vec<Run>, ScopeError> {
    let mut runs: Vec<Run> = Vec::new();
    for (n, decision) in r.decisions.iter().enumerate() {
        if !matches!(decision.state, RecordState::Unregistered | RecordState::Unlinked) {
            continue;
        }
        let (row, position) = r.records.place(n as u32);
        let (sha, member) = r.coverage[row].source.ok_or(ScopeError::Damaged)?;
        let record = (n as u32, member, position);
        match runs.last_mut() {
            Some((last, records)) if *last == sha => records.push(record),
            _ => runs.push((sha, vec![record])),
        }
    }
    Ok(runs)
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
