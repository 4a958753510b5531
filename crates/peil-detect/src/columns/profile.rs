//! A column's values seen together.

use std::collections::BTreeMap;

use super::values::{FORMS, Form, forms, is_filler};
use crate::Known;
use crate::identifiers::date::{self, DayOrder};

/// Of true BSNs in a column this share passes the 11-test; the others are typing errors.
const TRUE_PASS: f64 = 0.985;
/// Of random nine-digit numbers this share passes.
const CHANCE_PASS: f64 = 1.0 / 11.0;
/// How much likelier a number is in a register if it is a BSN than if it is not (0.1 % of all numbers are).
const KNOWN_ODDS: f64 = 100.0;

/// Counts over a column's values, fillers left out.
pub(super) struct Profile {
    /// Number of values.
    pub(super) n: usize,
    counts: [usize; FORMS],
    /// Number of different values.
    pub(super) distinct: usize,
    /// Bytes of the longest value.
    pub(super) longest: usize,
    /// Years of the whole dates, sorted.
    pub(super) years: Vec<u16>,
    /// The values are whole numbers that rise from row to row, and by little: handed out in order, not sorted afterwards.
    pub(super) rising: bool,
    /// The values are 1, 2, 3, ...
    pub(super) counting: bool,
    day_first: usize,
    month_first: usize,
}

impl Profile {
    /// Looks at the values of a column.
    pub(super) fn of(values: &[&str], known: &dyn Known) -> Profile {
        let mut p = Profile {
            n: 0,
            counts: [0; FORMS],
            distinct: 0,
            longest: 0,
            years: Vec::new(),
            rising: false,
            counting: false,
            day_first: 0,
            month_first: 0,
        };
        // Many columns have few different values, and each is looked at once.
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for v in values.iter().filter(|v| !is_filler(v)) {
            p.n += 1;
            *seen.entry(v).or_default() += 1;
        }
        p.distinct = seen.len();
        for (v, times) in seen {
            p.longest = p.longest.max(v.len());
            let f = forms(v, known);
            for bit in f.bits() {
                p.counts.get_mut(bit).into_iter().for_each(|count| *count += times);
            }
            if f.has(Form::Date) {
                let found = date::before_epoch(v).or_else(|| date::parse(v));
                p.years.extend(found.into_iter().flat_map(|d| std::iter::repeat_n(d.year, times)));
            }
            if f.has(Form::Dateish) {
                match date::order_of(v) {
                    Some(DayOrder::DayFirst) => p.day_first += times,
                    Some(DayOrder::MonthFirst) => p.month_first += times,
                    None => {}
                }
            }
        }
        p.years.sort_unstable();
        (p.rising, p.counting) = steps(values);
        p
    }

    /// How many values have the form.
    pub(super) fn count(&self, f: Form) -> usize {
        self.counts.get(f as usize).copied().unwrap_or(0)
    }

    /// Which share of the values has the form; 0 without values.
    pub(super) fn share(&self, f: Form) -> f64 {
        if self.n == 0 { 0.0 } else { self.count(f) as f64 / self.n as f64 }
    }

    /// Whether four in five values have the form.
    pub(super) fn most(&self, f: Form) -> bool {
        self.n > 0 && self.share(f) >= 0.8
    }

    /// Whether fewer than one in five values have the form.
    pub(super) fn hardly(&self, f: Form) -> bool {
        self.n > 0 && self.share(f) < 0.2
    }

    /// By how much the 11-test and the registers speak for BSNs: the logarithm of a likelihood ratio, 0 without such numbers.
    pub(super) fn bsn_evidence(&self) -> f64 {
        let (all, passed, known) = (
            self.count(Form::BsnLike) as f64,
            self.count(Form::Eleven) as f64,
            self.count(Form::KnownBsn) as f64,
        );
        passed * (TRUE_PASS / CHANCE_PASS).ln()
            + (all - passed) * ((1.0 - TRUE_PASS) / (1.0 - CHANCE_PASS)).ln()
            + known * KNOWN_ODDS.ln()
    }

    /// Whether the dates are plausible as those of birth: spread over decades or long ago, as sampling dates are not.
    pub(super) fn is_birthlike(&self) -> bool {
        let (Some(low), Some(high)) = (self.years.first(), self.years.last()) else { return false };
        let median = self.years.get(self.years.len() / 2).copied().unwrap_or(0);
        *low >= 1895 && *low < 2012 && (*high < 2008 || (high - low >= 12 && median < 2010))
    }

    /// Whether most values are mail addresses and telephone numbers.
    pub(super) fn is_reach(&self) -> bool {
        self.n > 0 && self.share(Form::Email) + self.share(Form::Phone) >= 0.8
    }

    /// Whether seven in ten values are outcomes or measured.
    pub(super) fn is_outcome(&self) -> bool {
        self.share(Form::Result) + self.share(Form::Measure) >= 0.7
    }

    /// The median year of the dates.
    pub(super) fn median_year(&self) -> u16 {
        self.years.get(self.years.len() / 2).copied().unwrap_or(u16::MAX)
    }

    /// The order of day and month that the column's dates prove; `None` if none does.
    pub(super) fn order(&self) -> Option<DayOrder> {
        match (self.day_first, self.month_first) {
            (0, 0) => None,
            // A few the other way round are typing errors.
            (d, m) if m > 3 * d => Some(DayOrder::MonthFirst),
            _ => Some(DayOrder::DayFirst),
        }
    }
}

/// Mean step from which numbers that rise were sorted: BSNs of a few thousand persons lie further apart.
const SORTED_STEP: u64 = 20_000;

/// Whether the values are whole numbers that rise, and whether they count the rows.
fn steps(values: &[&str]) -> (bool, bool) {
    let numbers: Vec<u64> = values.iter().filter_map(|v| v.trim_end_matches('.').parse().ok()).collect();
    if numbers.len() < values.len() || numbers.is_empty() {
        return (false, false);
    }
    let pairs = || numbers.iter().zip(numbers.iter().skip(1));
    let up = pairs().filter(|(a, b)| a < b).count();
    let by_one = pairs().filter(|(a, b)| **b == **a + 1).count();
    let all = numbers.len() - 1;
    let first = numbers.first().copied().unwrap_or(0);
    let counting = first <= 1 && (all == 0 || by_one * 10 >= all * 9);
    let span = numbers.last().copied().unwrap_or(0).saturating_sub(first);
    let dense = span / (all.max(1) as u64) < SORTED_STEP;
    (
        numbers.len() >= 5 && up * 10 >= all * 9 && dense,
        counting || (all >= 4 && by_one == all && first < 100_000),
    )
}
