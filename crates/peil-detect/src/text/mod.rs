//! Free text to records: letters, forms, logs, notes, and prints with columns.
//!
//! Lines gather into blocks (no blank line inside; an event of a log is a block). A block is read as a whole:
//! what labels announce, what stands free, whose it is. Its finds then gather into persons, until something
//! comes that cannot be the same person's. Tables of fixed width are read by their columns instead.
//!
//! | looking for | see |
//! |---|---|
//! | what a label or a word announces | `labels`, `words` |
//! | where a label's value ends | `fields` |
//! | one kind of thing in running text | `dates`, `numbers`, `places`, `names`, `runs` |
//! | examinations, outcomes, complaints | `outcomes` |
//! | patient, contact person, GP or staff | `owners`, `names` |
//! | which finds make one person | `people`, `open`, `merge` |
//! | prints with columns, lines of glued fields | `print`, `rows`, `fixed`, `dense` |

mod dates;
mod dense;
mod emails;
mod fields;
mod finds;
mod fixed;
mod heading;
mod labels;
mod loose;
mod merge;
mod names;
mod numbers;
mod open;
mod outcomes;
mod owners;
mod people;
mod places;
mod print;
mod rows;
mod runs;
mod scan;
mod stamps;
mod statement;
mod subjects;
mod tokens;
mod values;
mod words;
mod worth;

use peil_model::{Place, Record};

use crate::Known;
use crate::columns::{self, Database};
use crate::table::sheet_records;
use finds::At;
use fixed::Fixed;
use heading::Heading;
use labels::{Labels, Owner};
use people::People;
use rows::{Line, Print};
use scan::Setting;

/// Lines of one block; longer ones are cut, persons continue over the cut.
const BLOCK_LINES_MAX: u64 = 60;

/// Bytes of one block.
const BLOCK_BYTES_MAX: usize = 8 * 1024;

/// Reads the text of one file.
pub struct TextReader<'a> {
    known: &'a dyn Known,
    labels: Labels,
    people: People<'a>,
    print: Option<Print>,
    block: String,
    first: u64,
    lines: u64,
    log: bool,
    closing: bool,
    /// The last lines that were no rows, for a rule that may follow them.
    above: Vec<String>,
    next: u64,
    heading: Heading,
    /// Whether it is a list of fixed fields is not settled yet, or it is one.
    fixed: Option<Fixed<'a>>,
}

impl<'a> TextReader<'a> {
    /// A reader at the start of a text.
    pub fn new(known: &'a dyn Known) -> Self {
        TextReader {
            known,
            labels: Labels::new(),
            people: People::new(known),
            print: None,
            block: String::new(),
            first: 0,
            lines: 0,
            log: false,
            closing: false,
            above: Vec::new(),
            next: 0,
            heading: Heading::default(),
            fixed: Some(Fixed::new()),
        }
    }

    /// Takes a span of whole lines. How a text is cut into spans makes no difference; blank lines between
    /// them may be missing.
    pub fn text(&mut self, place: Place, text: &str, out: &mut Vec<Record>) {
        for (number, line) in (place.first..).zip(text.split('\n')) {
            if let Some(fixed) = &mut self.fixed {
                let taken = fixed.line(number, line, self.known, out);
                let list = fixed.is_list();
                if let Some((above, head)) = fixed.head() {
                    self.numbered(above, &head, out);
                }
                if taken {
                    continue;
                }
                if !list {
                    self.no_list(out);
                }
            }
            self.numbered(number, line, out);
        }
    }

    /// What was held for a list of fixed fields is text.
    fn no_list(&mut self, out: &mut Vec<Record>) {
        for (number, line) in self.fixed.take().map(Fixed::held).unwrap_or_default() {
            self.numbered(number, &line, out);
        }
    }

