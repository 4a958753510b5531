//! Free text to records: letters, label lists, logs and prints with columns.
//!
//! Lines are read in order; identifiers gather into one record until one comes that cannot be the same person's.

mod line;
mod print;

use peil_model::{Cells, Place, PlaceKind, Record};

use crate::Known;
use crate::columns::Columns;
use crate::table::{categorise, records};
use line::Line;

/// Lines without any identifier after which a record is closed.
const QUIET_LINES: u64 = 40;

/// Reads the text of one file.
pub struct TextReader<'a> {
    known: &'a dyn Known,
    open: Option<Record>,
    quiet: u64,
    print: Option<(Columns, Vec<usize>)>,
}

/// A name with something beside it, or a BSN, or a number.
fn somebody(r: &Record) -> bool {
    let named = r.names.iter().any(|n| !n.surname.is_empty());
    let values = [
        r.birth.is_some(),
        !r.addresses.is_empty(),
        !r.phones.is_empty(),
        !r.emails.is_empty(),
        r.names.iter().any(|n| !n.initials.is_empty()),
    ];
    !r.bsns.is_empty() || !r.numbers.is_empty() || (named && values.into_iter().any(|v| v))
}

impl<'a> TextReader<'a> {
    /// A reader at the start of a text.
    pub fn new(known: &'a dyn Known) -> Self {
        TextReader { known, open: None, quiet: 0, print: None }
    }

    /// Takes a span of whole lines.
    pub fn text(&mut self, place: Place, text: &str, out: &mut Vec<Record>) {
        for (n, line) in text.split('\n').enumerate() {
            self.line(place.first + n as u64, line, out);
        }
    }

    /// The text ends.
    pub fn finish(&mut self, out: &mut Vec<Record>) {
        self.close(out);
    }

    fn line(&mut self, number: u64, raw: &str, out: &mut Vec<Record>) {
        if raw.starts_with('\x0c') {
            self.close(out);
            self.print = None;
        }
        let text = raw.trim_matches(|c: char| c == '\x0c' || c == '\r').trim_end();
        if let Some(columns) = print::header(text) {
            self.close(out);
            self.print = Some(columns);
            return;
        }
        if let Some((columns, starts)) = &self.print {
            if text.trim().is_empty() || print::is_rule(text) {
                return;
            }
            let cells: Cells = print::cut(text, starts);
            let before = out.len();
            records(columns, Place::lines(number, number), &cells, out);
            // A line that yields no name and no number is no row: totals, page feet.
            if out.len() > before && out[before..].iter().any(somebody) {
                return;
            }
            out.truncate(before);
            if text.starts_with(' ') {
                return;
            }
        }
        let found = line::read(text, self.known);
        if found.own_record {
            self.close(out);
        }
        if found.is_empty() {
            self.quiet += 1;
            if self.quiet > QUIET_LINES {
                self.close(out);
            }
            return;
        }
        self.quiet = 0;
        if self.open.as_ref().is_some_and(|r| found.conflicts(r)) {
            self.close(out);
        }
        let own = found.own_record;
        let record = self.open.get_or_insert_with(|| Record::at(Place::lines(number, number)));
        record.place.last = number;
        debug_assert_eq!(record.place.kind, PlaceKind::Line);
        found.add_to(record);
        if own {
            self.close(out);
        }
    }

    fn close(&mut self, out: &mut Vec<Record>) {
        self.quiet = 0;
        if let Some(mut record) = self.open.take() {
            Line::settle(&mut record);
            categorise(&mut record);
            let somebody = !record.names.is_empty()
                || !record.bsns.is_empty()
                || record.birth.is_some()
                || !record.numbers.is_empty()
                || !record.emails.is_empty()
                || !record.phones.is_empty()
                || !record.ibans.is_empty();
            if somebody && record.is_personal() {
                out.push(record);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Nobody;

    fn check(text: &str, expected: &[&str]) {
        let mut reader = TextReader::new(&Nobody);
        let mut out = Vec::new();
        let last = text.lines().count() as u64;
        reader.text(Place::lines(1, last), text, &mut out);
        reader.finish(&mut out);
        let shown: Vec<String> = out
            .iter()
            .map(|r| {
                let n = r.names.first().cloned().unwrap_or_default();
                let b = r.bsns.first().map_or("", |b| b.digits.as_str());
                format!(
                    "{} {} {} {} {b} {}",
                    r.place,
                    n.initials,
                    n.surname,
                    r.birth.map(|b| b.iso()).unwrap_or_default(),
                    r.categories
                )
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn labels_logs_and_prints() {
        check(
            "Naam: J. de Vries\nGeboortedatum: 23-06-1980\nBSN: 123456782\n\nNaam: A. Bos\nGeboortedatum: 1-2-1970\n",
            &[
                "line:1-3 J. Vries 1980-06-23 123456782 name|birth_date|bsn",
                "line:5-6 A. Bos 1970-02-01  name|birth_date",
            ],
        );
        check(
            "2025-01-02 10:00:01 INFO result for bsn=123456782 sent\n2025-01-02 10:00:02 INFO done",
            &["line:1   1980 123456782 bsn"]
                .map(|s| s.replace("1980 ", " "))
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        );
        check(
            "LIJST\nNaam            Geb.datum   BSN\n------------------------------\nJ. de Vries     23-06-1980  123456782\nTotaal 1\n",
            &["line:4 J. Vries 1980-06-23 123456782 name|birth_date|bsn"],
        );
    }
}
