//! Orders, specimens and observations: their numbers, and which categories they hold.

use peil_model::{Category, NumberKind, Part};

use super::super::draft::{Draft, plain};
use super::{Purpose, parties};
use crate::identifiers::date;
use crate::{columns, fold, health};

/// What one segment of a patient's or a specimen's group says.
pub(super) fn read(part: &Part, purpose: Purpose, draft: &mut Draft) {
    match part.id.as_str() {
        "ORC" => common_order(part, draft),
        "OBR" => request(part, draft),
        "OBX" => observation(part, purpose, draft),
        "SPM" => specimen(part, draft),
        "SAC" => {
            entity(part, 3, NumberKind::Specimen, draft);
            entity(part, 4, NumberKind::Specimen, draft);
        }
        "PV1" => {
            parties::requesters(part, 8, draft);
            // Attending, consulting, admitting and other doctors.
            [7, 9, 17, 52].into_iter().for_each(|f| parties::gps_by_code(part, f, draft));
            zorgdomein(part, 19, draft);
        }
        "PD1" => parties::gp(part, 4, draft),
        "ROL" if is_gp_role(part) => parties::gp(part, 4, draft),
        "PRD" => referral(part, draft),
        "NTE" => text(part, 3, draft),
        "DG1" | "AL1" | "IAM" | "PRB" | "PR1" => (3..=4).for_each(|f| text(part, f, draft)),
        "RXO" | "RXE" => (1..=2).for_each(|f| text(part, f, draft)),
        "IN1" => insurance(part, draft),
        _ => {}
    }
}

/// `ORC`: order numbers, who ordered for whom. Entering organisation (17) and ordering facility (21) are the client.
fn common_order(part: &Part, draft: &mut Draft) {
    entity(part, 2, placer_kind(part), draft);
    entity(part, 3, NumberKind::Order, draft);
    entity(part, 4, NumberKind::Order, draft);
    parties::requesters(part, 12, draft);
    // Who entered and who verified the order: a practice does both itself.
    [10, 11].into_iter().for_each(|f| parties::gps_by_code(part, f, draft));
    parties::coded_client(part, 17, draft);
    parties::client(part, 21, draft);
    draft.made(date::parse(part.value(9, 1)));
}

/// `OBR`: the examination (4), clinical information (13, 31), requester (16), copies (28).
fn request(part: &Part, draft: &mut Draft) {
    entity(part, 2, placer_kind(part), draft);
    entity(part, 3, NumberKind::Order, draft);
    draft.category(Category::TestKind, has_value(part, 4));
    text(part, 13, draft);
    // Why: a programme's code (`BVO-BMHK`) is everybody's in it.
    let told = part.repetitions(31).any(|r| [1, 2].iter().any(|c| is_told(r.component(*c))));
    draft.category(Category::MedicalText, told);
    parties::requesters(part, 16, draft);
    parties::gps_by_code(part, 28, draft);
    let taken = date::parse(part.value(7, 1));
    if taken.is_some() {
        draft.record.made = taken; // the examination's own day goes before the order's
    }
}

/// `PRD` of a referral: who refers (`RP`) ordered, the primary provider (`PP`) is the GP.
fn referral(part: &Part, draft: &mut Draft) {
    match plain(part.value(1, 1)) {
        "RP" => draft.requester(part.value(7, 1), &format!("{} {}", part.value(2, 2), part.value(2, 1))),
        "PP" => draft.category(Category::Gp, has_value(part, 2)),
        _ => {}
    }
}

/// `OBX`: in an order what the requester tells; in a result the examination (3) and its outcome (5).
fn observation(part: &Part, purpose: Purpose, draft: &mut Draft) {
    let value = part.leaves().any(|(leaf, v)| leaf.field == 5 && !plain(v).is_empty());
    let measured = purpose == Purpose::Document && is_examination(part);
    if (purpose != Purpose::Result && !measured) || is_medical(part) {
        draft.category(Category::MedicalText, value && !is_formality(part));
        return;
    }
    draft.category(Category::TestKind, has_value(part, 3));
    draft.category(Category::TestResult, value);
}

/// Words, and no bare code of a programme.
fn is_told(value: &str) -> bool {
    let value = plain(value).trim();
    value.contains(' ') || health::is_remark(value)
}

/// What an order says of itself: when and by whom the specimen was taken, why by a code, versions and numbers.
fn is_formality(part: &Part) -> bool {
    const WORDS: &[&str] = &[
        "DATUMAF",
        "DATUMSTRIJK",
        "AANLEIDING",
        "CR_DOOR",
        "CR_VERSIE",
        "BVOREGNR",
        "AFNAMEDATUM",
        "AFNAMETIJD",
    ];
    let code = part.value(3, 1).trim().to_ascii_uppercase();
    let value = plain(part.value(5, 1));
    WORDS.iter().any(|w| code.contains(w))
        && !value.contains(' ')
        && value.chars().filter(|c| c.is_alphabetic()).count() <= 1
}

