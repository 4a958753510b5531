//! Tables on their side: the headers in the first column, a person a column; also one person as a list of keys and values.

use peil_model::{Cells, Place};

use crate::columns::header_hits;
use crate::headers::{self, Heading};

/// Rows that such a table has at least and at most.
const ROWS: std::ops::RangeInclusive<usize> = 3..=80;
/// Persons beside each other at most.
const WIDTH_MAX: usize = 2000;

/// The table set upright, with a place for each of its rows; `None` if it stands upright already.
pub(super) fn turn(places: &[Place], rows: &[Cells]) -> Option<(Vec<Place>, Vec<Cells>)> {
    let filled: Vec<(&Place, &Cells)> =
        places.iter().zip(rows).filter(|(_, r)| r.iter().any(|c| !c.trim().is_empty())).collect();
    let width = filled.iter().map(|(_, r)| r.len()).max()?;
    if !ROWS.contains(&filled.len()) || !(2..=WIDTH_MAX).contains(&width) {
        return None;
    }
    let named =
        |cell: &str| matches!(headers::heading(headers::senses(cell)), Heading::Role(_) | Heading::Of(..));
    let keys = filled.iter().filter(|(_, r)| named(r.get(0))).count();
    // Upright tables have their headers in a row.
    let upright = filled.iter().take(5).any(|(_, r)| header_hits(r).is_some_and(|hits| hits >= 2));
    let again = filled.iter().skip(1).any(|(_, r)| r.get(0) == filled[0].1.get(0));
    let beside = filled.iter().filter(|(_, r)| (1..r.len()).any(|c| named(r.get(c)))).count();
    if upright || again || keys < 3 || keys * 10 < filled.len() * 6 || beside * 4 > filled.len() {
        return None;
    }
    let first = filled.first().map(|(p, _)| **p)?;
    let column = |c: usize| filled.iter().map(|(_, r)| r.get(c)).collect::<Cells>();
    let turned = (0..width).map(column).collect();
    // The first column is the header line; each other one is a person at the table's place, by its number.
    let at = (0..width).map(|c| first.with_part(10 * u32::try_from(c).unwrap_or(u32::MAX / 10))).collect();
    Some((at, turned))
}
