//! Tables of a database as they are handed on: each with its number, its name and a header row wherever it begins again.

use std::collections::HashMap;
use std::io;

use peil_model::{Cells, Content, Place, Segment};

use super::headers::Schema;
use super::schema::Name;
use crate::formats::blob::{Blob, Documents};
use crate::session::{Session, Spot};

/// Tables that are told apart.
const TABLES: usize = 1_000_000;

/// What has been handed on of a table.
#[derive(Clone, Copy)]
struct Given {
    number: u32,
    rows: u64,
}

/// Rows on their way out. The table's number counts in the order of first rows; rows are counted within their table, from 1, and
/// the header is row 0.
#[derive(Default)]
pub(crate) struct Tables {
    pub(crate) schema: Schema,
    given: HashMap<String, Given>,
    name: Name,
    columns: Option<Vec<String>>,
    /// The table at hand, once a row of it was handed on.
    current: Option<Given>,
    pub(crate) documents: Documents,
}

impl Tables {
    /// Rows of this table follow, with these columns if they are named.
    pub(crate) fn begin(&mut self, name: &Name, columns: Option<Vec<String>>) {
        if self.current.is_some() && self.name == *name && self.columns == columns {
            return;
        }
        self.leave();
        self.name = name.clone();
        self.columns = columns;
    }

    fn leave(&mut self) {
        if let Some(current) = self.current.take()
            && (self.given.len() < TABLES || self.given.contains_key(&self.name.key))
        {
            self.given.insert(self.name.key.clone(), current);
        }
    }

    /// The number that the next row of the table has.
    fn next_row(&self) -> u64 {
        let given = self.current.or_else(|| self.given.get(&self.name.key).copied());
        given.map_or(1, |g| g.rows + 1)
    }

    /// The name of the i-th column; its number where that is not known.
    fn column(&self, i: usize) -> String {
        let given = self.columns.as_ref().and_then(|c| c.get(i).cloned());
        let declared = || self.schema.get(&self.name).and_then(|t| t.columns.get(i)).map(|c| c.name.clone());
        given.or_else(declared).unwrap_or_else(|| (i + 1).to_string())
    }

    /// What stands in the cell of a value of the next row; a document is read as a member.
    pub(crate) fn cell(
        &mut self,
        session: &mut Session<'_>,
        spot: &Spot,
        column: usize,
        value: Blob,
    ) -> io::Result<String> {
        match value {
            Blob::Text(text) => Ok(text),
            Blob::Document(bytes) => {
                let name = (self.name.table.as_str(), self.column(column), self.next_row());
                self.documents.read(session, spot, (name.0, &name.1, name.2), bytes)?;
                Ok(String::new())
            }
        }
    }

    /// Hands on a row.
    pub(crate) fn row(&mut self, session: &mut Session<'_>, cells: Cells) -> io::Result<()> {
        let mut at = match self.current {
            Some(current) => current,
            None => self.enter(session, cells.len())?,
        };
        at.rows += 1;
        self.current = Some(at);
        emit(session, at.number, at.rows, cells)
    }

    fn enter(&mut self, session: &mut Session<'_>, width: usize) -> io::Result<Given> {
        let new = u32::try_from(self.given.len() + 1).unwrap_or(u32::MAX);
        let at = self.given.get(&self.name.key).copied().unwrap_or(Given { number: new, rows: 0 });
        session.table(at.number, &self.name.table)?;
        let headers = self.schema.headers(&self.name, self.columns.as_deref());
        // A list of columns that is not the rows' own would name every value wrongly.
        if let Some(headers) = headers.filter(|h| h.len() == width) {
            emit(session, at.number, 0, headers.iter().map(String::as_str).collect())?;
        }
        Ok(at)
    }
}

fn emit(session: &mut Session<'_>, table: u32, row: u64, cells: Cells) -> io::Result<()> {
    session.segment(Segment { place: Place::row(table, row), content: Content::Row(cells) })
}
