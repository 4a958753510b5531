//! Telephone numbers, Dutch and foreign.

use super::{all_digits, date, digits};

/// The number as digits with its country code, `31612345678`.
///
/// Dutch numbers in any written form (`06-12345678`, `06.5594.5266`, `(020) 123 45 67`, `+31(0)6-12345678`,
/// `0031 6 12345678`, `31612345678`), foreign ones with `+` or `00`. An extension after it (`tst. 12`) is dropped.
/// Nine digits without their zero are refused: see [`labelled`].
pub fn normal(raw: &str) -> Option<String> {
    let s = bare(raw)?;
    let found = digits(&s.replace("(0)", ""));
    if let Some(number) = s.starts_with('+').then_some(found.as_str()).or_else(|| found.strip_prefix("00")) {
        return international(number);
    }
    match found.len() {
        10 => found.strip_prefix('0').and_then(dutch),
        11 => found.strip_prefix("31").and_then(dutch),
        _ => None,
    }
}

/// As [`normal`], and nine digits whose leading zero a spreadsheet ate: only for fields that say they hold a phone.
pub fn labelled(raw: &str) -> Option<String> {
    normal(raw).or_else(|| {
        let found = digits(&bare(raw)?);
        (found.len() == 9).then(|| dutch(&found))?
    })
}

/// Every number of a field that may hold several (`0612345678 / 020-1234567`), as [`labelled`] reads them.
pub fn all(raw: &str) -> Vec<String> {
    if let Some(one) = labelled(raw) {
        return vec![one];
    }
    let mut found: Vec<String> = Vec::new();
    for number in
        raw.split(['/', ';', ',', '|', '\n', '&']).flat_map(|s| s.split(" of ")).filter_map(labelled)
    {
        if !found.contains(&number) {
            found.push(number);
        }
    }
    found
}

/// The number's own characters, without label, extension or surrounding punctuation; `None` if others are among them.
fn bare(raw: &str) -> Option<String> {
    if raw.len() > 60 {
        return None;
    }
    let lower = raw.to_ascii_lowercase();
    let s = lower
        .trim()
        .trim_start_matches("tel:")
        .trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ':' | '.' | ' ' | '\'' | '"' | '='));
    let s = ["tst", "toestel", "ext", "x", "#"]
        .iter()
        .filter_map(|word| s.find(word))
        .min()
        .and_then(|end| s.get(..end))
        .unwrap_or(s)
        .trim_end_matches(|c: char| !c.is_ascii_digit());
    let s = s.strip_suffix(".0").unwrap_or(s);
    let fits = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-.()/\u{2011}\u{2013}".contains(c);
    let pluses = s.bytes().skip(1).any(|b| b == b'+') && !s.starts_with("(+");
    (s.chars().all(fits) && !pluses && !begins_with_date(s)).then(|| s.replacen("(+", "+(", 1))
}

/// `04-08-2022 08` has ten digits and begins with a zero, but is a date and an hour.
fn begins_with_date(s: &str) -> bool {
    s.split_whitespace().next().and_then(date::parse).is_some_and(|d| d.is_whole() && !d.short_year)
        && !all_digits(s)
}

/// A number after `+` or `00`: ITU E.164 allows 15 digits; below 9 it is no subscriber's number.
fn international(number: &str) -> Option<String> {
    if let Some(national) = number.strip_prefix("31") {
        return dutch(national.strip_prefix('0').filter(|n| n.len() == 9).unwrap_or(national));
    }
    ((9..=15).contains(&number.len()) && !number.starts_with('0')).then(|| number.to_owned())
}

/// Nine digits after the Dutch trunk zero; area codes and mobile codes begin with 1 to 9.
fn dutch(national: &str) -> Option<String> {
    (national.len() == 9 && !national.starts_with('0')).then(|| format!("31{national}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(raw: &str, expect: &str) {
        assert_eq!(normal(raw).unwrap_or_default(), expect, "{raw}");
    }

    #[test]
    fn dutch_forms() {
        for raw in [
            "0612345678",
            "06-12345678",
            "06 12 34 56 78",
            "06.1234.5678",
            "+31612345678",
            "+31 (0)6-12345678",
            "+31(0)6 1234 5678",
            "+310612345678",
            "(+31) 6 12345678",
            "0031612345678",
            "0031 (0)6 12345678",
            "31612345678",
            "tel. 06-12345678",
            "06-12345678 tst. 12",
        ] {
            check(raw, "31612345678");
        }
        check("(020) 123 45 67", "31201234567");
        check("0201234567", "31201234567");
        check("06.5594.5266", "31655945266");
    }

    #[test]
    fn foreign_and_refused() {
        check("+49 30 1234567", "49301234567");
        check("0032 478 12 34 56", "32478123456");
        for raw in [
            "",
            "612345678",
            "123456782",
            "0012",
            "04-08-2022 08",
            "06-1234567",
            "0012345678",
            "a@b.nl",
            "112",
        ] {
            check(raw, "");
        }
    }

    #[test]
    fn labelled_and_several() {
        assert_eq!(labelled("612345678").as_deref(), Some("31612345678"));
        assert_eq!(labelled("12345").as_deref(), None);
        assert_eq!(all("0612345678 / 020-1234567"), ["31612345678", "31201234567"]);
        assert_eq!(all("06-12345678"), ["31612345678"]);
        assert!(all("geen").is_empty());
    }

    proptest! {
        #[test]
        fn never_panics(s in "\\PC*") {
            let _ = (normal(&s), all(&s));
        }

        #[test]
        fn normal_forms_stay(n in "316[1-9][0-9]{7}") {
            prop_assert_eq!(normal(&n), Some(n));
        }
    }
}
