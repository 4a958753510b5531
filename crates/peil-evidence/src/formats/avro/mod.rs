//! Avro object container files (Apache Avro 1.12): a schema and blocks of records, each block compressed by itself.
//!
//! Records come as rows, or as trees where their schema has lists, maps or unions of records (`formats/records.rs`).

mod decode;
mod schema;

use std::io::{self, Read};

use self::decode::{Decoder, long};
use self::schema::Schema;
use super::records::Records;
use super::{Budget, Complaints};
use crate::containers::{Bounds, packed};
use crate::input::Input;
use crate::limits::MIB;
use crate::session::{Session, Spot, Verdict};

/// First bytes of a file.
pub(crate) const MAGIC: &[u8] = b"Obj\x01";
const DAMAGED: &str = "an Avro file that is damaged";
/// Bytes of the header's names and values.
const HEADER_BYTES: usize = 16 * MIB as usize;
/// Bytes of one block, compressed or not.
const BLOCK_BYTES: usize = 128 * MIB as usize;
/// Records in a row that may take no bytes at all.
const EMPTY_RECORDS: i64 = 1000;

/// Reads every record.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let Some(header) = header(input) else { return Ok(Verdict::unreadable(DAMAGED)) };
    let Some(schema) = Schema::parse(&header.schema) else {
        return Ok(Verdict::unreadable("an Avro file whose schema cannot be understood"));
    };
    let Some(codec) = Codec::of(&header.codec) else {
        return Ok(Verdict::unreadable("an Avro file that is compressed in an unknown way"));
    };
    let shape = schema.shape();
    let budget = Budget::of(0);
    let records = Records::begin(session, &schema.name, shape.columns(), budget)?;
    let mut reader = Reader {
        session,
        spot,
        schema: &schema,
        codec,
        records,
        complaints: Complaints::default(),
        bounds: None,
        taken: 0,
    };
    reader.blocks(input, &header.sync)?;
    let mut complaints = reader.complaints;
    if let Some(complaint) = reader.records.documents.complaint.take() {
        complaints.add(complaint);
    }
    match complaints.list() {
        list if reader.records.count == 0 && !list.is_empty() => Ok(Verdict::unreadable(list.join("; "))),
        list => Ok(Verdict::of(list)),
    }
}

struct Header {
    schema: Vec<u8>,
    codec: Vec<u8>,
    sync: [u8; 16],
}

fn header(input: &mut Input<'_>) -> Option<Header> {
    input.skip(MAGIC.len());
    let (mut schema, mut codec) = (None, Vec::new());
    loop {
        let count = number(input)?;
        if count < 0 {
            number(input)?;
        }
        if count == 0 {
            break;
        }
        for _ in 0..count.unsigned_abs() {
            let key = string(input)?;
            let value = string(input)?;
            match key.as_slice() {
                b"avro.schema" => schema = Some(value),
                b"avro.codec" => codec = value,
                _ => {}
            }
        }
    }
    let sync = *input.fill(16).first_chunk::<16>()?;
    input.skip(16);
    Some(Header { schema: schema?, codec, sync })
}

fn number(input: &mut Input<'_>) -> Option<i64> {
    let (n, len) = long(input.fill(10))?;
    input.skip(len);
    Some(n)
}

fn string(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let len = usize::try_from(number(input)?).ok().filter(|l| *l <= HEADER_BYTES)?;
    let bytes = input.fill(len).get(..len)?.to_vec();
    input.skip(len);
    Some(bytes)
}

/// How blocks are compressed.
#[derive(Clone, Copy)]
enum Codec {
    Plain,
    Deflate,
    Snappy,
    Zstd,
    Bzip2,
    Xz,
}

impl Codec {
    fn of(name: &[u8]) -> Option<Codec> {
        Some(match name {
            b"" | b"null" => Codec::Plain,
            b"deflate" => Codec::Deflate,
            b"snappy" => Codec::Snappy,
            b"zstandard" => Codec::Zstd,
            b"bzip2" => Codec::Bzip2,
            b"xz" => Codec::Xz,
            _ => return None,
        })
    }