    fn numbered(&mut self, number: u64, line: &str, out: &mut Vec<Record>) {
        if number > self.next {
            self.blank(out);
        }
        self.heading.begin(out);
        self.line(number, line, out);
        self.heading.stamp(out);
        self.next = number + 1;
    }

    /// The text ends.
    pub fn finish(&mut self, out: &mut Vec<Record>) {
        if !self.fixed.as_mut().is_some_and(|f| f.finish(self.known, out)) {
            self.no_list(out);
        } else if let Some((above, head)) = self.fixed.as_mut().and_then(Fixed::head) {
            self.numbered(above, &head, out);
        }
        self.heading.begin(out);
        self.page(out);
        self.print = None;
        self.heading.stamp(out);
    }

    fn line(&mut self, number: u64, raw: &str, out: &mut Vec<Record>) {
        let mut pages = raw.split('\x0c');
        if let Some(first) = pages.next() {
            self.one(number, first.trim_end(), out);
        }
        for after in pages {
            self.page(out);
            self.one(number, after.trim_end(), out);
        }
    }

    fn one(&mut self, number: u64, text: &str, out: &mut Vec<Record>) {
        if text.trim_start().is_empty() {
            return self.blank(out);
        }
        if text.len() > 20 && self.statement(number, text, out) {
            return;
        }
        if stamps::is_event(text) {
            self.flush(out);
            self.end_print(out);
            self.print = None;
            self.above.clear();
            self.log = true;
            self.push(number, text);
            return;
        }
        self.heading.look(text, &mut self.labels);
        if self.log || !self.table(number, text, out) {
            self.push_or_flush(number, text, out);
        }
    }

    /// Whether the line is a statement whose columns say what its values are.
    fn statement(&mut self, number: u64, text: &str, out: &mut Vec<Record>) -> bool {
        if memchr::memmem::find(text.as_bytes(), b"'").is_none() {
            return false;
        }
        let Some((table, rows)) = statement::rows(text) else { return false };
        let sheet = columns::sheet(&rows, Database { table, ..Database::NONE }, self.known);
        let before = out.len();
        for row in rows.iter().skip(1) {
            sheet_records(&sheet, Place::lines(number, number), row, out);
        }
        out.len() > before
    }

    /// Whether the line was a table's: a head, a rule under one, a row, or a line below a row.
    fn table(&mut self, number: u64, text: &str, out: &mut Vec<Record>) -> bool {
        if print::is_rule(text) {
            if self.rule(text, out) {
                return true;
            }
            if self.print.is_none() && !self.underlines() {
                self.blank(out);
                return true;
            }
        }
        let below_head = self.print.as_ref().is_some_and(Print::is_heading);
        if !below_head && let Some(layout) = print::header(text, &mut self.labels) {
            self.flush(out);
            self.end_print(out);
            self.settle_heading(out);
            if !layout.is_anonymous() {
                self.people.close(out);
            }
            let second = self.above.last().and_then(|above| layout.completed(above, &mut self.labels));
            self.print = Some(Print::new(second.unwrap_or(layout)));
            self.remember(text);
            return true;
        }
        if let Some(print) = &mut self.print {
            match print.line(number, text, &mut self.labels, out) {
                Line::Taken => {
                    self.remember(text);
                    return true;
                }
                Line::Values(categories) => {
                    self.people.values(number, categories);
                    self.remember(text);
                    return true;
                }
                Line::More => {
                    let finds = self.read(text, false).0;
                    if let Some(print) = &mut self.print {
                        print.more(number, finds);
                    }
                    return true;
                }
                Line::Other => {
                    if print.is_over() {
                        self.end_print(out);
                        self.print = None;
                    }
                }
            }
        }
        if let Some(found) = dense::read(text) {
            self.flush(out);
            self.people.close(out);
            self.dense(number, found, out);
            return true;
        }
        self.remember(text);
        false
    }

