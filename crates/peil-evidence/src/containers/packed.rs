//! Single compressed streams: zstd (RFC 8878), xz and its forerunner `.lzma`, bzip2, LZ4 frames, and compress (`.Z`). Each has
//! one member; several streams in a row are one, as the programs that write them have it.

mod lz4;
mod lzw;

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use bzip2::bufread::MultiBzDecoder;
use lzma_rust2::{LzmaReader, XzReader};

use super::worded::{Taken, Worded};
use super::{Bounded, Bounds, Tally, stem};
use crate::input::Input;
use crate::limits::{WINDOW_BYTES, WINDOW_KIB, WINDOW_LOG};
use crate::path;
use crate::session::{Session, Spot, Verdict};

/// How a stream is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Zstd,
    Xz,
    Lzma,
    Bzip2,
    Lz4,
    Compress,
}

impl Packing {
    pub(crate) fn media(self) -> &'static str {
        match self {
            Packing::Zstd => "application/zstd",
            Packing::Xz => "application/x-xz",
            Packing::Lzma => "application/x-lzma",
            Packing::Bzip2 => "application/x-bzip2",
            Packing::Lz4 => "application/x-lz4",
            Packing::Compress => "application/x-compress",
        }
    }

    /// Endings of names and what they become without the compression.
    fn endings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Packing::Zstd => &[(".zst", ""), (".zstd", ""), (".tzst", ".tar")],
            Packing::Xz => &[(".xz", ""), (".txz", ".tar")],
            Packing::Lzma => &[(".lzma", ""), (".tlz", ".tar")],
            Packing::Bzip2 => &[(".bz2", ""), (".bz", ""), (".tbz2", ".tar"), (".tbz", ".tar")],
            Packing::Lz4 => &[(".lz4", "")],
            Packing::Compress => &[(".z", ""), (".taz", ".tar")],
        }
    }
}

/// The packing that the first bytes tell.
pub(crate) fn recognise(data: &[u8]) -> Option<Packing> {
    match data {
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstd),
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Packing::Xz),
        [0x04, 0x22, 0x4d, 0x18, ..] | [0x02, 0x21, 0x4c, 0x18, ..] => Some(Packing::Lz4),
        [0x1f, 0x9d, flags, ..] if (9..=16).contains(&(flags & 0x1f)) => Some(Packing::Compress),
        [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..]
            if rest.starts_with(b"1AY&SY") || rest.starts_with(b"\x17\x72\x45\x38\x50\x90") =>
        {
            Some(Packing::Bzip2)
        }
        // A frame to be skipped: both zstd and LZ4 have them, and what stands behind it tells.
        [0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d, rest @ ..] => {
            let len = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
            let lz4 = rest.get(len..).is_some_and(|r| r.starts_with(&[0x04, 0x22, 0x4d, 0x18]));
            Some(if lz4 { Packing::Lz4 } else { Packing::Zstd })
        }
        _ if is_lzma(data) => Some(Packing::Lzma),
        _ => None,
    }
}

/// `.lzma` has no mark: the properties that every writer uses, a dictionary of a usual size, a size that is unknown or
/// sensible, and the zero with which the coder begins.
fn is_lzma(data: &[u8]) -> bool {
    let [0x5d, rest @ ..] = data else { return false };
    let (Some((dictionary, rest)), true) = (rest.split_first_chunk::<4>(), data.len() > 13) else {
        return false;
    };
    let (Some((size, rest)), dictionary) = (rest.split_first_chunk::<8>(), u32::from_le_bytes(*dictionary))
    else {
        return false;
    };
    let size = u64::from_le_bytes(*size);
    let usual = dictionary >= 4096 && (dictionary.count_ones() == 1 || dictionary & (dictionary << 1) != 0);
    usual && dictionary.count_ones() <= 2 && (size == u64::MAX || size < 1 << 38) && rest.first() == Some(&0)
}

/// Reads the content as a member.
pub(crate) fn read(
    session: &mut Session<'_>,
    spot: &Spot,
    input: &mut Input<'_>,
    packing: Packing,
) -> io::Result<Verdict> {
    let name = path::member(stem(&spot.name, packing.endings()).unwrap_or_default().as_bytes());
    let member = Spot { path: path::below(&spot.path, &name), name, depth: spot.depth + 1 };
    let taken = Rc::new(Cell::new(0));
    let source = Taken { inner: input, taken: Rc::clone(&taken) };
    let inner: Box<dyn Read + '_> = match packing {
        Packing::Zstd => zstd_reader(source),
        Packing::Xz => xz_reader(source),
        Packing::Lzma => lzma_reader(source),
        Packing::Bzip2 => Box::new(MultiBzDecoder::new(source)),
        Packing::Lz4 => Box::new(lz4::Frames::new(source)),
        Packing::Compress => Box::new(lzw::Lzw::new(source)),
    };
    let bounded = Bounded { inner: Worded(inner), taken, bounds: Bounds::of(session) };
    let came = session.member(&member, Input::stream(Box::new(bounded)))?;
    let mut tally = Tally::default();
    tally.add(came, session.last_fault());
    Ok(tally.verdict())
}

/// Every frame in a row, within a bounded window.
pub(crate) fn zstd_reader<'r, R: BufRead + 'r>(source: R) -> Box<dyn Read + 'r> {
    let decoder = zstd::stream::read::Decoder::with_buffer(source).and_then(|mut decoder| {
        decoder.window_log_max(WINDOW_LOG)?;
        Ok(decoder)
    });
    begun(decoder)
}

/// Every stream in a row, within a bounded window.
pub(crate) fn xz_reader<'r, R: Read + 'r>(source: R) -> Box<dyn Read + 'r> {
    Box::new(XzReader::new_mem_limit(source, true, WINDOW_KIB))
}

fn lzma_reader<'r, R: Read + 'r>(source: R) -> Box<dyn Read + 'r> {
    begun(LzmaReader::new_mem_limit(source, WINDOW_KIB, None))
}

/// LZMA as zip has it: a version, the properties with their length, and the bare stream; with an end mark or else of this size.
pub(crate) fn lzma_of_zip<'r, R: Read + 'r>(mut source: R, marked: bool, size: u64) -> Box<dyn Read + 'r> {
    let mut head = [0; 9];
    let decoder = source.read_exact(&mut head).and_then(|()| {
        let [_, _, 5, 0, props, dictionary @ ..] = head else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let dictionary = u32::from_le_bytes(dictionary);
        if u64::from(dictionary) > WINDOW_BYTES {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        let size = if marked { u64::MAX } else { size };
        LzmaReader::new_with_props(source, size, props, dictionary, None)
    });
    begun(decoder)
}

fn begun<'r, R: Read + 'r>(decoder: io::Result<R>) -> Box<dyn Read + 'r> {
    match decoder {
        Ok(decoder) => Box::new(decoder),
        Err(e) => Box::new(Fault(Some(e))),
    }
}

/// What could not even begin.
struct Fault(Option<io::Error>);

impl Read for Fault {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[cfg(test)]
mod tests;
