//! Whom a table is about: patients, or people who work there.

use peil_model::{Cells, Party, PartyKind, Role};

use super::Column;
use crate::headers::FieldRole::{self, *};
use crate::headers::{self, Heading, Owner, Sense, Senses};
use crate::identifiers::agb;

/// Columns of examinations: what has them is about patients.
const EXAMINATION: [FieldRole; 7] =
    [Specimen, Order, TestKind, TestResult, PatientNumber, MedicalText, InsuranceNumber];
/// Columns of a patient's person that lists of staff by name and telephone lack.
const PRIVATE: [FieldRole; 8] = [BirthDate, BirthYear, Bsn, Sex, AddressLine, Street, Postcode, Deceased];
/// Columns that name the subject.
const IDENTITY: [FieldRole; 9] =
    [FullName, Surname, PartnerSurname, GivenNames, Bsn, BirthDate, Key, Person, Email];

/// As what the subjects of a table's rows appear.
pub(super) fn of(columns: &[Column], title: Senses) -> Role {
    let has = |roles: &[FieldRole]| columns.iter().any(|c| c.role.is_some_and(|r| roles.contains(&r)));
    let word = |s: Sense| columns.iter().any(|c| c.senses.has(s));
    let patients = [Sense::Patient, Sense::Participant].into_iter().any(word);
    if has(&EXAMINATION) || patients {
        return Role::Patient;
    }
    let title_of = |list: &[Sense]| title.meets(Senses::of(list));
    if practitioners(columns, &has) || (title_of(&[Sense::Gp, Sense::Doctor]) && !has(&[BirthDate, Bsn])) {
        return Role::Practitioner;
    }
    let employed = columns.iter().any(|c| c.senses.has(Sense::Employment) && !c.senses.has(Sense::Thing));
    if employed || title_of(&[Sense::Staff, Sense::Employment]) {
        return Role::Staff;
    }
    let occupied = columns.iter().any(|c| c.role == Some(Function) && !c.headed);
    let staff = columns.iter().any(|c| matches!(c.heading, Heading::Of(Owner::Staff, _)));
    let desk = columns.iter().any(|c| c.senses.has(Sense::Employment));
    if (staff && !has(&PRIVATE))
        || (desk && !has(&PRIVATE))
        || (staff && !has(&IDENTITY))
        || (occupied && !has(&PRIVATE))
    {
        return Role::Staff;
    }
    Role::Patient
}

/// A list of care providers: an AGB code of which nothing says that it is the patient's GP's, or doctors' names alone.
fn practitioners(columns: &[Column], has: &dyn Fn(&[FieldRole]) -> bool) -> bool {
    let private = has(&[BirthDate, BirthYear, Bsn, Sex, Deceased, Key, Person]);
    let own_code = columns.iter().any(|c| {
        c.role == Some(GpAgb) && !c.senses.meets(Senses::of(&[Sense::Gp, Sense::Requester, Sense::Doctor]))
    });
    let doctor = has(&[Gp, Requester]);
    let others = columns
        .iter()
        .any(|c| c.senses.has(Sense::Requester) || (c.senses.has(Sense::Gp) && c.role == Some(Gp)));
    let named = has(&[FullName, Surname]);
    let alone = !named && !has(&[Email, Recipient, Categories]);
    !private && ((own_code && named && !others) || (doctor && (alone || (!named && has(&[GpAgb])))))
}

/// Whether a table's rows are examinations: what is remarked in them is medical.
pub(super) fn is_of_examinations(columns: &[Column]) -> bool {
    columns.iter().any(|c| {
        let medical = c.role == Some(MedicalText) && !c.senses.has(Sense::Remark);
        medical || matches!(c.role, Some(Specimen | Order | TestKind | TestResult))
    })
}

/// Whether a table is about articles, lots and stock, with nobody in it.
pub(super) fn is_of_goods(columns: &[Column]) -> bool {
    let somebody = columns.iter().any(|c| {
        c.role.is_some_and(|r| {
            IDENTITY.contains(&r) || matches!(r, PatientNumber | Specimen | TestResult | Postcode)
        })
    });
    columns.iter().any(|c| c.senses.has(Sense::Goods)) && !somebody
}

/// Client and requester that lines above the header name: `Opdrachtgever: Ziekenhuis Noord`.
pub(super) fn parties(rows: &[Cells]) -> Vec<Party> {
    let mut out = Vec::new();
    for row in rows {
        let mut filled = row.iter().map(str::trim).filter(|c| !c.is_empty());
        let (Some(first), second, None) = (filled.next(), filled.next(), filled.next()) else { continue };
        let (label, value) = match second {
            Some(value) => (first, value),
            None => first.split_once(':').unwrap_or((first, "")),
        };
        let value = value.trim();
        let kind = match headers::role(label.trim_end_matches(':')) {
            Some(Client) => PartyKind::Client,
            Some(Requester) => PartyKind::Requester,
            _ => continue,
        };
        if !value.is_empty() && headers::senses(value).is_empty() {
            let id =
                agb::labelled(value).map_or_else(|| format!("NAME:{value}"), |code| format!("AGB:{code}"));
            out.push(Party { kind, id });
        }
    }
    out
}
