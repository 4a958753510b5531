//! Rows of several types: the first cell says which, a number in all of them or their order which belong together.

use std::collections::BTreeMap;

use peil_model::{Cells, Place};

use super::{Rows, Wide, span};
use crate::columns::header_hits;
use crate::headers;

/// Rows that it takes to see the pattern.
const ROWS_MIN: usize = 6;
/// Types of a table.
const TYPES: std::ops::RangeInclusive<usize> = 2..=12;
/// Characters of a type.
const TYPE_MAX: usize = 10;
/// Rows of one type that one person may have.
const TIMES_MAX: usize = 200;

/// How rows belong together.
#[derive(Clone)]
pub(in crate::table) struct Layout {
    /// The column with the number that they share.
    key: Option<usize>,
    /// The type that begins a person.
    parent: String,
}

impl Layout {
    pub(super) fn of(rows: &[Cells]) -> Option<Layout> {
        let body: Vec<&Cells> = rows.iter().filter(|r| r.len() > 1).collect();
        if body.len() < ROWS_MIN || body.iter().take(3).any(|r| header_hits(r).is_some_and(|h| h >= 2)) {
            return None;
        }
        let mut widths: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for row in &body {
            let kind = row.get(0).trim();
            if kind.is_empty() || kind.chars().count() > TYPE_MAX {
                return None;
            }
            let seen = widths.entry(kind).or_insert((row.len(), 0));
            seen.0 = seen.0.max(row.len());
            seen.1 += 1;
            if widths.len() > *TYPES.end() {
                return None;
            }
        }
        let first = widths.values().next()?.0;
        let differ = widths.values().any(|(w, _)| *w != first);
        // Each type comes again, but for those of the whole file.
        let again = widths.values().filter(|(_, n)| *n > 1).count();
        if !TYPES.contains(&widths.len()) || !differ || again < 2 {
            return None;
        }
        let key = body.first().and_then(|_| Self::key(&body));
        let parent =
            body.iter().map(|r| r.get(0).trim()).find(|k| widths.get(k).is_some_and(|(_, n)| *n > 1))?;
        let parent = parent.to_owned();
        // Without a number only the order tells: a person's row comes first, and is the rarest of those that come again.
        let rarest = || widths.values().filter(|(_, n)| *n > 1).map(|(_, n)| *n).min();
        let ordered = widths.get(parent.as_str()).map(|(_, n)| *n) == rarest()
            && parent.chars().all(|c| c.is_ascii_alphanumeric());
        (key.is_some() || ordered).then_some(Layout { key, parent })
    }

    /// The column whose values stay the same from a row to one of another type.
    fn key(body: &[&Cells]) -> Option<usize> {
        (1..4).find(|c| {
            let turns = || body.windows(2).filter(|w| w[0].get(0) != w[1].get(0));
            let same = turns().filter(|w| w[0].get(*c) == w[1].get(*c) && !w[0].get(*c).is_empty()).count();
            let changes = body.windows(2).any(|w| w[0].get(*c) != w[1].get(*c));
            let number = body.iter().all(|r| r.get(*c).bytes().any(|b| b.is_ascii_digit()));
            changes && number && same * 10 >= turns().count() * 3 && same >= 2
        })
    }

    pub(super) fn begins(&self, before: &Cells, row: &Cells) -> bool {
        match self.key {
            Some(key) => row.len() > 1 && before.get(key) != row.get(key),
            None => row.get(0).trim() == self.parent,
        }
    }

    pub(super) fn wide(&self, groups: &[&[(Place, Cells)]]) -> Wide {
        // By type: its widest row, and how often one person has it.
        let mut types: Vec<(String, usize, usize)> = Vec::new();
        for group in groups {
            let mut times: BTreeMap<&str, usize> = BTreeMap::new();
            for (_, row) in group.iter().filter(|(_, r)| r.len() > 1) {
                let kind = row.get(0).trim();
                let n = times.entry(kind).or_default();
                *n = (*n + 1).min(TIMES_MAX);
                match types.iter_mut().find(|(k, ..)| k == kind) {
                    Some((_, width, most)) => (*width, *most) = ((*width).max(row.len()), (*most).max(*n)),
                    None => types.push((kind.to_owned(), row.len(), *n)),
                }
            }
        }
        let heads = types.iter().flat_map(|(kind, width, _)| self.heads(kind, *width, groups)).collect();
        let mut rows = Rows::new();
        for group in groups {
            let of = |kind: &str, n: usize| {
                group.iter().filter(|(_, r)| r.len() > 1 && r.get(0).trim() == kind).nth(n).map(|(_, r)| r)
            };
            let count =
                |kind: &str| group.iter().filter(|(_, r)| r.len() > 1 && r.get(0).trim() == kind).count();
            let lines = types.iter().map(|(k, ..)| count(k)).max().unwrap_or(0).min(TIMES_MAX);
            for line in 0..lines {
                let mut cells = Cells::new();
                for (kind, width, most) in &types {
                    // What a person has once holds for all of her rows.
                    let row = of(kind, if *most > 1 { line } else { 0 });
                    for c in self.columns(*width) {
                        cells.push(row.map_or("", |r| r.get(c)));
                    }
                }
                rows.push((span(group).with_part(10 * u32::try_from(line).unwrap_or(0)), cells));
            }
        }
        Wide { heads, rows }
    }

    /// The columns of a type that say something.
    fn columns(&self, width: usize) -> impl Iterator<Item = usize> {
        let key = self.key;
        (1..width).filter(move |c| Some(*c) != key)
    }

    /// A cell that is the same in all rows of a type and names something is the head of the next one: `12|1|TEL|0612345678`.
    fn heads(&self, kind: &str, width: usize, groups: &[&[(Place, Cells)]]) -> Vec<String> {
        let rows =
            || groups.iter().flat_map(|g| g.iter()).filter(|(_, r)| r.len() > 1 && r.get(0).trim() == kind);
        let constant = |c: usize| {
            let first = rows().next().map_or("", |(_, r)| r.get(c).trim());
            let named = headers::role(first).is_some() && rows().all(|(_, r)| r.get(c).trim() == first);
            named.then(|| first.to_owned())
        };
        self.columns(width)
            .map(|c| c.checked_sub(1).filter(|b| *b > 0).and_then(constant).unwrap_or_default())
            .collect()
    }
}
