//! Categories of personal data as a set of bits, with the ids of the contract.

use std::ops::{BitOr, BitOrAssign};

/// A set of categories.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Cats(u16);

/// Ids in printing order.
const IDS: [&str; 14] = [
    "name",
    "address",
    "sex",
    "birth_date",
    "bsn",
    "test_kind",
    "test_result",
    "gp",
    "email",
    "phone",
    "iban",
    "patient_number",
    "insurance_number",
    "medical_text",
];

pub(crate) const NONE: Cats = Cats(0);
pub(crate) const NAME: Cats = Cats(1);
pub(crate) const ADDRESS: Cats = Cats(1 << 1);
pub(crate) const SEX: Cats = Cats(1 << 2);
pub(crate) const BIRTH: Cats = Cats(1 << 3);
pub(crate) const BSN: Cats = Cats(1 << 4);
pub(crate) const KIND: Cats = Cats(1 << 5);
pub(crate) const RESULT: Cats = Cats(1 << 6);
pub(crate) const GP: Cats = Cats(1 << 7);
pub(crate) const EMAIL: Cats = Cats(1 << 8);
pub(crate) const PHONE: Cats = Cats(1 << 9);
pub(crate) const IBAN: Cats = Cats(1 << 10);
pub(crate) const PATIENT_NUMBER: Cats = Cats(1 << 11);
pub(crate) const INSURANCE_NUMBER: Cats = Cats(1 << 12);
pub(crate) const TEXT: Cats = Cats(1 << 13);

impl Cats {
    /// All of a list.
    pub const fn all(list: [Cats; 8]) -> Cats {
        let (mut set, mut i) = (0, 0);
        while i < list.len() {
            set |= list[i].0;
            i += 1;
        }
        Cats(set)
    }
}

impl BitOr for Cats {
    type Output = Cats;
    fn bitor(self, other: Cats) -> Cats {
        Cats(self.0 | other.0)
    }
}

impl BitOrAssign for Cats {
    fn bitor_assign(&mut self, other: Cats) {
        self.0 |= other.0;
    }
}

impl std::fmt::Display for Cats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ids = IDS.iter().enumerate().filter(|(i, _)| self.0 >> i & 1 == 1).map(|(_, id)| *id);
        f.write_str(&ids.collect::<Vec<_>>().join("|"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_print_in_order() {
        assert_eq!((TEXT | NAME | BSN).to_string(), "name|bsn|medical_text");
        assert_eq!(NONE.to_string(), "");
    }
}
