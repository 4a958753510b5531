//! The 11-test (elfproef) of the BSN: weights 9 to 2 and -1, sum divisible by 11 (Besluit burgerservicenummer).

use super::super::all_digits;

/// Whether nine digits pass the 11-test. False for anything else, and for nine zeros (a filler).
pub fn eleven_test(digits: &str) -> bool {
    if digits.len() != 9 || !all_digits(digits) || digits == "000000000" {
        return false;
    }
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 = digits.bytes().zip(weights).map(|(b, w)| i32::from(b - b'0') * w).sum();
    sum % 11 == 0
}

#[cfg(test)]
mod tests {
    use super::eleven_test;

    #[test]
    fn one_in_eleven_passes() {
        let passed = (123_000_000..123_110_000).filter(|n| eleven_test(&n.to_string())).count();
        assert_eq!(passed, 10_000);
        assert!(eleven_test("123456782") && !eleven_test("123456789") && !eleven_test("000000000"));
    }
}
