//! What FHIR's `Patient`, `RelatedPerson` and `Patient.contact` say of a person.

use peil_model::{Address, Name, Node, NumberKind};

use super::super::draft::{Draft, plain};
use crate::identifiers::date;
use crate::{Known, address, name};

/// Names, numbers, birth date, sex, addresses and ways to reach somebody.
pub(super) fn identity(node: &Node, known: &dyn Known, draft: &mut Draft) {
    node.all("identifier").for_each(|i| identifier(i, known, draft));
    described(node, draft);
}

/// A relative or contact person, whose numbers are no patient's.
pub(super) fn contact(node: &Node, draft: &mut Draft) {
    described(node, draft);
}

fn described(node: &Node, draft: &mut Draft) {
    node.all("name").for_each(|n| draft.name(human_name(n)));
    draft.sex(node.text("gender"));
    draft.birth(date::parse(node.text("birthDate")));
    for home in node.all("address") {
        draft.address(residence(home));
    }
    for point in node.all("telecom") {
        if !matches!(point.text("system"), "fax" | "url" | "pager") {
            draft.contact(point.text("value"));
        }
    }
}

/// The general practitioner.
pub(super) fn practitioners(node: &Node, draft: &mut Draft) {
    for gp in node.all("generalPractitioner").chain(node.all("careProvider")) {
        draft.general_practitioner(gp.text("display"));
    }
}

/// `identifier`: a BSN by its system, else a number of whoever assigned it.
pub(super) fn identifier(node: &Node, known: &dyn Known, draft: &mut Draft) {
    let value = node.text("value");
    let kind = node.first("type").map(super::examination::concept).unwrap_or_default();
    let system = node.text("system");
    match crate::tree::system(system).or_else(|| crate::tree::system(&kind)) {
        Some("bsn") => draft.labelled_bsn(value),
        Some("agb" | "uzi nummer") => {}
        Some(_) => draft.number(NumberKind::Order, "", value),
        None if kind.to_uppercase().contains("BSN") => draft.labelled_bsn(value),
        None if is_policy(system, &kind) => {
            draft.number(NumberKind::Insurance, "", value);
        }
        None => {
            let assigner = node.first("assigner").map_or("", |a| a.text("display"));
            draft.patient_number(assigner, value, assigner.is_empty() && system.is_empty(), known);
        }
    }
}

/// Whether a number is that of a policy: by its system (UZOVI is the register of insurers) or what it is called.
fn is_policy(system: &str, kind: &str) -> bool {
    let system = system.to_lowercase();
    ["polis", "insur", "uzovi"].iter().any(|w| system.contains(w))
        || kind == "SB"
        || crate::headers::role(kind) == Some(crate::headers::FieldRole::InsuranceNumber)
}

/// `HumanName` with the Dutch extensions for prefixes and the partner's name.
fn human_name(node: &Node) -> Name {
    let mut found = Name::default();
    let family = plain(node.text("family"));
    if !family.is_empty() {
        found = name::surname(family);
    }
    // JSON keeps extensions of a value beside it, XML inside.
    let extensions = || node.all("_family").chain(node.all("family")).flat_map(|f| f.all("extension"));
    // Of an own name that is given apart, the prefix is too: that of the whole may be the partner's.
    if extensions().any(|e| e.text("url").contains("own-name") && !plain(e.text("valueString")).is_empty()) {
        found.prefix.clear();
    }
    for extension in extensions() {
        let value = plain(extension.text("valueString")).to_owned();
        match extension.text("url").rsplit(['/', '-']).next().unwrap_or("") {
            _ if value.is_empty() => {}
            "name" if extension.text("url").contains("own") => found.surname = value,
            "prefix" if extension.text("url").contains("own") => found.prefix = value,
            "name" if extension.text("url").contains("partner") => found.partner_surname = value,
            "prefix" if extension.text("url").contains("partner") => found.partner_prefix = value,
            _ => {}
        }
    }
    if found.partner_surname == found.surname {
        found.partner_surname.clear();
        found.partner_prefix.clear();
    }
    for part in node.all("given") {
        let (initials, given) = name::given(plain(part.own_text()));
        found.initials.push_str(&initials);
        found.given = [found.given.as_str(), &given].join(" ").trim().to_owned();
    }
    if found.surname.is_empty() {
        return name::parse(plain(node.text("text"))).unwrap_or(found);
    }
    found
}

/// `Address` with lines, or street and number in extensions.
fn residence(node: &Node) -> Address {
    let lines: Vec<&str> = node.all("line").map(|l| plain(l.own_text())).filter(|l| !l.is_empty()).collect();
    let mut home = match lines.is_empty() {
        true => address::parse_line(plain(node.text("text"))),
        false => address::parse_line(&lines.join(" ")),
    };
    for extension in node.all("_line").chain(node.all("line")).flat_map(|l| l.all("extension")) {
        let value = plain(extension.text("valueString")).to_owned();
        match extension.text("url").rsplit('-').next().unwrap_or("") {
            _ if value.is_empty() => {}
            "streetName" => home.street = value,
            "houseNumber" => (home.number, home.suffix) = address::split_house(&value),
            "buildingNumberSuffix" => home.suffix = value,
            _ => {}
        }
    }
    for (slot, key) in [(&mut home.postcode, "postalCode"), (&mut home.city, "city")] {
        let value = plain(node.text(key));
        if !value.is_empty() {
            *slot = value.to_owned();
        }
    }
    home
}
