//! Table rows to records.
//!
//! | question | see |
//! |---|---|
//! | where one table ends and the next begins in a file | `sections` |
//! | tables of which several rows are one person | `groups` |
//! | what a row says of its subject and of others | `row` |
//! | what a cell says by its text alone | `said` |
//! | name, residence, numbers and dates out of their cells | `names`, `home`, `numbers` |
//! | which categories follow | `categories` |

mod categories;
pub(crate) mod composite;
mod free;
mod groups;
mod home;
mod names;
mod nested;
mod numbers;
mod pairs;
mod person;
mod row;
pub(crate) mod said;
mod sections;
mod transposed;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use peil_model::{CategorySet, Cells, Place, Record};

use crate::Known;
use crate::columns::{Columns, Database, Lookup, Sheet, lookup, sheet, sheet_under};
use crate::headers::{self, role};

pub(crate) use categories::categorise;
use groups::{Shape, Waiting, Wide};
use pairs::Pairs;

/// Rows held back until the columns are judged, and bytes of them.
const JUDGED_ROWS: usize = 1000;
const JUDGED_BYTES: usize = 16 * 1024 * 1024;

/// Reads the rows of one table.
pub struct TableReader<'a> {
    known: &'a dyn Known,
    places: Vec<Place>,
    rows: Vec<Cells>,
    /// Bytes of these rows.
    bytes: usize,
    /// The section whose rows come: what its columns are, and its header lines.
    section: Option<(Sheet, Vec<Cells>)>,
    /// How several rows are one person, and the rows that wait to be judged together.
    groups: Option<Waiting>,
    /// How its pairs of kind and value become columns, and its width.
    pairs: Option<(Pairs, usize)>,
    /// Its name in a database; empty outside of one.
    name: String,
    /// Tables before it whose rows are about persons.
    persons: BTreeSet<String>,
    /// What other tables call its rows, if they are.
    own: Vec<String>,
    /// What rows that name nobody say of examinations, and where the first of them stands.
    orphans: Option<(Place, CategorySet)>,
    /// Tables of organisations and care providers before it; in the end with itself, if it is one.
    lookups: BTreeMap<String, Arc<Lookup>>,
}

impl<'a> TableReader<'a> {
    /// A reader at the start of a table.
    pub fn new(known: &'a dyn Known) -> Self {
        TableReader::named(known, "", BTreeSet::new(), BTreeMap::new())
    }

    /// A reader at the start of a table of a database; `persons` are the tables before it whose rows are about persons.
    pub(crate) fn named(
        known: &'a dyn Known,
        name: &str,
        persons: BTreeSet<String>,
        lookups: BTreeMap<String, Arc<Lookup>>,
    ) -> Self {
        let name = name.to_owned();
        TableReader {
            known,
            places: Vec::new(),
            rows: Vec::new(),
            bytes: 0,
            section: None,
            groups: None,
            pairs: None,
            name,
            persons,
            own: Vec::new(),
            orphans: None,
            lookups,
        }
    }

    /// The tables of organisations and care providers known by now.
    pub(crate) fn lookups(&mut self) -> BTreeMap<String, Arc<Lookup>> {
        std::mem::take(&mut self.lookups)
    }

    /// What other tables call this one's rows, if these were about persons.
    pub fn persons(&mut self) -> Vec<String> {
        std::mem::take(&mut self.own)
    }

    /// What its rows that name nobody say of examinations, and where the first of them stands.
    pub(crate) fn orphans(&mut self) -> Option<(Place, CategorySet)> {
        self.orphans.take()
    }

    /// Takes a row.
    pub fn row(&mut self, place: Place, cells: &Cells, out: &mut Vec<Record>) {
        if let Some(waiting) = &mut self.groups {
            if let Some(wide) = waiting.row(place, cells) {
                self.wide(&wide, out);
            }
            return;
        }
        if let (Some((pairs, width)), Some((sheet, header))) = (&self.pairs, &self.section) {
            if !header.contains(cells) {
                let said = row::records(sheet, place, &pairs.row(cells, *width), out);
                gather(&mut self.orphans, place, said);
            }
            return;
        }
        if let Some((sheet, header)) = &self.section {
            if header.contains(cells) {
                return;
            }
            if !sections::is_header(cells) {
                let said = row::records(sheet, place, cells, out);
                return gather(&mut self.orphans, place, said);
            }
            // Another table begins in the same file.
            self.section = None;
        }
        self.places.push(place);
        self.bytes += cells.text().len();
        self.rows.push(cells.clone());
        if self.rows.len() >= JUDGED_ROWS || self.bytes >= JUDGED_BYTES {
            self.judge(out);
        }
    }

