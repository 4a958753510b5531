//! Resources of HL7 FHIR (STU3, R4), as JSON or XML, alone, in bundles, or line by line.
//!
//! Each patient is a record, and so is each resource about one. References join them: every resource has its own address and the
//! addresses that it points to as numbers, and records that share a number are about one person.

mod attached;
mod examination;
mod kinds;
mod patient;

use std::collections::{BTreeMap, VecDeque};

use peil_model::{CategorySet, Node, NumberKind, PartyKind, Place, Record, Role};

use super::draft::{Draft, plain};
use crate::{Known, POINTER};
use kinds::{inside, is_nobodys, kind};

/// Issuer of the numbers by which resources point to each other.
pub const REFERENCE: &str = "FHIR";

/// Issuer of the same inside a bundle, whose addresses mean nothing outside of it.
const BUNDLE: &str = "FHIR bundle";
/// Characters of an id from which nobody else has it.
const UNIQUE_ID: usize = 16;

/// Levels of envelopes that are looked through: bundle, entry, resource, contained ones.
const DEPTH_MAX: usize = 6;

/// Organisations by the pointers to them, as [`POINTER`] has them.
pub(crate) type Organisations = BTreeMap<String, String>;

/// What a file has beside the tree at hand.
#[derive(Default)]
pub(crate) struct Aside {
    /// Its organisations.
    pub(crate) organisations: Organisations,
    /// What the documents that were taken out of the tree say of a subject whom they do not name, in their order.
    pub(crate) documents: VecDeque<CategorySet>,
}

/// What a tree has of FHIR, with the records in it; false where it is none. Organisations go aside.
pub(crate) fn records(
    place: Place,
    root: &Node,
    known: &dyn Known,
    aside: &mut Aside,
    out: &mut Vec<Record>,
) -> bool {
    let mut found = Vec::new();
    let mut documents = std::mem::take(&mut aside.documents);
    // Where other values of the tree were documents too, nothing tells which is whose.
    if attached::count(root) != documents.len() {
        documents.clear();
    }
    let mut reading = Reading {
        place,
        known,
        part: 0,
        bundled: root.key == "entry",
        whole: root.key != "entry",
        senders: Vec::new(),
        container: 0,
        contained: false,
        documents,
        named: &mut aside.organisations,
    };
    if !reading.any(root, "", 0, &mut found) {
        return false;
    }
    if let [only] = found.as_mut_slice() {
        only.place = place;
    }
    out.append(&mut found);
    true
}

struct Reading<'a> {
    place: Place,
    known: &'a dyn Known,
    part: u32,
    /// Inside a bundle.
    bundled: bool,
    /// The bundle is here as a whole, and not one of its entries.
    whole: bool,
    /// Who sent the message that the bundle is.
    senders: Vec<String>,
    /// The resource whose contained ones are read, and whether this is one of them.
    container: u32,
    contained: bool,
    /// What the documents of resources to come say.
    documents: VecDeque<CategorySet>,
    named: &'a mut Organisations,
}

