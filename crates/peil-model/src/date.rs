//! Dates of which a part may be unknown, as Dutch registers hold them (00-00-1980).

use serde::{Deserialize, Serialize};

use crate::masked::masked;

/// A date with a known year; month and day are 0 where unknown. Day known implies month known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// Four-digit year, 1850 to 2100.
    pub year: u16,
    /// 1 to 12, or 0 if unknown.
    pub month: u8,
    /// 1 to 31, or 0 if unknown.
    pub day: u8,
    /// The source gave two digits of the year; the century is a guess.
    pub short_year: bool,
}

masked!(PartialDate);

/// Whether the day exists in the (Gregorian) calendar.
pub fn valid_day(year: u16, month: u8, day: u8) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=last).contains(&day)
}

impl PartialDate {
    /// A date from its numbers; zero month or day mean unknown. `None` if no such day exists.
    pub fn new(year: u16, month: u8, day: u8) -> Option<PartialDate> {
        let ok = (1850..=2100).contains(&year)
            && match (month, day) {
                (0, 0) => true,
                (1..=12, 0) => true,
                _ => valid_day(year, month, day),
            };
        ok.then_some(PartialDate { year, month, day, short_year: false })
    }

    /// Whether year, month and day are all known.
    pub fn is_whole(self) -> bool {
        self.day != 0
    }

    /// `1980-06-23`, `1980-06` or `1980`.
    pub fn iso(self) -> String {
        match (self.month, self.day) {
            (0, _) => format!("{:04}", self.year),
            (m, 0) => format!("{:04}-{m:02}", self.year),
            (m, d) => format!("{:04}-{m:02}-{d:02}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(y: u16, m: u8, d: u8, expect: Option<&str>) {
        assert_eq!(PartialDate::new(y, m, d).map(PartialDate::iso).as_deref(), expect, "{y}-{m}-{d}");
    }

    #[test]
    fn parts_and_calendar() {
        check(1980, 6, 23, Some("1980-06-23"));
        check(1980, 6, 0, Some("1980-06"));
        check(1980, 0, 0, Some("1980"));
        check(1980, 0, 5, None);
        check(1900, 2, 29, None);
        check(2000, 2, 29, Some("2000-02-29"));
        check(1980, 13, 1, None);
        check(3980, 1, 1, None);
    }

    #[test]
    fn debug_is_masked() {
        let d = PartialDate::new(1980, 6, 23);
        assert_eq!(format!("{d:?}"), "Some(PartialDate(masked))");
    }
}
