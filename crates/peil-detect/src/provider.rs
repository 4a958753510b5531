//! Care providers by their names: who is a general practitioner.

use crate::fold;

/// Parts of the names of those who are none.
const OTHERS: [&str; 19] = [
    "zorggroep",
    "specialist",
    "gynaeco",
    "ziekenhuis",
    "internist",
    "uroloog",
    "verlosk",
    "patholo",
    "chirurg",
    "dermato",
    "kliniek",
    "umc",
    "hospital",
    "bevolkingsonderzoek",
    "screening",
    "laborator",
    "ggd",
    "medisch centrum",
    "thuiszorg",
];

/// Whether a name is that of an organisation or specialist, and of no general practice.
pub(crate) fn is_no_gp(name: &str) -> bool {
    is_no_gp_folded(&fold(name))
}

/// The same of a folded name.
pub(crate) fn is_no_gp_folded(folded: &str) -> bool {
    !folded.contains("huisarts") && OTHERS.iter().any(|w| folded.contains(w))
}

/// Whether a name is that of an organisation or department, and of no person.
pub(crate) fn is_organisation(name: &str) -> bool {
    const WORDS: [&str; 13] = [
        "huisartsen",
        "huisartspr",
        "praktijk",
        "centrum",
        "laborator",
        "diagnost",
        "cooperatie",
        "poli",
        "afdeling",
        "ziekenhuis",
        "kliniek",
        "stichting",
        "ggd",
    ];
    let folded = fold(name);
    WORDS.iter().any(|w| folded.contains(w))
        || folded.split_whitespace().any(|w| matches!(w, "lab" | "bv" | "b.v."))
}

#[cfg(test)]
mod tests {
    use super::is_no_gp;

    #[test]
    fn names_of_providers() {
        for (name, expected) in [
            ("Bevolkingsonderzoek Zuidwest", true),
            ("Streekziekenhuis X, afd. chirurgie", true),
            ("Huisartsen Ziekenhuisplein", false),
            ("J. de Vries", false),
        ] {
            assert_eq!(is_no_gp(name), expected, "{name}");
        }
    }
}
