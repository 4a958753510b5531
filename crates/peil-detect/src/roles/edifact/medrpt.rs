//! Segments of the European messages MEDRPT (`D:93A:UN:MRPN32`) and MEDEUR.
//!
//! Groups are announced by `S01` (parties), `S02` (report), `S06` and `S07` (patient), `S16` (specimen), `S18` (result):
//! an address or telephone is the patient's only in the patient's groups.

use peil_model::{Category, Name, NumberKind, Part, PartyKind};

use super::super::draft::{Draft, plain};
use super::medlab::written_address;
use crate::identifiers::{agb, date};
use crate::{Known, name};

/// Whether the segment begins a patient's identity.
pub(super) fn is_patient(part: &Part) -> bool {
    matches!(part.id.as_str(), "PNA" | "NAD") && plain(part.value(1, 1)) == "PAT"
}

/// What one segment says, inside its group.
pub(super) fn read(part: &Part, section: &str, known: &dyn Known, draft: &mut Draft) {
    let of_patient = matches!(section, "" | "S06" | "S07");
    match part.id.as_str() {
        "PNA" if is_patient(part) => {
            identifiers(part, known, draft);
            draft.name(patient_name(part));
        }
        "NAD" => party(part, known, draft),
        "ADR" if of_patient => {
            let street = |c| plain(part.value(2, c));
            let (city, code) = (plain(part.value(3, 1)), plain(part.value(4, 1)));
            draft.address(written_address(street(2), street(3), street(4), city, code));
        }
        "COM" if of_patient => {
            part.leaves().filter(|(l, _)| l.component == 1).for_each(|(_, v)| draft.contact(v))
        }
        // The payer and the number under which the patient is insured there.
        "FCA" => {
            let values = [plain(part.value(2, 4)), plain(part.value(2, 1))];
            let number = values.into_iter().find(|v| v.bytes().filter(u8::is_ascii_digit).count() >= 6);
            draft.number(NumberKind::Insurance, "", number.unwrap_or(""));
        }
        "DTM" => date_and_time(part, draft),
        "PDI" => draft.sex(part.value(1, 1)),
        "RFF" => reference(part, known, draft),
        // `INV+MQ+HB:AMB:NHG`, and without the qualifier `INV+PAP:AMB:NHG`.
        "INV" => draft.category(
            Category::TestKind,
            part.leaves().any(|(l, v)| (l.field >= 2 || l.component >= 2) && !plain(v).is_empty()),
        ),
        "RSL" => draft
            .category(Category::TestResult, part.leaves().any(|(l, v)| l.field >= 2 && !plain(v).is_empty())),
        _ => {}
    }
}

/// The patient's id in element 2: `::123456782:PCL:LZB` is a BSN, another code a number of the sender.
fn identifiers(part: &Part, known: &dyn Known, draft: &mut Draft) {
    let values = || part.leaves().filter(|(l, _)| l.field == 2).map(|(_, v)| plain(v));
    let is_bsn = values().any(|v| matches!(v.to_ascii_uppercase().as_str(), "PCL" | "LZB" | "BSN"));
    let mut codes = values().filter(|v| v.bytes().any(|b| b.is_ascii_digit()));
    match codes.next() {
        Some(value) if is_bsn || value.get(..3).is_some_and(|l| l.eq_ignore_ascii_case("bsn")) => {
            draft.labelled_bsn(value);
        }
        Some(value) => draft.patient_number("", value, true, known),
        None => {}
    }
}

