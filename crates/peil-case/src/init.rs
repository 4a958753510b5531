//! Looks at what lies in a folder and proposes a `peil.toml` to check.
//!
//! Registers and ledgers are recognised by their columns (and the names of their folders), evidence by the names of its
//! folders and by being neither. The proposal shows headers and roles, never a value of a person.

mod deliveries;
mod peek;
mod sort;
mod write;

use std::path::{Path, PathBuf};

use crate::config::FILE_NAME;
use crate::reader::Reader;
use sort::Sorted;

/// A `peil.toml` to check, and what to check first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The file's text.
    pub toml: String,
    /// What the user should know or decide.
    pub notes: Vec<String>,
}

/// A folder that nothing can be proposed for.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// No such folder.
    #[error("{}: there is no such folder", .0.display())]
    NoFolder(PathBuf),
    /// There is a `peil.toml` already.
    #[error("{}: is there already and stays as it is; remove it to have it proposed anew", .0.display())]
    Exists(PathBuf),
}

/// Proposes a `peil.toml` for a folder. Nothing is written.
///
/// # Errors
/// No such folder, or a `peil.toml` in it already.
pub fn propose(dir: &Path, reader: &mut dyn Reader) -> Result<Proposal, InitError> {
    if !dir.is_dir() {
        return Err(InitError::NoFolder(dir.to_owned()));
    }
    if dir.join(FILE_NAME).exists() {
        return Err(InitError::Exists(dir.join(FILE_NAME)));
    }
    let sorted = Sorted::of(dir, reader);
    Ok(write::proposal(dir, &sorted))
}

#[cfg(test)]
mod tests;
