//! Forms, dumps and labels of every kind.

use expect_test::expect;

use super::check;

#[test]
fn a_form() {
    check(
        "Naam......: Jansen, A.B.
Geb. datum: 12-03-1961      Geslacht: V
BSN       : 1234.56.782
Adres     : Dorpsstraat 1
            1234 AB Ede
Telefoon  : 06-12345678 / 030-1234567
E-mail    : a.jansen@post.voorbeeld
Huisarts  : P. Bakker
AGB-code  : 01234567
Polisnr.  : 123456789012
Onderzoek : HPV
Uitslag   : positief
Opmerking : bang voor naalden
",
        expect![
            "line:1-13 ; A.B.::Jansen ; 1961-03-12 ; bsn 123456782 ; Insurance 123456789012 ; Dorpsstraat 1 1234AB Ede ; 31612345678 ; 31301234567 ; a.jansen@post.voorbeeld ; NAME:P. Bakker ; AGB:01234567 ; [name|address|sex|birth_date|bsn|test_kind|test_result|gp|email|phone|insurance_number|medical_text]"
        ],
    );
}

#[test]
fn labels_above_values() {
    check(
        "Naam
J. de Vries
Geboortedatum
12 maart 1961
Burgerservicenummer
123456782
Uitslag
negatief
",
        expect!["line:2-8 ; J.:de:Vries ; 1961-03-12 ; bsn 123456782 ; [name|birth_date|bsn|test_result]"],
    );
}

#[test]
fn labels_by_blanks() {
    check(
        "Naam            J. de Vries          Geb.datum     12-03-1961
Patiëntnummer   0044556              Telefoon      0612345678
",
        expect![
            "line:1-2 ; J.:de:Vries ; 1961-03-12 ; Patient 0044556 ; 31612345678 ; [name|birth_date|phone|patient_number]"
        ],
    );
}

#[test]
fn ini() {
    check(
        "[patient]
voorletters=A.
tussenvoegsel=van
achternaam=Dijk
geboortedatum=1980-06-23

[patient]
voorletters=B.
achternaam=Smit
bsn=012345672
",
        expect![[r#"
            line:2-5 ; A.:van:Dijk ; 1980-06-23 ; [name|birth_date]
            line:8-10 ; B.::Smit ; bsn 012345672 ; [name|bsn]
        "#]],
    );
}

#[test]
fn forms_with_sections() {
    check(
        "PATIENT
Naam: M. Mol
Geboortedatum: 01-01-1955

HUISARTS
Naam: dr. K. Bos
Telefoon: 0492-123456
AGB: 01999999

CONTACTPERSOON
Naam: Piet Mol
Telefoon: 06-55555555
",
        expect![[r#"
            line:11-12 ; Contact ; Piet::Mol ; 31655555555 ; [name|phone]
            line:2-3 ; M.::Mol ; 1955-01-01 ; NAME:K. Bos ; AGB:01999999 ; [name|birth_date|gp]
        "#]],
    );
}

#[test]
fn json_and_xml() {
    check(
        r#"{"patient": {"name": "J. de Vries", "birthDate": "1980-06-23", "bsn": "123456782", "email": "j@post.voorbeeld"}}

<patient><naam>Jansen, A.</naam><geboortedatum>1961-03-12</geboortedatum><bsn>123456782</bsn></patient>
"#,
        expect![[r#"
            line:1 ; J.:de:Vries ; 1980-06-23 ; bsn 123456782 ; j@post.voorbeeld ; [name|birth_date|bsn|email]
            line:3 ; A.::Jansen ; 1961-03-12 ; bsn 123456782 ; [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn quotes_and_arrows() {
    check(
        r#"Naam => "A. Jansen"
'bsn': '123456782', 'geboortedatum': '1961-03-12'
**Telefoon:** 06-12345678
"#,
        expect![
            "line:1-3 ; A.::Jansen ; 1961-03-12 ; bsn 123456782 ; 31612345678 ; [name|birth_date|bsn|phone]"
        ],
    );
}

#[test]
fn form_with_empty_values() {
    check(
        "Naam: A. Jansen
Geboortedatum: 
BSN: n.v.t.
Telefoon: -
E-mail: onbekend
Klachten: geen
Uitslag: negatief
",
        expect!["line:1-7 ; A.::Jansen ; [name|test_result|medical_text]"],
    );
}

#[test]
fn english_form() {
    check(
        "First name: Anna
Last name: van der Berg
Date of birth: 1961-03-12
Gender: F
Address: 12 High Street
Postcode: 1234AB
City: Ede
Phone: +31 6 12345678
Email: anna@post.voorbeeld
Insurance number: 12345678
Result: HPV 16 positive
",
        expect![
            "line:1-11 ; Anna:van der:Berg ; 1961-03-12 ; Insurance 12345678 ; High Street 12 1234AB Ede ; 31612345678 ; anna@post.voorbeeld ; [name|address|sex|birth_date|test_kind|test_result|email|phone|insurance_number]"
        ],
    );
}

#[test]
fn several_labels_per_line() {
    check(
        "Naam: Jansen Voorl: A.B. Geb.dat: 12-03-1961 M/V: V BSN: 123456782 Pc: 1234AB Hnr: 12 Plaats: Ede
",
        expect![
            "line:1 ; A.B.::Jansen ; 1961-03-12 ; bsn 123456782 ;  12 1234AB Ede ; [name|address|sex|birth_date|bsn]"
        ],
    );
}

#[test]
fn label_values_with_dashes() {
    check(
        "Naam - A. Jansen
Geboortedatum - 12-03-1961
BSN - 123456782
",
        expect!["line:1-3 ; A.::Jansen ; 1961-03-12 ; bsn 123456782 ; [name|birth_date|bsn]"],
    );
}

#[test]
fn partial_births() {
    check(
        "Naam: A. Jansen
Geboortedatum: 00-00-1980
Naam: B. Smit
Geboortedatum: 00-06-1981
Naam: C. Mol
Geboortedatum: juni 1982
",
        expect![[r#"
            line:1-2 ; A.::Jansen ; 1980 ; [name|birth_date]
            line:3-4 ; B.::Smit ; 1981-06 ; [name|birth_date]
            line:5-6 ; C.::Mol ; 1982-06 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn headings_underlined() {
    check(
        "Huisarts
--------
Naam: P. Bakker
Telefoon: 0492-123456

Patiënt
-------
Naam: A. Jansen
Telefoon: 06-12345678
",
        expect!["line:8-9 ; A.::Jansen ; 31612345678 ; NAME:P. Bakker ; [name|gp|phone]"],
    );
}

#[test]
fn two_persons_with_rules() {
    check(
        "Cliëntnr: 4711
Naam: A. Jansen
----------------------
Cliëntnr: 4712
Naam: B. Smit
",
        expect![[r#"
            line:1-2 ; A.::Jansen ; Patient 4711 ; [name|patient_number]
            line:4-5 ; B.::Smit ; Patient 4712 ; [name|patient_number]
        "#]],
    );
}

#[test]
fn a_person_over_two_pages() {
    check(
        "Naam: A. Jansen
Geboortedatum: 12-03-1961
\x0cUitslag: positief
",
        expect!["line:1-2 ; A.::Jansen ; 1961-03-12 ; [name|birth_date]"],
    );
}
