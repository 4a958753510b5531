//! Words that steer the reading of running text, and what each of them announces.

use std::sync::LazyLock;

/// What a word announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// Nothing.
    None,
    /// A person's name follows: `mevrouw`, `dhr.`.
    Title,
    /// As a title, but borne by care providers more often than by patients: `dr.`, `prof.`.
    Academic,
    /// A birth date follows.
    Born,
    /// A BSN follows.
    Bsn,
    /// A telephone number follows.
    Phone,
    /// A fax number follows, which is an organisation's.
    Fax,
    /// A number of a specimen follows.
    Specimen,
    /// A number of an order follows.
    Order,
    /// A number of a patient at an institution follows.
    PatientNumber,
    /// An insurance number follows.
    Policy,
    /// A number follows that is nothing of a person's: ticket, invoice, reference.
    Reference,
    /// A general practitioner or practice is meant.
    Gp,
    /// Another care provider is meant.
    Practitioner,
    /// Somebody of an organisation's staff is meant.
    Staff,
    /// A relative or contact person is meant.
    Relative,
    /// The person examined is meant.
    Patient,
    /// The subject of a letter follows.
    Subject,
    /// A letter ends; the sender's name follows.
    Closing,
    /// A sender or author follows.
    Sender,
    /// An organisation is meant.
    Organisation,
    /// The writer's own side is meant: `onze`, `wij`.
    Ours,
    /// An examination.
    Test,
    /// An outcome that needs an examination or the word "uitslag" beside it.
    Outcome,
    /// The word "uitslag" itself.
    Result,
    /// Complaints, medication, history.
    Medical,
    /// The name of a month.
    Month,
    /// A prefix of a surname in small letters: part of a name, never its start in a sentence.
    Prefix,
    /// A word that may have a capital at the start of a sentence and is no name.
    Opener,
    /// A word of a total, page head or page foot.
    Total,
}

