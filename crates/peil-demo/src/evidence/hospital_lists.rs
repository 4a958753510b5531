//! Lists that lie in the hospital's folder, or of which a copy does: the path says whose they are.

use std::io;

use super::Scene;
use crate::categories::{ADDRESS, BIRTH, EMAIL, IBAN, NAME, PATIENT_NUMBER, PHONE};
use crate::numbers;
use crate::population::Register;
use crate::traps::Trap;
use crate::truth::For;

const OURS: For = For::Only(Register::Hospital);

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    mailing(s)?;
    debtors(s)?;
    admissions(s, Trap::PathOnly, "delinde/opnames.csv", None)?;
    admissions(s, Trap::CopyPath, "los/tabel17.csv", Some("delinde/oud/tabel17.csv"))
}

/// Name, e-mail and phone.
fn mailing(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "delinde/nieuwsbrief.csv";
    let mut text = String::from("Naam;E-mailadres;Mobiel\n");
    let rows = s.trapped(Trap::EmailOnly);
    for (row, _) in &rows {
        let h = s.people.human(s.people.person(Register::Hospital, *row));
        let phone = format!("+31 6 {} {}", &h.phone[2..6], &h.phone[6..]);
        text += &format!("{} {};{};{phone}\n", h.given[0], h.used().whole(), h.email.to_uppercase());
        s.of(Register::Hospital, *row, OURS, NAME | EMAIL | PHONE, path);
    }
    if rows.is_empty() { Ok(()) } else { s.file(1, path, text.as_bytes(), "read") }
}

/// Who owes the hospital.
fn debtors(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "delinde/debiteuren.csv";
    let mut text = String::from("Patiëntnummer;Naam;IBAN;Bedrag\n");
    let rows = s.trapped(Trap::Account);
    for (row, _) in &rows {
        let h = s.people.human(s.people.person(Register::Hospital, *row));
        let (key, iban) = (Register::Hospital.key(*row), numbers::iban(u64::from(*row)));
        text += &format!("{key};{};{iban};\"{},50\"\n", h.listed(), 10 + row % 300);
        s.of(Register::Hospital, *row, OURS, NAME | IBAN | PATIENT_NUMBER, path);
    }
    if rows.is_empty() { Ok(()) } else { s.file(1, path, text.as_bytes(), "read") }
}

/// Admissions without BSN. Ordinary patients of whom some are the screening's too: their rows there stay as they were.
fn admissions(s: &mut Scene<'_>, trap: Trap, path: &str, copy: Option<&str>) -> io::Result<()> {
    let mut text = String::from("Achternaam;Tussenvoegsel;Voornaam;Geboortedatum;Postcode;Huisnummer\n");
    let rows = s.trapped(trap);
    for (row, _) in &rows {
        let h = s.people.human(s.people.person(Register::Hospital, *row));
        let (own, home) = (&h.own, &h.home);
        let born = h.birth.dmy();
        text +=
            &format!("{};{};{};{born};{};{}\n", own.name, own.prefix, h.given[0], home.postcode, home.number);
        s.of(Register::Hospital, *row, OURS, NAME | ADDRESS | BIRTH, path);
    }
    if rows.is_empty() {
        return Ok(());
    }
    s.file(usize::from(copy.is_none()), path, text.as_bytes(), "read")?;
    if let Some(copy) = copy {
        s.file(1, copy, text.as_bytes(), "duplicate")?;
        s.laid(Trap::Overlap, copy);
    }
    Ok(())
}
