//! AGB codes of Dutch care providers: eight digits, the first two saying which kind of care.

use super::all_digits;

/// The code as eight digits, from `01234567`, `01-234567`, `AGB 01234567`.
pub fn normal(raw: &str) -> Option<String> {
    if digits_in(raw) != 8 {
        return None;
    }
    let found = compact(raw);
    (found.len() == 8 && all_digits(&found) && found != "00000000").then_some(found)
}

/// As [`normal`], and seven digits whose leading zero was lost: only for fields that say they hold an AGB code.
pub fn labelled(raw: &str) -> Option<String> {
    // Names of practices are asked too, row by row.
    if !matches!(digits_in(raw), 7 | 8) {
        return None;
    }
    let found = compact(raw);
    if found.len() == 7 { normal(&format!("0{found}")) } else { normal(&found) }
}

/// Whether the code is that of a general practitioner or a general practice (care kind 01).
pub fn is_gp(code: &str) -> bool {
    code.starts_with("01")
}

fn digits_in(raw: &str) -> usize {
    raw.bytes().filter(u8::is_ascii_digit).count()
}

fn compact(raw: &str) -> String {
    let s = raw.trim();
    let s = match s.get(..3) {
        Some(label) if label.eq_ignore_ascii_case("agb") => s.get(3..).unwrap_or(""),
        _ => s,
    };
    let s = s.trim_start_matches([':', '-', ' ', '=']);
    s.chars().filter(|c| !matches!(c, ' ' | '-' | '.')).collect()
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
        for raw in ["01234567", "01-234567", "AGB 01234567", "agb:01234567", " 01 234567 "] {
            check(raw, "01234567");
        }
        for raw in ["", "1234567", "012345678", "0123456a", "00000000"] {
            check(raw, "");
        }
        assert_eq!(labelled("1234567").as_deref(), Some("01234567"));
        assert!(is_gp("01234567") && !is_gp("03234567"));
    }

    proptest! {
        #[test]
        fn never_panics(s in "\\PC*") {
            let _ = (normal(&s), labelled(&s));
        }
    }
}
