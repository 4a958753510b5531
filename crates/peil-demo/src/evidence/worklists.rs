//! Work lists as tables, with headers in several languages, on two lines, or none. They name no client: what they hold counts
//! in every register that it fits.

use std::io;

use super::Scene;
use crate::categories::{ADDRESS, BIRTH, BSN, KIND, NAME, RESULT, SEX, TEXT};
use crate::numbers;
use crate::person::Human;
use crate::population::Register;
use crate::traps::Trap;
use crate::truth::For;

/// A headless table with fewer rows shows no pattern to anybody.
const HEADLESS_LEAST: usize = 8;

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    dutch(s)?;
    headless(s)?;
    english(s)?;
    german(s)?;
    two_headers(s)?;
    specimens(s)
}

/// The BSN as a spreadsheet or a careful clerk writes it.
fn written(bsn: &str, lot: Option<(Trap, usize)>) -> String {
    match lot {
        Some((Trap::BsnForms, 0)) => format!("{}.{}.{}", &bsn[..4], &bsn[4..6], &bsn[6..]),
        Some((Trap::BsnForms, _)) => format!("{} {} {}", &bsn[..4], &bsn[4..6], &bsn[6..]),
        Some((Trap::Typo, _)) => numbers::mistyped(bsn, 5),
        _ => bsn.trim_start_matches('0').to_owned(),
    }
}

/// A title, then Dutch headers; zeros eaten; a BSN with a typing error beside everything else that is right.
fn dutch(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "export/werklijst.csv";
    let mut rows = s.chosen(Register::Screening, "werklijst", 12);
    rows.extend(s.chosen(Register::Screening, "both", 3).into_iter().filter(|r| shared(s, *r)));
    for trap in [Trap::EatenZero, Trap::BsnForms] {
        rows.extend(s.trapped(trap).iter().map(|(row, _)| *row));
    }
    rows.extend(s.trapped(Trap::Typo).iter().filter(|(_, w)| *w == 1).map(|(row, _)| *row));
    rows.sort_unstable();
    rows.dedup();
    let mut text = String::from("Werklijst week 12\r\nBSN;Naam;Geb.datum;Postcode;Huisnr;Uitslag\r\n");
    for row in &rows {
        let h = s.people.human(*row);
        let bsn = written(&h.bsn, s.people.lot(Register::Screening, *row));
        let (code, number) = (&h.home.postcode, h.home.number);
        text += &format!("{bsn};{};{};{code};{number};negatief\r\n", h.listed(), h.birth.dmy());
        s.screened(*row, For::Any, NAME | ADDRESS | BIRTH | BSN | RESULT, path);
        for register in [Register::Hospital, Register::Practice] {
            if let Some(there) = s.people.row(register, *row) {
                s.caught(Trap::TwoRegisters, register, there, path);
            }
        }
    }
    if rows.is_empty() { Ok(()) } else { s.file(0, path, text.as_bytes(), "read") }
}

fn shared(s: &Scene<'_>, row: u32) -> bool {
    [Register::Hospital, Register::Practice].iter().any(|r| s.people.row(*r, row).is_some())
}

/// No header: name, birth date, postcode, BSN between tabs.
fn headless(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "export/lijst.txt";
    let rows = s.chosen(Register::Screening, "headless", 15);
    if rows.len() < HEADLESS_LEAST {
        return Ok(());
    }
    let mut text = String::new();
    for row in rows {
        let h = s.people.human(row);
        text += &format!("{}\t{}\t{}\t{}\n", h.listed(), h.birth.dmy(), h.home.postcode, h.bsn);
        s.screened(row, For::Any, NAME | ADDRESS | BIRTH | BSN, path);
    }
    s.file(0, path, text.as_bytes(), "read")
}

/// English headers, quotes, the month before the day, a remark.
fn english(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "export/worklist_en.csv";
    let rows = s.chosen(Register::Screening, "english", 20);
    let mut text = String::from(
        "\"Last name\",\"First name\",\"Date of birth\",\"Gender\",\"Citizen service number\",\"Remarks\"\n",
    );
    for row in &rows {
        let h = s.people.human(*row);
        text += &format!(
            "\"{}\",\"{}\",\"{}\",\"F\",\"{}\",\"pregnant, \"\"twins\"\"\"\n",
            h.own.whole(),
            h.given.join(" "),
            h.birth.american(),
            h.bsn
        );
        s.screened(*row, For::Any, NAME | BIRTH | SEX | BSN | TEXT, path);
    }
    if rows.is_empty() { Ok(()) } else { s.file(0, path, text.as_bytes(), "read") }
}

/// German headers and dates.
fn german(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "export/de/patienten.csv";
    let rows = s.chosen(Register::Screening, "german", 25);
    let mut text = String::from("Nachname;Vorname;Geburtsdatum;PLZ;Ort;BSN;Ergebnis\n");
    for row in &rows {
        let h = s.people.human(*row);
        let born = h.birth.dmy().replace('-', ".");
        let (code, town) = (&h.home.postcode, &h.home.town);
        text += &format!("{};{};{born};{code};{town};{};negativ\n", h.used().whole(), h.given[0], h.bsn);
        s.screened(*row, For::Any, NAME | ADDRESS | BIRTH | BSN | RESULT, path);
    }
    if rows.is_empty() { Ok(()) } else { s.file(0, path, text.as_bytes(), "read") }
}

/// Groups on the first line, columns on the second.
fn two_headers(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "export/kwartaal.csv";
    let rows = s.chosen(Register::Screening, "quarter", 25);
    let mut text = String::from(
        "Patiënt;;;;Onderzoek;\nBSN;Achternaam;Voorletters;Geboortedatum;Soort onderzoek;Uitslag\n",
    );
    for row in &rows {
        let h: Human = s.people.human(*row);
        let (bsn, name, born) = (&h.bsn, h.own.whole(), h.birth.iso());
        text += &format!("{bsn};{name};{};{born};HPV;negatief\n", h.initials());
        s.screened(*row, For::Any, NAME | BIRTH | BSN | KIND | RESULT, path);
    }
    if rows.is_empty() { Ok(()) } else { s.file(0, path, text.as_bytes(), "read") }
}

/// Specimen numbers that lost their zero, beside a birth date: the ledger has them.
fn specimens(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "export/monsters.csv";
    let mut text = String::from("monsternummer;geboortedatum;uitslag\n");
    let rows = s.trapped(Trap::EatenSpecimen);
    for (row, _) in &rows {
        let Some(number) = crate::disclosures::specimen(s.people, *row) else { continue };
        let born = s.people.human(*row).birth.iso();
        text += &format!("{};{born};negatief\n", number.trim_start_matches('0'));
        s.screened(*row, For::Only(Register::Screening), BIRTH | RESULT, path);
    }
    if rows.is_empty() { Ok(()) } else { s.file(0, path, text.as_bytes(), "read") }
}
