//! What a column header means: one vocabulary for evidence tables, registers and ledgers.

use peil_model::fold;

/// The role of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the plain name of what the column holds")]
pub enum FieldRole {
    Key,
    PatientNumber,
    Bsn,
    FullName,
    Surname,
    Prefix,
    PartnerSurname,
    PartnerPrefix,
    Initials,
    GivenNames,
    FormerSurname,
    FormerPrefix,
    NameUse,
    BirthDate,
    BirthYear,
    BirthMonth,
    BirthDay,
    Sex,
    AddressLine,
    Street,
    HouseNumber,
    HouseSuffix,
    Postcode,
    City,
    PostcodeCity,
    Country,
    FormerAddress,
    FormerPostcode,
    FormerHouseNumber,
    Email,
    Phone,
    Iban,
    InsuranceNumber,
    Specimen,
    Order,
    TestKind,
    TestResult,
    Gp,
    GpAgb,
    Requester,
    Client,
    MedicalText,
    OtherDate,
    DeathDate,
    Deceased,
    Secrecy,
    Abroad,
    Person,
    Recipient,
    Date,
    Categories,
    ContactName,
    ContactPhone,
    Function,
}

use FieldRole as F;

/// Headers as letters and digits only, folded, blank-separated per role.
const WORDS: &[(FieldRole, &str)] = &[
    (
        F::Key,
        "key id persoonid personid persoonsid registerid recordid deelnemerid deelnemernr deelnemernummer sleutel rownr clientid clientnr clientnummer cliëntnummer participantid",
    ),
    (
        F::PatientNumber,
        "patientnummer patientnr patnr patientid patient pid epdnr epdnummer epd ziekenhuisnummer mrn patientnumber patientennummer patno hisnummer hisnr zisnr zisnummer dossiernummer dossiernr",
    ),
    (
        F::Bsn,
        "bsn bsnnummer bsnnr burgerservicenummer sofinummer sofinr sofi citizenservicenumber bsnpatient patientbsn nationalid",
    ),
    (
        F::FullName,
        "naam name volledigenaam fullname patientnaam naampatient patientname clientnaam naamclient nom nombre adsoyad nazwiskoiimie weergavenaam deelnemer naamdeelnemer aanhef",
    ),
    (
        F::Surname,
        "achternaam surname lastname familienaam familyname geslachtsnaam eigennaam geboortenaam meisjesnaam nachname apellido soyadi soyad nazwisko anaam achternaameigen eigenachternaam birthname maidenname birthsurname familiename nomdefamille",
    ),
    (
        F::Prefix,
        "tussenvoegsel tussenvoegsels tussenv tv voorvoegsel voorvoegsels prefix vv infix tussenvoegseleigen surnameprefix vvgeslachtsnaam voorvoegseleigen nameprefix",
    ),
    (
        F::PartnerSurname,
        "achternaampartner partnernaam partnerachternaam naampartner partnersurname marriedname geslachtsnaampartner echtgenootnaam naamechtgenoot gehuwdenaam partnername partnerlastname spousename",
    ),
    (
        F::PartnerPrefix,
        "tussenvoegselpartner voorvoegselpartner partnertussenvoegsel tvpartner partnerprefix vvpartner partnervoorvoegsel tussenvpartner",
    ),
    (F::Initials, "voorletters voorletter initialen initials vl voorl vlt initialien initial"),
    (
        F::GivenNames,
        "voornaam voornamen firstname givenname givennames firstnames roepnaam vorname prenom nombrepila adi ad imie callname forename forenames",
    ),
    (
        F::FormerSurname,
        "vorigenaam oudenaam vorigeachternaam oudeachternaam formername formersurname previousname previoussurname eerderenaam eerderenamen oudenamen vorigenamen formernames formersurnames oldsurname oldname",
    ),
    (F::FormerPrefix, "vorigtussenvoegsel oudtussenvoegsel formerprefix vorigvoorvoegsel"),
    (F::NameUse, "naamgebruik aanduidingnaamgebruik nameuse naamgebruikcode"),
    (
        F::BirthDate,
        "geboortedatum gebdatum gebdat gebdt geboren birthdate dateofbirth dob birthday geburtsdatum datedenaissance fechanacimiento fechadenacimiento dogumtarihi dataurodzenia geb gbdatum geboortedat datumgeboorte geboorte gd gdatum borndate born",
    ),
    (F::BirthYear, "geboortejaar birthyear yearofbirth"),
    (F::BirthMonth, "geboortemaand birthmonth"),
    (F::BirthDay, "geboortedag"),
    (F::Sex, "geslacht sex gender mv gesl geschlecht sexe sexo cinsiyet plec geslachtcode mvo"),
    (
        F::AddressLine,
        "adres address woonadres adresregel adresregel1 straatenhuisnummer straatnr adresse direccion straathuisnummer huisadres adreslijn addressline addressline1 anschrift postadres",
    ),
    (F::Street, "straat straatnaam street streetname strasse rue calle ulica sokak str openbareruimte"),
    (F::HouseNumber, "huisnummer huisnr hnr nr housenumber housenr hausnummer nummer huisno houseno hsnr"),
    (
        F::HouseSuffix,
        "toevoeging toev huisletter huisnummertoevoeging huisnrtoev hnrtoev housesuffix houseletter suffix letter htoev huistoevoeging",
    ),
    (
        F::Postcode,
        "postcode pc postalcode zip zipcode plz codepostal codigopostal postakodu kodpocztowy pcode postc",
    ),
    (
        F::City,
        "woonplaats plaats city town stad woonpl gemeente ort wohnort ville ciudad sehir miasto plaatsnaam plts residence woonpltsnaam",
    ),
    (
        F::PostcodeCity,
        "postcodeplaats postcodewoonplaats pcplaats postcodeenplaats pcwoonplaats zipcity postcodeenwoonplaats",
    ),
    (F::Country, "land country landcode countrycode"),
    (
        F::FormerAddress,
        "vorigadres oudadres formeraddress previousaddress vorigeadressen oudeadressen oldaddress",
    ),
    (F::FormerPostcode, "vorigepostcode oudepostcode formerpostcode previouspostcode oldpostcode formerzip"),
    (
        F::FormerHouseNumber,
        "vorighuisnummer oudhuisnummer formerhousenumber oudhuisnr previoushousenumber vorighuisnr oldhousenumber",
    ),
    (F::Email, "email emailadres emailaddress mail mailadres eposta emailpatient correo courriel epost"),
    (
        F::Phone,
        "telefoon telefoonnummer tel telefoonnr telnr mobiel mobielnummer mobile phone phonenumber telephone gsm mobiele telefoonmobiel telefoonthuis handy telefon telmobiel telmob telnummer cellphone",
    ),
    (F::Iban, "iban rekeningnummer bankrekening rekening rekeningnr bankaccount account iban1"),
    (
        F::InsuranceNumber,
        "polisnummer polisnr verzekerdennummer verzekerdennr verzekerdenr verzekeringsnummer verzekerdenummer insurancenumber policynumber policynr insurednumber polis",
    ),
    (
        F::Specimen,
        "monsternummer monsternr monsterid monster specimen specimenid specimennumber specimennr sampleid samplenumber samplenr barcode labnummer labnr labno labid materiaalnummer buisnummer buisnr potnummer barcodenr probennummer specimenno",
    ),
    (
        F::Order,
        "ordernummer ordernr order orderid ordernumber orderno aanvraagnummer aanvraagnr aanvraagid aanvraag requestid requestnumber requestnr accession accessionnumber accessionnr placerordernumber fillerordernumber uitnodigingsnummer uitnodigingsnr",
    ),
    (
        F::TestKind,
        "onderzoek bepaling test testnaam testname testkind soortonderzoek onderzoekssoort analyse examination verrichting exam testcode bepalingscode testtype typeonderzoek untersuchung onderzoektype",
    ),
    (
        F::TestResult,
        "uitslag resultaat result testresult uitkomst waarde value outcome ergebnis resultat uitslagtekst conclusie uitslaghpv uitslagcode resultaatcode hpvuitslag hpvresult",
    ),
    (
        F::Gp,
        "huisarts gp gpname naamhuisarts huisartsnaam hausarzt generalpractitioner huisartspraktijk praktijk huisartsenpraktijk familydoctor",
    ),
    (F::GpAgb, "agb agbcode agbhuisarts huisartsagb agbnummer gpagb agbcodehuisarts agbnr huisartsagbcode"),
    (
        F::Requester,
        "aanvrager requester aanvragendarts arts aanvragerarts orderingprovider aanvragernaam specialist aanvrageragb requestedby behandelaar",
    ),
    (
        F::Client,
        "opdrachtgever client klant instelling organisatie organisation organization inzender institution facility customer klantnaam",
    ),
    (
        F::MedicalText,
        "opmerking opmerkingen klachten klacht remarks remark comments comment toelichting anamnese medicatie diagnose anticonceptie bijzonderheden complaint complaints notes notitie indicatie klinischegegevens vraagstelling memo",
    ),
    (
        F::OtherDate,
        "afnamedatum datumafname datumontvangst ontvangstdatum aanvraagdatum uitslagdatum sampledate collectiondate orderdate afname resultdate datumuitslag mutatiedatum inschrijfdatum rapportdatum datumaanvraag receiveddate onderzoeksdatum datumonderzoek reportdate created updated ingangsdatum",
    ),
    (
        F::DeathDate,
        "overlijdensdatum datumoverlijden overleden overledenop datumoverleden deathdate dateofdeath gestorven sterfdatum",
    ),
    (F::Deceased, "isoverleden deceased dead indicatieoverleden overledenjn"),
    (
        F::Secrecy,
        "geheimhouding geheim secrecy indicatiegeheim secret indicatiegeheimhouding confidentiality",
    ),
    (
        F::Abroad,
        "emigratie landvertrek vertrokken datumvertrek abroad emigrated emigratiedatum datumvertreknederland leftcountry rni buitenland datumvertreknl vertrokkennaar left",
    ),
    (
        F::Person,
        "persoon person persoonsleutel personkey clientkey registersleutel persoonnummer persoonsnummer subject",
    ),
    (
        F::Recipient,
        "ontvanger recipient verwerker lab laboratorium geadresseerde verzondenaan receiver processor sentto naar bestemming bestemd",
    ),
    (
        F::Date,
        "datum date verzonden verzondenop datumverzending verzenddatum sent sentat senton verstuurd tijdstip timestamp datetime disclosedon uitgewisseldop verstuurdop datumuitwisseling verzonddatum",
    ),
    (
        F::Categories,
        "gegevens categorieen categories categorie gegevenssoorten datacategories category gedeeldegegevens fields data soortgegevens velden",
    ),
    (
        F::ContactName,
        "contactpersoon contact contactnaam contactname naamcontactpersoon nok emergencycontact naamcontact contactpersoonnaam",
    ),
    (
        F::ContactPhone,
        "telefooncontact contacttelefoon contactphone telefooncontactpersoon telcontact contacttel telcontactpersoon contactpersoontelefoon",
    ),
    (F::Function, "functie function rol role beroep jobtitle afdelingfunctie soort functieomschrijving"),
];

