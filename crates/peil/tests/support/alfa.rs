//! A case of one register of two persons.

use std::collections::BTreeMap;

use super::{Program, rows};

pub const TOML: &str = r#"[case]
title = "Faults"
processor = "Voorbeeldlab"

[[controller]]
name = "Alfa"
register = "registers/alfa.csv"

[[evidence]]
label = "one"
path = "evidence"
"#;
/// A second delivery, from the folder `later`.
pub const SECOND: &str = "\n[[evidence]]\nlabel = \"two\"\npath = \"later\"\n";
pub const REGISTER: &str = "client_id;bsn;achternaam;voornamen;geboortedatum;postcode\n\
                        K1;135724685;Zandstra;Maria;12-03-1965;3571 AB\n\
                        K2;246801359;Oudkerk;Fatma;03-11-1979;1095 CL\n";
/// The two as rows of a list.
pub const ZANDSTRA: &str = "135724685;Zandstra;12-03-1965";
pub const OUDKERK: &str = "246801359;Oudkerk;03-11-1979";
/// The tables are compared as CSV.
pub const FORMATS: [&str; 1] = ["csv"];

/// A row of an export, by column.
pub type Row = BTreeMap<String, String>;

/// A case with these files beside its register.
pub fn case(files: &[(&str, &[u8])]) -> Program {
    let program = Program::on_files(&[("peil.toml", TOML), ("registers/alfa.csv", REGISTER)]);
    std::fs::create_dir_all(program.dir().join("evidence")).expect("a folder");
    files.iter().for_each(|(path, content)| program.write(path, content));
    program
}

pub fn table(program: &Program, name: &str) -> Vec<Row> {
    rows(&program.exports(&FORMATS)[&format!("{name}.csv")])
}

/// Status, number of records and probability of a person.
pub fn person(program: &Program, key: &str) -> (String, usize, String) {
    let roster = table(program, "roster");
    let row = roster.iter().find(|r| r["person"] == key).expect("a row");
    let records = row["records"].split('|').filter(|r| !r.is_empty()).count();
    (row["status"].clone(), records, row["probability"].clone())
}

/// Evidence, path and outcome of every row.
pub fn outcomes(program: &Program) -> Vec<String> {
    let row = |r: Row| format!("{}/{} {} {}", r["evidence"], r["path"], r["outcome"], r["records"]);
    table(program, "coverage").into_iter().map(row).collect()
}
