//! Words that stand in names without being names: prefixes, titles, markers.

use crate::fold;

/// Words of which surname prefixes consist (after the Dutch BRP's table of prefixes, with the Arabic, Turkish and
/// Romance ones that its persons bring along), folded and without dots, sorted.
const PREFIX: &[&str] = &[
    "'s", "'t", "aan", "abd", "abou", "abu", "af", "ait", "al", "am", "an", "ap", "auf", "aus", "aw", "bar",
    "ben", "bij", "bin", "bint", "boven", "d", "d'", "da", "dal", "dalla", "das", "de", "deca", "degli",
    "dei", "del", "della", "dem", "den", "der", "des", "di", "die", "do", "don", "dos", "du", "el", "gen",
    "ibn", "il", "im", "in", "l'", "la", "las", "le", "les", "lo", "los", "of", "onder", "op", "ould",
    "over", "s'", "san", "santa", "t", "t'", "te", "ten", "ter", "tho", "thoe", "thor", "to", "toe", "tot",
    "uijt", "uit", "unter", "v", "v.d", "v/d", "van", "vande", "vanden", "vander", "vd", "ver", "vom", "von",
    "voor", "vor", "zu", "zum", "zur",
];

/// Prefix words that are as often a given name: in front of one other word they are that.
const ALSO_GIVEN: &[&str] =
    &["al", "am", "an", "bar", "ben", "bin", "da", "do", "don", "il", "im", "lo", "san", "santa"];

/// Prefix words that count only after another one (`van t Hof`) or glued by an apostrophe.
const ONLY_INSIDE: &[&str] = &["d", "t", "of"];

/// Words before or after a name that say nothing of it, sorted.
const TITLE: &[&str] = &[
    "afspraak",
    "bloedafname",
    "bsc",
    "cand",
    "consult",
    "dhr",
    "dr",
    "dra",
    "drs",
    "ds",
    "fam",
    "familie",
    "frau",
    "heer",
    "herr",
    "hr",
    "ing",
    "ir",
    "jhr",
    "jkvr",
    "jr",
    "junior",
    "llm",
    "madame",
    "mej",
    "mejuffrouw",
    "mevr",
    "mevrouw",
    "miss",
    "mme",
    "monsieur",
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
];

/// Words that are markers or begin them, see [`marker_word`].
const MARKER: &[&str] = &[
    "e/v",
    "ev",
    "e.v",
    "w/v",
    "wv",
    "w.v",
    "echtg",
    "echtgenote",
    "echtgenoot",
    "wed",
    "weduwe",
    "weduwnaar",
    "gehuwd",
    "gesch",
    "gescheiden",
    "geb",
    "geboren",
    "nee",
    "born",
    "meisjesnaam",
];

/// What a marker between two surnames says of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// Left of it stands the own name, right of it the partner's: `e/v`, `wed.`.
    Partner,
    /// Right of it stands the own name: `geb.`.
    Own,
}

/// A word in the form that the lists use. Every word of every name is asked after several times: short ones, and the lists
/// have no others, are kept without an allocation.
pub(super) enum Plain {
    Short([u8; SHORT], usize),
    Long(String),
}

/// Bytes of the longest word that is kept in place.
const SHORT: usize = 16;

