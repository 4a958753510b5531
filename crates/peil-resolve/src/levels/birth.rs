//! Birth date levels.

use peil_model::PartialDate;

/// The level of two dates that have nothing in common.
pub(crate) const DIFFERENT: usize = 7;

/// See `Field::Birth` for the names of the levels.
pub(crate) fn level(a: Option<PartialDate>, b: Option<PartialDate>) -> usize {
    let (Some(a), Some(b)) = (a, b) else { return 0 };
    let year = if a.short_year || b.short_year { a.year % 100 == b.year % 100 } else { a.year == b.year };
    match (a.is_whole(), b.is_whole()) {
        (true, true) => whole(a, b, year),
        _ if a.month != 0 && b.month != 0 => {
            if year && a.month == b.month {
                4
            } else {
                DIFFERENT
            }
        }
        _ => {
            if year {
                5
            } else {
                DIFFERENT
            }
        }
    }
}

fn whole(a: PartialDate, b: PartialDate, year: bool) -> usize {
    if year && a.month == b.month && a.day == b.day {
        return 1;
    }
    if year && a.month == b.day && a.day == b.month {
        return 2;
    }
    // A filler (1 January, 1 July) says the year only.
    let filler = |d: PartialDate| d.day == 1 && matches!(d.month, 1 | 7);
    if year && (filler(a) || filler(b)) {
        return 5;
    }
    let (x, y) = (digits(a), digits(b));
    if crate::distance::within(&x, &y, 1).is_some() {
        return 3;
    }
    let same = usize::from(year) + usize::from(a.month == b.month) + usize::from(a.day == b.day);
    if same >= 2 { 6 } else { DIFFERENT }
}

fn digits(d: PartialDate) -> [u8; 8] {
    let mut n = crate::normal::day(d);
    let mut out = [0u8; 8];
    for slot in out.iter_mut().rev() {
        *slot = b'0' + (n % 10) as u8;
        n /= 10;
    }
    out
}
