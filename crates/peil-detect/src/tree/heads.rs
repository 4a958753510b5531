//! What the paths of a row's values say, as the heads of a table's columns would.
//!
//! Most of it is in the path itself. What stands in the same object, and the values under a path, tell the rest: the name beside an
//! outcome is that of an examination.

use super::card;
use super::flatten::Path;
use crate::columns;
use crate::headers::{self, FieldRole, Head, Heading, Sense, Senses};

/// The values of one row by the numbers of their paths.
pub(super) type Row = super::Row;

/// Values of a column that are looked at.
const LOOKED: usize = 200;

/// The heads of these columns, in their order.
pub(super) fn of(paths: &[(&Path, usize)], rows: &[Row]) -> Vec<Head> {
    let mut left_out = without_name(paths);
    left_out.extend(containers(paths));
    let columns = Columns { paths, rows };
    let venue = columns.venue();
    let mut heads: Vec<Head> = paths
        .iter()
        .map(|(path, n)| {
            match columns.title(path, *n).or_else(|| (venue == Some(*n)).then_some("location")) {
                Some(title) => headers::of_path(&[title.to_owned()]),
                None => headers::of_path(&outside(path, &left_out)),
            }
        })
        .collect();
    columns.strays(&mut heads);
    heads
}

struct Columns<'a> {
    paths: &'a [(&'a Path, usize)],
    rows: &'a [Row],
}

impl Columns<'_> {
    fn values(&self, n: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().take(LOOKED).flat_map(|row| &row.cells);
        cells.filter(move |(c, _)| *c == n).map(|(_, v)| v.as_str())
    }

    /// The header that a column has in a table, where its path does not say it.
    fn title(&self, path: &Path, n: usize) -> Option<&'static str> {
        let (last, above) = path.split_last()?;
        let own = headers::senses(last);
        let around = |s: &[Sense]| above.iter().any(|k| headers::senses(k).meets(Senses::of(s)));
        // `{"verzekering": {"company": ..}}` is the insurer, and no client of the laboratory.
        let company = own.meets(Senses::of(&[Sense::Organisation, Sense::Client])) && is_only(own, &COMPANY);
        if company && around(&[Sense::Insurance, Sense::Insured]) {
            return Some("zorgverzekeraar");
        }
        // `{"aanvraag": {"reden": ..}}`
        if REASONS.contains(&crate::fold(last).as_str()) && above.last().is_some_and(|k| headers::is_event(k))
        {
            return Some("vraagstelling");
        }
        self.examination(last, above, own, n)
    }

    /// What an object calls by name beside an outcome, and the outcome: `{"naam": "TSH", "waarde": "2,1"}`.
    fn examination(&self, last: &str, above: &[String], own: Senses, n: usize) -> Option<&'static str> {
        let beside = || {
            let same = |p: &&(&Path, usize)| p.0.len() == above.len() + 1 && p.0.starts_with(above);
            self.paths.iter().filter(same).filter_map(|(p, n)| Some((p.last()?, *n)))
        };
        let names = |key: &str| is_only(headers::senses(key), &NAMING);
        let measures = |key: &str| {
            let said = headers::senses(key);
            said.meets(Senses::of(&[Sense::Value, Sense::Result])) && is_only(said, &MEASURED)
        };
        let outcome = own.has(Sense::Value) && measures(last);
        if !(outcome || names(last)) {
            return None;
        }
        let named = beside().any(|(key, n)| names(key) && self.tests(n));
        let measured = beside().any(|(key, _)| measures(key));
        match names(last) {
            true => (measured && (self.tests(n) || (named && own.has(Sense::Code)))).then_some("onderzoek"),
            false => named.then_some("uitslag"),
        }
    }

    /// Whether most values of a column are names of examinations.
    fn tests(&self, n: usize) -> bool {
        let (mut all, mut tests) = (0, 0);
        for value in self.values(n) {
            all += 1;
            tests += usize::from(columns::is_test(&crate::fold(value)));
        }
        all > 0 && tests * 10 >= all * 6
    }

    /// Small numbers behind an examination, but in another object, are none of its outcomes: `attributes: {retries: 3}`.
    fn strays(&self, heads: &mut [Head]) {
        const DIGITS: usize = 4;
        let small = |v: &str| v.len() <= DIGITS && v.bytes().all(|b| b.is_ascii_digit());
        let kinds: Vec<(usize, &[String])> = (0..)
            .zip(heads.iter().zip(self.paths))
            .filter(|(_, (head, _))| head.heading == Heading::Role(FieldRole::TestKind))
            .map(|(i, (_, (path, _)))| (i, object(path)))
            .collect();
        for (i, above) in kinds {
            for (head, (path, n)) in heads.iter_mut().zip(self.paths).skip(i + 1).take(2) {
                let near = object(path).starts_with(above) || above.starts_with(object(path));
                if head.heading == Heading::Unknown && !near && self.values(*n).all(small) {
                    head.heading = Heading::Other;
                }
            }
        }
    }

    /// Where all appointments are: the clinic, and nobody's home.
    fn venue(&self) -> Option<usize> {
        let (_, n) = self.paths.iter().find(
            |(p, _)| matches!(p.as_slice(), [.., event, home] if card::is_visit(event) && home == "adres"),
        )?;
        let value = |row: &Row| row.cells.iter().find(|(c, _)| c == n).map(|(_, v)| v.clone());
        let mut values: Vec<String> = self.rows.iter().filter_map(value).collect();
        let all = values.len();
        values.sort_unstable();
        values.dedup();
        (all >= 2 && values.len() == 1).then_some(*n)
    }
}

