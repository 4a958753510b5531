//! Arrow IPC: files (Feather version 2) and streams (Apache Arrow, "Serialization and Interprocess Communication").
//!
//! A file is a stream of messages with a table of contents behind it. That table is not needed, and so a file that is cut off
//! is read as far as it goes. Records come as rows or trees (`formats/records.rs`).

mod value;

use std::collections::HashMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::{CompressionType, Message, MessageHeader, MetadataVersion, reader, root_as_message};
use arrow_schema::{Schema, SchemaRef};

use super::records::{Records, Shape};
use super::{Budget, Complaints};
use crate::input::Store;
use crate::limits::MIB;
use crate::session::{Session, Spot, Verdict};

/// First bytes of a file.
pub(crate) const MAGIC: &[u8] = b"ARROW1\0\0";
const DAMAGED: &str = "an Arrow file that is damaged";
/// Bytes of one message's own description.
const HEAD_BYTES: u64 = 16 * MIB;
/// Bytes of one batch of records, and of what it is decompressed to, together.
const BATCH_BYTES: u64 = 384 * MIB;
/// Compressed bytes from which the size that is declared for them is not believed.
const TRUSTED_BYTES: usize = MIB as usize;
/// Records of a batch whatever its size, and per byte of it beyond that.
const FREE_RECORDS: u64 = 1024;
const RECORDS_PER_BYTE: u64 = 8;

/// Whether data begin with the schema that begins a stream.
pub(crate) fn is_stream(data: &[u8]) -> bool {
    let [0xff, 0xff, 0xff, 0xff, a, b, c, d, rest @ ..] = data else { return false };
    let len = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
    let head = rest.get(..len).filter(|h| !h.is_empty());
    head.and_then(|h| root_as_message(h).ok()).is_some_and(|m| m.header_type() == MessageHeader::Schema)
}

/// Reads every record.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, store: &Store) -> io::Result<Verdict> {
    let mut reader = Reader {
        session,
        spot,
        store,
        schema: None,
        records: None,
        dictionaries: HashMap::new(),
        complaints: Complaints::default(),
    };
    // The library may give up on hostile input by a panic: it costs this file only.
    match catch_unwind(AssertUnwindSafe(|| reader.messages())) {
        Ok(done) => done?,
        Err(_) => reader.complaints.add(reader.damaged()),
    }
    let Reader { records, mut complaints, .. } = reader;
    let Some(records) = records else { return Ok(Verdict::unreadable(DAMAGED)) };
    if let Some(complaint) = records.documents.complaint {
        complaints.add(complaint);
    }
    match complaints.list() {
        list if records.count == 0 && !list.is_empty() => Ok(Verdict::unreadable(list.join("; "))),
        list => Ok(Verdict::of(list)),
    }
}

struct Reader<'r, 's> {
    session: &'r mut Session<'s>,
    spot: &'r Spot,
    store: &'r Store,
    schema: Option<SchemaRef>,
    records: Option<Records>,
    /// Values that batches name by number.
    dictionaries: HashMap<i64, ArrayRef>,
    complaints: Complaints,
}

impl Reader<'_, '_> {
    fn damaged(&self) -> String {
        format!("damaged after {} records", self.records.as_ref().map_or(0, |r| r.count))
    }

    fn messages(&mut self) -> io::Result<()> {
        let start = bytes(self.store, 0, MAGIC.len() as u64);
        let is_file = start.as_deref() == Some(MAGIC);
        let mut at = if is_file { MAGIC.len() as u64 } else { 0 };
        loop {
            let Some((head_at, head_len)) = self.head(at) else {
                // A stream may end anywhere between two messages.
                if is_file || at < self.store.size() {
                    self.complaints.add(format!("{}: it is cut off", self.damaged()));
                }
                return Ok(());
            };
            if head_len == 0 {
                return Ok(());
            }
            let Some(head) = bytes(self.store, head_at, head_len) else {
                self.complaints.add(format!("{}: it is cut off", self.damaged()));
                return Ok(());
            };
            let Ok(message) = root_as_message(&head) else {
                self.complaints.add(self.damaged());
                return Ok(());
            };
            let body_at = head_at + head_len;
            if !self.message(&message, body_at)? {
                return Ok(());
            }
            at = body_at.saturating_add(u64::try_from(message.bodyLength()).unwrap_or(u64::MAX));
        }
    }

    /// Where a message's description is, and its length; 0 at the end of all.
    fn head(&self, at: u64) -> Option<(u64, u64)> {
        let first = number(self.store, at)?;
        // Before version 0.15 the length came first.
        let (at, len) =
            if first == u32::MAX { (at + 8, number(self.store, at + 4)?) } else { (at + 4, first) };
        let len = u64::from(len);
        (len <= HEAD_BYTES).then_some((at, len))
    }

