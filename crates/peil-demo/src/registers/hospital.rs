//! The hospital's register: workbooks, with BSNs as numbers and dates as dates.

use std::io;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::person::Human;
use crate::population::{Population, Register};

/// Rows of a workbook: one is built in memory.
const ROWS: u32 = 25_000;

const HEAD: [&str; 16] = [
    "Patiëntnummer",
    "BSN",
    "Voorletters",
    "Roepnaam",
    "Voorvoegsel",
    "Achternaam",
    "Voorvoegsel partner",
    "Achternaam partner",
    "Geb.datum",
    "M/V",
    "Adres",
    "Postcode",
    "Plaats",
    "E-mail",
    "Telefoon",
    "Polisnummer",
];

pub(super) fn write(folder: &Path, people: &Population) -> io::Result<()> {
    let all = people.rows(Register::Hospital);
    for (n, from) in (0..all).step_by(ROWS as usize).enumerate() {
        let bytes = workbook(people, from..(from + ROWS).min(all)).map_err(io::Error::other)?;
        std::fs::write(folder.join(format!("ziekenhuis-{:02}.xlsx", n + 1)), bytes)?;
    }
    Ok(())
}

fn workbook(people: &Population, rows: std::ops::Range<u32>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2025, 8, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let note = book.add_worksheet().set_name("Toelichting")?;
    note.write_string(0, 0, "Export patiëntenbestand, invented")?;
    let sheet = book.add_worksheet().set_name("Patiënten")?;
    for (column, head) in (0..).zip(HEAD) {
        sheet.write_string(0, column, head)?;
    }
    let day = Format::new().set_num_format("dd-mm-yyyy");
    for (at, row) in (1..).zip(rows) {
        let person = people.person(Register::Hospital, row);
        write_row(sheet, at, row, &people.human(person), &day)?;
    }
    book.save_to_buffer()
}

fn write_row(sheet: &mut Worksheet, at: u32, row: u32, h: &Human, day: &Format) -> Result<(), XlsxError> {
    let (prefix, partner) = h.partner.as_ref().map_or(("", ""), |p| (&p.prefix, &p.name));
    let key = Register::Hospital.key(row);
    let (initials, house, policy) = (h.initials(), h.home.house(), policy(row));
    let texts: [(u16, &str); 14] = [
        (0, &key),
        (2, &initials),
        (3, &h.given[0]),
        (4, &h.own.prefix),
        (5, &h.own.name),
        (6, prefix),
        (7, partner),
        (9, if h.sex == 'V' { "V" } else { "M" }),
        (10, &house),
        (11, &h.home.postcode),
        (12, &h.home.town),
        (13, &h.email),
        (14, &h.phone),
        (15, &policy),
    ];
    for (column, text) in texts.into_iter().filter(|(_, t)| !t.is_empty()) {
        sheet.write_string(at, column, text)?;
    }
    sheet.write_number(at, 1, h.bsn.parse::<f64>().unwrap_or_default())?;
    let born = ExcelDateTime::from_ymd(h.birth.year, h.birth.month, h.birth.day)?;
    sheet.write_datetime_with_format(at, 8, &born, day)?;
    Ok(())
}

/// Somebody's number at an insurer.
pub(crate) fn policy(row: u32) -> String {
    format!("PN{:09}", 520_000_000 + u64::from(row) * 13)
}
