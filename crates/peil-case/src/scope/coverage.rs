//! The coverage: every file and member of the evidence once, with its outcome; copies marked.

use std::collections::BTreeMap;

use peil_model::Outcome;
use sha2::{Digest as _, Sha256};

use super::ScopeError;
use super::listed::{Content, Listed};
use super::part::{Facts, Member, Part};
use crate::config::Case;
use crate::store::Store;
use crate::threads::in_order;

/// One row of the coverage.
pub(crate) struct Covered {
    pub delivery: usize,
    pub path: String,
    pub sha256: [u8; 32],
    /// What it is a copy of if another row has the same; none for what has no bytes.
    pub content: Option<[u8; 32]>,
    pub bytes: u64,
    pub media_type: String,
    pub outcome: Outcome,
    pub reason: String,
    pub records: u64,
    /// Which file's part, and which member of it.
    pub source: Option<([u8; 32], usize)>,
    /// Its records; empty for a copy.
    pub facts: Facts,
}

/// A row for every file and member, in order of delivery and path.
pub(super) fn list(files: &[Listed], digest: &[u8; 32], store: &Store) -> Result<Vec<Covered>, ScopeError> {
    let kept = files.iter().map(|file| {
        let part = |c: &Content| store.get_part(&c.sha256, digest)?.ok_or(ScopeError::Damaged);
        Ok((file, file.content.as_ref().ok().map(part).transpose()?))
    });
    let mut rows = Vec::new();
    let make = |(file, blob)| rows_of(file, blob);
    in_order(kept, make, |of_file| {
        rows.extend(of_file);
        Ok(())
    })?;
    rows.sort_by(|a, b| (a.delivery, &a.path).cmp(&(b.delivery, &b.path)));
    Ok(rows)
}

/// The rows of one file, out of its part.
fn rows_of(file: &Listed, blob: Option<Vec<u8>>) -> Result<Vec<Covered>, ScopeError> {
    let (sha, blob) = match (&file.content, blob) {
        (Ok(content), Some(blob)) => (content.sha256, blob),
        (Err(problem), _) => return Ok(vec![unread(file, problem)]),
        (Ok(_), None) => return Err(ScopeError::Damaged),
    };
    let members = unpack(&blob)?.members;
    let contents = contents(&members);
    let row = |(n, (m, content)): (usize, (Member, _))| Covered {
        delivery: file.delivery,
        path: if m.path.is_empty() { file.path.clone() } else { format!("{}!/{}", file.path, m.path) },
        sha256: m.sha256,
        content,
        bytes: m.bytes,
        media_type: m.media_type,
        outcome: m.outcome,
        reason: m.reason,
        records: m.facts.records.len() as u64,
        source: Some((sha, n)),
        facts: m.facts,
    };
    Ok(members.into_iter().zip(contents).enumerate().map(row).collect())
}

/// The row of a file that could not be read now.
fn unread(file: &Listed, problem: &str) -> Covered {
    Covered {
        delivery: file.delivery,
        path: file.path.clone(),
        sha256: [0; 32],
        content: None,
        bytes: 0,
        media_type: "application/octet-stream".into(),
        outcome: Outcome::Unreadable,
        reason: problem.to_owned(),
        records: 0,
        source: None,
        facts: Facts::default(),
    }
}

/// What the members of a file are copies of. Bytes that are cut off say nothing of the rest: such a member is a copy only where the
/// container around it is one, and it has the same place in that.
fn contents(members: &[Member]) -> Vec<Option<[u8; 32]>> {
    let whole: BTreeMap<&str, &[u8; 32]> =
        members.iter().filter(|m| m.whole).map(|m| (m.path.as_str(), &m.sha256)).collect();
    let of = |m: &Member| {
        if m.bytes == 0 || m.sha256 == [0; 32] {
            return None;
        }
        if m.whole {
            return Some(m.sha256);
        }
        let around =
            m.path.rmatch_indices("!/").map(|(at, _)| m.path.split_at(at)).chain([("", m.path.as_str())]);
        let (sha, place) = around.into_iter().find_map(|(path, place)| Some((whole.get(path)?, place)))?;
        Some(Sha256::new().chain_update(sha).chain_update(place).finalize().into())
    };
    members.iter().map(of).collect()
}

/// Marks all copies but one: the first of those of which most was read. Returns for each content the places (delivery, path) of
/// all its copies.
pub(super) fn mark_duplicates(rows: &mut [Covered]) -> BTreeMap<[u8; 32], Vec<(usize, String)>> {
    let mut places: BTreeMap<[u8; 32], Vec<(usize, String)>> = BTreeMap::new();
    let mut kept: BTreeMap<[u8; 32], usize> = BTreeMap::new();
    for (n, row) in rows.iter().enumerate() {
        let Some(content) = row.content else { continue };
        places.entry(content).or_default().push((row.delivery, row.path.clone()));
        let best = kept.entry(content).or_insert(n);
        // The same bytes may be read at one place and lie beyond a limit at another.
        if loss(row.outcome) < loss(rows[*best].outcome) {
            *best = n;
        }
    }
    for n in 0..rows.len() {
        let Some(best) = rows[n].content.map(|c| kept[&c]).filter(|best| *best != n) else { continue };
        let reason = format!("same bytes as {}", rows[best].path);
        let row = &mut rows[n];
        row.outcome = Outcome::Duplicate;
        row.reason = reason;
        row.records = 0;
        row.facts = Facts::default();
    }
    places
}

/// How much of the bytes stays unknown.
fn loss(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Read | Outcome::Empty | Outcome::Duplicate => 0,
        Outcome::Partial => 1,
        Outcome::Unreadable | Outcome::Encrypted => 2,
    }
}

/// `<evidence>/<path>` of each coverage row, with what lists need escaped.
pub(super) fn labels(case: &Case, coverage: &[Covered]) -> Vec<(usize, String)> {
    coverage
        .iter()
        .map(|c| (c.delivery, format!("{}/{}", case.evidence[c.delivery].label, c.path).replace('|', "%7C")))
        .collect()
}

/// A file's part.
fn unpack(blob: &[u8]) -> Result<Part, ScopeError> {
    let part: Part = postcard::from_bytes(blob).map_err(|_| ScopeError::Damaged)?;
    if part.members.iter().all(|m| m.facts.is_whole()) { Ok(part) } else { Err(ScopeError::Damaged) }
}
