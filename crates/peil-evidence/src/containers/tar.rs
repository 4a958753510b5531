//! tar, old and new, read as a stream.

use std::io::{self, Read};

use peil_model::Outcome;
use tar::{Archive, Entry, EntryType};

use super::{Tally, too_many};
use crate::input::{Input, plain};
use crate::path::{self, Unique};
use crate::session::{Session, Spot, Verdict};

/// Bytes of a block.
const BLOCK: usize = 512;

/// Whether the data begin with a tar header: by its checksum, the magic word is missing in old ones.
pub(crate) fn is_header(data: &[u8]) -> bool {
    let Some(block) = data.get(..BLOCK) else { return false };
    let field = block.get(148..156).unwrap_or_default();
    let digits: Vec<u8> = field.iter().copied().filter(|b| matches!(b, b'0'..=b'7')).collect();
    let proper = field.iter().all(|b| matches!(b, b'0'..=b'7' | b' ' | 0));
    let said = std::str::from_utf8(&digits).ok().and_then(|d| u32::from_str_radix(d, 8).ok());
    let outside = block.iter().enumerate().filter(|(i, _)| !(148..156).contains(i));
    let sum = outside.map(|(_, b)| u32::from(*b)).sum::<u32>() + 8 * u32::from(b' ');
    proper && said == Some(sum) && block.first() != Some(&0)
}

/// Reads every member.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let mut tally = Tally::default();
    let mut tail = Tail { inner: input, zeros: 0, count: 0 };
    let ended = members(session, spot, Archive::new(&mut tail), &mut tally)?;
    if ended && tail.zeros < BLOCK && tail.count > 0 {
        tally.complain("has no end mark: members may be missing");
    }
    Ok(tally.verdict())
}

/// True if the archive's end was reached without a fault.
fn members<R: Read>(
    session: &mut Session<'_>,
    spot: &Spot,
    mut archive: Archive<R>,
    tally: &mut Tally,
) -> io::Result<bool> {
    let mut unique = Unique::default();
    let Ok(entries) = archive.entries() else {
        tally.complain("cannot be read");
        return Ok(false);
    };
    for entry in entries {
        let Ok(mut entry) = entry else {
            tally.complain(format!("is damaged or cut off after {} members", tally.members()));
            return Ok(false);
        };
        if tally.members() >= session.limits.members {
            tally.complain(too_many(session.limits.members));
            return Ok(false);
        }
        let raw = entry.path_bytes().into_owned();
        let kind = entry.header().entry_type();
        let is_dir = kind == EntryType::Directory || (raw.ends_with(b"/") && entry.size() == 0);
        if is_dir || matches!(kind, EntryType::XGlobalHeader | EntryType::XHeader) {
            continue;
        }
        let name = unique.name(path::member(&raw));
        let path = path::below(&spot.path, &name);
        if let Some(reason) = no_content(kind) {
            let verdict = Verdict::new(Outcome::Unreadable, reason);
            session.row(&path, crate::input::Sum::NOTHING, verdict)?;
            continue;
        }
        let member = Spot { path, name, depth: spot.depth + 1 };
        let size = entry.size();
        let content = Content { entry: &mut entry, left: size };
        let came = session.member(&member, Input::stream(Box::new(content)))?;
        tally.add(came, session.last_fault());
    }
    Ok(true)
}

fn no_content(kind: EntryType) -> Option<&'static str> {
    match kind {
        EntryType::Symlink => Some("a symbolic link: it has no content"),
        EntryType::Link => Some("a hard link: its content is another member's"),
        EntryType::Char | EntryType::Block => Some("a device: it has no content"),
        EntryType::Fifo => Some("a named pipe: it has no content"),
        _ => None,
    }
}

/// A member's bytes; a fault if fewer come than its header says.
struct Content<'e, 'a, R: Read> {
    entry: &'e mut Entry<'a, R>,
    left: u64,
}

impl<R: Read> Read for Content<'_, '_, R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self.entry.read(buf) {
            Ok(0) if self.left > 0 && !buf.is_empty() => Err(plain("ends too early")),
            Ok(n) => {
                self.left = self.left.saturating_sub(n as u64);
                Ok(n)
            }
            Err(_) => Err(plain("ends too early")),
        }
    }
}

/// Passes bytes on and remembers how many zeros came last.
struct Tail<'a, 'b> {
    inner: &'a mut Input<'b>,
    zeros: usize,
    count: u64,
}

impl Read for Tail<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        let came = buf.get(..n).unwrap_or_default();
        // Looking at the last block is enough, and costs nothing.
        let last = came.iter().rev().take(BLOCK).take_while(|b| **b == 0).count();
        self.zeros = if last == n { (self.zeros + n).min(BLOCK) } else { last };
        self.count += n as u64;
        Ok(n)
    }
}
