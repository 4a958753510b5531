//! The practice's register: CSV in Windows-1252, semicolons, whole names in one column, d-m-yyyy.

use std::io::{self, Write};
use std::path::Path;

use super::cell;
use crate::formats::charset;
use crate::person::Date;
use crate::population::{Population, Register};
use crate::traps::Trap;

const HEAD: &str = "Patiëntnr;BSN;Naam;Roepnaam;Geb.datum;Geslacht;Adres;Postcode;Woonplaats;Telefoon\n";

pub(super) fn write(folder: &Path, people: &Population) -> io::Result<()> {
    let mut out = io::BufWriter::new(std::fs::File::create(folder.join("praktijk.csv"))?);
    out.write_all(&charset::cp1252(HEAD))?;
    for row in 0..people.rows(Register::Practice) {
        let h = people.human(people.person(Register::Practice, row));
        let birth = match people.lot(Register::Practice, row) {
            Some((Trap::PartialMedlab, _)) => Date { month: 0, day: 0, ..h.birth }.dmy(),
            _ => h.birth.short(),
        };
        let cells = [
            Register::Practice.key(row),
            h.bsn.clone(),
            h.listed(),
            h.given[0].clone(),
            birth,
            if h.sex == 'V' { "V" } else { "M" }.to_owned(),
            h.home.house(),
            h.home.postcode.clone(),
            h.home.town.clone(),
            h.phone.clone(),
        ];
        out.write_all(&charset::cp1252(&(cells.map(|c| cell(&c)).join(";") + "\n")))?;
    }
    out.flush()
}
