//! Delimited tables: work lists, and decoys.

use std::fmt::Write as _;
use std::io;

use super::Scene;

/// Work lists with Dutch headers, moved and married persons among them; and one with no header.
pub(super) fn worklists(s: &mut Scene<'_>) -> io::Result<()> {
    let mut list = String::from("Werklijst week 12\r\nBSN;Naam;Geb.datum;Postcode;Huisnr;Uitslag\r\n");
    let mut bare = String::new();
    for m in (0..s.people.members[0].len()).filter(|m| m % 10 == 2) {
        let h = s.people.humans[m].clone();
        let (prefix, surname) = h.partner.clone().unwrap_or((h.prefix.clone(), h.surname.clone()));
        let name = format!("{surname}, {} {prefix}", h.initials()).trim().to_owned();
        if m % 20 == 2 {
            // The leading zero is eaten, as spreadsheets do.
            let _ = write!(
                list,
                "{};{name};{};{};{};neg\r\n",
                h.bsn.trim_start_matches('0'),
                h.dmy(),
                h.postcode,
                h.number
            );
            s.record(m, None, true, &["name", "address", "birth_date", "bsn", "test_result"]);
        } else {
            let _ = writeln!(bare, "{name}\t{}\t{}\t{}", h.dmy(), h.postcode, h.bsn);
            s.record(m, None, true, &["name", "address", "birth_date", "bsn"]);
        }
    }
    // Twins by surname, birth date and address alone: no field can decide.
    for m in (0..s.people.members[0].len()).filter(|m| m % 10 != 2) {
        let h = s.people.humans[m].clone();
        let Some(t) = h.twin.filter(|t| *t > m && *t < s.people.members[0].len()) else { continue };
        let _ = write!(list, ";{} {};{};{};{};neg\r\n", h.prefix, h.surname, h.dmy(), h.postcode, h.number);
        for person in [m, t] {
            s.record(person, None, false, &["name", "address", "birth_date", "test_result"]);
        }
    }
    s.file("wave-1", "export/werklijst.csv", list.as_bytes(), "read")?;
    s.file("wave-1", "export/lijst.txt", bare.as_bytes(), "read")
}

/// Order numbers that are some participant's BSN, staff with participants' names.
pub(super) fn decoys(s: &mut Scene<'_>) -> io::Result<()> {
    let mut orders = String::from("ordernummer;artikel;aantal\n");
    let mut staff = String::from("medewerker;functie;toestel\n");
    for m in (0..s.people.members[0].len()).filter(|m| m % 40 == 5) {
        let h = &s.people.humans[m];
        let _ = writeln!(orders, "{};Reageerbuis;{}", h.bsn, 1 + m % 20);
        let _ = writeln!(staff, "{} {} {};analist;{}", h.initials(), h.prefix, h.surname, 1000 + m % 9000);
    }
    s.file("wave-2", "inkoop/bestellingen.csv", orders.as_bytes(), "read")?;
    s.file("wave-2", "hr/toestellen.csv", staff.as_bytes(), "read")
}