    /// The block as it was, or as far as that can be had.
    fn unpack(self, block: &[u8]) -> Option<Vec<u8>> {
        let reader: Box<dyn Read + '_> = match self {
            Codec::Plain => return Some(block.to_vec()),
            Codec::Snappy => {
                // A checksum follows.
                let data = block.get(..block.len().checked_sub(4)?)?;
                let len = snap::raw::decompress_len(data).ok().filter(|l| *l <= BLOCK_BYTES)?;
                let mut out = vec![0; len];
                let len = snap::raw::Decoder::new().decompress(data, &mut out).ok()?;
                out.truncate(len);
                return Some(out);
            }
            Codec::Deflate => Box::new(flate2::read::DeflateDecoder::new(block)),
            Codec::Zstd => packed::zstd_reader(block),
            Codec::Bzip2 => Box::new(bzip2::read::MultiBzDecoder::new(block)),
            Codec::Xz => packed::xz_reader(block),
        };
        let mut out = Vec::new();
        let whole = reader.take(BLOCK_BYTES as u64 + 1).read_to_end(&mut out).is_ok();
        (out.len() <= BLOCK_BYTES && (whole || !out.is_empty())).then_some(out)
    }
}

struct Reader<'r, 's> {
    session: &'r mut Session<'s>,
    spot: &'r Spot,
    schema: &'r Schema,
    codec: Codec,
    records: Records,
    complaints: Complaints,
    bounds: Option<Bounds>,
    /// Compressed bytes so far.
    taken: u64,
}

impl Reader<'_, '_> {
    fn blocks(&mut self, input: &mut Input<'_>, sync: &[u8]) -> io::Result<()> {
        loop {
            if input.fill(1).is_empty() {
                return Ok(());
            }
            let size = number(input).and_then(|count| Some((count, number(input)?)));
            let block = size.and_then(|(count, size)| {
                let size = usize::try_from(size).ok().filter(|s| *s <= BLOCK_BYTES)?;
                let data = input.fill(size + sync.len());
                let ends = data.get(size..)?.starts_with(sync);
                ends.then_some((count, size))
            });
            if let Some((count, size)) = block {
                let data = input.data().get(..size).unwrap_or_default().to_vec();
                input.skip(size + sync.len());
                if !self.block(count, &data)? {
                    return Ok(());
                }
            } else {
                // Of the last block what there is may hold whole records.
                let rest = input.data().get(..BLOCK_BYTES).unwrap_or(input.data()).to_vec();
                if !find(input, sync) {
                    if let Some((count, _)) = size {
                        self.block(count, &rest)?;
                    }
                    let records = self.records.count;
                    self.complaints.add(format!("damaged or cut off after {records} records"));
                    return Ok(());
                }
                let records = self.records.count;
                self.complaints.add(format!("damaged after {records} records: some are missing"));
            }
        }
    }

    /// Reads the records of a block. False if no more may come.
    fn block(&mut self, count: i64, data: &[u8]) -> io::Result<bool> {
        self.taken += data.len() as u64;
        let Some(plain) = self.codec.unpack(data) else {
            self.complaints
                .add(format!("a block after {} records cannot be decompressed", self.records.count));
            return Ok(true);
        };
        let session = &*self.session;
        let bounds = self.bounds.get_or_insert_with(|| Bounds::of(session));
        if let Err(words) = bounds.count(plain.len(), self.taken) {
            self.complaints.add(words.to_string());
            return Ok(false);
        }
        self.records.budget.grow(plain.len());
        let mut decoder = Decoder { schema: self.schema, data: &plain, room: 0 };
        for n in 0..count {
            let mut record = self.records.record();
            let before = decoder.data.len();
            let idle = before == 0 && n > EMPTY_RECORDS;
            if idle || decoder.record(&mut record).is_none() {
                self.complaints
                    .add(format!("damaged after {} records: some are missing", self.records.count));
                break;
            }
            if !self.records.put(self.session, self.spot, record)? {
                self.complaints.add(Budget::SPENT);
                return Ok(false);
            }
        }
        if !decoder.data.is_empty() && count >= 0 {
            self.complaints.add("bytes are left over behind the records of a block");
        }
        Ok(true)
    }
}

/// Moves behind the next mark between blocks.
fn find(input: &mut Input<'_>, sync: &[u8]) -> bool {
    loop {
        let data = input.fill(sync.len());
        if let Some(at) = memchr::memmem::find(data, sync) {
            input.skip(at + sync.len());
            return true;
        }
        let n = (data.len() + 1).saturating_sub(sync.len());
        if n == 0 {
            return false;
        }
        input.skip(n);
    }
}

#[cfg(test)]
mod tests;
