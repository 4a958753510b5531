//! For tests: a plain splitter of messages, and records as text.

use std::fmt::Write;

use peil_model::{Leaf, Message, Part, Record, Syntax};

/// An HL7 message of lines; delimiters `^~\&`.
pub(super) fn hl7(text: &str) -> Message {
    let parts = text.lines().map(str::trim).filter(|l| !l.is_empty()).map(hl7_part).collect();
    Message { syntax: Syntax::Hl7, parts }
}

fn hl7_part(line: &str) -> Part {
    let mut fields = line.split('|');
    let mut part = Part::new(fields.next().unwrap_or(""));
    let shift = if part.id == "MSH" { 2 } else { 1 };
    for (f, field) in fields.enumerate() {
        if shift == 2 && f == 0 {
            continue;
        }
        for (r, repetition) in field.split('~').enumerate() {
            for (c, component) in repetition.split('^').enumerate() {
                for (s, value) in component.split('&').enumerate() {
                    let [field, repetition, component, sub] =
                        [f + shift, r + 1, c + 1, s + 1].map(|n| n as u16);
                    part.push(Leaf { field, repetition, component, sub }, value);
                }
            }
        }
    }
    part
}

/// An EDIFACT message with the default delimiters, released characters excepted.
pub(super) fn edifact(text: &str) -> Message {
    let parts = text.split('\'').map(|s| s.trim_start_matches(['\r', '\n', ' '])).filter(|s| !s.is_empty());
    let part = |s: &str| {
        let mut elements = s.split('+');
        let mut part = Part::new(elements.next().and_then(|tag| tag.get(..3)).unwrap_or(""));
        for (f, element) in elements.enumerate() {
            for (c, value) in element.split(':').enumerate() {
                let leaf = Leaf { field: f as u16 + 1, repetition: 1, component: c as u16 + 1, sub: 1 };
                part.push(leaf, value);
            }
        }
        part
    };
    Message { syntax: Syntax::Edifact, parts: parts.map(part).collect() }
}

/// Everything a record holds, a line per kind.
pub(super) fn print(records: &[Record]) -> String {
    let mut out = String::new();
    for r in records {
        let _ = writeln!(out, "{} {:?} [{}]", r.place, r.role, r.categories);
        for b in &r.bsns {
            let _ = writeln!(out, "  bsn {}{}", b.digits, if b.labelled { "" } else { "?" });
        }
        for n in &r.numbers {
            let _ = writeln!(out, "  {:?} {}@{}", n.kind, n.value, n.issuer);
        }
        for n in &r.names {
            let all = [&n.surname, &n.prefix, &n.partner_surname, &n.partner_prefix, &n.initials, &n.given];
            let _ = writeln!(out, "  name {}", all.map(String::as_str).join("/").trim_end_matches('/'));
        }
        let sex = r.sex.map(|s| format!("{s:?}")).unwrap_or_default();
        let birth = r.birth.map(|d| d.iso()).unwrap_or_default();
        if !(sex.is_empty() && birth.is_empty()) {
            let _ = writeln!(out, "  born {birth} {sex}");
        }
        for a in &r.addresses {
            let all = [&a.street, &a.number, &a.suffix, &a.postcode, &a.city];
            let _ = writeln!(out, "  address {}", all.map(String::as_str).join("/"));
        }
        for c in r.emails.iter().chain(&r.phones).chain(&r.ibans) {
            let _ = writeln!(out, "  contact {c}");
        }
        for p in &r.parties {
            let _ = writeln!(out, "  {:?} {}", p.kind, p.id);
        }
        if let Some(made) = r.made {
            let _ = writeln!(out, "  made {}", made.iso());
        }
    }
    out
}