/// Words that a header may carry in front or behind without meaning anything else.
const AROUND: [&str; 10] =
    ["patient", "patiënt", "client", "deelnemer", "pat", "vrouw", "persoon", "person", "van", "de"];

/// The role that a header names, if any.
pub fn role(header: &str) -> Option<FieldRole> {
    let words = words(header);
    let whole = words.concat();
    if whole.is_empty() || whole.len() > 40 {
        return None;
    }
    if let Some(r) = look(&whole) {
        return Some(r);
    }
    let kept: Vec<&str> = words.iter().map(String::as_str).filter(|w| !AROUND.contains(w)).collect();
    let bare = kept.concat();
    if bare != whole
        && !bare.is_empty()
        && let Some(r) = look(&bare)
    {
        return Some(r);
    }
    // "geb. datum (dd-mm-jjjj)", "BSN nr."
    let short = kept
        .iter()
        .take_while(|w| !matches!(**w, "dd" | "ddmm" | "jjjj" | "yyyy" | "ddmmjjjj"))
        .copied()
        .collect::<Vec<_>>()
        .concat();
    look(&short).or_else(|| look(short.trim_end_matches("nr").trim_end_matches("code")))
}

fn look(key: &str) -> Option<FieldRole> {
    WORDS.iter().find(|(_, words)| words.split(' ').any(|w| fold(w) == key)).map(|(r, _)| *r)
}

