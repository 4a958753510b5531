//! Result tables: rows of texts under a name, replaced together in one transaction, read as a stream.

use rusqlite::{Connection, TransactionBehavior};

use super::error::StoreError;
use super::events::append;
use super::open::{Store, put_meta};

/// A table that fits in memory.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table({} columns, {} rows)", self.columns.len(), self.rows.len())
    }
}

impl Store {
    /// Replaces result tables; the first column is the key of [`Store::get`]. All or none.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn write_tables(&mut self, tables: &[(&str, &Table)]) -> Result<(), StoreError> {
        self.replace(|w| {
            for (name, table) in tables {
                let columns: Vec<&str> = table.columns.iter().map(String::as_str).collect();
                w.table(name, &columns, 0)?;
                for row in &table.rows {
                    w.row(row)?;
                }
            }
            Ok(())
        })
    }

    /// Replaces result tables, meta values and parts of the event list in one transaction, row by row: `fill` calls
    /// [`TablesWriter::table`] and then [`TablesWriter::row`] for each. If `fill` fails, all stays as it was.
    ///
    /// # Errors
    /// What `fill` says, or the store.
    pub fn replace(
        &mut self,
        fill: impl FnOnce(&mut TablesWriter<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let write = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writer = TablesWriter { db: &write, open: None, cells: Vec::new() };
        fill(&mut writer)?;
        writer.close()?;
        Ok(write.commit()?)
    }

    /// The columns of a result table.
    ///
    /// # Errors
    /// [`StoreError::NoTable`] if there is none of that name.
    pub fn columns(&self, name: &str) -> Result<Vec<String>, StoreError> {
        Ok(about(&self.db, name)?.0)
    }

    /// How many rows a result table has.
    ///
    /// # Errors
    /// [`StoreError::NoTable`] if there is none of that name.
    pub fn row_count(&self, name: &str) -> Result<u64, StoreError> {
        Ok(about(&self.db, name)?.1.unsigned_abs())
    }

    /// Gives every row of a result table to `each`, in the order in which they were written.
    ///
    /// # Errors
    /// [`StoreError::NoTable`], or what `each` says.
    pub fn read_table(
        &self,
        name: &str,
        each: &mut dyn FnMut(&[String]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let width = about(&self.db, name)?.0.len();
        let mut query = self.db.prepare(&format!("SELECT cells FROM \"r_{name}\" ORDER BY n"))?;
        let mut rows = query.query([])?;
        let mut cells = vec![String::new(); width];
        while let Some(row) = rows.next()? {
            let blob = row.get_ref(0)?.as_blob().map_err(|_| StoreError::Damaged("a row is no blob"))?;
            unpack(blob, &mut cells)?;
            each(&cells)?;
        }
        Ok(())
    }

    /// The rows of a result table with this key, in order.
    ///
    /// # Errors
    /// [`StoreError::NoTable`] if there is none of that name.
    pub fn get(&self, name: &str, key: &str) -> Result<Vec<Vec<String>>, StoreError> {
        let width = about(&self.db, name)?.0.len();
        let sql = format!("SELECT cells FROM \"r_{name}\" WHERE key = ?1 ORDER BY n");
        let mut query = self.db.prepare_cached(&sql)?;
        let mut rows = query.query([key])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let mut cells = vec![String::new(); width];
            let blob = row.get_ref(0)?.as_blob().map_err(|_| StoreError::Damaged("a row is no blob"))?;
            unpack(blob, &mut cells)?;
            found.push(cells);
        }
        Ok(found)
    }
}

fn about(db: &Connection, name: &str) -> Result<(Vec<String>, i64), StoreError> {
    let mut query = db.prepare_cached("SELECT columns, rows FROM results WHERE name = ?1")?;
    let mut rows = query.query([name])?;
    let Some(row) = rows.next()? else { return Err(StoreError::NoTable(name.to_owned())) };
    let packed: Vec<u8> = row.get(0)?;
    let columns = postcard::from_bytes(&packed).map_err(|_| StoreError::Damaged("a table's columns"))?;
    Ok((columns, row.get(1)?))
}

