//! Pages of a database, the trees that they form, and the chains of what overflows them (fileformat2, 1.5 and 1.6).

use super::record::{Encoding, varint};
use crate::input::Store;
use crate::limits::MIB;

/// Bytes of one row; documents may lie in it.
const PAYLOAD_BYTES: u64 = 64 * MIB;
/// Bytes of the file's header, which stands on the first page.
const HEADER_BYTES: usize = 100;

const INDEX_BRANCH: u8 = 2;
const TABLE_BRANCH: u8 = 5;
const INDEX_LEAF: u8 = 10;
const TABLE_LEAF: u8 = 13;

/// A database file.
pub(super) struct Pages {
    store: Store,
    size: usize,
    /// Bytes of a page that are in use.
    usable: usize,
    /// Pages that the file has.
    pub(super) count: u32,
    /// Pages that its header speaks of.
    pub(super) declared: u32,
    pub(super) encoding: Encoding,
    /// First page of the list of free ones.
    pub(super) free: u32,
    /// Bits of the pages that have been read.
    seen: Vec<u64>,
    /// Pages that could not be read, or belong to two trees.
    pub(super) damaged: u64,
    /// Rows of which the end is missing.
    pub(super) cut: u64,
}

/// A row: its number (0 in an index) and its record.
pub(super) type Row = (i64, Vec<u8>);

/// What is still to be read of a tree, in reverse.
enum Step {
    Page(u32),
    Cell(Cell),
}

/// A row as its page has it.
struct Cell {
    row: i64,
    payload: u64,
    local: Vec<u8>,
    overflow: u32,
}

/// A walk over a tree.
pub(super) struct Walk(Vec<Step>);

impl Walk {
    pub(super) fn from(root: u32) -> Walk {
        Walk(vec![Step::Page(root)])
    }
}

impl Pages {
    /// None if the header cannot be that of a database.
    pub(super) fn open(store: &Store) -> Option<Pages> {
        let mut header = [0; HEADER_BYTES];
        let mut have = 0;
        while let Some(free) = header.get_mut(have..).filter(|f| !f.is_empty()) {
            match store.read_at(free, have as u64) {
                Ok(n) if n > 0 => have += n,
                _ => return None,
            }
        }
        let number = |at: usize| four(&header, at).unwrap_or(0);
        let size = match u16::from_be_bytes([header[16], header[17]]) {
            1 => 65_536,
            n if n.is_power_of_two() && n >= 512 => usize::from(n),
            _ => return None,
        };
        let count = u32::try_from(store.size().div_ceil(size as u64)).ok()?;
        // The number of pages is only kept where the version that wrote it did so.
        let declared = if number(24) == number(92) { number(28) } else { count };
        Some(Pages {
            store: Store::clone(store),
            size,
            usable: size.checked_sub(usize::from(header[20])).filter(|u| *u >= 480)?,
            count,
            declared,
            encoding: Encoding::of(number(56)),
            free: number(32),
            seen: vec![0; count as usize / 64 + 1],
            damaged: 0,
            cut: 0,
        })
    }

    /// A page, once. None if there is no such page or it has been read before: each belongs to one tree or chain.
    fn page(&mut self, number: u32) -> Option<Vec<u8>> {
        if number == 0 || number > self.count || self.is_seen(number) {
            return None;
        }
        if let Some(bits) = self.seen.get_mut(number as usize / 64) {
            *bits |= 1 << (number % 64);
        }
        let mut page = vec![0; self.size];
        let mut have = 0;
        let start = u64::from(number - 1) * self.size as u64;
        while let Some(free) = page.get_mut(have..).filter(|f| !f.is_empty()) {
            match self.store.read_at(free, start + have as u64) {
                Ok(n) if n > 0 => have += n,
                // What is missing of the last page is zeros.
                _ => break,
            }
        }
        page.truncate(self.usable);
        Some(page)
    }

