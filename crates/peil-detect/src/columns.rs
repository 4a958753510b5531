//! Roles of a table's columns, by header and by content together.

use peil_model::Cells;

use crate::headers::{FieldRole, role};
use crate::identifiers::{bsn, date, email, iban, phone, postcode, sex};
use crate::{Known, fold};

pub use crate::identifiers::date::DayOrder;

/// Leading rows that may be titles or headers.
const HEADER_ROWS_MAX: usize = 12;

/// What is known of a table's columns.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Role of each column, where one is recognised.
    pub roles: Vec<Option<FieldRole>>,
    /// Leading rows that are titles or headers.
    pub header_rows: usize,
    /// Order of day and month in each column's dates.
    pub dates: Vec<DayOrder>,
}

/// Decides from the first rows of a table.
pub fn infer(rows: &[Cells], known: &dyn Known) -> Columns {
    let (header_rows, mut roles) = headers(rows);
    let body = rows.get(header_rows..).unwrap_or(&[]);
    let width = rows.iter().map(Cells::len).max().unwrap_or(0);
    roles.resize(width, None);
    let mut dates = Vec::with_capacity(width);
    for (c, role) in roles.iter_mut().enumerate() {
        let values: Vec<&str> = body.iter().map(|r| r.get(c).trim()).filter(|v| !v.is_empty()).collect();
        *role = verdict(*role, &values, known, header_rows > 0);
        dates.push(
            if values.iter().any(|v| date::order_of(v) == Some(DayOrder::MonthFirst))
                && !values.iter().any(|v| date::order_of(v) == Some(DayOrder::DayFirst))
            {
                DayOrder::MonthFirst
            } else {
                DayOrder::DayFirst
            },
        );
    }
    Columns { roles, header_rows, dates }
}

/// The header lines and the roles that they give: the row (or two rows) with the most header words, if it holds at least two
/// of them or nothing but them.
fn headers(rows: &[Cells]) -> (usize, Vec<Option<FieldRole>>) {
    let mut best: (usize, usize, Vec<Option<FieldRole>>) = (0, 0, Vec::new());
    for (n, row) in rows.iter().take(HEADER_ROWS_MAX).enumerate() {
        let roles: Vec<Option<FieldRole>> = row.iter().map(role).collect();
        let hits = roles.iter().flatten().count();
        let filled = row.iter().filter(|c| !c.trim().is_empty()).count();
        let plausible = hits >= 2 || (hits == 1 && filled <= 2) || (filled > 0 && hits == filled);
        if plausible
            && hits > best.0
            && row.iter().all(|c| c.chars().filter(char::is_ascii_digit).count() < 5)
        {
            best = (hits, n + 1, roles);
        }
    }
    let (_, end, mut roles) = best;
    // A second header line under the first completes or refines it: "Datum" over "geboorte".
    if let (Some(first), Some(second)) = (end.checked_sub(1).and_then(|n| rows.get(n)), rows.get(end)) {
        let wordy = end > 0
            && second.iter().all(|c| !c.bytes().any(|b| b.is_ascii_digit()))
            && second.iter().any(|c| role(c).is_some());
        if wordy && !second.iter().any(|c| sex::parse(c).is_some() && c.len() == 1) {
            let joined: Vec<Option<FieldRole>> = (0..first.len().max(second.len()))
                .map(|i| {
                    let both = format!("{} {}", first.get(i), second.get(i));
                    let turned = format!("{} {}", second.get(i), first.get(i));
                    role(&both)
                        .or_else(|| role(&turned))
                        .or_else(|| role(second.get(i)))
                        .or_else(|| role(first.get(i)))
                })
                .collect();
            if joined.iter().flatten().count() >= roles.iter().flatten().count() {
                return (end + 1, joined);
            }
        }
        // Group headers above: "Patiënt" and "Order" over the real line; only the line below names the columns.
        if end >= 2
            && let Some(above) = rows.get(end - 2)
        {
            for (i, r) in roles.iter_mut().enumerate().filter(|(_, r)| r.is_none()) {
                *r = role(&format!("{} {}", above.get(i), first.get(i)))
                    .or_else(|| role(&format!("{} {}", first.get(i), above.get(i))));
            }
        }
    }
    (end, roles)
}

fn share(values: &[&str], test: impl Fn(&str) -> bool) -> f64 {
    if values.is_empty() {
        0.0
    } else {
        values.iter().filter(|v| test(v)).count() as f64 / values.len() as f64
    }
}

