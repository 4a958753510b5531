//! Texts in, records out.

mod cuts;
mod forms;
mod letters;
mod lists;
mod logs;
mod notes;
mod prints;
mod sentences;
mod shapes;

use expect_test::Expect;

use super::*;

/// A register with a few surnames, given names, BSNs and numbers.
struct Few;

impl Known for Few {
    fn surname(&self, folded: &str) -> bool {
        ["jansen", "vries", "nooijen", "peeters", "wijnen"].contains(&folded)
    }
    fn given(&self, folded: &str) -> bool {
        ["anna", "cisca"].contains(&folded)
    }
    fn bsn(&self, digits: &str) -> bool {
        ["123456782", "400117770"].contains(&digits)
    }
    fn number(&self, value: &str) -> bool {
        value == "550001460"
    }
    fn patient(&self, _: &str) -> bool {
        false
    }
}

fn show(r: &Record) -> String {
    let mut parts = vec![r.place.to_string()];
    if r.role != peil_model::Role::Patient {
        parts.push(format!("{:?}", r.role));
    }
    for n in &r.names {
        let given = [n.initials.as_str(), n.given.as_str()]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect::<Vec<_>>()
            .join("/");
        let partner = if n.partner_surname.is_empty() {
            String::new()
        } else {
            format!("+{} {}", n.partner_prefix, n.partner_surname).replace("+ ", "+")
        };
        parts.push(format!("{given}:{}:{}{partner}", n.prefix, n.surname));
    }
    parts.extend(r.birth.map(|b| b.iso()));
    parts.extend(r.bsns.iter().map(|b| format!("{}{}", if b.labelled { "bsn " } else { "bsn? " }, b.digits)));
    parts.extend(r.numbers.iter().map(|n| format!("{:?} {}", n.kind, n.value)));
    parts.extend(
        r.addresses
            .iter()
            .map(|a| format!("{} {}{} {} {}", a.street, a.number, a.suffix, a.postcode, a.city)),
    );
    parts.extend(r.phones.iter().cloned());
    parts.extend(r.emails.iter().cloned());
    parts.extend(r.ibans.iter().cloned());
    parts.extend(r.parties.iter().map(|p| p.id.clone()));
    parts.push(format!("[{}]", r.categories));
    parts.join(" ; ")
}

/// Reads a text with a register of a few persons; a record is a line.
fn check(text: &str, expected: Expect) {
    let mut shown = read(text, &Few).join("\n");
    if shown.contains('\n') {
        shown.push('\n');
    }
    expected.assert_eq(&shown);
}

fn read(text: &str, known: &dyn Known) -> Vec<String> {
    let mut reader = TextReader::new(known);
    let mut out = Vec::new();
    reader.text(Place::lines(1, text.lines().count() as u64), text, &mut out);
    reader.finish(&mut out);
    out.iter().map(show).collect()
}
