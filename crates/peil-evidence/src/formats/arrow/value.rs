//! Values of Arrow's arrays as text.

use arrow_array::cast::AsArray;
use arrow_array::types::*;
use arrow_array::{Array, ArrowPrimitiveType, PrimitiveArray};
use arrow_schema::{DataType, TimeUnit};

use crate::formats::records::{DEPTH, Record, Shape};
use crate::formats::values;

/// The layout of a type.
pub(super) fn shape(kind: &DataType, depth: u32) -> Shape {
    if depth > DEPTH {
        return Shape::Varied;
    }
    match kind {
        DataType::Struct(fields) => {
            Shape::Group(fields.iter().map(|f| (f.name().clone(), shape(f.data_type(), depth + 1))).collect())
        }
        DataType::List(_)
        | DataType::LargeList(_)
        | DataType::ListView(_)
        | DataType::LargeListView(_)
        | DataType::FixedSizeList(..)
        | DataType::Map(..)
        | DataType::Union(..) => Shape::Varied,
        DataType::Dictionary(_, values) => shape(values, depth + 1),
        DataType::RunEndEncoded(_, values) => shape(values.data_type(), depth + 1),
        _ => Shape::Leaf,
    }
}

/// Adds the i-th value of an array to a record.
pub(super) fn write(array: &dyn Array, i: usize, key: &str, out: &mut Record, depth: u32) {
    if i >= array.len() || array.is_null(i) || depth > DEPTH {
        out.absent(shape(array.data_type(), depth).width());
        return;
    }
    match array.data_type() {
        DataType::Struct(fields) => {
            out.open(key);
            for (field, column) in fields.iter().zip(array.as_struct().columns()) {
                write(column.as_ref(), i, field.name(), out, depth + 1);
            }
            out.close();
        }
        DataType::List(_) => all(array.as_list::<i32>().value(i).as_ref(), key, out, depth),
        DataType::LargeList(_) => all(array.as_list::<i64>().value(i).as_ref(), key, out, depth),
        DataType::ListView(_) => all(array.as_list_view::<i32>().value(i).as_ref(), key, out, depth),
        DataType::LargeListView(_) => all(array.as_list_view::<i64>().value(i).as_ref(), key, out, depth),
        DataType::FixedSizeList(..) => all(array.as_fixed_size_list().value(i).as_ref(), key, out, depth),
        DataType::Map(..) => {
            let entries = array.as_map().value(i);
            out.open(key);
            if let [keys, values] = entries.columns() {
                for n in 0..entries.len() {
                    let key = text(keys.as_ref(), n).unwrap_or_default();
                    write(values.as_ref(), n, &key, out, depth + 1);
                }
            }
            out.close();
        }
        DataType::Union(..) => write(array.as_union().value(i).as_ref(), 0, key, out, depth + 1),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let at = text(dictionary.keys(), i).and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
            write(dictionary.values().as_ref(), at, key, out, depth + 1);
        }
        DataType::RunEndEncoded(ends, _) => match ends.data_type() {
            DataType::Int16 => run::<Int16Type>(array, i, key, out, depth),
            DataType::Int32 => run::<Int32Type>(array, i, key, out, depth),
            _ => run::<Int64Type>(array, i, key, out, depth),
        },
        DataType::Binary => out.bytes(key, array.as_binary::<i32>().value(i)),
        DataType::LargeBinary => out.bytes(key, array.as_binary::<i64>().value(i)),
        DataType::FixedSizeBinary(_) => out.bytes(key, array.as_fixed_size_binary().value(i)),
        DataType::BinaryView => out.bytes(key, array.as_binary_view().value(i)),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            out.string(key, &text(array, i).unwrap_or_default());
        }
        _ => out.text(key, &text(array, i).unwrap_or_default()),
    }
}

fn all(items: &dyn Array, key: &str, out: &mut Record, depth: u32) {
    for n in 0..items.len() {
        write(items, n, key, out, depth + 1);
    }
}

