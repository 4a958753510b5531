//! Headers of tables that are known by their declarations.
//!
//! Headers are the columns' names, but keys speak, so that rows of two tables can be put together by their headers alone:
//! - a column that is called just `id`, `nr`, `nummer`, `code` or `key` and is the table's primary key becomes `<table> id`; so does the
//!   first column where no key is declared (PostgreSQL does that only after the data);
//! - a column that alone refers to a column of another table (REFERENCES, FOREIGN KEY) gets the header of that column;
//!   where another column of its row has that header already, its own name comes before it (`parent client id`).

use std::collections::HashMap;

use super::schema::{Name, Table};
use crate::limits::MIB;

/// Bytes of all that is kept of the tables' columns.
const SCHEMA_BYTES: usize = 64 * MIB as usize;
/// Names of keys that say nothing without their table.
const BARE_KEYS: [&str; 12] =
    ["id", "_id", "nr", "nummer", "code", "key", "oid", "uid", "pk", "rowid", "guid", "uuid"];

/// The tables of a database by their keys.
#[derive(Default)]
pub(crate) struct Schema {
    tables: HashMap<String, Table>,
    bytes: usize,
}

impl Schema {
    /// Takes a table in. False if that is more than is kept.
    pub(crate) fn add(&mut self, table: Table) -> bool {
        self.bytes += table.size();
        if self.bytes > SCHEMA_BYTES {
            return false;
        }
        self.tables.insert(table.name.key.clone(), table);
        true
    }

    /// The table of this name, whatever schema only one of both names.
    pub(crate) fn get(&self, name: &Name) -> Option<&Table> {
        self.tables.get(&name.key).or_else(|| self.tables.get(&name.table.to_lowercase()))
    }

    pub(super) fn get_mut(&mut self, name: &Name) -> Option<&mut Table> {
        if self.tables.contains_key(&name.key) {
            return self.tables.get_mut(&name.key);
        }
        self.tables.get_mut(&name.table.to_lowercase())
    }

    /// The header row of a table: of all its columns, or of those given.
    pub(crate) fn headers(&self, name: &Name, given: Option<&[String]>) -> Option<Vec<String>> {
        let table = self.get(name);
        let names: Vec<&str> = match (given, table) {
            (Some(given), _) => given.iter().map(String::as_str).collect(),
            (None, Some(table)) => table.columns.iter().map(|c| c.name.as_str()).collect(),
            (None, None) => return None,
        };
        let mut headers: Vec<Option<String>> = names.iter().map(|n| self.own(name, table, n)).collect();
        for (i, column) in names.iter().enumerate() {
            if headers.get(i).is_some_and(Option::is_none) {
                let target = self.target(table, column);
                let taken = headers.iter().flatten().any(|h| *h == target);
                let header = if taken { format!("{column} {target}") } else { target };
                headers.iter_mut().skip(i).take(1).for_each(|h| *h = Some(header.clone()));
            }
        }
        Some(headers.into_iter().flatten().collect())
    }

    /// The header of a column that refers to no other.
    fn own(&self, name: &Name, table: Option<&Table>, column: &str) -> Option<String> {
        let Some(table) = table else {
            // Of a table that nothing is known of, `id` is the key all the same.
            return Some(if column.eq_ignore_ascii_case("id") {
                speaking(name, column)
            } else {
                column.to_owned()
            });
        };
        let declared = table.columns.iter().find(|c| c.name.eq_ignore_ascii_case(column));
        match declared.and_then(|c| c.references.as_ref()) {
            Some(_) => None,
            None => Some(table.key_header(column)),
        }
    }

    fn target(&self, table: Option<&Table>, column: &str) -> String {
        let declared = table.and_then(|t| t.columns.iter().find(|c| c.name.eq_ignore_ascii_case(column)));
        let Some((other, key)) = declared.and_then(|c| c.references.as_ref()) else {
            return column.to_owned();
        };
        match (self.get(other), key.as_str()) {
            (Some(table), "") => match table.primary.as_slice() {
                [one] => table.key_header(one),
                _ => format!("{} id", other.table),
            },
            (Some(table), key) => table.key_header(key),
            (None, "") => format!("{} id", other.table),
            (None, key) => speaking(other, key),
        }
    }
}

impl Table {
    /// The header of a column for who refers to it.
    fn key_header(&self, column: &str) -> String {
        let key = match self.primary.as_slice() {
            [] => self.columns.first().is_some_and(|c| c.name.eq_ignore_ascii_case(column)),
            [one] => one.eq_ignore_ascii_case(column),
            _ => false,
        };
        if key { speaking(&self.name, column) } else { column.to_owned() }
    }
}

/// The header of a key.
fn speaking(table: &Name, column: &str) -> String {
    let bare = BARE_KEYS.iter().any(|k| column.eq_ignore_ascii_case(k));
    if bare { format!("{} id", table.table) } else { column.to_owned() }
}
