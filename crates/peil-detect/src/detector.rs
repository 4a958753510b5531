//! The path of one file's segments: each to the reader of its kind.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use peil_model::{Content, Record, Segment};

use crate::Known;
use crate::columns::Lookup;
use crate::roles;
use crate::table::TableReader;
use crate::text::TextReader;
use crate::tree::TreeReader;

/// Turns the segments of one file or member, in order, into records.
///
/// Make a new one for each member: a table's columns and a text's page heads are remembered between segments.
pub struct Detector<'a> {
    known: &'a dyn Known,
    table: Option<TableReader<'a>>,
    text: Option<TextReader<'a>>,
    tree: Option<TreeReader<'a>>,
    /// Tables of this member whose rows are about persons, by the stem of their names.
    persons: BTreeSet<String>,
    /// Its tables of organisations and care providers.
    lookups: BTreeMap<String, Arc<Lookup>>,
}

impl<'a> Detector<'a> {
    /// A detector at the start of a member. `known` says what the registers hold; [`crate::Nobody`] will do.
    pub fn new(known: &'a dyn Known) -> Self {
        Detector {
            known,
            table: None,
            text: None,
            tree: None,
            persons: BTreeSet::new(),
            lookups: BTreeMap::new(),
        }
    }

    /// A new table begins: its rows follow. `name` is that of the sheet or of the table in its database; empty if it has none.
    pub fn table(&mut self, name: &str, out: &mut Vec<Record>) {
        self.finish(out);
        self.table = Some(TableReader::named(
            self.known,
            name,
            self.persons.clone(),
            std::mem::take(&mut self.lookups),
        ));
    }

    /// The tables of the member whose rows were about persons, by the names that keys call them, once it has ended.
    pub fn persons(&self) -> impl Iterator<Item = &str> {
        self.persons.iter().map(String::as_str)
    }

    /// Takes the next segment; records that are complete go to `out`.
    pub fn segment(&mut self, segment: &Segment, out: &mut Vec<Record>) {
        match &segment.content {
            Content::Message(message) => roles::message(segment.place, message, self.known, out),
            Content::Row(cells) => {
                self.table.get_or_insert_with(|| TableReader::new(self.known)).row(segment.place, cells, out)
            }
            Content::Tree(node) => {
                self.tree.get_or_insert_with(|| TreeReader::new(self.known)).tree(segment.place, node, out)
            }
            Content::Text(text) => {
                self.text.get_or_insert_with(|| TextReader::new(self.known)).text(segment.place, text, out)
            }
        }
    }

    /// The member ends: gives the records that were still waiting for more. Calling it again gives none.
    pub fn finish(&mut self, out: &mut Vec<Record>) {
        if let Some(mut table) = self.table.take() {
            table.finish(out);
            self.persons.extend(table.persons());
            self.lookups = table.lookups();
        }
        if let Some(mut tree) = self.tree.take() {
            tree.finish(out);
        }
        if let Some(mut text) = self.text.take() {
            text.finish(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use peil_model::{Leaf, Message, Part, Place, Syntax};

    use super::*;
    use crate::Nobody;

    #[test]
    fn a_message_goes_to_its_reader_and_finishing_twice_gives_nothing_more() {
        let mut part = Part::new("PID");
        part.push(Leaf { field: 5, repetition: 1, component: 1, sub: 1 }, "Jansen");
        let message = Message { syntax: Syntax::Hl7, parts: vec![part] };
        let segment = Segment { place: Place::message(7), content: Content::Message(message) };
        let mut detector = Detector::new(&Nobody);
        let mut out = Vec::new();
        detector.segment(&segment, &mut out);
        detector.finish(&mut out);
        detector.finish(&mut out);
        let places: Vec<String> = out.iter().map(|r| r.place.to_string()).collect();
        assert_eq!(places, ["msg:7"]);
    }
}
