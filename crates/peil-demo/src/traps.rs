//! Every trap of the demo by name, in one table: who falls into it, and what the truth says of them.
//!
//! Persons of a trap have no other records than those of their trap, so that nothing else decides about them. Registers are
//! cut into blocks; a trap takes the same positions of every block.

use crate::population::Register;

/// A trap; each is told in the table below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Trap {
    Twins,
    TwinTold,
    Namesakes,
    NamesakeTold,
    Housemates,
    HousemateTold,
    ForcedSex,
    DaySwapped,
    Typo,
    LostMarks,
    PrefixMoved,
    NameUse,
    OldAddress,
    OldName,
    PartialBirth,
    ShortYear,
    CutTable,
    BsnForms,
    EatenZero,
    EatenSpecimen,
    Removed,
    Deceased,
    Secret,
    Abroad,
    Wiped,
    OtherLab,
    OtherLabFound,
    NeverShared,
    LedgerGap,
    NumberIsBsn,
    OrderIsBsn,
    LotIsBsn,
    TicketIsBsn,
    StaffName,
    DoctorName,
    ContactElsewhere,
    WeakName,
    OtherClient,
    DoctorIsClient,
    TwoRegisters,
    FatherSon,
    Brothers,
    BrotherTold,
    PatientNumber,
    SameNumberElsewhere,
    EmailOnly,
    Contact,
    Account,
    OrderThenResult,
    Policy,
    Specialist,
    LooseBsn,
    Unsplit,
    LetterInField,
    PathOnly,
    CopyPath,
    PracticeTwins,
    MotherDaughter,
    CutEdifact,
    Wrapped,
    LabNumberAgain,
    PartialMedlab,
    OwnDoctor,
    Strangers,
    TestPatients,
    UnknownSpecimens,
    Overlap,
    SentAgain,
    WrongExtension,
    Encrypted,
    Truncated,
    Bomb,
    Nested,
}

/// Whom a trap takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// These positions of each block of a register.
    Each(Register, &'static [usize]),
    /// Two persons side by side at these positions of each block.
    Pair(Register, [usize; 2]),
    /// Persons of a register chosen otherwise.
    Chosen(Register),
    /// Files, or persons in no register.
    Nobody,
}

/// One row of the table.
pub(crate) struct Entry {
    pub trap: Trap,
    /// Its name in `truth/traps.csv`.
    pub name: &'static str,
    pub who: Who,
    /// What is planted, and what the truth says.
    pub says: &'static str,
}

impl Register {
    /// Rows of a block, from which traps take their positions.
    pub fn block(self) -> usize {
        match self {
            Register::Screening => 200,
            Register::Hospital => 100,
            Register::Practice => 50,
        }
    }
}

const fn e(trap: Trap, name: &'static str, who: Who, says: &'static str) -> Entry {
    Entry { trap, name, who, says }
}

use Register::{Hospital as H, Practice as P, Screening as S};
use Trap as T;
use Who::{Chosen, Each, Nobody, Pair};

