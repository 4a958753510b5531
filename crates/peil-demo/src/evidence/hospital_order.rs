//! Orders of the hospital, ORM^O01: as its ledger keeps them, and as the laboratory received them.

use std::io;

use super::{MESSAGES, Scene, numbered};
use crate::categories::{ADDRESS, INSURANCE_NUMBER, KIND, NAME, PATIENT_NUMBER, PHONE, RESULT};
use crate::disclosures::{self, HOSPITAL_ORDER};
use crate::formats::hl7;
use crate::person::{Date, Human};
use crate::population::Register;
use crate::registers::hospital::policy;
use crate::traps::Trap;
use crate::truth::For;

/// What the hospital's records count for.
const OURS: For = For::Only(Register::Hospital);
/// A day in the months that the archive lacks.
const GAP: Date = Date { year: 2024, month: 6, day: 12 };

/// One order.
pub(crate) fn message(h: &Human, row: u32, number: &str, recipient: &str, date: Date) -> String {
    order(h, row, number, recipient, date, &[])
}

/// An order without a patient, by which an archive of no orders can be told from no archive.
pub(crate) fn control() -> String {
    hl7::message(&[
        "MSH|^~\\&|EPD|DELINDE|LIMS|VOORBEELDLAB DIAGNOSTIEK|20240102||ORM^O01|C1|P|2.4".to_owned(),
        "ORC|NW|DL00000001^DELINDE".to_owned(),
    ])
}

/// An order with further segments behind the person's.
fn order(h: &Human, row: u32, number: &str, recipient: &str, date: Date, more: &[String]) -> String {
    let key = Register::Hospital.key(row);
    let mut segments = vec![
        format!(
            "MSH|^~\\&|EPD|DELINDE|LIMS|{recipient}|{}||ORM^O01|{number}|P|2.4|||||NLD|UNICODE UTF-8",
            date.ymd()
        ),
        format!(
            "PID|1||{}^^^NLMINBIZA^NNNLD~{key}^^^DELINDE^PI||{}||{}|{}|||{}||{}",
            h.bsn,
            name(h, hl7::USUAL),
            h.birth.ymd(),
            sex(h),
            address(h, hl7::USUAL),
            h.phone
        ),
    ];
    segments.extend_from_slice(more);
    segments.push(format!("ORC|NW|{number}^DELINDE|||||||{}|||03012345^Stolk^A", date.ymd()));
    segments.push(format!("OBR|1|{number}^DELINDE||URK^Urinekweek"));
    hl7::message(&segments)
}

/// PID-5 in subcomponents.
pub(super) fn name(h: &Human, marks: hl7::Marks) -> String {
    let e = |text: &str| marks.escape(text);
    let (prefix, partner) = h.partner.as_ref().map_or(("", ""), |p| (&p.prefix, &p.name));
    let own = &h.own;
    format!(
        "{}&{}&{}&{prefix}&{}^{}^^^^^L",
        e(&h.used().whole()),
        own.prefix,
        e(&own.name),
        e(partner),
        e(&h.given[0])
    )
}

/// PID-11: line, street and number in subcomponents, suffix.
pub(super) fn address(h: &Human, marks: hl7::Marks) -> String {
    let e = |text: &str| marks.escape(text);
    let home = &h.home;
    format!(
        "{}&{}&{}^{}^{}^^{}^NL^M",
        e(&home.house()),
        e(&home.street),
        home.number,
        home.suffix,
        e(&home.town),
        home.postcode
    )
}

/// PID-8.
pub(super) fn sex(h: &Human) -> char {
    if h.sex == 'V' { 'F' } else { 'M' }
}

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let mut rows = s.chosen(Register::Hospital, "hospital-order", 5);
    for trap in [Trap::OrderThenResult, Trap::Policy, Trap::Specialist] {
        rows.extend(s.trapped(trap).iter().map(|(row, _)| *row));
    }
    rows.extend(s.pairs(Trap::Contact));
    rows.sort_unstable();
    let mut elsewhere = s.trapped(Trap::ContactElsewhere).into_iter().map(|(row, _)| row);
    for (n, chunk) in rows.chunks(MESSAGES).enumerate() {
        let path = numbered("epd/orders", n, "hl7");
        let mut text = String::new();
        for row in chunk {
            text += &one(s, *row, &mut elsewhere, &path);
        }
        s.file(1, &path, text.as_bytes(), "read")?;
    }
    bare_results(s)
}

