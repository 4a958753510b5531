//! Evidence files to parts, in threads, each with a worker process of its own.

use std::collections::BTreeSet;
use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use peil_detect::{Detector, Known};
use peil_evidence::{Event, Limits, Worker};
use peil_model::Record;
use peil_resolve::Index;

use super::ScopeError;
use super::part::{Facts, Member, Part, Texts, texts_of};
use crate::config::Case;
use crate::store::Store;

/// An evidence file by its place in the case.
pub(super) struct Listed {
    /// Position of its delivery in `peil.toml`.
    pub delivery: usize,
    /// Path in the coverage.
    pub path: String,
    real: PathBuf,
    /// What the system said of it when its digest was taken.
    stamp: Stamp,
    /// Digest and size, or why there is none.
    pub content: Result<([u8; 32], u64), String>,
}

/// Device, inode, size, and when content and inode were changed last: a file that has the same was not written since.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stamp([i64; 7]);

impl Stamp {
    pub(super) fn of(file: &File) -> std::io::Result<Stamp> {
        let m = file.metadata()?;
        let size = i64::try_from(m.size()).unwrap_or(i64::MAX);
        let (device, inode) = (m.dev().cast_signed(), m.ino().cast_signed());
        Ok(Stamp([device, inode, size, m.mtime(), m.mtime_nsec(), m.ctime(), m.ctime_nsec()]))
    }
}

/// Why a file that somebody writes to is not read.
const CHANGED: &str = "changed while it was read; run scope again when nobody writes to it";

/// All files of all deliveries in canonical order, with their digests.
pub(super) fn list(case: &Case) -> Vec<Listed> {
    let mut files = Vec::new();
    for (delivery, evidence) in case.evidence.iter().enumerate() {
        for found in evidence.files() {
            let (stamp, content) = match found.problem {
                Some(problem) => (Stamp::default(), Err(problem)),
                None => stamped(&found.real),
            };
            files.push(Listed { delivery, path: found.path, real: found.real, stamp, content });
        }
    }
    files.sort_by(|a, b| (a.delivery, &a.path).cmp(&(b.delivery, &b.path)));
    files
}

fn stamped(path: &Path) -> (Stamp, Result<([u8; 32], u64), String>) {
    let look = || {
        let file = File::open(path)?;
        let before = Stamp::of(&file)?;
        let content = peil_evidence::digest(&file)?;
        Ok((before, content, Stamp::of(&file)? == before))
    };
    match look() {
        Ok((stamp, content, true)) => (stamp, Ok(content)),
        Ok((stamp, _, false)) => (stamp, Err(CHANGED.to_owned())),
        Err(e) => (Stamp::default(), Err(cannot_open(&e))),
    }
}

fn cannot_open(e: &std::io::Error) -> String {
    format!("cannot be opened: {e}")
}

/// Says of a content why it could not be read this time.
pub(super) fn failed(files: &mut [Listed], sha: &[u8; 32], reason: &str) {
    for file in files.iter_mut().filter(|f| f.content.as_ref().is_ok_and(|(s, _)| s == sha)) {
        file.content = Err(reason.to_owned());
    }
}

/// A content that could not be read, and why. The file may be whole: the next run tries again.
pub(super) type Failure = ([u8; 32], String);

/// Reads every file whose part is not in the store yet. Gives what failed for no fault of the file.
pub(super) fn new_files(
    files: &[Listed],
    index: &Index,
    digest: &[u8; 32],
    store: &mut Store,
    program: &Path,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Vec<Failure>, ScopeError> {
    let mut known: BTreeSet<[u8; 32]> = store.part_digests(digest)?.into_iter().collect();
    let todo: Vec<&Listed> =
        files.iter().filter(|f| f.content.as_ref().is_ok_and(|(sha, _)| known.insert(*sha))).collect();
    if todo.is_empty() {
        return Ok(Vec::new());
    }
    let next = AtomicUsize::new(0);
    let store = Mutex::new(store);
    let failures = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from).min(todo.len());
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| -> Result<(), ScopeError> {
                    let mut worker =
                        Worker::spawn(program, &Limits::default()).map_err(ScopeError::Worker)?;
                    let mut ready = Ready::default();
                    while let Some(file) = todo.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let Ok((sha, bytes)) = file.content else { continue };
                        match one(&mut worker, file, sha, bytes, index) {
                            Ok((part, texts)) => ready.add(sha, &part, &texts)?,
                            Err(reason) => {
                                failures.lock().map_err(|_| ScopeError::Thread)?.push((sha, reason));
                            }
                        }
                        if ready.is_full() {
                            ready.keep(&store, digest)?;
                        }
                        progress(next.load(Ordering::Relaxed).min(todo.len()) as u64, todo.len() as u64);
                    }
                    ready.keep(&store, digest)
                })
            })
            .collect();
        handles.into_iter().try_for_each(|h| h.join().map_err(|_| ScopeError::Thread)?)
    })?;
    failures.into_inner().map_err(|_| ScopeError::Thread)
}

