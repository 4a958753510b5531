//! Readable units of a file and where they stand.
//!
//! A worker process turns hostile bytes into these; everything after it sees only these.

use serde::{Deserialize, Serialize};

use crate::Node;
use crate::masked::masked;

/// What `Place::first` and `last` count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PlaceKind {
    /// Messages of a file, from 1.
    Message,
    /// Rows of a table as they stand in the file (header lines count), from 1.
    Row,
    /// Lines of a text, from 1.
    Line,
    /// Items of a document: elements of its outermost list, entries of a directory, from 1.
    Item,
}

/// A place inside one file or member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// What is counted.
    pub kind: PlaceKind,
    /// Sheet of a workbook or table of a database from 1, or 0 where there is one table at most.
    pub sheet: u32,
    /// First message, row, line or item.
    pub first: u64,
    /// Last one; equal to `first` for a single one.
    pub last: u64,
    /// Which of several persons or specimens at that place, from 1; 0 where there is one.
    pub part: u32,
}

impl Place {
    /// The n-th message.
    pub fn message(n: u64) -> Place {
        Place { kind: PlaceKind::Message, sheet: 0, first: n, last: n, part: 0 }
    }

    /// The n-th row of a sheet (0: the file has no sheets).
    pub fn row(sheet: u32, n: u64) -> Place {
        Place { kind: PlaceKind::Row, sheet, first: n, last: n, part: 0 }
    }

    /// Lines `first` to `last`.
    pub fn lines(first: u64, last: u64) -> Place {
        Place { kind: PlaceKind::Line, sheet: 0, first, last, part: 0 }
    }

    /// The n-th item.
    pub fn item(n: u64) -> Place {
        Place { kind: PlaceKind::Item, sheet: 0, first: n, last: n, part: 0 }
    }

    /// The same place, its n-th person or specimen.
    #[must_use]
    pub fn with_part(mut self, n: u32) -> Place {
        self.part = n;
        self
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.sheet > 0 {
            write!(f, "sheet:{}/", self.sheet)?;
        }
        let kind = match self.kind {
            PlaceKind::Message => "msg",
            PlaceKind::Row => "row",
            PlaceKind::Line => "line",
            PlaceKind::Item => "item",
        };
        write!(f, "{kind}:{}", self.first)?;
        if self.last != self.first {
            write!(f, "-{}", self.last)?;
        }
        if self.part > 0 {
            write!(f, "/{}", self.part)?;
        }
        Ok(())
    }
}

/// Strings stored end to end, so that a row costs two allocations and not one a cell.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cells {
    text: String,
    ends: Vec<u32>,
}

masked!(Cells);

impl Cells {
    /// No cells.
    pub fn new() -> Cells {
        Cells::default()
    }

    /// No cells, with room for so many and for their bytes: a guess that spares growing.
    pub fn with_room(cells: usize, bytes: usize) -> Cells {
        Cells { text: String::with_capacity(bytes), ends: Vec::with_capacity(cells) }
    }

    /// Adds a cell after the last.
    ///
    /// A row is at most 4 GiB: the worker's limits stay far below.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len() as u32);
    }

    /// The i-th cell from 0, empty if there is none.
    pub fn get(&self, i: usize) -> &str {
        let Some(&end) = self.ends.get(i) else { return "" };
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of all cells end to end, to see at once whether one of them may hold something.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces the cells for which `change` gives another text; it must give nothing for what needs none.
    pub fn change(&mut self, change: &dyn Fn(&str) -> Option<String>) {
        // All cells at once: most rows need nothing.
        if change(&self.text).is_some() {
            let cells: Vec<String> = self.iter().map(|c| change(c).unwrap_or_else(|| c.to_owned())).collect();
            *self = cells.iter().map(String::as_str).collect();
        }
    }

    /// The cells in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|i| self.get(i))
    }
}

impl<'a> FromIterator<&'a str> for Cells {
    fn from_iter<I: IntoIterator<Item = &'a str>>(iter: I) -> Self {
        let mut cells = Cells::new();
        iter.into_iter().for_each(|c| cells.push(c));
        cells
    }
}

/// Grammar of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Syntax {
    /// HL7 v2, vertical-bar encoding.
    Hl7,
    /// UN/EDIFACT (ISO 9735).
    Edifact,
}

/// Address of a value inside a message segment. All counts start at 1 as in the HL7 standard (`PID-5.2`), `sub` too.
///
/// HL7: field, repetition, component, subcomponent. For `MSH`, field 1 is the field separator itself and field 2 the
/// encoding characters. EDIFACT: element (field), component; repetition and subcomponent are 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Leaf {
    /// Field (HL7) or data element (EDIFACT), from 1.
    pub field: u16,
    /// Repetition, from 1.
    pub repetition: u16,
    /// Component, from 1.
    pub component: u16,
    /// Subcomponent, from 1.
    pub sub: u16,
}

/// One segment of a message (`PID`, `BEP`): its id and its non-empty values, unescaped.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Segment id in capitals.
    pub id: String,
    leaves: Vec<Leaf>,
    values: Cells,
}

