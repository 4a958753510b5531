//! Dutch postcodes: four digits, not beginning with 0, and two letters.

/// The postcode as `1234AB`, from `1234 ab`, `1234AB`, `NL-1234 AB`. `None` for anything else, a bare `1234` included.
///
/// Text such as `1000 mg` has this form too: that it is a postcode must follow from its place.
pub fn normal(raw: &str) -> Option<String> {
    let s = raw.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let s = match s.get(..2) {
        Some(country) if country.eq_ignore_ascii_case("nl") => s.get(2..)?.trim_start_matches(['-', ' ']),
        _ => s,
    };
    let (number, letters) = s.split_at_checked(4)?;
    let letters = letters.trim_start_matches([' ', '-', '.', '\u{a0}']);
    let digits = number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0');
    let ok = digits && letters.len() == 2 && letters.bytes().all(|b| b.is_ascii_alphabetic());
    ok.then(|| {
        let mut code = [number, letters].concat();
        code.make_ascii_uppercase();
        code
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(raw: &str, expect: &str) {
        assert_eq!(normal(raw).unwrap_or_default(), expect, "{raw}");
    }

    #[test]
    fn forms() {
        for raw in ["1234AB", "1234 AB", "1234ab", " 1234  ab. ", "NL-1234 AB", "nl1234ab", "1234\u{a0}AB"] {
            check(raw, "1234AB");
        }
        for raw in ["", "1234", "0234AB", "12345AB", "1234ABC", "1234A", "1234 AB Stad", "1234é"] {
            check(raw, "");
        }
    }

    proptest! {
        #[test]
        fn never_panics(s in "\\PC*") {
            let _ = normal(&s);
        }
    }
}
