//! Columns recognised by what they hold, where no header said it: identifiers, and names out of a list.

use std::collections::BTreeSet;

use peil_detect::headers::FieldRole;
use peil_detect::identifiers::{date, email, phone, postcode};
use peil_model::Cells;

use super::{Layout, meaningful};

/// Rows by which a column is judged.
const SAMPLE: usize = 1000;

/// The first column without a certain role whose values are identifiers, a different one in each row.
pub(crate) fn identifiers(layout: &Layout, rows: &[Cells]) -> Option<usize> {
    // What these headers promise is often another thing: `Deelnemer`, `Client` over numbers.
    let loose = [None, Some(FieldRole::FullName), Some(FieldRole::Client), Some(FieldRole::Surname)];
    (0..layout.roles.len())
        .filter(|i| layout.roles.get(*i).is_some_and(|r| loose.contains(r)))
        .find(|i| are_identifiers(rows, *i))
}

fn are_identifiers(rows: &[Cells], column: usize) -> bool {
    let values: Vec<&str> = values(rows, column).collect();
    let distinct: BTreeSet<&str> = values.iter().copied().collect();
    !values.is_empty()
        && values.len() * 100 >= rows.len().min(SAMPLE) * 98
        && distinct.len() * 100 >= values.len() * 95
        && values.iter().all(|v| is_identifier(v))
        && !values.iter().all(|v| is_other(v))
}

fn is_identifier(v: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '{' | '}');
    v.len() <= 40 && v.bytes().any(|b| b.is_ascii_digit()) && v.chars().all(plain)
}

/// Values that are something else by their form alone. A run of eight digits may be a date: only if all are.
fn is_other(v: &str) -> bool {
    date::parse(v).is_some_and(|d| d.is_whole())
        || postcode::normal(v).is_some()
        || email::normal(v).is_some()
        || (v.len() >= 10 && phone::normal(v).is_some())
}

/// The column in which most values satisfy the test, if at least this many per cent do. A column of an organisation's names may
/// have been taken for anything that names are.
pub(crate) fn mostly(
    layout: &Layout,
    rows: &[Cells],
    share: usize,
    test: impl Fn(&str) -> bool,
) -> Option<usize> {
    let percent = |i: usize| {
        let (hits, all) = values(rows, i).fold((0, 0), |(h, n), v| (h + usize::from(test(v)), n + 1));
        (hits * 100_usize).checked_div(all).unwrap_or(0)
    };
    let columns = (0..layout.roles.len()).rev().map(|i| (percent(i), i));
    columns.max_by_key(|(p, _)| *p).filter(|(p, _)| *p >= share).map(|(_, i)| i)
}

fn values(rows: &[Cells], column: usize) -> impl Iterator<Item = &str> {
    rows.iter().take(SAMPLE).map(move |r| meaningful(r.get(column))).filter(|v| !v.is_empty())
}
