//! Whom the rows and columns are about.

use expect_test::expect;

use super::check;

#[test]
fn staff() {
    check(
        "medewerker;functie;toestel
T. Romijn;analist;2231
C. Aalders;arts-microbioloog;2240",
        expect![[r#"
            row:2 Staff T.///Romijn [name]
            row:3 Practitioner C.///Aalders [name]
        "#]],
    );
}

#[test]
fn staff_named() {
    check(
        "Naam;Functie;Toestel;Afdeling
Z. Zwart;koerier;2299;Logistiek",
        expect![[r#"
            row:2 Staff Z.///Zwart [name]
        "#]],
    );
}

#[test]
fn staff_with_bsn() {
    check(
        "Personeelsnummer;Naam;Geboortedatum;BSN;Functie
1001;Z. Zwart;1-2-1970;123456782;koerier",
        expect![[r#"
            row:2 Staff Z.///Zwart 1970-02-01 123456782 [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn clerk_in_a_patient_table() {
    check(
        "naam;geboortedatum;medewerker;analist
A. Bos;1-2-1970;T. Romijn;Z. Zwart",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 [name|birth_date]
        "#]],
    );
}

#[test]
fn general_practitioners() {
    check(
        "AGB-code;Naam;Praktijk;Plaats;Telefoon
01234567;J. Smit;De Linde;Utrecht;030-1234567
01234568;K. Smit;De Linde;Utrecht;030-1234568",
        expect![[r#"
            row:2 Practitioner J.///Smit ,,,,Utrecht 31301234567 [name|address|phone]
            row:3 Practitioner K.///Smit ,,,,Utrecht 31301234568 [name|address|phone]
        "#]],
    );
}

#[test]
fn doctors() {
    check(
        "huisarts;agb;plaats
J. Smit;01234567;Utrecht",
        expect![[r#"
            row:2 Practitioner J.///Smit ,,,,Utrecht [name|address]
        "#]],
    );
}

#[test]
fn gp_of_a_patient() {
    check(
        "naam;geboortedatum;huisarts;AGB huisarts;tel huisarts
A. Bos;1-2-1970;J. Smit;01234567;030-1234567",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 Gp=NAME:J. Smit Gp=AGB:01234567 [name|birth_date|gp]
        "#]],
    );
}

#[test]
fn requesters() {
    check(
        "naam;geboortedatum;aanvrager;opdrachtgever
A. Bos;1-2-1970;J. Smit;Ziekenhuis Noord
B. Vos;1-2-1971;03012345;Ziekenhuis Noord
C. Mol;1-2-1972;01012345;Ziekenhuis Noord
D. Kok;1-2-1973;Dr. X, gynaecoloog;",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 Requester=NAME:J. Smit Client=NAME:Ziekenhuis Noord [name|birth_date|gp]
            row:3 B.///Vos 1971-02-01 Requester=AGB:03012345 Client=NAME:Ziekenhuis Noord [name|birth_date]
            row:4 C.///Mol 1972-02-01 Requester=AGB:01012345 Client=NAME:Ziekenhuis Noord [name|birth_date|gp]
            row:5 D.///Kok 1973-02-01 Requester=NAME:Dr. X, gynaecoloog [name|birth_date]
        "#]],
    );
}

#[test]
fn contact() {
    check(
        "naam;bsn;contactpersoon;telefoon contactpersoon;e-mail contactpersoon;telefoon
A. Bos;123456782;Piet Bos;06-12345678;p@b.nl;0687654321",
        expect![[r#"
            row:2 A.///Bos 123456782 31687654321 [name|bsn|phone]
            row:2/2 Contact /Piet//Bos p@b.nl 31612345678 [name|email|phone]
        "#]],
    );
}

#[test]
fn contact_means_own() {
    check(
        "Patient;;Contact;
naam;bsn;telefoon;email
A. Bos;123456782;0612345678;a@b.nl",
        expect![[r#"
            row:3 A.///Bos 123456782 a@b.nl 31612345678 [name|bsn|email|phone]
        "#]],
    );
}

#[test]
fn partner() {
    check(
        "naam;bsn;naam partner;geboortedatum partner;bsn partner
A. Bos;123456782;P. Vos;1-2-1970;111222333",
        expect![[r#"
            row:2 A.///Bos//Vos 123456782 [name|bsn]
            row:2/3 Contact P.///Vos 1970-02-01 111222333 [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn partner_name() {
    check(
        "Achternaam;Tussenvoegsel;Partnernaam;Tussenvoegsel partner;Voorletters
Bos;van den;Vries;de;A.",
        expect![[r#"
            row:2 A.//van den/Bos/de/Vries [name]
        "#]],
    );
}

#[test]
fn maiden_name() {
    check(
        "Achternaam;Tussenvoegsel;Meisjesnaam;Tussenvoegsel meisjesnaam;Voorletters
Vries;de;Jansen;van;A.
Berg;van den;;;C.",
        expect![[r#"
            row:2 A.//van/Jansen/de/Vries [name]
            row:3 C.//van den/Berg [name]
        "#]],
    );
}

#[test]
fn title_of_staff() {
    check(
        "Personeelslijst
naam;telefoon
A. Bos;0612345678",
        expect![[r#"
            row:3 Staff A.///Bos 31612345678 [name|phone]
        "#]],
    );
}

#[test]
fn roles_in_rows() {
    check(
        "naam;rol;telefoon;geboortedatum
A. Bos;patiënt;0612345678;1-2-1970
P. Bos;contactpersoon;0612345679;
J. Smit;huisarts;0612345670;",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 31612345678 [name|birth_date|phone]
            row:3 Contact P.///Bos 31612345679 [name|phone]
            row:4 Practitioner J.///Smit 31612345670 [name|phone]
        "#]],
    );
}

#[test]
fn users() {
    check(
        "gebruikersnaam;naam;email
abos;A. Bos;a@b.nl",
        expect![[r#"
            row:2 Staff A.///Bos a@b.nl [name|email]
        "#]],
    );
}

#[test]
fn data_row_of_words() {
    check(
        "naam;functie
A. Bos;huisarts
B. Vos;analist",
        expect![[r#"
            row:2 Practitioner A.///Bos [name]
            row:3 Staff B.///Vos [name]
        "#]],
    );
}

#[test]
fn relations() {
    check(
        "naam kind;naam moeder;geboortedatum;telefoon moeder
Bos, A.;Bos, B.;1-2-2020;0612345678",
        expect![[r#"
            row:2 A.///Bos 2020-02-01 [name|birth_date]
            row:2/2 Contact B.///Bos 31612345678 [name|phone]
        "#]],
    );
}

#[test]
fn insured() {
    check(
        "Verzekerde;Polisnr;Geb.datum;UZOVI
A. Bos;8800112233;1-2-1970;3311",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 Insurance:8800112233 [name|birth_date|insurance_number]
        "#]],
    );
}

#[test]
fn test_patients() {
    check(
        "naam;geboortedatum;bsn
Test;01-01-1900;999999990
ZZ-test, T.;1-1-1980;999999999",
        expect![[r#"
            row:2 ///Test 999999990 [name|bsn]
            row:3 T.///ZZ//test 1980-01-01 [name|birth_date]
        "#]],
    );
}

#[test]
fn names_of_null() {
    check(
        "achternaam;voornaam;bsn
Null;Anna;123456782
NULL;NULL;111222333",
        expect![[r#"
            row:2 /Anna//Null 123456782 [name|bsn]
            row:3 111222333 [bsn]
        "#]],
    );
}
