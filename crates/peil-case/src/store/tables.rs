//! Result tables: rows of texts under a name, replaced together in one transaction, read as a stream.

use rusqlite::{Connection, TransactionBehavior};

use super::error::StoreError;
use super::events::append;
use super::heap::{Heap, Packed, each_row, may_have};
use super::open::{Store, put_meta};
use super::parts::{self, Digest};

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
    pub fn replace<T, E: From<StoreError>>(
        &mut self,
        fill: impl FnOnce(&mut TablesWriter<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let failed = |e: rusqlite::Error| StoreError::from(e);
        let write = self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let mut writer = TablesWriter { db: &write, open: None };
        let filled = fill(&mut writer)?;
        writer.close()?;
        write.commit().map_err(failed)?;
        Ok(filled)
    }

    /// The columns of a result table.
    ///
    /// # Errors
    /// [`StoreError::NoTable`] if there is none of that name.
    pub fn columns(&self, name: &str) -> Result<Vec<String>, StoreError> {
        Ok(about(&self.db, name)?.columns)
    }

    /// How many rows a result table has.
    ///
    /// # Errors
    /// [`StoreError::NoTable`] if there is none of that name.
    pub fn row_count(&self, name: &str) -> Result<u64, StoreError> {
        Ok(about(&self.db, name)?.rows.unsigned_abs())
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
        let mut cells = vec![String::new(); about(&self.db, name)?.columns.len()];
        let mut query = self.db.prepare(&format!("SELECT cells FROM \"r_{name}\" ORDER BY n"))?;
        let mut heaps = query.query([])?;
        while let Some(heap) = heaps.next()? {
            each_row(blob(heap, 0)?, &mut cells, each)?;
        }
        Ok(())
    }

    /// The rows of a result table with this key, in order.
    ///
    /// # Errors
    /// [`StoreError::NoTable`] if there is none of that name.
    pub fn get(&self, name: &str, key: &str) -> Result<Vec<Vec<String>>, StoreError> {
        let about = about(&self.db, name)?;
        let mut cells = vec![String::new(); about.columns.len()];
        let mut query =
            self.db.prepare_cached(&format!("SELECT keys, cells FROM \"r_{name}\" ORDER BY n"))?;
        let mut heaps = query.query([])?;
        let mut found = Vec::new();
        while let Some(heap) = heaps.next()? {
            if may_have(blob(heap, 0)?, key) {
                each_row(blob(heap, 1)?, &mut cells, &mut |row| {
                    found.extend(row.get(about.key).filter(|k| *k == key).map(|_| row.to_vec()));
                    Ok(())
                })?;
            }
        }
        Ok(found)
    }
}

fn blob<'a>(row: &'a rusqlite::Row<'_>, column: usize) -> Result<&'a [u8], StoreError> {
    row.get_ref(column)?.as_blob().map_err(|_| StoreError::Damaged("a heap of rows is no blob"))
}

/// What the store says of a result table.
struct About {
    columns: Vec<String>,
    /// The column of [`Store::get`].
    key: usize,
    rows: i64,
}

fn about(db: &Connection, name: &str) -> Result<About, StoreError> {
    let mut query = db.prepare_cached("SELECT columns, rows FROM results WHERE name = ?1")?;
    let mut rows = query.query([name])?;
    let Some(row) = rows.next()? else { return Err(StoreError::NoTable(name.to_owned())) };
    let (columns, key) =
        postcard::from_bytes(blob(row, 0)?).map_err(|_| StoreError::Damaged("a table's columns"))?;
    Ok(About { columns, key, rows: row.get(1)? })
}

/// Writes result tables inside one transaction.
pub struct TablesWriter<'a> {
    db: &'a Connection,
    open: Option<Open>,
}

struct Open {
    name: String,
    insert: String,
    columns: Vec<u8>,
    rows: i64,
    heap: Heap,
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
             CREATE TABLE \"r_{name}\" (n INTEGER PRIMARY KEY, keys BLOB NOT NULL, cells BLOB NOT NULL);"
        ))?;
        self.open = Some(Open {
            name: name.to_owned(),
            insert: format!("INSERT INTO \"r_{name}\" (n, keys, cells) VALUES (?1, ?2, ?3)"),
            columns: postcard::to_stdvec(&(columns, key)).map_err(|_| StoreError::Damaged("columns"))?,
            rows: 0,
            heap: Heap::new(name, columns.len(), key),
        });
        Ok(())
    }

    /// Adds a row to the table begun last.
    ///
    /// # Errors
    /// No table begun, or another number of cells than columns.
    pub fn row<S: AsRef<str>>(&mut self, row: &[S]) -> Result<(), StoreError> {
        let open = self.open.as_mut().ok_or_else(no_table)?;
        open.heap.row(row)?;
        if open.heap.is_full() {
            let full = open.heap.take();
            self.add(full)?;
        }
        Ok(())
    }

    /// An empty heap for rows of the table begun last, which may be made in another thread.
    ///
    /// # Errors
    /// No table begun.
    pub fn heap(&self) -> Result<Heap, StoreError> {
        let open = self.open.as_ref().ok_or_else(no_table)?;
        Ok(open.heap.another())
    }

    /// Adds rows that were made in heaps of their own; single rows may not stand before them in the table.
    ///
    /// # Errors
    /// No table begun, or the store cannot be written.
    pub fn add(&mut self, packed: Packed) -> Result<(), StoreError> {
        let open = self.open.as_mut().ok_or_else(no_table)?;
        if packed.rows > 0 {
            let first = open.rows + 1;
            self.db.prepare_cached(&open.insert)?.execute((first, &packed.keys, &packed.cells))?;
            open.rows += i64::from(packed.rows);
        }
        Ok(())
    }

    /// A part of the store ([`Store::get_part`]).
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn part(&self, sha256: &Digest, index: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        parts::get(self.db, sha256, index)
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
        if let Some(open) = &mut self.open {
            let rest = open.heap.take();
            self.add(rest)?;
        }
        let Some(open) = self.open.take() else { return Ok(()) };
        self.db
            .prepare_cached("INSERT OR REPLACE INTO results (name, columns, rows) VALUES (?1, ?2, ?3)")?
            .execute((&open.name, &open.columns, open.rows))?;
        Ok(())
    }
}

fn no_table() -> StoreError {
    StoreError::Table(String::new(), "a row before any table")
}
