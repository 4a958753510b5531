//! Evidence files to parts, in threads, each with a worker process of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use peil_detect::{Detector, Known};
use peil_evidence::{Event, Limits, Worker};
use peil_model::Record;
use peil_resolve::Index;

use super::ScopeError;
use super::listed::{self, CHANGED, Content, Listed, Stamp};
use super::part::{Facts, Member, Part, texts_of};
use super::texts::Texts;
use crate::store::Store;

/// Reads every file whose part is not in the store yet. What could not be read now is said in the list and kept nowhere: the
/// next run tries again.
pub(super) fn new_files(
    files: &mut [Listed],
    index: &Index,
    digest: &[u8; 32],
    store: &mut Store,
    program: &Path,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<(), ScopeError> {
    let todo = new_contents(files, store.part_digests(digest)?);
    let run = Run { files, todo: &todo, next: AtomicUsize::new(0), index };
    let threads = std::thread::available_parallelism().map_or(2, usize::from).min(todo.len());
    let failed = std::thread::scope(|scope| {
        // Nothing waits in the channel: what is read and not yet kept takes memory, and is read again after a kill.
        let (give, ready) = sync_channel(0);
        let keeping = scope.spawn(move || keep(store, digest, &ready));
        let reading: Vec<_> = (0..threads)
            .map(|_| {
                let give = give.clone();
                scope.spawn(|| run.read(program, progress, give))
            })
            .collect();
        drop(give);
        // All of them, so that none breaks down unheard.
        let failed: Vec<Result<Failed, _>> = reading.into_iter().map(|h| ended(h.join())).collect();
        // Where nothing can be kept any more, reading ends too, and this is why.
        ended(keeping.join())?;
        failed.into_iter().collect::<Result<Vec<Failed>, ScopeError>>()
    })?;
    for (n, reason) in failed.into_iter().flatten() {
        files[n].content = Err(reason);
    }
    Ok(())
}

/// Keeps what comes: a disk is waited for while reading goes on.
fn keep(store: &mut Store, digest: &[u8; 32], ready: &Receiver<Blobs>) -> Result<(), ScopeError> {
    for blobs in ready {
        let blobs: Vec<(&[u8; 32], &[u8])> = blobs.iter().map(|(s, b)| (s, b.as_slice())).collect();
        store.put_parts(digest, &blobs)?;
    }
    Ok(())
}

/// What a thread found. Where one broke down, what it says of that may quote content: only the panic hook speaks.
fn ended<T>(thread: std::thread::Result<Result<T, ScopeError>>) -> Result<T, ScopeError> {
    thread.unwrap_or(Err(ScopeError::Thread))
}

/// The files of each content that is not known yet, in order of the first of them.
fn new_contents(files: &[Listed], known: Vec<[u8; 32]>) -> Vec<Vec<usize>> {
    let known: BTreeSet<[u8; 32]> = known.into_iter().collect();
    let mut places: BTreeMap<[u8; 32], usize> = BTreeMap::new();
    let mut todo: Vec<Vec<usize>> = Vec::new();
    for (n, file) in files.iter().enumerate() {
        let Some(content) = file.content.as_ref().ok().filter(|c| !known.contains(&c.sha256)) else {
            continue;
        };
        let place = *places.entry(content.sha256).or_insert(todo.len());
        match todo.get_mut(place) {
            Some(copies) => copies.push(n),
            None => todo.push(vec![n]),
        }
    }
    todo
}

/// Files that could not be read now, and why.
type Failed = Vec<(usize, String)>;

/// What the threads of a run share.
struct Run<'a> {
    files: &'a [Listed],
    todo: &'a [Vec<usize>],
    next: AtomicUsize,
    index: &'a Index,
}

impl Run<'_> {
    /// A thread's work. Where it fails the others end with what they have at hand: there will be no figures.
    fn read(
        &self,
        program: &Path,
        progress: &(dyn Fn(u64, u64) + Sync),
        give: SyncSender<Blobs>,
    ) -> Result<Failed, ScopeError> {
        let failed = self.contents(program, progress, give);
        if failed.is_err() {
            self.next.fetch_max(self.todo.len(), Ordering::Relaxed);
        }
        failed
    }

    /// Contents, one after the other, until none is left.
    fn contents(
        &self,
        program: &Path,
        progress: &(dyn Fn(u64, u64) + Sync),
        give: SyncSender<Blobs>,
    ) -> Result<Failed, ScopeError> {
        let mut worker = Worker::spawn(program, &Limits::default()).map_err(ScopeError::Worker)?;
        let mut ready = Ready::default();
        let mut failed = Failed::new();
        while let Some(copies) = self.todo.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            self.content(copies, &mut worker, &mut ready, &mut failed)?;
            if ready.is_full() {
                ready.give(&give)?;
            }
            let all = self.todo.len();
            progress(self.next.load(Ordering::Relaxed).min(all) as u64, all as u64);
        }
        ready.give(&give)?;
        Ok(failed)
    }

    /// Reads the first of these copies that can be read.
    fn content(
        &self,
        copies: &[usize],
        worker: &mut Worker,
        ready: &mut Ready,
        failed: &mut Failed,
    ) -> Result<(), ScopeError> {
        for n in copies {
            let file = &self.files[*n];
            let Ok(content) = &file.content else { continue };
            // What a file brings about here costs that file only; a worker that was at it is gone then.
            let read = catch_unwind(AssertUnwindSafe(|| one(worker, file, content, self.index)));
            match read.unwrap_or_else(|_| Err(BUG.to_owned())) {
                Ok((part, texts)) => return ready.add(content.sha256, &part, &texts),
                Err(reason) => failed.push((*n, reason)),
            }
        }
        Ok(())
    }
}

