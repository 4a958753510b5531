//! A day list as the printer got it: fixed columns, page heads, form feeds, totals.

use std::io;

use super::Scene;
use crate::categories::{BIRTH, BSN, NAME, RESULT};
use crate::population::Register;
use crate::truth::For;

/// Rows of a page.
const PAGE: usize = 40;

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "print/daglijst.prn";
    let rows = s.chosen(Register::Screening, "print", 40);
    let mut out = String::new();
    for (page, rows) in rows.chunks(PAGE).enumerate() {
        let feed = if page > 0 { "\x0c" } else { "" };
        out += &format!("{feed}DAGLIJST AFDELING 3{:>40} {}\n\n", "BLAD", page + 1);
        out += "Naam                          Geb.datum   BSN        Uitslag\n";
        out += "------------------------------------------------------------\n";
        for row in rows {
            let h = s.people.human(*row);
            let name: String = h.spoken().chars().take(29).collect();
            out += &format!("{name:<30}{:<12}{:<11}Pap 1\n", h.birth.dmy(), h.bsn);
            s.screened(*row, For::Any, NAME | BIRTH | BSN | RESULT, path);
        }
        out += &format!("\nTotaal {}\n", rows.len());
    }
    s.file(1, path, out.as_bytes(), "read")
}
