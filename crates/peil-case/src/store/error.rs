//! What can go wrong with a store.

use std::path::PathBuf;

use rusqlite::ffi;

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
    #[error("{STORE}: the disk is full; nothing half-done was kept: make room and run again")]
    Full,
    /// It may not grow, for a reason that SQLite does not tell apart.
    #[error(
        "{STORE}: cannot be written: the disk is full, a quota is used up or files may not grow so large; nothing half-done was kept: make room or lift the limit, and run again"
    )]
    Write,
    /// Content that the store itself did not write.
    #[error(
        "{STORE} is damaged: {0}; restore it from a copy, or remove the .peil folder and run `peil scope` again"
    )]
    Damaged(&'static str),
    /// A result table of that name is not there.
    #[error("the store holds no table \"{0}\"; run `peil scope` first")]
    NoTable(String),
    /// A name or row that the caller got wrong.
    #[error("table \"{0}\": {1}")]
    Table(String, &'static str),
    /// A file of the store's folder.
    #[error("{}: {}", .path.display(), crate::files::said(.error))]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Anything else that SQLite says. Never quotes a statement or a value.
    #[error("{STORE}: {0}")]
    Sqlite(String),
    /// What a caller's function refused while the store was reading or writing for it.
    #[error("{0}")]
    Caller(String),
}

/// The file, as users find it.
const STORE: &str = "the case's store (.peil/store.db)";

/// What SQLite was at when the system refused to let a file grow.
const GROWING: [i32; 5] = [
    ffi::SQLITE_IOERR_WRITE,
    ffi::SQLITE_IOERR_FSYNC,
    ffi::SQLITE_IOERR_TRUNCATE,
    ffi::SQLITE_IOERR_SHMSIZE,
    ffi::SQLITE_IOERR_SHMMAP,
];

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode;
        let growing = error.sqlite_error().is_some_and(|e| GROWING.contains(&e.extended_code));
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                StoreError::Damaged("a page does not read back")
            }
            Some(ErrorCode::SystemIoFailure) if growing => StoreError::Write,
            Some(code) => StoreError::Sqlite(words(code)),
            None => StoreError::Damaged("a value has an unexpected shape"),
        }
    }
}

/// The code only: messages may quote SQL, and SQL may hold values.
fn words(code: rusqlite::ErrorCode) -> String {
    use rusqlite::ErrorCode;
    let words = match code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            "another process holds it; wait for that to end, and run again"
        }
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
            "no permission to write; make the folder .peil and its files writable for this user"
        }
        ErrorCode::CannotOpen => {
            "cannot be opened; make the folder .peil and its files readable and writable for this user"
        }
        ErrorCode::SystemIoFailure => {
            "cannot be read or written: its disk, or the way to it, failed; see to the disk, and run again"
        }
        ErrorCode::OutOfMemory => "there is no memory left; end other programs, and run again",
        code => return format!("cannot be used ({code:?})"),
    };
    words.to_owned()
}
