//! Whom a record is about, in the form in which `decide` takes it.

use peil_detect::columns::OPEN;
use peil_detect::identifiers::bsn::eleven_test;
use peil_model::{Number, NumberKind, Record, Role};
use peil_resolve::{Evidence, normal};
use serde::{Deserialize, Serialize};

use super::attribution::bare;

/// A patient or insurance number of a record.
#[derive(Clone, Serialize, Deserialize)]
pub struct PatientNumber {
    /// Hash of issuer and value.
    pub hash: u64,
    /// Who issued it, as given.
    pub issuer: String,
    /// The insurer's, or long enough that two issuers do not hand it out by chance.
    pub distinctive: bool,
    /// Records of one institution belong together by it.
    pub joins: bool,
    /// It is the key of a row or resource, and counts within its file or export only.
    pub row: Option<Within>,
}

/// Where a row's key means something.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// In its file.
    File,
    /// In all files of its folder: an export writes one file a kind of resource.
    Folder,
}

/// Hashes of the order, specimen and referral numbers by which records belong together, each within its issuer.
pub(super) fn shared_numbers(record: &Record) -> Vec<u64> {
    if record.role != Role::Patient {
        return Vec::new();
    }
    let mut out = Vec::new();
    for n in &record.numbers {
        match n.kind {
            NumberKind::Specimen | NumberKind::Order => {
                let value = normal::number(&n.value);
                let digits = value.bytes().filter(u8::is_ascii_digit).count();
                if digits >= 5 {
                    out.push(normal::hash(1, &[bare(&n.issuer).as_bytes(), value.as_bytes()]));
                }
                // Eight digits and more do not meet by chance; then a missing issuer is no bar.
                if digits >= 8 {
                    out.push(normal::hash(2, &[value.as_bytes()]));
                }
            }
            NumberKind::ZorgDomein => out.push(normal::hash(4, &[normal::number(&n.value).as_bytes()])),
            NumberKind::Patient | NumberKind::Insurance | NumberKind::Row => {}
        }
    }
    out
}

/// Patient and insurance numbers of a record.
pub(super) fn patient_numbers(record: &Record) -> Vec<PatientNumber> {
    let numbers = record
        .numbers
        .iter()
        .filter(|n| matches!(n.kind, NumberKind::Patient | NumberKind::Insurance | NumberKind::Row));
    numbers
        .map(|n| {
            let value = normal::number(&n.value);
            let digits = value.bytes().filter(u8::is_ascii_digit).count();
            let letters = n.value.bytes().any(|b| b.is_ascii_alphabetic());
            PatientNumber {
                hash: match n.kind {
                    NumberKind::Row => {
                        normal::hash(8, &[n.issuer.trim_start_matches(OPEN).as_bytes(), n.value.as_bytes()])
                    }
                    _ => normal::hash(3, &[bare(&n.issuer).as_bytes(), value.as_bytes()]),
                },
                issuer: n.issuer.clone(),
                distinctive: n.kind == NumberKind::Insurance || digits >= 8 || (digits >= 3 && letters),
                joins: record.role == Role::Patient
                    && (n.kind == NumberKind::Row || n.kind == NumberKind::Patient && digits >= 4),
                row: (n.kind == NumberKind::Row).then_some(if n.issuer == peil_detect::REFERENCE {
                    Within::Folder
                } else {
                    Within::File
                }),
            }
        })
        .collect()
}

pub(super) fn about(record: &Record) -> Evidence {
    let bsn = record.bsns.iter().find(|b| b.labelled).map_or(0, |b| normal::hash(5, &[b.digits.as_bytes()]));
    let birth = record.birth.filter(|b| b.is_whole()).map_or(0, normal::day);
    let surname = record.names.first().map_or(0, |n| normal::sound(&normal::letters(&n.surname)));
    Evidence { bsn, birth, surname }
}

pub(super) fn identifies(record: &Record) -> bool {
    let named = record.names.iter().any(|n| !n.surname.is_empty());
    let beside = record.names.iter().any(|n| !n.initials.is_empty() || !n.given.is_empty())
        || record.birth.is_some()
        || !record.addresses.is_empty()
        || !record.emails.is_empty()
        || !record.phones.is_empty();
    named && beside || record.bsns.iter().any(|b| b.labelled && eleven_test(&b.digits))
}

impl PatientNumber {
    /// Whether no institution is named that gave it to its patients.
    pub fn is_of_nobody(&self) -> bool {
        self.issuer.is_empty() || self.issuer == Number::OF_PROCESSOR
    }

    /// Whether it joins records, given the tables of its file that are of persons.
    pub fn joins_in(&self, persons: &[String]) -> bool {
        let open = self.issuer.strip_prefix(OPEN).filter(|_| self.row.is_some());
        self.joins && open.is_none_or(|table| persons.iter().any(|p| p == table))
    }
}
