//! Columns without a header that helps, and headers that are wrong.

use expect_test::expect;

use super::check;

#[test]
fn no_header() {
    check(
        "2021-03-04 10:11:12;70206752;Dijkstra F.;19690808;Ondiep 21;3552 EB
2021-03-04 10:12:40;130208966;Faber H.;19640304;Burgstraat 8;3514 TZ
2021-03-04 10:13:09;60214454;Jacobs L.;19661010;Gansstraat 5;3582 EA
2021-03-04 10:15:51;651234578;Winter K.;19710101;Elders 5;1011 AA",
        expect![[r#"
            row:1 F.///Dijkstra 1969-08-08 070206752 Ondiep,21,,3552EB, made 2021-03-04 [name|address|birth_date|bsn]
            row:2 H.///Faber 1964-03-04 130208966 Burgstraat,8,,3514TZ, made 2021-03-04 [name|address|birth_date|bsn]
            row:3 L.///Jacobs 1966-10-10 060214454 Gansstraat,5,,3582EA, made 2021-03-04 [name|address|birth_date|bsn]
            row:4 K.///Winter 1971-01-01 651234578 Elders,5,,1011AA, made 2021-03-04 [name|address|birth_date|bsn]
        "#]],
    );
}

#[test]
fn no_header_parts() {
    check(
        "123456782;Jansen;A.B.;van;V;23-06-1980;Dorpsstraat;12;1234 AB;Utrecht;a@b.nl;0612345678
111222333;Bakker;C.;de;M;13-01-1955;Kerkweg;3a;2345 BC;Leiden;c@d.nl;0687654321
100000009;Visser;D.;;V;30-11-1949;Stationslaan;7;3456 CD;Tilburg;;020-1234567",
        expect![[r#"
            row:1 A.B.//van/Jansen 1980-06-23 123456782 Female Dorpsstraat,12,,1234AB,Utrecht a@b.nl 31612345678 [name|address|sex|birth_date|bsn|email|phone]
            row:2 C.//de/Bakker 1955-01-13 111222333 Male Kerkweg,3,a,2345BC,Leiden c@d.nl 31687654321 [name|address|sex|birth_date|bsn|email|phone]
            row:3 D.///Visser 1949-11-30 100000009 Female Stationslaan,7,,3456CD,Tilburg 31201234567 [name|address|sex|birth_date|bsn|phone]
        "#]],
    );
}

#[test]
fn placeholders() {
    check(
        "kol1;kol2;kol3
123456782;Jansen, A.;23-06-1980
111222333;Bakker, C.;13-01-1955",
        expect![[r#"
            row:2 A.///Jansen 1980-06-23 123456782 [name|birth_date|bsn]
            row:3 C.///Bakker 1955-01-13 111222333 [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn foreign_language() {
    check(
        "Namn;Personnummer;Födelsedatum
Jansen, A.;123456782;23-06-1980
Bakker, C.;111222333;13-01-1955",
        expect![[r#"
            row:2 A.///Jansen 1980-06-23 Patient:123456782 [name|birth_date|patient_number]
            row:3 C.///Bakker 1955-01-13 Patient:111222333 [name|birth_date|patient_number]
        "#]],
    );
}

#[test]
fn bsn_header_over_order_numbers() {
    check(
        "bsn;naam
200000001;A. Bos
200000002;B. Vos
200000003;C. Mol
200000004;D. Kok",
        expect![[r#"
            row:2 A.///Bos Order:200000001 [name]
            row:3 B.///Vos Order:200000002 [name]
            row:4 C.///Mol Order:200000003 [name]
            row:5 D.///Kok Order:200000004 [name]
        "#]],
    );
}

#[test]
fn order_header_over_passing_numbers() {
    check(
        "ordernr;naam
123456782;A. Bos
111222333;B. Vos
100000009;C. Mol",
        expect![[r#"
            row:2 A.///Bos Order:123456782 [name]
            row:3 B.///Vos Order:111222333 [name]
            row:4 C.///Mol Order:100000009 [name]
        "#]],
    );
}

#[test]
fn name_header_over_dates() {
    check(
        "naam;geboortedatum
23-06-1980;A. Bos
13-01-1955;B. Vos",
        expect![[r#"
            row:2 A.///Bos 1980-06-23 [name|birth_date]
            row:3 B.///Vos 1955-01-13 [name|birth_date]
        "#]],
    );
}

#[test]
fn person_number_is_a_bsn() {
    check(
        "Naam;Persoonsnummer
A. Bos;123456782
B. Vos;111222333
C. Mol;100000009",
        expect![[r#"
            row:2 A.///Bos 123456782 [name|bsn]
            row:3 B.///Vos 111222333 [name|bsn]
            row:4 C.///Mol 100000009 [name|bsn]
        "#]],
    );
}

#[test]
fn patient_numbers_stay() {
    check(
        "Naam;Patientnummer
A. Bos;123456782
B. Vos;111222334
C. Mol;100000001",
        expect![[r#"
            row:2 A.///Bos Patient:123456782 [name|patient_number]
            row:3 B.///Vos Patient:111222334 [name|patient_number]
            row:4 C.///Mol Patient:100000001 [name|patient_number]
        "#]],
    );
}

#[test]
fn no_header_two_rows() {
    check(
        "Jansen, A.B. van;23-06-1980;V;123456782
Bakker, C.;13-01-1955;M;111222333",
        expect![[r#"
            row:1 A.B.//van/Jansen 1980-06-23 123456782 Female [name|sex|birth_date|bsn]
            row:2 C.///Bakker 1955-01-13 111222333 Male [name|sex|birth_date|bsn]
        "#]],
    );
}

#[test]
fn no_header_one_row() {
    check(
        "Jansen, A.B. van;23-06-1980;V;123456782;1234 AB",
        expect![[r#"
            row:1 A.B.//van/Jansen 1980-06-23 123456782? Female ,,,1234AB, [name|address|sex|birth_date|bsn]
        "#]],
    );
}

#[test]
fn no_header_order_numbers() {
    check(
        "Jansen, A.B. van;23-06-1980;200000001
Bakker, C.;13-01-1955;200000002
Visser, D.;13-01-1956;200000003",
        expect![[r#"
            row:1 A.B.//van/Jansen 1980-06-23 Order:200000001 [name|birth_date]
            row:2 C.///Bakker 1955-01-13 Order:200000002 [name|birth_date]
            row:3 D.///Visser 1956-01-13 Order:200000003 [name|birth_date]
        "#]],
    );
}

#[test]
fn no_header_iso_dates_two() {
    check(
        "2022-01-04;1980-06-23;Jansen, A.
2022-01-04;1955-01-13;Bakker, C.
2022-01-05;1947-01-13;Visser, D.",
        expect![[r#"
            row:1 A.///Jansen 1980-06-23 made 2022-01-04 [name|birth_date]
            row:2 C.///Bakker 1955-01-13 made 2022-01-04 [name|birth_date]
            row:3 D.///Visser 1947-01-13 made 2022-01-05 [name|birth_date]
        "#]],
    );
}

#[test]
fn no_header_staff() {
    check(
        "T. Romijn;arts
C. Aalders;huisarts
Z. Zwart;analist",
        expect![[r#"
            row:1 Practitioner T.///Romijn [name]
            row:2 Practitioner C.///Aalders [name]
            row:3 Staff Z.///Zwart [name]
        "#]],
    );
}

#[test]
fn swapped_postcode_city() {
    check(
        "naam;postcode;plaats
A. Bos;Utrecht;1234 AB
B. Vos;Leiden;2345 BC",
        expect![[r#"
            row:2 A.///Bos ,,,1234AB,Utrecht [name|address]
            row:3 B.///Vos ,,,2345BC,Leiden [name|address]
        "#]],
    );
}

#[test]
fn patient_means_name() {
    check(
        "Patient;Geb;Nr
Bos, A.;1-2-1970;1
Vos, B.;1-2-1971;2",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 [name|birth_date]
            row:3 B.///Vos 1971-02-01 [name|birth_date]
        "#]],
    );
}

#[test]
fn name_is_surname() {
    check(
        "Naam;Voorvoegsel;Voorletters;Geboren
Dijk;van;A.;1-2-1970
Jansen-de Vries;;B.;1-2-1971",
        expect![[r#"
            row:2 A.//van/Dijk 1970-02-01 [name|birth_date]
            row:3 B.///Jansen/de/Vries 1971-02-01 [name|birth_date]
        "#]],
    );
}

#[test]
fn unlabelled_bsn() {
    check(
        "naam;veld9
A. Bos;123456782",
        expect![[r#"
            row:2 A.///Bos 123456782? [name|bsn]
        "#]],
    );
}

#[test]
fn generic_date_is_birth() {
    check(
        "naam;datum
A. Bos;23-06-1950
B. Vos;13-01-1985",
        expect![[r#"
            row:2 A.///Bos 1950-06-23 [name|birth_date]
            row:3 B.///Vos 1985-01-13 [name|birth_date]
        "#]],
    );
}

#[test]
fn generic_date_is_not_birth() {
    check(
        "naam;datum
A. Bos;23-06-2022
B. Vos;13-01-2023",
        expect![[r#"
            row:2 A.///Bos made 2022-06-23 [name]
            row:3 B.///Vos made 2023-01-13 [name]
        "#]],
    );
}

#[test]
fn nobody() {
    check(
        "artikel;lot;aantal;vervaldatum
ThinPrep vial;100000009;500;01-02-2026
Cervexbrush;123456782;1200;01-03-2026",
        expect![[""]],
    );
}

#[test]
fn nobody_by_town() {
    check(
        "plaats;aantal;geslacht
Utrecht;500;V
Leiden;12;M",
        expect![[""]],
    );
}

#[test]
fn orders_of_goods() {
    check(
        "ordernummer;artikel;aantal
123456782;Reageerbuis;2",
        expect![""],
    );
}

#[test]
fn bare_id() {
    check(
        "id;naam;geboortedatum
84731;A. Bos;1-2-1970
84735;B. Vos;1-2-1971",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 [name|birth_date]
            row:3 B.///Vos 1971-02-01 [name|birth_date]
        "#]],
    );
}