    /// Takes a message in. False if there is no going on.
    fn message(&mut self, message: &Message<'_>, body_at: u64) -> io::Result<bool> {
        let len = u64::try_from(message.bodyLength()).unwrap_or(u64::MAX);
        if let Some(schema) = message.header_as_schema() {
            if self.schema.is_some() {
                self.complaints.add("has a second schema: what follows was not read");
                return Ok(false);
            }
            return self.begin(arrow_ipc::convert::fb_to_schema(schema));
        }
        let dictionary = message.header_as_dictionary_batch();
        let Some(batch) = message.header_as_record_batch().or_else(|| dictionary.and_then(|d| d.data()))
        else {
            return Ok(true);
        };
        let Some(schema) = self.schema.clone() else { return Ok(false) };
        if len > BATCH_BYTES {
            let limit = crate::limits::amount(BATCH_BYTES);
            self.complaints.add(format!("a batch is larger than {limit}: it was not read"));
            return Ok(true);
        }
        let Some(body) = bytes(self.store, body_at, len) else {
            self.complaints.add(format!("{}: it is cut off", self.damaged()));
            return Ok(false);
        };
        let Some(unpacked) = unpacked(&batch, &body) else {
            self.complaints.add(format!("{}, or expands too much", self.damaged()));
            return Ok(true);
        };
        let body = body.into();
        let version: MetadataVersion = message.version();
        if let Some(dictionary) = dictionary {
            let read = reader::read_dictionary(&body, dictionary, &schema, &mut self.dictionaries, &version);
            if read.is_err() {
                self.complaints.add(self.damaged());
            }
            return Ok(read.is_ok());
        }
        match reader::read_record_batch(&body, batch, schema, &self.dictionaries, None, &version) {
            Ok(batch) => self.batch(&batch, len + unpacked),
            Err(_) => {
                self.complaints.add(self.damaged());
                Ok(true)
            }
        }
    }

    fn begin(&mut self, schema: Schema) -> io::Result<bool> {
        let fields = schema.fields().iter().map(|f| (f.name().clone(), value::shape(f.data_type(), 0)));
        let shape = Shape::Group(fields.collect());
        let budget = Budget::of(self.store.size());
        self.records = Some(Records::begin(self.session, "", shape.columns(), budget)?);
        self.schema = Some(Arc::new(schema));
        Ok(true)
    }

    fn batch(&mut self, batch: &RecordBatch, size: u64) -> io::Result<bool> {
        let Some(records) = &mut self.records else { return Ok(false) };
        let most = FREE_RECORDS.saturating_add(size.saturating_mul(RECORDS_PER_BYTE));
        let schema = batch.schema();
        for row in 0..batch.num_rows() {
            let mut record = records.record();
            for (field, column) in schema.fields().iter().zip(batch.columns()) {
                value::write(column.as_ref(), row, field.name(), &mut record, 0);
            }
            if row as u64 >= most || !records.put(self.session, self.spot, record)? {
                self.complaints.add(Budget::SPENT);
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Bytes that the buffers of a batch are decompressed to; none if that is too much or not true.
fn unpacked(batch: &arrow_ipc::RecordBatch<'_>, body: &[u8]) -> Option<u64> {
    let Some(compression) = batch.compression() else { return Some(0) };
    let mut total = body.len() as u64;
    for buffer in batch.buffers()? {
        let start = usize::try_from(buffer.offset()).ok()?;
        let end = start.checked_add(usize::try_from(buffer.length()).ok()?)?;
        let Some((size, data)) = body.get(start..end)?.split_first_chunk::<8>() else { continue };
        // -1: this buffer is not compressed.
        let size = u64::try_from(i64::from_le_bytes(*size)).unwrap_or(data.len() as u64);
        total = total.checked_add(size).filter(|t| *t <= BATCH_BYTES)?;
        let lz4 = compression.codec() == CompressionType::LZ4_FRAME;
        if lz4 && data.len() > TRUSTED_BYTES && i64::try_from(size).is_ok() {
            // The library takes what comes: it must be what was declared.
            let mut frame = lz4_flex::frame::FrameDecoder::new(data);
            let mut sink = io::sink();
            let out = io::copy(&mut io::Read::take(&mut frame, size + 1), &mut sink).ok()?;
            (out <= size).then_some(())?;
        }
    }
    Some(total - body.len() as u64)
}

fn number(store: &Store, at: u64) -> Option<u32> {
    bytes(store, at, 4)?.first_chunk::<4>().map(|b| u32::from_le_bytes(*b))
}

/// Bytes of the file; none if they are not all there.
fn bytes(store: &Store, at: u64, len: u64) -> Option<Vec<u8>> {
    if len > store.size().saturating_sub(at) {
        return None;
    }
    let mut out = vec![0; usize::try_from(len).ok()?];
    let mut have = 0;
    while let Some(free) = out.get_mut(have..).filter(|f| !f.is_empty()) {
        match store.read_at(free, at + have as u64) {
            Ok(n) if n > 0 => have += n,
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests;
