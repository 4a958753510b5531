//! Result tables of a run: roster, coverage, unregistered, unlinked, links and figures.

use peil_model::{NumberKind, Outcome, Record, RecordState};
use peil_resolve::{Decision, Index, Policy, RecordEvidence};

use super::coverage::{self, Covered};
use super::fold::{Figures, Records};
use super::part::{Texts, texts_of};
use super::read::ended;
use super::{Inputs, ScopeError};
use crate::config::Case;
use crate::roster::{self, Row, links};
use crate::store::{Store, StoreError};

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
    let (unregistered, unlinked) = nobody(store, digest, r, &id)?;
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
        let cells = |row: &Row| {
            let ids: Vec<String> = row.records.iter().map(|n| id(*n)).collect();
            row.cells(case, &ids)
        };
        beside(&r.roster, cells, &mut |cells: [String; 7]| w.row(&cells))?;
        w.table("links", &links::COLUMNS, 0)?;
        let cells = |row: &Row| -> [String; 5] {
            let claim = |n: &u32| {
                links::pack(inputs, index, &r.evidence[*n as usize], &r.decisions[*n as usize], row.id)
            };
            let claims = links::join(row.records.iter().map(claim));
            let (size, keys) = (index.size(row.controller).to_string(), index.ledger_density().to_string());
            [row.person.clone(), case.controllers[row.controller].name.clone(), size, keys, claims]
        };
        let found: Vec<&Row> = r.roster.iter().filter(|row| !row.records.is_empty()).collect();
        beside(&found, |row| cells(row), &mut |cells: [String; 5]| w.row(&cells))?;
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

/// Rows that are made in a thread of their own, ahead of those that are being written.
fn beside<T: Sync, R: Send>(
    items: &[T],
    make: impl Fn(&T) -> R + Send + Sync,
    write: &mut dyn FnMut(R) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    /// Rows that are handed over at once, and such heaps that may wait.
    const HEAP: usize = 512;
    const WAITING: usize = 4;
    std::thread::scope(|scope| {
        let (give, take) = std::sync::mpsc::sync_channel(WAITING);
        scope.spawn(move || {
            for heap in items.chunks(HEAP) {
                // Nobody listens any more when a row could not be written.
                if give.send(heap.iter().map(&make).collect::<Vec<R>>()).is_err() {
                    return;
                }
            }
        });
        take.into_iter().flatten().try_for_each(write)
    })
}

type Unlinked = Vec<[String; 4]>;

/// The records that fit nobody in a register, with their texts: persons in no register, and what is nobody's. The store is read
/// in this thread, texts are taken apart in another.
fn nobody(
    store: &Store,
    digest: &[u8; 32],
    r: &Results<'_>,
    id: &(dyn Fn(u32) -> String + Sync),
) -> Result<(Vec<[String; 7]>, Unlinked), ScopeError> {
    const WAITING: usize = 2;
    std::thread::scope(|scope| {
        let (give, take) = std::sync::mpsc::sync_channel::<(Vec<Texts>, Vec<Placed>)>(WAITING);
        let sorter = scope.spawn(move || {
            let mut unregistered = crate::roster::Clusters::default();
            let mut unlinked = Unlinked::new();
            for (texts, records) in take {
                for (n, member, position) in records {
                    let record =
                        texts.get(member).and_then(|t| t.get(position)).ok_or(ScopeError::Damaged)?;
                    let decision = &r.decisions[n as usize];
                    if decision.state == RecordState::Unregistered {
                        unregistered.add(&record, decision.group, id(n));
                    } else {
                        let categories = record.categories.to_string();
                        unlinked.push([id(n), categories, reason(&record).into(), settle(&record).into()]);
                    }
                }
            }
            Ok((unregistered.rows(), unlinked))
        });
        for (sha, records) in fitting_nobody(r)? {
            let blob = store.get_part(&texts_of(&sha), digest)?.ok_or(ScopeError::Damaged)?;
            // The sorter is gone when it met damage, and says so itself.
            if give.send((Texts::unpack(&blob)?, records)).is_err() {
                break;
            }
        }
        drop(give);
        ended(sorter.join())
    })
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
