//! Rows of a result table that are stored together, packed: names of columns and of files stand in each of them again.

use peil_resolve::normal;

use super::error::StoreError;

/// Bytes of rows from which a heap is full.
const FULL_BYTES: usize = 64 * 1024;

/// Rows while they are gathered.
pub struct Heap {
    /// The table's name.
    name: String,
    width: usize,
    key: usize,
    rows: u32,
    /// Four bytes of the hash of each row's key: where a key can be.
    keys: Vec<u8>,
    cells: Vec<u8>,
}

/// Rows as they are stored.
pub struct Packed {
    pub(super) rows: u32,
    pub(super) keys: Vec<u8>,
    pub(super) cells: Vec<u8>,
}

impl Heap {
    /// No rows yet, of a table so wide; `key` is the column by which they are looked up.
    pub(super) fn new(name: &str, width: usize, key: usize) -> Heap {
        Heap { name: name.to_owned(), width, key, rows: 0, keys: Vec::new(), cells: Vec::new() }
    }

    /// No rows yet, of the same table, with room for those of a full one.
    pub fn another(&self) -> Heap {
        let cells = Vec::with_capacity(FULL_BYTES);
        Heap { name: self.name.clone(), rows: 0, keys: Vec::new(), cells, ..*self }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Another number of cells than columns.
    pub fn row<S: AsRef<str>>(&mut self, row: &[S]) -> Result<(), StoreError> {
        let Some(key) = row.get(self.key).filter(|_| row.len() == self.width) else {
            return Err(StoreError::Table(
                self.name.clone(),
                "a row with another number of cells than columns",
            ));
        };
        self.rows += 1;
        self.keys.extend_from_slice(&hash(key.as_ref()));
        row.iter().for_each(|cell| pack(cell.as_ref(), &mut self.cells));
        Ok(())
    }

    /// Whether it is to be stored before more rows come: one blob has its limit.
    pub fn is_full(&self) -> bool {
        self.cells.len() >= FULL_BYTES
    }

    /// The rows as they are stored; the heap is empty then.
    pub fn take(&mut self) -> Packed {
        let cells = lz4_flex::compress_prepend_size(&self.cells);
        self.cells.clear();
        Packed { rows: std::mem::take(&mut self.rows), keys: std::mem::take(&mut self.keys), cells }
    }
}

/// What stands for a key beside a heap.
fn hash(key: &str) -> [u8; 4] {
    let [a, b, c, d, ..] = normal::hash(0, &[key.as_bytes()]).to_be_bytes();
    [a, b, c, d]
}

/// Whether a heap with these keys may have a row with this one.
pub(super) fn may_have(keys: &[u8], key: &str) -> bool {
    let hash = hash(key);
    keys.chunks_exact(hash.len()).any(|k| k == hash)
}

/// Gives each row of a stored heap, in cells whose allocations are used again.
pub(super) fn each_row(
    packed: &[u8],
    cells: &mut [String],
    each: &mut dyn FnMut(&[String]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let unpacked = lz4_flex::decompress_size_prepended(packed);
    let bytes = unpacked.map_err(|_| StoreError::Damaged("a heap of rows does not unpack"))?;
    let mut rest = bytes.as_slice();
    while !rest.is_empty() && !cells.is_empty() {
        unpack(&mut rest, cells)?;
        each(cells)?;
    }
    Ok(())
}

/// A cell as its length (LEB128) and its bytes.
fn pack(cell: &str, out: &mut Vec<u8>) {
    let mut n = cell.len();
    while n >= 0x80 {
        out.push((n & 0x7f) as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
    out.extend_from_slice(cell.as_bytes());
}

/// Fills the cells from the front of the bytes.
fn unpack(blob: &mut &[u8], cells: &mut [String]) -> Result<(), StoreError> {
    for cell in cells.iter_mut() {
        let mut n = 0_usize;
        let mut shift = 0;
        loop {
            let byte = *blob.split_off_first().ok_or(StoreError::Damaged("a row is too short"))?;
            n |= usize::from(byte & 0x7f).checked_shl(shift).ok_or(StoreError::Damaged("a row's lengths"))?;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        let bytes = blob.split_off(..n).ok_or(StoreError::Damaged("a row is too short"))?;
        cell.clear();
        cell.push_str(std::str::from_utf8(bytes).map_err(|_| StoreError::Damaged("a row is not text"))?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_come_back(rows in prop::collection::vec(prop::array::uniform3(".{0,200}"), 0..20)) {
            let mut heap = Heap::new("t", 3, 1);
            rows.iter().for_each(|r| heap.row(r).expect("three cells"));
            let packed = heap.take();
            prop_assert_eq!(packed.rows as usize, rows.len());
            prop_assert!(rows.iter().all(|r| may_have(&packed.keys, &r[1])));
            let mut back = Vec::new();
            let mut cells = vec![String::from("old"); 3];
            each_row(&packed.cells, &mut cells, &mut |r| { back.push(r.to_vec()); Ok(()) }).expect("unpacked");
            prop_assert_eq!(back, rows.iter().map(|r| r.to_vec()).collect::<Vec<_>>());
        }

        #[test]
        fn damage_is_an_error(blob in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut cells = vec![String::new(); 3];
            let _ = unpack(&mut blob.as_slice(), &mut cells);
            let packed = lz4_flex::compress_prepend_size(&blob);
            let _ = each_row(&packed, &mut cells, &mut |_| Ok(()));
        }
    }
}
