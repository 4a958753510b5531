//! Where header lines stand.

use expect_test::expect;

use super::check;

#[test]
fn headers_in_one_line() {
    check(
        "Voorl;Tussenv;Achternaam;Geb.datum;BSN;Uitslag
A.B.;van;Dijk;23-06-1980;123456782;neg",
        expect![[r#"
            row:2 A.B.//van/Dijk 1980-06-23 123456782 [name|birth_date|bsn|test_result]
        "#]],
    );
}

#[test]
fn titles_above_and_footers_below() {
    check(
        "Export van gisteren

naam;dob
J. de Vries;1980-06-23
Totaal: 1;
Pagina 1 van 1;",
        expect![[r#"
            row:4 J.//de/Vries 1980-06-23 [name|birth_date]
        "#]],
    );
}

#[test]
fn counts_of_rows_below() {
    check(
        "patient_id;naam;dob
70031;J. de Vries;1980-06-23
(1 row)
3 rows in set (0.00 sec);;",
        expect![[r#"
            row:2 J.//de/Vries 1980-06-23 Patient:70031 [name|birth_date|patient_number]
        "#]],
    );
}

#[test]
fn two_lines() {
    check(
        "Patient;;;Huisarts;
naam;geboren;bsn;naam;telefoon
Bos, J.;1-2-1970;123456782;Dr. Smit;010-1234567",
        expect![[r#"
            row:3 J.///Bos 1970-02-01 123456782 Gp=NAME:Dr. Smit [name|birth_date|bsn|gp]
        "#]],
    );
}

#[test]
fn two_lines_that_complete_each_other() {
    check(
        "Datum;Datum;Naam
geboorte;afname;volledig
1-2-1970;3-4-2022;Bos, J.",
        expect![[r#"
            row:3 J.///Bos 1970-02-01 made 2022-04-03 [name|birth_date]
        "#]],
    );
}

#[test]
fn groups() {
    check(
        "Patiënt;;;;Onderzoek;;;Contactpersoon;
Naam;Geb.dat.;Postcode;Huisnr;Monsternr;Soort;Uitslag;Naam;Tel
Lam, N.;17-01-86;3581 AC;33;000456716;HPV;neg;Piet Lam;0612345678",
        expect![[r#"
            row:3 N.///Lam 1986-01-17 ,33,,3581AC, Specimen:000456716 [name|address|birth_date|test_kind|test_result]
            row:3/2 Contact /Piet//Lam 31612345678 [name|phone]
        "#]],
    );
}

#[test]
fn format_line() {
    check(
        "bsn;geboortedatum;naam
---;---;---
123456782;19800623;A. de Boer",
        expect![[r#"
            row:3 A.//de/Boer 1980-06-23 123456782 [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn header_repeated() {
    check(
        "naam;geboortedatum
A. Bos;1-2-1970
naam;geboortedatum
B. Vos;1-2-1971",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 [name|birth_date]
            row:4 B.///Vos 1971-02-01 [name|birth_date]
        "#]],
    );
}

#[test]
fn two_tables() {
    check(
        "Lijst A
naam;geboortedatum
A. Bos;1-2-1970

Lijst B
BSN;Achternaam;Voorletters
123456782;Vos;B.",
        expect![[r#"
            row:3 A.///Bos 1970-02-01 [name|birth_date]
            row:7 B.///Vos 123456782 [name|bsn]
        "#]],
    );
}

#[test]
fn key_value_preamble() {
    check(
        "Klant;Ziekenhuis Noord
Datum;12-03-2024

naam;geboortedatum;bsn
A. Bos;23-06-1980;123456782",
        expect![[r#"
            row:5 A.///Bos 1980-06-23 123456782 Client=NAME:Ziekenhuis Noord [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn preamble_names_the_client() {
    check(
        "Opdrachtgever: Ziekenhuis Noord
Periode;maart 2024

naam;geboortedatum;bsn
A. Bos;23-06-1980;123456782",
        expect![[r#"
            row:5 A.///Bos 1980-06-23 123456782 Client=NAME:Ziekenhuis Noord [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn ragged() {
    check(
        "Naam;E-mail;Telefoon;Postcode
Quist S.;SOFIE.QUIST@MAIL.VOORBEELD
de Wolff, Y.;;;3572HJ;;;;
Slot, Q.;;",
        expect![[r#"
            row:2 S.///Quist sofie.quist@mail.voorbeeld [name|email]
            row:3 Y.//de/Wolff ,,,3572HJ, [name|address]
            row:4 Q.///Slot [name]
        "#]],
    );
}

#[test]
fn header_only() {
    check("naam;geboortedatum;bsn", expect![[""]]);
}

#[test]
fn empty_columns() {
    check(
        ";naam;;geboortedatum;
;A. Bos;;1-2-1970;",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 [name|birth_date]
        "#]],
    );
}

#[test]
fn quoted_words() {
    check(
        "'naam';'bsn'
'A. Bos';'123456782'",
        expect![[r#"
            row:2 A.///Bos 123456782 [name|bsn]
        "#]],
    );
}

#[test]
fn units_in_headers() {
    check(
        "Geboortedatum (dd-mm-jjjj);BSN (9 cijfers);Naam (achternaam, voorletters)
01-02-1970;123456782;Bos, A.",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 123456782 [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn three_header_lines() {
    check(
        "Overzicht;;;
Patiënt;;Order;
Naam;Geb.datum;Nr;Datum
A. Bos;1-2-1970;2024001;3-4-2024",
        expect![[r#"
            row:4 A.///Bos 1970-02-01 Order:2024001 made 2024-04-03 [name|birth_date]
        "#]],
    );
}

#[test]
fn group_line_is_vertical_merge() {
    check(
        "BSN;Patiënt;;Uitslag
;Naam;Geb.dat;
123456782;A. Bos;1-2-1970;neg",
        expect![[r#"
            row:3 A.///Bos 1970-02-01 123456782 [name|birth_date|bsn|test_result]
        "#]],
    );
}

#[test]
fn preamble_of_many_lines() {
    check(
        "Rapport
Lab X
Afdeling Y

Selectie: alles

Periode 2020

Gemaakt door: Z
Versie 3


naam;bsn
A. Bos;123456782",
        expect![[r#"
            row:14 A.///Bos 123456782 [name|bsn]
        "#]],
    );
}

#[test]
fn slash_columns() {
    check(
        "Naam/Voorletters;Geb.datum/plaats;Postcode/Plaats
Bos/A.;1-2-1970;1234 AB Utrecht",
        expect![[r#"
            row:2 ///Bos 1970-02-01 ,,,1234AB,Utrecht [name|address|birth_date]
        "#]],
    );
}

#[test]
fn one_column() {
    check(
        "bsn
123456782
111222333",
        expect![[r#"
            row:2 123456782 [bsn]
            row:3 111222333 [bsn]
        "#]],
    );
}

#[test]
fn wide_and_repeated() {
    check(
        "naam;geboortedatum;naam;geboortedatum
A. Bos;1-2-1970;B. Vos;1-2-1971",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 [name|birth_date]
            row:2/4 B.///Vos 1971-02-01 [name|birth_date]
        "#]],
    );
}
