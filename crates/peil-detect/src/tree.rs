//! Trees to records: JSON, XML and what else has keys and values.
//!
//! | question | see |
//! |---|---|
//! | which nodes are one person's, and what of the nodes around them | `flatten` |
//! | what the paths of values say | `heads` |
//! | objects that point to each other: an examination to its patient | `references` |
//! | lines of logs whose message speaks of somebody | `logged` |
//! | objects whose keys are those of entries | `maps` |
//! | `{"system": "bsn", "value": "..."}`: which key a value has | `pairs` |
//! | resources of FHIR, joined by their references | `roles::fhir` |
//! | HL7 v2 written as XML | `hl7xml` |
//! | address cards and appointments | `card` |
//! | resources of JSON:API | `jsonapi` |
//! | settings of servers, which are nobody's | `connection` |
//! | clinical documents of HL7 v3 | `roles::cda` |
//!
//! What is none of these becomes rows whose column heads are paths of keys, and is judged as a table is: by head and by content.

mod card;
mod connection;
mod flatten;
mod heads;
mod hl7xml;
mod jsonapi;
mod logged;
mod maps;
mod pairs;
mod references;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use peil_model::{Cells, Node, Place, Record};

use crate::Known;
use crate::columns::{Sheet, sheet_under};
use crate::roles::{self, fhir::Aside};
use crate::table;
use flatten::{Entity, Path};
pub(crate) use pairs::system;

/// Rows of one kind that are held back until their columns are judged.
const JUDGED_ROWS: usize = 500;
/// Kinds of rows that are open at once; beyond, all are judged with what is there.
const KINDS_MAX: usize = 256;
/// Columns of one kind of rows; beyond, a new kind begins.
const COLUMNS_MAX: usize = 2000;

/// Reads the trees of one member.
pub(crate) struct TreeReader<'a> {
    known: &'a dyn Known,
    kinds: BTreeMap<Path, Kind>,
    /// What other rows of the member may call these, if they are about persons.
    persons: Vec<String>,
    /// Organisations, and what documents of the trees say.
    pub(crate) aside: Aside,
}

/// Rows of one place in the document, under the union of their columns.
#[derive(Default)]
struct Kind {
    columns: BTreeMap<Path, usize>,
    rows: Vec<Row>,
    /// Judged, with so many columns.
    sheet: Option<Sheet>,
}

/// One row: its values by the numbers of their paths.
struct Row {
    place: Place,
    cells: Vec<(usize, String)>,
    /// What a text in it says of whoever it is about.
    told: Vec<Record>,
}

impl<'a> TreeReader<'a> {
    /// A reader at the start of a member.
    pub(crate) fn new(known: &'a dyn Known) -> Self {
        TreeReader { known, kinds: BTreeMap::new(), persons: Vec::new(), aside: Aside::default() }
    }

    /// Takes the next tree.
    pub(crate) fn tree(&mut self, place: Place, node: &Node, out: &mut Vec<Record>) {
        let messages = hl7xml::messages(node);
        for (n, message) in (0..).zip(&messages) {
            let place = if messages.len() > 1 { place.with_part(n * 10 + 1) } else { place };
            roles::message(place, message, self.known, out);
        }
        if !messages.is_empty() {
            return;
        }
        if roles::cda::records(place, node, self.known, out) {
            return;
        }
        if roles::fhir::records(place, node, self.known, &mut self.aside, out) {
            return;
        }
        if connection::is_one(node) {
            return;
        }
        let line = logged::line(place, node, self.known).or_else(|| card::described(place, node, self.known));
        let (node, mut told) = line.as_ref().map_or((node, Vec::new()), |l| (&l.rest, l.told.clone()));
        let card = card::read(node).or_else(|| jsonapi::plain(node));
        let node = card.as_ref().unwrap_or(node);
        let mut entities = flatten::entities(node);
        references::join(place, &mut entities);
        for (n, entity) in (0..).zip(entities) {
            // Rows of one item differ in their part, by tens: the contact persons of each count between.
            let place = if n == 0 { place } else { place.with_part(n * 10) };
            self.row(place, entity, std::mem::take(&mut told), out);
        }
        out.append(&mut told);
    }

    fn row(&mut self, place: Place, entity: Entity, told: Vec<Record>, out: &mut Vec<Record>) {
        if self.kinds.len() >= KINDS_MAX && !self.kinds.contains_key(&entity.kind) {
            self.finish(out);
        }
        let known = self.known;
        let kind = self.kinds.entry(entity.kind.clone()).or_default();
        let new = entity.cells.iter().any(|(path, _)| !kind.columns.contains_key(path));
        if new && kind.sheet.is_some() {
            kind.sheet = None;
        }
        if kind.columns.len() + entity.cells.len() > COLUMNS_MAX {
            kind.judge(&entity.kind, known, out);
            kind.columns.clear();
        }
        let mut cells = Vec::with_capacity(entity.cells.len());
        for (path, value) in entity.cells {
            let next = kind.columns.len();
            cells.push((*kind.columns.entry(path).or_insert(next), value));
        }
        kind.rows.push(Row { place, cells, told });
        if kind.sheet.is_some() {
            kind.tell(out);
        } else if kind.rows.len() >= JUDGED_ROWS {
            kind.judge(&entity.kind, known, out);
        }
    }

    /// The member ends.
    pub(crate) fn finish(&mut self, out: &mut Vec<Record>) {
        for (path, mut kind) in std::mem::take(&mut self.kinds) {
            kind.judge(&path, self.known, out);
            self.persons.extend(kind.sheet.into_iter().flat_map(|s| s.persons));
        }
    }

    /// What other rows of the member may call those about persons, once it has ended.
    pub(crate) fn persons(&mut self) -> Vec<String> {
        std::mem::take(&mut self.persons)
    }
}

impl Kind {
    fn judge(&mut self, path: &Path, known: &dyn Known, out: &mut Vec<Record>) {
        if self.rows.is_empty() {
            return;
        }
        if self.sheet.is_none() {
            let mut paths: Vec<(&Path, usize)> = self.columns.iter().map(|(p, n)| (p, *n)).collect();
            paths.sort_by_key(|(_, n)| *n);
            let heads = heads::of(&paths, &self.rows);
            let width = heads.len();
            let rows: Vec<Cells> = self.rows.iter().map(|row| line(&row.cells, width)).collect();
            let table = path.last().map_or("", String::as_str);
            self.sheet = Some(sheet_under(&heads, table, &rows, known));
        }
        self.tell(out);
    }

    /// The records of the rows at hand.
    fn tell(&mut self, out: &mut Vec<Record>) {
        let Some(sheet) = &self.sheet else { return };
        for row in self.rows.drain(..) {
            let before = out.len();
            table::sheet_records(sheet, row.place, &line(&row.cells, self.columns.len()), out);
            logged::merge(row.told, before, out);
        }
    }
}

fn line(cells: &[(usize, String)], width: usize) -> Cells {
    let mut row = vec![""; width];
    for (n, value) in cells {
        if let Some(slot) = row.get_mut(*n) {
            *slot = value;
        }
    }
    row.into_iter().collect()
}
