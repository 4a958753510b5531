//! A Parquet file of required UTF-8 columns.

use std::io;
use std::mem;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::files::Sink;

/// Rows of a row group: what is held in memory at once.
const GROUP_ROWS: usize = 50_000;
/// Bytes of a row group's cells from which it is written early.
const GROUP_BYTES: usize = 64 << 20;

/// Writes rows in groups.
pub(super) struct Writer<'a> {
    file: SerializedFileWriter<Sink<'a>>,
    columns: Vec<Vec<ByteArray>>,
    bytes: usize,
}

impl<'a> Writer<'a> {
    /// Begins a file; nothing in it depends on the day or the machine.
    pub fn new(out: Sink<'a>, name: &str, columns: &[String]) -> io::Result<Writer<'a>> {
        let fields = columns.iter().map(|c| column(c)).collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let schema = Type::group_type_builder(name).with_fields(fields).build().map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_created_by("peil".to_owned())
            .set_compression(Compression::SNAPPY)
            .build();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        Ok(Writer { file, columns: vec![Vec::new(); columns.len()], bytes: 0 })
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += cell.as_ref().len();
            column.push(ByteArray::from(cell.as_ref()));
        }
        let rows = self.columns.first().map_or(0, Vec::len);
        if rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.columns.first().is_none_or(Vec::is_empty) {
            return Ok(());
        }
        let mut group = self.file.next_row_group().map_err(failed)?;
        for values in &mut self.columns {
            let Some(mut column) = group.next_column().map_err(failed)? else { break };
            let values = mem::take(values);
            column.typed::<ByteArrayType>().write_batch(&values, None, None).map_err(failed)?;
            column.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        self.bytes = 0;
        Ok(())
    }

    /// Writes what is left and the footer.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.file.close().map_err(failed).map(drop)
    }
}

fn column(name: &str) -> Result<Arc<Type>, ParquetError> {
    let built = Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()?;
    Ok(Arc::new(built))
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(e) => match e.downcast::<io::Error>() {
            Ok(e) => *e,
            Err(e) => io::Error::other(e.to_string()),
        },
        e => io::Error::other(e.to_string()),
    }
}