    /// A rule in pieces under head lines that were not seen as such.
    fn rule(&mut self, text: &str, out: &mut Vec<Record>) -> bool {
        let layout = (1..=self.above.len()).rev().find_map(|n| {
            let above = self.above.get(self.above.len() - n..)?;
            print::under_rule(text, above, &mut self.labels)
        });
        let Some(layout) = layout else { return false };
        self.drop_block();
        self.end_print(out);
        self.settle_heading(out);
        if !layout.is_anonymous() {
            self.people.close(out);
        }
        self.print = Some(Print::under(layout));
        true
    }

    /// Whether the last line is a heading that a rule underlines; words far apart (`NR     NAAM / ADRES`) head a list.
    fn underlines(&self) -> bool {
        let last = self.block.rsplit('\n').next().unwrap_or("");
        !last.is_empty()
            && !last.trim().contains("   ")
            && last.len() <= 40
            && !last.contains([':', '='])
            && !last.bytes().any(|b| b.is_ascii_digit())
    }

    fn remember(&mut self, text: &str) {
        if self.above.len() >= 2 {
            self.above.remove(0);
        }
        self.above.push(text.to_owned());
    }

    fn dense(&mut self, number: u64, found: Vec<finds::Find>, out: &mut Vec<Record>) {
        let finds = found
            .into_iter()
            .map(|find| At { at: 0, line: 0, owner: Owner::Subject, labelled: true, find })
            .collect();
        self.people.take(&people::Block { first: number, log: true }, finds, out);
    }

    fn push_or_flush(&mut self, number: u64, text: &str, out: &mut Vec<Record>) {
        let full = self.lines >= BLOCK_LINES_MAX || self.block.len() + text.len() > BLOCK_BYTES_MAX;
        if full && self.lines > 0 {
            let log = self.log;
            self.flush(out);
            self.log = log;
        }
        self.push(number, text);
    }

    fn push(&mut self, number: u64, text: &str) {
        if self.lines == 0 {
            self.first = number;
        } else {
            self.block.push('\n');
        }
        self.block.push_str(text);
        self.lines += 1;
    }

    fn drop_block(&mut self) {
        self.block.clear();
        self.lines = 0;
    }

    fn blank(&mut self, out: &mut Vec<Record>) {
        self.flush(out);
        self.above.clear();
        if let Some(print) = &mut self.print {
            print.blank(out);
        }
    }

    fn page(&mut self, out: &mut Vec<Record>) {
        self.blank(out);
        self.people.finish(out);
        self.closing = false;
        if let Some(print) = &mut self.print {
            print.page();
        }
    }

    /// What a heading said holds from here on: whoever stood above it is complete.
    fn settle_heading(&mut self, out: &mut Vec<Record>) {
        if self.heading.is_pending() {
            self.end_print(out);
            self.people.finish(out);
            self.heading.settle(out);
        }
    }

    fn end_print(&mut self, out: &mut Vec<Record>) {
        if let Some(print) = &mut self.print {
            print.end(out);
        }
    }

    /// Reads the block that has gathered.
    fn flush(&mut self, out: &mut Vec<Record>) {
        if self.lines == 0 {
            self.log = false;
            return;
        }
        let text = std::mem::take(&mut self.block);
        let log = std::mem::take(&mut self.log);
        if worth::reading(text.as_bytes()) {
            let (finds, closing) = self.read(&text, log);
            if finds.iter().any(|f| f.owner == Owner::Subject && f.find.is_personal()) {
                self.heading.forget();
            } else {
                self.settle_heading(out);
            }
            self.closing = closing && !log;
            let block = people::Block { first: self.first, log };
            self.people.take(&block, finds, out);
        } else {
            self.closing = false;
        }
        self.block = text;
        self.drop_block();
    }

    fn read(&mut self, text: &str, log: bool) -> (Vec<At>, bool) {
        let setting = Setting { log, closing: self.closing };
        scan::read(text, &setting, &mut self.labels, self.known)
    }
}

#[cfg(test)]
mod tests;
