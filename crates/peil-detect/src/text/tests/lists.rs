//! Lists of persons.

use expect_test::expect;

use super::check;

#[test]
fn call_back_list() {
    check(
        "Terugbellijst 3 april 2023

  - H. Jansen (04-04-1968) - vraagt naar uitslag, 06-12345678
  - mw. Smit, geb. 5-5-1955, tel 0612345679
  - dhr. A. Mol, 06-12345670
  1. Peeters, C. 03-03-1979
",
        expect![[r#"
            line:3 ; H.::Jansen ; 1968-04-04 ; 31612345678 ; [name|birth_date|phone]
            line:4 ; ::Smit ; 1955-05-05 ; 31612345679 ; [name|birth_date|phone]
            line:5 ; A.::Mol ; 31612345670 ; [name|phone]
            line:6 ; C.::Peeters ; 1979-03-03 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn several_on_a_line() {
    check(
        "Afspraken: Jo Thijssen (10-10-1960, Kerkstraat 33, 5731 BK Mierlo) en Kläre Wüst (05-05-1955, Am Markt 1, 5731 XX Mierlo) à 10.00 u.
",
        expect![[r#"
            line:1 ; Jo::Thijssen ; 1960-10-10 ; Kerkstraat 33 5731BK Mierlo ; [name|address|birth_date]
            line:1/2 ; Kläre::Wüst ; 1955-05-05 ; Am Markt 1 5731XX Mierlo ; [name|address|birth_date]
        "#]],
    );
}

#[test]
fn couples() {
    check(
        "mevr. A. Jansen geb. 1-1-1960 en dhr. B. Jansen geb. 2-2-1961, Dorpsstraat 1, 1234 AB Ede
",
        expect![[r#"
            line:1 ; A.::Jansen ; 1960-01-01 ; [name|birth_date]
            line:1/2 ; B.::Jansen ; 1961-02-02 ; Dorpsstraat 1 1234AB Ede ; [name|address|birth_date]
        "#]],
    );
}

#[test]
fn blocks() {
    check(
        "Naam: A. Jansen
Telefoon: 0612345678
Naam: B. Smit
Telefoon: 0612345679

BSN: 123456782
Geboortedatum: 12-3-1961
BSN: 111222333
Geboortedatum: 1-2-1970
",
        expect![[r#"
            line:1-2 ; A.::Jansen ; 31612345678 ; [name|phone]
            line:3-7 ; B.::Smit ; 1961-03-12 ; bsn 123456782 ; 31612345679 ; [name|birth_date|bsn|phone]
            line:8-9 ; 1970-02-01 ; bsn 111222333 ; [birth_date|bsn]
        "#]],
    );
}

#[test]
fn staff_list() {
    check(
        "Aanwezig: A. de Wit (analist), P. Mol (analist, tst. 22)
Huisarts: P. Bakker
Mw. W. Geerts, analist
Dr. P. Jansen, gynaecoloog, tel 06-12345678
",
        expect![[""]],
    );
}

#[test]
fn agenda() {
    check(
        "08:15  mw. A. Jansen         12-03-1961   uitstrijkje
08:30  dhr. B. Mol           01-02-1950   bloedonderzoek
08:45  pauze
09:00  mw. C. Peeters        03-03-1979   06-12345678
",
        expect![[r#"
            line:1 ; A.::Jansen ; 1961-03-12 ; [name|birth_date|test_kind]
            line:2 ; B.::Mol ; 1950-02-01 ; [name|birth_date|test_kind]
            line:4 ; C.::Peeters ; 1979-03-03 ; 31612345678 ; [name|birth_date|phone]
        "#]],
    );
}

#[test]
fn phone_first() {
    check(
        "06-12345678 mevr. A. Jansen
06-12345679 mevr. B. Smit
06-12345670 dhr. C. Mol
",
        expect![[r#"
            line:1 ; A.::Jansen ; 31612345678 ; [name|phone]
            line:2 ; B.::Smit ; 31612345679 ; [name|phone]
            line:3 ; C.::Mol ; 31612345670 ; [name|phone]
        "#]],
    );
}

#[test]
fn bullets_with_addresses() {
    check(
        "* Mevr. A. Jansen
  Dorpsstraat 1, 1234 AB Ede
  tel 06-12345678
* Dhr. B. Smit
  Laan 22, 1234 CD Ede
  tel 06-12345679
",
        expect![[r#"
            line:1-3 ; A.::Jansen ; Dorpsstraat 1 1234AB Ede ; 31612345678 ; [name|address|phone]
            line:4-6 ; B.::Smit ; Laan 22 1234CD Ede ; 31612345679 ; [name|address|phone]
        "#]],
    );
}

#[test]
fn labels_of_addresses() {
    check(
        "Mevr. A. Jansen
Dorpsstraat 1
1234 AB Ede

De heer B. Smit
Laan 22
1234 CD Ede

Fam. C. de Wit
Laan 24
1234 CD Ede
",
        expect![[r#"
            line:1-2 ; A.::Jansen ; Dorpsstraat 1 1234AB Ede ; [name|address]
            line:5-6 ; B.::Smit ; Laan 22 1234CD Ede ; [name|address]
            line:9-10 ; C.:de:Wit ; Laan 24 1234CD Ede ; [name|address]
        "#]],
    );
}

#[test]
fn semicolons() {
    check(
        "Jansen, A.; 12-03-1961; V; Dorpsstraat 1; 1234 AB Ede
Smit, B.; geb. 01-02-1950; M
",
        expect![[r#"
            line:1 ; A.::Jansen ; 1961-03-12 ; Dorpsstraat 1 1234AB Ede ; [name|address|sex|birth_date]
            line:2 ; B.::Smit ; 1950-02-01 ; [name|sex|birth_date]
        "#]],
    );
}

#[test]
fn numbered_with_dates() {
    check(
        "Te bellen 12-04-2023:
1) Jansen, A.B. (12-03-1961), 06-12345678, uitslag HPV positief
2) Smit-de Wit, C. (01-02-1950), 06-12345679, geen gehoor 13-04-2023
",
        expect![[r#"
            line:2 ; A.B.::Jansen ; 1961-03-12 ; 31612345678 ; [name|birth_date|test_kind|test_result|phone]
            line:3 ; C.::Smit+de Wit ; 1950-02-01 ; 31612345679 ; [name|birth_date|phone]
        "#]],
    );
}

#[test]
fn per_line_key_first() {
    check(
        "550001460 Jansen A.B. geb 12-03-1961 HPV neg
550001461 Smit C.     geb 01-02-1950 HPV pos
",
        expect![[r#"
            line:1 ; A.B.::Jansen ; 1961-03-12 ; Specimen 550001460 ; [name|birth_date|test_kind|test_result]
            line:2 ; C.::Smit ; 1950-02-01 ; [name|birth_date|test_kind|test_result]
        "#]],
    );
}

#[test]
fn headless_columns() {
    check(
        "JANSEN A.B.         12-03-1961   V   1234 AB   HPV NEG
SMIT C.             01-02-1950   M   1234 CD   HPV POS
",
        expect![[r#"
            line:1 ; A.B.::JANSEN ; 1961-03-12 ; [name|sex|birth_date|test_kind|test_result]
            line:2 ; C.::SMIT ; 1950-02-01 ; [name|sex|birth_date|test_kind|test_result]
        "#]],
    );
}

#[test]
fn tab_separated_names() {
    check(
        "A. Jansen\t12-03-1961\t0612345678
B. Smit\t01-02-1950\t0612345679
",
        expect![[r#"
            line:1 ; A.::Jansen ; 1961-03-12 ; 31612345678 ; [name|birth_date|phone]
            line:2 ; B.::Smit ; 1950-02-01 ; 31612345679 ; [name|birth_date|phone]
        "#]],
    );
}

#[test]
fn families() {
    check(
        "Fam. de Vries, Dorpsstraat 1, 1234 AB Ede: Jan (12-03-1961), Anna (01-02-1963) en Piet de Vries (03-04-1990)
",
        expect!["line:1 ; Piet:de:Vries ; 1990-04-03 ; Dorpsstraat 1 1234AB Ede ; [name|address|birth_date]"],
    );
}
