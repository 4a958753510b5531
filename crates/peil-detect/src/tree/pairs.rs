//! Objects that are one value and what it is: `{"system": "bsn", "value": "123456782"}`, `<tel use="mobile" value="..."/>`,
//! `{"$oid": "..."}`.

use peil_model::Node;

use crate::columns;
use crate::headers::{Heading, heading, senses};

/// Keys of the value itself.
const VALUES: [&str; 19] = [
    "v",
    "tekst",
    "antwoord",
    "answer",
    "response",
    "value",
    "waarde",
    "val",
    "extension",
    "text",
    "_text",
    "#text",
    "content",
    "nummer",
    "number",
    "$date",
    "$oid",
    "$numberlong",
    "$numberint",
];
/// Keys that say what it is.
const KINDS: [&str; 20] = [
    "k",
    "sys",
    "middel",
    "vraag",
    "question",
    "veld",
    "field",
    "system",
    "root",
    "type",
    "soort",
    "kind",
    "name",
    "naam",
    "use",
    "key",
    "label",
    "code",
    "assigningauthorityname",
    "scheme",
];
/// Keys that change nothing.
const BESIDE: [&str; 12] = [
    "id",
    "rank",
    "unit",
    "codesystem",
    "codesystemname",
    "displayname",
    "period",
    "start",
    "end",
    "lang",
    "primary",
    "verified",
];

/// A value in MongoDB's extended JSON: `{"$date": {"$numberLong": "147657600000"}}`. Moments are told by their form.
pub(super) fn extended(node: &Node) -> Option<String> {
    let mut moment = false;
    let mut at = node;
    while let [only] = at.children.as_slice() {
        if !only.key.starts_with('$') {
            return None;
        }
        moment |= only.key == "$date";
        at = only;
    }
    let plain = at.key.starts_with('$') && at.children.is_empty();
    let millis = moment
        && !at.value.is_empty()
        && at.value.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit());
    plain.then(|| if millis { format!("/Date({})/", at.value) } else { at.value.clone() })
}

/// Attributes in which an element names the column that its text is of.
const COLUMN: [&str; 14] = [
    "name", "naam", "key", "field", "column", "id", "n", "nm", "k", "veld", "kolom", "label", "code",
    "sleutel",
];
/// Columns of a list of such elements that are known at least: one alone may be a chance.
const COLUMNS_MIN: usize = 2;

/// Whether elements are the columns of a row, each named in an attribute: `<COLUMN NAME="BSN">123456782</COLUMN>`.
pub(super) fn are_columns(elements: &[&Node]) -> bool {
    let mut names: Vec<&str> = Vec::new();
    for element in elements {
        match column(element) {
            Some(name) if !names.contains(&name) => names.push(name),
            _ => return false,
        }
    }
    names.iter().filter(|n| meaning(n).is_some()).count() >= COLUMNS_MIN
}

/// The head of the column that an element is of.
pub(super) fn column_head(element: &Node) -> Option<String> {
    let name = column(element)?;
    Some(meaning(name).unwrap_or_else(|| name.to_owned()))
}

fn column(element: &Node) -> Option<&str> {
    let [only] = element.children.as_slice() else { return None };
    let key = only.key.trim_start_matches('@').to_lowercase();
    let named = COLUMN.contains(&key.as_str()) && only.children.is_empty() && !only.value.is_empty();
    named.then_some(only.value.as_str())
}

/// The column head that an object says for its value, if any, and the value; `None` if the object is more than that.
pub(super) fn of(node: &Node) -> Option<(Option<String>, &str)> {
    let (mut value, mut kind, mut other) = (None, None, false);
    // `{"code": "ALAT", "waarde": 31}`: a code is of something, where a use or a type may say nothing.
    let mut coded = false;
    let mut asked = false;
    for child in &node.children {
        let key = child.key.trim_start_matches('@').to_lowercase();
        if !child.children.is_empty() {
            return None;
        }
        if key == "id" && child.value.contains(char::is_alphabetic) && meaning(&child.value).is_some() {
            kind = Some(child.value.as_str());
        } else if VALUES.contains(&key.as_str()) && value.is_none() {
            value = Some(child.value.as_str());
        } else if KINDS.contains(&key.as_str()) {
            if kind.is_none_or(|k| meaning(k).is_none()) {
                kind = Some(child.value.as_str());
                coded = matches!(key.as_str(), "code" | "name" | "naam" | "key");
                asked = matches!(key.as_str(), "vraag" | "question" | "veld" | "field" | "label");
            }
        } else {
            other |= !BESIDE.contains(&key.as_str());
        }
    }
    // An element with a text and attributes that only describe it.
    let value = match value {
        None if !node.value.trim().is_empty() => Some(node.value.as_str()),
        found => found,
    };
    if other {
        return None;
    }
    match (kind, value?) {
        (None, value) => Some((None, value)),
        // `<onderzoek code="PAP">Cervixcytologie</onderzoek>`: the same examination twice, and no outcome.
        (Some(kind), value) if names_test(kind) && names_test(value) => Some((None, value)),
        (Some(kind), value) => match meaning(kind) {
            Some(head) => Some((Some(head), value)),
            // A question that means nothing to us has an answer all the same.
            None if asked => Some((Some(kind.to_owned()), value)),
            // `{"name": "HPV", "value": "neg"}` is an examination and its outcome.
            None if says_nothing(kind) && !(coded && is_short(kind)) => Some((None, value)),
            None => None,
        },
    }
}

