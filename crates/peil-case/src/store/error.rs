//! What can go wrong with a store.

use std::path::PathBuf;

/// A store that could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The key does not open it.
    #[error("{}: the key does not open this store (or the file is damaged); check the passphrase or key file", .0.display())]
    WrongKey(PathBuf),
    /// Made by a later version of the program.
    #[error("{}: the store has version {found}, and this peil knows version {known}; use a newer peil", .path.display())]
    Newer {
        /// The store.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// Ours.
        known: i64,
    },
    /// A database, but in the clear: not made by us.
    #[error("{}: this file is not encrypted, so it is not a store; move it away", .0.display())]
    NotSealed(PathBuf),
    /// There is no store yet.
    #[error("{}: there is no store yet; run `peil scope` first", .0.display())]
    Missing(PathBuf),
    /// Another run holds the lock.
    #[error("{}: another peil is at work on this case; wait for it to finish, or end it", .0.display())]
    Locked(PathBuf),
    /// The disk is full.
    #[error("the disk is full; nothing half-done was kept")]
    Full,
    /// The disk does not do what is asked of it.
    #[error(
        "the disk of the store cannot be written to or read (full, taken away, or over a limit of the user); free it and run again; nothing half-done was kept"
    )]
    Disk,
    /// Content that the store itself did not write.
    #[error(
        "the store is damaged: {0}; restore it from a copy, or remove the .peil folder and run `peil scope` again"
    )]
    Damaged(&'static str),
    /// A result table of that name is not there.
    #[error("the store holds no table \"{0}\"; run `peil scope` first")]
    NoTable(String),
    /// A name or row that the caller got wrong.
    #[error("table \"{0}\": {1}")]
    Table(String, &'static str),
    /// A file of the store's folder.
    #[error("{}: {error}", .path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Anything else that SQLite says. Never quotes a statement or a value.
    #[error("the store cannot be used: {0}")]
    Sqlite(String),
    /// What a caller's function refused while the store was reading or writing for it.
    #[error("{0}")]
    Caller(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::SystemIoFailure) => StoreError::Disk,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                StoreError::Damaged("a page does not read back")
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                StoreError::Sqlite("another process holds it".to_owned())
            }
            Some(ErrorCode::ReadOnly) => StoreError::Sqlite("no permission to write".to_owned()),
            // The code only: messages may quote SQL, and SQL may hold values.
            Some(code) => StoreError::Sqlite(format!("{code:?}")),
            None => StoreError::Damaged("a value has an unexpected shape"),
        }
    }
}
