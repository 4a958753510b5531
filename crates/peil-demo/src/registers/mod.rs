//! `peil.toml` and the three registers, each in another shape.

pub(crate) mod hospital;
mod practice;
mod screening;

use std::io;
use std::path::Path;

use crate::population::Population;
use crate::save;

const TOML: &str = r#"# An invented incident. Everybody in it is invented.
[case]
title = "Invented laboratory theft"
processor = "Voorbeeldlab Diagnostiek B.V."
processor_names = ["VBL Diagnostics"]

[[controller]]
name = "Screening Nederland"
register = "registers/screening.csv"
ledger = ["ledger/screening-*.csv"]
ids = ["MSH:SCREENIT", "MSH:SCREENIT_OML"]
paths = ["*/bvo/*"]

[[controller]]
name = "Ziekenhuis De Linde"
register = "registers/ziekenhuis-*.xlsx"
ledger = ["ledger/ziekenhuis.parquet", "ledger/ziekenhuis-orders.zip"]
ids = ["MSH:DELINDE", "AGB:06010101"]
paths = ["*delinde*"]

[[controller]]
name = "Huisartsenpraktijk Zandpad"
register = "registers/praktijk.csv"
ids = ["AGB:01999901", "UNB:500099901"]

[[evidence]]
label = "wave-1"
received = 2025-08-06
path = "evidence/wave-1"

[[evidence]]
label = "wave-2"
received = 2025-08-25
path = "evidence/wave-2"
"#;

/// Writes `peil.toml` and `registers/`.
pub(crate) fn write(dir: &Path, people: &Population) -> io::Result<()> {
    save(&dir.join("peil.toml"), TOML.as_bytes())?;
    let folder = dir.join("registers");
    std::fs::create_dir_all(&folder)?;
    screening::write(&folder, people)?;
    hospital::write(&folder, people)?;
    practice::write(&folder, people)
}

/// Quoted if a delimited table needs it.
fn cell(value: &str) -> String {
    if value.contains([';', '"', '\n']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}
