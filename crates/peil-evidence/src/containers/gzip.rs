//! gzip: one member, of one or several compressed streams in a row.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use flate2::bufread::GzDecoder;

use super::{Bounded, Bounds, Tally, stem};
use crate::input::{Input, plain};
use crate::path;
use crate::session::{Session, Spot, Verdict};

/// Bit of the flags: an extra field comes first.
const FEXTRA: u8 = 4;
/// Bit of the flags: the name of the original file follows.
const FNAME: u8 = 8;

/// Reads the content as a member.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let name = member_name(&spot.name, input.data());
    let member = Spot { path: path::below(&spot.path, &name), name, depth: spot.depth + 1 };
    let taken = Rc::new(Cell::new(0));
    let inner = Streams { decoder: Some(GzDecoder::new(input)), taken: Rc::clone(&taken) };
    let bounded = Bounded { inner, taken, bounds: Bounds::of(session) };
    let came = session.member(&member, Input::stream(Box::new(bounded)))?;
    let mut tally = Tally::default();
    tally.add(came, session.last_fault());
    Ok(tally.verdict())
}

/// The file's name without `.gz`, else the name that the header kept, else `data`.
fn member_name(file: &str, header: &[u8]) -> String {
    if let Some(stem) = stem(file, &[(".tgz", ".tar"), (".gz", "")]) {
        return path::member(stem.as_bytes());
    }
    let kept = header_name(header).map(|n| n.rsplit(|b| matches!(b, b'/' | b'\\')).next().unwrap_or(n));
    path::member(kept.unwrap_or_default())
}

fn header_name(header: &[u8]) -> Option<&[u8]> {
    let flags = *header.get(3)?;
    let mut rest = header.get(10..)?;
    if flags & FEXTRA != 0 {
        let (len, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*len))..)?;
    }
    let end = memchr::memchr(0, rest)?;
    rest.get(..end).filter(|_| flags & FNAME != 0)
}

/// One compressed stream after the other.
struct Streams<'a, 'b> {
    decoder: Option<GzDecoder<&'a mut Input<'b>>>,
    /// Compressed bytes used so far.
    taken: Rc<Cell<u64>>,
}

impl Read for Streams<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while let Some(decoder) = &mut self.decoder {
            let n = decoder.read(buf)?;
            let input = decoder.get_ref();
            self.taken.set(input.total() - input.data().len() as u64);
            if n > 0 || buf.is_empty() {
                return Ok(n);
            }
            let Some(input) = self.decoder.take().map(GzDecoder::into_inner) else { break };
            // Tapes and block devices fill up with zeros.
            while input.fill(1).first() == Some(&0) {
                let zeros = input.data().iter().take_while(|b| **b == 0).count();
                input.skip(zeros);
            }
            match input.fill(2) {
                [] => {}
                [0x1f, 0x8b, ..] => self.decoder = Some(GzDecoder::new(input)),
                _ => return Err(plain("other bytes follow its compressed data")),
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_members() {
        let header = b"\x1f\x8b\x08\x08\0\0\0\0\0\x03/tmp/was.csv\0rest";
        for (file, header, name) in [
            ("a.csv.gz", &header[..], "a.csv"),
            ("dir/A.TGZ", header, "A.tar"),
            ("dump.bin", header, "was.csv"),
            ("dump", b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "data"),
            (".gz", b"", "data"),
        ] {
            assert_eq!(member_name(file, header), name);
        }
    }
}
