//! Cells of free text: what they say of their row's subject by name of the thing (`Tel. 0612345678`, `patientnummer 3044298`).

use peil_model::{Place, Record, Role};

use crate::Nobody;
use crate::headers::{self, FieldRole};
use crate::text::TextReader;

/// Bytes of a cell that is read, at least and at most.
const LENGTH: std::ops::RangeInclusive<usize> = 10..=4096;
/// Digits of the shortest number that is worth it.
const DIGITS_MIN: usize = 5;

/// What a text says of the one person that it may be about; nothing if it speaks of several or names somebody.
pub(super) fn read(cell: &str) -> Option<Record> {
    if !LENGTH.contains(&cell.len())
        || cell.bytes().filter(u8::is_ascii_digit).count() < DIGITS_MIN
        || cell.chars().filter(|c| c.is_alphabetic()).count() < 3
        || !cell.contains([' ', ':', '='])
    {
        return None;
    }
    let mut found = Vec::new();
    let mut reader = TextReader::new(&Nobody);
    reader.text(Place::lines(1, 1), cell, &mut found);
    reader.finish(&mut found);
    let mut found = found.into_iter();
    let only = found.next().filter(|r| r.role == Role::Patient && r.names.is_empty())?;
    found.next().is_none().then_some(only)
}

/// `patientnummer 3044298`: a cell that is a label and its number.
pub(super) fn labelled(cell: &str) -> Option<(FieldRole, &str)> {
    use FieldRole as F;
    let at = cell.find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '('))?;
    let (label, value) = cell.split_at_checked(at)?;
    let label = label.trim_end_matches([' ', '.', ':', '=']);
    // More words behind the number say more than it.
    let wordy = value.split(|c: char| !c.is_alphabetic()).any(|w| w.len() >= 3);
    let number =
        value.len() <= 24 && !wordy && value.bytes().filter(u8::is_ascii_digit).count() >= DIGITS_MIN;
    let role = headers::role(label).filter(|_| label.len() <= 30 && number)?;
    matches!(role, F::Phone | F::Bsn | F::PatientNumber | F::InsuranceNumber | F::Specimen | F::Order)
        .then_some((role, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_cell_calls_by_name() {
        let check = |cell: &str, expected: &str| {
            let shown = read(cell).map_or(String::new(), |r| {
                let numbers = r.numbers.iter().map(|n| n.value.clone());
                let bsns = r.bsns.iter().map(|b| b.digits.clone());
                numbers.chain(bsns).chain(r.phones).collect::<Vec<_>>().join(" ")
            });
            assert_eq!(shown, expected, "{cell}");
        };
        check("BSN 123456782\nBel aan bij buren", "123456782");
        check("Bellen na 18 uur, tel: 0643680862", "31643680862");
        check("belt terug na 12 uur", "");
        check("moeder: Anna Mol, tel. 0643680862", "");
        assert_eq!(labelled("patientnummer 3044298"), Some((FieldRole::PatientNumber, "3044298")));
        assert_eq!(labelled("Tel. 06-43680862"), Some((FieldRole::Phone, "06-43680862")));
        assert_eq!(labelled("bel na 18 uur 0643680862"), None);
        assert_eq!(labelled("Patiëntnummer 0021467, geb. 06-12-1967"), None);
    }
}
