//! What a label in text means: `Geb. datum:`, `bsn=`, `Telefoon huisarts :`.

use std::collections::HashMap;

use crate::fold;
use crate::headers::{FieldRole, role};

use super::words::{Cue, cue};

/// Of whom a labelled value speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The subject of the text.
    Subject,
    /// The subject's general practitioner.
    Gp,
    /// A relative or contact person of the subject.
    Contact,
    /// Staff, another care provider, an organisation.
    Other,
}

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A value of that role.
    Field(FieldRole),
    /// A ZorgDomein number.
    ZorgDomein,
    /// The person examined, by name or as the head of a section.
    Person,
    /// The subject of a letter, in running text.
    Topic,
    /// The addressee of a letter or mail.
    Addressee,
    /// Outcomes of a laboratory, or the laboratory itself.
    Lab,
    /// Something that is no personal datum; numbers in it are none either.
    Nothing,
}

/// The meaning of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Of whom.
    pub owner: Owner,
    /// What.
    pub what: What,
}

impl Label {
    fn subject(what: What) -> Label {
        Label { owner: Owner::Subject, what }
    }

    fn field(role: FieldRole) -> Label {
        Label::subject(What::Field(role))
    }

    fn other() -> Label {
        Label { owner: Owner::Other, what: What::Field(FieldRole::FullName) }
    }

    /// The role, if it is a plain field.
    pub fn role(self) -> Option<FieldRole> {
        match self.what {
            What::Field(role) => Some(role),
            _ => None,
        }
    }
}

/// Looks labels up and remembers them: a text repeats its few labels.
pub(super) struct Labels {
    seen: HashMap<Box<str>, Option<Label>>,
    heads: HashMap<Box<str>, Option<FieldRole>>,
}

/// Labels remembered at most; a hostile text cannot make the memory grow beyond them.
const REMEMBERED_MAX: usize = 4096;

/// Longest label in bytes.
const LABEL_MAX: usize = 48;

impl Labels {
    /// Nothing seen yet.
    pub fn new() -> Labels {
        Labels { seen: HashMap::new(), heads: HashMap::new() }
    }

    /// The meaning of a label as written, if it has one.
    pub fn look(&mut self, raw: &str) -> Option<Label> {
        if raw.len() > LABEL_MAX || !raw.contains(char::is_alphabetic) {
            return None;
        }
        if let Some(found) = self.seen.get(raw) {
            return *found;
        }
        if self.seen.len() >= REMEMBERED_MAX {
            self.seen.clear();
        }
        let found = meaning(raw);
        self.seen.insert(raw.into(), found);
        found
    }

    /// The role that a column's head names.
    pub fn head(&mut self, raw: &str) -> Option<FieldRole> {
        if raw.len() > LABEL_MAX || !raw.contains(char::is_alphabetic) {
            return None;
        }
        if let Some(found) = self.heads.get(raw) {
            return *found;
        }
        if self.heads.len() >= REMEMBERED_MAX {
            self.heads.clear();
        }
        let found = role(raw).or_else(|| letter(raw));
        self.heads.insert(raw.into(), found);
        found
    }
}

/// Heads of one letter, for which a print has no room: `G` over the sexes.
fn letter(raw: &str) -> Option<FieldRole> {
    matches!(raw.trim_end_matches('.'), "G" | "S" | "G/S" | "GSL" | "Gsl" | "MV" | "M/V")
        .then_some(FieldRole::Sex)
}

/// Labels of what is nobody's, and of those who write.
const NOTHING: &str = "kenmerk|ons kenmerk|uw kenmerk|uw ref|onze ref|our ref|your ref|host|hostname|host name|file|\
    filename|file name|bestand|bestandsnaam|user agent|useragent|server|thread|logger|class|module|\
    table|tabel|column|kolom|product|bedrijfsnaam|bedrijf|company|company name|display name|queue|url|\
    uri|path|pad|fax|telefax|faxnummer|kvk|kvk nummer|btw|btw nummer|kvknr|internet|website|www|bijlage|\
    bijlagen|attachment|versie|version|pagina|page|blad|blz|bladnr|doorkiesnummer|doorkiesnr|ip|port|\
    poort|job|task|event|level|locatie|kamer|verzekeraar|zorgverzekeraar|relatie|land|bank|\
    tenaamstelling|method|methode|mac|database|schema|db|app|application|applicatie|service|servicenaam|\
    systeem|printer|apparaat|device|description|omschrijving|titel|title|afdeling|department|\
    nationaliteit|burgerlijke staat";
