//! Whether a recipient is the processor.

use peil_detect::fold;

/// Legal forms and articles that do not tell organisations apart.
const FORMS: [&str; 22] = [
    "bv",
    "nv",
    "vof",
    "cv",
    "ua",
    "stichting",
    "st",
    "maatschap",
    "cooperatie",
    "cooperatief",
    "vereniging",
    "eenmanszaak",
    "gmbh",
    "ag",
    "ltd",
    "limited",
    "inc",
    "llc",
    "sa",
    "bvba",
    "srl",
    "plc",
];

/// Whether a recipient is one of the processor's names, whatever the case, punctuation and legal form (`B.V.`, `Stichting`).
pub fn is_processor(recipient: &str, names: &[String]) -> bool {
    let plain = bare(recipient);
    !plain.is_empty() && names.iter().any(|n| bare(n) == plain)
}

/// A name's letters and digits without legal form. A name that is nothing else stays.
fn bare(name: &str) -> String {
    let folded = fold(name).replace('.', "").replace('&', " en ");
    let mut words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    // `b. v.` and `n v` are two words by now.
    let split_form = |w: &[&str]| matches!(w, ["b" | "n" | "c", "v"]);
    if words.len() > 2 && words.last_chunk::<2>().is_some_and(|w| split_form(w)) {
        words.truncate(words.len() - 2);
    }
    while words.len() > 1 && words.last().is_some_and(|w| FORMS.contains(w)) {
        words.pop();
    }
    while words.len() > 1 && words.first().is_some_and(|w| FORMS.contains(w)) {
        words.remove(0);
    }
    words.concat()
}

#[cfg(test)]
mod tests {
    use super::is_processor;

    #[test]
    fn names_compare_without_case_and_legal_form() {
        let names = ["Clinical Diagnostics NMDL".to_owned(), "Stichting X-Lab".to_owned(), "BV".to_owned()];
        for (recipient, expect) in [
            ("clinical diagnostics nmdl b.v.", true),
            ("CLINICAL DIAGNOSTICS NMDL BV", true),
            ("Clinical-Diagnostics (NMDL) B. V.", true),
            ("  Clinical  Diagnostics NMDL, N.V.", true),
            ("ClinicalDiagnosticsNMDL", true),
            ("X Lab", true),
            ("xlab stichting", true),
            ("bv", true),
            ("Clinical Diagnostics", false),
            ("Clinical Diagnostics NMDL Zuid", false),
            ("B.V. X", false),
            ("", false),
        ] {
            assert_eq!(is_processor(recipient, &names), expect, "{recipient}");
        }
    }
}
