//! Who sent, received and ordered: `HD`, `XCN` and `XON` fields.

use peil_model::{Category, Field, Part, PartyKind};

use super::super::draft::{Draft, plain};
use crate::identifiers::agb;

/// Sending and receiving application and facility, `MSH-3` to `MSH-6`.
pub(super) fn systems(head: &Part, draft: &mut Draft) {
    for field in 3..=6 {
        draft.party(PartyKind::System, "MSH", &head.value(field, 1).to_uppercase());
    }
}

/// A field of practitioners (`XCN`) that ordered.
pub(super) fn requesters(part: &Part, field: u16, draft: &mut Draft) {
    for person in part.repetitions(field) {
        draft.requester(&code(&person), &full_name(&person));
    }
}

/// A field of practitioners of whom only a GP matters.
pub(super) fn gps_by_code(part: &Part, field: u16, draft: &mut Draft) {
    for person in part.repetitions(field) {
        draft.gp_by_code(&code(&person));
    }
}

/// A field of practitioners that by its meaning holds the patient's GP, unless the code is of another kind of care.
pub(super) fn gp(part: &Part, field: u16, draft: &mut Draft) {
    for person in part.repetitions(field) {
        let code = agb::normal(&code(&person));
        let named = !full_name(&person).is_empty() || code.is_some();
        draft.category(Category::Gp, named && code.is_none_or(|c| agb::is_gp(&c)));
    }
}

/// An organisation (`XON`: name in 1, id in 3 or 10) on whose behalf it was ordered.
pub(super) fn client(part: &Part, field: u16, draft: &mut Draft) {
    for organisation in part.repetitions(field) {
        draft.party(PartyKind::Client, "NAME", organisation.component(1));
        if let Some(code) = [3, 10, 1].iter().find_map(|c| agb::normal(plain(organisation.component(*c)))) {
            draft.gp_by_code(&code);
            draft.party(PartyKind::Client, "AGB", &code);
        }
    }
}

/// An organisation as a coded element (`CE`: code in 1, text in 2).
pub(super) fn coded_client(part: &Part, field: u16, draft: &mut Draft) {
    let organisation = part.field(field);
    let (code, text) = (plain(organisation.component(1)), plain(organisation.component(2)));
    draft.party(PartyKind::Client, "NAME", if text.is_empty() { code } else { text });
    if let Some(code) = agb::normal(code) {
        draft.party(PartyKind::Client, "AGB", &code);
    }
}

/// The id of a practitioner; an AGB code that lost its zero gets it back where the authority says AGB.
fn code(person: &Field<'_>) -> String {
    let id = plain(person.component(1));
    let says_agb = || {
        let authority = [9, 13].map(|c| person.component(c).to_ascii_uppercase()).join(" ");
        ["VEKTIS", "AGB", "2.16.840.1.113883.2.4.6.1"].iter().any(|a| authority.contains(a))
    };
    match agb::labelled(id) {
        Some(code) if id.len() >= 8 || says_agb() => code,
        _ => id.to_owned(),
    }
}

/// Name parts in reading order.
fn full_name(person: &Field<'_>) -> String {
    let parts = [person.component(3), person.component(4), person.sub(2, 2), person.component(2)];
    let mut out = String::new();
    for part in parts.iter().map(|p| plain(p)).filter(|p| !p.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}
