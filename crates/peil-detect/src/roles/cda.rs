//! Clinical documents of HL7 v3 (CDA R2), alone or in an envelope.
//!
//! `recordTarget` is the patient, `participant` may be a contact person; authors, custodians and recipients are care providers. What
//! is examined stands in the body: sections of text, and entries of observations.

use peil_model::{Address, Category, Name, Node, NumberKind, PartyKind, Place, Record, Role};

use super::draft::{Draft, plain};
use crate::headers::{self, FieldRole};
use crate::identifiers::date;
use crate::{Known, address, name};

/// Object identifier of the BSN (HL7 Nederland).
const BSN: &str = "2.16.840.1.113883.2.4.6.3";
/// Object identifier of AGB codes.
const AGB: &str = "2.16.840.1.113883.2.4.6.1";
/// Envelopes around a document: SOAP, body, service, batch.
const ENVELOPES_MAX: usize = 6;
/// Levels of sections, entries and organizers that are followed.
const DEPTH_MAX: usize = 24;

/// The records of the documents in a tree; false where there is none.
pub(crate) fn records(place: Place, root: &Node, known: &dyn Known, out: &mut Vec<Record>) -> bool {
    let mut documents = Vec::new();
    find(root, 0, &mut documents);
    let mut found = Vec::new();
    for document in &documents {
        read(place, document, known, &mut found);
    }
    super::draft::number_parts(&mut found);
    out.append(&mut found);
    !documents.is_empty()
}

fn find<'a>(node: &'a Node, depth: usize, out: &mut Vec<&'a Node>) {
    if node.key == "ClinicalDocument" && node.first("recordTarget").is_some() {
        out.push(node);
    } else if depth < ENVELOPES_MAX {
        node.children.iter().for_each(|c| find(c, depth + 1, out));
    }
}

fn read(place: Place, document: &Node, known: &dyn Known, out: &mut Vec<Record>) {
    for patient in document.all("recordTarget").flat_map(|t| t.all("patientRole")) {
        let mut draft = Draft::new(place, Role::Patient);
        identity(patient, known, &mut draft);
        draft.made(date::parse(document.text("effectiveTime")));
        parties(document, &mut draft);
        for order in document.all("inFulfillmentOf").flat_map(|f| f.all("order")).flat_map(|o| o.all("id")) {
            draft.number(NumberKind::Order, "", order.text("extension"));
        }
        document.all("component").for_each(|c| body(c, 0, &mut draft));
        out.extend(draft.finish());
    }
    for related in document.all("participant").flat_map(|p| p.all("associatedEntity")) {
        if matches!(
            related.text("classCode"),
            "NOK" | "ECON" | "PRS" | "GUARD" | "CON" | "AGNT" | "CAREGIVER"
        ) {
            let mut draft = Draft::new(place, Role::Contact);
            identity(related, known, &mut draft);
            out.extend(draft.finish().filter(|r| !r.names.is_empty()));
        }
    }
}

/// Numbers, names, birth date, sex, addresses and ways to reach somebody, of a role and the person who plays it.
fn identity(role: &Node, known: &dyn Known, draft: &mut Draft) {
    for id in role.all("id") {
        match id.text("root") {
            BSN => draft.labelled_bsn(id.text("extension")),
            root => draft.patient_number(root, id.text("extension"), false, known),
        }
    }
    let person = ["patient", "patientPerson", "associatedPerson"].iter().find_map(|k| role.first(k));
    for node in std::iter::once(role).chain(person) {
        node.all("name").for_each(|n| draft.name(person_name(n)));
        node.all("addr").for_each(|a| draft.address(residence(a)));
        for point in node.all("telecom") {
            let value = point.text("value");
            if !value.starts_with("http") && !value.starts_with("fax") {
                draft.contact(value.split_once(':').map_or(value, |(_, to)| to));
            }
        }
        draft.sex(node.first("administrativeGenderCode").map_or("", |c| c.text("code")));
        draft.birth(date::parse(node.text("birthTime")));
    }
    for insurer in role.all("coveredParty") {
        insurer.all("id").for_each(|i| draft.number(NumberKind::Insurance, "", i.text("extension")));
    }
}

/// A name by its parts: `BR` is the name of birth, `SP` the partner's, `VV` a prefix, `IN` initials, `CL` the call name.
fn person_name(node: &Node) -> Name {
    let mut found = Name::default();
    let mut prefix = String::new();
    for part in &node.children {
        let (value, use_) = (plain(&part.value), part.text("qualifier"));
        let qualified = |q: &str| use_.split(' ').any(|u| u == q);
        match part.key.as_str() {
            _ if value.is_empty() => {}
            "prefix" if qualified("AC") || qualified("NB") => {}
            "prefix" => prefix = value.to_owned(),
            "family" => family(value, std::mem::take(&mut prefix), qualified("SP"), &mut found),
            "given" if qualified("IN") => found.initials.push_str(value),
            "given" => {
                let (initials, given) = name::given(value);
                found.initials.push_str(&initials);
                found.given = [found.given.as_str(), &given].join(" ").trim().to_owned();
            }
            _ => {}
        }
    }
    if found.surname.is_empty() && found.partner_surname.is_empty() {
        return name::parse(plain(&node.value)).unwrap_or(found);
    }
    if found.surname.is_empty() {
        found.surname = std::mem::take(&mut found.partner_surname);
        found.prefix = std::mem::take(&mut found.partner_prefix);
    }
    found
}

