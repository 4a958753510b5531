//! BSN, the Dutch citizen service number.
//!
//! Nine digits that pass the 11-test: weights 9, 8, 7, 6, 5, 4, 3, 2 and -1, sum divisible by 11. One random number
//! in 11 passes, so the test alone proves nothing: the role of the field or a second attribute must.

mod eleven_test;

pub use eleven_test::eleven_test;

use super::{all_digits, digits};

/// Any written form of a BSN to nine digits, without the 11-test (a labelled one may hold a typo).
///
/// Takes `123456782`, `BSN123456782`, `1234.56.782`, `1234 56 782`, `123 456 782`, the old eight digits (a leading
/// zero is restored), more leading zeros than nine digits need if the rest passes the test, and what spreadsheets make
/// of it (`123456782.0`, `'012345672`, `1.23456782E+08`).
pub fn normal(raw: &str) -> Option<String> {
    if raw.len() == 9 && all_digits(raw) {
        return Some(raw.to_owned()).filter(|d| d != "000000000");
    }
    let number = unlabelled(raw)?;
    let found = written_digits(number)?;
    match found.len() {
        9 => Some(found).filter(|d| d != "000000000"),
        8 => Some(format!("0{found}")).filter(|d| d != "000000000"),
        10..=18 => {
            let (zeros, rest) = found.split_at(found.len() - 9);
            (zeros.bytes().all(|b| b == b'0') && eleven_test(rest)).then(|| rest.to_owned())
        }
        _ => None,
    }
}

/// A BSN as a register holds it: as [`normal`], and twelve characters for a person removed from the register, whose
/// number got a three-character prefix; the last nine are the BSN.
///
/// A numeric prefix may have lost its own leading zeros: ten or eleven digits count if the last nine pass the 11-test.
pub fn registered(raw: &str) -> Option<String> {
    if let Some(found) = normal(raw) {
        return Some(found);
    }
    let compact: String = raw.chars().filter(char::is_ascii_alphanumeric).collect();
    let at = compact.len().checked_sub(9).filter(|n| (1..=3).contains(n))?;
    let (prefix, last) = compact.split_at(at);
    let whole = prefix.len() == 3 || (all_digits(prefix) && eleven_test(last));
    (whole && all_digits(last) && last != "000000000").then(|| last.to_owned())
}

/// The BSN inside an old VAT id of a self-employed person, `NL123456782B01`; only if it passes the 11-test.
pub fn in_vat(raw: &str) -> Option<String> {
    let compact: String =
        raw.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let rest = compact.strip_prefix("BTW").unwrap_or(&compact).strip_prefix("NL")?;
    let (number, tail) = rest.split_once('B')?;
    let number = if number.len() == 8 { format!("0{number}") } else { number.to_owned() };
    (eleven_test(&number) && tail.len() == 2 && all_digits(tail)).then_some(number)
}

/// The string without the words that label a BSN and without quotes around it.
fn unlabelled(raw: &str) -> Option<&str> {
    let s = raw.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let letters = s.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (label, rest) = s.split_at(letters);
    let known = ["", "bsn", "bsnnr", "bsnnummer", "burgerservicenummer", "sofi", "sofinummer", "nnnld", "nr"];
    known
        .iter()
        .any(|k| label.eq_ignore_ascii_case(k))
        .then(|| rest.trim_start_matches(|c: char| !c.is_ascii_digit()))
}

/// The digits of a number written with blanks, dots or dashes between them, or by a spreadsheet.
fn written_digits(s: &str) -> Option<String> {
    if let Some(whole) = s.strip_suffix(".0").or_else(|| s.strip_suffix(",0"))
        && all_digits(whole)
    {
        return Some(whole.to_owned());
    }
    if let Some(found) = scientific(s) {
        return Some(found);
    }
    let separator = |c: char| c == '.' || c == '-' || c == '\u{2011}' || c.is_whitespace();
    let clean = s.chars().all(|c| c.is_ascii_digit() || separator(c));
    (clean && s.len() <= 40).then(|| digits(s))
}

/// `1.23456782E+08` in full; `None` where digits were lost.
fn scientific(s: &str) -> Option<String> {
    let (mantissa, exponent) = s.split_once(['E', 'e'])?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, part) = mantissa.split_once(['.', ','])?;
    let ok = whole.len() == 1 && all_digits(whole) && part.len() == exponent && all_digits(part);
    ok.then(|| format!("{whole}{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(raw: &str, expect: &str) {
        assert_eq!(normal(raw).unwrap_or_default(), expect, "{raw}");
    }

    #[test]
    fn the_test_itself() {
        for good in ["123456782", "111222333", "100000009", "012345672"] {
            assert!(eleven_test(good), "{good}");
        }
        for bad in ["123456783", "12345678", "1234567820", "000000000", "12345678x", ""] {
            assert!(!eleven_test(bad), "{bad}");
        }
    }

    #[test]
    fn written_forms() {
        for raw in [
            "123456782",
            " 123456782 ",
            "BSN123456782",
            "bsn: 123456782",
            "Burgerservicenummer 123456782",
            "1234.56.782",
            "1234 56 782",
            "123 456 782",
            "123.456.782",
            "1234-56-782",
            "123456782.0",
            "'123456782",
            "=\"123456782\"",
            "0123456782",
            "000123456782",
            "1.23456782E+08",
            "1,23456782E8",
            "(123456782)",
        ] {
            check(raw, "123456782");
        }
        check("12345672", "012345672");
        check("12345672.0", "012345672");
        check("123456783", "123456783");
    }

    #[test]
    fn others_are_refused() {
        for raw in
            ["", "BSN", "1234567", "000000000", "123456782A", "AGB12345678", "1123456782", "31612345678"]
        {
            check(raw, "");
        }
    }

    #[test]
    fn removed_records_and_vat_ids() {
        let check =
            |raw: &str, expect: &str| assert_eq!(registered(raw).unwrap_or_default(), expect, "{raw}");
        check("999123456782", "123456782");
        check("001123456782", "123456782");
        check("1123456782", "123456782");
        check("AFG123456782", "123456782");
        check("123456782", "123456782");
        check("12345672", "012345672");
        check("1123456783", "");
        check("", "");
        let check = |raw: &str, expect: &str| assert_eq!(in_vat(raw).unwrap_or_default(), expect, "{raw}");
        check("NL123456782B01", "123456782");
        check("nl 1234.56.782.b.01", "123456782");
        check("NL123456783B01", "");
        check("NL123456782", "");
    }

    proptest! {
        #[test]
        fn never_panics(s in "\\PC*") {
            let _ = (normal(&s), registered(&s), in_vat(&s), eleven_test(&s));
        }

        #[test]
        fn normal_forms_stay(d in "[1-9][0-9]{8}") {
            prop_assert_eq!(normal(&d), Some(d.clone()));
            prop_assert_eq!(normal(&format!("{} {} {}", &d[..3], &d[3..6], &d[6..])), Some(d));
        }
    }
}
