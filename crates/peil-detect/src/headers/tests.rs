//! Headers in, roles out.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// Headers between bars, all of one role.
fn check(expected: &str, headers: &str) {
    let shown = |h: &str| role(h).map_or("None".to_owned(), |r| format!("{r:?}"));
    let wrong: BTreeMap<&str, String> =
        headers.split('|').map(|h| (h.trim(), shown(h.trim()))).filter(|(_, r)| r != expected).collect();
    assert!(wrong.is_empty(), "not {expected}: {wrong:#?}");
}

#[test]
fn names() {
    check(
        "FullName",
        "naam | Naam | NAAM | Volledige naam | full_name | FullName | Patiëntnaam | naam patiënt | \
         patient.name | PATIENT_NAAM | Naam deelnemer | clientnaam | Name | nom | Nom complet | nombre | \
         Nombre y apellidos | Adı Soyadı | ad soyad | nazwisko i imię | Imię i nazwisko | Nome | cognome e \
         nome | Nom et prénom | Voor- en achternaam | voorletters en achternaam | Achternaam, voornaam | \
         Last, First | Name, Vorname | weergavenaam | strNaam | p.naam | T1_NAAM | naam 1 | Aanhef | \
         deelnemer | NAW",
    );
    check(
        "Surname",
        "achternaam | Achternaam eigen | eigen achternaam | ACHTERNAAM_PATIENT | surname | Last Name | \
         LastName | lastnm | family name | Familienaam | familiename | geslachtsnaam | Nachname | \
         Familienname | Apellidos | apellido | Soyadı | Nazwisko | Cognome | sobrenome | apelido | nom de \
         famille | Nom de naissance | geboortenaam | Geb. naam | Meisjesnaam | maiden name | birth name | \
         birth surname | Eigen naam | a.naam",
    );
    check(
        "GivenNames",
        "voornaam | Voornamen | roepnaam | first name | FirstName | given_names | forename | Vorname | \
         Rufname | prénom | Prénoms | nombre de pila | Adı | imię | voornaam patiënt | Volledige voornamen | \
         v.naam | fname | Christian name | call name | doopnamen",
    );
    check(
        "Initials",
        "voorletters | Voorl. | voorletter(s) | initialen | Initials | VL | vlt | Initialen patient",
    );
    check(
        "Prefix",
        "tussenvoegsel | Tussenvoegsel(s) | tussenv. | Tussenv | TV | voorvoegsel | Voorvoegsel achternaam | \
         prefix | infix | surname prefix | vv geslachtsnaam | Tussenvoegsel meisjesnaam | tussenvoegsel eigen",
    );
    check(
        "PartnerSurname",
        "achternaam partner | Partnernaam | partner_surname | naam echtgenoot | married name | geslachtsnaam \
         partner | Partner achternaam | gehuwde naam | Naam partner | spouse name",
    );
    check(
        "PartnerPrefix",
        "tussenvoegsel partner | voorvoegsel partner | partner prefix | tv partner | Partner tussenv.",
    );
    check(
        "FormerSurname",
        "vorige naam | oude naam | vorige achternaam | former name | previous surname | Eerdere namen | old \
         name",
    );
    check("FormerPrefix", "vorig tussenvoegsel | former prefix | oud voorvoegsel");
    check("NameUse", "naamgebruik | aanduiding naamgebruik | Name use | Code naamgebruik | nameUse");
}

#[test]
fn dates() {
    check(
        "BirthDate",
        "geboortedatum | Geb. datum | Geb.dat | geb.dat. | GEBDAT | gebdatum | pat_gebdat | \
         geboortedatumpatient | DatumGeboorte | datum geboorte | PATIENT.BIRTH_DATE | date of birth | \
         DateOfBirth | DOB | birthDate | Birthdate (yyyy-mm-dd) | geboortedatum (dd-mm-jjjj) | Geboren | \
         geboren op | geb | Geb. | Geburtsdatum | geb. am | Geburtstag | date de naissance | né le | fecha de \
         nacimiento | data di nascita | data urodzenia | data de nascimento | Doğum Tarihi | dtGeboorte | \
         patientBirthDate | Geboortedatum patiënt | gebdt | born | Patient DOB | dob_patient | gbdatum",
    );
    check("BirthYear", "geboortejaar | birth year | year of birth | Geburtsjahr | année de naissance");
    check("BirthMonth", "geboortemaand | birth_month");
    check("BirthDay", "geboortedag | Day of birth");
    check(
        "OtherDate",
        "afnamedatum | Datum afname | ontvangstdatum | datum ontvangst | orderdatum | aanvraagdatum | \
         uitslagdatum | result date | SampleDate | collection date | monsterdatum | mutatiedatum | created | \
         created_at | updated | Datum onderzoek | report date | Entnahmedatum | date de prélèvement | data \
         pobrania | fecha de toma | Eingangsdatum | datum lab | datum inschrijving | bezoekdatum | Afname | \
         OrderDate | printdatum",
    );
    check(
        "DeathDate",
        "overlijdensdatum | datum overlijden | overleden | overleden op | date of death | Todesdatum | \
         DeathDate",
    );
    check(
        "Deceased",
        "is overleden | deceased | dead | indicatie overleden | Overleden (j/n) | overleden ja/nee",
    );
    check(
        "Date",
        "datum | Date | timestamp | datum/tijd | verzonden | verzonden op | verzenddatum | datum verzending | \
         sent_at | datum uitwisseling | disclosed_on | datum verstrekking | Datum en tijd",
    );
    check(
        "Abroad",
        "datum vertrek | vertrokken | emigratie | Datum vertrek Nederland | abroad | emigrated | buitenland",
    );
    check("Secrecy", "geheimhouding | Indicatie geheim | secrecy | geheim adres | secret");
}

