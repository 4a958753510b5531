//! The first rows of a file: which columns it has and what they hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use peil_detect::headers::FieldRole;
use peil_evidence::Event;
use peil_model::{Cells, Content};

use crate::config::ColumnMap;
use crate::reader::{Reader, name_of};
use crate::tables::Layout;

/// Rows looked at.
const ROWS: usize = 2000;
/// Messages looked at.
const MESSAGES: usize = 20;

/// What the first part of a file showed.
#[derive(Default)]
pub(super) struct Peek {
    /// Its first table that has rows.
    pub layout: Layout,
    /// Rows of that table below the headers that were looked at.
    pub rows: Vec<Cells>,
    /// Whether it holds HL7 or EDIFACT messages.
    pub messages: bool,
}

impl Peek {
    /// Looks at a file; nothing found where it cannot be read.
    pub fn at(reader: &mut dyn Reader, path: &Path) -> Peek {
        let Ok(file) = File::open(path) else { return Peek::default() };
        let mut rows: Vec<Cells> = Vec::new();
        let mut messages = 0;
        let read = reader.read(file, &name_of(path), &mut |event| {
            match event {
                Event::Restart => rows.clear(),
                // The second table of a workbook is another one.
                Event::Table { .. } if rows.len() > 1 => return ControlFlow::Break(()),
                Event::Table { .. } => rows.clear(),
                Event::Segment(s) => match s.content {
                    Content::Row(cells) => rows.push(cells),
                    Content::Message(_) => messages += 1,
                    Content::Text(_) | Content::Tree(_) => {}
                },
                Event::Open { .. } | Event::Close { .. } => {}
            }
            if rows.len() >= ROWS || messages >= MESSAGES {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if read.is_err() {
            return Peek::default();
        }
        let layout =
            if rows.is_empty() { Layout::default() } else { Layout::of(&rows, &ColumnMap::default()) };
        rows.drain(..layout.header_rows.min(rows.len()));
        Peek { layout, rows, messages: messages > 0 }
    }

    /// Whether any of the roles has a column.
    pub fn any(&self, roles: &[FieldRole]) -> bool {
        roles.iter().any(|r| self.layout.has(*r))
    }

    /// The values of the roles, each once.
    pub fn values(&self, roles: &[FieldRole]) -> BTreeSet<String> {
        let of = |row| roles.iter().flat_map(move |r| self.layout.values(row, *r)).map(str::to_owned);
        self.rows.iter().flat_map(of).collect()
    }

    /// How often each recipient occurs.
    pub fn recipients(&self) -> BTreeMap<String, u64> {
        let mut all = BTreeMap::new();
        for row in &self.rows {
            for v in self.layout.values(row, FieldRole::Recipient) {
                *all.entry(v.to_owned()).or_default() += 1;
            }
        }
        all
    }

    /// What a column holds, without its content: how much of it is filled, and with what kind of characters.
    pub fn hint(&self, column: usize) -> String {
        let values: Vec<&str> =
            self.rows.iter().map(|r| r.get(column).trim()).filter(|v| !v.is_empty()).collect();
        let Some(kind) = values.iter().map(|v| Shape::of(v)).reduce(Shape::with) else {
            return "empty".to_owned();
        };
        let short = values.iter().map(|v| v.chars().count()).min().unwrap_or(0);
        let long = values.iter().map(|v| v.chars().count()).max().unwrap_or(0);
        let length = if short == long { format!("{long}") } else { format!("{short} to {long}") };
        let share = values.len() * 100 / self.rows.len().max(1);
        format!("{share} % filled, {}, {length} characters", kind.word())
    }
}

/// Kinds of characters in a value.
#[derive(Clone, Copy)]
struct Shape {
    digits: bool,
    letters: bool,
}

impl Shape {
    fn of(value: &str) -> Shape {
        Shape {
            digits: value.chars().any(|c| c.is_ascii_digit()),
            letters: value.chars().any(char::is_alphabetic),
        }
    }

    fn with(self, other: Shape) -> Shape {
        Shape { digits: self.digits || other.digits, letters: self.letters || other.letters }
    }

    fn word(self) -> &'static str {
        match (self.digits, self.letters) {
            (true, true) => "letters and digits",
            (true, false) => "digits",
            (false, true) => "letters",
            (false, false) => "other characters",
        }
    }
}
