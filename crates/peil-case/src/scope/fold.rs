//! All parts of a case to its result tables: coverage, decisions, roster, unregistered and unlinked records, figures.

use std::collections::BTreeMap;

use peil_detect::identifiers::bsn::eleven_test;
use peil_model::{NumberKind, Outcome, Place, Record, RecordState, Role};
use peil_resolve::{Decision, Evidence, Index, Policy, RecordEvidence, normal};

use super::attribution::{Attribution, bare};
use super::read::Listed;
use super::{Inputs, Part, ScopeError};
use crate::config::Case;
use crate::roster::{self, Row};
use crate::store::Store;

/// The figures of a run, also kept as the table `figures`: scope, figure, value, low, high.
pub struct Figures {
    /// Rows in printing order.
    pub rows: Vec<[String; 5]>,
    /// Files and members of which something stays unknown.
    pub gaps: u64,
    /// Odd things in registers and ledgers.
    pub problems: Vec<String>,
}

/// One row of the coverage.
struct Covered {
    delivery: usize,
    path: String,
    sha256: [u8; 32],
    bytes: u64,
    media_type: String,
    outcome: Outcome,
    reason: String,
    records: u64,
    /// Which file's part, and which member of it.
    source: Option<([u8; 32], usize)>,
}

/// What stays in memory of a record.
pub(crate) struct Meta {
    /// Row of the coverage.
    pub row: u32,
    pub place: Place,
    pub categories: peil_model::CategorySet,
}

pub(super) fn fold(
    case: &Case,
    inputs: &Inputs,
    index: &Index,
    files: &[Listed],
    digest: &[u8; 32],
    store: &mut Store,
) -> Result<Figures, ScopeError> {
    let mut coverage = coverage(files, digest, store)?;
    let copies = mark_duplicates(&mut coverage);
    let attribution = Attribution::new(case);
    let mut evidence: Vec<RecordEvidence> = Vec::new();
    let mut metas: Vec<Meta> = Vec::new();
    each_record(&mut coverage, digest, store, &mut |row, member_sha, stored| {
        let (record, candidates) = (&stored.record, &stored.candidates);
        let named = attribution.by_party(&record.parties);
        let keyed = attribution.by_key(index, candidates);
        let pathed = copies.get(member_sha).map_or(0, |c| attribution.by_path(c));
        let mask = [named, keyed, pathed].into_iter().find(|m| *m != 0).unwrap_or(attribution.all());
        evidence.push(RecordEvidence {
            candidates: candidates.clone(),
            numbers: shared_numbers(record, mask, attribution.all(), row),
            registers: mask,
            about: about(record),
            identifies: identifies(record),
        });
        metas.push(Meta { row, place: record.place, categories: record.categories });
    })?;
    let policy = Policy { confirm: case.policy.confirm, notice: case.policy.notice };
    let decisions = peil_resolve::decide(index, &evidence, policy);
    let roster = roster::fold(inputs, &coverage_labels(case, &coverage), &metas, &decisions, policy);
    write(
        case,
        inputs,
        index,
        digest,
        store,
        Results { coverage, evidence, metas, decisions, roster, policy },
    )
}

struct Results {
    coverage: Vec<Covered>,
    evidence: Vec<RecordEvidence>,
    metas: Vec<Meta>,
    decisions: Vec<Decision>,
    roster: Vec<Row>,
    policy: Policy,
}

fn load(store: &Store, sha: &[u8; 32], digest: &[u8; 32]) -> Result<Part, ScopeError> {
    let blob = store.get_part(sha, digest)?.ok_or(ScopeError::Damaged)?;
    postcard::from_bytes(&blob).map_err(|_| ScopeError::Damaged)
}

/// A row for every file and member, in order of delivery and path.
fn coverage(files: &[Listed], digest: &[u8; 32], store: &Store) -> Result<Vec<Covered>, ScopeError> {
    let mut rows = Vec::new();
    for file in files {
        let (sha, _) = match &file.content {
            Ok(c) => *c,
            Err(problem) => {
                rows.push(Covered {
                    delivery: file.delivery,
                    path: file.path.clone(),
                    sha256: [0; 32],
                    bytes: 0,
                    media_type: "application/octet-stream".into(),
                    outcome: Outcome::Unreadable,
                    reason: problem.clone(),
                    records: 0,
                    source: None,
                });
                continue;
            }
        };
        for (n, m) in load(store, &sha, digest)?.members.into_iter().enumerate() {
            let path =
                if m.path.is_empty() { file.path.clone() } else { format!("{}!/{}", file.path, m.path) };
            rows.push(Covered {
                delivery: file.delivery,
                path,
                sha256: m.sha256,
                bytes: m.bytes,
                media_type: m.media_type,
                outcome: m.outcome,
                reason: m.reason,
                records: m.records.len() as u64,
                source: Some((sha, n)),
            });
        }
    }
    rows.sort_by(|a, b| (a.delivery, &a.path).cmp(&(b.delivery, &b.path)));
    Ok(rows)
}

