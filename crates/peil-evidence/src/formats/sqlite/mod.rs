//! SQLite 3 databases, read as files: <https://www.sqlite.org/fileformat2.html>.
//!
//! Tables come as those of a dump do (`formats/sql`): with their number, name and a header row in which keys speak. Rows that still
//! lie whole on pages that were freed are handed on as a last table, `freed`, which has no header. The indexes that full-text
//! search keeps hold nothing that is not in a table.

mod pages;
mod record;

use std::io;

use peil_model::Cells;

use self::pages::{Pages, Walk};
use self::record::Value;
use super::blob::Blob;
use super::sql::parse_create;
use super::sql::schema::{self, Generated, Name, Table};
use super::sql::tables::Tables;
use super::{Complaints, values};
use crate::input::Store;
use crate::limits::{MIB, ROW_BYTES, amount};
use crate::session::{Session, Spot, Verdict};

const DAMAGED: &str = "an SQLite database that is damaged or encrypted";
/// Bytes of all statements that made the tables.
const SCHEMA_BYTES: usize = 64 * MIB as usize;
/// Endings of tables that belong to an index of texts or places.
const INDEX_PARTS: [&str; 10] =
    ["_segments", "_segdir", "_docsize", "_stat", "_data", "_idx", "_config", "_node", "_parent", "_rowid"];

/// A table of the schema.
struct Entry {
    name: String,
    root: u32,
    table: Option<Table>,
}

/// Reads every table.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, store: &Store) -> io::Result<Verdict> {
    let Some(pages) = Pages::open(store) else { return Ok(Verdict::unreadable(DAMAGED)) };
    let mut reader = Reader {
        session,
        spot,
        pages,
        tables: Tables::default(),
        complaints: Complaints::default(),
        rows: 0,
    };
    let entries = reader.entries();
    let schema_lost = reader.pages.damaged > 0;
    for entry in &entries {
        reader.table(entry)?;
    }
    reader.missing();
    reader.remains(schema_lost)?;
    let Reader { complaints, rows, tables, pages, .. } = reader;
    let mut complaints = complaints;
    if pages.cut > 0 {
        complaints.add(format!("{} rows are not there to their end", pages.cut));
    }
    if let Some(complaint) = tables.documents.complaint {
        complaints.add(complaint);
    }
    if rows == 0 && schema_lost {
        return Ok(Verdict::unreadable(DAMAGED));
    }
    Ok(Verdict::of(complaints.list()))
}

struct Reader<'r, 's> {
    session: &'r mut Session<'s>,
    spot: &'r Spot,
    pages: Pages,
    tables: Tables,
    complaints: Complaints,
    rows: u64,
}

impl Reader<'_, '_> {
    /// The tables that the schema names; it is itself a table of type, name, table, first page and statement.
    fn entries(&mut self) -> Vec<Entry> {
        let mut all = Vec::new();
        let mut indexes = Vec::new();
        let mut bytes = 0;
        let mut walk = Walk::from(1);
        while let Some((_, record)) = self.pages.next(&mut walk) {
            let Some(values) = record::values(&record) else {
                self.pages.damaged += 1;
                continue;
            };
            let text = |i: usize| match values.get(i) {
                Some(Value::Text(t)) => self.pages.encoding.decode(t).into_owned(),
                _ => String::new(),
            };
            let (kind, name, statement) = (text(0), text(1), text(4));
            bytes += record.len();
            if kind != "table" || name.starts_with("sqlite_") {
                continue;
            }
            if bytes > SCHEMA_BYTES {
                self.complaints.add("has more tables than can be kept: the last were not read");
                break;
            }
            match values.get(3) {
                Some(Value::Whole(root)) if *root > 0 => {
                    let root = u32::try_from(*root).unwrap_or(0);
                    all.push(Entry { table: parse_create(&statement), name, root });
                }
                _ => indexes.push(name),
            }
        }
        let is_part = |name: &str| {
            INDEX_PARTS
                .iter()
                .filter_map(|p| name.strip_suffix(p))
                .any(|whole| indexes.iter().any(|i| i == whole))
        };
        all.retain(|e| !is_part(&e.name));
        for table in all.iter().filter_map(|e| e.table.clone()) {
            self.tables.schema.add(table);
        }
        all
    }

    fn table(&mut self, entry: &Entry) -> io::Result<()> {
        let layout = entry.table.as_ref().map(Layout::of);
        let name = Name::plain(&entry.name);
        self.tables.begin(&name, layout.as_ref().map(|l| l.columns.clone()));
        let mut walk = Walk::from(entry.root);
        while let Some((number, record)) = self.pages.next(&mut walk) {
            self.row(layout.as_ref(), number, &record)?;
        }
        Ok(())
    }