/// Bytes and files that wait to be kept together: many small files cost one write to disk.
const READY_BYTES: usize = 4 << 20;
const READY_FILES: usize = 64;

/// Parts that are not in the store yet. A run that is killed here reads their files again.
#[derive(Default)]
struct Ready {
    blobs: Vec<([u8; 32], Vec<u8>)>,
    bytes: usize,
}

impl Ready {
    fn add(&mut self, sha: [u8; 32], part: &Part, texts: &[Texts]) -> Result<(), ScopeError> {
        let facts = postcard::to_stdvec(part).map_err(|_| ScopeError::Damaged)?;
        let texts = Texts::pack(texts)?;
        self.bytes += facts.len() + texts.len();
        self.blobs.push((texts_of(&sha), texts));
        self.blobs.push((sha, facts));
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.bytes >= READY_BYTES || self.blobs.len() >= 2 * READY_FILES
    }

    fn keep(&mut self, store: &Mutex<&mut Store>, digest: &[u8; 32]) -> Result<(), ScopeError> {
        let blobs: Vec<(&[u8; 32], &[u8])> = self.blobs.iter().map(|(s, b)| (s, b.as_slice())).collect();
        store.lock().map_err(|_| ScopeError::Thread)?.put_parts(digest, &blobs)?;
        self.blobs.clear();
        self.bytes = 0;
        Ok(())
    }
}

/// Reads a file. Where that fails for no fault of the file, nothing is kept: why.
fn one(
    worker: &mut Worker,
    file: &Listed,
    sha: [u8; 32],
    bytes: u64,
    index: &Index,
) -> Result<(Part, Vec<Texts>), String> {
    let known = Registers(index);
    let mut reading =
        Reading { index, known: &known, open: Vec::new(), part: Part::default(), texts: Vec::new() };
    let name = file.path.rsplit('/').next().unwrap_or("");
    let opened = File::open(&file.real).map_err(|e| cannot_open(&e))?;
    let handle = opened.try_clone().map_err(|e| cannot_open(&e))?;
    let unchanged = || Stamp::of(&handle).is_ok_and(|s| s == file.stamp);
    if !unchanged() {
        return Err(CHANGED.to_owned());
    }
    let done = worker.read_known(opened, name, Some((sha, bytes)), &mut |event| {
        reading.hear(event);
        Ok::<(), std::io::Error>(())
    });
    if done.is_err() {
        return Err("the reading process failed; run scope again".to_owned());
    }
    if !unchanged() {
        return Err(CHANGED.to_owned());
    }
    // The file's own digest is ours, not the worker's: it parsed hostile bytes.
    if let Some(own) = reading.part.members.iter_mut().find(|m| m.path.is_empty()) {
        own.sha256 = sha;
        own.bytes = bytes;
    }
    Ok((reading.part, reading.texts))
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
    fn patient(&self, value: &str) -> bool {
        self.0.knows_patient(value)
    }
}

/// A member that is open.
struct Opened<'a> {
    detector: Detector<'a>,
    found: Vec<Record>,
    facts: Facts,
    texts: Texts,
}

impl Opened<'_> {
    /// Matches what was found since the last time.
    fn settle(&mut self, index: &Index) {
        for record in self.found.drain(..).filter(Record::is_personal) {
            self.facts.add(index, &record);
            self.texts.add(&record);
        }
    }
}

/// The reading of one file: its open members, innermost last, and what is complete.
struct Reading<'a> {
    index: &'a Index,
    known: &'a Registers<'a>,
    open: Vec<Opened<'a>>,
    part: Part,
    texts: Vec<Texts>,
}

impl Reading<'_> {
    fn close(&mut self, member: Member, texts: Texts) {
        self.part.members.push(member);
        self.texts.push(texts);
    }

    fn hear(&mut self, event: Event) {
        match event {
            Event::Open { .. } => self.open.push(Opened {
                detector: Detector::new(self.known),
                found: Vec::new(),
                facts: Facts::default(),
                texts: Texts::default(),
            }),
            Event::Table { name, .. } => {
                if let Some(o) = self.open.last_mut() {
                    o.detector.table(&name, &mut o.found);
                }
            }
            Event::Segment(segment) => {
                if let Some(o) = self.open.last_mut() {
                    o.detector.segment(&segment, &mut o.found);
                    o.settle(self.index);
                }
            }
            Event::Close { path, sha256, bytes, media_type, outcome, reason } => {
                let (mut facts, mut texts) = Default::default();
                if let Some(mut o) = self.open.pop() {
                    o.detector.finish(&mut o.found);
                    o.settle(self.index);
                    o.facts.settle_parties(|p| o.detector.party(p));
                    o.facts.persons = o.detector.persons().map(str::to_owned).collect();
                    (facts, texts) = (o.facts, o.texts);
                }
                self.close(Member { path, sha256, bytes, media_type, outcome, reason, facts }, texts);
            }
            Event::Restart => {
                self.open.clear();
                self.part.members.clear();
                self.texts.clear();
            }
        }
    }
}
