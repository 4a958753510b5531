//! Letters and mails.

use expect_test::expect;

use super::check;

#[test]
fn a_letter_about_a_patient() {
    check(
        "Clinical Diagnostics NMDL
Polakweg 10, 2288 GG Rijswijk
Tel. 070-1234567   info@lab.voorbeeld

Aan: dr. B. van Oers, huisarts
Kerkstraat 100
5701 AA  Helmond

Datum: 14 maart 2023
Ons kenmerk: 400104556
Behandeld door: mw. W. Geerts, analist
Telefoon: 070-7654321
Betreft: mw. A. de Vries-Jansen, geboren 12-03-1961, BSN 123456782

Geachte collega,

Bij bovengenoemde patiënte verrichtten wij op 12-03-2023 cytologisch onderzoek.
Uitslag: PAP 2.

Met vriendelijke groet,

Y. Jansen, patholoog
Tel. 06-11111111
",
        expect![
            "line:13-18 ; A.:de:Vries+Jansen ; 1961-03-12 ; bsn 123456782 ; NAME:B. van Oers ; NAME:Clinical Diagnostics NMDL ; [name|birth_date|bsn|test_kind|test_result|gp]"
        ],
    );
}

#[test]
fn a_letter_to_the_patient() {
    check(
        "Mevrouw C.D. van der Laan-Smit
Dorpsstraat 12 a
3511 AB  UTRECHT

Utrecht, 3 april 2024

Geachte mevrouw Van der Laan,

De uitslag van uw uitstrijkje is negatief. Met vragen kunt u ons bellen op 030-1234567.
Uw huisarts, dr. P. Bakker, krijgt een kopie van deze brief.

Hoogachtend,
mw. E. de Groot
arts-microbioloog
",
        expect![
            "line:1-9 ; C.D.:van der:Laan+Smit ; Dorpsstraat 12a 3511AB UTRECHT ; NAME:P. Bakker ; [name|address|test_kind|test_result|gp]"
        ],
    );
}