const STAFF: &str = "van|from|afzender|sender|reply to|behandeld door|behandelaar|behandelend|auteur|author|\
    opgesteld door|opsteller|gemaakt door|ondertekend|ondertekend door|getekend|getekend door|akkoord|\
    paraaf|geautoriseerd|geautoriseerd door|gecontroleerd door|controle|ingevoerd door|uitgevoerd door|\
    user|gebruiker|username|user name|gebruikersnaam|login|door|by|created by|modified by|updated by|\
    medewerker|verwerkt door|afgenomen door|aangenomen door|gebeld door|genoteerd door|notulist|\
    geprint door|cc|bcc|kopie|kopie aan|c c|tav|t a v|ter attentie van|contact|uw contactpersoon|\
    onze contactpersoon|verantwoordelijke|validatie|gevalideerd door|beoordeeld door|beoordelaar|\
    screener|afdrukken door|printed by|operator|owner|eigenaar|maintainer|collega|verpleegkundige|\
    assistente|contactpersoon nmdl|contactpersoon lab|contactpersoon laboratorium|aanwezig|aanwezigen|\
    deelnemers|agent|actor|session user|bewerkt door|invoerder|afnemer|ingelogd als|aangemeld als|\
    logged in as|signed in as";
const PERSON: &str = "patient|patiente|patientgegevens|gegevens patient|persoonsgegevens|client|cliente|clientgegevens|\
    deelnemer|deelneemster|deelnemersgegevens|betrokkene|pat|pte|gegevens deelnemer|gegevens client|\
    patient details|patient data|patientinfo|gesproken met|gebeld met|betreft patient|betreft client|\
    betreft mevrouw|betreft dhr|onderwerp patient|naam patient|patientnaam|patient name|patientname|\
    naam client|naam deelnemer|geinterviewde|melder|beller|gebeld|caller";
const TOPIC: &str = "betreft|betr|onderwerp|inzake|subject|re|regarding|concerns|fw|fwd";

fn among(list: &str, label: &str) -> bool {
    list.split('|').any(|w| w == label)
}

fn meaning(raw: &str) -> Option<Label> {
    let mut words = words(raw);
    if let Some(i) = words.windows(2).position(|w| w.concat() == "contactpersoon") {
        words.splice(i..i + 2, ["contactpersoon".to_owned()]);
    }
    let plain = words.join(" ");
    if plain.is_empty() {
        return None;
    }
    if matches!(plain.as_str(), "vrouw" | "man") {
        return None; // a value of its own
    }
    if matches!(plain.as_str(), "gegevens" | "mijn gegevens" | "persoonlijke gegevens" | "contactgegevens") {
        return None; // a sentence follows: `Mijn gegevens: Anna Mol, geboren 1-2-1950, ...`
    }
    if plain.ends_with("huisarts") && plain.starts_with("agb") {
        return Some(Label::field(FieldRole::GpAgb));
    }
    match plain.as_str() {
        "aan" | "to" | "geadresseerde" | "address to" => return Some(Label::subject(What::Addressee)),
        "zorgdomein" | "zorgdomeinnummer" | "zorgdomein nummer" | "zd nummer" | "zd nr" | "zdnummer" => {
            return Some(Label::subject(What::ZorgDomein));
        }
        "mevrouw" | "mevr" | "mw" | "dhr" | "heer" | "de heer" => return Some(Label::subject(What::Person)),
        "uitslag hpv"
        | "uitslag cytologie"
        | "uitslag uitstrijkje"
        | "hpv uitslag"
        | "hpv"
        | "cytologie"
        | "hpv test"
        | "hpv resultaat"
        | "uitslag onderzoek"
        | "bevinding"
        | "bevindingen"
        | "beoordeling" => {
            return Some(Label::field(FieldRole::TestResult));
        }
        "lab"
        | "laboratorium"
        | "labuitslag"
        | "labuitslagen"
        | "laboratoriumuitslagen"
        | "lab uitslagen" => {
            return Some(Label::subject(What::Lab));
        }
        "soort onderzoek"
        | "aangevraagd onderzoek"
        | "type onderzoek"
        | "gevraagd onderzoek"
        | "aangevraagd" => {
            return Some(Label::field(FieldRole::TestKind));
        }
        _ if among(NOTHING, &plain) => return Some(Label::subject(What::Nothing)),
        _ if among(STAFF, &plain) => return Some(Label::other()),
        _ if among(PERSON, &plain) => return Some(Label::subject(What::Person)),
        _ if among(TOPIC, &plain) => return Some(Label::subject(What::Topic)),
        _ => {}
    }
    owned(&words).or_else(|| by_role(raw, &plain)).or_else(|| by_cue(&plain, &words))
}

