//! Address cards (vCard, RFC 6350): whose they are. Appointments (iCalendar, RFC 5545): what their descriptions say of the patient.

use peil_model::{Node, Place, Record, Role};

use super::logged::Line;
use crate::headers;
use crate::table::composite;
use crate::text::TextReader;
use crate::{Known, address, name};

/// Properties of an organisation's card that may still tell of a person.
const TOLD: [&str; 2] = ["note", "bday"];

/// A card as it is to be read; `None` for what is no card.
///
/// `KIND` is of the card and not of anybody. Of an organisation's card the name and how it is reached are nobody's.
pub(super) fn read(node: &Node) -> Option<Node> {
    let inner = match node.children.as_slice() {
        [only] if node.key.is_empty() => only,
        _ => node,
    };
    match inner.key.as_str() {
        "vcard" => Some(kept(inner)),
        event if is_visit(event) => Some(visit(inner)),
        _ => None,
    }
}

/// Whether a key is that of an appointment.
pub(super) fn is_visit(key: &str) -> bool {
    matches!(key, "vevent" | "vtodo")
}

/// An appointment (iCalendar, RFC 5545): whom the summary names and dates, at whose address it is.
fn visit(node: &Node) -> Node {
    let mut out = node.clone();
    for child in out.children.iter_mut().filter(|c| c.children.is_empty()) {
        let key = match child.key.as_str() {
            "summary" if composite::apart(&child.value).birth.is_some() => "name",
            "location" if !address::parse_line(&child.value).postcode.is_empty() => "adres",
            _ => continue,
        };
        key.clone_into(&mut child.key);
    }
    out
}

/// An appointment of which the description speaks in its own words of whom the summary names (`Patiëntnummer 21467, geb. 06-12-1967`).
/// Lines without a number remain as a remark. Lines with labels are values, which others read.
pub(super) fn described(place: Place, node: &Node, known: &dyn Known) -> Option<Line> {
    let mut rest = node.clone();
    let event = match rest.children.as_mut_slice() {
        [only] if rest.key.is_empty() => only,
        _ => &mut rest,
    };
    let description = |c: &&mut Node| c.children.is_empty() && c.key == "description";
    let text = event.children.iter_mut().filter(|_| is_visit(&event.key)).find(description)?;
    let labelled =
        |l: &&str| l.split_once(':').is_some_and(|(label, _)| headers::role(label.trim()).is_some());
    let values = text.value.lines().filter(labelled).count();
    if values > 0 && values == text.value.lines().filter(|l| !l.trim().is_empty()).count() {
        return None;
    }
    // Where some lines are labelled, all are read together.
    let numbered = |l: &&str| values > 0 || l.bytes().any(|b| b.is_ascii_digit());
    let (numbered, plain): (Vec<&str>, Vec<&str>) = text.value.lines().partition(numbered);
    let mut told = Vec::new();
    let mut reader = TextReader::new(known);
    reader.text(place, &numbered.join("\n"), &mut told);
    reader.finish(&mut told);
    let about = |r: &Record| r.role == Role::Patient && (r.names.is_empty() || values > 0);
    let [only] = told.as_mut_slice() else { return None };
    if !about(only) || only.birth.is_none() && only.bsns.is_empty() && only.numbers.is_empty() {
        return None;
    }
    only.place = place;
    "opmerking".clone_into(&mut text.key);
    text.value = plain.join("\n");
    Some(Line { rest, told })
}

fn kept(node: &Node) -> Node {
    let organisation = is_organisation(node);
    let named = node.first("n").is_some();
    let mut out = Node::branch(&node.key);
    for child in &node.children {
        let told = if organisation { TOLD.contains(&child.key.as_str()) } else { child.key != "kind" };
        if told {
            let child = &named_parts(child);
            // Where its parts are not given, the formatted name is the name.
            let key = if child.key == "fn" && !named { "name" } else { &child.key };
            out.children.push(Node { key: key.to_owned(), ..child.clone() });
        }
    }
    out
}

/// Dutch prefixes of a surname stand where a card has room for them; of what else stands behind the name nothing is a name.
fn named_parts(child: &Node) -> Node {
    let mut out = child.clone();
    if child.key == "n" {
        for part in out.children.iter_mut().filter(|p| p.key == "suffix") {
            part.key = if name::is_prefix(&part.value) { "tussenvoegsel" } else { "title" }.to_owned();
        }
    }
    out
}

/// Whether it says so, or has no name of a person beside that of the organisation.
fn is_organisation(card: &Node) -> bool {
    let kind = card.text("kind").trim().to_lowercase();
    if !kind.is_empty() {
        return matches!(kind.as_str(), "org" | "organization" | "location");
    }
    let org = crate::fold(card.text("org"));
    if org.is_empty() || card.first("bday").is_some() {
        return false;
    }
    let parts = || card.all("n").flat_map(|n| &n.children);
    let whole = parts().all(|p| p.key == "family");
    // `N:Lab;;;;` of the `ORG:Streeklaboratorium`, but not everybody who works somewhere and is given by surname only.
    let names = || parts().map(|p| p.value.as_str()).chain([card.text("fn")]).map(crate::fold);
    whole && names().all(|name| org.contains(&name))
}