#[test]
fn two_letters_in_one_file() {
    check(
        "Betreft: dhr. P. Smit, geb. 1-2-1950
Uitslag: normaal
\x0cBetreft: mevr. Q. Mol (geb. 3 april 1961)
         Laan 4, 1234 AB Ede
Opmerking: belt terug
",
        expect![[r#"
            line:1-2 ; P.::Smit ; 1950-02-01 ; [name|birth_date|test_result]
            line:3-5 ; Q.::Mol ; 1961-04-03 ; Laan 4 1234AB Ede ; [name|address|birth_date|medical_text]
        "#]],
    );
}

#[test]
fn a_letter_without_salutations() {
    check(
        "J.P. de Boer
Lindelaan 7
1411 AZ Naarden

Onderwerp: oproep

Uw patiëntnummer is 4711-22.
",
        expect![
            "line:1-7 ; J.P.:de:Boer ; Patient 4711-22 ; Lindelaan 7 1411AZ Naarden ; [name|address|patient_number]"
        ],
    );
}

#[test]
fn addressed_to_a_practice() {
    check(
        "Huisartsenpraktijk De Linde
T.a.v. mevrouw dr. A. Jansen
Lindelaan 7
1411 AZ Naarden

Betreft: Kees de Wit, geb. 05/06/1977, V, patnr 0012345

De heer De Wit heeft klachten van hoesten. Medicatie: geen.
",
        expect![
            "line:6-8 ; Kees:de:Wit ; 1977-06-05 ; Patient 0012345 ; NAME:A. Jansen ; NAME:Huisartsenpraktijk De Linde ; [name|sex|birth_date|gp|patient_number|medical_text]"
        ],
    );
}

#[test]
fn mail() {
    check(
        "From: W. Geerts <w.geerts@lab.voorbeeld>
To: A. Peeters <a.peeters@post.voorbeeld>
Cc: balie@lab.voorbeeld
Subject: uitslag
Date: Mon, 3 Apr 2023 10:11:12 +0200

Beste mevrouw Peeters,

Uw uitslag is binnen. U kunt ons bellen: 070-1234567.

Groeten,
Wim Geerts
",
        expect!["line:2-7 ; A.::Peeters ; a.peeters@post.voorbeeld ; [name|email]"],
    );
}

#[test]
fn mail_of_a_colleague() {
    check(
        "Van: Wim Geerts <w.geerts@lab.voorbeeld>
Aan: Els Smit <e.smit@lab.voorbeeld>
Onderwerp: RE: mw. Jansen 12-03-1961

Els, kun je patient mw. T. Jansen (12-03-1961) bellen? 06-12345678.
Wim
",
        expect!["line:3-5 ; T.::Jansen ; 1961-03-12 ; 31612345678 ; [name|birth_date|phone]"],
    );
}

#[test]
fn contact_person_in_a_letter() {
    check(
        "Betreft: mevrouw A. Peeters, geboortedatum 3-3-1979
Contactpersoon: dhr. P. Peeters (zoon), tel. 06-12345678

Haar dochter Anna de Wit is bereikbaar op 06-87654321.
",
        expect![[r#"
            line:2 ; Contact ; P.::Peeters ; 31612345678 ; [name|phone]
            line:1 ; A.::Peeters ; 1979-03-03 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn reply_with_a_quoted_mail() {
    check(
        "Van: Wim Geerts <w.geerts@lab.voorbeeld>
Verzonden: maandag 3 april 2023 10:11
Aan: Praktijk De Linde <info@linde.voorbeeld>
Onderwerp: RE: patiënte

Dank, doen we.
Groet, Wim

> Kunt u de uitslag van mevr. K. Peeters-de Boer (geb. 3-3-1979) sturen?
> BSN 400117770. Zij woont op Laan 22, 1234 CD Ede.
",
        expect![
            "line:9-10 ; K.::Peeters+de Boer ; 1979-03-03 ; bsn 400117770 ; Laan 22 1234CD Ede ; [name|address|birth_date|bsn]"
        ],
    );
}

#[test]
fn window_envelope() {
    check(
        "                                   Aan de heer
                                   P.J. Mol
                                   Laan 22 II
                                   1234 CD  EDE

Ede, 1 mei 2020

Geachte heer Mol,

Hierbij de uitslag van het bloedonderzoek van uw zoon Kees Mol (12-03-2011).
",
        expect![[r#"
            line:2-10 ; P.J.::Mol ; Laan 22II 1234CD EDE ; [name|address|test_kind]
            line:10 ; Kees::Mol ; 2011-03-12 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn capitals() {
    check(
        "BETREFT: MEVR. J. VAN DEN BERG, GEB. 14-06-1962, BURGERSERVICENUMMER 123456782
ADRES: WARANDE 8, 5707 GP HELMOND
HUISARTS: DR. P. BAKKER, KERKSTRAAT 1, 5707 AA HELMOND, TEL. 0492-123456
",
        expect![
            "line:1-2 ; J.:VAN DEN:BERG ; 1962-06-14 ; bsn 123456782 ; WARANDE 8 5707GP HELMOND ; NAME:DR. P. BAKKER ; [name|address|birth_date|bsn|gp]"
        ],
    );
}

#[test]
fn german_and_titles() {
    check(
        "Betr.: Frau Dr. Anna Müller-Jansen, geb. am 12.03.1961
Herr Prof. K. Schmidt, Chefarzt
",
        expect!["line:1 ; Anna::Müller+Jansen ; 1961-03-12 ; [name|birth_date]"],
    );
}

#[test]
fn requester_of_an_order() {
    check(
        "Aanvrager: gynaecoloog mw. dr. E. Smit, AGB 03012345
Patiënt: Jansen-de Vries, A.B. (v), 12-03-1961
Materiaal: cervix, monster 550001460, afgenomen 01-02-2023
Klinische gegevens: contactbloedingen
Uitslag HPV: negatief
",
        expect![
            "line:2-5 ; A.B.::Jansen+de Vries ; 1961-03-12 ; Specimen 550001460 ; AGB:03012345 ; [name|birth_date|test_kind|test_result|medical_text]"
        ],
    );
}

#[test]
fn letter_with_rules_and_quotes() {
    check(
        "=====================================================
Patiënt:   Mw. J. van den Berg (v)   Geb.: 14-06-1962
Adres:     Warande 8, 5707 GP Helmond
BSN:       123456782                 Tel.: 0492-500101
=====================================================
Geachte collega Bakker,

Anamnese: sinds 3 weken klachten. Voorgeschiedenis: appendectomie 12-03-1999.
Conclusie: Pap 2.

Met collegiale hoogachting,
dr. P. Smit, gynaecoloog
c.c. huisarts P. Bakker
",
        expect![
            "line:2-9 ; J.:van den:Berg ; 1962-06-14 ; bsn 123456782 ; Warande 8 5707GP Helmond ; 31492500101 ; NAME:P. Bakker ; [name|address|birth_date|bsn|test_kind|test_result|gp|phone|medical_text]"
        ],
    );
}

#[test]
fn two_patients_in_one_letter() {
    check(
        "Betreft: onderstaande patiënten

1. Mw. A. Jansen, geb. 12-03-1961, BSN 123456782, uitslag: negatief
2. Dhr. B. Smit, geb. 01-02-1950, BSN 111222333, uitslag: positief
",
        expect![[r#"
            line:3 ; A.::Jansen ; 1961-03-12 ; bsn 123456782 ; [name|birth_date|bsn|test_result]
            line:4 ; B.::Smit ; 1950-02-01 ; bsn 111222333 ; [name|birth_date|bsn|test_result]
        "#]],
    );
}

#[test]
fn dear_patient() {
    check(
        "Aan de ouders van
Sem de Boer
Lindelaan 7
1411 AZ Naarden

Geachte ouders,
",
        expect!["line:2-3 ; Sem:de:Boer ; Lindelaan 7 1411AZ Naarden ; [name|address]"],
    );
}

#[test]
fn invoice() {
    check(
        "Factuur 2023-000123
Factuurdatum: 01-02-2023
Debiteur: 123456782

T. Peeters
Hortsedijk 15
5708 HA Helmond

Verzekerdennummer: 99887766
IBAN: NL91ABNA0417164300
Bedrag: 12,50
",
        expect![
            "line:5-10 ; T.::Peeters ; Insurance 99887766 ; Hortsedijk 15 5708HA Helmond ; NL91ABNA0417164300 ; [name|address|iban|insurance_number]"
        ],
    );
}

#[test]
fn staff_with_participants_names() {
    check(
        "Laboratorium: mw. A. Jansen, analist (tst. 2231)
Geautoriseerd door: dr. T. Peeters
Contact: mevr. C. Nooijen, 070-1234567
Patiëntenadministratie: B. de Vries
Uitgevoerd door A. Peeters op 12-03-1961
",
        expect![""],
    );
}

#[test]
fn gp_with_address_in_a_row() {
    check(
        "Naam huisarts : P. Jansen
Adres huisarts: Kerkstraat 1, 5707 AA Helmond
Tel huisarts  : 0492-123456
Naam patiënt  : A. Peeters
Adres patiënt : Laan 22, 1234 CD Ede
",
        expect!["line:4-5 ; A.::Peeters ; Laan 22 1234CD Ede ; NAME:P. Jansen ; [name|address|gp]"],
    );
}

#[test]
fn signature_in_capitals() {
    check(
        "UITSLAG: NEGATIEF, PATIENT MEVR. A. PEETERS, GEB. 03-03-1979

AKKOORD: K. WIJNEN
PARAAF ARTS: T. JANSEN 19-09-1981
",
        expect!["line:1 ; A.::PEETERS ; 1979-03-03 ; [name|birth_date|test_result]"],
    );
}