/// A label that says whose value it is: `naam huisarts`, `tel. contactpersoon`, `aanvragend arts`.
fn owned(words: &[String]) -> Option<Label> {
    if words.iter().any(|w| matches!(w.as_str(), "arts" | "verwijzer" | "verwijzend" | "aanvrager"))
        && words.iter().all(|w| {
            matches!(
                w.as_str(),
                "arts"
                    | "aanvragend"
                    | "aanvragende"
                    | "aanvrager"
                    | "naam"
                    | "verwijzer"
                    | "verwijzend"
                    | "verwijzende"
            )
        })
    {
        return Some(Label { owner: Owner::Subject, what: What::Field(FieldRole::Requester) });
    }
    let mut owner = Owner::Subject;
    let mut rest: Vec<&str> = Vec::with_capacity(words.len());
    for w in words {
        let said = match cue(w) {
            Cue::Gp => Owner::Gp,
            _ if w.contains("huisarts") => Owner::Gp,
            Cue::Relative => Owner::Contact,
            _ if ["nok", "emergency", "contactpersoon", "contactnaam", "contactphone", "contacttelefoon"]
                .contains(&w.as_str()) =>
            {
                Owner::Contact
            }
            Cue::Practitioner | Cue::Staff if words.len() > 1 || w != "contact" => Owner::Other,
            _ => {
                rest.push(w);
                continue;
            }
        };
        if owner == Owner::Subject {
            owner = said;
        }
    }
    let rest = rest.join(" ");
    let what = match owner {
        Owner::Subject => return None,
        Owner::Contact
            if ["achternaam", "naam", "geslachtsnaam", "surname"].contains(&rest.as_str())
                && words.iter().any(|w| w == "partner") =>
        {
            return Some(Label::field(FieldRole::PartnerSurname));
        }
        _ if matches!(
            rest.as_str(),
            "" | "uw" | "eigen" | "aanvragend" | "behandelend" | "1e" | "eerste"
        ) =>
        {
            What::Field(FieldRole::FullName)
        }
        _ => match role(&rest) {
            Some(FieldRole::GpAgb) => What::Field(FieldRole::GpAgb),
            Some(r) => What::Field(r),
            None => What::Nothing,
        },
    };
    Some(Label { owner, what })
}

/// What the vocabulary of column headers says, without the words that mean less in running text.
fn by_role(raw: &str, plain: &str) -> Option<Label> {
    use FieldRole as F;
    let role = role(raw)?;
    Some(match role {
        F::Key | F::Person => {
            let person = ["patient", "client", "deelnemer", "persoon", "person", "participant"];
            if !person.iter().any(|w| plain.contains(w)) {
                return Some(Label::subject(What::Nothing));
            }
            Label::field(F::PatientNumber)
        }
        F::HouseNumber if matches!(plain, "nr" | "nummer" | "no") => Label::subject(What::Nothing),
        F::Client if plain.starts_with("client") || plain.starts_with("klant") => {
            Label::subject(What::Person)
        }
        F::TestResult if matches!(plain, "result" | "value" | "waarde" | "outcome") => return None,
        F::GivenNames if matches!(plain, "ad" | "adi" | "imie") => return None,
        F::Gp => Label { owner: Owner::Gp, what: What::Field(F::FullName) },
        F::ContactName => Label { owner: Owner::Contact, what: What::Field(F::FullName) },
        F::ContactPhone => Label { owner: Owner::Contact, what: What::Field(F::Phone) },
        F::Recipient
        | F::Categories
        | F::Function
        | F::Secrecy
        | F::Abroad
        | F::Deceased
        | F::DeathDate
        | F::NameUse
        | F::FormerAddress
        | F::FormerPostcode
        | F::FormerHouseNumber
        | F::FormerPrefix
        | F::Country => Label::subject(What::Nothing),
        _ => Label::field(role),
    })
}

fn by_cue(plain: &str, words: &[String]) -> Option<Label> {
    use FieldRole as F;
    let joined = words.concat();
    let one = match cue(plain) {
        Cue::None => cue(&joined),
        c => c,
    };
    match one {
        Cue::Born => Some(Label::field(F::BirthDate)),
        Cue::Bsn => Some(Label::field(F::Bsn)),
        Cue::Phone => Some(Label::field(F::Phone)),
        Cue::Specimen => Some(Label::field(F::Specimen)),
        Cue::Order => Some(Label::field(F::Order)),
        Cue::PatientNumber => Some(Label::field(F::PatientNumber)),
        Cue::Policy => Some(Label::field(F::InsuranceNumber)),
        Cue::Reference | Cue::Fax => Some(Label::subject(What::Nothing)),
        _ => None,
    }
}

/// Folded words: broken at blanks, punctuation and where a small letter meets a capital.
fn words(raw: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(raw.len() + 4);
    let mut small = false;
    for c in raw.chars() {
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
    fold(&spaced).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &str) {
        let shown = Labels::new().look(raw).map_or(String::new(), |l| format!("{:?} {:?}", l.owner, l.what));
        assert_eq!(shown, expected, "{raw}");
    }

    #[test]
    fn labels_and_their_owners() {
        check("Geb. datum", "Subject Field(BirthDate)");
        check("geboortedatum", "Subject Field(BirthDate)");
        check("Patiënt", "Subject Person");
        check("patientName", "Subject Person");
        check("Huisarts", "Gp Field(FullName)");
        check("Naam huisarts", "Gp Field(FullName)");
        check("Telefoon huisarts", "Gp Field(Phone)");
        check("AGB-code huisarts", "Subject Field(GpAgb)");
        check("Contactpersoon", "Contact Field(FullName)");
        check("tel. contactpersoon", "Contact Field(Phone)");
        check("Naam partner", "Subject Field(PartnerSurname)");
        check("Behandeld door", "Other Field(FullName)");
        check("Ons kenmerk", "Subject Nothing");
        check("ticket", "Subject Nothing");
        check("id", "Subject Nothing");
        check("hij zei", "");
        check("08", "");
    }
}
