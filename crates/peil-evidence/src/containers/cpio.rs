//! cpio: its ASCII forms (POSIX's octal one and SVR4's `newc`) and the old binary one in either order of bytes.

use std::io::{self, Read};

use peil_model::Outcome;

use super::{Counted, Tally, too_many};
use crate::input::{Input, Sum};
use crate::path::{self, Unique};
use crate::session::{Session, Spot, Verdict};

/// Bytes of a name.
const NAME_BYTES: usize = 64 * 1024;
/// The name of the entry that ends an archive.
const END: &[u8] = b"TRAILER!!!";

/// Whether the data begin with a header.
pub(crate) fn is_header(data: &[u8]) -> bool {
    header(data).is_some_and(|h| h.name > 1 && h.name < 4096)
}

/// One entry as its header has it.
struct Header {
    /// Bytes of the header, and to what its name and content are filled up.
    len: usize,
    align: usize,
    mode: u32,
    /// Bytes of the name with its zero, and of the content.
    name: usize,
    size: u64,
}

fn header(data: &[u8]) -> Option<Header> {
    let number = |at: usize, len: usize, radix: u32| {
        let digits = std::str::from_utf8(data.get(at..at + len)?).ok()?;
        u64::from_str_radix(digits, radix).ok()
    };
    let small = |n: u64| usize::try_from(n).ok();
    match data {
        [b'0', b'7', b'0', b'7', b'0', b'1' | b'2', ..] => Some(Header {
            len: 110,
            align: 4,
            mode: number(14, 8, 16)? as u32,
            name: small(number(94, 8, 16)?)?,
            size: number(54, 8, 16)?,
        }),
        [b'0', b'7', b'0', b'7', b'0', b'7', ..] => Some(Header {
            len: 76,
            align: 1,
            mode: number(18, 6, 8)? as u32,
            name: small(number(59, 6, 8)?)?,
            size: number(65, 11, 8)?,
        }),
        [0xc7, 0x71, ..] => binary(data, u16::from_le_bytes),
        [0x71, 0xc7, ..] => binary(data, u16::from_be_bytes),
        _ => None,
    }
}

fn binary(data: &[u8], word: fn([u8; 2]) -> u16) -> Option<Header> {
    let at = |i: usize| data.get(2 * i..)?.first_chunk().map(|b| u64::from(word(*b)));
    let size = at(11)? << 16 | at(12)?;
    Some(Header { len: 26, align: 2, mode: at(3)? as u32, name: at(10)? as usize, size })
}

/// Reads every member.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let mut tally = Tally::default();
    let mut unique = Unique::default();
    loop {
        let Some(h) = header(input.fill(110)).filter(|h| h.name > 0 && h.name <= NAME_BYTES) else {
            tally.complain(format!("is damaged or cut off after {} members", tally.members()));
            return Ok(tally.verdict());
        };
        let filled = (h.len + h.name).next_multiple_of(h.align);
        let raw = input.fill(filled).get(h.len..h.len + h.name - 1).map(<[u8]>::to_vec);
        let Some(raw) = raw else {
            tally.complain(format!("is damaged or cut off after {} members", tally.members()));
            return Ok(tally.verdict());
        };
        input.skip(filled);
        if raw == END {
            return Ok(tally.verdict());
        }
        if tally.members() >= session.limits.members {
            tally.complain(too_many(session.limits.members));
            return Ok(tally.verdict());
        }
        entry(session, spot, input, &h, unique.name(path::member(&raw)), &mut tally)?;
        let over = (h.size % h.align as u64) as usize;
        let fill = if over == 0 { 0 } else { h.align - over };
        input.fill(fill);
        input.skip(fill);
    }
}

fn entry(
    session: &mut Session<'_>,
    spot: &Spot,
    input: &mut Input<'_>,
    h: &Header,
    name: String,
    tally: &mut Tally,
) -> io::Result<()> {
    let path = path::below(&spot.path, &name);
    let reason = match h.mode & 0o170_000 {
        0o040_000 => None,
        0o120_000 => Some("a symbolic link: it has no content"),
        0o020_000 | 0o060_000 => Some("a device: it has no content"),
        0o010_000 => Some("a named pipe: it has no content"),
        _ => {
            let member = Spot { path, name, depth: spot.depth + 1 };
            let came = session.member(&member, Input::stream(Box::new(Counted::new(input, h.size))))?;
            tally.add(came, session.last_fault());
            return Ok(());
        }
    };
    io::copy(&mut (&mut *input).take(h.size), &mut io::sink())?;
    match reason {
        Some(reason) => session.row(&path, Sum::NOTHING, Verdict::new(Outcome::Unreadable, reason)),
        None => Ok(()),
    }
}
