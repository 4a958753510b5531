//! Notes in prose, and decoys.

use expect_test::expect;

use super::check;

#[test]
fn a_conversation() {
    check(
        "Gesproken met mevr. Jansen (12-3-61), tel. 06-12345678. Zij heeft klachten sinds de pil.
Daarna belde Cisca Peeters, burgerservicenummer 4000.11.777 klopte niet, zij gaf
400117770 op en haar geboortedatum 3-3-1979.
",
        expect![[r#"
            line:1 ; ::Jansen ; 1961-03-12 ; 31612345678 ; [name|birth_date|phone|medical_text]
            line:2-3 ; Cisca::Peeters ; 1979-03-03 ; bsn 400011777 ; bsn? 400117770 ; [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn wrapped_prose() {
    check(
        "Vandaag was er overleg over de zaak van mevrouw A.B. de
Vries, geboren te Utrecht op 12 maart
1961, wonende aan de Dorpsstraat 5, 1234 AB Utrecht. Zij is verzekerd onder polisnummer 998877665.
",
        expect![
            "line:1-3 ; A.B.:de:Vries ; 1961-03-12 ; Insurance 998877665 ; Dorpsstraat 5 1234AB Utrecht ; [name|address|birth_date|insurance_number]"
        ],
    );
}

#[test]
fn born_signs() {
    check(
        "Kees Smit * 12-03-1961
Jan Mol (° 1-2-1950)
Wim Bos (geb. 1949)
Mia Pol, born June 26, 1966
",
        expect![[r#"
            line:1 ; Kees::Smit ; 1961-03-12 ; [name|birth_date]
            line:3 ; Wim::Bos ; 1949 ; [name|birth_date]
            line:4 ; Mia::Pol ; 1966-06-26 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn decoys() {
    check(
        "Onderhoud koelkast 5707 GP2 op 12-06-2023. Zie ticket 123456782.
Factuur 2023-1958-10, bedrag 1249,00. Dosering 1000 MG per dag.
Bel de leverancier: Nooijen Koeltechniek, Twijnsterhof 1 Helmond.
Contactpersoon NMDL: F. van den Berg, kamer 2.14.
Kenmerk 123456782, ordernr: 400117770, tel 070-1234567
# author: A. Jansen
",
        expect!["line:5 ; Order 400117770 ; 31701234567 ; [phone]"],
    );
}

#[test]
fn shell() {
    check(
        r#"#!/bin/bash
# Usage: import.sh FILE; maintainer: J. de Vries
HOST=10.0.0.12; PORT=5432
for f in *.csv; do echo "$f: 123456782"; done
"#,
        expect![[""]],
    );
}

#[test]
fn account_and_vat() {
    check(
        "Mevr. C. Peeters, IBAN NL91 ABNA 0417 1643 00, btw-id NL123456782B01
",
        expect!["line:1 ; C.::Peeters ; bsn? 123456782 ; NL91ABNA0417164300 ; [name|bsn|iban]"],
    );
}

#[test]
fn unlabelled_numbers() {
    check(
        "Jansen, A. 12-03-1961 123456782
Los nummer 123456782
",
        expect!["line:1 ; A.::Jansen ; 1961-03-12 ; bsn? 123456782 ; [name|birth_date|bsn]"],
    );
}

#[test]
fn english() {
    check(
        "Patient: Mrs. Mary Poppins, DOB 03/12/1961, phone +44 20 7946 0958
GP: Dr. Strange
Result: HPV positive
",
        expect![
            "line:1-3 ; Mary::Poppins ; 1961-12-03 ; 442079460958 ; NAME:Dr. Strange ; [name|birth_date|test_kind|test_result|gp|phone]"
        ],
    );
}

#[test]
fn dates_in_words() {
    check(
        "Mw. A. Peeters, geboren op drie maart, werd op 3 april 2023 gezien. Geb.: 3 maart '79.
Dhr. B. Mol is geboren in 1950. DOB: 1950-00-00.
",
        expect![[r#"
            line:1 ; A.::Peeters ; 1979-03-03 ; [name|birth_date]
            line:2 ; B.::Mol ; 1950 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn maiden_names() {
    check(
        "Mw. A. Jansen e/v De Vries, geb. 12-03-1961
Mw. B. de Wit geb. Smit, geb. 1-2-1950, 06-12345678
mevrouw C. Mol wed. Pol (3-4-1940)
",
        expect![[r#"
            line:1 ; A.::Jansen+De Vries ; 1961-03-12 ; [name|birth_date]
            line:2 ; B.::Smit+de Wit ; 1950-02-01 ; 31612345678 ; [name|birth_date|phone]
            line:3 ; C.::Mol+Pol ; 1940-04-03 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn two_phones_and_fax() {
    check(
        "Dhr. P. Mol, tel. (030) 123 45 67, mob. 06 12 34 56 78, fax 030-7654321
",
        expect!["line:1 ; P.::Mol ; 31301234567 ; 31612345678 ; [name|phone]"],
    );
}

#[test]
fn former_patient_and_relation() {
    check(
        "Partner: Piet de Wit, 06-12345678
Moeder van patiënt: A. de Wit-Smit
Patiënt: Kees de Wit
Geboren: 12-03-2011
",
        expect![[r#"
            line:1 ; Contact ; Piet:de:Wit ; 31612345678 ; [name|phone]
            line:3-4 ; Kees:de:Wit ; 2011-03-12 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn a_dictated_note() {
    check(
        "patiente j jansen geboren twaalf maart 1961 bsn 123456782 telefoon 0612345678
",
        expect!["line:1 ; bsn 123456782 ; 31612345678 ; [bsn|phone]"],
    );
}

#[test]
fn sentence_with_staff() {
    check(
        "Analist K. de Boer belde huisarts Bakker over mw. Peeters (3-3-1979); dr. Smit is akkoord.
",
        expect!["line:1 ; ::Peeters ; 1979-03-03 ; [name|birth_date]"],
    );
}

#[test]
fn numbers_that_are_not() {
    check(
        "Mw. Peeters (3-3-1979), factuur 123456782, IBAN NL00 ABNA 0417 1643 00, order 100000009, kamer 123456782.
",
        expect!["line:1 ; ::Peeters ; 1979-03-03 ; Order 100000009 ; [name|birth_date]"],
    );
}

#[test]
fn spoken_name_first() {
    check(
        "Anna Peeters belde (03-03-1979), woont Hortsedijk 15 te Helmond, mail: anna.peeters@post.voorbeeld
",
        expect![
            "line:1 ; Anna::Peeters ; 1979-03-03 ; Hortsedijk 15  Helmond ; anna.peeters@post.voorbeeld ; [name|address|birth_date|email]"
        ],
    );
}

#[test]
fn zorgdomein_and_policy() {
    check(
        "ZorgDomein: ZD12345678
Verwijzing ZD123456789 voor mw. A. Jansen, geb. 12-3-61, polisnr 88776655
",
        expect![
            "line:1-2 ; A.::Jansen ; 1961-03-12 ; ZorgDomein ZD12345678 ; ZorgDomein ZD123456789 ; Insurance 88776655 ; [name|birth_date|insurance_number]"
        ],
    );
}

#[test]
fn old_bsn_of_eight_digits() {
    check(
        "Sofinummer: 12345672, naam: K. de Wit
",
        expect!["line:1 ; K.:de:Wit ; bsn 012345672 ; [name|bsn]"],
    );
}

#[test]
fn test_words_elsewhere() {
    check(
        "De afdeling Cytologie verhuist. Het lab test HPV sinds 2017.
Vragen? Bel 070-1234567 of mail info@lab.voorbeeld.
",
        expect![[""]],
    );
}

#[test]
fn mail_signature_with_phones() {
    check(
        "Beste Kees,

Mw. A. Peeters (3-3-1979) wil graag teruggebeld worden.

Met vriendelijke groet,
Els de Boer
doktersassistente Huisartsenpraktijk De Linde
T 0492-123456 | M 06-99999999 | e.deboer@linde.voorbeeld
",
        expect!["line:3 ; A.::Peeters ; 1979-03-03 ; [name|birth_date]"],
    );
}

#[test]
fn surname_words() {
    check(
        "Mevr. J. de Man, geb. 12-03-1961, en dhr. K. Broer, geb. 01-02-1950.
Mw. A. Order-Monster (1-1-1970)
",
        expect![[r#"
            line:1 ; J.:de:Man ; 1961-03-12 ; [name|birth_date]
            line:1/2 ; K.::Broer ; 1950-02-01 ; [name|birth_date]
            line:2 ; A.::Order+Monster ; 1970-01-01 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn uppercase_prose() {
    check(
        "MEVROUW DE VRIES-JANSEN (12-03-1961) BELDE OVER DE UITSLAG VAN HAAR UITSTRIJKJE. TEL 0612345678.
",
        expect!["line:1 ; :DE:VRIES+JANSEN ; 1961-03-12 ; 31612345678 ; [name|birth_date|test_kind|phone]"],
    );
}

#[test]
fn date_of_visit_only() {
    check(
        "Mw. A. Jansen, 12-03-2023, controle.
Mw. B. Peeters op 14-03-2023 gezien.
",
        expect![[r#"
            line:1 ; A.::Jansen ; [name]
            line:2 ; B.::Peeters ; [name]
        "#]],
    );
}

#[test]
fn bsn_words() {
    check(
        "Het BSN van mevrouw A. Jansen is 123456782.
Zijn burgerservicenummer: 111 222 333 (dhr. B. Smit)
BSN-nummer van C. Mol = 1112.22.333
",
        expect![[r#"
            line:1 ; A.::Jansen ; bsn 123456782 ; [name|bsn]
            line:2 ; B.::Smit ; bsn 111222333 ; [name|bsn]
            line:3 ; C.::Mol ; bsn 111222333 ; [name|bsn]
        "#]],
    );
}

#[test]
fn codes_and_phones() {
    check(
        "Bel mw. K. Peeters (3-3-1979) terug op 06 - 12 34 56 78 of 030 1234567; kenmerk 2023/123456782.
KvK 12345678, btw NL001234567B01, rekening 123456782.
",
        expect!["line:1 ; K.::Peeters ; 1979-03-03 ; 31612345678 ; 31301234567 ; [name|birth_date|phone]"],
    );
}

#[test]
fn source_code() {
    check(
        r#"// reviewer: A. Jansen
private static final String BSN = "bsn"; // 123456782
int order = 100000009; String name = "Test Patient";
"#,
        expect!["line:2-3 ; Test::Patient ; bsn? 123456782 ; Order 100000009 ; [name|bsn]"],
    );
}

#[test]
fn address_prose() {
    check(
        "Mevrouw Peeters is verhuisd van Hortsedijk 15 naar Laan van Meerdervoort 22-a te Den Haag (2517 AB).
",
        expect!["line:1 ; ::Peeters ; Hortsedijk 15   ; [name|address]"],
    );
}

#[test]
fn several_dates() {
    check(
        "Mw. T. Peeters: gezien 12-03-2019, 13-04-2020 en 14-05-2021; overleden 01-01-2022; geb. 03-03-1979.
",
        expect!["line:1 ; T.::Peeters ; 1979-03-03 ; [name|birth_date]"],
    );
}