const WORDS: &[(Cue, &str)] = &[
    (
        Cue::Title,
        "mevrouw mevr mw mvr mej mejuffrouw heer dhr hr meneer mrs mr ms miss frau herr jongeheer jongedame",
    ),
    (Cue::Academic, "dr drs prof professor doctor dra ir ing"),
    (
        Cue::Born,
        "geb geboren geboortedatum gebdatum geb.datum geb.dat gebdat gebdt dob d.o.b born \
            geboortedat geboorte-datum birthdate gd g.d geb.dd geb.d.d",
    ),
    (
        Cue::Bsn,
        "bsn burgerservicenummer sofinummer sofi-nummer sofinr bsn-nummer bsnnummer bsnnr bsn-nr sofi b.s.n",
    ),
    (
        Cue::Phone,
        "tel telefoon telefoonnummer telefoonnr tel.nr telnr mobiel mob mobile gsm phone tel.nummer \
            mobielnummer mobielnr",
    ),
    (Cue::Fax, "fax faxnummer faxnr doorkiesnummer doorkiesnr telefax kvk kvk-nummer btw btw-nummer"),
    (
        Cue::Specimen,
        "monster monsternummer monsternr monster-id specimen barcode labnummer labnr lab-nr lab.nr \
            buisnummer buisnr specimennummer specimennr monsterid potnummer sample",
    ),
    (Cue::Order, "order ordernummer ordernr order-id aanvraagnummer aanvraagnr orderid accession aanvraag"),
    (
        Cue::PatientNumber,
        "patientnummer patientnr patnr patient-id patientid pat.nr epd-nummer epdnummer epdnr \
            cliëntnummer clientnummer clientnr dossiernummer dossiernr dossier mrn",
    ),
    (
        Cue::Policy,
        "polis polisnummer polisnr verzekerdennummer verzekerdenummer verzekeringsnummer \
            relatienummer polisnr",
    ),
    (
        Cue::Reference,
        "ticket ticketnr ticketnummer factuur factuurnummer factuurnr kenmerk ref referentie \
            referentienummer zaak zaaknummer zaaknr case call job build rekening rekeningnummer serie \
            serienummer artikel artikelnummer artikelnr bestelling bestelnummer transactie transaction \
            txn request req session msg msgid bericht berichtnummer message id nr nummer no number bon \
            bonnummer pakbon batch lot chargenummer charge apparaat pid thread versie version account \
            klantnummer debiteur debiteurnummer incident melding meldingsnummer record row regel index \
            size bytes port poort uid gid hash seq offset duration kamer zaal toestel tst bedrag kosten",
    ),
    (Cue::Gp, "huisarts huisartsen huisartsenpraktijk huisartspraktijk huisartsenpost gp hausarzt huisartse"),
    (
        Cue::Practitioner,
        "arts gynaecoloog gynaecologe patholoog pathologe specialist verloskundige internist uroloog \
            chirurg cardioloog dermatoloog neuroloog radioloog kinderarts psychiater apotheker tandarts \
            fysiotherapeut verpleegkundige behandelaar medisch microbioloog arts-microbioloog waarnemer \
            poh bedrijfsarts basisarts coassistent",
    ),
    (
        Cue::Staff,
        "analist analiste laborant laborante medewerker medewerkster assistent assistente \
            doktersassistente secretaresse secretariaat administratie balie receptie manager hoofd \
            teamleider coordinator directeur programmeur beheerder applicatiebeheerder systeembeheerder \
            accountmanager contact helpdesk servicedesk supervisor planner collega user gebruiker \
            username login author auteur maintainer opsteller",
    ),
    (
        Cue::Relative,
        "contactpersoon moeder vader dochter zoon echtgenoot echtgenote partner man vrouw zus zuster \
            broer buurvrouw buurman mantelzorger mantelzorgster mantelzorg oma opa schoondochter \
            schoonzoon nicht neef vriendin vriend voogd wettelijk",
    ),
    (
        Cue::Patient,
        "patient patiente client cliente deelnemer deelneemster betrokkene pat pte patiënte \
            patientgegevens persoonsgegevens",
    ),
    (Cue::Subject, "betreft inzake onderwerp subject re betr"),
    (Cue::Closing, "hoogachtend groet groeten regards sincerely hoogachting getekend mvg vriendelijke"),
    (Cue::Sender, "afzender"),
    (
        Cue::Organisation,
        "b.v bv n.v nv stichting praktijk ziekenhuis ziekenhuizen hospital afdeling laboratorium lab \
            maatschap kliniek polikliniek centrum gemeente zorggroep diagnostics diagnostiek umc mc \
            leverancier ggd bevolkingsonderzoek t.a.v tav instituut bureau apotheek zorgverzekeraar \
            verzekeraar medisch medische koeltechniek postbus",
    ),
    (Cue::Ours, "ons onze wij we contact bereikbaar bereiken vragen"),
    (
        Cue::Test,
        "hpv uitstrijkje uitstrijkjes cytologie cytologisch cytologische kweek papanicolaou smear \
            uitstrijk zelfafnameset hpv-test hpv-onderzoek bloedonderzoek urineonderzoek chlamydia \
            biopt biopsie colonoscopie mammografie hb glucose hba1c tsh pap-test",
    ),
    (
        Cue::Outcome,
        "positief negatief positive negative afwijkend pos neg kopac pap pap1 pap2 pap3a pap0 \
            onvoldoende normaal afwijking afwijkingen hpv+ detected gevonden aangetoond aangetroffen",
    ),
    (Cue::Result, "uitslag uitslagen resultaat resultaten result results uitkomst ergebnis"),
    (
        Cue::Medical,
        "klachten anticonceptie menstruatie bloedverlies anamnese medicatie zwanger zwangerschap \
            contactbloeding spiraaltje hormoongebruik diagnose overgang buikpijn allergie \
            zwangerschapswens miskraam",
    ),
    (
        Cue::Month,
        "januari februari maart april mei juni juli augustus september oktober november december \
            january february march may june july august october jan feb mrt apr jun jul aug sep sept \
            okt oct nov dec januar februar juli marz mai dezember",
    ),
    (
        Cue::Prefix,
        "van de der den het ter ten te 't 's el al bin ben la le du di da dos von zu op in aan bij d \
            l v vd v.d v/d vande vanden vander onder over uit voor tot",
    ),
    (
        Cue::Opener,
        "daarna toen vandaag gisteren morgen ook en met naar over afspraak afspraken gesproken \
            gebeld gespreksverslag terugbellen terugbel terugbellijst bel belde verzoek geachte beste \
            zij hij ze ik u uw een het dit deze die dat als om wegens graag svp s.v.p zie let dear \
            hello hallo hoi hi lieve naam adres datum tijd notitie notities verslag telefonisch collega \
            besproken gezien aanwezig nieuwe nieuw vraagt heeft is was werd wil zal kan moet maandag \
            dinsdag woensdag donderdag vrijdag zaterdag zondag na voordat info warn warning error debug \
            trace fatal plaats woonplaats straat postcode e-mail email mail from to cc bcc van aan \
            lijst blad pagina page blz nederland nl voornaam achternaam voorletters geslacht opmerking \
            opmerkingen onderzoek datum gegevens",
    ),
    (Cue::Total, "totaal total subtotaal aantal vervolg einde akkoord paraaf afgedrukt printed"),
];

