//! All parts of a case to its result tables: coverage, decisions, roster, unregistered and unlinked records, figures.

use peil_model::{Outcome, Place};
use peil_resolve::{Index, Policy, RecordEvidence};

use super::attribution::{Attribution, Claim, settle};
use super::coverage::{self, Covered};
use super::read::Listed;
use super::results::{Results, write};
use super::subject::{about, identifies, shared_numbers};
use super::{Inputs, Part, ScopeError};
use crate::config::Case;
use crate::roster;
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
    let mut coverage = coverage::list(files, digest, store)?;
    let copies = coverage::mark_duplicates(&mut coverage);
    let attribution = Attribution::new(case);
    let mut evidence: Vec<RecordEvidence> = Vec::new();
    let mut metas: Vec<Meta> = Vec::new();
    let mut claims: Vec<Claim> = Vec::new();
    each_record(&mut coverage, digest, store, &mut |row, member_sha, stored| {
        let (record, candidates) = (&stored.record, &stored.candidates);
        let paths = copies.get(member_sha).map_or(0, |c| attribution.by_path(c));
        let claim = attribution.claim(index, record, candidates, paths);
        let mask = claim.registers;
        evidence.push(RecordEvidence {
            candidates: attribution.numbers(index, record, candidates.clone(), &claim),
            numbers: shared_numbers(record, mask, attribution.all(), row),
            registers: mask,
            about: about(record),
            identifies: identifies(record),
        });
        claims.push(claim);
        metas.push(Meta { row, place: record.place, categories: record.categories });
    })?;
    for (record, registers) in evidence.iter_mut().zip(settle(&claims)) {
        record.registers = registers;
    }
    let policy = Policy { confirm: case.policy.confirm, notice: case.policy.notice };
    let decisions = peil_resolve::decide(index, &evidence, policy);
    let roster = roster::fold(inputs, &coverage::labels(case, &coverage), &metas, &decisions, policy);
    write(
        case,
        inputs,
        index,
        digest,
        store,
        Results { coverage, evidence, metas, decisions, roster, policy },
    )
}

/// The part of a file.
pub(super) fn load(store: &Store, sha: &[u8; 32], digest: &[u8; 32]) -> Result<Part, ScopeError> {
    let blob = store.get_part(sha, digest)?.ok_or(ScopeError::Damaged)?;
    postcard::from_bytes(&blob).map_err(|_| ScopeError::Damaged)
}

/// Every record of every member that is not a copy, in canonical order.
pub(super) fn each_record(
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
