//! The screening's ledger: a CSV a year, several recipients, September to November 2019 missing.

use std::io::{self, Write};
use std::path::Path;

use crate::disclosures;
use crate::population::{Population, Register};

const HEAD: &str = "client_id;ontvanger;verzonden_op;monsternummer;gegevens";
const YEARS: std::ops::RangeInclusive<u16> = 2017..=2025;

pub(super) fn write(folder: &Path, people: &Population) -> io::Result<()> {
    let mut years = Vec::new();
    for year in YEARS {
        let file = std::fs::File::create(folder.join(format!("screening-{year}.csv")))?;
        let mut out = io::BufWriter::new(file);
        writeln!(out, "{HEAD}")?;
        years.push(out);
    }
    for row in 0..people.wiped().end {
        for d in disclosures::of(people, Register::Screening, row) {
            let year = usize::from(d.date.year - YEARS.start());
            let key = Register::Screening.key(row);
            writeln!(years[year], "{key};{};{};{};{}", d.recipient, d.date.dmy(), d.number, d.categories)?;
        }
    }
    years.iter_mut().try_for_each(Write::flush)
}
