mod fhir;
mod references;

use std::fmt::Write;

use expect_test::{Expect, expect};
use peil_model::{Category, CategorySet, Node, NumberKind, Place, Record};
use proptest::prelude::*;

use super::TreeReader;
use crate::Nobody;

/// `key='value'`, `key{...}`, one behind the other; what the readers of JSON and XML would hand over.
fn nodes(text: &mut &str) -> Vec<Node> {
    let mut out = Vec::new();
    loop {
        *text = text.trim_start();
        if text.is_empty() || text.starts_with('}') {
            *text = text.strip_prefix('}').unwrap_or(text);
            return out;
        }
        let end = text.find(['=', '{']).expect("a key and = or {");
        let mut node = Node::branch(text[..end].trim());
        let value = text[end..].starts_with('=');
        *text = &text[end + 1..];
        if value {
            let inner = text.strip_prefix('\'').expect("a quoted value");
            let close = inner.find('\'').expect("a closing quote");
            node.value = inner[..close].to_owned();
            *text = &inner[close + 1..];
        } else {
            node.children = nodes(text);
            // The text of an element that has attributes.
            if let Some(at) = node.children.iter().position(|c| c.key == "#") {
                node.value = node.children.remove(at).value;
            }
        }
        out.push(node);
    }
}

fn tree(text: &str) -> Node {
    let mut rest = text;
    Node { children: nodes(&mut rest), ..Node::default() }
}

fn print(records: &[Record]) -> String {
    let mut out = String::new();
    for r in records {
        let _ = write!(out, "{} {:?}:", r.place, r.role);
        r.names.iter().for_each(|n| {
            let _ = write!(out, " {} {} {} {}", n.initials, n.given, n.prefix, n.surname);
        });
        r.birth.iter().for_each(|b| {
            let _ = write!(out, " *{}", b.iso());
        });
        r.bsns.iter().for_each(|b| {
            let _ = write!(out, " bsn {}", b.digits);
        });
        for n in &r.numbers {
            let _ = match n.kind {
                NumberKind::Row => write!(out, " <{} {}>", n.issuer, n.value),
                kind => write!(out, " {kind:?} {}", n.value),
            };
        }
        r.addresses.iter().for_each(|a| {
            let _ = write!(out, " @{} {} {} {}", a.street, a.number, a.postcode, a.city);
        });
        r.phones.iter().chain(&r.emails).for_each(|c| {
            let _ = write!(out, " {c}");
        });
        let _ = writeln!(out, " [{}]", r.categories);
    }
    while out.contains("  ") {
        out = out.replace("  ", " ");
    }
    out
}

fn check(trees: &[&str], expected: Expect) {
    let mut reader = TreeReader::new(&Nobody);
    let mut out = Vec::new();
    for (n, text) in (1..).zip(trees) {
        reader.tree(Place::item(n), &tree(text), &mut out);
    }
    reader.finish(&mut out);
    expected.assert_eq(&print(&out));
}

