//! What a reader says of a file, in order.

use peil_model::{Outcome, Segment};
use serde::{Deserialize, Serialize};

/// One thing said of the file that is being read.
///
/// Events nest: every `Open` has exactly one `Close`, members close before their container does, and the first `Open` is
/// the file itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A file or a member of a container begins.
    Open {
        /// Empty for the file itself, else the chain of members below it: `inner/a.zip!/b.csv`.
        path: String,
        /// IANA media type as first recognised; that of `Close` is final.
        media_type: String,
    },
    /// A new table begins; its rows follow as segments.
    Table {
        /// Sheet of a workbook or table of a database from 1, or 0 where there is one table at most.
        sheet: u32,
        /// The sheet's or table's own name; empty where it has none.
        name: String,
    },
    /// A readable unit of the innermost open member.
    Segment(Segment),
    /// The innermost open member ends.
    Close {
        /// As in its `Open`.
        path: String,
        /// SHA-256 of the member's bytes after decompression; of the stored bytes where they could not be decompressed
        /// (encrypted, unknown method); zeros where a parser died of them.
        sha256: [u8; 32],
        /// Number of the bytes that `sha256` covers.
        bytes: u64,
        /// All its bytes came: only then are others with this digest the same.
        whole: bool,
        /// IANA media type, `application/octet-stream` if not recognised.
        media_type: String,
        /// What became of it.
        outcome: Outcome,
        /// Why it is not `Read`; empty otherwise. Never quotes content.
        reason: String,
    },
    /// A worker died: forget all that was said of this file; reading starts again.
    Restart,
}

impl std::fmt::Debug for Event {
    /// The kind of event only: paths and content may be personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Event::Open { .. } => "Open(masked)",
            Event::Table { .. } => "Table",
            Event::Segment(_) => "Segment(masked)",
            Event::Close { .. } => "Close(masked)",
            Event::Restart => "Restart",
        })
    }
}