    /// The table ends.
    pub fn finish(&mut self, out: &mut Vec<Record>) {
        self.judge(out);
        if let Some(mut waiting) = self.groups.take() {
            self.wide(&waiting.take(), out);
        }
        self.section = None;
    }

    /// Judges rows of whole persons, and tells them.
    fn wide(&mut self, wide: &Wide, out: &mut Vec<Record>) {
        let heads: Vec<headers::Head> =
            wide.heads.iter().map(|h| headers::of_path(std::slice::from_ref(h))).collect();
        let cells: Vec<Cells> = wide.rows.iter().take(JUDGED_ROWS).map(|(_, c)| c.clone()).collect();
        let sheet = sheet_under(&heads, "", &cells, self.known);
        for (place, cells) in &wide.rows {
            let said = row::records(&sheet, *place, cells, out);
            gather(&mut self.orphans, *place, said);
        }
    }

    fn judge(&mut self, out: &mut Vec<Record>) {
        let (places, rows) = (std::mem::take(&mut self.places), std::mem::take(&mut self.rows));
        self.bytes = 0;
        if let Some((header, body)) =
            rows.split_first().filter(|_| !self.name.is_empty() && self.section.is_none())
            && let Some((name, found)) = lookup(&self.name, header, body)
        {
            self.lookups.insert(name, Arc::new(found));
        }
        if self.name.is_empty()
            && let Some(shape) = Shape::of(&rows)
        {
            self.groups = Some(Waiting::new(shape, places.into_iter().zip(rows).collect()));
            return;
        }
        if let Some(rows) = self.turned_to_columns(&rows) {
            return self.sections(&places, &rows, out);
        }
        if let Some((places, rows)) = transposed::turn(&places, &rows) {
            return self.sections(&places, &rows, out);
        }
        self.sections(&places, &rows, out);
    }

    /// A table of pairs with a column for each kind.
    fn turned_to_columns(&mut self, rows: &[Cells]) -> Option<Vec<Cells>> {
        let (header, body) = rows.split_first().filter(|_| !self.name.is_empty())?;
        let pairs = Pairs::of(header, body)?;
        let width = header.len();
        let all = std::iter::once(pairs.header(header)).chain(body.iter().map(|r| pairs.row(r, width)));
        let all = all.collect();
        self.pairs = Some((pairs, width));
        Some(all)
    }

    fn sections(&mut self, places: &[Place], rows: &[Cells], out: &mut Vec<Record>) {
        for range in sections::cut(rows) {
            let (part, at) = (rows.get(range.clone()).unwrap_or(&[]), places.get(range).unwrap_or(&[]));
            let sheet = sheet(
                part,
                Database { table: &self.name, persons: &self.persons, lookups: &self.lookups },
                self.known,
            );
            self.own.extend(sheet.persons.iter().cloned());
            let header = part.get(..sheet.columns.header_rows).unwrap_or(&[]).to_vec();
            for (cells, place) in part.iter().zip(at).skip(header.len()) {
                if !header.contains(cells) {
                    let said = row::records(&sheet, *place, cells, out);
                    gather(&mut self.orphans, *place, said);
                }
            }
            self.section = Some((sheet, header));
        }
    }
}

fn gather(orphans: &mut Option<(Place, CategorySet)>, place: Place, said: CategorySet) {
    if !said.is_empty() {
        let found = orphans.get_or_insert((place, CategorySet::default()));
        found.1 = found.1.union(said);
    }
}

/// The records of one row under known columns: the subject, and a contact person of her own. Gives what the row says of an
/// examination if it names nobody.
pub fn records(columns: &Columns, place: Place, cells: &Cells, out: &mut Vec<Record>) -> CategorySet {
    if repeats_header(columns, cells) {
        return CategorySet::default();
    }
    row::records(&Sheet::plain(columns), place, cells, out)
}

/// The records of one row of a judged sheet.
pub(crate) fn sheet_records(sheet: &Sheet, place: Place, cells: &Cells, out: &mut Vec<Record>) {
    row::records(sheet, place, cells, out);
}

/// Print exports repeat the header line on each page.
fn repeats_header(columns: &Columns, cells: &Cells) -> bool {
    let said = |c: &usize| columns.roles.get(*c).copied().flatten();
    let filled: Vec<usize> = (0..cells.len()).filter(|c| !cells.get(*c).trim().is_empty()).collect();
    let mut known = filled.iter().filter(|c| said(c).is_some());
    let same = |c: &usize| role(cells.get(*c)) == said(c);
    // Most rows are none: the first cell tells.
    let first = known.next().is_some_and(same);
    first && (1 + known.filter(|c| same(c)).count()) * 2 >= filled.len().max(4)
}
