//! Sex as sources write it.

use peil_model::Sex;

/// The sex that a code or word says; `None` for unknown, empty or anything else.
///
/// Letters of HL7 and EDIFACT (`M`, `F`, `V`, `X`, `O`), ISO 5218 digits (`1` male, `2` female), Dutch and English words.
pub fn parse(raw: &str) -> Option<Sex> {
    let word = raw.trim().trim_matches(['"', '\'', '.', '(', ')']).to_lowercase();
    match word.as_str() {
        "m" | "h" | "man" | "male" | "mannelijk" | "1" | "jongen" | "dhr" | "de heer" | "heer" | "erkek"
        | "hombre" | "varon" | "mezczyzna" | "mężczyzna" | "homme" | "uomo" | "homem" | "männlich"
        | "maennlich" => Some(Sex::Male),
        "f" | "v" | "vrouw" | "female" | "vrouwelijk" | "2" | "w" | "meisje" | "mw" | "mevr" | "mevrouw"
        | "woman" | "kadin" | "kadın" | "mujer" | "kobieta" | "k" | "femme" | "donna" | "mulher"
        | "weiblich" => Some(Sex::Female),
        "x" | "o" | "a" | "other" | "anders" | "overig" | "non-binair" | "neutraal" => Some(Sex::Other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_codes() {
        for (sex, all) in [
            (Some(Sex::Male), ["M", "m", "1", "Man", "male"]),
            (Some(Sex::Female), ["F", "V", "2", "vrouw", " Female "]),
            (Some(Sex::Other), ["X", "O", "A", "x", "anders"]),
            (None, ["U", "9", "", "onbekend", "N"]),
        ] {
            for raw in all {
                assert_eq!(parse(raw), sex, "{raw}");
            }
        }
    }
}
