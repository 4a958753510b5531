//! EDIFACT messages of Dutch care: MEDLAB, MEDVRI, MEDRPT and their like.
//!
//! The old Dutch messages (MEDLAB, MEDVRI) have segments of their own, the European ones (MEDRPT, MEDEUR) those of
//! UN/EDIFACT. The tags do not clash, so one reader takes both and whatever mixes them.

mod letter;
mod medlab;
mod medrpt;
mod text;

use peil_model::{Message, Part, PartyKind, Place, Record, Role};

use super::draft::{Draft, number_parts, plain};
use crate::Known;
use crate::identifiers::date;

/// The records of one message: one for each patient in it, or one without a patient.
pub(super) fn records(place: Place, message: &Message, known: &dyn Known, out: &mut Vec<Record>) {
    let parts = &message.parts[..];
    let starts = starts(parts);
    let first = starts.first().copied().unwrap_or(parts.len());
    let common = parts.get(..first).unwrap_or(&[]);
    let mut found = Vec::new();
    if starts.is_empty() {
        found.extend(record(place, common, &[], known));
    }
    for (i, from) in starts.iter().enumerate() {
        let to = starts.get(i + 1).copied().unwrap_or(parts.len());
        found.extend(record(place, common, parts.get(*from..to).unwrap_or(&[]), known));
    }
    number_parts(&mut found);
    out.append(&mut found);
}

/// Where each patient's segments begin: at every `PID`, or at the report (`S02`) or patient group (`S06`) that holds a `PNA`.
fn starts(parts: &[Part]) -> Vec<usize> {
    let at = |id: &str| -> Vec<usize> {
        (0..parts.len()).filter(|i| parts.get(*i).is_some_and(|p| p.id == id)).collect()
    };
    let pids = at("PID");
    if !pids.is_empty() {
        return pids;
    }
    let patients: Vec<usize> =
        (0..parts.len()).filter(|i| parts.get(*i).is_some_and(medrpt::is_patient)).collect();
    if patients.len() < 2 {
        return Vec::new();
    }
    for group in ["S02", "S06", "S07"] {
        let groups = at(group);
        let holds = |i: usize| {
            let from = groups.get(i).copied().unwrap_or(0);
            let to = groups.get(i + 1).copied().unwrap_or(parts.len());
            patients.iter().filter(|p| (from..to).contains(*p)).count()
        };
        let found: Vec<usize> =
            (0..groups.len()).filter(|i| holds(*i) > 0).filter_map(|i| groups.get(i).copied()).collect();
        if found.len() == patients.len() {
            return found;
        }
    }
    patients
}

/// One patient's record from the segments that all patients share and the patient's own.
fn record(place: Place, common: &[Part], own: &[Part], known: &dyn Known) -> Option<Record> {
    let mut draft = Draft::new(place, Role::Patient);
    let mut section = "";
    let mut document = "";
    let mut sent = None;
    for part in common.iter().chain(own) {
        match part.id.as_str() {
            "UNB" => {
                (2..=3).for_each(|f| draft.party(PartyKind::System, "UNB", part.value(f, 1)));
                sent = date::yymmdd(plain(part.value(4, 1))).or_else(|| date::parse(part.value(4, 1)));
            }
            "BGM" => document = plain(part.value(2, 1)),
            id if id.len() == 3 && id.starts_with('S') && id.bytes().skip(1).all(|b| b.is_ascii_digit()) => {
                section = id
            }
            _ => {
                medlab::read(part, known, &mut draft);
                medrpt::read(part, section, known, &mut draft);
            }
        }
    }
    if draft.record.numbers.iter().all(|n| n.kind == peil_model::NumberKind::Patient) {
        draft.number(peil_model::NumberKind::Order, "", document);
    }
    let letter = text::rejoined(common.iter().chain(own));
    letter::said(&letter).into_iter().for_each(|category| draft.category(category, true));
    text::complete(&letter, &mut draft);
    draft.made(sent);
    draft.finish()
}

#[cfg(test)]
mod tests;