#[test]
fn numbers() {
    check(
        "Bsn",
        "bsn | BSN-nummer | BSN nr. | patient_bsn | BSN patiënt | burgerservicenummer | sofinummer | SoFi-nr \
         | SSN/BSN | citizen service number | nBSN | Burgerservice-nummer | PatientBSN | bsn_nr",
    );
    check(
        "PatientNumber",
        "patiëntnummer | Patiëntnr | patnr | pat. nr. | patient id | PatientID | PID | EPD-nummer | MRN | \
         dossiernummer | Ziekenhuisnummer | ZIS nummer | Patientennummer | patient number | Patient | numéro \
         de dossier | Patient #",
    );
    check(
        "Key",
        "key | id | client_id | clientnummer | Cliëntnr | deelnemernummer | persoon_id | participantId | \
         sleutel",
    );
    check(
        "InsuranceNumber",
        "polisnummer | polisnr | verzekerdennummer | insurance number | Policy no | Versichertennummer | \
         verzekeringsnummer",
    );
    check(
        "Specimen",
        "monsternummer | Monsternr | monster-id | specimen | specimen_number | sample id | SampleNo | barcode \
         | labnummer | Lab nr | buisnummer | Probennummer | Barcode monster | numéro d'échantillon | \
         materiaalnummer | Labnr.",
    );
    check(
        "Order",
        "ordernummer | Ordernr | order id | aanvraagnummer | aanvraag_id | request number | accession number \
         | OrderNo | Auftragsnummer | uitnodigingsnummer | placer order number | Aanvraag | onderzoeksnummer \
         | client ordernummer",
    );
    check("Iban", "IBAN | rekeningnummer | bankrekening | Bank account | IBAN nummer | rekeningnr.");
}

#[test]
fn residence_and_contact() {
    check(
        "AddressLine",
        "adres | Address | straat en huisnummer | Straat + nr | woonadres | Adresregel 1 | address_line1 | \
         Straße und Hausnummer | adresse | dirección | Anschrift | postadres | street and number | Adres \
         patiënt",
    );
    check(
        "Street",
        "straat | Straatnaam | street | StreetName | Straße | Strasse | rue | calle | ulica | sokak | via",
    );
    check(
        "HouseNumber",
        "huisnummer | Huisnr | hnr | house number | HouseNo | Hausnummer | Hausnr. | Huis nr | nr",
    );
    check(
        "HouseSuffix",
        "toevoeging | huisletter | Huisnummertoevoeging | toev. | suffix | huisnr.toev | house letter",
    );
    check(
        "Postcode",
        "postcode | PC | zip | ZIP code | postal code | PLZ | Postleitzahl | code postal | código postal | \
         kod pocztowy | posta kodu | Postcode patiënt | CAP | PostCode",
    );
    check(
        "City",
        "woonplaats | plaats | city | Ort | Wohnort | ville | ciudad | miasto | şehir | gemeente | città | \
         Plaatsnaam | City/Town",
    );
    check(
        "PostcodeCity",
        "postcode/plaats | Postcode + woonplaats | pc plaats | PLZ Ort | zip city | postcode en woonplaats",
    );
    check("Country", "land | country | Landcode | pays");
    check("FormerAddress", "vorig adres | oud adres | former address | previous addresses | oude straat");
    check("FormerPostcode", "vorige postcode | old postcode | former zip");
    check("FormerHouseNumber", "vorig huisnummer | oud huisnr | previous house number");
    check("Email", "e-mail | Email | E-mailadres | email address | mail | Courriel | e-posta | correo");
    check(
        "Phone",
        "telefoon | Tel. | Tel. nr. | telefoonnummer | mobiel | Mobiel nummer | phone | PhoneNumber | mobile \
         | GSM | telefoon 1 | Telefoon thuis | tel. mobiel | Handy | téléphone | teléfono | Telefon | tel \
         privé",
    );
    check(
        "Sex",
        "geslacht | M/V | m/v/x | sex | gender | Geschlecht | sexe | sexo | płeć | cinsiyet | Geslacht \
         patiënt | gesl. | sesso | m/w | gender code",
    );
}

