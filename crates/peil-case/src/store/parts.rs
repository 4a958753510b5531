//! Finished parts of the work: what one file gave under one index. A part is there whole or not at all.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::error::StoreError;
use super::open::Store;

/// Bytes of one stored piece of a part; SQLite's own limit for one value is 1 GB.
#[cfg(not(test))]
const CHUNK_BYTES: usize = 64 << 20;
#[cfg(test)]
const CHUNK_BYTES: usize = 1 << 16;

/// A SHA-256.
pub type Digest = [u8; 32];

impl Store {
    /// Keeps what a file (by its SHA-256) gave under an index (by the index's digest); replaces what was there.
    ///
    /// # Errors
    /// If the store cannot be written; then the part is as it was.
    pub fn put_part(&mut self, sha256: &Digest, index: &Digest, blob: &[u8]) -> Result<(), StoreError> {
        self.put_parts(index, &[(sha256, blob)])
    }

    /// Keeps several parts in one transaction: many small files cost one fsync.
    ///
    /// # Errors
    /// As [`Store::put_part`], for all of them.
    pub fn put_parts(&mut self, index: &Digest, parts: &[(&Digest, &[u8])]) -> Result<(), StoreError> {
        let write = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (sha256, blob) in parts {
            put(&write, sha256, index, blob)?;
        }
        Ok(write.commit()?)
    }

    /// Whether that part is there.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn has_part(&self, sha256: &Digest, index: &Digest) -> Result<bool, StoreError> {
        Ok(find(&self.db, sha256, index)?.is_some())
    }

    /// That part, if it is there.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn get_part(&self, sha256: &Digest, index: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        get(&self.db, sha256, index)
    }

    /// Digests of all files that have a part under the index, ascending.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn part_digests(&self, index: &Digest) -> Result<Vec<Digest>, StoreError> {
        let mut query = self.db.prepare_cached("SELECT sha256 FROM parts WHERE idx = ?1 ORDER BY sha256")?;
        let rows = query.query_map([&index[..]], |r| r.get::<_, Digest>(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Forgets the parts of every other index.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn drop_parts_except(&mut self, index: &Digest) -> Result<(), StoreError> {
        let write = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        write.execute(
            "DELETE FROM chunks WHERE part IN (SELECT id FROM parts WHERE idx <> ?1)",
            [&index[..]],
        )?;
        write.execute("DELETE FROM parts WHERE idx <> ?1", [&index[..]])?;
        Ok(write.commit()?)
    }
}

pub(super) fn get(db: &Connection, sha256: &Digest, index: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
    let Some((id, bytes)) = find(db, sha256, index)? else { return Ok(None) };
    let mut blob = Vec::with_capacity(bytes);
    let mut query = db.prepare_cached("SELECT data FROM chunks WHERE part = ?1 ORDER BY n")?;
    let mut rows = query.query([id])?;
    while let Some(row) = rows.next()? {
        blob.extend_from_slice(
            row.get_ref(0)?.as_blob().map_err(|_| StoreError::Damaged("a part is no blob"))?,
        );
    }
    if blob.len() == bytes { Ok(Some(blob)) } else { Err(StoreError::Damaged("a part lacks a piece")) }
}

fn find(db: &Connection, sha256: &Digest, index: &Digest) -> Result<Option<(i64, usize)>, StoreError> {
    let mut query = db.prepare_cached("SELECT id, bytes FROM parts WHERE sha256 = ?1 AND idx = ?2")?;
    let row =
        query.query_row((&sha256[..], &index[..]), |r| Ok((r.get(0)?, r.get::<_, i64>(1)?))).optional()?;
    Ok(row.map(|(id, bytes)| (id, usize::try_from(bytes).unwrap_or(0))))
}

fn put(db: &Connection, sha256: &Digest, index: &Digest, blob: &[u8]) -> Result<(), StoreError> {
    if let Some((id, _)) = find(db, sha256, index)? {
        db.prepare_cached("DELETE FROM chunks WHERE part = ?1")?.execute([id])?;
        db.prepare_cached("DELETE FROM parts WHERE id = ?1")?.execute([id])?;
    }
    let bytes = i64::try_from(blob.len()).unwrap_or(i64::MAX);
    db.prepare_cached("INSERT INTO parts (sha256, idx, bytes) VALUES (?1, ?2, ?3)")?.execute((
        &sha256[..],
        &index[..],
        bytes,
    ))?;
    let id = db.last_insert_rowid();
    let mut insert = db.prepare_cached("INSERT INTO chunks (part, n, data) VALUES (?1, ?2, ?3)")?;
    for (n, chunk) in (0_i64..).zip(blob.chunks(CHUNK_BYTES)) {
        insert.execute((id, n, chunk))?;
    }
    Ok(())
}
