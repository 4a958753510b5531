//! Messages in, records out.

use expect_test::{Expect, expect};
use peil_model::Place;
use proptest::prelude::*;

use super::super::support::{hl7, print};
use crate::{Known, Nobody};

fn check(text: &str, expect: Expect) {
    check_with(text, &Nobody, expect);
}

fn check_with(text: &str, known: &dyn Known, expect: Expect) {
    let mut out = Vec::new();
    super::records(Place::message(1), &hl7(text), known, &mut out);
    expect.assert_eq(&print(&out));
}

/// A register with one BSN.
struct OneBsn;

impl Known for OneBsn {
    fn surname(&self, _: &str) -> bool {
        false
    }
    fn given(&self, _: &str) -> bool {
        false
    }
    fn bsn(&self, digits: &str) -> bool {
        digits == "111222333"
    }
    fn number(&self, _: &str) -> bool {
        false
    }
    fn patient(&self, _: &str) -> bool {
        false
    }
}

#[test]
fn an_order_of_a_screening_says_nothing_medical() {
    let why = |reason: &str| {
        format!(
            "MSH|^~\\&|SCREENIT_OML|SCREENIT|LIMS|LIMS|20211122||OML^O21|1|P|2.4\nPID|1||111222333^^^^NNNLD||Jansen\nORC|NW|004112745.HPV^ScreenIT||004112745\n\
             OBR|1|004112745.HPV^ScreenIT||HPV{}{reason}\nOBX|0|FT|CR_DATUMAFNAME||20-11-21\nOBX|1|FT|CR_AANLEIDINGHPV||1",
            "|".repeat(27)
        )
    };
    check(
        &why("BVO-BMHK"),
        expect![[r#"
            msg:1 Patient [name|bsn|test_kind]
              bsn 111222333
              Specimen 004112745@SCREENIT
              name Jansen
              System MSH:SCREENIT_OML
              System MSH:SCREENIT
              System MSH:LIMS
              made 2021-11-22
        "#]],
    );
    check(
        &why("^controle na behandeling"),
        expect![[r#"
            msg:1 Patient [name|bsn|test_kind|medical_text]
              bsn 111222333
              Specimen 004112745@SCREENIT
              name Jansen
              System MSH:SCREENIT_OML
              System MSH:SCREENIT
              System MSH:LIMS
              made 2021-11-22
        "#]],
    );
}

#[test]
fn a_bare_number_is_a_bsn_if_a_register_has_it() {
    check_with(
        "PID|1||111222333||Jansen",
        &OneBsn,
        expect![[r#"
        msg:1 Patient [name|bsn]
          bsn 111222333?
          Patient 111222333@
          name Jansen
    "#]],
    );
    check_with(
        "PID|1||111222333^^^LUMC^PI~111222333^^^^PI||Jansen",
        &OneBsn,
        expect![[r#"
        msg:1 Patient [name|patient_number]
          bsn 111222333?
          Patient 111222333@LUMC
          name Jansen
    "#]],
    );
    check_with(
        "PID|1||123456782||Jansen",
        &OneBsn,
        expect![[r#"
        msg:1 Patient [name|patient_number]
          bsn 123456782?
          Patient 123456782@
          name Jansen
    "#]],
    );
}

#[test]
fn requesters_and_gps() {
    let patient = "PID|1||||Jansen\n";
    check(
        &format!("{patient}OBR|1|||||||||||||||^Dokter&de^A"),
        expect![[r#"
        msg:1 Patient [name|gp]
          name Jansen
          Requester NAME:A de Dokter
    "#]],
    );
    check(
        &format!("{patient}ORC|NW|||||||||||03123456^Dokter\nOBR|1|||||||||||||||^Dokter"),
        expect![[r#"
        msg:1 Patient [name]
          name Jansen
          Requester AGB:03123456
          Requester NAME:Dokter
    "#]],
    );
    check(
        &format!("{patient}ORC|NW|||||||||||1234567^Dokter^^^^^^^VEKTIS"),
        expect![[r#"
        msg:1 Patient [name|gp]
          name Jansen
          Requester AGB:01234567
    "#]],
    );
    check(
        &format!("{patient}ROL|1|AD|PP^huisarts|^Dokter"),
        expect![[r#"
        msg:1 Patient [name|gp]
          name Jansen
    "#]],
    );
    check(
        &format!("{patient}PV1|1||||||03123456^Longarts\nPRD|RP|Dokter^A|||||01234567"),
        expect![[r#"
        msg:1 Patient [name|gp]
          name Jansen
          Requester AGB:01234567
    "#]],
    );
}

#[test]
fn a_guarantor_who_is_the_patient_is_no_contact() {
    check(
        "PID|1||||Jansen^Anna\nGT1|1||Jansen^Anna\nGT1|2||Vries&de^Jan||Weg 1^^Stad",
        expect![[r#"
        msg:1/1 Patient [name]
          name Jansen/////Anna
        msg:1/2 Contact [name|address]
          name Vries/de////Jan
          address Weg/1///Stad
    "#]],
    );
}

#[test]
fn staff_of_a_master_file() {
    check(
        "MSH|^~\\&|LIMS\nSTF|1|9|Jansen^Anna|||19800101||||0612345678",
        expect![[r#"
        msg:1 Staff [name|birth_date|phone]
          name Jansen/////Anna
          born 1980-01-01 
          contact 31612345678
          System MSH:LIMS
    "#]],
    );
}

#[test]
fn screening_order() {
    check(
        r"MSH|^~\&|SCREENIT_OML|SCREENIT|LIMS|LAB|20220301101500||OML^O21^OML_O21|1|P|2.4|||||NLD|UNICODE UTF-8
        PID|1||123456782^^^^NNNLD||Doe - Testname&van&Testname&de&Doe^Anna Maria^^^^^L||19800623|F|||Schoonstraat^38^Stad^^1040AB^NLD|NLD
        PV1|1|O||||||01234567^Huisarts^A
        ORC|NW|012345678+.HPV^ScreenIT
        OBR|1|012345678+.HPV^ScreenIT||HPV^HPV onderzoek^L|||20220228
        OBX|1|ST|CR_KLACHTEN^^L||geen
        SPM|1|012345678",
        expect![[r#"
            msg:1 Patient [name|address|sex|birth_date|bsn|test_kind|gp|medical_text]
              bsn 123456782
              Specimen 012345678@SCREENIT
              name Testname/van/Doe/de//Anna Maria
              born 1980-06-23 Female
              address Schoonstraat/38//1040AB/Stad
              System MSH:SCREENIT_OML
              System MSH:SCREENIT
              System MSH:LIMS
              System MSH:LAB
              Requester AGB:01234567
              made 2022-02-28
        "#]],
    );
}

#[test]
fn zorgdomein_patient() {
    check(
        r"MSH|^~\&|ZorgDomein||LAB||20220301||ORM^O01|1|P|2.4
        PID|1||123456782^^^NLMINBIZA^NNNLD~ZD12345678^^^ZorgDomein^VN~ 998877^^^^PI||Doe - Testname&&Testname&&Doe^A^B^^^^L||19800623|M|||Schoonstraat 38 a&Schoonstraat&38^a^AMSTERDAM^^1040AB^NL^M||0612341234^ORN^CP~^NET^Internet^x@y.nl||||||||||||||||Y|NNNLD
        NK1|1|Vries&de&Vries^J|SPO|Dorpsweg 1^^Stad^^1234AB|06-87654321
        PD1||||01999999^Dokter^D
        IN1|1|POLIS|3311|Verzekeraar||||||||||||||||||||||||||||||||99887766
        ORC|NW|ZD12345678^ZorgDomein|||||||20220301|||03123456^Specialist^S^^^^^^VEKTIS|||||ABC^Ziekenhuis X||||Praktijk Y^^01555555
        OBR|1|55512^Zis|888777|HB^Hemoglobine^L
        NTE|1||denkt aan bloedarmoede
        DG1|1||R10",
        expect![[r#"
            msg:1/1 Patient [name|address|sex|birth_date|bsn|test_kind|gp|email|phone|patient_number|insurance_number|medical_text]
              bsn 123456782
              ZorgDomein ZD12345678@ZORGDOMEIN
              Patient 998877@
              Insurance 99887766@3311
              Order 55512@ZIS
              Order 888777@
              name Testname//Doe//A B
              born 1980-06-23 Male
              address Schoonstraat/38/a/1040AB/AMSTERDAM
              contact x@y.nl
              contact 31612341234
              System MSH:ZORGDOMEIN
              System MSH:LAB
              Requester AGB:03123456
              Client NAME:Ziekenhuis X
              Client NAME:Praktijk Y
              Client AGB:01555555
              made 2022-03-01
            msg:1/2 Contact [name|address|phone]
              name Vries/de///J
              address Dorpsweg/1//1234AB/Stad
              contact 31687654321
              System MSH:ZORGDOMEIN
              System MSH:LAB
              made 2022-03-01
        "#]],
    );
}

#[test]
fn results_without_patient() {
    check(
        r"MSH|^~\&|LIMS|LAB|SCREENIT|SCREENIT|20220310||OUL^R22|1|P|2.5.1
        SPM|1|111222333&ScreenIT||CVX
        OBR|1|111222333^ScreenIT||HPV^HPV
        OBX|1|CE|HPV^HPV||POS^positief
        SPM|2|444555666
        OBR|1|444555666^ScreenIT||HPV^HPV
        OBX|1|CE|HPV^HPV||NEG^negatief",
        expect![[r#"
            msg:1/1 Patient [test_kind|test_result]
              Specimen 111222333@SCREENIT
              System MSH:LIMS
              System MSH:LAB
              System MSH:SCREENIT
              made 2022-03-10
            msg:1/2 Patient [test_kind|test_result]
              Specimen 444555666@SCREENIT
              System MSH:LIMS
              System MSH:LAB
              System MSH:SCREENIT
              made 2022-03-10
        "#]],
    );
    check(
        r"MSH|^~\&|LIMS
        OBR|1|111222333^ScreenIT||HPV
        OBX|1|CE|HPV||POS
        OBR|2|444555666^ScreenIT||HPV",
        expect![[r#"
            msg:1/1 Patient [test_kind|test_result]
              Specimen 111222333@SCREENIT
              System MSH:LIMS
            msg:1/2 Patient [test_kind]
              Specimen 444555666@SCREENIT
              System MSH:LIMS
        "#]],
    );
    check("MSH|^~\\&|A|B|C|D|20220101||ACK\nMSA|AA|1", expect![""]);
}

#[test]
fn several_patients_with_their_own_results() {
    check(
        r"MSH|^~\&|LIMS|LAB|||20220310||ORU^R01
        PID|1||111222333||Jansen^Anna^B||198006
        OBR|1||LAB01|GLU
        OBX|1|NM|GLU||5.1
        PID|2||77^^^LUMC^MR||Berg^C^^^van den||19000000|V
        OBR|1||LAB02|GLU
        NTE|1||hemolyse",
        expect![[r#"
            msg:1/1 Patient [name|birth_date|test_kind|test_result|patient_number]
              bsn 111222333?
              Patient 111222333@
              Order LAB01@
              name Jansen////A B/Anna
              born 1980-06 
              System MSH:LIMS
              System MSH:LAB
              made 2022-03-10
            msg:1/2 Patient [name|sex|birth_date|test_kind|patient_number|medical_text]
              Patient 77@LUMC
              Order LAB02@
              name Berg/van den///C
              born 1900 Female
              System MSH:LIMS
              System MSH:LAB
              made 2022-03-10
        "#]],
    );
}

#[test]
fn names_and_addresses_of_other_senders() {
    check(
        r"MSH|^~\&||||||ADT^A40
        PID|1|BSN123456782|^^^NLMINBIZA^NNNLD~9^^^^PI|5^^^^PT|Doe van- de Testname&&&&||00-06-1980|U|||Dorpsweg 1 bis^^Stad^^1234 ab~Laan&&12 b^^Elders|||x@y.nl^NET|||||012345672
        MRG|8^^^^PI||||||Oud^A
        PV1|1||||||||||||||||||ZD123456789",
        expect![[r#"
            msg:1 Patient [name|address|birth_date|bsn|email|patient_number]
              bsn 123456782
              bsn 012345672
              Patient 9@
              Patient 5@
              Patient 8@
              ZorgDomein ZD123456789@
              name Doe/van/Testname/de
              name Oud////A
              born 1980-06 
              address Dorpsweg/1/bis/1234AB/Stad
              address Laan/12/b//Elders
              contact x@y.nl
        "#]],
    );
    check(
        "PID|1||||Jansen, A.B. van den||\"\"|\"\"|||\"\"||\"\"\nPID|2||||Berg&van den^^A.B.||1980",
        expect![[r#"
            msg:1/1 Patient [name]
              name Jansen/van den///A.B.
            msg:1/2 Patient [name|birth_date]
              name Berg/van den///A.B.
              born 1980 
        "#]],
    );
}

#[test]
fn an_empty_patient_is_a_specimen_result() {
    check(
        "PID|1\nSPM|1|1001&X^2002&LAB\nOBX|1|ST|HPV||POS\nSPM|2|3003^ScreenIT\nSAC|||4004^LAB",
        expect![[r#"
            msg:1/1 Patient [test_kind|test_result]
              Specimen 1001@X
              Specimen 2002@LAB
            msg:1/2 Patient []
              Specimen 3003@SCREENIT
              Specimen 4004@LAB
        "#]],
    );
}

proptest! {
    #[test]
    fn never_panics(text in "((MSH|PID|OBR|OBX|SPM|ORC|NK1|MRG|IN1|STF|PV1)(\\||\\^|~|&|[0-9]{1,9}|[A-Za-z.,' -]{1,6}|\"\"|é){0,30}\n){0,8}") {
        let mut out = Vec::new();
        super::records(Place::message(1), &hl7(&text), &Nobody, &mut out);
        prop_assert!(out.iter().all(|r| r.is_personal()));
    }
}

#[test]
fn documents_about_an_examination() {
    check(
        "MSH|^~\\&|PA|LAB|ZIS|ZKH|20230525||MDM^T02\nPID|1||0010147^^^ZKH^PI||Berg\nTXA|1|PA^Pathologie\nOBX|1|ST|HIST^Histologie huidbiopt||basaalcelcarcinoom",
        expect![[r#"
            msg:1 Patient [name|test_kind|test_result|patient_number]
              Patient 0010147@ZKH
              name Berg
              System MSH:PA
              System MSH:LAB
              System MSH:ZIS
              System MSH:ZKH
              made 2023-05-25
        "#]],
    );
    check(
        "MSH|^~\\&|PA|LAB|ZIS|ZKH|20230525||MDM^T02\nPID|1||0010147^^^ZKH^PI||Berg\nTXA|1|BRF^Brief\nOBX|1|TX|LO^Lichamelijk onderzoek||geen bijzonderheden",
        expect![[r#"
            msg:1 Patient [name|patient_number|medical_text]
              Patient 0010147@ZKH
              name Berg
              System MSH:PA
              System MSH:LAB
              System MSH:ZIS
              System MSH:ZKH
              made 2023-05-25
        "#]],
    );
}
