//! What cells hold.

use expect_test::expect;

use super::check;

#[test]
fn spreadsheet_ruins() {
    check(
        r#"bsn;naam;geboortedatum;monsternr
1,23457E+08;A. Bos;29395;1,23457E+08
12345672;B. Vos;29395.0;000123456.0
123456782;C. Mol;00-00-1980;="000123457"
="123456782";D. Kok;1071980;123458+.HPV"#,
        expect![[r#"
            row:2 A.///Bos 1980-06-23 [name|birth_date]
            row:3 B.///Vos 1980-06-23 012345672 Specimen:000123456 [name|birth_date|bsn]
            row:4 C.///Mol 1980 123456782 Specimen:000123457 [name|birth_date|bsn]
            row:5 D.///Kok 1980-07-01 123456782 Specimen:123458 [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn specimen_only() {
    check(
        "Barcode;Uitslag
000456725;NEG
000456726;POS",
        expect![[r#"
            row:2 Specimen:000456725 [test_result]
            row:3 Specimen:000456726 [test_result]
        "#]],
    );
}

#[test]
fn results() {
    check(
        "monsternummer;geboortedatum;test;uitslag;Uitslag HPV
456723;25-08-1962;HPV;negatief;
456724;14-04-1984;HPV;volgt;pos",
        expect![[r#"
            row:2 1962-08-25 Specimen:456723 [birth_date|test_kind|test_result]
            row:3 1984-04-14 Specimen:456724 [birth_date|test_kind|test_result]
        "#]],
    );
}

#[test]
fn client_id() {
    check(
        "client_id;naam;geboortedatum;klachten
84731;A. Bos;1-2-1970;jeuk
84735;B. Vos;1-2-1971;geen",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 Patient:84731 [name|birth_date|patient_number|medical_text]
            row:3 B.///Vos 1971-02-01 Patient:84735 [name|birth_date|patient_number|medical_text]
        "#]],
    );
}

#[test]
fn address_lines() {
    check(
        "naam;adresregel 1;adresregel 2;oud adres
A. Bos;Dorpsstraat 12 a;1234 AB Utrecht;Kerkweg 3, 2345 BC Leiden",
        expect![[r#"
            row:2 A.///Bos Dorpsstraat,12,a,1234AB,Utrecht Kerkweg,3,,2345BC,Leiden [name|address]
        "#]],
    );
}

#[test]
fn plein_1945() {
    check(
        "naam;straat;nr;toev;pc;plaats
A. Bos;Plein 1945;12;hs;1234ab;UTRECHT",
        expect![[r#"
            row:2 A.///Bos Plein 1945,12,hs,1234AB,UTRECHT [name|address]
        "#]],
    );
}

#[test]
fn fillers() {
    check(
        "naam;geboortedatum;bsn;telefoon;email;postcode
A. Bos;00-00-0000;-;n.v.t.;onbekend;0000 XX",
        expect![[r#"
            row:2 A.///Bos [name]
        "#]],
    );
}

#[test]
fn several_in_a_cell() {
    check(
        "naam;telefoon;email;monsternr
A. Bos;0612345678 / 020-1234567;a@b.nl; 1234567, 1234568",
        expect![[r#"
            row:2 A.///Bos Specimen:1234567 Specimen:1234568 a@b.nl 31612345678 31201234567 [name|email|phone]
        "#]],
    );
}

#[test]
fn birth_parts() {
    check(
        "naam;geboortejaar;geboortemaand;geboortedag
A. Bos;1980;6;23
B. Vos;1980;;",
        expect![[r#"
            row:2 A.///Bos 1980-06-23 [name|birth_date]
            row:3 B.///Vos 1980 [name|birth_date]
        "#]],
    );
}

#[test]
fn numbers_with_text() {
    check(
        "Nr;Naam;Tel;Geboren
1;A. Bos;06 12345678;1-2-1970
2;B. Vos;06 12345679;1-2-1971",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 31612345678 [name|birth_date|phone]
            row:3 B.///Vos 1971-02-01 31612345679 [name|birth_date|phone]
        "#]],
    );
}

#[test]
fn column_of_tests() {
    check(
        "BSN;HPV;Cytologie
123456782;pos;Pap 2
111222333;neg;",
        expect![[r#"
            row:2 123456782 [bsn|test_kind|test_result]
            row:3 111222333 [bsn|test_kind|test_result]
        "#]],
    );
}

#[test]
fn dates_without_zeros() {
    check(
        "naam;geboren
A. Bos;1-2-70
B. Vos;13/1/55",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 [name|birth_date]
            row:3 B.///Vos 1955-01-13 [name|birth_date]
        "#]],
    );
}

#[test]
fn six_digit_dates() {
    check(
        "naam;gebdat
A. Bos;230680
B. Vos;800623
C. Mol;198006",
        expect![[r#"
            row:2 A.///Bos 1980-06-23 [name|birth_date]
            row:3 B.///Vos 1980-06-23 [name|birth_date]
            row:4 C.///Mol 1980-06 [name|birth_date]
        "#]],
    );
}

#[test]
fn timestamps_of_birth() {
    check(
        "naam;birthdate
A. Bos;1980-06-23 00:00:00
B. Vos;1980-06-23T00:00:00.000Z",
        expect![[r#"
            row:2 A.///Bos 1980-06-23 [name|birth_date]
            row:3 B.///Vos 1980-06-23 [name|birth_date]
        "#]],
    );
}

#[test]
fn bsn_forms() {
    check(
        "naam;bsn
A. Bos;1234.56.782
B. Vos;1234 56 782
C. Mol;12345672
D. Kok;BSN123456782
E. Dam;999123456782
F. Bol;123456782.0",
        expect![[r#"
            row:2 A.///Bos 123456782 [name|bsn]
            row:3 B.///Vos 123456782 [name|bsn]
            row:4 C.///Mol 012345672 [name|bsn]
            row:5 D.///Kok 123456782 [name|bsn]
            row:6 E.///Dam 123456782 [name|bsn]
            row:7 F.///Bol 123456782 [name|bsn]
        "#]],
    );
}

#[test]
fn two_bsns_in_a_cell() {
    check(
        "naam;bsn
A. Bos;123456782 / 111222333",
        expect![[r#"
            row:2 A.///Bos 123456782 111222333 [name|bsn]
        "#]],
    );
}

#[test]
fn bsn_in_remarks() {
    check(
        "naam;opmerking
A. Bos;BSN 123456782 gecontroleerd",
        expect![[r#"
            row:2 A.///Bos 123456782 [name|bsn]
        "#]],
    );
}

#[test]
fn ledger_columns() {
    check(
        "client_id;bsn;ontvanger;datum;monsternummer;ordernummer;categorieën
1001;123456782;Clinical Diagnostics;14-03-2022;000123457;77001;naam|adres",
        expect![[r#"
            row:2 123456782 Patient:1001 Specimen:000123457 Order:77001 made 2022-03-14 [bsn|patient_number]
        "#]],
    );
}

#[test]
fn iban() {
    check(
        "naam;rekening;account
A. Bos;NL91ABNA0417164300;abos",
        expect![[r#"
            row:2 A.///Bos NL91ABNA0417164300 [name|iban]
        "#]],
    );
}
