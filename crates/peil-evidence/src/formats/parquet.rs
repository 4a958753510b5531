//! Parquet: records as rows below a row of column names, read group by group.

use std::io::{self, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::basic::{LogicalType, TimeUnit, Type as Physical};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use peil_model::{Cells, Content, Place, Segment};

use super::{Budget, values};
use crate::charset;
use crate::input::{At, Store};
use crate::session::{Session, Verdict};

const DAMAGED: &str = "a Parquet file that is damaged or cut off";

/// Reads every record. Row 1 is the column names, row n + 1 the n-th record.
pub(crate) fn read(session: &mut Session<'_>, store: &Store) -> io::Result<Verdict> {
    // The library may give up on hostile input by a panic: it costs this file only.
    let mut row = 0;
    match catch_unwind(AssertUnwindSafe(|| rows(session, store, &mut row))) {
        Ok(verdict) => verdict,
        Err(_) => Ok(broken(row)),
    }
}

fn broken(row: u64) -> Verdict {
    match row {
        0 | 1 => Verdict::unreadable(DAMAGED),
        n => Verdict::partial(format!("damaged after {} records", n - 1)),
    }
}

fn rows(session: &mut Session<'_>, store: &Store, row: &mut u64) -> io::Result<Verdict> {
    let Ok(file) = SerializedFileReader::new(Chunks(Store::clone(store))) else {
        return Ok(Verdict::unreadable(DAMAGED));
    };
    let schema = file.metadata().file_metadata().schema_descr().root_schema_ptr();
    let columns: Vec<Column> = schema.get_fields().iter().map(|f| Column::of(f)).collect();
    session.table(0, "")?;
    *row = 1;
    let names: Cells = schema.get_fields().iter().map(|f| f.name()).collect();
    emit(session, 1, names)?;
    let Ok(records) = file.get_row_iter(None) else { return Ok(broken(1)) };
    let mut budget = Budget::of(store.size());
    for record in records {
        let Ok(record) = record else { return Ok(broken(*row)) };
        let cells = cells(&record, &columns);
        if !budget.allows(&cells) {
            return Ok(Verdict::partial(Budget::SPENT));
        }
        *row += 1;
        emit(session, *row, cells)?;
    }
    Ok(Verdict::read())
}

fn emit(session: &mut Session<'_>, row: u64, cells: Cells) -> io::Result<()> {
    session.segment(Segment { place: Place::row(0, row), content: Content::Row(cells) })
}

/// What the record interface does not tell of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    /// Nanoseconds since 1970-01-01 come as plain whole numbers.
    Nanos,
    Other,
}

impl Column {
    fn of(field: &Type) -> Column {
        let nanos = field.is_primitive()
            && field.get_physical_type() == Physical::INT64
            && matches!(
                field.get_basic_info().logical_type_ref(),
                Some(LogicalType::Timestamp(t)) if t.unit == TimeUnit::NANOS
            );
        if nanos { Column::Nanos } else { Column::Other }
    }
}

fn cells(record: &Row, columns: &[Column]) -> Cells {
    let mut cells = Cells::new();
    let mut text = String::new();
    for (i, (_, field)) in record.get_column_iter().enumerate() {
        text.clear();
        match (columns.get(i), field) {
            (Some(Column::Nanos), Field::Long(n)) => text.push_str(&values::moment(n.div_euclid(1000))),
            _ => write(field, &mut text),
        }
        cells.push(&text);
    }
    cells
}

/// Adds a value's text; the parts of nested values are joined by blanks.
fn write(field: &Field, out: &mut String) {
    match field {
        Field::Null => {}
        Field::Str(s) => out.push_str(s),
        Field::Bytes(b) => out.push_str(&bytes(b.data())),
        Field::Float(n) => out.push_str(&values::number(n.to_string().parse().unwrap_or(f64::from(*n)))),
        Field::Double(n) => out.push_str(&values::number(*n)),
        Field::Decimal(d) => out.push_str(&decimal(d)),
        Field::Date(days) => {
            let (year, month, day) = values::civil(i64::from(*days));
            out.push_str(&values::date(year, month, day));
        }
        Field::TimeMillis(n) => out.push_str(&values::time(i64::from(*n) * 1000)),
        Field::TimeMicros(n) => out.push_str(&values::time(*n)),
        Field::TimestampMillis(n) => out.push_str(&values::moment(n.saturating_mul(1000))),
        Field::TimestampMicros(n) => out.push_str(&values::moment(*n)),
        Field::Group(row) => join(row.get_column_iter().map(|(_, f)| f), out),
        Field::ListInternal(list) => join(list.elements().iter(), out),
        Field::MapInternal(map) => join(map.entries().iter().flat_map(|(k, v)| [k, v]), out),
        other => out.push_str(&other.to_string()),
    }
}

fn join<'f>(fields: impl Iterator<Item = &'f Field>, out: &mut String) {
    for (i, field) in fields.enumerate() {
        if i > 0 {
            out.push(' ');
        }
        write(field, out);
    }
}

/// Text where it is that, else hexadecimal digits.
fn bytes(data: &[u8]) -> String {
    if data.iter().any(|b| *b < b' ' && !b.is_ascii_whitespace()) {
        return data.iter().map(|b| format!("{b:02x}")).collect();
    }
    charset::decode(data).into_owned()
}

fn decimal(d: &parquet::data_type::Decimal) -> String {
    let data = d.data();
    let negative = data.first().is_some_and(|b| b & 0x80 != 0);
    let Some(lead) = 16_usize.checked_sub(data.len()) else {
        return "a decimal of more than 38 digits".to_owned();
    };
    let mut wide = [if negative { 0xff } else { 0 }; 16];
    if let Some(to) = wide.get_mut(lead..) {
        to.copy_from_slice(data);
    }
    values::decimal(i128::from_be_bytes(wide), u32::try_from(d.scale()).unwrap_or(0))
}

/// A store as the library reads it.
struct Chunks(Store);

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.0.size()
    }
}

impl ChunkReader for Chunks {
    type T = BufReader<At>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(BufReader::new(At { store: Store::clone(&self.0), pos: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let left = self.0.size().saturating_sub(start);
        if length as u64 > left {
            return Err(ParquetError::EOF("beyond the end".to_owned()));
        }
        let mut buf = vec![0; length];
        let mut have = 0;
        while let Some(free) = buf.get_mut(have..).filter(|f| !f.is_empty()) {
            match self.0.read_at(free, start + have as u64) {
                Ok(n) if n > 0 => have += n,
                _ => return Err(ParquetError::EOF("beyond the end".to_owned())),
            }
        }
        Ok(Bytes::from(buf))
    }
}

#[cfg(test)]
mod tests;
