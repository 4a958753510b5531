//! What the numbers say of a person and of a record.

use serde::{Deserialize, Serialize};

/// A register person's status for one controller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// The posterior that at least one record is this person reaches `confirm`.
    Confirmed,
    /// It reaches `notice` but not `confirm`.
    Ambiguous,
    /// Not found, but disclosed to the processor, or of a controller without a ledger.
    Possible,
    /// Not found and never disclosed to the processor.
    NotAffected,
}

impl Status {
    /// The id used in exports.
    pub fn id(self) -> &'static str {
        match self {
            Status::Confirmed => "confirmed",
            Status::Ambiguous => "ambiguous",
            Status::Possible => "possible",
            Status::NotAffected => "not_affected",
        }
    }
}

/// Where a record ended; every record is in exactly one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RecordState {
    /// Some register person reaches `confirm` for it.
    Linked,
    /// Some register person reaches `notice`, none reaches `confirm`.
    Ambiguous,
    /// It identifies somebody who is in no register that it may count for.
    Unregistered,
    /// It carries something personal but identifies nobody.
    Unlinked,
}

impl RecordState {
    /// The id used in exports.
    pub fn id(self) -> &'static str {
        match self {
            RecordState::Linked => "linked",
            RecordState::Ambiguous => "ambiguous",
            RecordState::Unregistered => "unregistered",
            RecordState::Unlinked => "unlinked",
        }
    }
}
