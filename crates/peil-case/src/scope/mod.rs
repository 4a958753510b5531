//! The main job: read what is new, match, fold the roster, keep the result tables.
//!
//! [`run`] is the path of the data. Left of the fold everything is a pure function of one file and the index, kept in the
//! store as a part under (digest of the file, digest of the index), so that a run can stop anywhere and go on.

mod attribution;
mod coverage;
mod fold;
mod inputs;
mod listed;
mod part;
mod read;
mod results;
mod subject;
mod texts;

use std::path::Path;

use crate::config::Case;
use crate::store::Store;
use crate::threads::free;

pub(crate) use coverage::Covered;
pub use fold::Figures;
pub(crate) use fold::Records;
pub use inputs::Inputs;
pub(crate) use results::joined;

/// Why a case could not be scoped.
#[derive(Debug, thiserror::Error)]
pub enum ScopeError {
    /// A register or ledger cannot be used.
    #[error(transparent)]
    Input(#[from] crate::register::InputError),
    /// A register or ledger cannot be opened.
    #[error("{}: cannot be opened: {error}", .path.display())]
    Open {
        /// Which file.
        path: std::path::PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A register or ledger is not what it was when its digest was taken.
    #[error("{}: changed while it was read; run again when nobody writes to it", .0.display())]
    Changed(std::path::PathBuf),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// A worker process cannot be started.
    #[error("cannot start a reading process: {0}; is the program still where it was started from?")]
    Worker(std::io::Error),
    /// A stored part does not decode: written by another version, or damaged.
    #[error("a stored result does not decode; remove the case's .peil folder and run scope again")]
    Damaged,
    /// A thread of this program failed: an error of the program.
    #[error(
        "a part of peil broke down: this is a fault of peil, please report it; what was stored so far is kept, run scope again"
    )]
    Thread,
}

/// Scopes a case, whose registers and ledgers are loaded, into its store and returns the figures.
///
/// `program` is started as `program worker` for reading; `progress` hears (files done, files in all).
///
/// # Errors
/// See [`ScopeError`]; files that cannot be read are no error but rows of the coverage.
pub fn run(
    case: &Case,
    mut inputs: Inputs,
    store: &mut Store,
    program: &Path,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Figures, ScopeError> {
    let registers = std::mem::take(&mut inputs.registers);
    let (index, files) = std::thread::scope(|scope| {
        let listed = scope.spawn(|| listed::list(case));
        (peil_resolve::Index::build(registers), listed.join())
    });
    let mut files = files.map_err(|_| ScopeError::Thread)?;
    let digest = inputs.digest;
    read::new_files(&mut files, &index, &digest, store, program, progress)?;
    let figures = fold::fold(case, &inputs, &index, &files, &digest, store)?;
    store.drop_parts_except(&digest)?;
    free((inputs, index, files));
    Ok(figures)
}
