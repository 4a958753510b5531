//! What became of a file or a member of a container.

use serde::{Deserialize, Serialize};

/// The outcome of reading one file or member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// Every byte was interpreted.
    Read,
    /// A part was read; the reason says which part was not.
    Partial,
    /// Nothing usable could be read; the reason says why.
    Unreadable,
    /// Encrypted, and no key was at hand.
    Encrypted,
    /// Zero bytes long.
    Empty,
    /// The same bytes as another file or member that was read.
    Duplicate,
}

impl Outcome {
    /// The id used in exports.
    pub fn id(self) -> &'static str {
        match self {
            Outcome::Read => "read",
            Outcome::Partial => "partial",
            Outcome::Unreadable => "unreadable",
            Outcome::Encrypted => "encrypted",
            Outcome::Empty => "empty",
            Outcome::Duplicate => "duplicate",
        }
    }

    /// Whether something in the file stays unknown.
    pub fn leaves_a_gap(self) -> bool {
        matches!(self, Outcome::Partial | Outcome::Unreadable | Outcome::Encrypted)
    }
}
