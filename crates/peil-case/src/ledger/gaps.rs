//! Months that a ledger lacks.

use super::load::Ledger;

/// A year and a month from 1.
type Month = (u16, u8);

/// Months in a row without disclosures, or with hardly any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// Disclosures in these months.
    pub rows: u64,
    /// What is usual: the median month of the ledger.
    pub usual: u64,
}

/// A month is thin below one in this many of the median month.
const THIN: u64 = 10;
/// Below this median, a thin month is chance.
const STEADY: u64 = 20;

impl std::fmt::Display for Gap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let month = |m: Month| format!("{:04}-{:02}", m.0, m.1);
        let when = if self.from == self.to {
            format!("in {}", month(self.from))
        } else {
            format!("from {} to {}", month(self.from), month(self.to))
        };
        match self.rows {
            0 => write!(f, "no disclosures {when}"),
            n => write!(f, "only {n} disclosures {when}, where {} a month are usual", self.usual),
        }
    }
}

/// Months between the first and the last of a ledger with no disclosures at all, or under 10 % of the median month where
/// that is at least 20; neighbours of one kind together.
pub fn gaps(ledger: &Ledger) -> Vec<Gap> {
    let (Some((&first, _)), Some((&last, _))) =
        (ledger.months.first_key_value(), ledger.months.last_key_value())
    else {
        return Vec::new();
    };
    let all: Vec<(Month, u64)> =
        months(first, last).map(|m| (m, ledger.months.get(&m).copied().unwrap_or(0))).collect();
    let mut counts: Vec<u64> = all.iter().map(|(_, n)| *n).collect();
    counts.sort_unstable();
    let usual = counts.get(counts.len() / 2).copied().unwrap_or(0);
    let thin = |n: u64| n > 0 && usual >= STEADY && n * THIN < usual;
    let mut found: Vec<Gap> = Vec::new();
    let mut before: Option<bool> = None;
    for (month, rows) in all {
        let kind = if rows == 0 {
            Some(true)
        } else if thin(rows) {
            Some(false)
        } else {
            None
        };
        match (kind, found.last_mut()) {
            (None, _) => {}
            (Some(_), Some(gap)) if before == kind => {
                gap.to = month;
                gap.rows += rows;
            }
            (Some(_), _) => found.push(Gap { from: month, to: month, rows, usual }),
        }
        before = kind;
    }
    found
}

fn months(first: Month, last: Month) -> impl Iterator<Item = Month> {
    let number = |m: Month| u32::from(m.0) * 12 + u32::from(m.1) - 1;
    (number(first)..=number(last)).map(|n| ((n / 12) as u16, (n % 12) as u8 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(months: &[(Month, u64)], expect: &str) {
        let ledger = Ledger { months: months.iter().copied().collect(), ..Ledger::default() };
        let said: Vec<String> = gaps(&ledger).iter().map(ToString::to_string).collect();
        assert_eq!(said.join("; "), expect);
    }

    #[test]
    fn holes_and_thin_months() {
        check(&[], "");
        check(&[((2020, 5), 1)], "");
        check(&[((2019, 11), 1), ((2020, 2), 1)], "no disclosures from 2019-12 to 2020-01");
        let steady =
            |n: u64| -> Vec<_> { (1..=12).map(|m| ((2020, m), if m == 6 { n } else { 40 })).collect() };
        check(&steady(4), "");
        check(&steady(3), "only 3 disclosures in 2020-06, where 40 a month are usual");
        check(&steady(0), "no disclosures in 2020-06");
        check(&[((2020, 1), 15), ((2020, 2), 1), ((2020, 3), 15)], "");
    }
}
