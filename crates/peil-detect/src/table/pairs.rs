//! Tables of pairs: a row says of a person one thing, and which (`person_id, type, value`).
//!
//! Each kind becomes a column of its own, under the word for it where that is one, and is judged like any column.

use std::collections::BTreeMap;

use peil_model::Cells;

use crate::headers::{self, Heading};
use crate::tree;

/// Kinds of thing that such a table holds at most.
const KINDS_MAX: usize = 24;
/// Rows that it takes to see the pattern.
const ROWS_MIN: usize = 4;

/// How a table of pairs becomes columns.
#[derive(Clone)]
pub(super) struct Pairs {
    kind: usize,
    value: usize,
    /// By kind: the column that it has.
    columns: BTreeMap<String, usize>,
}

impl Pairs {
    /// The pattern, if a table under this header is one: a column of few kinds beside one of values.
    pub(super) fn of(header: &Cells, rows: &[Cells]) -> Option<Pairs> {
        let at = |list: &[&str]| {
            (0..header.len()).find(|i| {
                let words = headers::words(header.get(*i));
                words.last().is_some_and(|w| list.contains(&w.as_str()))
                    || words.iter().any(|w| list.contains(&w.as_str()) && words.len() == 2)
            })
        };
        let value = at(&["value", "waarde", "nummer", "number", "content", "val", "inhoud"])?;
        let kind = at(&[
            "type",
            "soort",
            "kind",
            "system",
            "systeem",
            "attribute",
            "attribuut",
            "naam",
            "name",
            "key",
            "label",
        ])
        .filter(|k| *k != value)?;
        if header.len() > 8 || rows.len() < ROWS_MIN {
            return None;
        }
        let mut columns = BTreeMap::new();
        for row in rows {
            let said = row.get(kind).trim();
            if !said.is_empty() && !columns.contains_key(said) {
                columns.insert(said.to_owned(), header.len() + columns.len());
            }
        }
        let few = (2..=KINDS_MAX).contains(&columns.len()) && columns.len() * 3 <= rows.len();
        // `test, waarde` is an examination and its outcome, which the reader of columns knows.
        let told = columns.keys().any(|k| head(k) != *k || k.len() <= 3);
        (few && told).then_some(Pairs { kind, value, columns })
    }

    /// The header line with a column for each kind.
    pub(super) fn header(&self, header: &Cells) -> Cells {
        let mut kinds: Vec<(&usize, &String)> = self.columns.iter().map(|(k, c)| (c, k)).collect();
        kinds.sort();
        let own =
            (0..header.len()).map(|i| if i == self.kind || i == self.value { "" } else { header.get(i) });
        let more: Vec<String> = kinds.into_iter().map(|(_, k)| head(k)).collect();
        own.chain(more.iter().map(String::as_str)).collect()
    }

    /// A row with its value in the column of its kind.
    pub(super) fn row(&self, row: &Cells, width: usize) -> Cells {
        let column = self.columns.get(row.get(self.kind).trim());
        let mut out = vec![""; width + self.columns.len()];
        for (i, slot) in out.iter_mut().enumerate().take(width) {
            if i != self.kind && i != self.value {
                *slot = row.get(i);
            }
        }
        // A kind that the first rows did not have stays without a name.
        let at = column.copied().unwrap_or(self.value);
        if let Some(slot) = out.get_mut(at) {
            *slot = row.get(self.value);
        }
        out.into_iter().collect()
    }
}

/// The header for a kind: its word where that means something, nothing for a code, whose values must tell.
fn head(kind: &str) -> String {
    if let Some(found) = tree::system(kind) {
        return found.to_owned();
    }
    match headers::heading(headers::senses(kind)) {
        Heading::Role(_) | Heading::Of(..) => kind.to_owned() + " ",
        _ if kind.len() <= 3 => String::new(),
        _ => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_become_columns() {
        let table = |text: &str| text.lines().map(|l| l.split(',').collect::<Cells>()).collect::<Vec<_>>();
        let check = |text: &str, expected: &str| {
            let rows = table(text);
            let found = Pairs::of(&rows[0], &rows[1..]);
            let shown = found.map_or(String::new(), |p| {
                let all = std::iter::once(p.header(&rows[0]))
                    .chain(rows[1..].iter().map(|r| p.row(r, rows[0].len())));
                all.map(|r| r.iter().map(str::trim).collect::<Vec<_>>().join("|"))
                    .collect::<Vec<_>>()
                    .join(" / ")
            });
            assert_eq!(shown, expected, "{text}");
        };
        check(
            "person_id,system,value\n1,phone,06\n1,email,a@b\n2,phone,07\n2,phone,08\n3,email,c@d\n3,phone,09",
            "person_id|||telefoon|email / 1|||06| / 1||||a@b / 2|||07| / 2|||08| / 3||||c@d / 3|||09|",
        );
        check("order_id,test,waarde\n1,HPV,neg\n2,HPV,pos\n3,TSH,1\n4,TSH,2\n5,HPV,neg\n6,TSH,3", "");
        check("naam,bsn\na,1\nb,2\nc,3\nd,4", "");
    }
}
