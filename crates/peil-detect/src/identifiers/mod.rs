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

/// The ASCII digits of a string.
pub(crate) fn digits(s: &str) -> String {
    s.chars().filter(char::is_ascii_digit).collect()
}

/// Whether it is not empty and all ASCII digits.
pub(crate) fn all_digits(s: &str) -> bool {
    !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit())
}