/// The header's word held against the content; the content alone where there is no header.
fn verdict(said: Option<FieldRole>, values: &[&str], known: &dyn Known, headed: bool) -> Option<FieldRole> {
    use FieldRole as F;
    let passes = |v: &str| bsn::normal(v).is_some_and(|d| bsn::eleven_test(&d));
    match said {
        // Enough numbers, and they pass the 11-test hardly more than by chance: whatever the header says, not BSNs.
        Some(F::Bsn)
            if values.len() >= 20
                && share(values, passes) < 0.3
                && share(values, |v| bsn::registered(v).is_some()) < 0.3 =>
        {
            None
        }
        Some(F::Key | F::PatientNumber)
            if values.len() >= 20 && share(values, passes) > 0.95 && !ascending(values) =>
        {
            Some(F::Bsn)
        }
        Some(role) => Some(role),
        None => by_content(values, known, headed),
    }
}

fn by_content(values: &[&str], known: &dyn Known, headed: bool) -> Option<FieldRole> {
    use FieldRole as F;
    if values.is_empty() {
        return None;
    }
    let most = |test: &dyn Fn(&str) -> bool| share(values, test) >= 0.8;
    let nine = |v: &str| v.len() == 9 && v.bytes().all(|b| b.is_ascii_digit());
    let passes = |v: &str| bsn::normal(v).is_some_and(|d| bsn::eleven_test(&d));
    match () {
        () if most(&|v| email::normal(v).is_some()) => Some(F::Email),
        () if most(&|v| iban::normal(v).is_some()) => Some(F::Iban),
        () if most(&|v| known.number(v)) => Some(F::Specimen),
        () if share(values, |v| bsn::normal(v).is_some_and(|d| known.bsn(&d))) >= 0.5 => Some(F::Bsn),
        () if values.len() >= 3 && share(values, passes) >= 0.9 && !ascending(values) => Some(F::Bsn),
        () if most(&nine) => Some(F::Order),
        () if most(&|v| postcode::normal(v).is_some() && v.len() <= 7) => Some(F::Postcode),
        () if most(&|v| phone::normal(v).is_some()) => Some(F::Phone),
        () if most(&|v| {
            v.len() >= 6 && v.bytes().filter(u8::is_ascii_digit).count() >= 4 && date::parse(v).is_some()
        }) =>
        {
            Some(dates(values))
        }
        () if headed => None,
        () if values.len() >= 5 && most(&|v| v.len() <= 6 && sex::parse(v).is_some()) => Some(F::Sex),
        () if share(values, |v| {
            v.contains(' ') && v.split([' ', ',', '-']).any(|w| known.surname(&fold(w)))
        }) >= 0.5 =>
        {
            Some(F::FullName)
        }
        () if share(values, |v| known.surname(&fold(v))) >= 0.4 => Some(F::Surname),
        () if share(values, |v| known.given(&fold(v))) >= 0.4 => Some(F::GivenNames),
        () if values.len() >= 5 && most(&initials) => Some(F::Initials),
        () if most(&|v| crate::name::is_prefix(v)) => Some(F::Prefix),
        () => None,
    }
}

fn initials(v: &str) -> bool {
    let letters: Vec<char> = v.chars().filter(|c| c.is_alphabetic()).collect();
    (1..=5).contains(&letters.len()) && v.chars().all(|c| c.is_uppercase() || c == '.' || c == ' ')
}

/// Numbers that only rise are handed out in order: orders and specimens, not persons.
fn ascending(values: &[&str]) -> bool {
    let numbers: Vec<u64> = values.iter().filter_map(|v| v.parse().ok()).collect();
    numbers.len() >= 5 && numbers.windows(2).filter(|w| w[0] < w[1]).count() * 10 >= (numbers.len() - 1) * 9
}

/// Birth dates spread over decades; sampling dates over a few years.
fn dates(values: &[&str]) -> FieldRole {
    let years: Vec<u16> = values.iter().filter_map(|v| date::parse(v)).map(|d| d.year).collect();
    let (low, high) = (years.iter().min().copied().unwrap_or(0), years.iter().max().copied().unwrap_or(0));
    let births = low < 2008 && (high - low >= 10 || high < 2005);
    if births { FieldRole::BirthDate } else { FieldRole::OtherDate }
}
