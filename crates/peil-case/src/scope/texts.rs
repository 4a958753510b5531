//! The records of a member as their bytes, packed: only those that fit nobody are ever looked at again.

use peil_model::Record;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ScopeError;

/// Bytes of records that are packed together: as far as LZ4 looks back, so that smaller blocks would pack less and larger ones not more.
const BLOCK_BYTES: usize = 64 * 1024;

/// The records of a member, each as its bytes.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Texts {
    blocks: Vec<Block>,
    /// What becomes the next block.
    #[serde(skip)]
    bytes: Vec<u8>,
    #[serde(skip)]
    ends: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
struct Block {
    /// Where each record ends in the bytes.
    ends: Vec<u32>,
    #[serde(serialize_with = "whole", deserialize_with = "at_once")]
    packed: Vec<u8>,
}

/// Bytes in one piece, not one by one.
fn whole<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bytes(bytes)
}

fn at_once<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    <&[u8]>::deserialize(from).map(<[u8]>::to_vec)
}

impl Texts {
    /// Adds a record.
    pub fn add(&mut self, record: &Record) {
        // Serialising into memory cannot fail for these types; a record lost here would be seen as damage when read.
        let _ = postcard::to_io(record, &mut self.bytes);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        if self.bytes.len() >= BLOCK_BYTES {
            self.close();
        }
    }

    /// Bytes that it takes in a part, about.
    pub fn size(&self) -> usize {
        self.blocks.iter().map(|b| b.packed.len() + 3 * b.ends.len() + 16).sum()
    }

    /// The member has ended.
    pub fn close(&mut self) {
        if !self.ends.is_empty() {
            let packed = lz4_flex::compress_prepend_size(&self.bytes);
            self.blocks.push(Block { ends: std::mem::take(&mut self.ends), packed });
            self.bytes.clear();
        }
    }
}

/// The texts of a file's members, as they were kept; reads records in order.
pub(super) struct Reader {
    members: Vec<Texts>,
    /// The block that is unpacked: member, number, its first record, its bytes.
    at: Option<(usize, usize, usize)>,
    bytes: Vec<u8>,
}

impl Reader {
    /// Of what a file's members were serialised to.
    pub fn new(blob: &[u8]) -> Result<Reader, ScopeError> {
        let members = postcard::from_bytes(blob).map_err(|_| ScopeError::Damaged)?;
        Ok(Reader { members, at: None, bytes: Vec::new() })
    }

    /// The n-th record of a member. Records of one member must be asked for in ascending order.
    pub fn get(&mut self, member: usize, n: usize) -> Result<Record, ScopeError> {
        self.find(member, n).ok_or(ScopeError::Damaged)
    }

    fn find(&mut self, member: usize, n: usize) -> Option<Record> {
        let blocks = &self.members.get(member)?.blocks;
        let (mut number, mut first, mut unpacked) = match self.at {
            Some((m, number, first)) if m == member && first <= n => (number, first, true),
            _ => (0, 0, false),
        };
        let block = loop {
            let block = blocks.get(number)?;
            if n - first < block.ends.len() {
                break block;
            }
            first += block.ends.len();
            (number, unpacked) = (number + 1, false);
        };
        if !unpacked {
            self.bytes = lz4_flex::decompress_size_prepended(&block.packed).ok()?;
            self.at = Some((member, number, first));
        }
        let n = n - first;
        let from = n.checked_sub(1).map_or(Some(0), |p| block.ends.get(p).copied())?;
        postcard::from_bytes(self.bytes.get(from as usize..*block.ends.get(n)? as usize)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use peil_model::Place;

    use super::*;

    #[test]
    fn records_come_back_from_any_block() {
        let mut members = [Texts::default(), Texts::default(), Texts::default()];
        for n in 0..20_000 {
            members[1].add(&Record::at(Place::row(0, n)));
        }
        members[2].add(&Record::at(Place::row(0, 7)));
        members.iter_mut().for_each(Texts::close);
        assert!(members[1].blocks.len() > 2);
        let blob = postcard::to_stdvec(&members[..]).expect("serialised");
        let mut reader = Reader::new(&blob).expect("read");
        for n in [0, 1, 9_000, 9_001, 19_999, 3] {
            assert_eq!(reader.get(1, n).expect("a record").place.first, n as u64);
        }
        assert_eq!(reader.get(2, 0).expect("a record").place.first, 7);
        assert_eq!(reader.get(1, 19_999).expect("a record").place.first, 19_999);
        assert!(reader.get(0, 0).is_err() && reader.get(1, 20_000).is_err() && reader.get(3, 0).is_err());
    }
}
