//! Opening and making a store.

use std::fs::{DirBuilder, File, Permissions};
use std::io::Read;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::StoreError;
use crate::key::Key;

/// Folder of the store inside a case folder.
pub const FOLDER: &str = ".peil";
/// Version of the schema below; a store with a higher one is refused.
const VERSION: i64 = 2;
/// The one before it, whose result tables had another form.
const BEFORE: i64 = 1;
/// Page cache, in KiB (negative as SQLite wants it): with it, encryption costs reads nothing (`stack.md`).
const CACHE: i64 = -200_000;
/// How long to wait for another process that commits.
const BUSY: Duration = Duration::from_secs(30);

const SCHEMA: &str = "
    CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE parts (id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL, idx BLOB NOT NULL, bytes INTEGER NOT NULL,
                        UNIQUE (sha256, idx));
    CREATE TABLE chunks (part INTEGER NOT NULL, n INTEGER NOT NULL, data BLOB NOT NULL, UNIQUE (part, n));
    CREATE TABLE events (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, detail TEXT NOT NULL, digest BLOB NOT NULL);
    CREATE TABLE results (name TEXT PRIMARY KEY, columns BLOB NOT NULL, rows INTEGER NOT NULL) WITHOUT ROWID;
";

/// A case's store.
pub struct Store {
    pub(super) db: Connection,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store(masked)")
    }
}

impl Store {
    /// Where the store of a case folder is.
    pub fn path(dir: &Path) -> PathBuf {
        folder(dir).join("store.db")
    }

    /// Whether a store was made already.
    pub fn exists(dir: &Path) -> bool {
        Store::path(dir).metadata().is_ok_and(|m| m.len() > 0)
    }

    /// Opens the store of a case folder; makes it if there is none.
    ///
    /// # Errors
    /// A wrong key, a newer version, no permission.
    pub fn open(dir: &Path, key: &Key) -> Result<Store, StoreError> {
        make_folder(dir)?;
        let path = Store::path(dir);
        // SQLite would make it readable for all.
        let made = File::options().write(true).create(true).truncate(false).mode(0o600).open(&path);
        made.map_err(|error| StoreError::Io { path: path.clone(), error })?;
        connect(&path, key)
    }

    /// Opens the store of a case folder.
    ///
    /// # Errors
    /// As [`Store::open`], and [`StoreError::Missing`] if there is none.
    pub fn open_existing(dir: &Path, key: &Key) -> Result<Store, StoreError> {
        if Store::exists(dir) { Store::open(dir, key) } else { Err(StoreError::Missing(dir.to_owned())) }
    }

    /// A small value kept under a key.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn meta(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let mut query = self.db.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
        let mut rows = query.query([key])?;
        Ok(rows.next()?.map(|r| r.get(0)).transpose()?)
    }

    /// Keeps a small value under a key.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn set_meta(&self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        put_meta(&self.db, key, value)
    }
}

pub(super) fn put_meta(db: &Connection, key: &str, value: &[u8]) -> Result<(), StoreError> {
    db.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?.execute((key, value))?;
    Ok(())
}

pub(super) fn folder(dir: &Path) -> PathBuf {
    dir.join(FOLDER)
}

/// The store's folder, mode 0700 whatever it was.
pub(super) fn make_folder(dir: &Path) -> Result<(), StoreError> {
    let path = folder(dir);
    let io = |error| StoreError::Io { path: path.clone(), error };
    if !path.is_dir() {
        match DirBuilder::new().mode(0o700).create(&path) {
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            other => other.map_err(io)?,
        }
    }
    let mode = path.metadata().map_err(io)?.permissions().mode() & 0o777;
    if mode != 0o700 {
        std::fs::set_permissions(&path, Permissions::from_mode(0o700)).map_err(io)
    } else {
        Ok(())
    }
}

fn connect(path: &Path, key: &Key) -> Result<Store, StoreError> {
    if in_the_clear(path) {
        return Err(StoreError::NotSealed(path.to_owned()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(path, flags)?;
    // SQLCipher would write its own complaints to stderr.
    db.pragma_update(None, "cipher_log_level", "NONE")?;
    db.pragma_update(None, "key", key.pragma()).map_err(|_| StoreError::WrongKey(path.to_owned()))?;
    db.busy_timeout(BUSY)?;
    let readable = db.query_row("SELECT count(*) FROM sqlite_master", [], |r| r.get::<_, i64>(0));
    readable.map_err(|e| match e.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
            StoreError::WrongKey(path.to_owned())
        }
        _ => e.into(),
    })?;
    // One fsync a commit; file systems that cannot share memory keep the rollback journal, which is as safe.
    db.pragma_update_and_check(None, "journal_mode", "WAL", |r| r.get::<_, String>(0))?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update(None, "cache_size", CACHE)?;
    db.set_prepared_statement_cache_capacity(64);
    prepare(&mut db, path)?;
    Ok(Store { db })
}

/// Makes the tables of a new store; two processes may try at once.
fn prepare(db: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let version = |db: &Connection| db.query_row("PRAGMA user_version", [], |r| r.get::<_, i64>(0));
    if version(db)? == 0 {
        let make = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if version(&make)? == 0 {
            make.execute_batch(SCHEMA)?;
            make.pragma_update(None, "user_version", VERSION)?;
        }
        make.commit()?;
    }
    if version(db)? == BEFORE {
        forget_results(db)?;
    }
    match version(db)? {
        VERSION => Ok(()),
        found => Err(StoreError::Newer { path: path.to_owned(), found, known: VERSION }),
    }
}

/// Result tables are made anew by every run; parts and events stay.
fn forget_results(db: &mut Connection) -> Result<(), StoreError> {
    let write = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let names: Vec<String> = {
        let mut query = write.prepare("SELECT name FROM results")?;
        query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?
    };
    for name in names {
        write.execute_batch(&format!("DROP TABLE IF EXISTS \"r_{name}\""))?;
    }
    write.execute("DELETE FROM results", [])?;
    write.pragma_update(None, "user_version", VERSION)?;
    Ok(write.commit()?)
}

fn in_the_clear(path: &Path) -> bool {
    let mut head = [0; 16];
    File::open(path).and_then(|mut f| f.read_exact(&mut head)).is_ok() && &head == b"SQLite format 3\0"
}
