//! Results of the laboratory, OUL^R22 in FHS/BHS batches: specimen numbers and outcomes, no person. The ledger alone knows
//! whose they are.

use std::io;

use super::{MESSAGES, Scene, numbered, orders};
use crate::categories::{KIND, RESULT};
use crate::formats::hl7;
use crate::population::Register;
use crate::traps::Trap;
use crate::truth::For;

/// Specimens of one message.
const SPECIMENS: usize = 8;
/// Numbers that no ledger has begin here.
const UNKNOWN: usize = 777_000_111;

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let mut rows = s.chosen(Register::Screening, "hpv-result", 4);
    rows.extend(s.people.wiped().filter(|row| row % 3 == 1));
    rows.retain(|row| crate::disclosures::specimen(s.people, *row).is_some());
    rows.extend(s.pairs(Trap::NumberIsBsn).iter().map(|row| row + 1));
    rows.sort_unstable();
    for (n, chunk) in rows.chunks(MESSAGES).enumerate() {
        let path = numbered("lims/out/hpv-results", n, "hl7");
        let mut numbers = Vec::new();
        for row in chunk {
            numbers.push(orders::number(s.people, *row));
            s.screened(*row, For::Only(Register::Screening), KIND | RESULT, &path);
            if s.people.wiped().contains(row) {
                s.caught(Trap::Wiped, Register::Screening, *row, &path);
            }
            if s.people.lot(Register::Screening, *row).is_some() {
                s.caught(Trap::NumberIsBsn, Register::Screening, row - 1, &path);
            }
        }
        // A few whom nobody will ever know.
        let strays = 1 + chunk.len() / 100;
        numbers.extend((0..strays).map(|k| format!("{}", UNKNOWN + (n * MESSAGES + k) * 9)));
        s.summary.records += strays as u64;
        s.laid(Trap::UnknownSpecimens, &path);
        let messages: Vec<String> =
            numbers.chunks(SPECIMENS).enumerate().map(|(k, m)| message(n * MESSAGES + k, m)).collect();
        s.file(0, &path, hl7::batch(&messages).as_bytes(), "read")?;
    }
    Ok(())
}

fn message(id: usize, numbers: &[String]) -> String {
    let mut segments =
        vec![format!("MSH|^~\\&|LIMS|LAB|SCREENIT|SCREENIT|20220105101500||OUL^R22|R{id}|P|2.5.1")];
    for (n, number) in numbers.iter().enumerate() {
        let outcome = ["NEG^negatief", "POS^HPV 16", "NEG^negatief", "ONB^onbeoordeelbaar"][(id + n) % 4];
        segments.push(format!("SPM|{}|{number}", n + 1));
        segments.push(format!("OBR|{}|{number}^ScreenIT||HPV^HPV", n + 1));
        segments.push(format!("OBX|1|CE|HPV^HPV||{outcome}"));
    }
    hl7::message(&segments)
}
