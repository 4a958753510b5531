//! The ledgers: what each controller kept of what it shared.

mod hospital;
mod screening;

use std::io;
use std::path::Path;

use crate::population::Population;

/// Writes `ledger/`.
pub(crate) fn write(dir: &Path, people: &Population) -> io::Result<()> {
    let folder = dir.join("ledger");
    std::fs::create_dir_all(&folder)?;
    screening::write(&folder, people)?;
    hospital::write(&folder, people)
}
