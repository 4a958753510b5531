//! Evidence files to parts, in threads, each with a worker process of its own.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use peil_detect::{Detector, Known};
use peil_evidence::{Event, Limits, Worker};
use peil_model::{Outcome, Record};
use peil_resolve::Index;

use super::ScopeError;
use super::part::{Member, Part, StoredRecord};
use crate::config::Case;
use crate::store::Store;

/// An evidence file by its place in the case.
pub(super) struct Listed {
    /// Position of its delivery in `peil.toml`.
    pub delivery: usize,
    /// Path in the coverage.
    pub path: String,
    real: PathBuf,
    /// Digest and size, or why there is none.
    pub content: Result<([u8; 32], u64), String>,
}

/// All files of all deliveries in canonical order, with their digests.
pub(super) fn list(case: &Case) -> Vec<Listed> {
    let mut files = Vec::new();
    for (delivery, evidence) in case.evidence.iter().enumerate() {
        for found in evidence.files() {
            let content = match found.problem {
                Some(problem) => Err(problem),
                None => digest(&found.real).map_err(|e| format!("cannot be opened: {e}")),
            };
            files.push(Listed { delivery, path: found.path, real: found.real, content });
        }
    }
    files.sort_by(|a, b| (a.delivery, &a.path).cmp(&(b.delivery, &b.path)));
    files
}

/// SHA-256 and size of a file.
pub(super) fn digest(path: &Path) -> std::io::Result<([u8; 32], u64)> {
    peil_evidence::digest(&File::open(path)?)
}

/// Reads every file whose part is not in the store yet.
pub(super) fn new_files(
    files: &[Listed],
    index: &Index,
    digest: &[u8; 32],
    store: &mut Store,
    program: &Path,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<(), ScopeError> {
    let mut known: BTreeSet<[u8; 32]> = store.part_digests(digest)?.into_iter().collect();
    let todo: Vec<&Listed> =
        files.iter().filter(|f| f.content.as_ref().is_ok_and(|(sha, _)| known.insert(*sha))).collect();
    if todo.is_empty() {
        return Ok(());
    }
    let next = AtomicUsize::new(0);
    let store = Mutex::new(store);
    let threads = std::thread::available_parallelism().map_or(2, usize::from).min(todo.len());
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| -> Result<(), ScopeError> {
                    let mut worker =
                        Worker::spawn(program, &Limits::default()).map_err(ScopeError::Worker)?;
                    while let Some(file) = todo.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let Ok((sha, bytes)) = file.content else { continue };
                        let part = one(&mut worker, file, sha, bytes, index);
                        let blob = postcard::to_stdvec(&part).map_err(|_| ScopeError::Damaged)?;
                        let mut store = store.lock().map_err(|_| ScopeError::Damaged)?;
                        store.put_part(&sha, digest, &blob)?;
                        progress(next.load(Ordering::Relaxed).min(todo.len()) as u64, todo.len() as u64);
                    }
                    Ok(())
                })
            })
            .collect();
        handles.into_iter().try_for_each(|h| h.join().map_err(|_| ScopeError::Damaged)?)
    })
}

fn one(worker: &mut Worker, file: &Listed, sha: [u8; 32], bytes: u64, index: &Index) -> Part {
    let known = Registers(index);
    let mut reading = Reading { index, known: &known, open: Vec::new(), part: Part::default() };
    let failed = |reason: String| Member {
        path: String::new(),
        sha256: sha,
        bytes,
        media_type: "application/octet-stream".into(),
        outcome: Outcome::Unreadable,
        reason,
        records: Vec::new(),
    };
    let name = file.path.rsplit('/').next().unwrap_or("");
    let done = match File::open(&file.real) {
        Ok(f) => worker.read_known(f, name, Some((sha, bytes)), &mut |event| {
            reading.hear(event);
            Ok::<(), std::io::Error>(())
        }),
        Err(e) => {
            reading.part.members.push(failed(format!("cannot be opened: {e}")));
            Ok(())
        }
    };
    if done.is_err() {
        reading.part.members.push(failed("the reading process failed".into()));
    }
    // The file's own digest is ours, not the worker's: it parsed hostile bytes.
    if let Some(own) = reading.part.members.iter_mut().find(|m| m.path.is_empty()) {
        own.sha256 = sha;
        own.bytes = bytes;
    }
    reading.part
}

/// The register's index as `peil-detect` asks it.
struct Registers<'a>(&'a Index);

impl Known for Registers<'_> {
    fn surname(&self, folded: &str) -> bool {
        self.0.knows_surname(folded)
    }
    fn given(&self, folded: &str) -> bool {
        self.0.knows_given(folded)
    }
    fn bsn(&self, digits: &str) -> bool {
        self.0.knows_bsn(digits)
    }
    fn number(&self, value: &str) -> bool {
        self.0.knows_number(value)
    }
}

/// Members that are open, innermost last.
struct Reading<'a> {
    index: &'a Index,
    known: &'a Registers<'a>,
    open: Vec<(Detector<'a>, Vec<Record>, Vec<StoredRecord>)>,
    part: Part,
}

impl Reading<'_> {
    fn hear(&mut self, event: Event) {
        match event {
            Event::Open { .. } => self.open.push((Detector::new(self.known), Vec::new(), Vec::new())),
            Event::Table { sheet } => {
                if let Some((detector, out, _)) = self.open.last_mut() {
                    detector.table(sheet, out);
                }
            }
            Event::Segment(segment) => {
                if let Some((detector, out, stored)) = self.open.last_mut() {
                    detector.segment(&segment, out);
                    match_all(self.index, out, stored);
                }
            }
            Event::Close { path, sha256, bytes, media_type, outcome, reason } => {
                let mut records = Vec::new();
                if let Some((mut detector, mut out, stored)) = self.open.pop() {
                    records = stored;
                    detector.finish(&mut out);
                    match_all(self.index, &mut out, &mut records);
                }
                self.part.members.push(Member { path, sha256, bytes, media_type, outcome, reason, records });
            }
            Event::Restart => {
                self.open.clear();
                self.part.members.clear();
            }
        }
    }
}

fn match_all(index: &Index, records: &mut Vec<Record>, stored: &mut Vec<StoredRecord>) {
    stored.extend(
        records
            .drain(..)
            .filter(Record::is_personal)
            .map(|record| StoredRecord { candidates: index.candidates(&record), record }),
    );
}
