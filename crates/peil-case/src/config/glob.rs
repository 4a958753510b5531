//! What a pattern of `peil.toml` stands for.

use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use crate::store::FOLDER;

/// Whether what is hidden (`.name`) is found by patterns that do not name it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    Taken,
    LeftOut,
}

/// A pattern, and the folders in which it may find something.
pub(super) struct Pattern {
    absolute: bool,
    whole: GlobMatcher,
    /// Per level the pattern of the folders there.
    folders: Vec<GlobMatcher>,
    /// Below these levels it may find something at any depth.
    deep: bool,
    hidden: Hidden,
}

impl Pattern {
    pub fn new(text: &str, hidden: Hidden) -> Result<Pattern, globset::Error> {
        let plain = text.strip_prefix("./").unwrap_or(text);
        let whole = compile(plain)?;
        let mut folders = Vec::new();
        let mut deep = false;
        for (end, _) in plain.match_indices('/') {
            let head = plain.get(..end).unwrap_or_default();
            // A `/` within braces or brackets divides no levels.
            let level = compile(head).ok().filter(|_| !head.contains("**"));
            deep = level.is_none();
            match level {
                Some(level) => folders.push(level),
                None => break,
            }
        }
        let named = text.split('/').any(|p| p.starts_with('.') && p != "." && p != "..");
        let hidden = if named { Hidden::Taken } else { hidden };
        Ok(Pattern { absolute: Path::new(text).is_absolute(), whole, folders, deep, hidden })
    }

    /// The files, folders and links below `base` that it matches, sorted; it counts from `dir`. Where it cannot look into a folder,
    /// that folder stands for what may be in it, and so does a link to one.
    pub fn expand(&self, dir: &Path, base: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut open = vec![base.to_owned()];
        while let Some(folder) = open.pop() {
            if self.folder(dir, &folder, &mut found, &mut open).is_err_and(|e| !is_nothing(e.kind())) {
                found.push(folder);
            }
        }
        found.sort();
        found.dedup();
        found
    }

    fn folder(
        &self,
        dir: &Path,
        folder: &Path,
        found: &mut Vec<PathBuf>,
        open: &mut Vec<PathBuf>,
    ) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            let hidden = self.hidden == Hidden::LeftOut && entry.file_name().as_bytes().starts_with(b".");
            // The store is never anybody's input.
            if hidden || path == dir.join(FOLDER) {
                continue;
            }
            let relative = if self.absolute { &path } else { path.strip_prefix(dir).unwrap_or(&path) };
            if self.whole.is_match(relative) {
                found.push(path);
            } else if self.may_hold(relative) {
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    open.push(path);
                } else if kind.is_symlink() && path.is_dir() {
                    found.push(path);
                }
            }
        }
        Ok(())
    }

    /// Whether something in that folder could match.
    fn may_hold(&self, folder: &Path) -> bool {
        let level = folder.as_os_str().as_bytes().iter().filter(|b| **b == b'/').count();
        self.folders.get(level).map_or(self.deep, |f| f.is_match(folder))
    }
}

fn compile(text: &str) -> Result<GlobMatcher, globset::Error> {
    GlobBuilder::new(text).literal_separator(true).build().map(|g| g.compile_matcher())
}

/// There is no such folder, so that nothing is in it.
fn is_nothing(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory)
}