/// All traps.
#[rustfmt::skip]
pub(crate) const TRAPS: &[Entry] = &[
    // Look-alikes.
    e(T::Twins, "twins", Pair(S, [40, 41]), "surname, initial, birth date and address: both ambiguous"),
    e(T::TwinTold, "twin-told-by-name", Pair(S, [44, 45]), "the same with a given name: the first confirmed, the second stays out"),
    e(T::Namesakes, "namesakes", Pair(S, [50, 51]), "one name and birth date, two addresses, none in the record: both ambiguous"),
    e(T::NamesakeTold, "namesake-told-by-address", Pair(S, [54, 55]), "the same with an address: the first confirmed, the second stays out"),
    e(T::Housemates, "mother-and-daughter", Pair(S, [60, 61]), "one initial and address, no birth date: both ambiguous"),
    e(T::HousemateTold, "housemate-told-by-birth", Pair(S, [64, 65]), "with a birth date: the first confirmed, the second stays out"),
    // The same person, written otherwise.
    e(T::ForcedSex, "forced-sex", Each(S, &[70, 71]), "registered as M or X, the order says F: confirmed"),
    e(T::DaySwapped, "day-and-month-swapped", Each(S, &[72, 74]), "with BSN; without, by name and address: confirmed"),
    e(T::Typo, "typo", Each(S, &[75, 76, 77]), "in the surname; in the BSN; in the birth date without BSN: confirmed"),
    e(T::LostMarks, "marks-and-case-lost", Each(S, &[80]), "capitals without diacritics, no BSN: confirmed by birth date and address"),
    e(T::PrefixMoved, "prefix-glued-moved-dropped", Each(S, &[81, 82, 84, 85]), "no BSN: confirmed by birth date and address"),
    e(T::NameUse, "maiden-and-partner-name", Each(S, &[86, 87, 88, 90]), "own, partner's, both ways round; no BSN: confirmed"),
    e(T::OldAddress, "old-address", Each(S, &[91]), "a former address, no BSN: confirmed"),
    e(T::OldName, "old-name", Each(S, &[92]), "a former surname with BSN: confirmed"),
    e(T::PartialBirth, "partial-birth-date", Each(S, &[93, 94, 95]), "00-00-1980 or 00-06-1980 in the register, or 19800000 in the message: confirmed by name and address, or BSN"),
    e(T::ShortYear, "year-of-two-digits", Each(S, &[130]), "no BSN: confirmed by name, birth date and address"),
    e(T::CutTable, "cut-at-24", Each(S, &[122]), "surname and street cut by a table, no BSN: confirmed"),
    e(T::BsnForms, "bsn-with-dots-and-blanks", Each(S, &[127, 128]), "1234.56.782, 1234 56 782: confirmed"),
    e(T::EatenZero, "eaten-zero", Each(S, &[100, 101]), "the BSN's leading zero is lost in the register and in a table: confirmed"),
    e(T::EatenSpecimen, "eaten-zero-of-specimen", Each(S, &[118]), "specimen number without its zero, beside the right birth date: confirmed"),
    // Who stands in the register how.
    e(T::Removed, "removed-record", Each(S, &[96]), "BSN in the register with a prefix of three digits: confirmed"),
    e(T::Deceased, "deceased", Each(S, &[97]), "a status like anyone's: confirmed"),
    e(T::Secret, "secret", Each(S, &[98]), "confirmed"),
    e(T::Abroad, "abroad", Each(S, &[99]), "confirmed"),
    e(T::Wiped, "wiped", Chosen(S), "only in the ledger: a row under the ledger's key, confirmed by its specimen number"),
    // What the ledgers say.
    e(T::OtherLab, "other-laboratory-only", Each(S, &[104]), "never shared with the processor, not found: not affected"),
    e(T::OtherLabFound, "other-laboratory-yet-found", Each(S, &[105]), "never shared with the processor, found: confirmed"),
    e(T::NeverShared, "never-shared", Each(S, &[106, 107]), "not found: not affected"),
    e(T::LedgerGap, "ledger-gap", Each(S, &[120, 121]), "shared in months that the ledger lacks: the first found and confirmed, the second (wrongly, but nobody can know) not affected"),
    // Numbers and names that are somebody else's.
    e(T::NumberIsBsn, "specimen-equals-bsn", Pair(S, [110, 111]), "the second's specimen number is the first's BSN: a result confirms the second, the first stays out"),
    e(T::OrderIsBsn, "order-number-equals-bsn", Each(S, &[112]), "an order number of the purchase department: stays out"),
    e(T::LotIsBsn, "lot-number-equals-bsn", Each(S, &[113]), "a lot number in the stock list: stays out"),
    e(T::TicketIsBsn, "ticket-number-equals-bsn", Each(S, &[125]), "a ticket number in a mail text: stays out"),
    e(T::StaffName, "staff-of-that-name", Each(S, &[114]), "staff list: not confirmed"),
    e(T::DoctorName, "doctor-of-that-name", Each(S, &[115]), "requester of others' orders: stays out"),
    e(T::ContactElsewhere, "contact-at-another-client", Each(S, &[116]), "contact person of a hospital patient: her row with the screening stays as it was"),
    e(T::WeakName, "surname-and-initial", Each(S, &[117]), "nothing else in the record: not confirmed"),
    // Whose record it is.
    e(T::OtherClient, "patient-of-another-client", Each(S, &[143, 183]), "only hospital messages: confirmed there, her row with the screening stays as it was"),
    e(T::DoctorIsClient, "her-doctor-is-a-client", Each(S, &[169]), "a screening order that names the practice as her doctor: confirmed for the screening, the practice's row stays as it was"),
    e(T::TwoRegisters, "in-two-registers", Chosen(S), "a list that names no client: confirmed in both"),
    // Hospital.
    e(T::FatherSon, "father-and-son", Pair(H, [20, 21]), "one name and address, no birth date: both ambiguous"),
    e(T::Brothers, "brothers", Pair(H, [24, 25]), "twins by initial and birth date: both ambiguous"),
    e(T::BrotherTold, "brother-told-by-name", Pair(H, [28, 29]), "twins by given name: the first confirmed, the second stays out"),
    e(T::PatientNumber, "patient-number-alone", Each(H, &[30]), "a result with the hospital's number only: confirmed"),
    e(T::SameNumberElsewhere, "same-number-elsewhere", Each(H, &[31]), "another hospital's patient has the same number: stays out"),
    e(T::EmailOnly, "name-and-e-mail", Each(H, &[32]), "an address list: confirmed"),
    e(T::Contact, "contact-person", Pair(H, [36, 37]), "the patient confirmed; her contact confirmed with name, address and phone, and nothing medical"),
    e(T::Account, "account-number", Each(H, &[40]), "debtors by patient number and name: confirmed with iban"),
    e(T::OrderThenResult, "order-then-bare-result", Each(H, &[44]), "order number in no ledger: the result belongs to the order's patient"),
    e(T::Policy, "policy-number", Each(H, &[45]), "IN1: insurance_number"),
    e(T::Specialist, "specialist-is-no-gp", Each(H, &[46]), "requester of care kind 03: no gp"),
    e(T::LooseBsn, "blank-before-bsn", Each(H, &[47, 48]), "a blank before the number, or an empty repetition: confirmed"),
    e(T::Unsplit, "name-in-one-piece", Each(H, &[49]), "PID-5 unsplit: confirmed"),
    e(T::LetterInField, "letter-in-a-field", Chosen(H), "OBX-5 of type ED holds a scanned letter: the patient is known by PID"),
    e(T::PathOnly, "client-by-path", Each(H, &[52]), "a list in the hospital's folder: counts there only"),
    e(T::CopyPath, "client-by-path-of-copy", Each(H, &[53]), "the copy that is a duplicate lies in the hospital's folder: counts there only"),
    // Practice.
    e(T::PracticeTwins, "practice-twins", Pair(P, [10, 11]), "MEDLAB without BSN: both ambiguous"),
    e(T::MotherDaughter, "practice-mother-and-daughter", Pair(P, [14, 15]), "MEDLAB without BSN: the birth date decides"),
    e(T::CutEdifact, "cut-at-30-and-24", Each(P, &[18, 19]), "MEDLAB surname and street, MEDRPT street and town, no BSN: confirmed"),
    e(T::Wrapped, "wrapped-text", Each(P, &[22]), "MEDVRI lines of 70 characters break name and number: confirmed"),
    e(T::LabNumberAgain, "lab-number-again", Each(P, &[23]), "a second MEDLAB message with the laboratory's number and no person"),
    e(T::PartialMedlab, "partial-birth-in-medlab", Each(P, &[24]), "1980:00:00 with BSN: confirmed"),
    e(T::OwnDoctor, "doctor-is-patient", Each(P, &[25]), "a patient with the doctor's name: stays out"),
    // Persons in no register, and files.
    e(T::Strangers, "other-clients-patients", Nobody, "in no register"),
    e(T::TestPatients, "test-patients", Nobody, "BSN 999999...: in no register"),
    e(T::UnknownSpecimens, "unknown-specimens", Nobody, "results whose number no ledger knows: linked to nobody"),
    e(T::Overlap, "deliveries-overlap", Nobody, "the same bytes in both: duplicate"),
    e(T::SentAgain, "sent-again-otherwise", Nobody, "the same messages with other line ends: read, nobody new"),
    e(T::WrongExtension, "wrong-extension", Nobody, "content decides"),
    e(T::Encrypted, "encrypted-member", Nobody, "encrypted"),
    e(T::Truncated, "cut-gzip", Nobody, "partial"),
    e(T::Bomb, "ratio-bomb", Nobody, "partial or unreadable"),
    e(T::Nested, "nested-archives", Nobody, "gzip in tar in gzip in zip: read"),
];