fn run<R: RunEndIndexType>(array: &dyn Array, i: usize, key: &str, out: &mut Record, depth: u32) {
    if let Some(runs) = array.as_run_opt::<R>() {
        write(runs.values().as_ref(), runs.get_physical_index(i), key, out, depth + 1);
    }
}

fn primitive<T: ArrowPrimitiveType>(array: &dyn Array, i: usize) -> Option<T::Native> {
    let array: &PrimitiveArray<T> = array.as_primitive_opt()?;
    array.values().get(i).copied()
}

/// The text of a value that holds no others.
fn text(array: &dyn Array, i: usize) -> Option<String> {
    macro_rules! plain {
        ($kind:ty) => {
            primitive::<$kind>(array, i)?.to_string()
        };
    }
    Some(match array.data_type() {
        DataType::Boolean => array.as_boolean().value(i).to_string(),
        DataType::Int8 => plain!(Int8Type),
        DataType::Int16 => plain!(Int16Type),
        DataType::Int32 => plain!(Int32Type),
        DataType::Int64 => plain!(Int64Type),
        DataType::UInt8 => plain!(UInt8Type),
        DataType::UInt16 => plain!(UInt16Type),
        DataType::UInt32 => plain!(UInt32Type),
        DataType::UInt64 => plain!(UInt64Type),
        DataType::Float16 => values::single(primitive::<Float16Type>(array, i)?.to_f32()),
        DataType::Float32 => values::single(primitive::<Float32Type>(array, i)?),
        DataType::Float64 => values::number(primitive::<Float64Type>(array, i)?),
        DataType::Utf8 => array.as_string::<i32>().value(i).to_owned(),
        DataType::LargeUtf8 => array.as_string::<i64>().value(i).to_owned(),
        DataType::Utf8View => array.as_string_view().value(i).to_owned(),
        DataType::Decimal32(_, s) => decimal(i128::from(primitive::<Decimal32Type>(array, i)?), *s),
        DataType::Decimal64(_, s) => decimal(i128::from(primitive::<Decimal64Type>(array, i)?), *s),
        DataType::Decimal128(_, s) => decimal(primitive::<Decimal128Type>(array, i)?, *s),
        DataType::Decimal256(_, s) => decimal(primitive::<Decimal256Type>(array, i)?.to_i128()?, *s),
        _ => return moment(array, i),
    })
}

fn decimal(digits: i128, scale: i8) -> String {
    match u32::try_from(scale) {
        Ok(scale) => values::decimal(digits, scale),
        Err(_) => format!("{digits}{}", "0".repeat(usize::from(scale.unsigned_abs()))),
    }
}

fn moment(array: &dyn Array, i: usize) -> Option<String> {
    Some(match array.data_type() {
        DataType::Date32 => {
            let (year, month, day) = values::civil(i64::from(primitive::<Date32Type>(array, i)?));
            values::date(year, month, day)
        }
        DataType::Date64 => values::moment(primitive::<Date64Type>(array, i)?.saturating_mul(1000)),
        DataType::Timestamp(unit, _) => values::moment(match unit {
            TimeUnit::Second => primitive::<TimestampSecondType>(array, i)?.saturating_mul(1_000_000),
            TimeUnit::Millisecond => primitive::<TimestampMillisecondType>(array, i)?.saturating_mul(1000),
            TimeUnit::Microsecond => primitive::<TimestampMicrosecondType>(array, i)?,
            TimeUnit::Nanosecond => primitive::<TimestampNanosecondType>(array, i)?.div_euclid(1000),
        }),
        DataType::Time32(TimeUnit::Second) => {
            values::time(i64::from(primitive::<Time32SecondType>(array, i)?) * 1_000_000)
        }
        DataType::Time32(_) => values::time(i64::from(primitive::<Time32MillisecondType>(array, i)?) * 1000),
        DataType::Time64(TimeUnit::Microsecond) => {
            values::time(primitive::<Time64MicrosecondType>(array, i)?)
        }
        DataType::Time64(_) => values::time(primitive::<Time64NanosecondType>(array, i)?.div_euclid(1000)),
        // Durations and intervals are about nobody.
        _ => return None,
    })
}
