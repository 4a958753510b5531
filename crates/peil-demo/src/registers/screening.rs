//! The screening organisation's register: CSV in UTF-16, semicolons, d-m-y, name use, former names and addresses, flags.

use std::io::{self, Write};
use std::path::Path;

use super::cell;
use crate::formats::charset;
use crate::person::{Date, Human};
use crate::population::{Population, Register};
use crate::traps::Trap;

const HEAD: &str = "client_id;BSN;Voornamen;Tussenvoegsel;Achternaam;Tussenvoegsel partner;Achternaam partner;Naamgebruik;\
Geboortedatum;Geslacht;Straat;Huisnummer;Toevoeging;Postcode;Woonplaats;Vorige achternaam;Vorig adres;Overlijdensdatum;\
Geheimhouding;Datum vertrek\r\n";

pub(super) fn write(folder: &Path, people: &Population) -> io::Result<()> {
    let mut out = io::BufWriter::new(std::fs::File::create(folder.join("screening.csv"))?);
    out.write_all(&charset::utf16(HEAD))?;
    for row in 0..people.rows(Register::Screening) {
        let line = line(row, &people.human(row), people.lot(Register::Screening, row));
        // The mark stands at the start of the file alone.
        out.write_all(charset::utf16(&line).get(2..).unwrap_or_default())?;
    }
    out.flush()
}

fn line(row: u32, h: &Human, lot: Option<(Trap, usize)>) -> String {
    let (prefix, partner) = h.partner.as_ref().map_or(("", ""), |p| (&p.prefix, &p.name));
    let trap = lot.map(|(t, _)| t);
    let on = |t: Trap, value: &str| if trap == Some(t) { value.to_owned() } else { String::new() };
    let cells = [
        Register::Screening.key(row),
        bsn(row, h, trap),
        h.given.join(" "),
        h.own.prefix.clone(),
        h.own.name.clone(),
        prefix.to_owned(),
        partner.to_owned(),
        format!("NL{}", h.name_use),
        birth(h.birth, lot).dmy(),
        h.sex.to_string(),
        h.home.street.clone(),
        h.home.number.to_string(),
        h.home.suffix.clone(),
        format!("{} {}", &h.home.postcode[..4], &h.home.postcode[4..]),
        h.home.town.clone(),
        h.former.as_ref().map_or_else(String::new, |f| f.whole()),
        h.old_home.as_ref().map_or_else(String::new, |o| o.line()),
        on(Trap::Deceased, "12-03-2023"),
        if trap == Some(Trap::Secret) { "7".to_owned() } else { "0".to_owned() },
        on(Trap::Abroad, "01-09-2022"),
    ];
    cells.map(|c| cell(&c)).join(";") + "\r\n"
}

/// A spreadsheet ate the zeros; a removed record has three digits in front.
fn bsn(row: u32, h: &Human, trap: Option<Trap>) -> String {
    match trap {
        Some(Trap::Removed) => format!("{:03}{}", 1 + row % 900, h.bsn),
        _ => h.bsn.trim_start_matches('0').to_owned(),
    }
}

/// Of some the year alone is known, or year and month.
fn birth(date: Date, lot: Option<(Trap, usize)>) -> Date {
    match lot {
        Some((Trap::PartialBirth, 0)) => Date { month: 0, day: 0, ..date },
        Some((Trap::PartialBirth, 1)) => Date { day: 0, ..date },
        _ => date,
    }
}
