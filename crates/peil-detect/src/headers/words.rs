//! The words of headers: Dutch, English, German and French; the usual ones of Spanish, Italian, Portuguese, Polish and
//! Turkish.
//!
//! Words stand as [`crate::fold`] gives them. Compounds are cut into these words, so a compound stands here only if its
//! parts do not give its meaning. Words of one or two letters count only where they stand alone, save those of [`GLUED`].

use super::sense::Sense::{self, *};

/// Short words that hang on others: `patid`, `bsnnr`.
pub(super) const GLUED: [&str; 20] = [
    "id", "nr", "no", "dt", "pc", "of", "en", "op", "de", "vv", "tv", "gp", "jn", "is", "to", "ad", "at",
    "on", "nl", "by",
];

/// Meanings, and the words that have them.
pub(super) const WORDS: &[(&[Sense], &str)] = &[
    // whom it is about
    (
        &[Patient],
        "patient testpatient testpatienten testpersoon testclient patienten patients patiente pat pats patientin paziente paciente pacjent pacjenta hasta ptnt pnt px",
    ),
    (&[Client], "client clienten clients klient klienten"),
    (&[Client, Number], "klantnr klantnummer"),
    // What the processor counts its own relations and cards by.
    (&[Own, Key], "kaartnr kaartnummer relnr relatienr relatienummer"),
    (&[Participant], "deelnemer deelnemers deelneemster participant participants teilnehmer vrouw genodigde"),
    (
        &[Person],
        "persoon persoons personen person persons burger subject individual betrokkene personne persona pessoa osoba kisi ingeschrevene",
    ),
    (
        &[Staff],
        "medewerker medewerkers personeel personeels personeelslid werknemer werknemers employee employees staff mitarbeiter arbeitnehmer collega gebruiker user analist laborant analyst invoerder operator pracownik empleado dipendente calisan",
    ),
    (&[Staff, Key], "login username gebruikersnaam userid"),
    (
        &[Gp],
        "huisarts huisartsen ha gp hausarzt generalpractitioner traitant generaliste ailehekimi medicodecabecera lekarzrodzinny medicodefamilia huisdokter husdokter familyphysician primarycarephysician pcp medicodibase",
    ),
    (&[Gp], "familydoctor mediciengeneralista"),
    (
        &[Doctor],
        "arts artsen doctor physician dokter behandelaar  practitioner zorgverlener behandelend behandelende arzt medecin provider clinician consultant medico lekarz doktor zorgaanbieder hekim hekimi",
    ),
    (&[Doctor, Specialist], "specialist specialisten gynaecoloog verloskundige internist uroloog facharzt"),
    (
        &[Requester],
        "voorschrijver voorschrijvend insturend insturende aanvrager aanvragers aanvragend aanvragende requester requestor verwijzer verwijzend einsender prescripteur ordering requesting referrer referring inzendend aangevraagddoor requestedby",
    ),
    (
        &[Organisation],
        "opdrachtgever opdrachtgevers donneurdordre donneurordre commettant auftraggeber orderingparty orderingfacility namens inopdrachtvan onbehalfof behalf tenant mandant verwerkingsverantwoordelijke controller klant klanten instelling opdrgever org organisatie organisation organization inzender institution facility customer bedrijf company ziekenhuis hospital zorginstelling krankenhaus hopital einrichtung",
    ),
    (&[Practice], "praktijk praktijken practice praxis cabinet"),
    (
        &[Contact],
        "contactpersoon contact contacten nok emergency noodcontact nextofkin kin contactperson kontaktperson kontakt waarschuwen ice",
    ),
    (
        &[Partner],
        "prtnr partner partners echtgenoot echtgenote echtgenoots spouse husband wife ehepartner conjoint conyuge echtgen gehuwde gehuwd married huwelijks aangetrouwde",
    ),
    (
        &[Relative],
        "moeder vader mother father ouder ouders parent kinderen gezin gezinslid verzorger voogd guardian mantelzorger werkgever employer",
    ),
    (&[Relative, Child], "kind child"),
    (&[Insurer], "verzekeraar verzekeraars zorgverzekeraar insurer uzovi krankenkasse maatschappij mutuelle"),
    (
        &[Recipient],
        "ontvanger recipient recipients verwerker geadresseerde receiver processor bestemming bestemd bestemmeling empfanger destinataire laboratorium laboratory laboratoire labor",
    ),
    // names
    (&[Name], "tnv tennamevan nm naam namen name names nom noms nombre nome isim name1 naw"),
    (&[Full], "volledig volledige full weergave display complete complet completo vollstandiger gehele"),
    (
        &[Surname],
        "an sn geslnm geslnaam geslachtsnm achternm anm achternaam achternamen surname surnames lastname familienaam familiename familyname geslachtsnaam nachname familienname zuname apellido apellidos soyadi soyad soyisim nazwisko cognome sobrenome apelido patronyme anaam lname lastnm achtern acht efternamme",
    ),
    (&[Last], "last achter family familie geslachts famille"),
    (
        &[Maiden, Surname],
        "meisjesnaam maidenname geboortenaam birthname madchenname geburtsname meisjes maiden",
    ),
    (&[Own], "eigen own"),
    (&[First], "first voor"),
    (&[Middle], "middle tweede second"),
    (
        &[Given],
        "roepn voorn foarnammen vn vrnm voornm vrnaam vrnmn roepnm rpnm voornaam voornamen roepnaam doopnaam doopnamen firstname firstnames givenname givennames given forename forenames callname vorname vornamen rufname prenom prenoms pila adi ad imie imiona vnaam fname christian call",
    ),
    (
        &[Initials],
        "vrlt vrltrs vltr voorlt vrl voorletters voorletter initialen initials initial initialien initiales init voorl vlt vl initialer vltrs voorlet",
    ),
    (
        &[Prefix],
        "tussenvoegsel tussenvoegsels tussenv tussen tv tussenvgsl voorvoegsel voorvoegsels voorvgsl voorv vvoeg prefix prefixes prefics vv infix infixes vvgsl vorsatzwort namensvorsatz tssnvgsl tussenvoeg tus vvg tvgsl tussenvoegs",
    ),
    (&[Partner, Name], "partnm prtnm partnernm partnr"),
    (&[Partner, Prefix], "vvpart vvgslpart vvpartner vvprt"),
    (&[Salutation], "aanhef salutation anrede aanspreektitel"),
    (&[Use, Name], "naamgebruik nameuse naamgebruiks naamgebruikcode"),
    (&[Use], "gebruik usage"),
    (
        &[Former],
        "vorig vorige oud oude vroeger vroegere eerder eerdere former previous prev old voormalig voormalige ancien ancienne anterior precedente poprzedni poprzednie eski fruher fruhere fruherer alte",
    ),
    // dates
    (
        &[Birth, Date],
        "gdat gb gbd bertedatum gbdatum gebdat gebdt gebdtm gbdat gdatum dob birthday birthdt bdate bday geburtstag gebd gd dgeb dtgeb dnaiss ddn",
    ),
    (
        &[Birth],
        "geboorte geb geboren birth born geburts geburt naissance naiss nacimiento nascimento nascita dogum urodzenia urodzony ne geborene geboort gebrt gebor gbrt bir",
    ),
    (
        &[Date],
        "datum datums date dates dat dt fecha tarih tarihi datumtijd timestamp datetime tijdstip daty zeitstempel stamp horodatage dtm",
    ),
    (&[Year], "jaar year jahr annee jaartal ano anno yil rok yr"),
    (&[Month], "maand month monat mois mes mese ay miesiac mnd"),
    (&[Day], "dag day tag jour dia giorno gun dzien"),
    (&[Time], "tijd time uur hour uhrzeit heure hora minuut"),
    (
        &[Taken],
        "afname afgenomen collection collected sampling sampled abnahme entnahme prelevement prelievo pobrania taken drawn toma",
    ),
    (
        &[Received],
        "ontvangst ontvangen binnenkomst received receipt eingang eingangs eingegangen reception binnen arrival",
    ),
    (
        &[Reported],
        "rapport rapportage report reported gerapporteerd autorisatie geautoriseerd authorised authorized befunddatum afgerond gereed print printed gedrukt afdruk",
    ),
    (
        &[Changed],
        "mutatie gewijzigd wijziging created updated modified changed aangemaakt aanmaak ingevoerd invoer wijzigings laatst update inschrijf inschrijving ingeschreven registered registration registratie entry bezoek visit consult afspraak appointment contactmoment opname admission ontslag encounter",
    ),
    (
        &[Begins],
        "ingang ingangs start begin eind einde end vanaf tot from until geldig valid verval vervalt expiry expires",
    ),
    (
        &[Sent],
        "verzonden verzending verzend verstuurd verstuur sent send verzonddatum verzond verschickt gesendet envoye verstrekt verstrekking verstrekkings aangeleverd geleverd",
    ),
    (
        &[Exchanged],
        "uitwisseling uitgewisseld exchange exchanged disclosed disclosure gedeeld gedeelde shared deling",
    ),
    (
        &[Death],
        "overlijden overlijdens overleden death died gestorven sterf verstorben todes tod sterbe deces decede overl defuncion",
    ),
    (&[Death, Flag], "deceased dead"),
    (&[Left], "emigratie geemigreerd vertrek vertrokken emigrated emigration departure departed left"),
    // residence and contact
    (
        &[Sex],
        "geslacht sex gender mv mvo mvx mf fm vm mw mwd vmo gesl geschlecht sexe sexo cinsiyet plec sesso genre geslachtsaanduiding geslachtcd sekse genero kunne",
    ),
    (
        &[Address],
        "adres adressen address addresses adr adresse direccion anschrift indirizzo endereco morada domicilio addr woonadres huisadres",
    ),
    (&[Line], "regel lijn line zeile ligne linea"),
    (
        &[Street],
        "straat straatnaam street strasse str rue calle ulica sokak cadde via rua openbareruimte straatnm strt",
    ),
    (&[House], "huis house haus hs"),
    (&[House, Number], "huisnummer huisnr hnr hsnr hausnr hausnummer huisno hno housenr houseno"),
    (&[Suffix], "toevoegsel toevoeging toev toevoegingen suffix letter tvg toevg zusatz complement addition"),
    (&[House, Suffix], "huisletter htoev hlt hletter huislt"),
    (&[Post], "post postal postale posta pocztowy pocztowa"),
    (
        &[Postcode],
        "postcode postcodes postc pcode pc zip zipcode zippostal plz postleitzahl postkodu codepostal cap cep postcd pstcd postkoade",
    ),
    (
        &[City],
        "wplaats woonplaats plaats city town stad woonpl gemeente ort wohnort ville ciudad sehir miasto plaatsnaam plts residence woonpltsnaam woonpltsnm localidad localidade cidade citta comune commune miejscowosc ilce poblacion place wpl woonplts stadt gemeinde municipality",
    ),
    (&[Country], "land country landcode pays pais paese kraj ulke nation"),
    (&[Abroad], "buitenland abroad rni overseas ausland"),
    (
        &[Secret],
        "geheimhouding geheim secrecy secret confidential confidentiality geheime afgeschermd vertrouwelijk",
    ),
    (&[Email], "email em mail eposta correo courriel epost elektronische emailadres mailadres epostadresse"),
    (
        &[Phone],
        "telefoon tillefoan telefoons tel telnr telno mobiel mobiele mobile mob gsm phone telephone cell cellphone handy telefon telefono telefone telemovil telemovel movil cellulare portable cel tlf tfn telf rufnummer mobil tele komorkowy 06 msisdn contactnummer",
    ),
    (&[Account], "iban rekening bankrekening account bank konto kontonummer rek"),
    // numbers
    (&[Number], "nummer nummers nr no n num number numbers numero nro nummern numer numara nrs nbr"),
    (&[Code], "code codes cod codigo codice kod kodu kode cd"),
    (&[Key], "id key sleutel ids identifier identificatie uid guid uuid rownr rownummer rowid pk"),
    (
        &[Bsn],
        "bsn bsnnr burgerservicenr burgerservicenummer sofi sofinummer sofinr citizenservice citizen nationalid ssn nnnld",
    ),
    (
        &[Dossier],
        "medicalrecordnumber hospitalnumber hospitalno pasnummer epd his zis mrn ziekenhuisnummer dossier dossiers medicalrecord pid patno patnr hisnummer chart akte zisnr",
    ),
    (&[Insurance], "zorgverzekering verzekering verzekerings insurance versicherungs versicherung assurance"),
    (
        &[Insured],
        "verznummer polis policy polisy poliza versnr verznr verzekerdenr verzekerdennr zorgpas verzekerde verzekerden verzekerdennummer insured versicherten versichertennummer relatienummerverzekeraar polisnr",
    ),
    (&[Agb], "agb agbcode agbcodes agbz"),
    (
        &[Specimen],
        "monster monsters specimen specimens sample samples probe proben materiaal buis buizen buisje pot potje prep preparaat probennummer echantillon muestra campione amostra probka tube vial",
    ),
    (&[Barcode], "barcode barcodes streepjescode strichcode scancode"),
    (&[Lab], "lab labo"),
    (
        &[Order],
        "order orders bestelling auftrag auftrags auftragsnummer accession placer filler uitnodiging uitnodigings invitation commande ordernummers opdracht",
    ),
    (
        &[Request],
        "aanvr aanvraag aanvragen request requests anforderung demande verzoek verwijzing referral requisition",
    ),
    // examination
    (
        &[Test],
        "bep onderz verr target targets onderzoek onderzoeken onderzoeks bepaling bepalingen bepalings test tests analyse analyses analysis examination exam verrichting verrichtingen untersuchung untersuchungs examen examens procedure esame prueba badanie tahlil analyte investigation tetkik undersyk assay requestedtest onderzk",
    ),
    (
        &[TestName],
        "hpv cytologie cytology pap papuitslag uitstrijkje uitstrijk pcr soa chlamydia gonorroe hiv kweek histologie pathologie kopac ferritine glucose hemoglobine cholesterol psa tsh",
    ),
    (&[Test, Kind], "testkind"),
    (
        &[Kind],
        "soort soorten type types typen art categorietype omschrijving description beschrijving aangevraagd aangevraagde requested gevraagd gevraagde panel",
    ),
    (
        &[Result],
        "uitslag uitslagen resultaat resultaten result results uitkomst uitkomsten outcome ergebnis ergebnisse resultat resultats resultado risultato wynik sonuc befund conclusie conclusion bevinding diagnosecode meetwaarde uitsl utslach",
    ),
    (&[Value], "wrd val waarde value wert valeur valor"),
    (
        &[Text],
        "klacht klachten anamnese medicatie medication diagnose diagnosis diagnoses anticonceptie anticonceptivum menstruatie complaint complaints indicatietekst indication klinisch klinische clinical vraagstelling symptomen symptoms voorgeschiedenis history hormoongebruik aspect advies advice beloop medische medisch medical redenaanvraag redenvanaanvraag redenvanonderzoek redenonderzoek reasonforrequest reasonforreferral ziektegeschiedenis anamn comorbiditeit clinicas clinica cliniche klinicznych med allergie allergieen allergies zwanger zwangerschap klin lm",
    ),
    (
        &[Text, Remark],
        "opmerking opmerkingen remark remarks comment comments toelichting bijzonderheden bijzonderheid note notes notitie notities memo bemerkung bemerkungen remarque remarques observaciones osservazioni uwagi notlar tekst text kommentar commentaar commentaire vrijetekst opm rem",
    ),
    // exchange and staff
    (&[Data], "angaben geg gegevens data persoonsgegevens info informatie information details"),
    (
        &[Category],
        "categorie categorieen category categories gegevenssoort gegevenssoorten velden fields datacategories attributen kategorie kategorien rubrieken",
    ),
    (&[To], "aan to naar"),
    (
        &[Function, Employment],
        "functie functies function functieomschrijving jobtitle beroepsgroep functietitel job stelle fonction",
    ),
    (&[Function], "rol role rolle beroep occupation profession"),
    (
        &[Employment],
        "personeelsnummer personeelsnr personeelsnum dienstverband indienst salaris salary uurloon toestel extension bigcode big bignummer bignr uzi uzinummer formatie fte contracturen",
    ),
    (&[Employment, Thing], "afdeling department werkplek abteilung kostenplaats"),
    // words that change or add nothing
    (&[Flag, Text], "indicatie"),
    (&[Flag], "is aanduiding ind indicator jn j ja yn janee vlag flag yesno"),
    (&[And], "en and und et e i y ve plus met or"),
    (
        &[Filler],
        "van de d l der den het of the di da do del della des du le la les por per op on am bij at by in om von zum zur door uit \
         dd ddmm ddmmjjjj ddmmyyyy jjjj yyyy yyyymmdd jjjjmmdd jj yy mm mmddyyyy ddmmyy hh ss hhmm hhmmss nl ned nederland netherlands \
         tbl dbo fld txt vld veld field kolom column huidig huidige current actueel actuele present cijfers digits tekens posities characters chars karakters verplicht optioneel optional \
         thuis prive private work werk zakelijk home vast vaste overdag avond primary primair hoofd main eerste laatste \
         lijst overzicht bestand register record records system systeem extern externe external intern interne internal relatie \
         gba brp officieel official wettelijk juridisch nieuw nieuwe new tijdelijk tijdelijke temporary corr correspondentie index",
    ),
    (
        &[Goods, Thing],
        "artikel artikelen article articles product producten lot batch voorraad stock leverancier supplier magazijn",
    ),
    (
        &[Thing],
        "prijs prijzen price tarief bedrag amount aantal count quantity qty eenh eenheid unit units \
         lfd referentie reference totaal total status prioriteit priority spoed urgent leeftijd age alter alder edad eta wiek yas \
         nationaliteit nationality taal language burgerlijke burgerlijk staat marital titel title titre titolo titulo geverifieerd verified gecontroleerd \
         gecheckt controle check validated versie version volgnummer volgnr regelnummer rangnummer sequence seq teller counter \
         kleur color url website fax omzet factuur invoice budget temperatuur gewicht weight lengte height \
         percentage score cijfer puntentelling ticket kanaal channel bron source bestandsnaam filename wachtwoord password hash token \
         ip ipadres ipaddress host apparaat device methode method reden reason voltooid complexiteit wijk buurt provincie province regio region locatie location afnamelocatie vestiging filiaal loket",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_word_stands_twice_and_all_are_folded() {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (n, (_, words)) in WORDS.iter().enumerate() {
            for word in words.split_whitespace() {
                assert_eq!(seen.insert(word, n), None, "{word}");
                assert_eq!(crate::fold(word), word);
                assert!(word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{word}");
            }
        }
    }
}
