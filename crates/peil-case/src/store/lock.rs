//! One writer to a case at a time.

use std::fs::{File, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::error::StoreError;
use super::open::{folder, make_folder};

/// Held by a command that changes a case; ends with the process, however that ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a case folder.
    ///
    /// # Errors
    /// [`StoreError::Locked`] if another process has it.
    pub fn take(dir: &Path) -> Result<Lock, StoreError> {
        make_folder(dir)?;
        let path = folder(dir).join("lock");
        let io = |error| StoreError::Io { path: path.clone(), error };
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(io)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked(dir.to_owned())),
            Err(TryLockError::Error(error)) => Err(io(error)),
        }
    }
}
