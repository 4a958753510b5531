//! Remarks in tables that are not about examinations: an address list's `belt terug` is no medical text, `bloedverdunners` is.

/// Beginnings of words of complaints, medication, history and treatment.
const MEDICAL: &[&str] = &[
    "klacht",
    "pijn",
    "bloed",
    "jeuk",
    "afscheiding",
    "koorts",
    "anticoncept",
    "spiraal",
    "mirena",
    "hormo",
    "menstru",
    "overgang",
    "menopauz",
    "zwanger",
    "miskraam",
    "kraam",
    "medicat",
    "medicijn",
    "antibiot",
    "antistol",
    "inr",
    "tamoxifen",
    "allerg",
    "anamnes",
    "diagnos",
    "diabet",
    "metformin",
    "insulin",
    "antistol",
    "anticoag",
    "kanker",
    "tumor",
    "carcino",
    "chemo",
    "bestral",
    "operat",
    "conisat",
    "lisexcis",
    "hysterect",
    "baarmoeder",
    "uterus",
    "cervix",
    "gynaeco",
    "dysplas",
    "biops",
    "infect",
    "hiv",
    "hepatit",
    "chlamyd",
    "gonorr",
    "soa",
    "hpv",
    "pap2",
    "pap3",
    "symptom",
    "patholog",
    "bleeding",
    "pregnan",
    "pain",
    "cancer",
    "medication",
    "contracept",
    "surgery",
];

/// Whether a remark says something of somebody's health.
pub(super) fn is_medical(remark: &str) -> bool {
    let folded = crate::fold(remark);
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    words.any(|w| MEDICAL.iter().any(|m| w.starts_with(m)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_or_not() {
        for (remark, expected) in [
            ("belt terug", false),
            ("BSN 111222333, sleutelkastje rechts", false),
            ("gebruikt bloedverdunners", true),
            ("Klachten: jeuk", true),
            ("post retour", false),
            ("", false),
        ] {
            assert_eq!(is_medical(remark), expected, "{remark}");
        }
    }
}
