//! A header's word held against the content of its column.

use super::content::{self, Names};
use super::profile::Profile;
use super::values::Form;
use crate::headers::FieldRole::{self, *};

/// The role that header and content give together.
///
/// A plausible header wins over content that only looks like something else: one order number in eleven passes the
/// 11-test. Content wins where hardly any value can be what the header says.
pub(super) fn of(said: FieldRole, p: &Profile, names: Names) -> Option<FieldRole> {
    if p.n == 0 || !contradicted(said, p) {
        return Some(refined(said, p));
    }
    let found = content::role(p, Names::Take).filter(|r| names == Names::Take || !is_name(*r));
    match said {
        Bsn if p.most(Form::Digits) => Some(found.filter(|r| *r == Specimen).unwrap_or(Order)),
        Bsn | Iban | Email | Prefix | HouseNumber => found.filter(|r| *r != said),
        _ => Some(found.unwrap_or(said)),
    }
}

fn contradicted(said: FieldRole, p: &Profile) -> bool {
    let alien = p.most(Form::Email) || p.most(Form::Iban);
    let dates = p.most(Form::Date) && !p.most(Form::Digits);
    match said {
        Bsn => {
            content::contradicts_bsn(p)
                || (p.hardly(Form::BsnLike) && (alien || dates || !p.hardly(Form::Words)))
        }
        FullName | Surname | GivenNames | PartnerSurname | FormerSurname | Gp | City | Street | Country => {
            p.hardly(Form::Words) && (alien || dates || p.most(Form::Digits) || p.most(Form::Postcode))
        }
        Initials => dates || alien || p.most(Form::Digits),
        Prefix => p.hardly(Form::Prefix) && (p.most(Form::SexWord) || p.most(Form::AnyDigit)),
        BirthDate | OtherDate | Date | DeathDate => {
            p.hardly(Form::Dateish)
                && (alien || p.most(Form::Words) || p.most(Form::Postcode) || p.most(Form::BsnLike))
        }
        Email => {
            p.hardly(Form::Email)
                && (dates || !p.hardly(Form::Phone) || p.most(Form::Iban) || p.most(Form::Digits))
        }
        Iban => p.hardly(Form::Iban) && p.hardly(Form::AnyDigit),
        Phone => alien || dates || p.most(Form::Postcode),
        Postcode => {
            p.hardly(Form::Postcode) && (alien || dates || p.most(Form::Words) || p.most(Form::PostcodeCity))
        }
        HouseNumber => p.hardly(Form::House) && !p.hardly(Form::AnyDigit),
        Sex => p.hardly(Form::SexWord),
        Key | PatientNumber | InsuranceNumber | Person => alien || dates || p.most(Form::Postcode),
        Specimen | Order => alien || dates || (p.hardly(Form::AnyDigit) && p.n >= 2),
        AddressLine => alien || dates || p.most(Form::Postcode),
        _ => false,
    }
}

/// Bytes of a code by which persons are called; longer ones are names of files and programs.
const CODE_MAX: usize = 10;

/// The same header means one thing or another by what stands below it.
fn refined(said: FieldRole, p: &Profile) -> FieldRole {
    let worded = p.hardly(Form::AnyDigit);
    match said {
        PatientNumber | Person | Client | Key if p.share(Form::NameWithParts) >= 0.5 => FullName,
        PatientNumber if worded && p.most(Form::Words) => FullName,
        PatientNumber if p.n >= 3 && p.most(Form::LabNumber) && p.hardly(Form::KnownPatient) => Order,
        InsuranceNumber if worded && p.most(Form::Words) => FullName,
        // `Deelnemer` over `A-17`
        FullName
            if p.most(Form::AnyDigit)
                && p.longest <= CODE_MAX
                && p.count(Form::NameWithParts) + p.count(Form::KnownFullName) == 0 =>
        {
            Key
        }
        FullName if p.n >= 3 && p.share(Form::TestKind) >= 0.6 && p.hardly(Form::NameWithParts) => TestKind,
        // `<Bepaling omschrijving="Hemoglobine">7,1</Bepaling>`
        TestKind if p.n >= 2 && p.is_outcome() && p.hardly(Form::TestKind) => TestResult,
        // `value` beside `kind`: how somebody is reached.
        TestResult if p.is_reach() => Phone,
        // `Befund_Test` over `Ferritin`
        TestResult if p.n >= 2 && p.share(Form::TestKind) >= 0.6 && p.hardly(Form::Result) => TestKind,
        FullName if p.n >= 2 && p.share(Form::SexWord) >= 0.8 => Sex,
        FullName if p.most(Form::Initials) && p.hardly(Form::NameWithParts) => Initials,
        Initials if p.share(Form::Initials) < 0.3 && p.most(Form::Words) => GivenNames,
        City if p.most(Form::PostcodeCity) => PostcodeCity,
        Postcode if p.most(Form::PostcodeCity) => PostcodeCity,
        Street if p.share(Form::StreetNumber) >= 0.6 => AddressLine,
        GpAgb if worded && p.most(Form::Words) => Gp,
        _ => said,
    }
}

pub(super) fn is_name(role: FieldRole) -> bool {
    matches!(role, FullName | Surname | GivenNames | Initials | Prefix)
}
