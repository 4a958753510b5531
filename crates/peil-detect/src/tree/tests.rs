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
fn fhir_as_json_and_as_xml() {
    let expected = expect![[r#"
        item:1 Patient: A. Anna van der Berg *1980-06-23 bsn 123456782 <FHIR Patient/p1> @Dorpsstraat 12 1234AB Ede 31612345678 [name|address|sex|birth_date|bsn|phone]
    "#]];
    check(
        &["resourceType='Patient' id='p1' identifier{system='http://fhir.nl/fhir/NamingSystem/bsn' value='123456782'}
           name{use='official' family='van der Berg' given='A.' given='Anna'} gender='female' birthDate='1980-06-23'
           telecom{system='phone' value='0612345678'} address{line='Dorpsstraat 12' city='Ede' postalCode='1234AB'}"],
        expected,
    );
    check(
        &["Patient{id{value='p1'} identifier{system{value='urn:oid:2.16.840.1.113883.2.4.6.3'} value{value='123456782'}}
           name{use{value='official'} family{value='van der Berg'} given{value='A.'} given{value='Anna'}} gender{value='female'} birthDate{value='1980-06-23'}}"],
        expect![[r#"
            item:1 Patient: A. Anna van der Berg *1980-06-23 bsn 123456782 <FHIR Patient/p1> [name|sex|birth_date|bsn]
        "#]],
    );
}

#[test]
fn a_bundle_is_joined_by_references() {
    check(
        &["resourceType='Bundle' entry{fullUrl='urn:uuid:1' resource{resourceType='Patient' name{text='A. Berg'} contact{name{text='C. Vos'} telecom{system='phone' value='0612345678'}}}}
           entry{resource{resourceType='Observation' subject{reference='urn:uuid:1'} code{text='HPV'} valueString='negatief'}}
           entry{resource{resourceType='Practitioner' name{text='D. Smit'}}}"],
        expect![[r#"
            item:1/1 Patient: A. Berg <FHIR bundle item:1|urn:uuid:1> [name]
            item:1/1 Contact: C. Vos 31612345678 [name|phone]
            item:1/2 Patient: <FHIR bundle item:1|urn:uuid:1> [test_kind|test_result]
        "#]],
    );
}

#[test]
fn attachments_are_about_the_subject_of_their_resource() {
    let mut reader = TreeReader::new(&Nobody);
    let said = |list: &[Category]| list.iter().copied().collect::<CategorySet>();
    reader.aside.documents.push_back(said(&[Category::MedicalText]));
    reader.aside.documents.push_back(CategorySet::EMPTY);
    let mut out = Vec::new();
    let bundle = "resourceType='Bundle' entry{resource{resourceType='Patient' id='1' name{text='A. Berg'}}}
        entry{resource{resourceType='DocumentReference' id='2' subject{reference='Patient/1'} content{attachment{contentType='text/html' data=''}}}}
        entry{resource{resourceType='DiagnosticReport' id='3' subject{reference='Patient/1'} code{text='Echo'} presentedForm{contentType='text/html' data=''}}}";
    reader.tree(Place::item(1), &tree(bundle), &mut out);
    reader.aside.documents.push_back(said(&[Category::MedicalText]));
    let other = "resourceType='DocumentReference' id='9' identifier{value='D00017'} content{attachment{contentType='text/html' url='x'}}";
    reader.tree(Place::item(2), &tree(other), &mut out);
    expect![[r#"
        item:1/1 Patient: A. Berg <FHIR bundle item:1|Patient/1> [name]
        item:1/2 Patient: <FHIR bundle item:1|DocumentReference/2> <FHIR bundle item:1|Patient/1> [medical_text]
        item:1/3 Patient: <FHIR bundle item:1|DiagnosticReport/3> <FHIR bundle item:1|Patient/1> [test_kind|test_result]
        item:2 Patient: <FHIR DocumentReference/9> Order D00017 []
    "#]].assert_eq(&print(&out));
}

proptest! {
    #[test]
    fn tree_soup_never_panics(
        cells in prop::collection::vec(
            ("(id|ref|patient|patient_id|naam|geboortedatum|lab|test|uitslag|msg|level|x1|x2)", "(A[0-9]{3}|TSH|INFO|1960-02-0[1-9]|A. Berg|)", 0_usize..4),
            0..60
        )
    ) {
        let mut path = vec![Node::default()];
        for (key, value, up) in cells {
            for _ in 0..up.min(path.len() - 1) {
                let done = path.pop().unwrap_or_default();
                if let Some(above) = path.last_mut() {
                    above.children.push(done);
                }
            }
            path.push(Node::leaf(&key, &value));
        }
        while path.len() > 1 {
            let done = path.pop().unwrap_or_default();
            if let Some(above) = path.last_mut() {
                above.children.push(done);
            }
        }
        let mut reader = TreeReader::new(&Nobody);
        let mut out = Vec::new();
        path.iter().for_each(|root| reader.tree(Place::item(1), root, &mut out));
        reader.finish(&mut out);
        prop_assert!(out.iter().all(|r| r.is_personal() || !r.numbers.is_empty()));
    }
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
fn an_examination_points_to_its_patient() {
    check(
        &["kv{pt:984623{nm='A. Berg' gebdat='19-01-1993'} pt:567309{nm='B. Vos' gebdat='15-08-2003'}}
           lab{ref='pt:567309' test='CRP' uitslag='12'} lab{ref='pt:984623' test='TSH' uitslag=''}"],
        expect![[r#"
            item:1 Patient: A. Berg *1993-01-19 <kv pt:984623> <person item:1|0> [name|birth_date]
            item:1/10 Patient: B. Vos *2003-08-15 <kv pt:567309> <person item:1|1> [name|birth_date]
            item:1/20 Patient: <?ref pt:567309> <person item:1|1> [test_kind|test_result]
            item:1/30 Patient: <?ref pt:984623> <person item:1|0> [test_kind]
        "#]],
    );
    check(
        &["Patienten{Patient{Id='P40' Achternaam='Berg' GeboorteDatum='19600623'} Patient{Id='P41' Achternaam='Vos' GeboorteDatum='19610623'}}
           Metingen{Meting{PatientRef='P41' Omschrijving='TSH' Waarde='2,1'} Meting{PatientRef='P40' Omschrijving='Kreatinine' Waarde='71'}}"],
        expect![[r#"
            item:1/20 Patient: <patient P41> <person item:1|1> [test_kind|test_result]
            item:1/30 Patient: <patient P40> <person item:1|0> [test_kind|test_result]
            item:1 Patient: Berg *1960-06-23 <patient P40> <person item:1|0> [name|birth_date]
            item:1/10 Patient: Vos *1961-06-23 <patient P41> <person item:1|1> [name|birth_date]
        "#]],
    );
}

#[test]
fn pointers_are_followed_over_several_steps() {
    check(
        &["personen{id='A1001' naam='A. Berg' geboortedatum='1960-06-23' adres_id='W2001' huisarts='H7001'}
           personen{id='A1002' naam='B. Vos' geboortedatum='1961-06-23' adres_id='W2002' huisarts='H7001'}
           adressen{id='W2001' straat='Dorpsstraat' huisnummer='3' postcode='1234AB'} adressen{id='W2002' straat='Laan' huisnummer='4' postcode='1234AC'}
           artsen{id='H7001' naam='C. Smit'}
           aanvragen{id='O3001' persoon='A1002' arts='H7001'} aanvragen{id='O3002' persoon='A1001' arts='H7001'}
           uitslagen{ref='O3002' test='HPV' uitslag='negatief'} uitslagen{ref='O3001' test='HPV' uitslag='positief'}"],
        expect![[r#"
            item:1/40 Patient: <order O3001> <person A1002> <person item:1|1> [gp]
            item:1/50 Patient: <order O3002> <person A1001> <person item:1|0> [gp]
            item:1/20 Patient: <adress W2001> <person item:1|0> @Dorpsstraat 3 1234AB [address|gp]
            item:1/30 Patient: <adress W2002> <person item:1|1> @Laan 4 1234AC [address|gp]
            item:1 Patient: A. Berg *1960-06-23 <person A1001> <?adre W2001> <person item:1|0> [name|birth_date|gp]
            item:1/10 Patient: B. Vos *1961-06-23 <person A1002> <?adre W2002> <person item:1|1> [name|birth_date|gp]
            item:1/60 Patient: <?ref O3002> <person item:1|0> [test_kind|test_result|gp]
            item:1/70 Patient: <?ref O3001> <person item:1|1> [test_kind|test_result|gp]
        "#]],
    );
}

#[test]
fn a_list_of_one_is_of_whom_it_points_to() {
    check(
        &["patienten{id='P40' naam='A. Berg' geboortedatum='1960-06-23'} patienten{id='P41' naam='B. Vos' geboortedatum='1961-06-23'}
           metingen{patient_id='P41' test='HPV' uitslag='negatief'}"],
        expect![[r#"
            item:1/20 Patient: <patient P41> <person item:1|1> [test_kind|test_result]
            item:1 Patient: A. Berg *1960-06-23 <patient P40> [name|birth_date]
            item:1/10 Patient: B. Vos *1961-06-23 <patient P41> <person item:1|1> [name|birth_date]
        "#]],
    );
}

#[test]
fn resources_point_in_both_directions() {
    check(
        &["data{type='analyses' id='t1' attributes{testName='hrHPV' result='negative'} relationships{participant{data{type='participants' id='971487'}}}}
           data{type='analyses' id='t2' attributes{testName='hrHPV' result='positive'} relationships{participant{data{type='participants' id='471488'}}}}
           included{type='participants' id='471488' attributes{lastName='Vos' birthDate='1961-06-23'}}
           included{type='participants' id='971487' attributes{lastName='Berg' birthDate='1960-06-23'} relationships{address{data{type='addresses' id='a1'}}}}
           included{type='addresses' id='a1' attributes{street='Dorpsstraat' houseNumber='3' postalCode='1234AB'}}"],
        expect![[r#"
            item:1/40 Patient: <addresse a1> <participant 971487> <person item:1|3> @Dorpsstraat 3 1234AB [address]
            item:1 Patient: <analyse t1> <participant 971487> <person item:1|3> [test_kind|test_result]
            item:1/10 Patient: <analyse t2> <participant 471488> <person item:1|2> [test_kind|test_result]
            item:1/20 Patient: Vos *1961-06-23 <participant 471488> <?analyse t2> <person item:1|2> [name|birth_date]
            item:1/30 Patient: Berg *1960-06-23 <participant 971487> <?analyse t1> <person item:1|3> <?addresse a1> [name|birth_date]
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
