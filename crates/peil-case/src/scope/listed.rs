//! The evidence files of a case as they are when a run begins, and whether one is still the same when it is read.

use std::fs::File;
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use crate::config::Case;

/// Why a file that somebody writes to while it is read is not read.
pub(super) const CHANGED: &str = "changed while it was read; run scope again when nobody writes to it";

/// An evidence file by its place in the case.
pub(super) struct Listed {
    /// Position of its delivery in `peil.toml`.
    pub delivery: usize,
    /// Path in the coverage.
    pub path: String,
    /// Where it is.
    pub real: PathBuf,
    /// What it holds, or why nothing can be said of that in this run.
    pub content: Result<Content, String>,
}

/// What a file held when it was digested.
pub(super) struct Content {
    pub sha256: [u8; 32],
    pub bytes: u64,
    /// Taken before the digest: a change that came in between shows later.
    stamp: Stamp,
}

impl Content {
    /// Digests a file.
    fn of(path: &Path) -> io::Result<Content> {
        let file = open(path)?;
        let stamp = Stamp::of(&file)?;
        let (sha256, bytes) = peil_evidence::digest(&file)?;
        Ok(Content { sha256, bytes, stamp })
    }

    /// Whether that is what the file holds now, whatever its times say.
    pub fn is_in(&self, file: &File) -> bool {
        let same = Stamp::of(file).is_ok_and(|now| now == self.stamp);
        same || peil_evidence::digest(file).is_ok_and(|sum| sum == (self.sha256, self.bytes))
    }
}

/// What changes with a file's content, as the file system tells it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    file: (u64, u64),
    bytes: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    pub fn of(file: &File) -> io::Result<Stamp> {
        let m = file.metadata()?;
        Ok(Stamp {
            file: (m.dev(), m.ino()),
            bytes: m.size(),
            modified: (m.mtime(), m.mtime_nsec()),
            changed: (m.ctime(), m.ctime_nsec()),
        })
    }
}

/// Opens a regular file; a pipe that has come in its place must not make the run wait for ever.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let file = File::options().read(true).custom_flags(OFlags::NONBLOCK.bits().cast_signed()).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("no longer a file")) }
}

/// All files of all deliveries in canonical order, with their digests.
pub(super) fn list(case: &Case) -> Vec<Listed> {
    let mut files = Vec::new();
    for (delivery, evidence) in case.evidence.iter().enumerate() {
        for found in evidence.files() {
            let content = match found.problem {
                Some(problem) => Err(problem),
                None => Content::of(&found.real).map_err(|e| format!("cannot be opened: {e}")),
            };
            files.push(Listed { delivery, path: found.path, real: found.real, content });
        }
    }
    files.sort_by(|a, b| (a.delivery, &a.path).cmp(&(b.delivery, &b.path)));
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_shows_and_other_times_are_none() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a");
        let write = |text: &str| std::fs::write(&path, text).expect("written");
        write("one");
        let content = Content::of(&path).expect("digested");
        let is_in = || content.is_in(&open(&path).expect("opened"));
        assert!(is_in());
        write("two");
        assert!(!is_in());
        write("one and more");
        assert!(!is_in());
        // Another file in its place, with the same bytes.
        std::fs::remove_file(&path).expect("removed");
        write("one");
        assert!(is_in());
    }

    #[test]
    fn only_files_are_opened() {
        let dir = tempfile::tempdir().expect("a folder");
        let pipe = dir.path().join("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR).expect("made");
        assert!(open(&pipe).is_err_and(|e| e.to_string() == "no longer a file"));
        assert!(open(dir.path()).is_err());
    }
}
