//! One file per kind of identifier: any written form to its normal form, or nothing.
//!
//! These judge one string that is meant to be such an identifier; finding one inside running text is for the text reader.

pub mod agb;
pub mod bsn;
pub mod date;
pub mod email;
pub mod iban;
pub mod phone;
pub mod postcode;
pub mod sex;

/// A number without what senders hang on it to say which examination is meant: `012345678+.HPV`, `012345678.HPV`.
pub fn without_suffix(number: &str) -> &str {
    const DIGITS_MIN: usize = 6;
    let number = number.trim();
    if let Some((head, _)) = number.split_once('+').filter(|(head, _)| !head.trim().is_empty()) {
        return head.trim();
    }
    let hung = |(head, tail): &(&str, &str)| {
        head.len() >= DIGITS_MIN
            && all_digits(head)
            && (2..=4).contains(&tail.len())
            && tail.bytes().all(|b| b.is_ascii_uppercase())
    };
    number.split_once('.').filter(hung).map_or(number, |(head, _)| head)
}

/// The ASCII digits of a string.
pub(crate) fn digits(s: &str) -> String {
    s.chars().filter(char::is_ascii_digit).collect()
}

/// Whether it is not empty and all ASCII digits.
pub(crate) fn all_digits(s: &str) -> bool {
    !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::without_suffix;

    #[test]
    fn suffixes_of_numbers() {
        for (raw, bare) in [
            ("012345678+.HPV", "012345678"),
            ("012345678.HPV", "012345678"),
            (" 012345678 ", "012345678"),
            ("T23.00451", "T23.00451"),
            ("4711.A", "4711.A"),
            ("1234.56.782", "1234.56.782"),
            ("+31612345678", "+31612345678"),
        ] {
            assert_eq!(without_suffix(raw), bare);
        }
    }
}