/// Folded words: broken at blanks, punctuation and where a small letter meets a capital.
fn words(header: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(header.len() + 8);
    let mut small = false;
    for c in header.chars() {
        if !c.is_alphanumeric() {
            spaced.push(' ');
        } else {
            if small && c.is_uppercase() {
                spaced.push(' ');
            }
            spaced.push(c);
        }
        small = c.is_lowercase();
    }
    fold(&spaced).split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_many_spellings() {
        for (header, expected) in [
            ("Geb. datum", Some(F::BirthDate)),
            ("geboortedatum (dd-mm-jjjj)", Some(F::BirthDate)),
            ("DateOfBirth", Some(F::BirthDate)),
            ("DOB", Some(F::BirthDate)),
            ("BSN-nummer", Some(F::Bsn)),
            ("patient_bsn", Some(F::Bsn)),
            ("Achternaam partner", Some(F::PartnerSurname)),
            ("tussenv.", Some(F::Prefix)),
            ("M/V", Some(F::Sex)),
            ("Ordernr", Some(F::Order)),
            ("client_id", Some(F::Key)),
            ("Patiëntnr", Some(F::PatientNumber)),
            ("afnamedatum", Some(F::OtherDate)),
            ("Postcode / Plaats", Some(F::PostcodeCity)),
            ("kleur", None),
            ("", None),
        ] {
            assert_eq!(role(header), expected, "{header}");
        }
    }
}