/// A short value under the name of an examination, as a document about a biopsy has it; its running text is a letter.
fn is_examination(part: &Part) -> bool {
    let short = matches!(plain(part.value(2, 1)), "ST" | "NM" | "SN" | "CE" | "CWE" | "CNE");
    short && columns::is_test(&fold(part.value(3, 2)))
}

/// Observations that are history or remarks even where they stand among results: by code or display name (3).
fn is_medical(part: &Part) -> bool {
    const WORDS: &[&str] = &[
        "KLACHT",
        "DATUMLM",
        "ANTICONCEPTIE",
        "HORMOONGEBRUIK",
        "OPMERKING",
        "ANAMNESE",
        "TOELICHTING",
        "REMARK",
        "COMMENT",
    ];
    let (code, name) = (part.value(3, 1).trim(), part.value(3, 2));
    // Codes and names are short, and asked after in every observation: nothing is prepared for the search.
    let says = |w: &&str| {
        let at = |text: &str| text.as_bytes().windows(w.len()).any(|b| b.eq_ignore_ascii_case(w.as_bytes()));
        at(code) || at(name)
    };
    ["OPM", "CR_ASPECT"].iter().any(|c| code.eq_ignore_ascii_case(c)) || WORDS.iter().any(says)
}

/// `SPM-2`: specimen id given by the placer and by the filler, each an entity identifier in subcomponents.
fn specimen(part: &Part, draft: &mut Draft) {
    for id in part.repetitions(2) {
        // some senders put a plain entity identifier here: number^namespace
        let namespace = plain(id.component(2));
        let is_name = !namespace.bytes().any(|b| b.is_ascii_digit());
        let issuer = if plain(id.sub(1, 2)).is_empty() && is_name { namespace } else { id.sub(1, 2) };
        draft.number(NumberKind::Specimen, issuer, id.component(1));
        draft.number(NumberKind::Specimen, id.sub(2, 2), namespace);
    }
}

/// `IN1`: policy number (36) and the insured's own number (49). The insurer's numbers (2, 3) are not the person's.
fn insurance(part: &Part, draft: &mut Draft) {
    let insurer = plain(part.value(3, 1));
    // Some senders count the fields from 0; a plan's code (35) is shorter than a policy's number.
    let policy = [36, 35].map(|f| plain(part.value(f, 1)));
    let number = policy.into_iter().find(|v| v.bytes().filter(u8::is_ascii_digit).count() >= 5);
    draft.number(NumberKind::Insurance, insurer, number.unwrap_or(policy[0]));
    for id in part.repetitions(49) {
        if super::person::is_bsn_field(&id) {
            draft.labelled_bsn(id.component(1));
        } else {
            draft.number(NumberKind::Insurance, insurer, id.component(1));
        }
    }
}

/// An entity identifier: number in component 1, namespace in 2 or universal id in 3.
fn entity(part: &Part, field: u16, kind: NumberKind, draft: &mut Draft) {
    for id in part.repetitions(field) {
        let namespace = plain(id.component(2));
        let issuer = if namespace.is_empty() { id.component(3) } else { namespace };
        draft.number(kind, issuer, id.component(1));
    }
}

/// The screening organisation puts its specimen number (monster id) where others put an order number.
fn placer_kind(part: &Part) -> NumberKind {
    if part.value(2, 2).trim().eq_ignore_ascii_case("screenit") {
        NumberKind::Specimen
    } else {
        NumberKind::Order
    }
}

/// A visit number counts only if it is a ZorgDomein referral.
fn zorgdomein(part: &Part, field: u16, draft: &mut Draft) {
    let value = part.value(field, 1).trim();
    if value.starts_with("ZD") {
        draft.number(NumberKind::ZorgDomein, part.value(field, 4), value);
    }
}

/// Roles of `ROL-3` by which somebody is the patient's GP (HL7 table 0443 and Dutch use).
fn is_gp_role(part: &Part) -> bool {
    let role = [part.value(3, 1), part.value(3, 2)].join(" ").to_ascii_uppercase();
    role.split_whitespace().any(|w| matches!(w, "PP" | "FHCP" | "GP" | "HA" | "PCP"))
        || role.contains("HUISARTS")
}

fn text(part: &Part, field: u16, draft: &mut Draft) {
    draft.category(Category::MedicalText, has_value(part, field));
}

fn has_value(part: &Part, field: u16) -> bool {
    part.leaves().any(|(leaf, value)| leaf.field == field && !plain(value).is_empty())
}
