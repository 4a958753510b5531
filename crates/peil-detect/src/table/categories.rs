//! Categories that follow from what a record holds.

use peil_model::{Category, Number, NumberKind, Record};

/// Adds the categories of the values that are there.
///
/// A number that only passes the 11-test counts as BSN beside a name or birth date.
pub(crate) fn categorise(r: &mut Record) {
    let c = &mut r.categories;
    c.insert_if(Category::Name, !r.names.is_empty());
    c.insert_if(Category::Address, !r.addresses.is_empty());
    c.insert_if(Category::Sex, r.sex.is_some());
    c.insert_if(Category::BirthDate, r.birth.is_some());
    c.insert_if(
        Category::Bsn,
        r.bsns.iter().any(|b| b.labelled)
            || (!r.bsns.is_empty() && (!r.names.is_empty() || r.birth.is_some())),
    );
    c.insert_if(Category::Email, !r.emails.is_empty());
    c.insert_if(Category::Phone, !r.phones.is_empty());
    c.insert_if(Category::Iban, !r.ibans.is_empty());
    c.insert_if(
        Category::PatientNumber,
        r.numbers.iter().any(|n| n.kind == NumberKind::Patient && n.issuer != Number::OF_PROCESSOR),
    );
    c.insert_if(Category::InsuranceNumber, r.numbers.iter().any(|n| n.kind == NumberKind::Insurance));
}

/// Whether a record holds anything by which a person can be told: an address, a sex or a result alone is nobody's.
pub(super) fn identifies(r: &Record) -> bool {
    !r.names.is_empty()
        || !r.bsns.is_empty()
        || !r.numbers.is_empty()
        || r.birth.is_some()
        || !r.emails.is_empty()
        || !r.phones.is_empty()
        || !r.ibans.is_empty()
}
