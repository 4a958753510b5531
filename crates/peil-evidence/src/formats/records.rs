//! Typed records (Avro, Arrow, Parquet) as they are handed on: rows where every record has the same values, trees where lists or
//! maps make them differ.
//!
//! Records inside records are columns of their own, `address street`. Row 1 is the column names and row n + 1 the n-th record;
//! trees are items from 1, and lists repeat their key.

use std::io;

use peil_model::{Cells, Content, Node, Place, Segment};

use super::Budget;
use super::blob::{Blob, Documents};
use crate::session::{Session, Spot};

/// Columns of a table.
pub(crate) const COLUMNS: usize = 32_768;
/// Values inside each other.
pub(crate) const DEPTH: u32 = 64;
/// What a node weighs beside its text.
const NODE_BYTES: usize = 8;

/// The type of a value, as far as its layout goes.
pub(crate) enum Shape {
    Leaf,
    /// Fields with their names.
    Group(Vec<(String, Shape)>),
    /// A list, a map, or one of several kinds of record.
    Varied,
}

impl Shape {
    /// The columns of a record; none if it does not make a row.
    pub(crate) fn columns(&self) -> Option<Vec<String>> {
        let mut columns = Vec::new();
        self.gather("", &mut columns).then_some(columns)
    }

    fn gather(&self, name: &str, columns: &mut Vec<String>) -> bool {
        match self {
            Shape::Varied => false,
            Shape::Leaf => {
                columns.push(name.to_owned());
                columns.len() <= COLUMNS
            }
            Shape::Group(fields) => fields.iter().all(|(field, shape)| {
                let name = if name.is_empty() { field.clone() } else { format!("{name} {field}") };
                shape.gather(&name, columns)
            }),
        }
    }

    /// The values that it makes in a row.
    pub(crate) fn width(&self) -> usize {
        match self {
            Shape::Leaf | Shape::Varied => 1,
            Shape::Group(fields) => fields.iter().map(|(_, s)| s.width()).sum(),
        }
    }
}

/// A record that is being read.
pub(crate) struct Record {
    rows: bool,
    cells: Cells,
    stack: Vec<Node>,
    documents: Vec<(String, Vec<u8>)>,
    weight: usize,
}

impl Record {
    /// A value.
    pub(crate) fn text(&mut self, key: &str, value: &str) {
        if self.rows {
            self.cells.push(value);
        } else if let Some(top) = self.stack.last_mut().filter(|_| !value.is_empty()) {
            self.weight += key.len() + value.len() + NODE_BYTES;
            top.children.push(Node::leaf(key, value));
        }
    }

    /// A value that is longer than a word.
    pub(crate) fn string(&mut self, key: &str, value: &str) {
        self.blob(key, Blob::of_text(value.to_owned()));
    }

    /// A binary value.
    pub(crate) fn bytes(&mut self, key: &str, value: &[u8]) {
        self.blob(key, Blob::of(value.to_vec()));
    }

    fn blob(&mut self, key: &str, value: Blob) {
        match value {
            Blob::Text(text) => self.text(key, &text),
            Blob::Document(bytes) => {
                self.documents.push((key.to_owned(), bytes));
                self.text(key, "");
            }
        }
    }

    /// No value, where so many would stand in a row.
    pub(crate) fn absent(&mut self, width: usize) {
        if self.rows {
            (0..width).for_each(|_| self.cells.push(""));
        }
    }

    /// A record, or an item that holds others, begins.
    pub(crate) fn open(&mut self, key: &str) {
        if !self.rows {
            self.weight += key.len() + NODE_BYTES;
            self.stack.push(Node::branch(key));
        }
    }

    /// The one begun last ends.
    pub(crate) fn close(&mut self) {
        if self.stack.len() > 1
            && let Some(node) = self.stack.pop()
            && let Some(top) = self.stack.last_mut()
        {
            top.children.push(node);
        }
    }
}

/// Records on their way out.
pub(crate) struct Records {
    /// The record's name.
    name: String,
    columns: Option<Vec<String>>,
    /// Records handed on.
    pub(crate) count: u64,
    pub(crate) budget: Budget,
    pub(crate) documents: Documents,
}

impl Records {
    /// Begins with the header row, if they are rows.
    pub(crate) fn begin(
        session: &mut Session<'_>,
        name: &str,
        columns: Option<Vec<String>>,
        budget: Budget,
    ) -> io::Result<Records> {
        if let Some(columns) = &columns {
            session.table(0, name)?;
            let cells = columns.iter().map(String::as_str).collect();
            session.segment(Segment { place: Place::row(0, 1), content: Content::Row(cells) })?;
        }
        Ok(Records { name: name.to_owned(), columns, count: 0, budget, documents: Documents::default() })
    }

    /// A record to be filled.
    pub(crate) fn record(&self) -> Record {
        let rows = self.columns.is_some();
        let stack = if rows { Vec::new() } else { vec![Node::branch(&self.name)] };
        Record { rows, cells: Cells::new(), stack, documents: Vec::new(), weight: 0 }
    }

    /// Hands on a record. False if it is more than may come of the file.
    pub(crate) fn put(&mut self, session: &mut Session<'_>, spot: &Spot, record: Record) -> io::Result<bool> {
        let Record { rows, cells, mut stack, documents, weight } = record;
        if !(if rows { self.budget.allows(&cells) } else { self.budget.spend(weight + NODE_BYTES) }) {
            return Ok(false);
        }
        let number = self.count + 1;
        for (column, bytes) in documents {
            self.documents.read(session, spot, (&self.name, &column, number), bytes)?;
        }
        self.count = number;
        let segment = if rows {
            Segment { place: Place::row(0, number + 1), content: Content::Row(cells) }
        } else {
            // Whatever is open still belongs to what is around it.
            let mut root = stack.pop().unwrap_or_default();
            while let Some(mut outer) = stack.pop() {
                outer.children.push(root);
                root = outer;
            }
            Segment { place: Place::item(number), content: Content::Tree(root) }
        };
        session.segment(segment)?;
        Ok(true)
    }
}
