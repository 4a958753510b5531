//! Messages in, records out.

use expect_test::{Expect, expect};
use peil_model::Place;
use proptest::prelude::*;

use super::super::support::{edifact, print};
use crate::Nobody;

fn check(text: &str, expect: Expect) {
    let mut out = Vec::new();
    super::records(Place::message(1), &edifact(text), &Nobody, &mut out);
    expect.assert_eq(&print(&out));
}

#[test]
fn medlab() {
    check(
        "UNB+UNOA:1+500001111+500002222+220301:1015+ref'
         UNH+1+MEDLAB:1'ZKH+Lab Oost+Weg:1::Stad:1234AB+020-1234567'
         PID+1980:10:01+V+Vries:de:Jansen:van::A++BSN123456782'
         PAD+Straat:1 a::Stad:1234AB+06-12345678'
         ART+H+01234567+Huisarts:de:::A+Weg:2::Stad:1234AC'
         AFD+Klinische chemie'ARA:1+Dr. Analist+020'DET:1+22:02:28+08:50'IDE:1+J+445566+'
         BEP:1:1:1+1+CHEMIE'BEP:1:1:2+0+Hb+8.6++mmol/l++8.5+11'OPB:1:1:2:1+nuchter?'NUB:1'UNT+9+1'",
        expect![[r#"
            msg:1 Patient [name|address|sex|birth_date|bsn|test_kind|test_result|gp|phone|medical_text]
              bsn 123456782
              Specimen 445566@
              name Jansen/van/Vries/de/A
              born 1980-10-01 Female
              address Straat/1/a/1234AB/Stad
              contact 31612345678
              System UNB:500001111
              System UNB:500002222
              System NAME:Lab Oost
              Requester AGB:01234567
              made 2022-02-28
        "#]],
    );
}

#[test]
fn medlab_of_a_man_and_other_shapes() {
    check(
        "PID+19800601+M+Dijk:van der:Peters:de::M.++BSN12345672'PAD+Straat 12 b:::Stad:1234AB+NL+0612345678'
         ART+S+654321+Praktijk Noord'IDE+C+26082254+bloed'BEP+1+Hb+'",
        expect![[r#"
            msg:1 Patient [name|address|sex|birth_date|bsn|test_kind|phone]
              bsn 012345672
              Specimen 26082254@
              name Dijk/van der/Peters/de/M.
              born 1980-06-01 Male
              address Straat/12/b/1234AB/Stad
              contact 31612345678
              Requester NAME:Praktijk Noord
        "#]],
    );
    check(
        "PID+1980:00:00+F+Jansen-de Vries:::::A.B.++PAT100200'ART+S+03123456+Specialist'",
        expect![[r#"
        msg:1 Patient [name|sex|birth_date|patient_number]
          Patient PAT100200@
          name Jansen//Vries/de/A.B.
          born 1980 Female
          Requester AGB:03123456
    "#]],
    );
    check(
        "PID++9+Groot:de++123456782'PID+1981:01:01+M+Boom'",
        expect![[r#"
        msg:1/1 Patient [name|patient_number]
          bsn 123456782?
          Patient 123456782@
          name Groot/de
        msg:1/2 Patient [name|sex|birth_date]
          name Boom
          born 1981-01-01 Male
    "#]],
    );
    check(
        "IDE:1+J+445566'BEP:1:1:2+0+Hb+8.6'",
        expect![[r#"
        msg:1 Patient [test_kind|test_result]
          Specimen 445566@
    "#]],
    );
}

#[test]
fn medvri_with_wrapped_text() {
    let text =
        "Betreft mevrouw Jansen, die ik vandaag op het spreekuur zag, met het BSN 123456782. Controle volgt.";
    let (a, b) = text.split_at(70);
    check(
        &format!(
            "GGA+Lab Oost+Afd+Dr X'DET+220301+1015'PID+1980:10:01+V+Jansen:::::A'TXT:1+{a}'TXT:2+{b}'GGO+Huisarts Y'"
        ),
        expect![[r#"
            msg:1 Patient [name|sex|birth_date|bsn|gp|medical_text]
              bsn 123456782
              name Jansen////A
              born 1980-10-01 Female
              System NAME:Lab Oost
              System NAME:Huisarts Y
              made 2022-03-01
        "#]],
    );
    let text = "Geachte collega, naar aanleiding van uw aanvraag volgt de uitslag; BSN 123456782";
    let (a, b) = text.split_at(70);
    check(
        &format!("TXT+{a}'TXT+{b}'TXT+Naam: mw. A.B. van den Berg, geboren op 1 oktober 1980.'"),
        expect![[r#"
            msg:1 Patient [name|birth_date|bsn|medical_text]
              bsn 123456782
              name Berg/van den///A.B.
              born 1980-10-01 
        "#]],
    );
}

#[test]
fn medrpt() {
    check(
        "UNB+UNOA:1+019283746+500002222+220301:1015'UNH+1+MEDRPT:D:93A:UN:MRPN32'BGM+LRP:MF:ITN+8642097+9+NA'
         DTM+137:202203011015:203'S01+1'NAD+SLA+06172839:CLB:VEK++LB :NOORD'ADR++1:Labweg:1+Stad+1234ZZ+NL'COM+0201111111:TE'
         S01+2'NAD+PO+01234567:CGP:VEK++Name:V:van+Street+1:a+City+1234AB'NAD+CCR'S02+1'RFF+SRI:998877'STS++G'DTM+ISR:202203010900:203'
         S04+1'RFF+ROI:112233'S06+1'ADR++1:Dorpsstraat:7 b+Dorp+5678CD+NL'COM+0698765432:TE'S07+1'
         PNA+PAT+::123456782:PCL:LZB+++NAN:Groot+NVV:J*de++NEA:Jansen+NEV:van'DTM+329:19991003:102'PDI+2'
         S16+1'SPC+SPC'DTM+SCO:202202281200:203'S18+1'INV+MQ+HB:AMB:NHG'RSL+NV+8.6'FTX+RIT+++zie boven:en beneden'",
        expect![[r#"
            msg:1 Patient [name|address|sex|birth_date|bsn|test_kind|test_result|gp|phone|medical_text]
              bsn 123456782
              Specimen 998877@
              Order 112233@
              name Groot/de/Jansen/van/J
              born 1999-10-03 Female
              address Dorpsstraat/7/b/5678CD/Dorp
              contact 31698765432
              System UNB:019283746
              System UNB:500002222
              System AGB:06172839
              Requester AGB:01234567
              made 2022-02-28
        "#]],
    );
    check(
        "S02+1'RFF+SRI:1001'S06+1'S07+1'PNA+PAT+++++NAN:Groot+NVV:J.'DTM+329:1999:602'PDI+9'S18'RSL+NV+1'
         S02+2'RFF+SRI:1002'S07+1'PNA+PAT+4455++++SU:Berg+FO:Anna'PDI+1'S18'INV+MQ+x'",
        expect![[r#"
            msg:1/1 Patient [name|birth_date|test_result]
              Specimen 1001@
              name Groot////J.
              born 1999 
            msg:1/2 Patient [name|sex|test_kind|patient_number]
              Specimen 1002@
              Patient 4455@
              name Berg/////Anna
              born  Male
        "#]],
    );
    check(
        "NAD+PAT+BSN123456782++Berg:A.B.:van den+Straat+1:a+Stad+1234AB'",
        expect![[r#"
        msg:1 Patient [name|address|bsn]
          bsn 123456782
          name Berg/van den///A.B.
          address Straat/1/a/1234AB/Stad
    "#]],
    );
}

proptest! {
    #[test]
    fn never_panics(text in "((UNB|PID|PAD|ART|PNA|NAD|TXT|FTX|S02|S06|DTM|IDE|BEP|GGA)(\\+|:|[0-9]{1,9}|BSN|NAN|PAT|geb|bsn|[A-Za-z.,* -]{1,6}|İ){0,30}'){0,8}") {
        let mut out = Vec::new();
        super::records(Place::message(1), &edifact(&text), &Nobody, &mut out);
        prop_assert!(out.iter().all(|r| r.is_personal()));
    }
}
