use std::fmt::Write;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::Nobody;

/// Registers of three surnames, a BSN and a specimen.
struct Few;

impl Known for Few {
    fn surname(&self, folded: &str) -> bool {
        ["quist", "zomerdijk", "adriaans"].contains(&folded)
    }
    fn given(&self, folded: &str) -> bool {
        ["sofie", "quirine", "ubbe"].contains(&folded)
    }
    fn bsn(&self, digits: &str) -> bool {
        digits == "123456782"
    }
    fn number(&self, value: &str) -> bool {
        value == "000456725" || value == "000456726"
    }
    fn patient(&self, _: &str) -> bool {
        false
    }
}

fn rows(table: &str) -> Vec<Cells> {
    table.lines().map(|l| l.split(';').collect()).collect()
}

/// Header rows, then the roles; `us` where the month stands first.
fn print(c: &Columns) -> String {
    let mut out = format!("{}:", c.header_rows);
    for (role, date) in c.roles.iter().zip(&c.dates) {
        match role {
            Some(r) => _ = write!(out, " {r:?}"),
            None => out.push_str(" -"),
        }
        if *date == DayOrder::MonthFirst {
            out.push_str("(us)");
        }
    }
    out
}

fn check(table: &str, expected: Expect) {
    expected.assert_eq(&print(&infer(&rows(table), &Nobody)));
}

fn check_known(table: &str, expected: Expect) {
    expected.assert_eq(&print(&sheet(&rows(table), Database::NONE, &Few).columns));
}

#[test]
fn a_register_keeps_its_key() {
    check(
        "persoonsnummer;naam\n123456782;A. Bos\n111222333;B. Vos\n100000009;C. Mol",
        expect!["1: Person FullName"],
    );
    check(
        "client_id;bsn;achternaam;vv;vl;gebdat\n1;123456782;Bos;van;A.;1970-02-01",
        expect!["1: Key Bsn Surname Prefix Initials BirthDate"],
    );
    check(
        "id;datum;persoon;ontvanger;monster;categorieen\n1;2024-03-01;Q01;Lab;600004421;name",
        expect!["1: Key Date Person Recipient Specimen Categories"],
    );
    check(
        "Patnr;Achternaam;Tussenvoegsel;Meisjesnaam;Tussenvoegsel meisjesnaam\n201;Vries;de;Jansen;van",
        expect!["1: PatientNumber PartnerSurname PartnerPrefix Surname Prefix"],
    );
    check(
        "datum;ontvanger;client_id\n14-03-2017;Lab;1004\n15-03-1988;Lab;1005",
        expect!["1: Date Recipient Key"],
    );
}

#[test]
fn names_that_only_registers_know() {
    check_known("Quist;Sofie;x1\nZomerdijk;Quirine;x2\nAdriaans;Ubbe;x3", expect!["0: Surname GivenNames -"]);
    check_known("a;b\nSofie Quist;12\nUbbe Adriaans;13", expect!["1: FullName -"]);
    check("Quist;Sofie;x1\nZomerdijk;Quirine;x2", expect!["0: - GivenNames -"]);
}

#[test]
fn numbers_that_registers_know() {
    check_known("kol1;kol2\n123456782;neg", expect!["1: Bsn TestResult"]);
    check_known("kol1;kol2\n000456725;neg\n000456726;pos", expect!["1: Specimen TestResult"]);
    check_known("patient;uitslag\n123456782;neg", expect!["1: Bsn TestResult"]);
    check_known("ordernr;uitslag\n123456782;neg", expect!["1: Order TestResult"]);
}

#[test]
fn header_against_content() {
    check(
        "naam;straat;postcode\n23-06-1980;A. Bos;a@b.nl\n24-06-1980;B. Vos;c@d.nl",
        expect!["1: BirthDate Street Email"],
    );
    check("geslacht;naam\nA. Bos;V\nB. Vos;M\nC. Mol;V", expect!["1: FullName Sex"]);
    check(
        "bsn;ordernr\n200000001;123456782\n200000002;111222333\n200000003;100000009",
        expect!["1: Order Order"],
    );
    check("telefoon;email\na@b.nl;0612345678\nc@d.nl;0687654321", expect!["1: Email Phone"]);
    check(
        "nr;naam;straat;nr\n1;Bos;Kerkweg;12\n2;Vos;Kerkweg;3",
        expect!["1: - FullName Street HouseNumber"],
    );
}