    fn row(&mut self, layout: Option<&Layout>, number: i64, record: &[u8]) -> io::Result<()> {
        let Some(values) = record::values(record) else {
            self.pages.cut += 1;
            return Ok(());
        };
        let width = layout.map_or(values.len(), |l| l.places.len());
        let mut cells = Cells::new();
        let mut bytes = 0;
        for i in 0..width {
            let place = layout.and_then(|l| l.places.get(i).copied()).unwrap_or(i);
            let cell = match values.get(place).copied().unwrap_or(Value::Null) {
                Value::Null if layout.map_or(i == 0, |l| l.row == Some(i)) => number.to_string(),
                Value::Null => String::new(),
                Value::Whole(n) => n.to_string(),
                Value::Real(n) => values::number(n),
                Value::Text(t) => {
                    let text = self.pages.encoding.decode(t).into_owned();
                    self.tables.cell(self.session, self.spot, i, Blob::of_text(text))?
                }
                Value::Blob(b) => self.tables.cell(self.session, self.spot, i, Blob::of(b.to_vec()))?,
            };
            bytes += cell.len() + 1;
            if bytes as u64 > ROW_BYTES {
                self.complaints.add(format!("a row is longer than {}: it was cut", amount(ROW_BYTES)));
                cells.push("");
            } else {
                cells.push(&cell);
            }
        }
        self.rows += 1;
        self.tables.row(self.session, cells)
    }

    fn missing(&mut self) {
        let lost = self.pages.declared.saturating_sub(self.pages.count);
        if lost > 0 {
            self.complaints.add(format!("is cut off: {lost} of {} pages are missing", self.pages.declared));
        }
        if self.pages.damaged > 0 {
            self.complaints.add(format!("{} pages cannot be read or are missing", self.pages.damaged));
        }
    }

    /// Rows on pages that no table has: freed ones, and where the trees are damaged all that no tree led to.
    fn remains(&mut self, schema_lost: bool) -> io::Result<()> {
        let freed = self.pages.freed();
        let (free, free_rows) = self.recover("freed", freed.into_iter())?;
        if free > 0 {
            self.complaints.add(format!(
                "{free} freed pages: {free_rows} rows on them were read, more may remain there"
            ));
        }
        if schema_lost || self.pages.damaged > 0 {
            let (_, rows) = self.recover("lost", 1..=self.pages.count)?;
            if rows > 0 {
                self.complaints.add(format!("{rows} rows were read whose table is not known"));
            }
        }
        Ok(())
    }

    /// Hands on what rows are whole on these pages; the number of pages that hold anything, and of the rows.
    fn recover(&mut self, name: &str, numbers: impl Iterator<Item = u32>) -> io::Result<(u64, u64)> {
        self.tables.begin(&Name::plain(name), None);
        let (mut written, before) = (0, self.rows);
        for number in numbers {
            // The first page of the list has been read to find the others.
            let seen = self.pages.is_seen(number);
            let (rows, any) = self.pages.remains(number);
            written += u64::from(any || (seen && name == "freed"));
            for (row, record) in rows {
                if record::values(&record).is_some_and(|v| !v.is_empty() && !is_schema(&v)) {
                    self.row(None, row, &record)?;
                }
            }
        }
        Ok((written, self.rows - before))
    }
}

/// Whether a row is one of the schema.
fn is_schema(values: &[Value<'_>]) -> bool {
    const KINDS: [&[u8]; 4] = [b"table", b"index", b"view", b"trigger"];
    values.len() == 5 && matches!(values.first(), Some(Value::Text(t)) if KINDS.contains(t))
}

/// Which value of a record belongs to which column.
struct Layout {
    /// The columns that have a value of their own.
    columns: Vec<String>,
    /// For each its place in the record.
    places: Vec<usize>,
    /// The column that is the row's number.
    row: Option<usize>,
}

impl Layout {
    fn of(table: &Table) -> Layout {
        let stored: Vec<&schema::Column> =
            table.columns.iter().filter(|c| c.generated != Generated::Virtual).collect();
        let columns: Vec<String> = stored.iter().map(|c| c.name.clone()).collect();
        let at = |name: &String| columns.iter().position(|c| c.eq_ignore_ascii_case(name));
        if table.without_rowid {
            // The key comes first in the record, then the other columns in their order.
            let mut order: Vec<usize> = Vec::new();
            for i in table.primary.iter().filter_map(at).chain(0..columns.len()) {
                if !order.contains(&i) {
                    order.push(i);
                }
            }
            let places =
                (0..columns.len()).map(|i| order.iter().position(|o| *o == i).unwrap_or(i)).collect();
            return Layout { columns, places, row: None };
        }
        let row = match table.primary.as_slice() {
            [one] if !table.descending => at(one),
            _ => None,
        };
        let row = row.filter(|i| stored.get(*i).is_some_and(|c| c.kind == "INTEGER"));
        Layout { places: (0..columns.len()).collect(), columns, row }
    }
}

#[cfg(test)]
mod tests;