/// Bytes and files that wait to be kept together: many small files cost one write to disk.
const READY_BYTES: usize = 4 << 20;
const READY_FILES: usize = 64;
/// Bytes of a record's facts in a part, about.
const RECORD_BYTES: usize = 96;

/// Parts under their names.
type Blobs = Vec<([u8; 32], Vec<u8>)>;

/// Parts that are not in the store yet. A run that is killed here reads their files again.
#[derive(Default)]
struct Ready {
    blobs: Blobs,
    bytes: usize,
}

impl Ready {
    fn add(&mut self, sha: [u8; 32], part: &Part, texts: &[Texts]) -> Result<(), ScopeError> {
        let room = part.members.iter().map(|m| m.facts.records.len()).sum::<usize>() * RECORD_BYTES;
        let facts = postcard::to_extend(part, Vec::with_capacity(room)).map_err(|_| ScopeError::Damaged)?;
        let room = texts.iter().map(Texts::size).sum();
        let texts = postcard::to_extend(texts, Vec::with_capacity(room)).map_err(|_| ScopeError::Damaged)?;
        self.bytes += facts.len() + texts.len();
        self.blobs.push((texts_of(&sha), texts));
        self.blobs.push((sha, facts));
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.bytes >= READY_BYTES || self.blobs.len() >= 2 * READY_FILES
    }

    fn give(&mut self, to: &SyncSender<Blobs>) -> Result<(), ScopeError> {
        self.bytes = 0;
        to.send(std::mem::take(&mut self.blobs)).map_err(|_| ScopeError::Thread)
    }
}

/// Why a file is not read on which a thread of ours broke down.
const BUG: &str = "peil itself failed on this file, which is a fault of the program: please report it";

/// What a file holds; the error says why that cannot be told now, for a reason that is not the file's own.
fn one(
    worker: &mut Worker,
    file: &Listed,
    content: &Content,
    index: &Index,
) -> Result<(Part, Vec<Texts>), String> {
    let cannot = |e: std::io::Error| format!("cannot be opened: {e}");
    let opened = listed::open(&file.real).map_err(cannot)?;
    let before = Stamp::of(&opened).map_err(cannot)?;
    if !content.is_in(&opened) {
        return Err(CHANGED.to_owned());
    }
    let still = opened.try_clone().map_err(cannot)?;
    let known = Registers(index);
    let mut reading =
        Reading { index, known: &known, open: Vec::new(), part: Part::default(), texts: Vec::new() };
    let name = file.path.rsplit('/').next().unwrap_or("");
    let sum = (content.sha256, content.bytes);
    let done = worker.read_known(opened, name, Some(sum), &mut |event| {
        reading.hear(event);
        Ok::<(), std::io::Error>(())
    });
    done.map_err(|e| format!("the reading process could not be started ({e}): run again"))?;
    if Stamp::of(&still).ok() != Some(before) {
        return Err(CHANGED.to_owned());
    }
    // The file's own digest is ours, not the worker's: it parsed hostile bytes.
    if let Some(own) = reading.part.members.iter_mut().find(|m| m.path.is_empty()) {
        ((own.sha256, own.bytes), own.whole) = (sum, true);
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
    /// What was found before and waits to be matched together with more.
    waiting: Vec<Record>,
    facts: Facts,
    texts: Texts,
}

/// Records that are matched together: as many as a processor's nearest memory holds with what they are compared with.
const TOGETHER: usize = 16;

impl Opened<'_> {
    /// Takes what was found since the last time.
    fn take(&mut self, index: &Index) {
        self.waiting.extend(self.found.drain(..).filter(Record::is_personal));
        if self.waiting.len() >= TOGETHER {
            self.settle(index);
        }
    }

    /// Matches what waits.
    fn settle(&mut self, index: &Index) {
        let candidates = index.all_candidates(&self.waiting);
        for (record, candidates) in self.waiting.drain(..).zip(candidates) {
            self.facts.add(&record, candidates);
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
    fn close(&mut self, member: Member, mut texts: Texts) {
        texts.close();
        self.part.members.push(member);
        self.texts.push(texts);
    }

    fn hear(&mut self, event: Event) {
        match event {
            Event::Open { .. } => self.open.push(Opened {
                detector: Detector::new(self.known),
                found: Vec::new(),
                waiting: Vec::new(),
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
                    o.take(self.index);
                }
            }
            Event::Close { path, sha256, bytes, whole, media_type, outcome, reason } => {
                let (mut facts, mut texts) = Default::default();
                if let Some(mut o) = self.open.pop() {
                    o.detector.finish(&mut o.found);
                    o.take(self.index);
                    o.settle(self.index);
                    o.facts.settle_parties(|p| o.detector.party(p));
                    o.facts.persons = o.detector.persons().map(str::to_owned).collect();
                    if let Some(around) = self.open.last_mut() {
                        around.detector.attached(o.detector.unclaimed(), &mut around.found);
                    }
                    (facts, texts) = (o.facts, o.texts);
                }
                self.close(Member { path, sha256, bytes, whole, media_type, outcome, reason, facts }, texts);
            }
            Event::Restart => {
                self.open.clear();
                self.part.members.clear();
                self.texts.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_breaks_down_is_no_damaged_store() {
        let thread = std::thread::spawn(|| -> Result<(), ScopeError> { panic!("Jansen") });
        let said = ended(thread.join()).expect_err("it broke down").to_string();
        assert!(
            said.contains("please report it") && !said.contains("Jansen") && !said.contains("remove"),
            "{said}"
        );
    }
}
