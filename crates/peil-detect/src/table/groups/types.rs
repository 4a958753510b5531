//! Rows of several types: the first cell says which, a number in all of them or their order which belong together.

use std::borrow::Cow;
use std::collections::BTreeMap;

use peil_model::{Cells, Place};

use super::{Rows, Wide, span};
use crate::columns::header_hits;
use crate::headers;

/// Rows that it takes to see the pattern.
const ROWS_MIN: usize = 6;
/// Types of a table.
const TYPES: std::ops::RangeInclusive<usize> = 2..=12;
/// Types that get columns of their own where later rows bring more; and cells of a row that do.
const TYPES_MAX: usize = 24;
const WIDTH_MAX: usize = 100;
/// Bytes of what a person has once that all of her rows repeat.
const REPEATED_BYTES: usize = 4096;
/// Characters of a type.
const TYPE_MAX: usize = 10;

/// How rows belong together.
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
        let types = types(groups);
        let sorted: Vec<Vec<Vec<&Cells>>> = groups.iter().map(|g| sort(g, &types)).collect();
        let widths: Vec<usize> = (0..types.len())
            .map(|t| sorted.iter().filter_map(|g| g.get(t)).flatten().map(|r| r.len()).max().unwrap_or(0))
            .map(|width| width.min(WIDTH_MAX))
            .collect();
        let once: Vec<bool> =
            (0..types.len()).map(|t| sorted.iter().filter_map(|g| g.get(t)).all(|r| r.len() <= 1)).collect();
        let heads = (0..).zip(&widths).flat_map(|(t, width)| self.heads(t, *width, &sorted)).collect();
        let mut rows = Rows::new();
        for (group, sorted) in groups.iter().zip(&sorted) {
            for line in 0..sorted.iter().map(Vec::len).max().unwrap_or(0) {
                let mut cells = Cells::new();
                let mut left = REPEATED_BYTES;
                for ((own, width), once) in sorted.iter().zip(&widths).zip(&once) {
                    // What a person has once holds for all of her rows.
                    let row = own.get(if *once { 0 } else { line });
                    for c in self.columns(*width) {
                        let cell = row.map_or(Cow::Borrowed(""), |r| cell(r, c));
                        let repeated = *once && line > 0;
                        let fits = !repeated || cell.len() <= left;
                        left = left.saturating_sub(if repeated && fits { cell.len() } else { 0 });
                        cells.push(if fits { &cell } else { "" });
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
    fn heads(&self, kind: usize, width: usize, sorted: &[Vec<Vec<&Cells>>]) -> Vec<String> {
        let rows = || sorted.iter().filter_map(|g| g.get(kind)).flatten();
        let constant = |c: usize| {
            let first = rows().next().map_or("", |r| r.get(c).trim());
            let named = headers::role(first).is_some() && rows().all(|r| r.get(c).trim() == first);
            named.then(|| first.to_owned())
        };
        self.columns(width)
            .map(|c| c.checked_sub(1).filter(|b| *b > 0).and_then(constant).unwrap_or_default())
            .collect()
    }
}

/// The types in the order of the file. The last one is for all that come later.
fn types<'a>(groups: &[&'a [(Place, Cells)]]) -> Vec<&'a str> {
    let mut types: Vec<&str> = Vec::new();
    for (_, row) in groups.iter().flat_map(|g| g.iter()).filter(|(_, r)| r.len() > 1) {
        let kind = row.get(0).trim();
        if types.len() <= TYPES_MAX && !types.contains(&kind) {
            types.push(kind);
        }
    }
    types
}

/// The rows of a person by their type.
fn sort<'a>(group: &'a [(Place, Cells)], types: &[&str]) -> Vec<Vec<&'a Cells>> {
    let mut sorted: Vec<Vec<&Cells>> = types.iter().map(|_| Vec::new()).collect();
    for (_, row) in group.iter().filter(|(_, r)| r.len() > 1) {
        let kind = row.get(0).trim();
        let at = types.iter().position(|t| *t == kind).unwrap_or(TYPES_MAX);
        sorted.get_mut(at).into_iter().for_each(|rows| rows.push(row));
    }
    sorted
}

/// A cell of a row; the last with a column of its own takes those behind it too.
fn cell(row: &Cells, c: usize) -> Cow<'_, str> {
    if c + 1 < WIDTH_MAX || row.len() <= WIDTH_MAX {
        return Cow::Borrowed(row.get(c));
    }
    Cow::Owned((c..row.len()).map(|c| row.get(c)).collect::<Vec<_>>().join(" "))
}
