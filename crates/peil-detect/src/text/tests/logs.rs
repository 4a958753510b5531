//! Logs.

use expect_test::expect;

use super::check;

#[test]
fn events() {
    check(
        r#"2025-01-02 10:00:01,001 INFO  scheduler started, build 20230210
2025-01-02 10:00:02 DEBUG patient=12345 bsn=123456782 name="A. de Vries" dob=1961-03-12 result=NEG
2025-01-02 10:00:03 WARN  order 123456782 not found, retry 1
2025-01-02 10:00:04 INFO  user 'njansen' logged in from 10.0.0.12 session=123456782
2025-01-02 10:00:05 INFO  mail to s.ivanova@post.voorbeeld delivered
2025-01-02 10:00:06 ERROR could not send to 06-12345678
2025-01-02 10:00:07 INFO specimen 550001460 received
2025-01-02 10:00:08 INFO lookup 'van den Dungen T' dob=19711206
2025-01-02 10:00:09 INFO user=adejong name=worker-3 took 12 ms
"#,
        expect![[r#"
            line:2 ; A.:de:Vries ; 1961-03-12 ; bsn 123456782 ; Patient 12345 ; [name|birth_date|bsn|test_result|patient_number]
            line:5 ; s.ivanova@post.voorbeeld ; [email]
            line:6 ; 31612345678 ; [phone]
            line:7 ; Specimen 550001460 ; []
            line:8 ; T:van den:Dungen ; 1971-12-06 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn groups() {
    check(
        "2025-01-02T10:00:01Z INFO saved patient
    naam=Jansen, voorletters=A.
    geboren=1961-03-12
2025-01-02T10:00:02Z INFO saved patient
    naam=Smit, voorletters=B.
    geboren=1970-02-01
",
        expect![[r#"
            line:2-3 ; A.::Jansen ; 1961-03-12 ; [name|birth_date]
            line:5-6 ; B.::Smit ; 1970-02-01 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn stamps() {
    check(
        r#"[02/Jan/2025:10:00:01 +0100] "GET /patient?bsn=123456782&naam=Jansen&geb=1961-03-12 HTTP/1.1" 200
Jan  2 10:00:01 lab01 app[123]: patient "Smit, J." born 1960-01-02 saved
02-01-2025 10:15 Gesproken met mevr. Jansen (12-3-61), tel. 06-12345678
<13>Jan 12 10:00:01 lab01 app: {"patient":{"lastName":"Mol","firstName":"Mia","birthDate":"1970-02-01"}}
"#,
        expect![[r#"
            line:1 ; ::Jansen ; 1961-03-12 ; bsn 123456782 ; [name|birth_date|bsn]
            line:2 ; J.::Smit ; 1960-01-02 ; [name|birth_date]
            line:3 ; ::Jansen ; 1961-03-12 ; 31612345678 ; [name|birth_date|phone]
            line:4 ; Mia::Mol ; 1970-02-01 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn sql_and_trace() {
    check(
        r#"2025-01-02 10:00:01 DEBUG select * from patient where bsn='123456782' and geboortedatum='1961-03-12'
2025-01-02 10:00:02 ERROR java.lang.NullPointerException: patient
	at nl.lab.Patient.save(Patient.java:123)
	at nl.lab.Main.main(Main.java:45)
2025-01-02 10:00:03 INFO  Patient[id=12345, naam=de Vries, voorletters=J., geboortedatum=1980-06-23, geslacht=M, huisarts=P. Bakker]
2025-01-02 10:00:04 INFO  to=a.jansen@post.voorbeeld from=noreply@lab.voorbeeld subject="Uw uitslag" msgid=123456782
2025-01-02 10:00:05 INFO  barcode=550009999 hpv=POS
"#,
        expect![[r#"
            line:1 ; 1961-03-12 ; bsn 123456782 ; [birth_date|bsn]
            line:5 ; J.:de:Vries ; 1980-06-23 ; NAME:P. Bakker ; [name|sex|birth_date|gp]
            line:6 ; a.jansen@post.voorbeeld ; [email]
            line:7 ; Specimen 550009999 ; [test_kind|test_result]
        "#]],
    );
}

#[test]
fn key_values_without_stamps() {
    check(
        "bsn=123456782;naam=Jansen;voorl=A.;gebdat=19610312
bsn=111222333;naam=Smit;voorl=B.;gebdat=19500201
",
        expect![[r#"
            line:1 ; A.::Jansen ; 1961-03-12 ; bsn 123456782 ; [name|birth_date|bsn]
            line:2 ; B.::Smit ; 1950-02-01 ; bsn 111222333 ; [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn mixed() {
    check(
        "11-02-2023 08:00:00.123 [main] INFO  n.l.PatientService - Patient gevonden: mw. A. Jansen (12-03-1961)
2023/02/11 08:00:01 patient_id: 4711 | naam: Smit, B. | geb: 01-02-1950 | tel: 0612345678
20230211 08:00:02 arts=P. Bakker aanvraagnr=23000001 patnr=4712 naam='de Wit, C.'
2023-02-11 08:00:03 WARN duplicate BSN 123456782 for orders 100000009 and 100000010
2023-02-11 08:00:04 INFO PID 4711 started; job 123456782 ok; port 5432
2023-02-11 08:00:05 INFO contact persoon: naam=Piet Mol tel=0612345670
",
        expect![[r#"
            line:1 ; A.::Jansen ; 1961-03-12 ; [name|birth_date]
            line:2 ; B.::Smit ; 1950-02-01 ; Patient 4711 ; 31612345678 ; [name|birth_date|phone|patient_number]
            line:3 ; C.:de:Wit ; Order 23000001 ; Patient 4712 ; NAME:P. Bakker ; [name|gp|patient_number]
            line:4 ; bsn 123456782 ; [bsn]
            line:6 ; Contact ; Piet::Mol ; 31612345670 ; [name|phone]
        "#]],
    );
}

#[test]
fn nested_people() {
    check(
        "2023-02-11 08:00:00 INFO order {nr: 23000001, patient: {naam: 'Jansen, A.', geb: '1961-03-12'}, arts: {naam: 'P. Bakker', agb: '01234567'}}
2023-02-11 08:00:01 INFO created by A. de Vries for patient B. Smit (01-02-1950)
",
        expect![[r#"
            line:1 ; A.::Jansen ; 1961-03-12 ; NAME:P. Bakker ; AGB:01234567 ; [name|birth_date|gp]
            line:2 ; B.::Smit ; 1950-02-01 ; [name|birth_date]
        "#]],
    );
}
