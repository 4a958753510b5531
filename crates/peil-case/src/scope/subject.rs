//! Whom a record is about, in the form in which `decide` takes it.

use peil_detect::identifiers::bsn::eleven_test;
use peil_model::{NumberKind, Record, Role};
use peil_resolve::{Evidence, normal};

use super::attribution::bare;

/// Hashes of the numbers by which records belong together, each within its issuer.
pub(super) fn shared_numbers(record: &Record, mask: u64, all: u64, row: u32) -> Vec<u64> {
    if record.role != Role::Patient {
        return Vec::new();
    }
    let mut out = Vec::new();
    for n in &record.numbers {
        let value = normal::number(&n.value);
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        let issuer = bare(&n.issuer);
        match n.kind {
            NumberKind::Specimen | NumberKind::Order if digits >= 5 => {
                out.push(normal::hash(1, &[issuer.as_bytes(), value.as_bytes()]));
                // Eight digits and more do not meet by chance; then a missing issuer is no bar.
                if digits >= 8 {
                    out.push(normal::hash(2, &[value.as_bytes()]));
                }
            }
            NumberKind::Patient if digits >= 4 => {
                let scope = if issuer.is_empty() && mask == all {
                    row.to_le_bytes().to_vec()
                } else {
                    mask.to_le_bytes().to_vec()
                };
                out.push(normal::hash(3, &[issuer.as_bytes(), &scope, value.as_bytes()]));
            }
            NumberKind::ZorgDomein => out.push(normal::hash(4, &[value.as_bytes()])),
            _ => {}
        }
    }
    out
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
