//! Numbers of persons, specimens and accounts: each a function of a serial, so that no two persons share one by accident.

/// Pairs of eight-digit heads from which BSNs are made: a BSN needs the first or the second of a pair.
const PAIRS: u64 = 45_000_000;
/// Multiplier without a factor in common with `PAIRS`: neighbours get distant numbers.
const STRIDE: u64 = 7_654_321;
/// Pairs below this give BSNs with a leading zero, and are for persons who shall have one.
const ZERO_PAIRS: std::ops::Range<u64> = 500_000..5_000_000;

/// The BSN of a serial number below 45 million: no leading zero.
pub(crate) fn bsn(seed: u64, serial: u64) -> String {
    from_pair(ZERO_PAIRS.end + (seed % 1_000_003 + serial * STRIDE) % PAIRS)
}

/// A BSN that begins with one zero, of a serial number below 4.5 million.
pub(crate) fn bsn_with_zero(seed: u64, serial: u64) -> String {
    let room = ZERO_PAIRS.end - ZERO_PAIRS.start;
    from_pair(ZERO_PAIRS.start + (seed % 1_009 + serial) % room)
}

/// The 11-test: digits with weights 9 to 2 and -1 add up to a multiple of eleven. No last digit serves one head in eleven;
/// its neighbour, which weighs 2 more, then has one.
fn from_pair(pair: u64) -> String {
    let head = |n: u64| format!("{n:08}");
    let last = |n: u64| {
        let sum: u64 = head(n).bytes().zip((2..=9).rev()).map(|(b, w)| u64::from(b - b'0') * w).sum();
        sum % 11
    };
    let n = if last(2 * pair) < 10 { 2 * pair } else { 2 * pair + 1 };
    format!("{}{}", head(n), last(n))
}

/// Nine digits that nobody has and that fail the 11-test.
pub(crate) fn no_bsn(n: u64) -> String {
    let good = from_pair(49_000_000 + n % 900_000);
    let last = good.as_bytes()[8] - b'0';
    format!("{}{}", &good[..8], (last + 3) % 10)
}

/// Nine digits that nobody has and that pass the 11-test by chance.
pub(crate) fn stray_bsn(n: u64) -> String {
    from_pair(48_950_000 + n % 40_000)
}

/// A number with its digit at `at` raised by one.
pub(crate) fn mistyped(digits: &str, at: usize) -> String {
    digits
        .bytes()
        .enumerate()
        .map(|(i, b)| if i == at { char::from(b'0' + (b - b'0' + 1) % 10) } else { char::from(b) })
        .collect()
}

/// A Dutch account number (ISO 13616, check digits by mod 97) of a bank that does not exist.
pub(crate) fn iban(n: u64) -> String {
    let account = format!("{:010}", 100_000_000 + n);
    // V B L D N L as 31 11 21 13 23 21, behind the account number.
    let digits = format!("31112113{account}232100");
    let rest = digits.bytes().fold(0u64, |r, b| (r * 10 + u64::from(b - b'0')) % 97);
    format!("NL{:02}VBLD{account}", 98 - rest)
}

/// The nine-digit specimen number (monster id) of a serial; its first digit is zero.
pub(crate) fn specimen(serial: u64) -> String {
    format!("{:09}", 30_000_000 + serial * 7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn passes(bsn: &str) -> bool {
        let sum: i64 =
            bsn.bytes().zip([9, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(b, w)| i64::from(b - b'0') * w).sum();
        bsn.len() == 9 && sum % 11 == 0
    }

    #[test]
    fn bsns_pass_the_eleven_test_and_differ() {
        let mut seen = BTreeSet::new();
        for n in (0..3000).chain(1_600_000..1_600_500) {
            let (a, b) = (bsn(11, n), bsn_with_zero(11, n));
            assert!(passes(&a) && !a.starts_with('0'), "{a}");
            assert!(passes(&b) && b.starts_with('0') && !b.starts_with("00"), "{b}");
            assert!(passes(&stray_bsn(n)) && !passes(&no_bsn(n)));
            assert!(seen.insert(a) && seen.insert(b));
        }
        assert_eq!(mistyped("129456782", 2), "120456782");
    }

    #[test]
    fn ibans_have_their_check_digits() {
        for n in [0, 1, 77, 4242] {
            let i = iban(n);
            let turned = format!("{}{}", &i[4..], &i[..4]);
            let rest = turned.chars().fold(0u32, |r, c| {
                c.to_digit(36).map_or(r, |d| if d < 10 { (r * 10 + d) % 97 } else { (r * 100 + d) % 97 })
            });
            assert_eq!(rest, 1, "{i}");
        }
    }
}
