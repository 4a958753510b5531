//! One member of a zip file: its stored bytes, decompressed and held against its checksum.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use bzip2::bufread::BzDecoder;
use deflate64::Deflate64Decoder;
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use peil_model::Outcome;
use sha2::{Digest, Sha256};

use super::directory::{Entry, bytes_at, u16_at};
use crate::containers::packed;
use crate::containers::worded::{Taken, Worded};
use crate::containers::{Bounded, Bounds, Tally};
use crate::input::{At, Input, Store, Sum, plain};
use crate::session::{Came, Session, Spot, Verdict};

const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
/// Methods: stored, deflate, deflate64 (what Windows writes beyond 2 GiB), and what newer programs write.
const STORED: u16 = 0;
const DEFLATE: u16 = 8;
const DEFLATE64: u16 = 9;
const BZIP2: u16 = 12;
const LZMA: u16 = 14;
const ZSTD_OLD: u16 = 20;
const ZSTD: u16 = 93;
const XZ: u16 = 95;
/// Bit of the flags: the LZMA data end with a mark, and not where their size says.
const LZMA_MARK: u16 = 2;

/// Reads a member, or says why not.
pub(super) fn read(
    session: &mut Session<'_>,
    spot: &Spot,
    store: &Store,
    entry: &Entry,
    tally: &mut Tally,
) -> io::Result<()> {
    let Some(start) = data_start(store, entry) else {
        tally.add(Came::Not, Some("its header is damaged"));
        return session.row(&spot.path, Sum::NOTHING, Verdict::unreadable("its header is damaged"));
    };
    if entry.is_encrypted() {
        let came = if entry.compressed == 0 { Came::Whole } else { Came::Encrypted };
        tally.add(came, None);
        let sum = stored_sum(session, store, start, entry.compressed)?;
        return session.row(&spot.path, sum, Verdict::new(Outcome::Encrypted, "encrypted with a password"));
    }
    if entry.is_link {
        let verdict = Verdict::unreadable("a symbolic link: it has no content");
        return session.row(&spot.path, Sum::NOTHING, verdict);
    }
    let taken = Rc::new(Cell::new(0));
    let Some(content) = content(session, store, entry, start, &taken) else {
        let reason = format!("compressed with {}, which is not supported yet", method(entry.method));
        tally.add(Came::Not, Some(&reason));
        let sum = stored_sum(session, store, start, entry.compressed)?;
        return session.row(&spot.path, sum, Verdict::unreadable(reason));
    };
    let came = session.member(spot, Input::stream(content))?;
    tally.add(came, session.last_fault());
    Ok(())
}

/// The bytes of a part of a document; `None` if it cannot be opened.
pub(crate) fn part(session: &Session<'_>, store: &Store, entry: &Entry) -> Option<Box<dyn Read>> {
    let start = data_start(store, entry).filter(|_| !entry.is_encrypted())?;
    content(session, store, entry, start, &Rc::new(Cell::new(0)))
}

/// Where a member's bytes begin, behind its local header.
fn data_start(store: &Store, entry: &Entry) -> Option<u64> {
    let head = bytes_at(store, entry.header, 30);
    if !head.starts_with(LOCAL_HEADER) {
        return None;
    }
    let behind = u64::from(u16_at(&head, 26)?) + u64::from(u16_at(&head, 28)?);
    entry.header.checked_add(30 + behind)
}

/// The decompressed bytes; `None` for a method that we have not. `taken` counts the compressed bytes used.
pub(super) fn content(
    session: &Session<'_>,
    store: &Store,
    entry: &Entry,
    start: u64,
    taken: &Rc<Cell<u64>>,
) -> Option<Box<dyn Read>> {
    let stored = Taken {
        inner: At { store: Store::clone(store), pos: start }.take(entry.compressed),
        taken: Rc::clone(taken),
    };
    let buffered = |stored| BufReader::with_capacity(32 * 1024, stored);
    let inner: Box<dyn Read> = match entry.method {
        STORED => Box::new(stored),
        DEFLATE => Box::new(DeflateDecoder::new(buffered(stored))),
        DEFLATE64 => Box::new(Deflate64Decoder::new(stored)),
        BZIP2 => Box::new(Worded(BzDecoder::new(buffered(stored)))),
        LZMA => Box::new(Worded(packed::lzma_of_zip(stored, entry.flags & LZMA_MARK != 0, entry.size))),
        ZSTD | ZSTD_OLD => Box::new(Worded(packed::zstd_reader(buffered(stored)))),
        XZ => Box::new(Worded(packed::xz_reader(buffered(stored)))),
        _ => return None,
    };
    let bounded = Bounded { inner, taken: Rc::clone(taken), bounds: Bounds::of(session) };
    Some(Box::new(Checked { inner: bounded, crc: Crc::new(), said: entry.crc, size: entry.size, came: 0 }))
}

/// Content that is held against its checksum at its end.
struct Checked<R> {
    inner: R,
    crc: Crc,
    /// `None` where it is not known; nor is the size then.
    said: Option<u32>,
    size: u64,
    came: u64,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.came += n as u64;
        self.crc.update(buf.get(..n).unwrap_or_default());
        let Some(said) = self.said.filter(|_| n == 0 && !buf.is_empty()) else { return Ok(n) };
        if self.came < self.size {
            return Err(plain("ends too early"));
        }
        if self.crc.sum() != said {
            return Err(plain("fails its checksum"));
        }
        Ok(0)
    }
}

/// Digest and number of the stored bytes, for a member that cannot be decompressed.
pub(super) fn stored_sum(session: &mut Session<'_>, store: &Store, start: u64, len: u64) -> io::Result<Sum> {
    let mut sha = Sha256::new();
    let mut stored = At { store: Store::clone(store), pos: start }.take(len);
    let mut buf = vec![0; 64 * 1024];
    let (mut bytes, mut chunks) = (0, 0_u32);
    while let Ok(n) = stored.read(&mut buf) {
        if n == 0 {
            break;
        }
        sha.update(buf.get(..n).unwrap_or_default());
        bytes += n as u64;
        chunks = chunks.wrapping_add(1);
        if chunks.is_multiple_of(256) {
            session.beat()?;
        }
    }
    Ok(Sum { sha256: sha.finalize().into(), bytes, whole: bytes == len })
}

fn method(number: u16) -> String {
    let name = match number {
        1 => "shrinking",
        6 => "imploding",
        98 => "PPMd",
        n => return format!("method {n}"),
    };
    name.to_owned()
}
