//! A row for each attribute of a person: whose, which, and its value.

use peil_model::{Cells, Place};

use super::{Rows, Wide, span};
use crate::columns::header_hits;
use crate::headers;

/// Rows that it takes to see the pattern.
const ROWS_MIN: usize = 6;
/// Attributes of all persons at most.
const KINDS_MAX: usize = 200;

/// Which column is which.
pub(in crate::table) struct Layout {
    id: usize,
    kind: usize,
    value: usize,
    /// The header of the id.
    title: String,
    header: Option<Cells>,
}

impl Layout {
    pub(super) fn of(rows: &[Cells]) -> Option<Layout> {
        // A value with the delimiter in it makes a longer row.
        let usual = rows.iter().filter(|r| r.len() == 3).count();
        if rows.len() < ROWS_MIN || usual * 10 < rows.len() * 9 || rows.iter().any(|r| r.len() < 2) {
            return None;
        }
        let named = |c: usize| rows.iter().filter(|r| is_attribute(r.get(c))).count();
        let kind = (0..3).max_by_key(|c| named(*c)).filter(|c| named(*c) * 10 >= rows.len() * 6)?;
        let mut others = (0..3).filter(|c| *c != kind);
        let (id, value) = (others.next()?, others.next()?);
        let runs = rows.windows(2).filter(|w| w[0].get(id) != w[1].get(id)).count();
        if runs == 0 || runs * 2 > rows.len() || named(value) * 2 > named(kind) {
            return None;
        }
        let first = rows.first()?;
        // The header's own words are of the table and not of a person.
        let header = header_hits(first).is_some() && rows.get(1).is_some_and(|r| r.get(id) != first.get(id));
        let header = (header || !is_attribute(first.get(kind))).then(|| first.clone());
        let title = header.as_ref().map_or(String::new(), |h| h.get(id).to_owned());
        Some(Layout { id, kind, value, title, header })
    }

    pub(super) fn begins(&self, before: &Cells, row: &Cells) -> bool {
        before.get(self.id) != row.get(self.id)
    }

    pub(super) fn wide(&self, groups: &[&[(Place, Cells)]]) -> Wide {
        let mut heads: Vec<String> = vec![self.title.clone()];
        let mut rows = Rows::new();
        for group in groups {
            let mut cells: Vec<String> = Vec::new();
            for (_, row) in group.iter().filter(|(_, r)| Some(r) != self.header.as_ref()) {
                let kind = row.get(self.kind).trim();
                let more: Vec<&str> = (3..row.len()).map(|c| row.get(c).trim()).collect();
                let whole = [&[row.get(self.value).trim()], more.as_slice()].concat().join(" ");
                let value = whole.trim();
                let known = heads.iter().skip(1).position(|h| h == kind).map(|i| i + 1);
                let at = known.or_else(|| {
                    (heads.len() < KINDS_MAX).then(|| {
                        heads.push(kind.to_owned());
                        heads.len() - 1
                    })
                });
                // What has no room any more stands under no name.
                let at = at.unwrap_or(KINDS_MAX);
                cells.resize(cells.len().max(at + 1), String::new());
                if let Some(id) = cells.first_mut() {
                    row.get(self.id).trim().clone_into(id);
                }
                if let Some(cell) = cells.get_mut(at).filter(|_| !value.is_empty()) {
                    if !cell.is_empty() {
                        cell.push_str("; ");
                    }
                    cell.push_str(value);
                }
            }
            if !cells.is_empty() {
                rows.push((span(group), cells.iter().map(String::as_str).collect()));
            }
        }
        let width = heads.len();
        for (_, cells) in &mut rows {
            (cells.len()..width).for_each(|_| cells.push(""));
        }
        Wide { heads, rows }
    }
}

/// Whether a cell is the name of what a person has.
fn is_attribute(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() <= 40 && !cell.bytes().any(|b| b.is_ascii_digit()) && headers::role(cell).is_some()
}
