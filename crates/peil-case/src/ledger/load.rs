//! A controller's ledger files to its disclosures.

use std::collections::BTreeMap;
use std::path::Path;

use peil_model::{Disclosure, Record};

use super::categories::Words;
use super::{is_processor, messages, row};
use crate::config::{ColumnMap, ConfigError, Controller};
use crate::reader::{Piece, Reader, Unreadable, read_whole};
use crate::register::{InputError, Missing};
use crate::tables::{Layout, Oddities, TableHead, Wish};

/// One disclosure, and what else the ledger says of its person.
#[derive(Clone)]
pub struct LedgerRow {
    /// What was shared. `person` is the register's key where the ledger names somebody in the register by key, BSN or
    /// patient number; else the ledger's own key for the person, or empty where it has none. `recipient` is empty where
    /// the ledger does not say: then it is the processor.
    pub disclosure: Disclosure,
    /// What the message or row says of the person, to be matched against the register.
    pub record: Option<Box<Record>>,
}

/// What a controller ever shared.
#[derive(Clone, Default)]
pub struct Ledger {
    /// Every disclosure in the order of the files.
    pub rows: Vec<LedgerRow>,
    /// Disclosures by recipient as given; empty: not said.
    pub recipients: BTreeMap<String, u64>,
    /// Disclosures to the processor by year and month.
    pub months: BTreeMap<(u16, u8), u64>,
    /// What was recognised: file, header (or column number), role name; empty for columns that are not used.
    pub columns_found: Vec<(String, String, &'static str)>,
    /// Odd things, without personal data.
    pub problems: Vec<String>,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ledger({} rows)", self.rows.len())
    }
}

/// Names of recipients shown in a problem.
const SHOWN: usize = 8;