/// Prepositions among the prefixes that begin sentences: `Voor Jan Jansen`, `Van A. Bos`.
const PREPOSITIONS: [&str; 8] = ["van", "voor", "aan", "bij", "over", "op", "in", "uit"];

type Bucket = Vec<(&'static str, Cue)>;

/// The words by their first letter; the last bucket holds those that begin with anything else.
static BUCKETS: LazyLock<Vec<Bucket>> = LazyLock::new(|| {
    let mut buckets: Vec<Bucket> = vec![Vec::new(); 27];
    for (cue, words) in WORDS {
        for word in words.split(' ') {
            if let Some(bucket) = buckets.get_mut(bucket(word.as_bytes()))
                && !bucket.iter().any(|(w, _)| *w == word)
            {
                bucket.push((word, *cue));
            }
        }
    }
    buckets
});

fn bucket(word: &[u8]) -> usize {
    match word.first() {
        Some(b @ b'a'..=b'z') => usize::from(b - b'a'),
        _ => 26,
    }
}

/// Longest word of the list, in bytes.
const LONGEST: usize = 24;

/// What the word announces, whatever its case and its diacritics.
pub(super) fn cue(word: &str) -> Cue {
    if word.len() > LONGEST {
        return Cue::None;
    }
    let mut plain = [0_u8; LONGEST];
    let mut n = 0;
    for c in word.chars() {
        let Some(slot) = plain.get_mut(n) else { return Cue::None };
        *slot = match c {
            'A'..='Z' => c.to_ascii_lowercase() as u8,
            'à' | 'á' | 'â' | 'ä' | 'Ä' => b'a',
            'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => b'e',
            'ì' | 'í' | 'î' | 'ï' | 'Ï' => b'i',
            'ò' | 'ó' | 'ô' | 'ö' | 'Ö' => b'o',
            'ù' | 'ú' | 'û' | 'ü' | 'Ü' => b'u',
            '’' | '‘' => b'\'',
            c if c.is_ascii() => c as u8,
            _ => return Cue::None,
        };
        n += 1;
    }
    let plain = plain.get(..n).unwrap_or(&[]);
    let Some(list) = BUCKETS.get(bucket(plain)) else { return Cue::None };
    list.iter().find(|(w, _)| w.as_bytes() == plain).map_or(Cue::None, |(_, c)| *c)
}

/// Whether a prefix word is as often a preposition at the start of a sentence.
pub(super) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.iter().any(|p| word.eq_ignore_ascii_case(p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_any_case_and_marks() {
        for (word, expected) in [
            ("Mevrouw", Cue::Title),
            ("PATIËNTE", Cue::Patient),
            ("patiënt", Cue::Patient),
            ("geb.datum", Cue::Born),
            ("Geboortedatum", Cue::Born),
            ("huisarts", Cue::Gp),
            ("Jansen", Cue::None),
            ("", Cue::None),
            ("een-woord-dat-veel-te-lang-is-voor-de-lijst", Cue::None),
        ] {
            assert_eq!(cue(word), expected, "{word}");
        }
    }

    #[test]
    fn no_word_is_longer_than_the_buffer() {
        assert!(WORDS.iter().flat_map(|(_, w)| w.split(' ')).all(|w| w.chars().count() <= LONGEST));
    }
}
