//! Resources of FHIR in, records out.

use super::*;

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
fn resources_of_all_kinds() {
    check(
        &[
            "resourceType='MedicationDispense' status='completed' subject{reference='Patient/p1' display='Patient, Anna Mol'} medicationReference{display='x'}",
            "resourceType='Location' name='Polikliniek Noord' telecom{system='phone' value='0201234567'} address{line='Kade 1' city='Ede' postalCode='1234AB'}",
            "Device{id{value='d1'} type{text{value='stoma'}}}",
            "Person{id{value='x'} name{family{value='Vos'} given{value='Bram'}} birthDate{value='1980-06-23'}}",
            "RelatedPerson{id{value='r'} identifier{value{value='4711'}} name{family{value='Smit'} given{value='Els'}} telecom{system{value='phone'} value{value='0612345678'}}}",
            "Bundle{entry{resource{Flag{code{text{value='MRSA'}} subject{display{value='Kees Bos'}}}}}}",
        ],
        expect![[r#"
            item:1 Patient: Anna Mol <FHIR Patient/p1> [name|medical_text]
            item:4 Patient: Bram Vos *1980-06-23 <FHIR Person/x> [name|birth_date]
            item:5 Contact: Els Smit 31612345678 [name|phone]
            item:6 Patient: Kees Bos [name|medical_text]
        "#]],
    );
}
