//! A controller's register files to its persons.

use std::collections::HashMap;
use std::path::Path;

use peil_detect::headers::FieldRole;
use peil_model::{Cells, Person, Place};

use super::columns::{Missing, columns_found, find_key, key_column};
use super::{history, row};
use crate::config::{ColumnMap, ConfigError, Controller};
use crate::reader::{Piece, Reader, Unreadable, name_of, read_whole};
use crate::tables::{Layout, Oddities, TableHead, Wish};

/// A register or ledger that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// `peil.toml` must say something else, or more.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file cannot be read whole.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// A controller's persons.
#[derive(Clone, Default)]
pub struct Register {
    /// In the order of the files, each key once.
    pub persons: Vec<Person>,
    /// What was recognised: file, header (or column number), role name; empty for columns that are not used.
    pub columns_found: Vec<(String, String, &'static str)>,
    /// Odd things, without personal data.
    pub problems: Vec<String>,
    /// Rows that have no key, and therefore are nobody's.
    pub keyless: u64,
}

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Register({} persons)", self.persons.len())
    }
}

const NO_KEY: &str = "rows without a key, which are nobody's";
const HISTORY: &str = "rows repeat a key and are taken as that person's history";
/// What says who somebody is beside a number. A register may do without: then numbers alone find its persons.
const IDENTITY: [FieldRole; 4] =
    [FieldRole::FullName, FieldRole::Surname, FieldRole::BirthDate, FieldRole::Bsn];
const NO_IDENTITY: &str = "no column of its register is recognised as names, birth dates or BSNs, so only numbers find its persons; \
    name the columns in peil.toml if there are any";
const CONTRADICTION: &str = "rows repeat a key with another birth date";

/// Loads a controller's register.
///
/// # Errors
/// A file that cannot be read whole; no key column; a column of `peil.toml` that no file has.
pub fn load(reader: &mut dyn Reader, controller: &Controller) -> Result<Register, InputError> {
    let mut register = Register::default();
    let mut at: HashMap<String, usize> = HashMap::new();
    let mut missing = Missing::new(&controller.columns);
    let mut identified = false;
    for path in &controller.register {
        let file = read_file(reader, path, &controller.columns)?;
        if !file.tables.iter().any(|t| key_column(t).is_some()) {
            return Err(no_key(controller, path, &file.tables).into());
        }
        let mut odd = file.odd;
        register.persons.reserve(file.persons.iter().map(Vec::len).sum());
        for (place, person) in file.persons.into_iter().flatten() {
            match at.get(&person.key).and_then(|i| register.persons.get_mut(*i)) {
                Some(known) => {
                    odd.add(HISTORY, place);
                    if history::merge(known, person) {
                        odd.add(CONTRADICTION, place);
                    }
                }
                None => {
                    at.insert(person.key.clone(), register.persons.len());
                    register.persons.push(person);
                }
            }
        }
        register.keyless += odd.count(NO_KEY);
        register.problems.extend(odd.lines(&path.display().to_string()));
        register.problems.extend(file.skipped.iter().map(|s| format!("{}: {s}", path.display())));
        for table in &file.tables {
            missing.seen(table);
            identified |= IDENTITY.iter().any(|role| table.has(*role));
            register.columns_found.extend(columns_found(&name_of(path), table));
        }
    }
    missing.check(controller, &controller.columns)?;
    if !identified {
        register.problems.push(format!("{}: {NO_IDENTITY}", controller.name));
    }
    Ok(register)
}

/// Persons of one file in heaps of a fixed size: one list that grows would be copied, and lie in memory twice.
type Heaps = Vec<Vec<(Place, Person)>>;

/// Persons in a heap.
const HEAP: usize = 4096;

/// What one file gave.
#[derive(Default)]
struct FileRows {
    persons: Heaps,
    tables: Vec<Layout>,
    odd: Oddities,
    skipped: Vec<String>,
}

fn read_file(reader: &mut dyn Reader, path: &Path, map: &ColumnMap) -> Result<FileRows, Unreadable> {
    let mut file = FileRows::default();
    let mut head = TableHead::default();
    let mut sheet = 0;
    let wish = Wish { map, adjust: &find_key };
    read_whole(reader, path, &mut |piece| match piece {
        Piece::Restart => {
            file = FileRows::default();
            head = TableHead::default();
        }
        Piece::Table { sheet: n } => {
            file.end_table(&mut head, sheet, &wish);
            sheet = n;
        }
        Piece::Row(place, cells) => {
            let (persons, odd) = (&mut file.persons, &mut file.odd);
            head.row(place, cells, &wish, &mut |layout, place, cells| {
                take(layout, place, cells, persons, odd)
            });
        }
        Piece::End => file.end_table(&mut head, sheet, &wish),
        Piece::Message(_) | Piece::Text => {
            file.note("holds lines or messages that are no table, and these were not used")
        }
    })?;
    Ok(file)
}

impl FileRows {
    fn end_table(&mut self, head: &mut TableHead, sheet: u32, wish: &Wish<'_>) {
        let (persons, odd) = (&mut self.persons, &mut self.odd);
        let layout = head.finish(wish, &mut |layout, place, cells| take(layout, place, cells, persons, odd));
        let Some(layout) = layout else { return };
        if key_column(&layout).is_none() && sheet > 0 {
            self.note(&format!("sheet {sheet} has no key column and was not used"));
        }
        self.tables.push(layout);
    }

    fn note(&mut self, text: &str) {
        row::push(&mut self.skipped, text.to_owned());
    }
}

fn take(layout: &Layout, place: Place, cells: &Cells, persons: &mut Heaps, odd: &mut Oddities) {
    let Some(column) = key_column(layout) else { return };
    let key = cells.get(column).trim();
    if key.is_empty() {
        odd.add(NO_KEY, place);
        return;
    }
    let mut person = row::person(layout, cells, place, odd);
    person.key = key.to_owned();
    match persons.last_mut().filter(|heap| heap.len() < HEAP) {
        Some(heap) => heap.push((place, person)),
        None => {
            let mut heap = Vec::with_capacity(HEAP);
            heap.push((place, person));
            persons.push(heap);
        }
    }
}

fn no_key(controller: &Controller, path: &Path, tables: &[Layout]) -> ConfigError {
    let seen = tables.first().map_or_else(|| "no table at all".to_owned(), Layout::headers_seen);
    let what = format!(
        "no column of {} is recognised as the persons' key; columns that are there: {seen}",
        path.display()
    );
    let fix = "name it below the register: columns = { key = \"<header>\" }, or a column number".to_owned();
    controller.error(controller.register_at, what, fix)
}
