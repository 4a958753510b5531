//! Bounds on what hostile input may cost, each with its unit.

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub(crate) const KIB: u64 = 1024;
pub(crate) const MIB: u64 = 1024 * KIB;
const GIB: u64 = 1024 * MIB;

/// Address space of a worker process, bytes.
pub const MEMORY_BYTES: u64 = GIB;
/// Stack of the thread that parses, bytes.
pub const STACK_BYTES: u64 = 64 * MIB;
/// Descriptors a worker may hold: standard streams, its socket, the file, and a few duplicates of these.
pub const DESCRIPTORS: u64 = 16;
/// Seconds that a worker may go without a word before it is killed.
pub const SILENCE_SECONDS: u64 = 120;
/// Seconds that a worker may take for a file whatever its size, the parent's own work on its answers not counted.
pub const FILE_SECONDS: u64 = 900;
/// Bytes of a file that a worker must get through in a second beyond that.
pub const FILE_BYTES_PER_SECOND: u64 = 128 * KIB;
/// Files after which a worker process is replaced.
pub const FILES_PER_PROCESS: u64 = 10_000;
/// Bytes of evidence after which a worker process is replaced.
pub const BYTES_PER_PROCESS: u64 = 16 * GIB;
/// Deaths of workers that one file may cost.
pub const RESTARTS_PER_FILE: u32 = 16;
/// Bytes of one frame between child and parent.
pub const FRAME_BYTES: u64 = 128 * MIB;
/// Containers inside each other.
pub const DEPTH: u32 = 16;
/// Members that one container may have.
pub const MEMBERS: u64 = 1_000_000;
/// Bytes that one compressed stream may yield whatever its ratio.
pub const FREE_OUTPUT_BYTES: u64 = 64 * MIB;
/// Bytes out per byte in that one compressed stream may yield beyond its free output.
pub const EXPANSION: u64 = 256;
/// Decompressed bytes of all streams of a file together, at all depths.
pub const TOTAL_OUTPUT_BYTES: u64 = 64 * GIB;
/// Decompressed bytes that a small file may yield in total, beyond `EXPANSION` times its own size.
pub const TOTAL_FREE_BYTES: u64 = GIB;
/// Bytes of a member that is held in memory because its format needs to be read from the end.
pub const BUFFER_BYTES: u64 = 256 * MIB;
/// Bytes of the window that a decompressor may keep of what it wrote (zstd, xz, 7z), as a power of two.
pub const WINDOW_LOG: u32 = 28;
/// The same in bytes.
pub const WINDOW_BYTES: u64 = 1 << WINDOW_LOG;
/// The same with what the decompressor needs beside it, KiB.
pub const WINDOW_KIB: u32 = 272 * 1024;
/// The directory of a 7z archive, unpacked, KiB.
pub const DIRECTORY_KIB: usize = 32 * 1024;
/// Bytes of one message.
pub const MESSAGE_BYTES: u64 = 32 * MIB;
/// Bytes of one mail, its attachments included.
pub const MAIL_BYTES: u64 = 96 * MIB;
/// Values in one message.
pub const MESSAGE_VALUES: u64 = 1_000_000;
/// Bytes of one row of a table.
pub const ROW_BYTES: u64 = 8 * MIB;
/// Bytes of one quoted cell that holds line ends; longer, and its opening quote is taken for a stray one.
pub const QUOTED_BYTES: u64 = MIB;
/// Bytes of one piece of a line of text.
pub const LINE_BYTES: u64 = MIB;
/// Bytes of a document that is one tree; a larger one comes in pieces.
pub const TREE_BYTES: u64 = 8 * MIB;
/// Levels of a tree; what is below them is passed over.
pub const TREE_DEPTH: usize = 128;
/// Bytes of one value of a tree, or of one tag.
pub const VALUE_BYTES: u64 = 64 * MIB;
/// Empty cells that may be put before filled ones in all sheets of a workbook together.
pub const PADDING_CELLS: u64 = 64_000_000;

/// Text that a workbook or Parquet file may yield whatever its size: many cells may share one value.
pub const FREE_TEXT_BYTES: u64 = 256 * MIB;
/// Bytes of text per byte of such a file beyond that.
pub const TEXT_EXPANSION: u64 = 256;

/// Bounds that callers may change; the defaults are the named constants of the same meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Address space of a worker process, bytes.
    pub memory: u64,
    /// Time without a word from a worker after which it is killed.
    pub silence: Duration,
    /// Time that a worker may take for a file, beyond what its size allows it at [`FILE_BYTES_PER_SECOND`].
    pub time: Duration,
    /// Files after which a worker process is replaced.
    pub files: u64,
    /// Bytes of evidence after which a worker process is replaced.
    pub bytes: u64,
    /// Deaths of workers that one file may cost.
    pub restarts: u32,
    /// Containers inside each other.
    pub depth: u32,
    /// Members that one container may have.
    pub members: u64,
    /// Bytes that one compressed stream may yield whatever its ratio.
    pub free_output: u64,
    /// Bytes out per byte in beyond the free output.
    pub expansion: u64,
    /// Decompressed bytes of all streams of a file together, at all depths.
    pub total_output: u64,
    /// Bytes of a member held in memory because its format is read from the end.
    pub buffer: u64,
    /// Bytes of one message.
    pub message: u64,
    /// Bytes of a document that is one tree.
    pub tree: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            memory: MEMORY_BYTES,
            silence: Duration::from_secs(SILENCE_SECONDS),
            time: Duration::from_secs(FILE_SECONDS),
            files: FILES_PER_PROCESS,
            bytes: BYTES_PER_PROCESS,
            restarts: RESTARTS_PER_FILE,
            depth: DEPTH,
            members: MEMBERS,
            free_output: FREE_OUTPUT_BYTES,
            expansion: EXPANSION,
            total_output: TOTAL_OUTPUT_BYTES,
            buffer: BUFFER_BYTES,
            message: MESSAGE_BYTES,
            tree: TREE_BYTES,
        }
    }
}

impl Limits {
    /// Time that a worker may take for a file of this size.
    pub(crate) fn time_for(&self, size: u64) -> Duration {
        self.time.saturating_add(Duration::from_secs(size / FILE_BYTES_PER_SECOND))
    }

    /// Decompressed bytes that a file of this size may yield in total. A file that is itself huge may yield several times
    /// its size even beyond `total_output`, or a large honest archive would be cut.
    pub(crate) fn allowance(&self, size: u64) -> u64 {
        let by_ratio = TOTAL_FREE_BYTES.saturating_add(size.saturating_mul(self.expansion));
        by_ratio.min(self.total_output.saturating_add(size.saturating_mul(16)))
    }
}

/// A number of bytes for a reason: whole MiB from one MiB on.
pub(crate) fn amount(bytes: u64) -> String {
    match bytes {
        b if b >= GIB && b % GIB == 0 => format!("{} GiB", b / GIB),
        b if b >= MIB => format!("{} MiB", b / MIB),
        b => format!("{b} bytes"),
    }
}