masked!(Part, Message);

/// One repetition of a field: a window on its components.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    part: &'a Part,
    field: u16,
    repetition: u16,
}

impl<'a> Field<'a> {
    /// Component `c`, its first subcomponent; empty if absent.
    pub fn component(&self, c: u16) -> &'a str {
        self.sub(c, 1)
    }

    /// Subcomponent `s` of component `c`; empty if absent.
    pub fn sub(&self, c: u16, s: u16) -> &'a str {
        self.part.get(self.field, self.repetition, c, s)
    }

    /// Whether every component is empty.
    pub fn is_empty(&self) -> bool {
        !self.part.leaves.iter().any(|l| l.field == self.field && l.repetition == self.repetition)
    }
}

impl Part {
    /// An empty segment with this id.
    pub fn new(id: &str) -> Part {
        Part { id: id.to_ascii_uppercase(), ..Part::default() }
    }

    /// An empty segment with room for so many values and bytes of them: a guess that spares growing.
    pub fn with_room(id: &str, values: usize, bytes: usize) -> Part {
        Part {
            id: id.to_ascii_uppercase(),
            leaves: Vec::with_capacity(values),
            values: Cells::with_room(values, bytes),
        }
    }

    /// Adds a value; empty values are not kept. Leaves must come in ascending order.
    pub fn push(&mut self, leaf: Leaf, value: &str) {
        if !value.is_empty() {
            self.leaves.push(leaf);
            self.values.push(value);
        }
    }

    /// The value at that address, empty if there is none.
    pub fn get(&self, field: u16, repetition: u16, component: u16, sub: u16) -> &str {
        let leaf = Leaf { field, repetition, component, sub };
        self.leaves.binary_search(&leaf).map_or("", |i| self.values.get(i))
    }

    /// First subcomponent of component `component` of the first repetition of `field`.
    pub fn value(&self, field: u16, component: u16) -> &str {
        self.get(field, 1, component, 1)
    }

    /// The repetitions of a field that hold something.
    pub fn repetitions(&self, field: u16) -> impl Iterator<Item = Field<'_>> {
        let mut last = 0;
        self.leaves.iter().filter(move |l| l.field == field).filter_map(move |l| {
            let new = l.repetition != last;
            last = l.repetition;
            new.then_some(Field { part: self, field, repetition: l.repetition })
        })
    }

    /// The first repetition of a field, even if empty.
    pub fn field(&self, field: u16) -> Field<'_> {
        Field { part: self, field, repetition: 1 }
    }

    /// Replaces the values for which `change` gives another text.
    pub fn change(&mut self, change: &dyn Fn(&str) -> Option<String>) {
        self.values.change(change);
    }

    /// All values with their addresses, in order.
    pub fn leaves(&self) -> impl Iterator<Item = (Leaf, &str)> {
        self.leaves.iter().enumerate().map(|(i, l)| (*l, self.values.get(i)))
    }
}

/// One message: its grammar and its segments in order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Grammar.
    pub syntax: Syntax,
    /// Segments in order. HL7: from `MSH`. EDIFACT: from `UNH` to `UNT`, with the interchange's `UNB` put before them.
    pub parts: Vec<Part>,
}

/// What a segment holds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// A structured message.
    Message(Message),
    /// A table row; which lines are headers is for the reader of columns to say.
    Row(Cells),
    /// Whole lines of text, joined by `\n`; a page break is a `\x0c` at the start of its line.
    Text(String),
    /// An item of a document as a tree: one object of a list, one line of JSON, one card, or a whole document.
    Tree(Node),
}

masked!(Content);

/// A readable unit with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Where it stands.
    pub place: Place,
    /// What it holds.
    pub content: Content,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_print_as_locators() {
        assert_eq!(Place::message(3).to_string(), "msg:3");
        assert_eq!(Place::message(3).with_part(2).to_string(), "msg:3/2");
        assert_eq!(Place::row(2, 17).to_string(), "sheet:2/row:17");
        assert_eq!(Place::lines(4, 9).to_string(), "line:4-9");
    }

    #[test]
    fn part_looks_up_by_address() {
        let mut p = Part::new("pid");
        for (f, r, c, s, v) in [(3, 1, 1, 1, "1"), (3, 2, 1, 1, "2"), (5, 1, 1, 2, "x")] {
            p.push(Leaf { field: f, repetition: r, component: c, sub: s }, v);
        }
        assert_eq!(p.value(3, 1), "1");
        assert_eq!(p.get(5, 1, 1, 2), "x");
        assert_eq!(p.value(9, 1), "");
        let ids: Vec<_> = p.repetitions(3).map(|f| f.component(1)).collect();
        assert_eq!(ids, ["1", "2"]);
        assert_eq!(format!("{p:?}"), "Part(masked)");
    }

    #[test]
    fn cells_keep_empty_ones() {
        let c: Cells = ["a", "", "bc"].into_iter().collect();
        assert_eq!((c.len(), c.get(0), c.get(1), c.get(2), c.get(3)), (3, "a", "", "bc", ""));
    }
}
