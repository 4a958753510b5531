//! The coverage: every file and member of the evidence once, with its outcome; copies marked.

use std::collections::BTreeMap;

use peil_model::Outcome;

use super::ScopeError;
use super::part::{Facts, Part};
use super::read::Listed;
use crate::config::Case;
use crate::store::Store;

/// One row of the coverage.
pub(crate) struct Covered {
    pub delivery: usize,
    pub path: String,
    pub sha256: [u8; 32],
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
                    facts: Facts::default(),
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
                records: m.facts.records.len() as u64,
                source: Some((sha, n)),
                facts: m.facts,
            });
        }
    }
    rows.sort_by(|a, b| (a.delivery, &a.path).cmp(&(b.delivery, &b.path)));
    Ok(rows)
}

/// Marks all copies but the first; returns for each content the places (delivery, path) of all its copies.
pub(super) fn mark_duplicates(rows: &mut [Covered]) -> BTreeMap<[u8; 32], Vec<(usize, String)>> {
    let mut places: BTreeMap<[u8; 32], Vec<(usize, String)>> = BTreeMap::new();
    for row in rows.iter_mut().filter(|r| r.bytes > 0 && r.sha256 != [0; 32]) {
        let seen = places.entry(row.sha256).or_default();
        if let Some((_, first)) = seen.first() {
            row.outcome = Outcome::Duplicate;
            row.reason = format!("same bytes as {first}");
            row.records = 0;
            row.facts = Facts::default();
        }
        seen.push((row.delivery, row.path.clone()));
    }
    places
}

/// `<evidence>/<path>` of each coverage row, with what lists need escaped.
pub(super) fn labels(case: &Case, coverage: &[Covered]) -> Vec<(usize, String)> {
    coverage
        .iter()
        .map(|c| (c.delivery, format!("{}/{}", case.evidence[c.delivery].label, c.path).replace('|', "%7C")))
        .collect()
}

/// The part of a file.
fn load(store: &Store, sha: &[u8; 32], digest: &[u8; 32]) -> Result<Part, ScopeError> {
    let blob = store.get_part(sha, digest)?.ok_or(ScopeError::Damaged)?;
    let part: Part = postcard::from_bytes(&blob).map_err(|_| ScopeError::Damaged)?;
    if part.members.iter().all(|m| m.facts.is_whole()) { Ok(part) } else { Err(ScopeError::Damaged) }
}
