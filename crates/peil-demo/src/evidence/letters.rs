//! Letters as plain text, one to a file: letterhead, address block, a signature of somebody who is no patient.

use std::io;

use super::Scene;
use crate::categories::{ADDRESS, BIRTH, BSN, KIND, NAME, RESULT};
use crate::population::Register;
use crate::truth::For;

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    for row in s.chosen(Register::Screening, "letter", 150) {
        let h = s.people.human(row);
        let (form, spoken, home) = (h.address_form(), h.spoken(), &h.home);
        let text = format!(
            "Voorbeeldlab Diagnostiek\nLabweg 1\n2288 ER Rijswijk\n\n{form} {spoken}\n{}\n{} {}  {}\n\nRijswijk, 3 maart 2024\n\nBetreft: {form} {spoken}\nGeboortedatum: {}\nBSN: {}\n\nGeachte {form},\n\nDe uitslag van het uitstrijkje is negatief.\n\nMet vriendelijke groet,\n\nAfdeling Uitslagen\n",
            home.house(),
            &home.postcode[..4],
            &home.postcode[4..],
            home.town.to_uppercase(),
            h.birth.dmy(),
            h.bsn
        );
        let path = format!("brieven/brief{row:07}.txt");
        s.screened(row, For::Any, NAME | ADDRESS | BIRTH | BSN | KIND | RESULT, &path);
        s.file(1, &path, text.as_bytes(), "read")?;
    }
    Ok(())
}