/// Meanings of keys under which an examination has its name.
const NAMING: [Sense; 6] = [Sense::Name, Sense::Kind, Sense::Code, Sense::Full, Sense::Test, Sense::Filler];
/// Meanings of keys under which its outcome is.
const MEASURED: [Sense; 6] =
    [Sense::Value, Sense::Result, Sense::Test, Sense::Text, Sense::Number, Sense::Filler];
/// Meanings of keys that name a firm.
const COMPANY: [Sense; 4] = [Sense::Organisation, Sense::Client, Sense::Name, Sense::Filler];
/// Why something is asked for.
const REASONS: [&str; 5] = ["reden", "reason", "motivatie", "motivering", "aanleiding"];

/// Whether a key means something, and nothing but this.
fn is_only(said: Senses, may: &[Sense]) -> bool {
    !said.is_empty() && said.without(Senses::of(may)).is_empty()
}

/// The object that a value is in.
fn object(path: &Path) -> &[String] {
    path.split_last().map_or(&[], |(_, above)| above)
}

/// Objects called `contact` in which nobody is named: how the subject herself is reached.
fn without_name(paths: &[(&Path, usize)]) -> Vec<Path> {
    let mut contacts: Vec<Path> = Vec::new();
    for (path, _) in paths {
        let above = path.len().saturating_sub(1);
        let found = path.iter().take(above).position(|k| headers::is_contact(k));
        contacts.extend(found.and_then(|i| path.get(..=i)).map(<[String]>::to_vec));
    }
    contacts.dedup();
    contacts.retain(|c| {
        !paths.iter().any(|(p, _)| p.starts_with(c) && p.get(c.len()..).is_some_and(headers::names_somebody))
    });
    contacts
}

/// Keys that sound like an examination, and whose objects are persons: `{"results": [{"bsn": ..}]}` is what a search found.
fn containers(paths: &[(&Path, usize)]) -> Vec<Path> {
    let mut found: Vec<Path> = Vec::new();
    for (path, _) in paths {
        let Some((last, above)) = path.split_last() else { continue };
        if !headers::identifies(last) {
            continue;
        }
        // The nearest key that means something is the one that holds the person.
        let holder = above.iter().rposition(|k| headers::is_meaningful(k));
        let holder =
            holder.and_then(|i| path.get(..=i)).filter(|p| p.last().is_some_and(|k| headers::is_event(k)));
        found.extend(holder.filter(|h| !found.iter().any(|f| f == h)).map(<[String]>::to_vec));
    }
    found
}

/// A path without the last keys of these.
fn outside(path: &Path, left_out: &[Path]) -> Path {
    let kept = |i: usize| !left_out.iter().any(|r| r.len() == i + 1 && path.starts_with(r));
    path.iter().enumerate().filter(|(i, _)| kept(*i)).map(|(_, k)| k.clone()).collect()
}
