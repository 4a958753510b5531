//! Parquet: records as rows below a row of column names, or as trees where they hold lists or maps (`formats/records.rs`); read
//! group by group.

use std::io::{self, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use super::records::{DEPTH, Record, Records, Shape};
use super::{Budget, values};
use crate::input::{At, Store};
use crate::session::{Session, Spot, Verdict};

const DAMAGED: &str = "a Parquet file that is damaged or cut off";

/// Reads every record.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, store: &Store) -> io::Result<Verdict> {
    // The library may give up on hostile input by a panic: it costs this file only.
    let mut count = 0;
    match catch_unwind(AssertUnwindSafe(|| records(session, spot, store, &mut count))) {
        Ok(verdict) => verdict,
        Err(_) => Ok(broken(count)),
    }
}

fn broken(count: u64) -> Verdict {
    match count {
        0 => Verdict::unreadable(DAMAGED),
        n => Verdict::partial(format!("damaged after {n} records")),
    }
}

fn records(session: &mut Session<'_>, spot: &Spot, store: &Store, count: &mut u64) -> io::Result<Verdict> {
    let Ok(file) = SerializedFileReader::new(Chunks(Store::clone(store))) else {
        return Ok(Verdict::unreadable(DAMAGED));
    };
    let schema = file.metadata().file_metadata().schema_descr().root_schema_ptr();
    let columns: Vec<Column> = schema.get_fields().iter().map(|f| Column::of(f, 0)).collect();
    let named = schema.get_fields().iter().zip(&columns).map(|(f, c)| (f.name().to_owned(), c.shape()));
    let columns_of_rows = Shape::Group(named.collect()).columns();
    let mut records = Records::begin(session, "", columns_of_rows, Budget::of(store.size()))?;
    let Ok(rows) = file.get_row_iter(None) else { return Ok(broken(0)) };
    for row in rows {
        let Ok(row) = row else { return Ok(broken(*count)) };
        let mut record = records.record();
        write_row(&row, &columns, &mut record);
        if !records.put(session, spot, record)? {
            return Ok(Verdict::partial(Budget::SPENT));
        }
        *count = records.count;
    }
    Ok(Verdict::of(&records.documents.complaint.into_iter().collect::<Vec<String>>()))
}

/// What the record interface does not tell of a column.
enum Column {
    /// Nanoseconds since 1970-01-01 come as plain whole numbers.
    Nanos,
    Group(Vec<(String, Column)>),
    /// A list, a map, or a value that repeats.
    Varied,
    Other,
}

impl Column {
    fn of(field: &Type, depth: u32) -> Column {
        let info = field.get_basic_info();
        let repeats = info.has_repetition() && info.repetition() == parquet::basic::Repetition::REPEATED;
        let list = matches!(
            info.converted_type(),
            ConvertedType::LIST | ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE
        ) || matches!(info.logical_type_ref(), Some(LogicalType::List | LogicalType::Map));
        if repeats || list || depth > DEPTH {
            return Column::Varied;
        }
        if field.is_group() {
            let fields = field.get_fields().iter();
            return Column::Group(fields.map(|f| (f.name().to_owned(), Column::of(f, depth + 1))).collect());
        }
        let nanos = field.get_physical_type() == Physical::INT64
            && matches!(
                info.logical_type_ref(),
                Some(LogicalType::Timestamp(t)) if t.unit == TimeUnit::NANOS
            );
        if nanos { Column::Nanos } else { Column::Other }
    }

    fn shape(&self) -> Shape {
        match self {
            Column::Group(fields) => {
                Shape::Group(fields.iter().map(|(name, c)| (name.clone(), c.shape())).collect())
            }
            Column::Varied => Shape::Varied,
            Column::Nanos | Column::Other => Shape::Leaf,
        }
    }
}

fn write_row<'c>(row: &Row, columns: impl IntoIterator<Item = &'c Column>, out: &mut Record) {
    for ((name, field), column) in row.get_column_iter().zip(columns) {
        write(name, field, column, out, 0);
    }
}

fn write(key: &str, field: &Field, column: &Column, out: &mut Record, depth: u32) {
    match (field, column) {
        (Field::Null, column) => out.absent(column.shape().width()),
        _ if depth > DEPTH => out.text(key, ""),
        (Field::Long(n), Column::Nanos) => out.text(key, &values::moment(n.div_euclid(1000))),
        (Field::Group(row), Column::Group(fields)) => {
            out.open(key);
            write_row(row, fields.iter().map(|(_, c)| c), out);
            out.close();
        }
        (Field::Group(row), _) => {
            out.open(key);
            row.get_column_iter().for_each(|(name, f)| write(name, f, &Column::Other, out, depth + 1));
            out.close();
        }
        (Field::ListInternal(list), _) => {
            list.elements().iter().for_each(|f| write(key, f, &Column::Other, out, depth + 1));
        }
        (Field::MapInternal(map), _) => {
            out.open(key);
            for (name, value) in map.entries() {
                write(&text(name), value, &Column::Other, out, depth + 1);
            }
            out.close();
        }
        (Field::Bytes(b), _) => out.bytes(key, b.data()),
        (Field::Str(s), _) => out.string(key, s),
        (field, _) => out.text(key, &text(field)),
    }
}

fn text(field: &Field) -> String {
    match field {
        Field::Str(s) => s.clone(),
        Field::Float(n) => values::single(*n),
        Field::Double(n) => values::number(*n),
        Field::Decimal(d) => values::decimal_of(d.data(), u32::try_from(d.scale()).unwrap_or(0)),
        Field::Date(days) => {
            let (year, month, day) = values::civil(i64::from(*days));
            values::date(year, month, day)
        }
        Field::TimeMillis(n) => values::time(i64::from(*n) * 1000),
        Field::TimeMicros(n) => values::time(*n),
        Field::TimestampMillis(n) => values::moment(n.saturating_mul(1000)),
        Field::TimestampMicros(n) => values::moment(*n),
        other => other.to_string(),
    }
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