fn family(value: &str, prefix: String, partner: bool, name: &mut Name) {
    let mut parsed = name::surname(value);
    if !prefix.is_empty() {
        parsed.prefix = prefix;
    }
    if partner || !name.surname.is_empty() {
        (name.partner_surname, name.partner_prefix) = (parsed.surname, parsed.prefix);
    } else {
        (name.surname, name.prefix) = (parsed.surname, parsed.prefix);
        if !parsed.partner_surname.is_empty() {
            (name.partner_surname, name.partner_prefix) = (parsed.partner_surname, parsed.partner_prefix);
        }
    }
}

fn residence(node: &Node) -> Address {
    let line: Vec<&str> = node.all("streetAddressLine").map(|l| plain(&l.value)).collect();
    let mut home = address::parse_line(match line.is_empty() {
        true => plain(&node.value),
        false => "",
    });
    if !line.is_empty() {
        home = address::parse_line(&line.join(" "));
    }
    let house = node.text("houseNumber");
    let house = if house.is_empty() { node.text("houseNumberNumeric") } else { house };
    if !plain(house).is_empty() {
        (home.number, home.suffix) = address::split_house(plain(house));
    }
    for (slot, keys) in [
        (&mut home.street, ["streetName", "streetNameBase"]),
        (&mut home.suffix, ["buildingNumberSuffix", "additionalLocator"]),
        (&mut home.postcode, ["postalCode", "postBox"]),
        (&mut home.city, ["city", "precinct"]),
    ] {
        let value = keys.iter().map(|k| plain(node.text(k))).find(|v| !v.is_empty());
        if let Some(value) = value {
            value.clone_into(slot);
        }
    }
    home
}

/// Who made the document, who keeps it, and the general practitioner who gets it.
fn parties(document: &Node, draft: &mut Draft) {
    let keepers = document
        .all("custodian")
        .flat_map(|c| c.all("assignedCustodian"))
        .flat_map(|c| c.all("representedCustodianOrganization"));
    let makers = document
        .all("author")
        .flat_map(|a| a.all("assignedAuthor"))
        .flat_map(|a| a.all("representedOrganization"));
    for organisation in keepers.chain(makers) {
        party(organisation, draft);
    }
    let recipients = document.all("informationRecipient").flat_map(|r| r.all("intendedRecipient"));
    let members = document.all("participant").flat_map(|p| p.all("associatedEntity"));
    for provider in recipients.chain(members) {
        let code = provider.all("id").find(|i| i.text("root") == AGB).map_or("", |i| i.text("extension"));
        let called = provider.first("code").map_or("", |c| c.text("displayName"));
        draft.gp_by_code(code);
        draft.category(Category::Gp, crate::fold(called).contains("huisarts"));
    }
    for participant in document.all("participant") {
        // `PCP`: primary care provider (HL7 v3 ParticipationFunction).
        let function = participant.first("functionCode");
        let named =
            participant.first("associatedEntity").is_some_and(|e| e.first("associatedPerson").is_some());
        draft.category(Category::Gp, named && function.is_some_and(|f| f.text("code") == "PCP"));
    }
}

fn party(organisation: &Node, draft: &mut Draft) {
    draft.party(PartyKind::System, "NAME", organisation.text("name"));
    for id in organisation.all("id").filter(|i| i.text("root") == AGB) {
        draft.party(PartyKind::System, "AGB", id.text("extension"));
    }
}

/// Sections and entries below a node.
fn body(node: &Node, depth: usize, draft: &mut Draft) {
    if depth > DEPTH_MAX {
        return;
    }
    for child in &node.children {
        match child.key.as_str() {
            "section" => section(child, draft),
            "observation" => observation(child, draft),
            "specimenRole" | "specimen" => {
                child.all("id").for_each(|i| draft.number(NumberKind::Specimen, "", i.text("extension")));
            }
            "procedure" | "act" => draft.category(Category::TestKind, !coded(child).is_empty()),
            "substanceAdministration" => draft.category(Category::MedicalText, true),
            _ => {}
        }
        body(child, depth + 1, draft);
    }
}

/// A section's text, unless its entries say the same.
fn section(node: &Node, draft: &mut Draft) {
    let told = node.first("text").is_some_and(|t| t.value.contains(char::is_alphanumeric));
    let titled = headers::role(node.text("title"));
    let result = matches!(titled, Some(FieldRole::TestResult));
    draft.category(Category::TestResult, told && result);
    let other = !matches!(titled, Some(FieldRole::TestKind)) && !result && node.first("entry").is_none();
    draft.category(Category::MedicalText, told && other);
}

fn observation(node: &Node, draft: &mut Draft) {
    draft.category(Category::TestKind, !coded(node).is_empty());
    let asked = matches!(node.text("moodCode"), "RQO" | "INT" | "PRMS" | "PRP");
    let valued = |v: &Node| {
        v.text("nullFlavor").is_empty()
            && (!plain(&v.value).is_empty()
                || ["value", "code", "displayName", "originalText"].iter().any(|k| !v.text(k).is_empty())
                || v.first("low").is_some()
                || v.first("high").is_some())
    };
    draft.category(Category::TestResult, !asked && node.all("value").any(valued));
}

/// What an act's code calls it.
fn coded(node: &Node) -> &str {
    let code = node.first("code");
    let said = |key| code.map_or("", |c| plain(c.text(key)));
    ["displayName", "code", "originalText"].into_iter().map(said).find(|s| !s.is_empty()).unwrap_or("")
}
