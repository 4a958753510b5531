//! What happened to a case, in order. Each event's digest covers the one before it, so none can be changed or taken out
//! unseen. Events hold ids and digests, never personal data.

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use super::error::StoreError;
use super::open::Store;
use super::parts::Digest;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// From 1, without holes.
    pub seq: u64,
    /// What kind of thing.
    pub kind: String,
    /// Ids and digests, never personal data.
    pub detail: String,
    /// SHA-256 over the digest before it (32 zero bytes for the first), the number, the kind and the detail.
    pub digest: Digest,
}

impl Store {
    /// Adds an event and gives its number.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn append(&mut self, kind: &str, detail: &str) -> Result<u64, StoreError> {
        let write = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let seq = append(&write, kind, detail)?;
        write.commit()?;
        Ok(seq)
    }

    /// All events in order.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn events(&self) -> Result<Vec<Event>, StoreError> {
        let mut query =
            self.db.prepare_cached("SELECT seq, kind, detail, digest FROM events ORDER BY seq")?;
        let rows = query.query_map([], |r| {
            Ok(Event {
                seq: r.get::<_, i64>(0)?.unsigned_abs(),
                kind: r.get(1)?,
                detail: r.get(2)?,
                digest: r.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The first event that does not fit the one before it, if any.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn broken_event(&self) -> Result<Option<u64>, StoreError> {
        let mut before = [0; 32];
        for (n, event) in (1..).zip(self.events()?) {
            if event.seq != n || event.digest != digest(&before, n, &event.kind, &event.detail) {
                return Ok(Some(n));
            }
            before = event.digest;
        }
        Ok(None)
    }
}

pub(super) fn append(db: &Connection, kind: &str, detail: &str) -> Result<u64, StoreError> {
    let mut query = db.prepare_cached("SELECT seq, digest FROM events ORDER BY seq DESC LIMIT 1")?;
    let mut rows = query.query([])?;
    let (last, before) = match rows.next()? {
        Some(row) => (row.get::<_, i64>(0)?.unsigned_abs(), row.get::<_, Digest>(1)?),
        None => (0, [0; 32]),
    };
    let seq = last + 1;
    let digest = digest(&before, seq, kind, detail);
    let number = i64::try_from(seq).unwrap_or(i64::MAX);
    db.prepare_cached("INSERT INTO events (seq, kind, detail, digest) VALUES (?1, ?2, ?3, ?4)")?
        .execute((number, kind, detail, &digest[..]))?;
    Ok(seq)
}

/// Lengths stand before the texts, so that no two events have one payload.
fn digest(before: &Digest, seq: u64, kind: &str, detail: &str) -> Digest {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(seq.to_le_bytes());
    for text in [kind, detail] {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    hash.finalize().into()
}
