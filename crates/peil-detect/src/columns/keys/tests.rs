use std::fmt::Write;

use expect_test::{Expect, expect};
use peil_model::{Content, NumberKind, Place, Segment};

use crate::{Detector, Nobody};

/// Tables of a database, each behind a line with its name; a line a row: its keys and what it says.
fn check(tables: &str, expected: Expect) {
    let mut detector = Detector::new(&Nobody);
    let mut out = Vec::new();
    for (sheet, table) in (1..).zip(tables.split("\n\n")) {
        let mut lines = table.lines();
        detector.table(lines.next().unwrap_or(""), &mut out);
        for (n, line) in (0..).zip(lines) {
            let content = Content::Row(line.trim().split(';').collect());
            detector.segment(&Segment { place: Place::row(sheet, n), content }, &mut out);
        }
    }
    detector.finish(&mut out);
    let mut shown = String::new();
    for r in &out {
        let rows = r.numbers.iter().filter(|n| n.kind == NumberKind::Row);
        let keys: Vec<String> = rows.map(|n| format!("<{} {}>", n.issuer, n.value)).collect();
        let _ = writeln!(shown, "{} {} [{}]", r.place, keys.join(" "), r.categories);
    }
    let _ = writeln!(shown, "{}", detector.persons().collect::<Vec<_>>().join(" "));
    expected.assert_eq(&shown);
}

#[test]
fn an_examination_hangs_on_its_patient_and_its_outcome_on_it() {
    check(
        "resultaat
         onderzoek_id;bepaling;waarde
         9000;PSA;1,9
         9002;Hemoglobine;8,4
         9003;Ferritine;18

onderzoek
         id;patient_id;ordernummer
         9000;7000;E1039286
         9002;7006;E3974292
         9003;7009;E2186905

patient
         id;geslachtsnaam;geboortedatum
         7000;Berg;1956-05-12
         7006;Vos;1937-10-24
         7009;Mol;1975-02-02",
        expect![[r#"
            sheet:1/row:1 <?onderzoek 9000> [test_kind|test_result]
            sheet:1/row:2 <?onderzoek 9002> [test_kind|test_result]
            sheet:1/row:3 <?onderzoek 9003> [test_kind|test_result]
            sheet:2/row:1 <onderzoek 9000> <patient 7000> []
            sheet:2/row:2 <onderzoek 9002> <patient 7006> []
            sheet:2/row:3 <onderzoek 9003> <patient 7009> []
            sheet:3/row:1 <patient 7000> [name|birth_date]
            sheet:3/row:2 <patient 7006> [name|birth_date]
            sheet:3/row:3 <patient 7009> [name|birth_date]
            onderzoek patient
        "#]],
    );
}

#[test]
fn kinds_of_examination_are_nobodys() {
    check(
        "onderzoek
         id;naam;eenheid
         1;Echo abdomen;x
         2;Thoraxfoto;y
         3;Duplex;z

uitslag
         patient_id;onderzoek_id;waarde
         7000;1;positief
         7006;1;negatief
         7009;2;negatief

patient
         id;geslachtsnaam;geboortedatum
         7000;Berg;1956-05-12
         7006;Vos;1937-10-24
         7009;Mol;1975-02-02",
        expect![[r#"
            sheet:1/row:1 <?onderzoek 1> [name]
            sheet:1/row:2 <?onderzoek 2> [name]
            sheet:1/row:3 <?onderzoek 3> [name]
            sheet:2/row:1 <patient 7000> <?onderzoek 1> [test_kind|test_result]
            sheet:2/row:2 <patient 7006> <?onderzoek 1> [test_kind|test_result]
            sheet:2/row:3 <patient 7009> <?onderzoek 2> [test_kind|test_result]
            sheet:3/row:1 <patient 7000> [name|birth_date]
            sheet:3/row:2 <patient 7006> [name|birth_date]
            sheet:3/row:3 <patient 7009> [name|birth_date]
            patient uitslag
        "#]],
    );
}

#[test]
fn a_code_beside_an_outcome_is_of_the_examination() {
    check(
        "persoon
         id;achternaam;geboortedatum
         500;Berg;1956-05-12
         507;Vos;1937-10-24
         514;Mol;1975-02-02

lab
         persoon_id;code;waarde
         500;C9;34
         507;C6;positief
         514;C4;43",
        expect![[r#"
            sheet:1/row:1 <person 500> [name|birth_date]
            sheet:1/row:2 <person 507> [name|birth_date]
            sheet:1/row:3 <person 514> [name|birth_date]
            sheet:2/row:1 <person 500> [test_kind|test_result]
            sheet:2/row:2 <person 507> [test_kind|test_result]
            sheet:2/row:3 <person 514> [test_kind|test_result]
            lab person
        "#]],
    );
}

#[test]
fn ways_to_reach_somebody_under_a_key_alone() {
    check(
        "contact
         rel_id;soort;waarde
         17;T;0638216901
         59;T;0618431238
         10;T;0654063917
         17;E;a@berg.nl
         31;E;b@vos.nl
         59;E;c@mol.nl

deelneemster
         rel_id;geslachtsnaam;geboortedatum
         10;Berg;1956-05-12
         17;Vos;1937-10-24
         31;Mol;1975-02-02
         59;Smit;1976-02-02",
        expect![[r#"
            sheet:1/row:1 <?rel 17> [phone]
            sheet:1/row:2 <?rel 59> [phone]
            sheet:1/row:3 <?rel 10> [phone]
            sheet:1/row:4 <?rel 17> [email]
            sheet:1/row:5 <?rel 31> [email]
            sheet:1/row:6 <?rel 59> [email]
            sheet:2/row:1 <rel 10> [name|birth_date]
            sheet:2/row:2 <rel 17> [name|birth_date]
            sheet:2/row:3 <rel 31> [name|birth_date]
            sheet:2/row:4 <rel 59> [name|birth_date]
            contact participant rel
        "#]],
    );
}
