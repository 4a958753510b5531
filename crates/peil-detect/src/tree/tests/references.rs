//! Pointers between the objects of a document.

use super::*;

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