/// Loads a controller's ledger. `lookup` gives the register's key of the person that a value names, see
/// [`crate::register::Keys`].
///
/// # Errors
/// A file that cannot be read whole, that names no persons, or lacks a column that `peil.toml` names.
pub fn load(
    reader: &mut dyn Reader,
    controller: &Controller,
    processor: &[String],
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<Ledger, InputError> {
    let mut ledger = Ledger::default();
    let mut missing = Missing::new(&controller.ledger_columns);
    // Rows whose recipient is a code of a message system.
    let mut coded: Vec<usize> = Vec::new();
    for path in &controller.ledger {
        let file = read_file(reader, path, &controller.ledger_columns, processor, lookup)?;
        if file.rows.is_empty() && !file.tables.iter().any(row::is_log) && file.messages == 0 {
            return Err(no_person(controller, path, &file.tables).into());
        }
        let name = path.display().to_string();
        ledger.problems.extend(file.odd.lines(&name));
        ledger.problems.extend(file.notes.iter().map(|n| format!("{name}: {n}")));
        for table in &file.tables {
            missing.seen(table);
            ledger.columns_found.extend(crate::register::columns_found(&crate::reader::name_of(path), table));
        }
        let start = ledger.rows.len();
        coded.extend(file.coded.iter().map(|i| start + i));
        ledger.rows.extend(file.rows);
    }
    missing.check(controller, &controller.ledger_columns)?;
    settle_codes(&mut ledger, &coded, processor);
    count(&mut ledger, controller, processor);
    Ok(ledger)
}

/// Receivers in messages are technical codes. If one of them is a name of the processor, the others are not the processor;
/// if none is, nothing tells them apart, and leaving them out would call everybody unaffected: all count.
fn settle_codes(ledger: &mut Ledger, coded: &[usize], processor: &[String]) {
    let ours = |code: &str| {
        is_processor(code, processor) || code.split(messages::SEPARATOR).any(|c| is_processor(c, processor))
    };
    let mut codes: BTreeMap<String, u64> = BTreeMap::new();
    for row in coded.iter().filter_map(|i| ledger.rows.get(*i)) {
        *codes.entry(row.disclosure.recipient.clone()).or_default() += 1;
    }
    let told_apart = codes.keys().any(|c| ours(c));
    for i in coded {
        let Some(row) = ledger.rows.get_mut(*i) else { continue };
        if !told_apart || ours(&row.disclosure.recipient) {
            row.disclosure.recipient = String::new();
        }
    }
    let named: Vec<String> = codes.keys().filter(|c| !c.is_empty()).take(SHOWN).cloned().collect();
    if !told_apart && !named.is_empty() {
        ledger.problems.push(format!(
            "receivers of the ledger's messages ({}) are not the processor's name, so all of them count as the processor; \
             if some are not, give the processor's own codes as processor_names",
            named.join(", ")
        ));
    }
}

fn count(ledger: &mut Ledger, controller: &Controller, processor: &[String]) {
    let mut to_processor = 0;
    for row in &ledger.rows {
        let d = &row.disclosure;
        *ledger.recipients.entry(d.recipient.clone()).or_default() += 1;
        if d.recipient.is_empty() || is_processor(&d.recipient, processor) {
            to_processor += 1;
            if let Some(date) = d.date.filter(|d| d.month > 0) {
                *ledger.months.entry((date.year, date.month)).or_default() += 1;
            }
        }
    }
    if to_processor == 0 && !ledger.rows.is_empty() {
        let named: Vec<&str> = ledger.recipients.keys().map(String::as_str).take(SHOWN).collect();
        ledger.problems.push(format!(
            "no recipient in the ledger of {} is the processor; recipients are: {}; if one is, add it to processor_names",
            controller.name,
            named.join(", ")
        ));
    }
    let unsaid = ledger.recipients.get("").copied().unwrap_or(0);
    if unsaid > 0 && ledger.recipients.len() > 1 {
        ledger.problems.push(format!(
            "{unsaid} disclosures in the ledger of {} name no recipient (or the processor's code) and count as the processor's",
            controller.name
        ));
    }
}

/// What one file gave.
#[derive(Default)]
struct FileRows {
    rows: Vec<LedgerRow>,
    coded: Vec<usize>,
    messages: u64,
    tables: Vec<Layout>,
    odd: Oddities,
    words: Words,
    notes: Vec<String>,
}

fn read_file(
    reader: &mut dyn Reader,
    path: &Path,
    map: &ColumnMap,
    processor: &[String],
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<FileRows, Unreadable> {
    let mut file = FileRows::default();
    let mut head = TableHead::default();
    let wish = Wish { map, adjust: &|layout, rows| row::find_columns(layout, rows, map, lookup, processor) };
    read_whole(reader, path, &mut |piece| match piece {
        Piece::Restart => {
            file = FileRows::default();
            head = TableHead::default();
        }
        Piece::Table { .. } | Piece::End => file.end_table(&mut head, &wish, lookup),
        Piece::Row(place, cells) => {
            let (rows, odd, words) = (&mut file.rows, &mut file.odd, &mut file.words);
            head.row(place, cells, &wish, &mut |layout, place, cells| {
                rows.extend(row::read(layout, cells, place, lookup, odd, words))
            });
        }
        Piece::Message(segment) => {
            file.messages += 1;
            let rows = messages::rows(segment, lookup);
            if rows.is_empty() {
                file.odd.add("messages name nobody", segment.place);
            }
            let start = file.rows.len();
            file.coded.extend(start..start + rows.len());
            file.rows.extend(rows);
        }
        Piece::Text => {
            let note = "holds lines that are neither table nor message, and these were not used";
            if !file.notes.iter().any(|n| n == note) {
                file.notes.push(note.to_owned());
            }
        }
    })?;
    Ok(file)
}

impl FileRows {
    fn end_table(&mut self, head: &mut TableHead, wish: &Wish<'_>, lookup: &dyn Fn(&str) -> Option<String>) {
        let (rows, odd, words) = (&mut self.rows, &mut self.odd, &mut self.words);
        let layout = head.finish(wish, &mut |layout, place, cells| {
            rows.extend(row::read(layout, cells, place, lookup, odd, words))
        });
        self.tables.extend(layout);
    }
}

fn no_person(controller: &Controller, path: &Path, tables: &[Layout]) -> ConfigError {
    let seen = tables.first().map_or_else(|| "no table and no messages".to_owned(), Layout::headers_seen);
    let what = format!(
        "nothing in {} is recognised as naming the persons; columns that are there: {seen}",
        path.display()
    );
    let fix =
        "name it below the ledger: ledger_columns = { person = \"<header>\" }, or a column number".to_owned();
    controller.error(controller.ledger_at, what, fix)
}
