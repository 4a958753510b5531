//! The central directory of a zip file (PKWARE's APPNOTE 6.3, sections 4.3.12 to 4.3.16).

use super::names;
use crate::input::Store;

/// Bytes at the end of a file among which the end record must stand: itself and the longest comment.
const END_REACH: u64 = 22 + 65_535;
const END_RECORD: &[u8] = b"PK\x05\x06";
const END_RECORD_64: &[u8] = b"PK\x06\x06";
const LOCATOR_64: &[u8] = b"PK\x06\x07";
const ENTRY: &[u8] = b"PK\x01\x02";
/// Extra fields: sizes of more than 32 bits, and the name in UTF-8.
const EXTRA_64: u16 = 1;
const EXTRA_NAME: u16 = 0x7075;

/// Members as the directory lists them.
pub(super) struct Directory {
    pub(super) entries: Vec<Entry>,
    /// An entry was not in order: those after it are not listed.
    pub(super) damaged: bool,
    /// There were more members than may be.
    pub(super) cut: bool,
}

/// One member.
#[derive(Clone, Default)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(super) flags: u16,
    pub(super) method: u16,
    /// CRC-32 of the content; `None` where it is not known (recovered members).
    pub(super) crc: Option<u32>,
    pub(crate) compressed: u64,
    pub(crate) size: u64,
    /// Where its local header stands.
    pub(super) header: u64,
    pub(super) is_link: bool,
}

impl Entry {
    pub(super) fn is_directory(&self) -> bool {
        self.name.ends_with(['/', '\\']) && self.size == 0
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.flags & 1 != 0 || self.method == 99
    }
}

/// Little-endian numbers from a slice.
pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?.first_chunk().map(|b| u16::from_le_bytes(*b))
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..)?.first_chunk().map(|b| u32::from_le_bytes(*b))
}

fn u64_at(data: &[u8], at: usize) -> Option<u64> {
    data.get(at..)?.first_chunk().map(|b| u64::from_le_bytes(*b))
}

/// Bytes of the store; fewer than asked for at its end or where it cannot be read.
pub(super) fn bytes_at(store: &Store, at: u64, len: usize) -> Vec<u8> {
    let mut buf = vec![0; len];
    let mut have = 0;
    while let Some(free) = buf.get_mut(have..).filter(|f| !f.is_empty()) {
        match store.read_at(free, at.saturating_add(have as u64)) {
            Ok(n) if n > 0 => have += n,
            _ => break,
        }
    }
    buf.truncate(have);
    buf
}

/// Where the directory stands.
struct End {
    offset: u64,
    size: u64,
    entries: u64,
    /// Where the record that told this stands: the directory ends here or before.
    at: u64,
}

/// The directory, if there is one that leads to at least one entry, or is empty.
pub(super) fn read(store: &Store, most: u64) -> Option<Directory> {
    let size = store.size();
    let start = size.saturating_sub(END_REACH);
    let tail = bytes_at(store, start, END_REACH.min(size) as usize);
    memchr::memmem::rfind_iter(&tail, END_RECORD).take(64).find_map(|at| {
        let end = end(store, tail.get(at..)?, start + at as u64)?;
        entries(store, &end, most)
    })
}

fn end(store: &Store, record: &[u8], at: u64) -> Option<End> {
    let (entries, size, offset) = (u16_at(record, 10)?, u32_at(record, 12)?, u32_at(record, 16)?);
    let small = End { offset: u64::from(offset), size: u64::from(size), entries: u64::from(entries), at };
    if entries != u16::MAX && size != u32::MAX && offset != u32::MAX {
        return Some(small);
    }
    let locator = bytes_at(store, at.saturating_sub(20), 20);
    if !locator.starts_with(LOCATOR_64) {
        return Some(small);
    }
    let at64 = u64_at(&locator, 8)?;
    let record = bytes_at(store, at64, 56);
    if !record.starts_with(END_RECORD_64) {
        return None;
    }
    Some(End {
        offset: u64_at(&record, 48)?,
        size: u64_at(&record, 40)?,
        entries: u64_at(&record, 32)?,
        at: at64,
    })
}

fn entries(store: &Store, end: &End, most: u64) -> Option<Directory> {
    let mut directory = Directory { entries: Vec::new(), damaged: false, cut: false };
    if end.entries == 0 {
        return Some(directory);
    }
    // Bytes before the archive (a self-extractor) shift every offset.
    let expected = end.at.saturating_sub(end.size);
    let shift = if bytes_at(store, end.offset, 4) == ENTRY { 0 } else { expected.checked_sub(end.offset)? };
    let mut at = end.offset + shift;
    while (directory.entries.len() as u64) < end.entries && at < end.at {
        if directory.entries.len() as u64 >= most {
            directory.cut = true;
            break;
        }
        match entry(store, at, shift) {
            Some((entry, len)) => {
                directory.entries.push(entry);
                at += len;
            }
            None => {
                directory.damaged = true;
                break;
            }
        }
    }
    directory.damaged |= !directory.cut && (directory.entries.len() as u64) < end.entries;
    (!directory.entries.is_empty()).then_some(directory)
}

fn entry(store: &Store, at: u64, shift: u64) -> Option<(Entry, u64)> {
    let head = bytes_at(store, at, 46);
    if !head.starts_with(ENTRY) || head.len() < 46 {
        return None;
    }
    let lens = [u16_at(&head, 28)?, u16_at(&head, 30)?, u16_at(&head, 32)?].map(usize::from);
    let [name_len, extra_len, comment_len] = lens;
    let rest = bytes_at(store, at + 46, name_len + extra_len);
    let (name, extra) = rest.split_at_checked(name_len)?;
    let unix = u16_at(&head, 4)? >> 8 == 3;
    let mode = u32_at(&head, 38)? >> 16;
    let mut entry = Entry {
        name: names::decode(name),
        flags: u16_at(&head, 8)?,
        method: u16_at(&head, 10)?,
        crc: Some(u32_at(&head, 16)?),
        compressed: u64::from(u32_at(&head, 20)?),
        size: u64::from(u32_at(&head, 24)?),
        header: u64::from(u32_at(&head, 42)?),
        is_link: unix && mode & 0o170_000 == 0o120_000,
    };
    extras(&mut entry, extra);
    entry.header = entry.header.checked_add(shift)?;
    Some((entry, (46 + name_len + extra_len + comment_len) as u64))
}

/// Takes over what extra fields say better.
fn extras(entry: &mut Entry, extra: &[u8]) {
    let mut rest = extra;
    while let (Some(id), Some(len)) = (u16_at(rest, 0), u16_at(rest, 2)) {
        let Some(data) = rest.get(4..4 + usize::from(len)) else { return };
        match id {
            EXTRA_64 => large_sizes(entry, data),
            EXTRA_NAME => {
                if let Some(Ok(name)) = data.get(5..).map(std::str::from_utf8) {
                    entry.name = name.to_owned();
                }
            }
            _ => {}
        }
        rest = rest.get(4 + usize::from(len)..).unwrap_or_default();
    }
}

fn large_sizes(entry: &mut Entry, data: &[u8]) {
    let mut at = 0;
    for field in [&mut entry.size, &mut entry.compressed, &mut entry.header] {
        if *field == u64::from(u32::MAX) {
            let Some(large) = u64_at(data, at) else { return };
            *field = large;
            at += 8;
        }
    }
}
