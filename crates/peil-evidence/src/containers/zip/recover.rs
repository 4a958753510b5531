//! A zip file without a directory: members are found by the headers that stand before them.

use std::cell::Cell;
use std::io;
use std::rc::Rc;

use super::directory::{Entry, bytes_at, u16_at, u32_at};
use super::{member, names, place};
use crate::containers::{Tally, too_many};
use crate::input::{Input, Store};
use crate::path::Unique;
use crate::session::{Came, Session, Spot, Verdict};

const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
/// Bit of the flags: sizes and checksum stand behind the member.
const DESCRIPTOR: u16 = 8;
/// Bytes that are searched at once.
const STEP: usize = 256 * 1024;

/// Reads what can be found.
pub(super) fn read(session: &mut Session<'_>, spot: &Spot, store: &Store) -> io::Result<Verdict> {
    let mut tally = Tally::default();
    let mut unique = Unique::default();
    let mut at = 0;
    let mut office = false;
    tally.complain("has no directory: it is cut off or damaged, and members may be missing");
    while let Some(header) = find(session, store, at)? {
        at = header + 4;
        let Some((entry, start)) = local(store, header) else { continue };
        office |= entry.name == "[Content_Types].xml";
        if office {
            return Ok(Verdict::unreadable("an Office document that is cut off or damaged"));
        }
        if tally.members() >= session.limits.members {
            tally.complain(too_many(session.limits.members));
            break;
        }
        if entry.is_directory() {
            at = start;
            continue;
        }
        let member = place(spot, &mut unique, &entry);
        at = one(session, &member, store, &entry, start, &mut tally)?;
    }
    Ok(tally.verdict())
}

/// Reads one member; returns where to look for the next.
fn one(
    session: &mut Session<'_>,
    spot: &Spot,
    store: &Store,
    entry: &Entry,
    start: u64,
    tally: &mut Tally,
) -> io::Result<u64> {
    let known = entry.flags & DESCRIPTOR == 0 || entry.compressed > 0;
    if known {
        member::read(session, spot, store, entry, tally)?;
        let end = start.saturating_add(entry.compressed);
        return Ok(if end <= store.size() { end } else { store.size() });
    }
    // Its length is not known: a compressed stream tells where it ends, a stored one ends at the next header.
    let next = find(session, store, start)?.unwrap_or(store.size());
    let stored = entry.method == 0 || entry.is_encrypted();
    let compressed = if stored { next - start } else { store.size().saturating_sub(start) };
    let entry = Entry { compressed, crc: None, ..entry.clone() };
    if entry.is_encrypted() {
        member::read(session, spot, store, &entry, tally)?;
        return Ok(next);
    }
    let taken = Rc::new(Cell::new(0));
    let Some(content) = member::content(session, store, &entry, start, &taken) else {
        member::read(session, spot, store, &entry, tally)?;
        return Ok(next);
    };
    let came = session.member(spot, Input::stream(content))?;
    tally.add(came, session.last_fault());
    // The decoder reads ahead: the next header stands somewhere in what it took, so go on from the first one that the
    // search has found, unless that is in the middle of this member.
    let resume = if came == Came::Whole && !stored { behind(store, start, taken.get(), next) } else { next };
    Ok(resume)
}

/// The first header behind a compressed stream of which about `taken` bytes were used.
fn behind(store: &Store, start: u64, taken: u64, next: u64) -> u64 {
    const AHEAD: u64 = 32 * 1024;
    let sure = start.saturating_add(taken.saturating_sub(AHEAD));
    sure.max(next).min(store.size())
}

/// The next local header from `at` on.
fn find(session: &mut Session<'_>, store: &Store, mut at: u64) -> io::Result<Option<u64>> {
    let mut steps = 0_u32;
    loop {
        let data = bytes_at(store, at, STEP);
        if let Some(p) = memchr::memmem::find(&data, LOCAL_HEADER) {
            return Ok(Some(at + p as u64));
        }
        if data.len() < STEP {
            return Ok(None);
        }
        at += (STEP - LOCAL_HEADER.len()) as u64;
        steps = steps.wrapping_add(1);
        if steps.is_multiple_of(256) {
            session.beat()?;
        }
    }
}

/// A member by its local header, and where its bytes begin.
fn local(store: &Store, header: u64) -> Option<(Entry, u64)> {
    let head = bytes_at(store, header, 30);
    let (name_len, extra_len) = (u16_at(&head, 26)?, u16_at(&head, 28)?);
    let name = bytes_at(store, header + 30, usize::from(name_len));
    if name.len() < usize::from(name_len) || name.is_empty() || name.contains(&0) {
        return None;
    }
    let flags = u16_at(&head, 6)?;
    let descriptor = flags & DESCRIPTOR != 0;
    let entry = Entry {
        name: names::decode(&name),
        flags,
        method: u16_at(&head, 8)?,
        crc: u32_at(&head, 14).filter(|_| !descriptor),
        compressed: u64::from(u32_at(&head, 18)?),
        size: u64::from(u32_at(&head, 22)?),
        header,
        is_link: false,
    };
    Some((entry, header + 30 + u64::from(name_len) + u64::from(extra_len)))
}