/// The name of a trap.
pub(crate) fn name(trap: Trap) -> &'static str {
    TRAPS.iter().find(|e| e.trap == trap).map_or("", |e| e.name)
}

/// The first position of a trap in its block.
pub(crate) fn position(trap: Trap) -> u32 {
    match TRAPS.iter().find(|e| e.trap == trap).map(|e| e.who) {
        Some(Each(_, p)) => p.first().map_or(0, |p| *p as u32),
        Some(Pair(_, [p, _])) => p as u32,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn no_position_is_in_two_traps_and_no_trap_is_twice() {
        let (mut names, mut taken) = (BTreeSet::new(), BTreeMap::new());
        for t in TRAPS {
            assert!(names.insert(t.name) && !t.says.is_empty(), "{}", t.name);
            let (register, positions) = match t.who {
                Each(r, p) => (r, p.to_vec()),
                Pair(r, p) => {
                    assert_eq!(p[0] + 1, p[1], "{}", t.name);
                    (r, p.to_vec())
                }
                Chosen(_) | Nobody => continue,
            };
            for p in positions {
                assert!(p < register.block(), "{}", t.name);
                let other = taken.insert((register as usize, p), t.name);
                assert_eq!(other, None, "{} and another at {p}", t.name);
            }
        }
    }
}