/// Writes result tables inside one transaction.
pub struct TablesWriter<'a> {
    db: &'a Connection,
    open: Option<Open>,
    cells: Vec<u8>,
}

struct Open {
    name: String,
    insert: String,
    columns: Vec<u8>,
    width: usize,
    key: usize,
    rows: i64,
}

impl TablesWriter<'_> {
    /// Begins a table in place of the one of that name; rows follow. `key` is the column that [`Store::get`] looks up.
    ///
    /// # Errors
    /// A name other than lower-case letters, digits and `_`; no such key column.
    pub fn table(&mut self, name: &str, columns: &[&str], key: usize) -> Result<(), StoreError> {
        self.close()?;
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        {
            return Err(StoreError::Table(name.to_owned(), "names are lower-case letters, digits and _"));
        }
        if key >= columns.len() {
            return Err(StoreError::Table(name.to_owned(), "there is no such key column"));
        }
        self.db.execute_batch(&format!(
            "DROP TABLE IF EXISTS \"r_{name}\";
             CREATE TABLE \"r_{name}\" (n INTEGER PRIMARY KEY, key TEXT NOT NULL, cells BLOB NOT NULL);"
        ))?;
        self.open = Some(Open {
            name: name.to_owned(),
            insert: format!("INSERT INTO \"r_{name}\" (n, key, cells) VALUES (?1, ?2, ?3)"),
            columns: postcard::to_stdvec(columns).map_err(|_| StoreError::Damaged("columns"))?,
            width: columns.len(),
            key,
            rows: 0,
        });
        Ok(())
    }

    /// Adds a row to the table begun last.
    ///
    /// # Errors
    /// No table begun, or another number of cells than columns.
    pub fn row<S: AsRef<str>>(&mut self, row: &[S]) -> Result<(), StoreError> {
        let Some(open) = &mut self.open else {
            return Err(StoreError::Table(String::new(), "a row before any table"));
        };
        let Some(key) = row.get(open.key).filter(|_| row.len() == open.width) else {
            return Err(StoreError::Table(
                open.name.clone(),
                "a row with another number of cells than columns",
            ));
        };
        open.rows += 1;
        self.cells.clear();
        for cell in row {
            pack(cell.as_ref(), &mut self.cells);
        }
        self.db.prepare_cached(&open.insert)?.execute((open.rows, key.as_ref(), &self.cells))?;
        Ok(())
    }

    /// Adds an event in the same transaction.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn event(&mut self, kind: &str, detail: &str) -> Result<u64, StoreError> {
        append(self.db, kind, detail)
    }

    /// Keeps a small value in the same transaction.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn meta(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        put_meta(self.db, key, value)
    }

    fn close(&mut self) -> Result<(), StoreError> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let name = &open.name;
        self.db.execute_batch(&format!("CREATE INDEX \"k_{name}\" ON \"r_{name}\" (key);"))?;
        self.db
            .prepare_cached("INSERT OR REPLACE INTO results (name, columns, rows) VALUES (?1, ?2, ?3)")?
            .execute((name, &open.columns, open.rows))?;
        Ok(())
    }
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

/// Fills the cells, whose allocations are used again.
fn unpack(mut blob: &[u8], cells: &mut [String]) -> Result<(), StoreError> {
    for cell in cells.iter_mut() {
        let mut n = 0_usize;
        let mut shift = 0;
        loop {
            let (&byte, rest) = blob.split_first().ok_or(StoreError::Damaged("a row is too short"))?;
            blob = rest;
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
    if blob.is_empty() { Ok(()) } else { Err(StoreError::Damaged("a row is too long")) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn cells_come_back(cells in prop::collection::vec(".{0,300}", 0..8)) {
            let mut blob = Vec::new();
            cells.iter().for_each(|c| pack(c, &mut blob));
            let mut back = vec![String::from("old"); cells.len()];
            unpack(&blob, &mut back).expect("unpacked");
            prop_assert_eq!(back, cells);
        }

        #[test]
        fn damage_is_an_error(blob in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = unpack(&blob, &mut vec![String::new(); 3]);
        }
    }
}
