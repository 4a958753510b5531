//! Avro values (Apache Avro 1.12, "Binary Encoding").

use super::schema::{Logical, Schema, Type};
use crate::charset;
use crate::formats::records::{DEPTH, Record};
use crate::formats::values;

/// Values of a record whatever its size, and per byte that is left of its block: items of a list may take no bytes at all.
const FREE_VALUES: u64 = 1000;
const VALUES_PER_BYTE: u64 = 2;

/// Reads values of a block one after the other.
pub(super) struct Decoder<'d> {
    pub(super) schema: &'d Schema,
    pub(super) data: &'d [u8],
    /// Values that the record at hand may still have.
    pub(super) room: u64,
}

impl<'d> Decoder<'d> {
    /// Reads a record. None if the data cannot be one.
    pub(super) fn record(&mut self, record: &mut Record) -> Option<()> {
        self.room = FREE_VALUES + VALUES_PER_BYTE * self.data.len() as u64;
        match self.schema.get(self.schema.root)? {
            Type::Record(fields) => fields.iter().try_for_each(|(name, at)| self.value(*at, name, record, 0)),
            _ => self.value(self.schema.root, "", record, 0),
        }
    }

    fn value(&mut self, at: usize, key: &str, out: &mut Record, depth: u32) -> Option<()> {
        self.room = self.room.checked_sub(1)?;
        if depth > DEPTH {
            return None;
        }
        match self.schema.get(at)? {
            Type::Null => out.text(key, ""),
            Type::Boolean => out.text(key, if *self.take(1)?.first()? == 0 { "false" } else { "true" }),
            Type::Int(logical) | Type::Long(logical) => {
                let number = self.long()?;
                out.text(key, &whole(number, *logical));
            }
            Type::Float => {
                let n = f32::from_le_bytes(*self.take(4)?.first_chunk()?);
                out.text(key, &values::single(n));
            }
            Type::Double => {
                let n = f64::from_le_bytes(*self.take(8)?.first_chunk()?);
                out.text(key, &values::number(n));
            }
            Type::Bytes(logical) => {
                let bytes = self.bytes()?;
                binary(key, bytes, *logical, out);
            }
            Type::Text => out.string(key, &charset::decode(self.bytes()?)),
            Type::Fixed(size, logical) => {
                let bytes = self.take(*size)?;
                binary(key, bytes, *logical, out);
            }
            Type::Enum(symbols) => {
                let n = usize::try_from(self.long()?).ok()?;
                out.text(key, symbols.get(n)?);
            }
            Type::Record(fields) => {
                out.open(key);
                for (name, at) in fields {
                    self.value(*at, name, out, depth + 1)?;
                }
                out.close();
            }
            Type::Array(items) => self.items(|this, out| this.value(*items, key, out, depth + 1), out)?,
            Type::Map(values) => {
                out.open(key);
                self.items(
                    |this, out| {
                        let key = charset::decode(this.bytes()?);
                        this.value(*values, &key, out, depth + 1)
                    },
                    out,
                )?;
                out.close();
            }
            Type::Union(branches) => {
                let branch = *branches.get(usize::try_from(self.long()?).ok()?)?;
                if matches!(self.schema.get(branch)?, Type::Null) {
                    out.absent(self.width(branches, depth));
                } else {
                    self.value(branch, key, out, depth + 1)?;
                }
            }
        }
        Some(())
    }

    /// Cells that a missing value takes in a row.
    fn width(&self, branches: &[usize], depth: u32) -> usize {
        branches.iter().map(|b| self.width_of(*b, depth)).max().unwrap_or(1)
    }

    fn width_of(&self, at: usize, depth: u32) -> usize {
        match self.schema.get(at) {
            _ if depth > DEPTH => 1,
            Some(Type::Record(fields)) => fields.iter().map(|(_, at)| self.width_of(*at, depth + 1)).sum(),
            Some(Type::Union(branches)) => self.width(branches, depth + 1),
            _ => 1,
        }
    }

    /// Blocks of items up to an empty one; a negative count is followed by the block's size.
    fn items(
        &mut self,
        mut item: impl FnMut(&mut Self, &mut Record) -> Option<()>,
        out: &mut Record,
    ) -> Option<()> {
        loop {
            let count = self.long()?;
            if count < 0 {
                self.long()?;
            }
            if count == 0 {
                return Some(());
            }
            for _ in 0..count.unsigned_abs() {
                item(self, out)?;
            }
        }
    }

    fn take(&mut self, n: usize) -> Option<&'d [u8]> {
        let (own, rest) = self.data.split_at_checked(n)?;
        self.data = rest;
        Some(own)
    }

    fn bytes(&mut self) -> Option<&'d [u8]> {
        let len = usize::try_from(self.long()?).ok()?;
        self.take(len)
    }

    fn long(&mut self) -> Option<i64> {
        let (n, len) = long(self.data)?;
        self.take(len)?;
        Some(n)
    }
}

/// A number of up to ten bytes, zigzag, and its length.
pub(super) fn long(data: &[u8]) -> Option<(i64, usize)> {
    let mut n = 0_u64;
    for (i, b) in data.iter().take(10).enumerate() {
        n |= u64::from(b & 0x7f) << (7 * i as u32).min(63);
        if b & 0x80 == 0 {
            return Some(((n >> 1).cast_signed() ^ -(n & 1).cast_signed(), i + 1));
        }
    }
    None
}

fn whole(n: i64, logical: Logical) -> String {
    match logical {
        Logical::Date => {
            let (year, month, day) = values::civil(n);
            values::date(year, month, day)
        }
        Logical::TimeMillis => values::time(n.saturating_mul(1000)),
        Logical::TimeMicros => values::time(n),
        Logical::Millis => values::moment(n.saturating_mul(1000)),
        Logical::Micros => values::moment(n),
        Logical::Nanos => values::moment(n.div_euclid(1000)),
        Logical::None | Logical::Decimal(_) => n.to_string(),
    }
}

fn binary(key: &str, bytes: &[u8], logical: Logical, out: &mut Record) {
    match logical {
        Logical::Decimal(scale) => out.text(key, &values::decimal_of(bytes, scale)),
        _ => out.bytes(key, bytes),
    }
}
