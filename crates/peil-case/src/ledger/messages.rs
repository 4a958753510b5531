//! Order messages as a ledger: each says who was sent, to whom, when, under which numbers.

use peil_detect::{Detector, Nobody};
use peil_model::{Content, Disclosure, NumberKind, Record, Role, Segment};

use super::load::LedgerRow;

/// The disclosures of one message. Not one if it names nobody.
pub(super) fn rows(segment: &Segment, lookup: &dyn Fn(&str) -> Option<String>) -> Vec<LedgerRow> {
    let mut records = Vec::new();
    let mut detector = Detector::new(&Nobody);
    detector.segment(segment, &mut records);
    detector.finish(&mut records);
    let recipient = recipient(segment);
    records
        .into_iter()
        .filter(|r| r.role == Role::Patient && names_somebody(r))
        .map(|record| row(record, &recipient, lookup))
        .collect()
}

fn names_somebody(r: &Record) -> bool {
    !r.bsns.is_empty() || !r.names.is_empty() || r.numbers.iter().any(|n| n.kind == NumberKind::Patient)
}

fn row(record: Record, recipient: &str, lookup: &dyn Fn(&str) -> Option<String>) -> LedgerRow {
    let patient = || record.numbers.iter().filter(|n| n.kind == NumberKind::Patient);
    let bsns = record.bsns.iter().filter(|b| b.labelled).map(|b| b.digits.as_str());
    let known = bsns.chain(patient().map(|n| n.value.as_str())).find_map(lookup);
    // A patient number that the register lacks is the key of somebody who left it.
    let person = known.or_else(|| patient().next().map(|n| n.value.clone())).unwrap_or_default();
    let numbers =
        record.numbers.iter().filter(|n| !matches!(n.kind, NumberKind::Patient | NumberKind::Insurance));
    let disclosure = Disclosure {
        person,
        recipient: recipient.to_owned(),
        date: record.made,
        numbers: numbers.cloned().collect(),
        categories: record.categories,
    };
    LedgerRow { disclosure, record: Some(Box::new(record)) }
}

/// Receiving application and facility (MSH-5, MSH-6), or the receiver of the interchange (UNB); empty if none is named.
fn recipient(segment: &Segment) -> String {
    let Content::Message(message) = &segment.content else { return String::new() };
    let part = |id: &str| message.parts.iter().find(|p| p.id == id);
    let names: Vec<&str> = match (part("MSH"), part("UNB")) {
        (Some(msh), _) => vec![msh.value(5, 1).trim(), msh.value(6, 1).trim()],
        (None, Some(unb)) => vec![unb.value(3, 1).trim()],
        (None, None) => Vec::new(),
    };
    names.into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(SEPARATOR)
}

/// Between application and facility.
pub(super) const SEPARATOR: &str = "/";