#[test]
fn examination_and_parties() {
    check(
        "TestKind",
        "onderzoek | Soort onderzoek | bepaling | test | Testnaam | test kind | verrichting | Untersuchung | \
         analyse | examen | test code | onderzoekstype | aangevraagd onderzoek | order description",
    );
    check(
        "TestResult",
        "uitslag | resultaat | result | Test result | Uitslag HPV | hpvuitslag | Ergebnis | Befund | résultat \
         | waarde | conclusie | outcome | uitslagtekst | HPV",
    );
    check(
        "MedicalText",
        "opmerking | Opmerkingen | klachten | remarks | comment | anamnese | diagnose | indicatie | klinische \
         gegevens | Bemerkungen | anticonceptie | Datum laatste menstruatie | medicatie | vraagstelling",
    );
    check(
        "Gp",
        "huisarts | Naam huisarts | huisartsnaam | GP | gp name | Hausarzt | huisartspraktijk | praktijk | \
         médecin traitant | Huisarts patiënt | general practitioner",
    );
    check("GpAgb", "AGB huisarts | huisarts_agb | AGB-code | AGB | agbcode huisarts | AGB praktijk");
    check(
        "Requester",
        "aanvrager | Naam aanvrager | Aanvragend arts | requester | ordering provider | arts | specialist | \
         verwijzer | AGB aanvrager | behandelaar | Einsender | requested by",
    );
    check(
        "Client",
        "opdrachtgever | namens | in opdracht van | on behalf of | tenant | client | klant | instelling | organisatie | customer | inzender | Klantnaam | \
         institution",
    );
    check(
        "Recipient",
        "ontvanger | recipient | verzonden aan | laboratorium | processor | sent to | bestemming | naar",
    );
    check(
        "Categories",
        "gegevens | categorieën | categories | gegevenssoorten | gedeelde gegevens | data categories | soort \
         gegevens | fields",
    );
    check("Person", "persoon | person | persoonsnummer | subject");
    check(
        "ContactName",
        "contactpersoon | Naam contactpersoon | contact name | emergency contact | NOK | contact achternaam",
    );
    check(
        "ContactPhone",
        "telefoon contactpersoon | contact phone | Contacttelefoon | tel. contactpersoon | emergency contact \
         phone",
    );
    check("Function", "functie | function | rol | role | job title | beroep");
}

#[test]
fn nothing_is_misread_by_containment() {
    check(
        "None",
        "kleur | kol1 | F1 | A | telefoon huisarts | e-mail huisarts | adres huisarts | postcode praktijk | \
         BSN huisarts | partner geboortedatum | BSN partner | telefoon partner | geboorteplaats | place of \
         birth | geboorteland | leeftijd | age | aantal | prijs | status | medewerker | gebruiker | analist | \
         verzekeraar | BSN gecontroleerd | e-mail contactpersoon | geslacht contactpersoon | adres \
         contactpersoon | nationaliteit | monsterlijk | datumloos | besteladres | naamloos | \
         straatverlichting | patent | genummerd | afdeling | plaatsing | tester | ordentelijk | landbouw | \
         telling | bestandsnaam | filename | username | titel | volgnummer | geboorteplaats moeder | naam \
         moeder bsn geboortejaar x | contactgegevens | tijd | totaal bedrag | hier staat een hele zin die \
         niets met kolommen te maken heeft en ook veel te lang is voor een kop | 😀 | 1 | 12-03-1980 | \
         123456782 | Jansen | Anna de Vries | Utrecht",
    );
}

#[test]
fn columns_of_others() {
    let shown = |h: &str| format!("{:?}", heading(senses(h)));
    for (header, expected) in [
        ("e-mail contactpersoon", "Of(Contact, Email)"),
        ("naam moeder", "Of(Contact, FullName)"),
        ("geboortedatum partner", "Of(Partner, BirthDate)"),
        ("BSN partner", "Of(Partner, Bsn)"),
        ("medewerker", "Of(Staff, FullName)"),
        ("ingevoerd door gebruiker", "Of(Staff, FullName)"),
        ("telefoon huisarts", "Other"),
        ("contactgegevens", "Unknown"),
        ("kol1", "Unknown"),
        ("prijs", "Other"),
    ] {
        assert_eq!(shown(header), expected, "{header}");
    }
}

proptest! {
    #[test]
    fn never_panics(s in "\\PC{0,60}") {
        let _ = role(&s);
    }

    #[test]
    fn case_and_separators_do_not_matter(a in 0usize..6, sep in "[ _.-]") {
        let words = [["geboorte", "datum"], ["patient", "naam"], ["huis", "nummer"], ["achternaam", "partner"], ["order", "nr"],
            ["datum", "afname"]];
        let [x, y] = words[a];
        let plain = role(&format!("{x}{y}"));
        prop_assert!(plain.is_some());
        prop_assert_eq!(role(&format!("{x}{sep}{y}")), plain);
        prop_assert_eq!(role(&format!("{x}{sep}{y}").to_uppercase()), plain);
        prop_assert_eq!(role(&format!("{y}{sep}{x}")), plain);
    }
}
