//! What the sentences of a message's free text are about: an examination, the patient's health, or only who she is.

use peil_model::Category;

use crate::{columns, fold};

/// Words that announce an examination by name: `Onderzoek Ferritine: 310 ug/L`.
const EXAMINED: [&str; 6] = ["onderzoek ", "bepaling ", "test ", "uitslag ", "resultaat ", "uitslag van "];
/// Labels of an outcome.
const OUTCOMES: [&str; 6] = ["uitslag", "uitslagen", "resultaat", "resultaten", "cytologie", "hpv"];
const CONCLUSIONS: [&str; 2] = ["conclusie", "beoordeling"];
/// Beginnings of sentences that say who the patient is, some only with a birth date or number behind them.
const IDENTITY: [&str; 7] = ["naam", "geb", "bsn", "burgerservice", "adres", "wonende", "woonadres"];
const PERSON: [&str; 5] = ["betreft", "betr", "patient", "mevrouw", "de heer"];
/// Abbreviations whose full stop ends no sentence.
const SHORT: [&str; 10] = ["mw", "dhr", "mevr", "mr", "dr", "geb", "nr", "tel", "ca", "afd"];
/// Digits of a birth date or more: `patient gebruikt al 3 maanden ...` is no identity.
const IDENTITY_DIGITS: usize = 5;
/// Words with which a message speaks of itself.
const NOTICE: [&str; 6] = [
    "dit bericht",
    "automatisch aangemaakt",
    "niet ondertekend",
    "laboratoriumsysteem",
    "vriendelijke groet",
    "hoogachtend",
];

/// The categories of the text.
pub(super) fn said(text: &str) -> Vec<Category> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        let folded = fold(sentence);
        let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
        if letters == 0 || NOTICE.iter().any(|n| folded.contains(n)) {
            continue;
        }
        match examination(&folded) {
            Some((named, outcome)) => {
                found.extend(named.then_some(Category::TestKind));
                found.extend(outcome.then_some(Category::TestResult));
            }
            None if is_identity(&folded) => {}
            None => found.push(Category::MedicalText),
        }
    }
    found
}

/// The first colon that stands in no time of the day.
fn colon(folded: &str) -> Option<usize> {
    let digit = |at: Option<usize>| at.and_then(|i| folded.as_bytes().get(i)).is_some_and(u8::is_ascii_digit);
    folded.match_indices(':').map(|(at, _)| at).find(|at| !(digit(at.checked_sub(1)) && digit(Some(at + 1))))
}

/// Whether a sentence names an examination, and whether it gives the outcome; nothing if it is about none.
fn examination(folded: &str) -> Option<(bool, bool)> {
    let (label, value) = folded.split_at_checked(colon(folded)?)?;
    let value = value.trim_start_matches(':');
    let (label, value) = (undated(unaddressed(label)), value.trim());
    let announced = EXAMINED.iter().any(|w| label.strip_prefix(w).is_some_and(|name| !name.is_empty()));
    // `betreft kweek wond linkeronderbeen: S. aureus`
    const LABEL_WORDS: usize = 5;
    let words = label.split_whitespace().count();
    let told = words <= LABEL_WORDS && label.split_whitespace().any(columns::is_only_test);
    // A laboratory concludes from what it measured: `conclusie laboratorium: BSE 64`.
    let measured = CONCLUSIONS.iter().any(|c| label.starts_with(c) && label.contains(" lab"));
    let of_test = value.split_whitespace().next().is_some_and(columns::is_only_test);
    let named = announced || told || columns::is_test(label) || measured && of_test;
    // Another conclusion may be a diagnosis as well.
    let concluded = measured || CONCLUSIONS.contains(&label) && columns::is_result(value);
    let outcome = named || concluded || OUTCOMES.contains(&label);
    outcome.then(|| (named, value.chars().any(char::is_alphanumeric)))
}

/// `geachte collega, urinekweek` after `urinekweek`.
fn unaddressed(label: &str) -> &str {
    let greets = ["geachte", "beste", "l.s.", "dear"].iter().any(|w| label.trim_start().starts_with(w));
    let rest = label.split_once(',').filter(|(greeting, _)| greets && greeting.len() <= 40);
    rest.map_or(label, |(_, rest)| rest).trim()
}

/// `urinekweek van 19-03-2022` after `urinekweek`.
fn undated(label: &str) -> &str {
    let dated = |word: &&str| {
        let at = label.find(*word)?;
        label.get(at + word.len()..)?.starts_with(|c: char| c.is_ascii_digit()).then_some(at)
    };
    let at = [" van ", " dd ", " d.d. ", " op "].iter().filter_map(dated).min();
    at.and_then(|at| label.get(..at)).unwrap_or(label).trim()
}

/// A sentence that begins with who she is; what follows a name is told in another sentence.
fn is_identity(folded: &str) -> bool {
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    IDENTITY.iter().any(|w| folded.starts_with(w))
        || (PERSON.iter().any(|w| folded.starts_with(w)) && digits >= IDENTITY_DIGITS)
}

/// Lines and sentences: a full stop ends one if a capital follows and no initial stands before it.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        let ends = line.match_indices(". ").map(|(at, _)| at).filter(|at| {
            let initial = line.get(..*at).is_some_and(|s| {
                s.chars().next_back().is_some_and(char::is_uppercase)
                    && s.chars().nth_back(1).is_none_or(|c| c == ' ' || c == '.')
            });
            let capital = line.get(at + 2..).is_some_and(|s| s.trim_start().starts_with(char::is_uppercase));
            let word = line.get(..*at).and_then(|s| s.rsplit([' ', '(']).next()).unwrap_or("").to_lowercase();
            capital && !initial && !SHORT.contains(&word.as_str())
        });
        let mut from = 0;
        let mut out: Vec<&str> = Vec::new();
        for at in ends {
            out.extend(line.get(from..=at));
            from = at + 1;
        }
        out.extend(line.get(from..));
        out.into_iter().map(str::trim)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_their_categories() {
        let check = |text: &str, expected: &str| {
            let mut found: Vec<String> = said(text).iter().map(|c| format!("{c:?}")).collect();
            found.dedup();
            assert_eq!(found.join(" "), expected, "{text}");
        };
        check(
            "Onderzoek 25-OH vitamine D: 64 nmol/L. Dit bericht is niet ondertekend.",
            "TestKind TestResult",
        );
        check("Onderzoek Ferritine: 310 ug/L. Dit bericht is automatisch aangemaakt.", "TestKind TestResult");
        check("Betreft patient de Wit, voorletters J.H., BSN 123456782. Onderzoek Hb: .", "TestKind");
        check("Klinische gegevens: gebruikt metformine en simvastatine.", "MedicalText");
        check("Conclusie: Pap 2. Controle over een jaar.", "TestResult MedicalText");
        check("Patient kwam na aandringen voor bloed prikken om 10:15 uur.", "MedicalText");
        check("Conclusie laboratorium: BSE 64, verdenking infectieus proces.", "TestKind TestResult");
        check("Betreft kweek wond linkeronderbeen: S. aureus.", "TestKind TestResult");
        check("Conclusie: mononucleosis infectiosa.", "MedicalText");
        check("Patient gebruikt prednison; klachten sinds 3 maanden.", "MedicalText");
        check("Patient komt terug op het spreekuur", "MedicalText");
        check("Naam: mw. A.B. van den Berg, geboren op 1 oktober 1980.", "");
        check("zie boven", "MedicalText");
        check(
            "Geachte collega,  Urinekweek van 19-03-2022: E. coli meer dan 10 tot de vijfde kve/ml",
            "TestKind TestResult",
        );
        check("", "");
    }
}
