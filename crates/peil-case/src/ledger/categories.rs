//! Categories as ledgers write them: ids, or Dutch and English words.

use std::collections::BTreeMap;

use peil_detect::fold;
use peil_model::Category::{self, *};
use peil_model::CategorySet;

/// Words by what they stand for; a word counts if the cell's word, without blanks and marks, is one of these.
const WORDS: &[(&[Category], &[&str])] = &[
    (
        &[Name],
        &["naam", "namen", "voornaam", "achternaam", "naamgegevens", "initialen", "voorletters", "fullname"],
    ),
    (&[Address], &["adres", "adresgegevens", "postcode", "woonplaats", "straat", "huisnummer", "woonadres"]),
    (&[Name, Address], &["naw", "nawgegevens", "naamenadres"]),
    (&[Name, Address, BirthDate], &["personalia", "persoonsgegevens"]),
    (&[Sex], &["geslacht", "gender"]),
    (&[BirthDate], &["geboortedatum", "gebdatum", "dob", "dateofbirth", "leeftijd", "geboortejaar"]),
    (&[Bsn], &["burgerservicenummer", "sofinummer", "citizenservicenumber"]),
    (
        &[TestKind],
        &[
            "onderzoek",
            "soortonderzoek",
            "typeonderzoek",
            "test",
            "aanvraag",
            "bepaling",
            "testtype",
            "onderzoekstype",
        ],
    ),
    (
        &[TestResult],
        &[
            "uitslag",
            "uitslagen",
            "resultaat",
            "testuitslag",
            "testresultaat",
            "result",
            "onderzoeksuitslag",
            "hpvuitslag",
        ],
    ),
    (
        &[Gp],
        &["huisarts", "huisartsgegevens", "naamhuisarts", "generalpractitioner", "agb", "agbcode", "doctor"],
    ),
    (&[Email], &["mail", "emailadres", "mailadres", "emailaddress"]),
    (
        &[Phone],
        &["telefoon", "telefoonnummer", "tel", "telnr", "mobiel", "mobielnummer", "phonenumber", "telephone"],
    ),
    (&[Iban], &["bankrekening", "rekeningnummer", "bankrekeningnummer", "bankaccount"]),
    (
        &[PatientNumber],
        &["patientnummer", "patientnr", "clientnummer", "patientid", "clientid", "dossiernummer"],
    ),
    (
        &[InsuranceNumber],
        &[
            "verzekerdennummer",
            "polisnummer",
            "verzekeringsnummer",
            "policynumber",
            "verzekering",
            "verzekeringsgegevens",
        ],
    ),
    (
        &[MedicalText],
        &[
            "klachten",
            "anamnese",
            "opmerking",
            "opmerkingen",
            "medischegegevens",
            "medisch",
            "anticonceptie",
            "medicatie",
            "remarks",
            "complaints",
            "vrijetekst",
            "toelichting",
        ],
    ),
];

/// The categories that a cell lists (`naw|bsn`, `Naam, geboortedatum; uitslag`), and how many of its words are none.
pub fn categories(raw: &str) -> (CategorySet, u64) {
    let mut set = CategorySet::EMPTY;
    let mut unknown = 0;
    for word in raw.split(['|', ',', ';', '\n', '+', '/', '&']).flat_map(|w| w.split(" en ")) {
        if word.trim().is_empty() {
            continue;
        }
        let found = one(word);
        unknown += u64::from(found.is_empty());
        found.into_iter().for_each(|c| set.insert(c));
    }
    (set, unknown)
}

/// Cells read before: a ledger of millions of rows has few different ones.
#[derive(Default)]
pub(super) struct Words(BTreeMap<String, (CategorySet, u64)>);

impl Words {
    /// Cells remembered.
    const MOST: usize = 10_000;

    /// As [`categories`].
    pub fn read(&mut self, raw: &str) -> (CategorySet, u64) {
        if let Some(known) = self.0.get(raw) {
            return *known;
        }
        let found = categories(raw);
        if self.0.len() < Words::MOST {
            self.0.insert(raw.to_owned(), found);
        }
        found
    }
}

fn one(word: &str) -> Vec<Category> {
    let plain: String = fold(word).chars().filter(|c| c.is_alphanumeric()).collect();
    if let Some(c) = Category::ALL.into_iter().find(|c| c.id().replace('_', "") == plain) {
        return vec![c];
    }
    let listed = WORDS.iter().find(|(_, words)| words.contains(&plain.as_str()));
    if let Some((set, _)) = listed {
        return set.to_vec();
    }
    // Several words with blanks between: `naam adres bsn`.
    let words: Vec<&str> = word.split_whitespace().collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let each: Vec<Vec<Category>> = words.into_iter().map(one).collect();
    if each.iter().any(Vec::is_empty) { Vec::new() } else { each.concat() }
}

#[cfg(test)]
mod tests {
    use super::categories;

    #[test]
    fn ids_and_words() {
        for (raw, expect) in [
            ("name|address|test_kind", "name|address|test_kind +0"),
            ("NAW, geboortedatum; BSN", "name|address|birth_date|bsn +0"),
            ("naam adres uitslag", "name|address|test_result +0"),
            ("Naam en adres", "name|address +0"),
            ("e-mail/telefoon", "email|phone +0"),
            ("huisarts, iets anders", "gp +1"),
            ("birth date", "birth_date +0"),
            ("medical_text;;", "medical_text +0"),
            ("", " +0"),
        ] {
            let (set, unknown) = categories(raw);
            assert_eq!(format!("{set} +{unknown}"), expect, "{raw}");
        }
    }
}
