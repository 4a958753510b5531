//! A header cut into known words.

use std::sync::LazyLock;

use super::sense::{Sense, Senses};
use super::words::{GLUED, WORDS};
use crate::fold;

/// Bytes of a header beyond which it is a sentence and no header.
const LONGEST: usize = 80;

/// Prefixes by which programmers mark the type of a variable (`strNaam`, `dtGeboorte`).
const TYPE_MARKS: [&str; 12] =
    ["str", "txt", "dt", "dtm", "int", "lng", "vc", "sz", "chk", "fld", "col", "n"];

/// The meanings of all words of a header; `None` unless every letter belongs to a known word.
pub(super) fn senses(header: &str) -> Option<Senses> {
    if header.is_empty() || header.len() > LONGEST {
        return None;
    }
    let pieces = pieces(header);
    let words: Vec<&str> = pieces.iter().map(String::as_str).filter(|p| !is_number(p)).collect();
    let glued = words.concat();
    if glued.is_empty() {
        return None;
    }
    if let Some(found) = word(&glued) {
        return Some(found);
    }
    let rest = words.get(1..).unwrap_or(&[]);
    let first = words.first()?;
    let typed = TYPE_MARKS.contains(first) && next_to(header, first).is_uppercase();
    typed
        .then(|| all(rest))
        .flatten()
        .or_else(|| all(&words))
        .or_else(|| compound(&glued))
        .or_else(|| if marks_table(header, first) { all(rest) } else { None })
        .or_else(|| abbreviated(header, &words))
}

/// Letters of an abbreviation at least.
const ABBREVIATION_MIN: usize = 4;

/// Words of which some are cut off at a full stop: `Bijzonderh.`, `Geslachtsn.`.
fn abbreviated(header: &str, words: &[&str]) -> Option<Senses> {
    if !header.contains('.') {
        return None;
    }
    let low = fold(header);
    words.iter().try_fold(Senses::NONE, |sum, w| {
        let cut = w.len() >= ABBREVIATION_MIN && low.contains(&format!("{w}."));
        Some(sum.and(word(w).or_else(|| compound(w)).or_else(|| if cut { beginning(w) } else { None })?))
    })
}

/// What all words that begin so mean in common.
fn beginning(s: &str) -> Option<Senses> {
    let mut found = starting(s).iter().filter(|(w, _)| w.starts_with(s)).map(|(_, senses)| *senses);
    let first = found.next()?;
    Some(found.fold(first, Senses::within)).filter(|s| !s.is_empty())
}

/// The meanings of words that are all known, each alone or as a compound.
fn all(words: &[&str]) -> Option<Senses> {
    if words.is_empty() {
        return None;
    }
    words.iter().try_fold(Senses::NONE, |sum, w| Some(sum.and(word(w).or_else(|| compound(w))?)))
}

/// Whether the first word only marks a table (`p.naam`, `T1_NAAM`).
fn marks_table(header: &str, first: &str) -> bool {
    let next = next_to(header, first);
    first.len() <= 2 && (matches!(next, '.' | '_') || next.is_ascii_digit())
}

/// The character behind the first word.
fn next_to(header: &str, first: &str) -> char {
    header.trim_start().chars().nth(first.chars().count()).unwrap_or(' ')
}

fn is_number(piece: &str) -> bool {
    piece.bytes().all(|b| b.is_ascii_digit())
}

/// Folded pieces: broken at blanks and punctuation, between letters and digits, and where capitals show a new word.
pub(super) fn pieces(header: &str) -> Vec<String> {
    let chars: Vec<char> = header.chars().collect();
    let mut spaced = String::with_capacity(header.len() + 8);
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|j| chars.get(j)).copied().unwrap_or(' ');
        let after = chars.get(i + 1).copied().unwrap_or(' ');
        if matches!(c, '+' | '&' | ',') {
            spaced.push_str(" en ");
        } else if *c == '#' || *c == '°' || *c == 'º' {
            spaced.push_str(" nr ");
        } else if !c.is_alphanumeric() && !is_mark(*c) {
            // an apostrophe too: `date d'envoi`
            spaced.push(' ');
        } else {
            let capital = c.is_uppercase()
                && (before.is_lowercase() || (before.is_uppercase() && after.is_lowercase()));
            let turn = before.is_alphanumeric() && before.is_ascii_digit() != c.is_ascii_digit();
            if capital || turn {
                spaced.push(' ');
            }
            spaced.push(*c);
        }
    }
    fold(&spaced).split_whitespace().map(str::to_owned).collect()
}

/// Characters that folding removes: they do not part words.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Words by their first letter.
type Index = [Vec<(&'static str, Senses)>; 26];

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index: Index = Default::default();
    for (senses, words) in WORDS {
        for word in words.split_whitespace() {
            if let Some(list) = letter(word).and_then(|i| index.get_mut(i)) {
                list.push((word, Senses::of(senses)));
            }
        }
    }
    index
});

fn letter(s: &str) -> Option<usize> {
    s.bytes().next().filter(u8::is_ascii_lowercase).map(|b| usize::from(b - b'a'))
}

fn starting(s: &str) -> &'static [(&'static str, Senses)] {
    letter(s).and_then(|i| INDEX.get(i)).map_or(&[], Vec::as_slice)
}

fn word(s: &str) -> Option<Senses> {
    starting(s).iter().find(|(w, _)| *w == s).map(|(_, senses)| *senses)
}

/// A compound: the cut into the fewest words; short words do not take part.
fn compound(s: &str) -> Option<Senses> {
    if s.len() > 48 {
        return None;
    }
    // From each position on: number of words and their meanings.
    let mut best: Vec<Option<(usize, Senses)>> = vec![None; s.len() + 1];
    *best.last_mut()? = Some((0, Senses::NONE));
    for at in (0..s.len()).rev() {
        let Some(rest) = s.get(at..) else { continue };
        let mut found: Option<(usize, Senses)> = None;
        for (w, senses) in starting(rest) {
            if (w.len() < 3 && !GLUED.contains(w)) || !rest.starts_with(w) {
                continue;
            }
            let Some(Some((count, more))) = best.get(at + w.len()).copied() else { continue };
            if found.is_none_or(|(n, _)| count + 1 < n) {
                found = Some((count + 1, senses.and(more)));
            }
        }
        if let Some(slot) = best.get_mut(at) {
            *slot = found;
        }
    }
    best.first().copied().flatten().map(|(_, senses)| senses)
}

/// Whether it has a meaning other than a filler's.
pub(super) fn meaningful(senses: Senses) -> bool {
    !senses.without(Senses::of(&[Sense::Filler, Sense::And])).is_empty()
}