#[test]
fn where_the_header_is() {
    check("", expect!["0:"]);
    check(";;\n;;", expect!["0: - - -"]);
    check("naam;bsn", expect!["1: FullName Bsn"]);
    check("Lijst;;\n;;\nnaam;bsn;geboren\nBos;123456782;1-2-1970", expect!["3: FullName Bsn BirthDate"]);
    check("Bos;123456782;1-2-1970\nVos;111222333;1-2-1971", expect!["0: Surname Bsn BirthDate"]);
    check("naam;bsn\nvarchar(40);char(9)\nBos;123456782", expect!["2: FullName Bsn"]);
    check("F1;F2\n123456782;1-2-1970\n111222333;1-2-1955", expect!["1: Bsn BirthDate"]);
    check(
        "Huisarts: J. Smit;;\nnaam;telefoon;geboren\nBos;0612345678;1-2-1970",
        expect!["2: FullName Phone BirthDate"],
    );
}

#[test]
fn order_of_day_and_month() {
    check(
        "naam;dob;seen\nBos;02/14/1960;03/04/2022\nVos;12/25/1970;05/06/2022",
        expect!["1: FullName(us) BirthDate(us) OtherDate(us)"],
    );
    check("naam;geboren\nBos;14-02-1960\nVos;03-04-1970", expect!["1: FullName BirthDate"]);
    check("naam;dob;seen\nBos;02/14/1960;13-04-2022", expect!["1: FullName BirthDate(us) OtherDate"]);
}

proptest! {
    #[test]
    fn never_panics(cells in prop::collection::vec(prop::collection::vec("\\PC{0,12}", 0..6), 0..12)) {
        let rows: Vec<Cells> = cells.iter().map(|r| r.iter().map(String::as_str).collect()).collect();
        let found = infer(&rows, &Few);
        prop_assert!(found.header_rows <= rows.len());
        prop_assert_eq!(found.roles.len(), found.dates.len());
    }

    #[test]
    fn table_soup_never_panics(
        cells in prop::collection::vec(
            prop::collection::vec(
                "(naam|bsn|geb|datum|huisarts|[0-9]{1,9}|[0-9]{2}-[0-9]{2}-[0-9]{4}|[A-Z]\\.|van|é| |;|1,2E\\+08|'x'){0,3}",
                0..5
            ),
            0..20
        )
    ) {
        let rows: Vec<Cells> = cells.iter().map(|r| r.iter().map(String::as_str).collect()).collect();
        prop_assert!(sheet(&rows, Database::NONE, &Nobody).columns.header_rows <= rows.len());
    }
}

#[test]
fn keys_of_persons_that_no_register_knows() {
    let own = |head: &str, known: &dyn Known| {
        let text = format!("{head};naam\n332613;A. Bos\n88773;B. Vos\n559071;C. Mol");
        let rows: Vec<Cells> = text.lines().map(|l| l.split(';').collect()).collect();
        sheet(&rows, Database::NONE, known).own_numbers
    };
    assert_eq!(own("subject_id", &Nobody), [true, false]);
    assert_eq!(own("patientnummer", &Nobody), [false, false]);
    struct All;
    impl Known for All {
        fn surname(&self, _: &str) -> bool {
            false
        }
        fn given(&self, _: &str) -> bool {
            false
        }
        fn bsn(&self, _: &str) -> bool {
            false
        }
        fn number(&self, _: &str) -> bool {
            false
        }
        fn patient(&self, _: &str) -> bool {
            true
        }
    }
    assert_eq!(own("subject_id", &All), [false, false]);
}