    pub(super) fn is_seen(&self, number: u32) -> bool {
        self.seen.get(number as usize / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    /// The next row of a tree.
    pub(super) fn next(&mut self, walk: &mut Walk) -> Option<Row> {
        loop {
            match walk.0.pop()? {
                Step::Page(number) => match self.page(number) {
                    Some(page) => {
                        let steps = self.steps(number, &page);
                        self.damaged += u64::from(steps.is_none());
                        walk.0.extend(steps.into_iter().flatten().rev());
                    }
                    None => self.damaged += 1,
                },
                Step::Cell(cell) => return Some(self.row(cell)),
            }
        }
    }

    /// What a page of a tree holds, in order. None if it is none.
    fn steps(&self, number: u32, page: &[u8]) -> Option<Vec<Step>> {
        let start = if number == 1 { HEADER_BYTES } else { 0 };
        let head = page.get(start..)?;
        let kind = *head.first()?;
        let branch = matches!(kind, INDEX_BRANCH | TABLE_BRANCH);
        if !branch && !matches!(kind, INDEX_LEAF | TABLE_LEAF) {
            return None;
        }
        let cells = usize::from(two(head, 3)?);
        let pointers = head.get(if branch { 12 } else { 8 }..)?.get(..cells * 2)?;
        let mut steps = Vec::new();
        // Cells lie side by side: together they are no longer than their page.
        let mut room = page.len();
        for pointer in pointers.as_chunks::<2>().0 {
            let cell = page.get(usize::from(u16::from_be_bytes(*pointer))..)?;
            if branch {
                steps.push(Step::Page(four(cell, 0)?));
            }
            if kind != TABLE_BRANCH {
                let cell = self.cell(kind, cell.get(if branch { 4 } else { 0 }..)?)?;
                room = room.checked_sub(cell.local.len())?;
                steps.push(Step::Cell(cell));
            }
        }
        if branch {
            steps.push(Step::Page(four(head, 8)?));
        }
        Some(steps)
    }

    fn cell(&self, kind: u8, data: &[u8]) -> Option<Cell> {
        let (payload, mut at) = varint(data)?;
        let mut row = 0;
        if kind == TABLE_LEAF {
            let (number, len) = varint(data.get(at..)?)?;
            row = number.cast_signed();
            at += len;
        }
        if payload > self.store.size() {
            return None;
        }
        let local = self.local(kind, payload);
        let overflow = if (local as u64) < payload { four(data, at + local)? } else { 0 };
        Some(Cell { row, payload, local: data.get(at..at + local)?.to_vec(), overflow })
    }

    /// Bytes of a payload that its own page holds.
    fn local(&self, kind: u8, payload: u64) -> usize {
        let usable = self.usable;
        let most = if kind == TABLE_LEAF { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
        let least = (usable - 12) * 32 / 255 - 23;
        let payload = usize::try_from(payload).unwrap_or(usize::MAX);
        if payload <= most {
            return payload;
        }
        let tail = least + (payload - least) % (usable - 4);
        if tail <= most { tail } else { least }
    }

    /// A row with what overflows its page.
    fn row(&mut self, cell: Cell) -> Row {
        let Cell { row, payload, local: mut record, overflow: mut next } = cell;
        let want = usize::try_from(payload.min(PAYLOAD_BYTES)).unwrap_or(usize::MAX);
        while record.len() < want {
            let Some(page) = self.page(next) else { break };
            next = four(&page, 0).unwrap_or(0);
            let body = page.get(4..).unwrap_or_default();
            record.extend_from_slice(body.get(..want - record.len()).unwrap_or(body));
        }
        self.cut += u64::from((record.len() as u64) < payload);
        (row, record)
    }

    /// The pages of the list of free ones. Those that lead the list are among them, but hold only a part of what they held.
    pub(super) fn freed(&mut self) -> Vec<u32> {
        let mut all = Vec::new();
        let mut trunk = self.free;
        while let Some(page) = self.page(trunk) {
            all.push(trunk);
            let leaves = four(&page, 4).unwrap_or(0) as usize;
            let list = page.get(8..).unwrap_or_default();
            let most = (self.count as usize).saturating_sub(all.len());
            all.extend(list.as_chunks::<4>().0.iter().take(leaves.min(most)).map(|b| u32::from_be_bytes(*b)));
            trunk = four(&page, 0).unwrap_or(0);
        }
        all
    }

    /// The rows that a page holds which belongs to no tree, and whether it holds anything at all.
    pub(super) fn remains(&mut self, number: u32) -> (Vec<Row>, bool) {
        let Some(page) = self.page(number) else { return (Vec::new(), false) };
        let written = page.iter().any(|b| *b != 0);
        let table = page.first() == Some(&TABLE_LEAF);
        let steps = if table { self.steps(number, &page).unwrap_or_default() } else { Vec::new() };
        let rows = steps.into_iter().filter_map(|s| match s {
            Step::Cell(cell) => Some(self.row(cell)),
            Step::Page(_) => None,
        });
        (rows.collect(), written)
    }
}

fn two(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?.first_chunk::<2>().map(|b| u16::from_be_bytes(*b))
}

fn four(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..)?.first_chunk::<4>().map(|b| u32::from_be_bytes(*b))
}
