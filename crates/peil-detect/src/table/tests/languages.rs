//! Other languages and other habits.

use expect_test::expect;

use super::check;

#[test]
fn german() {
    check(
        "Nachname;Vorname;Geburtsdatum;Straße;Hausnr;PLZ;Ort;Telefon;Geschlecht
Hendriks;Janneke;01.07.1980;Croeselaan;44;3521CD;Utrecht;+31 6 12000311;W",
        expect![[r#"
            row:2 /Janneke//Hendriks 1980-07-01 Female Croeselaan,44,,3521CD,Utrecht 31612000311 [name|address|sex|birth_date|phone]
        "#]],
    );
}

#[test]
fn spanish() {
    check(
        "Nombre;Apellidos;Fecha de nacimiento;Sexo
Ana;García López;13/05/1975;F",
        expect![[r#"
            row:2 /Ana//García López 1975-05-13 Female [name|sex|birth_date]
        "#]],
    );
}

#[test]
fn american() {
    check(
        "Last Name;First Name;DOB;SSN/BSN;Test;Result
van den Berg;Annelies;02/14/1960;80202330;Pap;normal
Engel;Greet;11/12/1952;130207809;Pap;ASC-US",
        expect![[r#"
            row:2 /Annelies/van den/Berg 1960-02-14 080202330 [name|birth_date|bsn|test_kind|test_result]
            row:3 /Greet//Engel 1952-11-12 130207809 [name|birth_date|bsn|test_kind|test_result]
        "#]],
    );
}

#[test]
fn american_by_another_column() {
    check(
        "naam;dob;visit date
Bos, A.;11/12/1952;01/25/2022",
        expect![[r#"
            row:2 A.///Bos 1952-11-12 made 2022-01-25 [name|birth_date]
        "#]],
    );
}

#[test]
fn turkish_polish_italian() {
    check(
        "Adı;Soyadı;Doğum Tarihi;Cinsiyet
Ayşe;Yılmaz;23.06.1980;F",
        expect![[r#"
            row:2 /Ayşe//Yılmaz 1980-06-23 Female [name|sex|birth_date]
        "#]],
    );
}

#[test]
fn polish() {
    check(
        "Nazwisko;Imię;Data urodzenia;Płeć;Ulica;Kod pocztowy;Miasto
Kowalska;Ewa;1980-06-23;F;Dorpsstraat;1234AB;Utrecht",
        expect![[r#"
            row:2 /Ewa//Kowalska 1980-06-23 Female Dorpsstraat,,,1234AB,Utrecht [name|address|sex|birth_date]
        "#]],
    );
}

#[test]
fn italian() {
    check(
        "Cognome;Nome;Data di nascita;Sesso;Indirizzo;CAP;Città;Telefono
Rossi;Maria;23/06/1980;F;Dorpsstraat 1;1234AB;Utrecht;0612345678",
        expect![[r#"
            row:2 /Maria//Rossi 1980-06-23 Female Dorpsstraat,1,,1234AB,Utrecht 31612345678 [name|address|sex|birth_date|phone]
        "#]],
    );
}

#[test]
fn portuguese() {
    check(
        "Nome;Apelido;Data de nascimento;Sexo;Rua;Código postal;Cidade;Telemóvel
Maria;Silva;23/06/1980;F;Dorpsstraat;1234AB;Utrecht;0612345678",
        expect![[r#"
            row:2 /Maria//Silva 1980-06-23 Female Dorpsstraat,,,1234AB,Utrecht 31612345678 [name|address|sex|birth_date|phone]
        "#]],
    );
}

#[test]
fn french() {
    check(
        "Nom;Prénom;Né(e) le;Sexe;Adresse;Code postal;Ville;Téléphone;Résultat
Dubois;Claire;23/06/1980;F;Dorpsstraat 1;1234AB;Utrecht;0612345678;négatif",
        expect![[r#"
            row:2 /Claire//Dubois 1980-06-23 Female Dorpsstraat,1,,1234AB,Utrecht 31612345678 [name|address|sex|birth_date|test_result|phone]
        "#]],
    );
}

#[test]
fn upper_case_english() {
    check(
        "PATIENT ID;LAST NAME;FIRST NAME;DATE OF BIRTH;GENDER;ADDRESS;ZIP;CITY
0012345;JANSEN;ANNA;1970-02-01;F;DORPSSTRAAT 1;1234AB;UTRECHT",
        expect![[r#"
            row:2 /ANNA//JANSEN 1970-02-01 Female DORPSSTRAAT,1,,1234AB,UTRECHT Patient:0012345 [name|address|sex|birth_date|patient_number]
        "#]],
    );
}

#[test]
fn sql_names() {
    check(
        "PATIENT.PAT_NAAM;PATIENT.PAT_GEBDAT;PATIENT.BSN_NR;ORDER.AANVR_DT
Bos, A.;19700201;123456782;20220304",
        expect![[r#"
            row:2 A.///Bos 1970-02-01 123456782 made 2022-03-04 [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn month_first_majority() {
    check(
        "naam;dob
A. Bos;06/23/1980
B. Vos;11/12/1952
C. Mol;12/25/1960",
        expect![[r#"
            row:2 A.///Bos 1980-06-23 [name|birth_date]
            row:3 B.///Vos 1952-11-12 [name|birth_date]
            row:4 C.///Mol 1960-12-25 [name|birth_date]
        "#]],
    );
}
