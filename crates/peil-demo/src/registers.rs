//! `peil.toml`, the registers in three shapes, and the ledgers.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use crate::population::{Human, Population};
use crate::save;

const TOML: &str = r#"[case]
title = "Invented lab theft"
processor = "Voorbeeldlab Diagnostiek B.V."

[[controller]]
name = "Screening Nederland"
register = "registers/screening.csv"
ledger = ["ledger/screening-*.csv"]
ids = ["MSH:SCREENIT"]

[[controller]]
name = "Ziekenhuis De Linde"
register = "registers/ziekenhuis.csv"
ledger = ["ledger/ziekenhuis.csv"]
ids = ["MSH:DELINDE", "AGB:06010101"]
paths = ["*delinde*"]

[[controller]]
name = "Huisartsenpraktijk Zandpad"
register = "registers/praktijk.csv"
ids = ["AGB:01999901"]

[[evidence]]
label = "wave-1"
received = 2025-08-06
path = "evidence/wave-1"

[[evidence]]
label = "wave-2"
received = 2025-08-25
path = "evidence/wave-2"
"#;

/// The nine-digit order number of a disclosure.
pub(crate) fn order(n: u32) -> String {
    format!("{:09}", 304_000_000 + n)
}

pub(crate) fn write(dir: &Path, people: &Population) -> io::Result<()> {
    save(&dir.join("peil.toml"), TOML.as_bytes())?;
    let mut screening = String::from(
        "client_id;BSN;Voornamen;Tussenvoegsel;Achternaam;Tussenvoegsel partner;Achternaam partner;Geboortedatum;Geslacht;Straat;Huisnummer;Postcode;Woonplaats\r\n",
    );
    for (i, m) in people.members[0].iter().enumerate() {
        let h = &people.humans[*m];
        let (pp, ps) = h.partner.clone().unwrap_or_default();
        let bsn =
            if i % 211 == 7 { format!("001{}", h.bsn) } else { h.bsn.trim_start_matches('0').to_owned() };
        let birth = if i % 173 == 9 { format!("00-00-{}", h.birth.0) } else { h.dmy() };
        let _ = write!(
            screening,
            "{};{bsn};{};{};{};{pp};{ps};{birth};V;{};{};{};{}\r\n",
            Population::key(0, i),
            h.given.join(" "),
            h.prefix,
            h.surname,
            h.street,
            h.number,
            h.postcode,
            h.town
        );
    }
    save(&dir.join("registers/screening.csv"), screening.as_bytes())?;
    for (register, file) in [(1, "ziekenhuis"), (2, "praktijk")] {
        let mut csv = String::from(
            "key,bsn,initials,prefix,surname,birth_date,sex,street,house_number,postcode,city,email,phone\n",
        );
        for (i, m) in people.members[register].iter().enumerate() {
            csv.push_str(&plain(&Population::key(register, i), &people.humans[*m]));
        }
        save(&dir.join(format!("registers/{file}.csv")), csv.as_bytes())?;
    }
    ledgers(dir, people)
}

fn plain(key: &str, h: &Human) -> String {
    format!(
        "{key},{},{},{},{},{},{},{},{},{},{},{},{}\n",
        h.bsn,
        h.initials(),
        h.prefix,
        h.surname,
        h.iso(),
        if h.woman { "F" } else { "M" },
        h.street,
        h.number,
        h.postcode,
        h.town,
        h.email,
        h.phone
    )
}

fn ledgers(dir: &Path, people: &Population) -> io::Result<()> {
    let head = "client_id;ontvanger;verzonden_op;monsternummer;gegevens\n";
    let mut years: Vec<String> = (2017..=2025).map(|_| head.to_owned()).collect();
    for (i, d) in people.disclosed.iter().enumerate() {
        let Some(n) = d else {
            // To another lab only: does not count.
            if i % 3 == 0 {
                let _ = writeln!(
                    years[i % 9],
                    "{};Ander Lab Zuid;{}-03-{:02};{:09};name|bsn",
                    Population::key(0, i),
                    2017 + i % 9,
                    1 + i % 28,
                    704_000_000 + i
                );
            }
            continue;
        };
        let lab = ["Voorbeeldlab Diagnostiek B.V.", "VOORBEELDLAB DIAGNOSTIEK"][i % 2];
        let month = 1 + (i / 9) % 12;
        let _ = writeln!(
            years[i % 9],
            "{};{lab};{}-{month:02}-{:02};{};name|address|sex|birth_date|bsn|test_kind|test_result|gp",
            Population::key(0, i),
            2017 + i % 9,
            1 + i % 28,
            order(*n)
        );
    }
    for (y, text) in years.iter().enumerate() {
        save(&dir.join(format!("ledger/screening-{}.csv", 2017 + y)), text.as_bytes())?;
    }
    let mut log = String::from("key,recipient,date,order,categories\n");
    for i in 0..people.members[1].len() {
        let month = [1, 2, 3, 4, 8, 9, 10, 11, 12][i % 9];
        let _ = writeln!(
            log,
            "{},Voorbeeldlab Diagnostiek,2024-{month:02}-{:02},DL{:07},name|birth_date|bsn|email|phone",
            Population::key(1, i),
            1 + i % 28,
            5_000_000 + i
        );
    }
    save(&dir.join("ledger/ziekenhuis.csv"), log.as_bytes())
}