fn names_test(text: &str) -> bool {
    let folded = crate::fold(text);
    columns::is_test(&folded) || folded == "pap"
}

/// The head that a kind, a naming system or an OID stands for.
fn meaning(kind: &str) -> Option<String> {
    if let Some(head) = system(kind) {
        return Some(head.to_owned());
    }
    let asked = question(kind);
    let word = asked.as_deref().unwrap_or_else(|| kind.rsplit(['/', ':', '#']).next().unwrap_or(kind));
    match heading(senses(word)) {
        Heading::Role(_) | Heading::Of(..) => Some(word.to_owned()),
        _ => None,
    }
}

/// What a question is after: `Wat is uw geboortedatum?` after `geboortedatum`.
fn question(kind: &str) -> Option<String> {
    const ASKING: [&str; 40] = [
        "wat",
        "is",
        "zijn",
        "uw",
        "je",
        "jouw",
        "wie",
        "welke",
        "welk",
        "op",
        "heeft",
        "hebt",
        "u",
        "bent",
        "bereikbaar",
        "de",
        "het",
        "een",
        "vul",
        "in",
        "graag",
        "hier",
        "waar",
        "woont",
        "wanneer",
        "kunnen",
        "wij",
        "what",
        "your",
        "the",
        "who",
        "which",
        "are",
        "please",
        "enter",
        "do",
        "you",
        "have",
        "when",
        "of",
    ];
    if !kind.ends_with('?') && kind.split_whitespace().count() < 3 {
        return None;
    }
    let plain: String = kind.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { ' ' }).collect();
    let words: Vec<&str> =
        plain.split_whitespace().filter(|w| !ASKING.contains(&w.to_lowercase().as_str())).collect();
    (!words.is_empty() && words.len() <= 4).then(|| words.join(" "))
}

/// Codes of use: home, work, official.
fn says_nothing(kind: &str) -> bool {
    is_short(kind)
        || matches!(
            kind.to_lowercase().as_str(),
            "home"
                | "work"
                | "temp"
                | "official"
                | "usual"
                | "old"
                | "prive"
                | "privé"
                | "thuis"
                | "werk"
                | "huidig"
                | "vast"
                | "string"
        )
}

/// A few capitals, as codes of use are (`HP`, `WP`, `TMP`), and names of tests too.
fn is_short(kind: &str) -> bool {
    kind.len() <= 4 && kind.chars().all(|c| c.is_ascii_uppercase() || c == '_')
}

/// Naming systems of Dutch care: of FHIR (`http://fhir.nl/fhir/NamingSystem/bsn`) and OIDs.
pub(crate) fn system(raw: &str) -> Option<&'static str> {
    let s = raw.trim().to_lowercase();
    let s = s.strip_prefix("urn:oid:").unwrap_or(&s);
    match s {
        "2.16.840.1.113883.2.4.6.3" | "nlminbiza" | "nnnld" => return Some("bsn"),
        "2.16.840.1.113883.2.4.6.1" | "vektis" => return Some("agb"),
        "2.16.528.1.1007.3.1" | "2.16.528.1.1007.5.1" => return Some("uzi nummer"),
        "phone" | "sms" | "tel" => return Some("telefoon"),
        "email" => return Some("email"),
        "fax" => return Some("fax"),
        _ => {}
    }
    let last = s.rsplit(['/', ':']).next().unwrap_or(s);
    match last {
        "bsn" => Some("bsn"),
        "agb" | "agb-z" => Some("agb"),
        "uzi" | "uzi-nr-pers" | "big" => Some("uzi nummer"),
        l if l.contains("zorgdomein") => Some("zorgdomein ordernummer"),
        _ => None,
    }
}