impl Reading<'_> {
    /// Reads a node and the resources inside; whether there was one.
    fn any(&mut self, node: &Node, address: &str, depth: usize, out: &mut Vec<Record>) -> bool {
        if depth > DEPTH_MAX {
            return false;
        }
        if let Some(kind) = kind(node) {
            if kind != "Bundle" && kind != "Parameters" {
                if !self.contained {
                    self.container = self.part + 1;
                }
                self.resource(kind, node, address, out);
                let outer = std::mem::replace(&mut self.contained, true);
                for inner in node.all("contained") {
                    self.any(inner, "", depth + 1, out);
                    inner.children.iter().for_each(|n| {
                        self.any(n, "", depth + 1, out);
                    });
                }
                self.contained = outer;
                return true;
            }
            self.bundled = true;
            self.envelope(node, "", depth, out);
            return true;
        }
        let enclosed = matches!(node.key.as_str(), "entry" | "resource" | "parameter" | "");
        enclosed && self.envelope(node, address, depth, out)
    }

    fn envelope(&mut self, node: &Node, address: &str, depth: usize, out: &mut Vec<Record>) -> bool {
        // In XML the resource stands in an element of its own below the entry with its address.
        let own = node.text("fullUrl");
        let address = if own.is_empty() { address } else { own }.to_owned();
        let mut found = false;
        for child in &node.children {
            if matches!(child.key.as_str(), "entry" | "resource" | "parameter") || kind(child).is_some() {
                found |= self.any(child, &address, depth + 1, out);
            } else if let Some(kind) = inside(node, child) {
                self.resource(kind, child, &address, out);
                found = true;
            }
        }
        found
    }

    /// Adds an address as a number.
    fn refer(&self, address: &str, draft: &mut Draft) {
        let (issuer, value) = self.scoped(address);
        draft.row(issuer, &value);
    }

    /// An address as it holds in the whole file. Bundles of one file may all call their patient `Patient/1`.
    fn scoped(&self, address: &str) -> (&'static str, String) {
        // Every report may call the patient inside it `#pat`.
        if address.starts_with('#') {
            return (BUNDLE, format!("{}|{}{address}", self.place, self.container));
        }
        let id = address.rsplit('/').next().unwrap_or(address);
        match (self.bundled, id.len() >= UNIQUE_ID) {
            (false, _) => (REFERENCE, address.to_owned()),
            (true, false) if self.whole => (BUNDLE, format!("{}|{address}", self.place)),
            (true, _) => (BUNDLE, address.to_owned()),
        }
    }

    /// Whom a reference to an organisation means, told once the file has ended.
    fn custodian(&self, node: &Node, draft: &mut Draft) {
        let Some(owner) = node.first("managingOrganization") else { return };
        draft.party(PartyKind::System, "NAME", owner.text("display"));
        let target = relative(owner.text("reference"));
        if !target.is_empty() {
            let (issuer, value) = self.scoped(&target);
            draft.party(PartyKind::System, POINTER, &format!("{issuer}|{value}"));
        }
    }

    fn organisation(&mut self, node: &Node, address: &str) {
        let name = plain(node.text("name"));
        for own in self.own_addresses("Organization", node, address) {
            let (issuer, value) = self.scoped(&own);
            if !name.is_empty() {
                self.named.insert(format!("{issuer}|{value}"), format!("NAME:{name}"));
            }
        }
    }

    /// The resource's own addresses: `Patient/17` and the address of its entry, or `#pat` if another resource contains it.
    fn own_addresses(&self, kind: &str, node: &Node, address: &str) -> Vec<String> {
        let id = node.text("id");
        let mut out = Vec::new();
        match (id.is_empty(), self.contained) {
            (true, _) => {}
            (false, true) => out.push(format!("#{}", id.trim_start_matches('#'))),
            (false, false) => out.push(format!("{kind}/{id}")),
        }
        if !address.is_empty() {
            out.push(relative(address));
        }
        out
    }

    fn resource(&mut self, kind: &str, node: &Node, address: &str, out: &mut Vec<Record>) {
        self.part += 1;
        let place = self.place.with_part(self.part);
        let mut draft = Draft::new(place, Role::Patient);
        for said in self.documents.drain(..attached::own(node).min(self.documents.len())) {
            draft.record.categories = draft.record.categories.union(said);
        }
        for sender in &self.senders {
            draft.party(PartyKind::System, "NAME", sender);
        }
        for address in self.own_addresses(kind, node, address).into_iter().chain(references(node)) {
            self.refer(&address, &mut draft);
        }
        match kind {
            "Patient" | "Person" => {
                patient::identity(node, self.known, &mut draft);
                patient::practitioners(node, &mut draft);
                self.custodian(node, &mut draft);
            }
            "RelatedPerson" => {
                let mut contact = Draft::new(place, Role::Contact);
                patient::contact(node, &mut contact);
                out.extend(contact.finish().filter(|r| !r.names.is_empty()));
                return;
            }
            "MessageHeader" => {
                self.senders.extend(senders(node));
                return;
            }
            "Organization" => return self.organisation(node, address),
            _ if is_nobodys(kind, node) => return,
            _ => examination::read(kind, node, &mut draft),
        }
        subject_by_identifier(node, self.known, &mut draft);
        let telling = matches!(kind, "Patient" | "Person")
            || kind == "Specimen"
            || !draft.record.categories.is_empty()
            || has_own_number(&draft.record);
        if telling {
            out.extend(draft.finish());
        }
        if kind == "Patient" {
            for contact in node.all("contact") {
                let mut draft = Draft::new(place, Role::Contact);
                patient::contact(contact, &mut draft);
                out.extend(draft.finish().filter(|r| !r.names.is_empty()));
            }
        }
    }
}

fn has_own_number(r: &Record) -> bool {
    r.numbers.iter().any(|n| n.kind != NumberKind::Row)
}

/// Who sent a message: by name or endpoint.
fn senders(node: &Node) -> Vec<String> {
    let source = node.first("source");
    let name = source.map_or("", |s| s.text("name"));
    let sender = node.first("sender").map_or("", |s| s.text("display"));
    [name, sender].into_iter().map(plain).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

/// Addresses without the server: `https://lab/fhir/Patient/17` and `Patient/17/_history/2` are both `Patient/17`.
fn relative(address: &str) -> String {
    let address = address.split("/_history/").next().unwrap_or(address);
    if address.starts_with("urn:") || address.starts_with('#') {
        return address.to_owned();
    }
    let mut last: Vec<&str> = address.rsplit('/').take(2).collect();
    last.reverse();
    last.join("/")
}

/// Elements that point to something of the same person.
const POINTERS: [&str; 12] = [
    "subject",
    "patient",
    "beneficiary",
    "for",
    "specimen",
    "basedOn",
    "result",
    "hasMember",
    "request",
    "focus",
    "supportingInfo",
    "derivedFrom",
];

fn references(node: &Node) -> Vec<String> {
    const OTHERS: [&str; 6] = ["Practitioner", "Organization", "Location", "Device", "Group", "Medication"];
    let targets = POINTERS.iter().flat_map(|p| node.all(p)).map(|t| relative(t.text("reference")));
    targets.filter(|a| !a.is_empty() && !OTHERS.iter().any(|o| a.starts_with(o))).collect()
}

/// A subject that is named by a number and not by an address.
fn subject_by_identifier(node: &Node, known: &dyn Known, draft: &mut Draft) {
    for target in ["subject", "patient", "beneficiary", "for"].iter().flat_map(|p| node.all(p)) {
        target.all("identifier").for_each(|i| patient::identifier(i, known, draft));
        // `Patient, Anna Mol` says first what it points to.
        let display = plain(target.text("display"));
        let display = display.strip_prefix("Patient,").map_or(display, str::trim_start);
        if !display.is_empty() && display.contains(char::is_alphabetic) && draft.record.names.is_empty() {
            crate::name::parse(display).into_iter().for_each(|n| draft.name(n));
        }
    }
}
