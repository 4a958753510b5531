//! HL7 v2 messages: which segments belong to one person, and what their fields mean.
//!
//! Field numbers are those of the standard; what Dutch senders do with them is in the submodules.

mod order;
mod parties;
mod person;

use peil_model::{Message, Part, Place, Record, Role};

use super::draft::{Draft, number_parts, plain};
use crate::Known;
use crate::identifiers::date;

/// What a message is about, by its type (`MSH-9.1`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// An order: observations in it are what the requester tells of the patient.
    Order,
    /// A document or anything else but results.
    Document,
    /// Results, and all the rest.
    Result,
}

/// The records of one message: each patient with the orders and results behind it, contact persons apart; without any
/// patient, each specimen.
pub(super) fn records(place: Place, message: &Message, known: &dyn Known, out: &mut Vec<Record>) {
    let parts = &message.parts[..];
    let head = parts.iter().find(|p| p.id == "MSH");
    let context = Context { place, head, purpose: purpose(head), known };
    let mut found = Vec::new();
    let first = parts.iter().position(|p| p.id == "PID").unwrap_or(parts.len());
    let (common, rest) = parts.split_at(first);
    if rest.is_empty() {
        context.specimens(common, &mut found);
        context.staff(common, &mut found);
    }
    for (i, group) in split_before(rest, |p, _| p.id == "PID").enumerate() {
        context.patient(group, if i == 0 { common } else { &[] }, &mut found);
    }
    number_parts(&mut found);
    out.append(&mut found);
}

struct Context<'a> {
    place: Place,
    head: Option<&'a Part>,
    purpose: Purpose,
    known: &'a dyn Known,
}

impl Context<'_> {
    /// An empty record that knows sender, receiver and time of the message.
    fn draft(&self, role: Role) -> Draft {
        let mut draft = Draft::new(self.place, role);
        if let Some(head) = self.head {
            parties::systems(head, &mut draft);
        }
        draft
    }

    /// One patient's segments, from `PID` on; `before` are segments in front of the first patient.
    fn patient(&self, group: &[Part], before: &[Part], out: &mut Vec<Record>) {
        let mut draft = self.draft(Role::Patient);
        for part in group {
            person::patient(part, self.known, &mut draft);
        }
        if !draft.has_person() {
            // an empty PID, as in results that are sent by specimen number alone
            return self.specimens(group, out);
        }
        for part in before.iter().chain(group) {
            order::read(part, self.purpose, &mut draft);
        }
        let own = draft.record.names.first().cloned();
        self.finish(draft, out);
        for part in group.iter().filter(|p| person::is_contact(p)) {
            let mut contact = self.draft(Role::Contact);
            // a guarantor is often the patient once more
            if person::contact(part, &mut contact)
                && (own.is_none() || contact.record.names.first() != own.as_ref())
            {
                self.finish(contact, out);
            }
        }
    }

    /// A record for each specimen, or for each order where no specimen leads.
    fn specimens(&self, parts: &[Part], out: &mut Vec<Record>) {
        let leader =
            parts.iter().map(|p| p.id.as_str()).find(|id| matches!(*id, "SPM" | "SAC" | "ORC" | "OBR"));
        let starts = |p: &Part, group: &[Part]| match leader {
            Some("SPM") => p.id == "SPM",
            Some("SAC") => p.id == "SAC",
            _ => {
                matches!(p.id.as_str(), "ORC" | "OBR") && group.iter().any(|g| g.id == "OBR" || g.id == p.id)
            }
        };
        let mut groups = split_before(parts, starts);
        if leader.is_some_and(|l| matches!(l, "SPM" | "SAC"))
            && parts.first().is_some_and(|p| p.id != "SPM" && p.id != "SAC")
        {
            groups.next(); // what stands before the first specimen
        }
        for group in groups {
            let mut draft = self.draft(Role::Patient);
            for part in group {
                order::read(part, self.purpose, &mut draft);
            }
            self.finish(draft, out);
        }
    }

    /// Staff of a master file (`MFN^M02`).
    fn staff(&self, parts: &[Part], out: &mut Vec<Record>) {
        for part in parts {
            let mut draft = self.draft(Role::Staff);
            if person::staff(part, &mut draft) {
                self.finish(draft, out);
            }
        }
    }

    fn finish(&self, mut draft: Draft, out: &mut Vec<Record>) {
        draft.made(self.head.and_then(|h| date::parse(h.value(7, 1))));
        out.extend(draft.finish());
    }
}

fn purpose(head: Option<&Part>) -> Purpose {
    match head.map_or("", |h| plain(h.value(9, 1))) {
        "ORM" | "OML" | "OMG" | "OMI" | "OMP" | "OMS" | "ORL" | "ORR" | "SIU" | "REF" | "ADT" => {
            Purpose::Order
        }
        "MDM" => Purpose::Document,
        _ => Purpose::Result,
    }
}

/// Slices that begin where `starts` says so of a segment and the slice before it.
fn split_before(
    mut parts: &[Part],
    starts: impl Fn(&Part, &[Part]) -> bool,
) -> impl Iterator<Item = &[Part]> {
    std::iter::from_fn(move || {
        let end = (1..parts.len())
            .find(|&i| parts.get(i).is_some_and(|p| starts(p, parts.get(..i).unwrap_or(&[]))))
            .unwrap_or(parts.len());
        let (group, rest) = parts.split_at(end);
        parts = rest;
        (!group.is_empty()).then_some(group)
    })
}

#[cfg(test)]
mod tests;
