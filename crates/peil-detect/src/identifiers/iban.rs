//! International bank account numbers (ISO 13616).

/// The account in capitals without blanks, if its check digits are right (ISO 7064 mod 97-10).
///
/// A Dutch one must have 18 characters with four letters for the bank; other countries' between 15 and 34.
pub fn normal(raw: &str) -> Option<String> {
    if raw.len() > 80 {
        return None;
    }
    let s: String = raw
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | ':'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let s = s.strip_prefix("IBAN").unwrap_or(&s);
    (has_form(s) && remainder(s) == 1).then(|| s.to_owned())
}

fn has_form(s: &str) -> bool {
    let b = s.as_bytes();
    let [c1, c2, d1, d2, rest @ ..] = b else { return false };
    let head =
        c1.is_ascii_uppercase() && c2.is_ascii_uppercase() && d1.is_ascii_digit() && d2.is_ascii_digit();
    let body = rest.iter().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let dutch = match rest {
        [bank @ .., _, _, _, _, _, _, _, _, _, _] => {
            bank.len() == 4 && bank.iter().all(u8::is_ascii_uppercase)
        }
        _ => false,
    };
    head && body && (15..=34).contains(&b.len()) && (dutch || !s.starts_with("NL"))
}

/// The number modulo 97 with the first four characters moved to the end and letters as 10 to 35.
fn remainder(s: &str) -> u32 {
    let (head, rest) = s.split_at_checked(4).unwrap_or((s, ""));
    rest.bytes().chain(head.bytes()).fold(0, |sum, b| match b {
        b'0'..=b'9' => (sum * 10 + u32::from(b - b'0')) % 97,
        _ => (sum * 100 + u32::from(b.wrapping_sub(b'A')) + 10) % 97,
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
        check("NL91ABNA0417164300", "NL91ABNA0417164300");
        check("nl91 abna 0417 1643 00", "NL91ABNA0417164300");
        check("IBAN: NL91 ABNA 0417 1643 00", "NL91ABNA0417164300");
        check("DE89370400440532013000", "DE89370400440532013000");
        for raw in ["", "NL91ABNA0417164301", "NL91", "NL91ABNA041716430", "GB00"] {
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