/// Marks all copies but the first; returns for each content the places (delivery, path) of all its copies.
fn mark_duplicates(rows: &mut [Covered]) -> BTreeMap<[u8; 32], Vec<(usize, String)>> {
    let mut places: BTreeMap<[u8; 32], Vec<(usize, String)>> = BTreeMap::new();
    for row in rows.iter_mut().filter(|r| r.bytes > 0 && r.sha256 != [0; 32]) {
        let seen = places.entry(row.sha256).or_default();
        if let Some((_, first)) = seen.first() {
            row.outcome = Outcome::Duplicate;
            row.reason = format!("same bytes as {first}");
            row.records = 0;
        }
        seen.push((row.delivery, row.path.clone()));
    }
    places
}

/// Every record of every member that is not a copy, in canonical order.
fn each_record(
    coverage: &mut [Covered],
    digest: &[u8; 32],
    store: &Store,
    each: &mut dyn FnMut(u32, &[u8; 32], super::StoredRecord),
) -> Result<(), ScopeError> {
    let mut cached: Option<([u8; 32], Part)> = None;
    for (row, covered) in coverage.iter().enumerate() {
        let Some((sha, n)) = covered.source else { continue };
        if covered.outcome == Outcome::Duplicate || covered.records == 0 {
            continue;
        }
        if cached.as_ref().is_none_or(|(s, _)| *s != sha) {
            cached = Some((sha, load(store, &sha, digest)?));
        }
        let Some((_, part)) = &mut cached else { continue };
        let member = part.members.get_mut(n).ok_or(ScopeError::Damaged)?;
        for stored in std::mem::take(&mut member.records) {
            each(row as u32, &covered.sha256, stored);
        }
    }
    Ok(())
}

/// Hashes of the numbers by which records belong together, each within its issuer.
fn shared_numbers(record: &Record, mask: u64, all: u64, row: u32) -> Vec<u64> {
    if record.role != Role::Patient {
        return Vec::new();
    }
    let mut out = Vec::new();
    for n in &record.numbers {
        let value = normal::number(&n.value);
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        let issuer = bare(&n.issuer);
        match n.kind {
            NumberKind::Specimen | NumberKind::Order if digits >= 5 => {
                out.push(normal::hash(1, &[issuer.as_bytes(), value.as_bytes()]));
                // Eight digits and more do not meet by chance; then a missing issuer is no bar.
                if digits >= 8 {
                    out.push(normal::hash(2, &[value.as_bytes()]));
                }
            }
            NumberKind::Patient if digits >= 4 => {
                let scope = if issuer.is_empty() && mask == all {
                    row.to_le_bytes().to_vec()
                } else {
                    mask.to_le_bytes().to_vec()
                };
                out.push(normal::hash(3, &[issuer.as_bytes(), &scope, value.as_bytes()]));
            }
            NumberKind::ZorgDomein => out.push(normal::hash(4, &[value.as_bytes()])),
            _ => {}
        }
    }
    out
}

fn about(record: &Record) -> Evidence {
    let bsn = record.bsns.iter().find(|b| b.labelled).map_or(0, |b| normal::hash(5, &[b.digits.as_bytes()]));
    let birth = record.birth.filter(|b| b.is_whole()).map_or(0, normal::day);
    let surname = record.names.first().map_or(0, |n| normal::sound(&normal::letters(&n.surname)));
    Evidence { bsn, birth, surname }
}

fn identifies(record: &Record) -> bool {
    let named = record.names.iter().any(|n| !n.surname.is_empty());
    let beside = record.names.iter().any(|n| !n.initials.is_empty() || !n.given.is_empty())
        || record.birth.is_some()
        || !record.addresses.is_empty()
        || !record.emails.is_empty()
        || !record.phones.is_empty();
    named && beside || record.bsns.iter().any(|b| b.labelled && eleven_test(&b.digits))
}

/// `<evidence>/<path>` of each coverage row, with what lists need escaped.
fn coverage_labels(case: &Case, coverage: &[Covered]) -> Vec<(usize, String)> {
    coverage
        .iter()
        .map(|c| (c.delivery, format!("{}/{}", case.evidence[c.delivery].label, c.path).replace('|', "%7C")))
        .collect()
}

fn write(
    case: &Case,
    inputs: &Inputs,
    index: &Index,
    digest: &[u8; 32],
    store: &mut Store,
    mut r: Results,
) -> Result<Figures, ScopeError> {
    let labels = coverage_labels(case, &r.coverage);
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
