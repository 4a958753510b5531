//! Numbers and names that are somebody else's: purchase orders, stock, staff, mail texts, name lists, test patients.

use std::io;

use super::Scene;
use crate::numbers;
use crate::population::Register;
use crate::traps::Trap;

/// One number in so many of the purchase list equals somebody's BSN.
const OTHER_ORDERS: usize = 40;

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    purchase(s)?;
    stock(s)?;
    tickets(s)?;
    staff(s)?;
    names(s)?;
    test_patients(s)
}

/// Nine-digit order numbers: one in eleven passes the 11-test, a few are participants' BSNs.
fn purchase(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "inkoop/bestellingen.csv";
    let mut text = String::from("ordernummer;artikel;aantal\n");
    for (n, (row, _)) in s.trapped(Trap::OrderIsBsn).into_iter().enumerate() {
        let mut rng = s.people.draw("purchase", row);
        for k in 0..OTHER_ORDERS {
            let number = match rng.below(11) {
                0 => numbers::stray_bsn((n * OTHER_ORDERS + k) as u64),
                _ => numbers::no_bsn((n * OTHER_ORDERS + k) as u64 * 7),
            };
            let number = if k == 17 { s.people.human(row).bsn } else { number };
            text += &format!(
                "{number};{};{}\n",
                ["Reageerbuis", "Handschoen M", "Kweekbodem"][k % 3],
                1 + k % 20
            );
        }
        s.caught(Trap::OrderIsBsn, Register::Screening, row, path);
    }
    s.file(1, path, text.as_bytes(), "read")
}

/// A stock list whose lot numbers have nine digits too.
fn stock(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "inkoop/voorraad.csv";
    let mut text = String::from("artikel,lotnummer,vervaldatum,plaats\n");
    for (n, (row, _)) in s.trapped(Trap::LotIsBsn).into_iter().enumerate() {
        for k in 0..OTHER_ORDERS {
            let number = numbers::no_bsn((900_000 + n * OTHER_ORDERS + k) as u64 * 3);
            let number = if k == 5 { s.people.human(row).bsn } else { number };
            text += &format!("Kweekbodem {},{number},2026-{:02}-01,kast {}\n", k % 9, 1 + k % 12, k % 7);
        }
        s.caught(Trap::LotIsBsn, Register::Screening, row, path);
    }
    s.file(1, path, text.as_bytes(), "read")
}

/// Mail texts with a ticket number.
fn tickets(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "helpdesk/tickets.txt";
    let mut text = String::new();
    for (row, _) in s.trapped(Trap::TicketIsBsn) {
        text += &format!(
            "Beste collega,\n\nDe storing van de koeling is gemeld onder ticketnummer {}.\nGraag vandaag nog kijken.\n\nMet vriendelijke groet,\nde helpdesk\n\n",
            s.people.human(row).bsn
        );
        s.caught(Trap::TicketIsBsn, Register::Screening, row, path);
    }
    s.file(1, path, text.as_bytes(), "read")
}

/// Telephones of the laboratory's staff.
fn staff(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "hr/toestellen.csv";
    let mut text = String::from("medewerker;functie;toestel\n");
    let rows = s.trapped(Trap::StaffName);
    for (row, _) in &rows {
        text += &format!("{};analist;{}\n", s.people.human(*row).spoken(), 1000 + row % 9000);
        s.weak(*row);
        s.caught(Trap::StaffName, Register::Screening, *row, path);
    }
    if rows.is_empty() { Ok(()) } else { s.file(1, path, text.as_bytes(), "read") }
}

/// Surname and initials, and nothing else.
fn names(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "export/namen.csv";
    let mut text = String::from("Naam;Aantal\n");
    let rows = s.trapped(Trap::WeakName);
    for (row, _) in &rows {
        let h = s.people.human(*row);
        text += &format!("{} {};{}\n", &h.initials()[..2], h.own.whole(), 1 + row % 5);
        s.weak(*row);
        s.caught(Trap::WeakName, Register::Screening, *row, path);
    }
    if rows.is_empty() { Ok(()) } else { s.file(1, path, text.as_bytes(), "read") }
}

/// Persons that testers make up.
fn test_patients(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "lims/in/test.hl7";
    let mut text = String::new();
    for (n, bsn) in ["999999990", "999999011", "999990019", "999999990"].iter().enumerate() {
        text += &format!(
            "MSH|^~\\&|SCREENIT_OML|SCREENIT|LIMS|LAB|20200101||OML^O21|T{n}|T|2.4\rPID|1||{bsn}^^^^NNNLD||Testpatiënt&&Testpatiënt&&^Test^^^^^L||19800101|F|||Teststraat 1&Teststraat&1^^Testdorp^^1234AB^NLD\rORC|NW|99999900{n}+.HPV^ScreenIT\rOBR|1|99999900{n}+.HPV^ScreenIT||HPV^HPV-onderzoek\r"
        );
        s.summary.records += 1;
    }
    s.laid(Trap::TestPatients, path);
    s.file(0, path, text.as_bytes(), "read")
}