fn one(s: &mut Scene<'_>, row: u32, elsewhere: &mut dyn Iterator<Item = u32>, path: &str) -> String {
    let h = s.people.human(s.people.person(Register::Hospital, row));
    let number = disclosures::order(s.people, row);
    let date = disclosures::of(s.people, Register::Hospital, row).first().map_or(GAP, |d| d.date);
    let mut held = HOSPITAL_ORDER;
    let mut more = Vec::new();
    match s.people.lot(Register::Hospital, row).map(|(trap, _)| trap) {
        Some(Trap::Policy) => {
            held |= INSURANCE_NUMBER;
            more.push(format!(
                "IN1|1|BASIS|0101^^^VEKTIS|Zorgpolis Voorbeeld{}{}",
                "|".repeat(32),
                policy(row)
            ));
        }
        Some(Trap::Contact) => {
            let contact = s.people.human(s.people.person(Register::Hospital, row + 1));
            more.push(next_of_kin(&contact));
            s.of(Register::Hospital, row + 1, OURS, NAME | ADDRESS | PHONE, path);
        }
        None => {
            // A participant of the screening who is no patient here.
            if let Some(person) = elsewhere.next() {
                more.push(next_of_kin(&s.people.human(person)));
                s.sure(person, OURS, NAME | ADDRESS | PHONE);
                s.caught(Trap::ContactElsewhere, Register::Screening, person, path);
            }
        }
        _ => {}
    }
    s.of(Register::Hospital, row, OURS, held, path);
    other_client(s, row, path);
    order(&h, row, &number, "LAB", date, &more)
}

/// Notes the patients who are participants of the screening and found only here.
pub(super) fn other_client(s: &mut Scene<'_>, row: u32, path: &str) {
    let person = s.people.person(Register::Hospital, row);
    if s.people.lot(Register::Screening, person).is_some_and(|(t, _)| t == Trap::OtherClient) {
        s.caught(Trap::OtherClient, Register::Screening, person, path);
    }
}

fn next_of_kin(h: &Human) -> String {
    format!("NK1|1|{}|PAR^partner|{}|{}", name(h, hl7::USUAL), address(h, hl7::USUAL), h.phone)
}

/// Results of the orders that no ledger has: the hospital's order number and an outcome.
fn bare_results(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "epd/uitslag-los.hl7";
    let mut text = String::new();
    for (row, _) in s.trapped(Trap::OrderThenResult) {
        let number = disclosures::order(s.people, row);
        text += &hl7::message(&[
            format!("MSH|^~\\&|LIMS|LAB|EPD|DELINDE|{}||ORU^R01|L{row}|P|2.4", GAP.ymd()),
            format!("OBR|1|{number}^DELINDE||URK^Urinekweek"),
            "OBX|1|ST|URK^Urinekweek||geen groei".to_owned(),
        ]);
        s.of(Register::Hospital, row, OURS, KIND | RESULT, path);
    }
    for (row, _) in s.trapped(Trap::PatientNumber) {
        let key = Register::Hospital.key(row);
        text += &hl7::message(&[
            format!("MSH|^~\\&|LIMS|LAB|EPD|DELINDE|{}||ORU^R01|N{row}|P|2.4", GAP.ymd()),
            format!("PID|1||{key}^^^DELINDE^PI"),
            "OBR|1|||KRE^Kreatinine".to_owned(),
            "OBX|1|NM|KRE^Kreatinine||71|umol/l".to_owned(),
        ]);
        s.of(Register::Hospital, row, OURS, PATIENT_NUMBER | KIND | RESULT, path);
    }
    s.file(1, path, text.as_bytes(), "read")
}
