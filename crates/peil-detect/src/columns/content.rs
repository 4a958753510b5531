//! The role of a column by its values alone.

use super::profile::Profile;
use super::values::Form;
use crate::headers::FieldRole::{self, *};

/// Evidence (logarithm of a likelihood ratio) from which numbers are BSNs.
const BSN: f64 = 3.0;
/// Evidence below which they certainly are not.
const NOT_BSN: f64 = -10.0;

/// What forms of name are to be taken from content: not where a header names the person's name already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Take them.
    Take,
    /// Leave them: they are the doctor's or the clerk's.
    Leave,
}

/// The role of the values, if they are unmistakable.
pub(super) fn role(p: &Profile, names: Names) -> Option<FieldRole> {
    if p.n == 0 {
        return None;
    }
    identifier(p)
        .or_else(|| sex(p))
        .or_else(|| residence(p))
        .or_else(|| examination(p))
        .or_else(|| if names == Names::Take { name(p) } else { None })
}

/// Whether numbers under a BSN's header cannot be BSNs.
pub(super) fn contradicts_bsn(p: &Profile) -> bool {
    p.count(Form::BsnLike) >= 3 && p.bsn_evidence() < NOT_BSN
}

/// Whether numbers under another header are BSNs beyond doubt: many, hardly one that fails, and not handed out in order.
pub(super) fn must_be_bsn(p: &Profile) -> bool {
    p.count(Form::BsnLike) >= 20 && p.share(Form::Eleven) > 0.95 && !p.rising
}

/// Whether numbers under a patient number's header are more likely BSNs: three that pass, or one that a register has.
pub(super) fn likely_bsn(p: &Profile) -> bool {
    p.most(Form::BsnLike) && p.bsn_evidence() >= 6.5 && !p.rising
}

fn identifier(p: &Profile) -> Option<FieldRole> {
    let numbers = p.most(Form::BsnLike);
    let evidence = p.bsn_evidence();
    match () {
        () if p.most(Form::Email) => Some(Email),
        () if p.most(Form::Iban) => Some(Iban),
        () if p.most(Form::Date) && !(numbers && evidence >= BSN) => Some(date(p)),
        () if p.share(Form::KnownNumber) >= 0.5 => Some(Specimen),
        () if p.share(Form::KnownPatient) >= 0.5 && p.n >= 2 => Some(PatientNumber),
        () if numbers && evidence >= BSN && !p.rising => Some(Bsn),
        () if p.most(Form::Phone) => Some(Phone),
        () if p.most(Form::Agb) && p.n >= 2 => Some(Requester),
        () if numbers && p.most(Form::Digits) && (evidence < -2.0 || p.rising) => Some(Order),
        () => None,
    }
}

/// Birth dates spread over decades; sampling dates over a few years, and have a time of day.
fn date(p: &Profile) -> FieldRole {
    if p.is_birthlike() && p.share(Form::Timed) < 0.3 { BirthDate } else { OtherDate }
}

fn residence(p: &Profile) -> Option<FieldRole> {
    match () {
        () if p.most(Form::Postcode) => Some(Postcode),
        () if p.most(Form::PostcodeCity) => Some(PostcodeCity),
        () if p.share(Form::StreetNumber) >= 0.6 => Some(AddressLine),
        () if p.share(Form::Numbered) >= 0.8 && p.share(Form::StreetNumber) >= 0.2 => Some(AddressLine),
        () if p.share(Form::Street) >= 0.5 && p.hardly(Form::NameWithParts) => Some(Street),
        () if p.share(Form::City) >= 0.4 && p.share(Form::City) > p.share(Form::Surname) => Some(City),
        () => None,
    }
}

fn examination(p: &Profile) -> Option<FieldRole> {
    match () {
        () if p.share(Form::Result) >= 0.6 => Some(TestResult),
        () if p.share(Form::TestKind) >= 0.6 => Some(TestKind),
        () if p.share(Form::Function) >= 0.6 => Some(Function),
        () => None,
    }
}

/// Letters or words for a sex, whatever else the table holds.
fn sex(p: &Profile) -> Option<FieldRole> {
    let sexes = p.share(Form::SexWord) >= 0.95 && p.share(Form::SexLetter) >= 0.3 && p.distinct <= 5;
    (sexes && (p.n >= 2 || p.count(Form::SexLetter) > 0)).then_some(Sex)
}

fn name(p: &Profile) -> Option<FieldRole> {
    match () {
        () if p.hardly(Form::Words) => None,
        () if p.share(Form::Prefix) >= 0.8 && p.n >= 2 => Some(Prefix),
        // One abbreviation in every row is no person's.
        () if p.share(Form::Initials) >= 0.8 && p.n >= 2 && (p.distinct >= 3 || p.n < 6) => Some(Initials),
        () if p.share(Form::NameWithParts) >= 0.5 || p.share(Form::KnownFullName) >= 0.5 => Some(FullName),
        () if p.share(Form::Surname) >= 0.35 && p.share(Form::Surname) >= p.share(Form::Given) => {
            Some(Surname)
        }
        () if p.share(Form::Given) >= 0.35 => Some(GivenNames),
        () if p.share(Form::Surname) >= 0.35 => Some(Surname),
        () => None,
    }
}