#[test]
fn an_object_is_a_row() {
    check(
        &["patient{naam{voorletters='A.B.' tussenvoegsel='van den' achternaam='Berg'} geboortedatum='1980-06-23' bsn='123456782'}
           huisarts{naam='B. Smit' telefoon='0201234567'} id='17'"],
        expect![[r#"
            item:1 Patient: A.B. van den Berg *1980-06-23 bsn 123456782 [name|birth_date|bsn|gp]
        "#]],
    );
}

#[test]
fn a_list_keeps_what_is_around_it() {
    check(
        &["bsn='123456782' achternaam='Berg' geboortedatum='1980-06-23'
           uitslagen{monsternummer='201700041' test='HPV' uitslag='negatief'}
           uitslagen{monsternummer='201700042' test='Cytologie' uitslag='Pap 2'}"],
        expect![[r#"
            item:1 Patient: Berg *1980-06-23 bsn 123456782 Specimen 201700041 [name|birth_date|bsn|test_kind|test_result]
            item:1/10 Patient: Berg *1980-06-23 bsn 123456782 Specimen 201700042 [name|birth_date|bsn|test_kind|test_result]
        "#]],
    );
}

#[test]
fn whole_persons_in_a_list_stay_apart() {
    check(
        &["achternaam='Berg' geboortedatum='1960-06-23'
           leden{achternaam='Vos' geboortedatum='1990-01-02'} leden{achternaam='Vos' geboortedatum='1992-03-04'}"],
        expect![[r#"
            item:1/20 Patient: Berg *1960-06-23 [name|birth_date]
            item:1 Patient: Vos *1990-01-02 [name|birth_date]
            item:1/10 Patient: Vos *1992-03-04 [name|birth_date]
        "#]],
    );
    check(
        &["adres{straat='Dorpsstraat' huisnummer='3' postcode='1234AB' plaats='Ede'}
           bewoners{naam='A. Berg' geboortedatum='1960-06-23'} bewoners{naam='B. Vos' geboortedatum='1961-06-23'}"],
        expect![[r#"
            item:1 Patient: A. Berg *1960-06-23 @Dorpsstraat 3 1234AB Ede [name|address|birth_date]
            item:1/10 Patient: B. Vos *1961-06-23 @Dorpsstraat 3 1234AB Ede [name|address|birth_date]
        "#]],
    );
}

#[test]
fn pairs_are_values_under_what_they_say() {
    check(
        &["naam='A. Berg' identifiers{type='BSN' value='123456782'} identifiers{type='polisnummer' value='99887766'}
           telecom{system='phone' value='06-12345678'} telecom{system='email' value='a@berg.nl'}"],
        expect![[r#"
            item:1 Patient: A. Berg bsn 123456782 Insurance 99887766 31612345678 a@berg.nl [name|bsn|email|phone|insurance_number]
        "#]],
    );
}

#[test]
fn elements_that_name_their_column() {
    check(
        &["RESULTS{ROW{COLUMN{NAME='NAAM' #='A. Berg'} COLUMN{NAME='BSN' #='123456782'} COLUMN{NAME='KLEUR' #='wit'}}
           ROW{COLUMN{NAME='NAAM' #='B. Vos'} COLUMN{NAME='BSN' #='111222333'} COLUMN{NAME='KLEUR' #=''}}}"],
        expect![[r#"
            item:1 Patient: A. Berg bsn 123456782 [name|bsn]
            item:1/10 Patient: B. Vos bsn 111222333 [name|bsn]
        "#]],
    );
}

#[test]
fn a_code_and_its_value_are_an_examination() {
    check(
        &["bsn='123456782' achternaam='Berg' bepalingen{code='ALAT' waarde='31'}"],
        expect![[r#"
            item:1 Patient: Berg bsn 123456782 [name|bsn|test_kind|test_result]
        "#]],
    );
    check(
        &[
            "bsn='123456782' achternaam='Berg' bepalingen{code='ALAT' waarde='88'} bepalingen{code='GGT' waarde='120'}",
        ],
        expect![[r#"
            item:1 Patient: Berg bsn 123456782 [name|bsn|test_kind|test_result]
            item:1/10 Patient: Berg bsn 123456782 [name|bsn|test_kind|test_result]
        "#]],
    );
}

#[test]
fn an_organisations_card_is_nobodys() {
    check(
        &[
            "vcard{n{family='Lab'} org='Streeklaboratorium' tel='0880001122'}",
            "vcard{kind='org' fn='Huisartsenpraktijk Oost' tel='0880001122'}",
            "vcard{kind='individual' fn='A. Berg' tel='0612345678'}",
            "vcard{n{family='Berg' given='Anna'} org='Bergwerk' tel='0612345678'}",
            "vcard{n{family='Vos'} org='Bergwerk' tel='0612345678'}",
        ],
        expect![[r#"
            item:3 Patient: A. Berg 31612345678 [name|phone]
            item:4 Patient: Anna Berg 31612345678 [name|phone]
            item:5 Patient: Vos 31612345678 [name|phone]
        "#]],
    );
}

#[test]
fn settings_of_a_server_are_nobodys() {
    check(
        &[
            "smtp{host='mail.voorbeeld' from='noreply@berg.nl'} clienten{naam='A. Berg' geboortedatum='1980-06-23'}",
            "testpatient1{naam='Berg' voorletters='A.B.' geboortedatum='1980-06-23' postcode='1234 AB' huisnummer='33'}",
            "sessie{host='web1' email='a@berg.nl'}",
        ],
        expect![[r#"
            item:1 Patient: A. Berg *1980-06-23 [name|birth_date]
            item:2/4 Patient: A.B. Berg *1980-06-23 @ 33 1234AB [name|address|birth_date]
            item:3/4 Patient: a@berg.nl [email]
        "#]],
    );
}

#[test]
fn lines_of_labels_and_values() {
    check(
        &["vevent{summary='Bloedafname L.M. van Dongen' description='Geboortedatum: 19-06-1995
BSN: 123456782
Tel: 0611223344
Opmerking: zwanger'}"],
        expect![[r#"
            item:1 Patient: L.M. van Dongen *1995-06-19 bsn 123456782 31611223344 [name|birth_date|bsn|phone|medical_text]
        "#]],
    );
}

#[test]
fn words_about_the_patient_of_an_appointment() {
    check(
        &["vevent{uid='763533571@lab' summary='F.S. Postma' description='Patiëntnummer 0021467, geb. 06-12-1967
tel 035-3473723
recidiverende blaasontsteking, allergie voor penicilline'}",
          "vevent{summary='A. Mol' description='Patiëntnummer 0021469, geb. 06-12-1968'}",
          "vevent{summary='Overleg' description='zaal 3'}"],
        expect![[r#"
            item:1 Patient: F.S. Postma *1967-12-06 <?uid 763533571@lab> Patient 0021467 31353473723 [name|birth_date|phone|patient_number|medical_text]
            item:2 Patient: A. Mol *1968-12-06 Patient 0021469 [name|birth_date|patient_number]
            item:3 Patient: Overleg [name]
        "#]],
    );
}

#[test]
fn what_a_search_found_is_no_examination() {
    check(
        &["d{results{Id='1' Bsn='123456782' FullName='A. Berg' BirthDate='1980-06-23' Phones{Type='1' Number='0224-594124'}}
           results{Id='2' Bsn='111222333' FullName='B. Vos' BirthDate='1981-06-23' Phones{Type='1' Number='0224-594125'} Phones{Type='2' Number='0612345678'}}}"],
        expect![[r#"
            item:1 Patient: A. Berg *1980-06-23 bsn 123456782 <?d 1> 31224594124 [name|birth_date|bsn|phone]
            item:1/10 Patient: B. Vos *1981-06-23 bsn 111222333 <?d 2> 31224594125 [name|birth_date|bsn|phone]
            item:1/20 Patient: B. Vos *1981-06-23 bsn 111222333 <?d 2> 31612345678 [name|birth_date|bsn|phone]
        "#]],
    );
}

#[test]
fn tables_of_a_document_are_joined_by_their_keys() {
    check(
        &["patients{id='17' naam='A. Berg' geboortedatum='1960-06-23'} patients{id='18' naam='B. Vos' geboortedatum='1961-06-23'}
           results{id='1' patient_id='18' test='HPV' uitslag='negatief'} results{id='2' patient_id='17' test='HPV' uitslag='positief'}"],
        expect![[r#"
            item:1 Patient: A. Berg *1960-06-23 <patient 17> <person item:1|0> [name|birth_date]
            item:1/10 Patient: B. Vos *1961-06-23 <patient 18> <person item:1|1> [name|birth_date]
            item:1/20 Patient: <result 1> <patient 18> <person item:1|1> [test_kind|test_result]
            item:1/30 Patient: <result 2> <patient 17> <person item:1|0> [test_kind|test_result]
        "#]],
    );
}

#[test]
fn hl7_in_xml_is_hl7() {
    check(
        &[
            "ORU_R01{MSH{MSH.3{HD.1='LAB'} MSH.9{MSG.1='ORU'}} ORU_R01.PATIENT{PID{PID.3{CX.1='123456782' CX.4{HD.1='NLMINBIZA'} CX.5='NNNLD'} PID.5{XPN.1{FN.1='Berg'} XPN.2='Anna'} PID.7{TS.1='19800623'}}}}",
        ],
        expect![[r#"
            item:1 Patient: Anna Berg *1980-06-23 bsn 123456782 [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn clinical_documents() {
    let document = "Envelope{Body{ClinicalDocument{title='Laboratoriumonderzoek' effectiveTime{value='20240211072825'} \
        recordTarget{patientRole{id{root='2.16.840.1.113883.2.4.6.3' extension='111222333'} \
            id{root='2.16.840.1.113883.2.4.3.11' extension='0042'} \
            addr{streetName='Havenkade' houseNumber='17' buildingNumberSuffix='c' postalCode='3153 VB' city='Schiedam'} \
            telecom{value='tel:0651857351'} \
            patient{name{given='Karin' prefix='van' family='Dam'} administrativeGenderCode{code='F'} \
                birthTime{value='19670326'}}}} \
        author{assignedAuthor{assignedPerson{name{given='Hugo' family='Eikel'}} representedOrganization{name='Ziekenhuis'}}} \
        informationRecipient{intendedRecipient{code{displayName='Huisarts'} informationRecipient{name='E. Beek'}}} \
        inFulfillmentOf{order{id{extension='RM21-743256'}}} \
        participant{associatedEntity{classCode='NOK' associatedPerson{name{given='Piet' family='Dam'}}}} \
        component{structuredBody{component{section{title='Klinische gegevens' text='fluor'}} \
            component{section{entry{observation{moodCode='EVN' code{code='CT'} value='positief'}}}}}}}}}";
    check(
        &[document],
        expect![[r#"
            item:1/1 Patient: Karin van Dam *1967-03-26 bsn 111222333 Patient 0042 Order RM21-743256 @Havenkade 17 3153VB Schiedam 31651857351 [name|address|sex|birth_date|bsn|test_kind|test_result|gp|phone|patient_number|medical_text]
            item:1/2 Contact: Piet Dam [name]
        "#]],
    );
    let asked = "ClinicalDocument{recordTarget{patientRole{id{root='2.16.840.1.113883.2.4.6.3' extension='111222333'}}} \
        component{section{entry{observation{moodCode='RQO' code{code='CT'} value{nullFlavor='NI'}}}}}}";
    check(
        &[asked],
        expect![[r#"
        item:1 Patient: bsn 111222333 [bsn|test_kind]
    "#]],
    );
}

#[test]
fn lines_of_a_log_speak_of_a_person() {
    check(
        &[
            "t='1682348452000' level='WARN' logger='nl.lab.match' msg='Geen match voor deelnemer Anna Berg geb. 06-05-1990' mdc{bsn='123456782' monsternr='251983251' trace='433391126'}",
            "t='1' level='INFO' logger='boot' msg='gestart in 3.2 s'",
        ],
        expect![[r#"
            item:1 Patient: Anna Berg *1990-05-06 bsn 123456782 Specimen 251983251 [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn short_names_of_columns() {
    check(
        &["lijst{d{k{n='naam' #='A. Berg'} k{n='geboren' #='1981-08-23'} k{n='bsn' #='123456782'}}
           d{k{n='naam' #='B. Vos'} k{n='geboren' #='1982-08-23'} k{n='uitslag' #='negatief'}}}"],
        expect![[r#"
            item:1 Patient: A. Berg *1981-08-23 bsn 123456782 [name|birth_date|bsn]
            item:1/10 Patient: B. Vos *1982-08-23 [name|birth_date|test_result]
        "#]],
    );
}

#[test]
fn names_beside_outcomes_are_of_examinations() {
    check(
        &[
            "patient{naam='A. Berg' geboortedatum='1967-04-08'} uitslagen{naam='Kreatinine' waarde='71'} uitslagen{naam='HbA1c' waarde='43'}",
        ],
        expect![[r#"
            item:1 Patient: A. Berg *1967-04-08 [name|birth_date|test_kind|test_result]
            item:1/10 Patient: A. Berg *1967-04-08 [name|birth_date|test_kind|test_result]
        "#]],
    );
}

#[test]
fn what_stands_around_a_request() {
    check(
        &["body{patient{naam='A. Berg' geboortedatum='1967-04-08'} aanvraag{onderzoek='PSA' reden='al weken moe'}} attributes{retries='3'}
           verzekering{company='Zorgvast' policyNumber='8414019772'}"],
        expect![[r#"
            item:1 Patient: A. Berg *1967-04-08 Insurance 8414019772 [name|birth_date|test_kind|insurance_number|medical_text]
        "#]],
    );
}

#[test]
fn pointers_that_join_nobody() {
    check(
        &["patienten{id='P40' naam='A. Berg' geboortedatum='1960-06-23' partner{patient_id='P41' naam='B. Vos'} arts_id='D7'}
           patienten{id='P41' naam='B. Vos' geboortedatum='1961-06-23' arts_id='D7'}
           artsen{id='D7' naam='C. Smit'} artsen{id='D8' naam='D. Mol'}
           verwanten{ref='P40' naam='Piet Berg' telefoon='0612345678'}
           bezoeken{patient_ref='P40' naam='A. Berg' reden='al weken moe'} bezoeken{patient_ref='P41' naam='B. Vos' reden='controle'}
           lijsten{nr='1' leden{ref='P40'} leden{ref='P41'}}"],
        expect![[r#"
            item:1/20 Practitioner: C. Smit [name]
            item:1/30 Practitioner: D. Mol [name]
            item:1/50 Patient: <patient P40> <person item:1|0> [medical_text]
            item:1/60 Patient: <patient P41> <person item:1|1> []
            item:1/70 Patient: <?ref P40> <person item:1|0> []
            item:1/80 Patient: <?ref P41> <person item:1|1> []
            item:1/10 Patient: B. Vos *1961-06-23 <patient P41> <person item:1|1> [name|birth_date]
            item:1 Patient: A. Berg *1960-06-23 <patient P40> <person item:1|0> [name|birth_date]
            item:1/3 Contact: B. Vos Patient P41 [name|patient_number]
            item:1/40 Patient: Piet Berg <?ref P40> 31612345678 [name|phone]
        "#]],
    );
}