impl std::ops::Deref for Plain {
    type Target = str;
    fn deref(&self) -> &str {
        match self {
            // Only ASCII is ever put there.
            Plain::Short(bytes, len) => {
                bytes.get(..*len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
            }
            Plain::Long(s) => s,
        }
    }
}

/// The word in the form that the lists use.
pub(super) fn plain(word: &str) -> Plain {
    let word = word.trim_end_matches(['.', ',', ':']);
    let simple = |b: u8| b.is_ascii() && !b.is_ascii_whitespace();
    if word.len() > SHORT || !word.bytes().all(simple) {
        return Plain::Long(fold(word));
    }
    let mut bytes = [0; SHORT];
    for (to, from) in bytes.iter_mut().zip(word.bytes()) {
        *to = match from {
            b'`' => b'\'',
            b => b.to_ascii_lowercase(),
        };
    }
    Plain::Short(bytes, word.len())
}

/// By their bytes, the first letters (a bit each) of the words in a list: nearly every word that is asked after is in none.
const fn letters(list: &[&str]) -> [u32; SHORT + 1] {
    let mut of = [0; SHORT + 1];
    let mut i = 0;
    while i < list.len() {
        let word = list[i].as_bytes();
        of[word.len()] |= bit(word[0]);
        i += 1;
    }
    of
}

/// A bit for a letter, and one for all that is none.
const fn bit(first: u8) -> u32 {
    if first.is_ascii_lowercase() { 1 << (first - b'a') } else { 1 << 26 }
}

const PREFIX_LETTERS: [u32; SHORT + 1] = letters(PREFIX);
const TITLE_LETTERS: [u32; SHORT + 1] = letters(TITLE);
const MARKER_LETTERS: [u32; SHORT + 1] = letters(MARKER);

/// Whether a sorted list, of which these are the first letters, has the word.
fn listed(list: &[&str], letters: &[u32; SHORT + 1], word: &str) -> bool {
    let Some(first) = word.bytes().next() else { return false };
    letters.get(word.len()).is_some_and(|l| l & bit(first) != 0) && list.binary_search(&word).is_ok()
}

fn is_prefix_word(plain: &str) -> bool {
    listed(PREFIX, &PREFIX_LETTERS, plain)
}

fn is_title_word(plain: &str) -> bool {
    listed(TITLE, &TITLE_LETTERS, plain)
}

/// Whether the word is of a prefix, given whether a prefix word stands before it.
pub(super) fn is_prefix(word: &str, after_prefix: bool) -> bool {
    let w = plain(word);
    if word.len() <= 2 && word.contains(|c: char| c.is_ascii_uppercase() || c == '.') && w.len() == 1 {
        return after_prefix && &*w == "t"; // else an initial
    }
    is_prefix_word(&w) && (after_prefix || !ONLY_INSIDE.contains(&&*w) || (&*w == "t" && word == "t"))
}

/// Whether a prefix word is also a given name.
pub(super) fn is_also_given(word: &str) -> bool {
    ALSO_GIVEN.contains(&&*plain(word))
}

/// Whether the word is a title or form of address.
pub(super) fn is_title(word: &str) -> bool {
    is_title_word(&plain(word))
}

/// Whether it is a title of nobility, which stands in small letters between initials and surname.
pub(super) fn is_noble(word: &str) -> bool {
    ["baron", "barones", "graaf", "gravin", "hertog", "ridder"].contains(&word)
}

/// Whether it is a title even in capitals and without a dot, where `DR` or `MR` could be initials.
pub(super) fn is_plain_title(word: &str) -> bool {
    ["dhr", "drs", "mevr", "mevrouw", "mvr", "mw", "prof"].contains(&&*plain(word))
}

/// Whether it is a degree, which stands behind a name with capitals.
pub(super) fn is_degree(word: &str) -> bool {
    ["bsc", "msc", "phd", "llm"].contains(&&*plain(word))
}

/// Whether a word of four letters or more, the first a capital, is any of these: the other lists are of shorter words or
/// of words in small letters, or are parts of these.
pub(super) fn tells(word: &str) -> bool {
    let first = bit(word.as_bytes().first().map_or(0, u8::to_ascii_lowercase));
    let letters = |n: usize| PREFIX_LETTERS[n] | TITLE_LETTERS[n] | MARKER_LETTERS[n];
    // Nearly every word begins as no listed word of its length does. What `plain` takes off only makes a word shorter.
    if (0..=word.len().min(SHORT)).all(|n| letters(n) & first == 0) {
        return false;
    }
    let w = plain(word);
    is_prefix_word(&w) || is_title_word(&w) || marker_word(&w).is_some()
}

/// What a word says as a marker, and whether `van` or `met` may belong to it.
fn marker_word(word: &str) -> Option<(Marker, bool)> {
    match word {
        "e/v" | "ev" | "e.v" | "w/v" | "wv" | "w.v" => Some((Marker::Partner, false)),
        "echtg" | "echtgenote" | "echtgenoot" | "wed" | "weduwe" | "weduwnaar" | "gehuwd" | "gesch"
        | "gescheiden" => Some((Marker::Partner, true)),
        "geb" | "geboren" | "nee" | "born" | "meisjesnaam" => Some((Marker::Own, false)),
        _ => None,
    }
}

/// Which marker the words at the start of this list are, and how many of them.
pub(super) fn marker(words: &[&str]) -> Option<(Marker, usize)> {
    let first = plain(words.first()?);
    let at = |n: usize| words.get(n).map_or_else(|| plain(""), |w| plain(w));
    let second = at(1);
    let (kind, takes_van) = marker_word(&first)?;
    let third = at(2);
    let joins = match &*second {
        "met" => true,
        "van" | "v" => !third.is_empty() && !matches!(&*third, "der" | "den" | "'t" | "het"),
        _ => false,
    };
    Some((kind, 1 + usize::from(takes_van && joins && &*first != "wed")))
}

/// Names of two letters (in a name without small letters) or three that could be initials where they stand in capitals.
pub(super) fn is_short_name(word: &str, cased: bool) -> bool {
    const TWO: &[&str] = &["bo", "co", "jo", "ko", "li", "lo", "ot", "ro", "si", "ty", "wu", "xi", "yu"];
    const THREE: &[&str] = &["bos", "dam", "kim", "kok", "lim", "mol", "pol", "ras", "tan", "vis", "vos"];
    let w = plain(word);
    THREE.contains(&&*w) || (!cased && TWO.contains(&&*w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_words_found() {
        assert!(PREFIX.is_sorted() && TITLE.is_sorted());
        for (word, prefix, title) in [
            ("Van", true, false),
            ("DEN", true, false),
            ("'t", true, false),
            ("Mevr.", false, true),
            ("Jansen", false, false),
        ] {
            assert_eq!((is_prefix(word, true), is_title(word)), (prefix, title), "{word}");
        }
        let capital = |w: &str| w.get(..1).unwrap_or("").to_uppercase() + w.get(1..).unwrap_or("");
        for word in PREFIX.iter().chain(TITLE).map(|w| capital(w)).filter(|w| w.len() > 3) {
            let any = is_prefix(&word, true)
                || is_title(&word)
                || is_plain_title(&word)
                || is_degree(&word)
                || is_noble(&word)
                || is_short_name(&word, true);
            assert_eq!(any, tells(&word), "{word}");
        }
        assert!(tells("Geboren") && tells("Weduwe") && !tells("Graaf") && !tells("Jansen"));
        assert_eq!(&*plain("Née:"), "nee");
        assert_eq!(&*plain("Een-heel-lang-woord."), "een-heel-lang-woord");
    }
}
