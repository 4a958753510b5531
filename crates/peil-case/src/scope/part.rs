//! What one evidence file gave: its members with their records, and for each record its candidates.

use peil_model::{Outcome, Record};
use peil_resolve::Candidate;
use serde::{Deserialize, Serialize};

/// Version of this form and of everything that makes it; parts of another version are made anew.
pub(super) const VERSION: u32 = 1;

/// One record with its candidates.
#[derive(Serialize, Deserialize)]
pub struct StoredRecord {
    /// What the place says.
    pub record: Record,
    /// Who it could be.
    pub candidates: Vec<Candidate>,
}

/// The file itself (empty path) or a member of it.
#[derive(Serialize, Deserialize)]
pub struct Member {
    /// Empty, or the chain of members.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Their number.
    pub bytes: u64,
    /// IANA media type.
    pub media_type: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, where not read.
    pub reason: String,
    /// Its records in order.
    pub records: Vec<StoredRecord>,
}

/// Everything one file gave.
#[derive(Default, Serialize, Deserialize)]
pub struct Part {
    /// Members in the order in which they closed; the file itself is the last.
    pub members: Vec<Member>,
}