/// Names behind their codes: `NAN` own, `NVV` initials`*`prefix, `NEA` partner's, `NEV` partner's prefix; `SU` and `FO`
/// of the international form.
fn patient_name(part: &Part) -> Name {
    let mut found = Name::default();
    for (leaf, code) in part.leaves().filter(|(l, _)| l.field >= 3 && l.component == 1) {
        let value = plain(part.value(leaf.field, 2));
        match plain(code) {
            "NAN" | "SU" => {
                let own = name::surname(value);
                found.surname = own.surname;
                if found.prefix.is_empty() {
                    found.prefix = own.prefix;
                }
                if found.partner_surname.is_empty() {
                    (found.partner_surname, found.partner_prefix) = (own.partner_surname, own.partner_prefix);
                }
            }
            "NVV" => {
                let (letters, prefix) = value.split_once('*').unwrap_or((value, ""));
                (found.initials, found.given) = name::given(letters);
                if !plain(prefix).is_empty() {
                    found.prefix = plain(prefix).to_owned();
                }
            }
            "NEA" if !value.is_empty() => {
                let (prefix, partner) = name::split_prefix(value);
                found.partner_surname = partner;
                if found.partner_prefix.is_empty() {
                    found.partner_prefix = prefix;
                }
            }
            "NEV" if !value.is_empty() => found.partner_prefix = value.to_owned(),
            "FO" | "MI" | "FS" | "NVN" => {
                let (initials, given) = name::given(value);
                found.initials.push_str(&initials);
                found.given = [found.given.as_str(), &given].join(" ").trim().to_owned();
            }
            _ => {}
        }
    }
    if found.surname.is_empty() {
        found.surname = std::mem::take(&mut found.partner_surname);
        found.prefix = std::mem::take(&mut found.partner_prefix);
    }
    found
}

/// `NAD+role+code:..++surname:initials:prefix+street+number:suffix+town+postcode`.
fn party(part: &Part, known: &dyn Known, draft: &mut Draft) {
    let code = plain(part.value(2, 1));
    match plain(part.value(1, 1)) {
        "PAT" => patient_in_nad(part, known, draft),
        "PO" => {
            // A sender's own code list (`CZZ:ZZZ`) says nothing of the kind of care; then it is no practice.
            let own = part.leaves().any(|(l, v)| l.field == 2 && matches!(plain(v), "CZZ" | "ZZZ" | "CHO"));
            draft.requester(code, &full_name(part));
            if own && agb::normal(code).is_none_or(|c| !agb::is_gp(&c)) {
                draft.not_from_a_gp();
            }
        }
        "CCR" | "GP" | "PHY" => draft.gp_by_code(code),
        "SLA" | "MS" | "MR" => {
            if let Some(code) = agb::normal(code) {
                draft.party(PartyKind::System, "AGB", &code);
            }
        }
        _ => {}
    }
}

fn patient_in_nad(part: &Part, known: &dyn Known, draft: &mut Draft) {
    identifiers(part, known, draft);
    let at = |c| plain(part.value(4, c));
    let mut found = name::surname(at(1));
    if !at(2).is_empty() {
        (found.initials, found.given) = name::given(at(2));
    }
    if !at(3).is_empty() {
        found.prefix = at(3).to_owned();
    }
    draft.name(found);
    let (number, suffix) = (plain(part.value(6, 1)), plain(part.value(6, 2)));
    let (city, code) = (plain(part.value(7, 1)), plain(part.value(8, 1)));
    draft.address(written_address(plain(part.value(5, 1)), number, suffix, city, code));
}

fn full_name(part: &Part) -> String {
    let parts = [2, 3, 1].map(|c| plain(part.value(4, c)));
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `DTM+qualifier:value:format`: 329 is the birth date, SCO the day of collection, 137 the message's.
fn date_and_time(part: &Part, draft: &mut Draft) {
    let found = date::parse(part.value(1, 2));
    match plain(part.value(1, 1)) {
        "329" => draft.birth(found),
        "SCO" if found.is_some() => draft.record.made = found,
        "137" | "ISO" | "ISR" => draft.made(found),
        _ => {}
    }
}

/// `RFF+SRI:` and `RFF+ROI:` are the laboratory's and the requester's number of the report.
fn reference(part: &Part, known: &dyn Known, draft: &mut Draft) {
    let value = part.value(1, 2);
    match plain(part.value(1, 1)) {
        "SRI" => draft.number(NumberKind::Specimen, "", value),
        "ROI" | "ON" | "AAN" | "TN" => draft.number(NumberKind::Order, "", value),
        "STI" | "RTI" | "SID" => draft.number(NumberKind::Specimen, "", value),
        "AHL" | "PAT" | "PI" => draft.patient_number("", value, false, known),
        _ => {}
    }
}
