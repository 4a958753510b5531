//! Words that stand in names without being names: prefixes, titles, markers.

use crate::fold;

/// Words of which surname prefixes consist (after the Dutch BRP's table of prefixes, with the Arabic, Turkish and
/// Romance ones that its persons bring along), folded and without dots.
const PREFIX: &[&str] = &[
    "'s", "'t", "aan", "abd", "abou", "abu", "af", "ait", "al", "am", "an", "ap", "auf", "aus", "aw", "bar",
    "ben", "bij", "bin", "bint", "boven", "d", "d'", "da", "dal", "dalla", "das", "de", "deca", "degli",
    "dei", "del", "dem", "della", "den", "der", "des", "di", "die", "do", "don", "dos", "du", "el", "gen",
    "ibn", "il", "im", "in", "l'", "la", "las", "le", "les", "lo", "los", "of", "onder", "op", "ould",
    "over", "s'", "san", "santa", "t", "t'", "te", "ten", "ter", "tho", "thoe", "thor", "to", "toe", "tot",
    "uijt", "uit", "unter", "v", "van", "vande", "vanden", "vander", "vd", "v/d", "v.d", "ver", "vom", "von",
    "voor", "vor", "zu", "zum", "zur",
];

/// Prefix words that are as often a given name: in front of one other word they are that.
const ALSO_GIVEN: &[&str] =
    &["al", "am", "an", "bar", "ben", "bin", "da", "do", "don", "il", "im", "lo", "san", "santa"];

/// Prefix words that count only after another one (`van t Hof`) or glued by an apostrophe.
const ONLY_INSIDE: &[&str] = &["d", "t", "of"];

/// Words before or after a name that say nothing of it.
const TITLE: &[&str] = &[
    "bsc",
    "cand",
    "dhr",
    "dr",
    "dra",
    "drs",
    "ds",
    "fam",
    "familie",
    "heer",
    "hr",
    "ing",
    "ir",
    "jhr",
    "jkvr",
    "junior",
    "jr",
    "llm",
    "mej",
    "mejuffrouw",
    "mevr",
    "mevrouw",
    "miss",
    "mme",
    "mr",
    "mrs",
    "ms",
    "msc",
    "mvr",
    "mw",
    "phd",
    "prof",
    "professor",
    "senior",
    "sr",
    "herr",
    "frau",
    "monsieur",
    "madame",
];

/// What a marker between two surnames says of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// Left of it stands the own name, right of it the partner's: `e/v`, `wed.`.
    Partner,
    /// Right of it stands the own name: `geb.`.
    Own,
}

/// The word in the form that the lists use.
pub(super) fn plain(word: &str) -> String {
    fold(word.trim_end_matches(['.', ',', ':']))
}

/// Whether the word is of a prefix, given whether a prefix word stands before it.
pub(super) fn is_prefix(word: &str, after_prefix: bool) -> bool {
    let w = plain(word);
    if word.len() <= 2 && word.contains(|c: char| c.is_ascii_uppercase() || c == '.') && w.len() == 1 {
        return after_prefix && w == "t"; // else an initial
    }
    PREFIX.contains(&w.as_str())
        && (after_prefix || !ONLY_INSIDE.contains(&w.as_str()) || (w == "t" && word == "t"))
}

/// Whether a prefix word is also a given name.
pub(super) fn is_also_given(word: &str) -> bool {
    ALSO_GIVEN.contains(&plain(word).as_str())
}

/// Whether the word is a title or form of address.
pub(super) fn is_title(word: &str) -> bool {
    TITLE.contains(&plain(word).as_str())
}

/// Whether it is a title of nobility, which stands in small letters between initials and surname.
pub(super) fn is_noble(word: &str) -> bool {
    ["baron", "barones", "graaf", "gravin", "hertog", "ridder"].contains(&word)
}

/// Whether it is a title even in capitals and without a dot, where `DR` or `MR` could be initials.
pub(super) fn is_plain_title(word: &str) -> bool {
    ["dhr", "drs", "mevr", "mevrouw", "mvr", "mw", "prof"].contains(&plain(word).as_str())
}

/// Whether it is a degree, which stands behind a name with capitals.
pub(super) fn is_degree(word: &str) -> bool {
    ["bsc", "msc", "phd", "llm"].contains(&plain(word).as_str())
}

/// Which marker the words at the start of this list are, and how many of them.
pub(super) fn marker(words: &[&str]) -> Option<(Marker, usize)> {
    let first = plain(words.first()?);
    let second = words.get(1).map(|w| plain(w)).unwrap_or_default();
    let (kind, takes_van) = match first.as_str() {
        "e/v" | "ev" | "e.v" | "w/v" | "wv" | "w.v" => (Marker::Partner, false),
        "echtg" | "echtgenote" | "echtgenoot" | "wed" | "weduwe" | "weduwnaar" | "gehuwd" | "gesch"
        | "gescheiden" => (Marker::Partner, true),
        "geb" | "geboren" | "nee" | "born" | "meisjesnaam" => (Marker::Own, false),
        _ => return None,
    };
    let third = words.get(2).map(|w| plain(w)).unwrap_or_default();
    let joins = match second.as_str() {
        "met" => true,
        "van" | "v" => !third.is_empty() && !matches!(third.as_str(), "der" | "den" | "'t" | "het"),
        _ => false,
    };
    Some((kind, 1 + usize::from(takes_van && joins && first != "wed")))
}

/// Names of two letters (in a name without small letters) or three that could be initials where they stand in capitals.
pub(super) fn is_short_name(word: &str, cased: bool) -> bool {
    const TWO: &[&str] = &["bo", "co", "jo", "ko", "li", "lo", "ot", "ro", "si", "ty", "wu", "xi", "yu"];
    const THREE: &[&str] = &["bos", "dam", "kim", "kok", "lim", "mol", "pol", "ras", "tan", "vis", "vos"];
    let w = plain(word);
    THREE.contains(&w.as_str()) || (!cased && TWO.contains(&w.as_str()))
}
