//! House numbers: where they stand in a street line, and what hangs on them.

use crate::fold;
use crate::identifiers::all_digits;

/// Words that may follow a house number.
const DESIGNATION: &[&str] = &[
    "achter",
    "achterhuis",
    "app",
    "appartement",
    "begane",
    "beneden",
    "bg",
    "bij",
    "bis",
    "boven",
    "by",
    "flat",
    "grond",
    "hg",
    "hoog",
    "hs",
    "huis",
    "kamer",
    "k",
    "links",
    "lks",
    "rechts",
    "rood",
    "rd",
    "sous",
    "souterrain",
    "to",
    "unit",
    "verdieping",
    "voor",
    "voorhuis",
    "wit",
    "woonboot",
    "zwart",
    "zw",
    "kmr",
    "etage",
    "nabij",
];

/// Words between street and number: `nr. 12`, `t.o. 12`. The first three mean nothing, the others are a designation.
const BEFORE: &[&str] =
    &["nr", "no", "nummer", "huisnr", "to", "t/o", "t.o", "by", "tegenover", "naast", "t.h.v"];

/// Whether the word is one that may follow a house number.
pub(super) fn is_designation(word: &str) -> bool {
    DESIGNATION.contains(&fold(word.trim_end_matches('.')).as_str())
}

/// A street line taken apart into street, house number and suffix.
///
/// The number is the first one that only a suffix follows: `Plein 1945 12` is number 12 of `Plein 1945`, `Laan 38 2 hoog`
/// number 38 with suffix `2 hoog`. Numbers that begin a street's name (`1e Jacobstraat`) do not count. Everything is
/// street where there is none.
pub fn split_number(raw: &str) -> (String, String, String) {
    if !raw.bytes().any(|b| b.is_ascii_digit()) {
        return (trim(raw), String::new(), String::new());
    }
    let spaced = unglue(raw);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let numbers: Vec<usize> =
        (0..words.len()).filter(|i| is_number(words.get(*i).copied().unwrap_or(""))).collect();
    let own_name = |i: usize| is_in_name(&words, i);
    let found = numbers
        .iter()
        .copied()
        .find(|&i| i > 0 && !own_name(i) && is_suffix(words.get(i + 1..).unwrap_or(&[])));
    let found = found.or_else(|| numbers.iter().copied().rev().find(|&i| i > 0));
    if let Some(at) = found {
        let (mut street, rest) = words.split_at(at);
        let (number, mut suffix) = split_house(&rest.join(" "));
        if let Some((last, head)) = street.split_last()
            && !head.is_empty()
            && BEFORE.contains(&fold(last.trim_end_matches('.')).as_str())
        {
            street = head;
            let meaningless =
                ["nr", "no", "nummer", "huisnr"].contains(&fold(last.trim_end_matches('.')).as_str());
            if !meaningless {
                suffix = format!("{last} {suffix}").trim().to_owned();
            }
        }
        return (trim(&street.join(" ")), number, suffix);
    }
    match words.split_first() {
        // `38 Schoonstraat`, as foreign software writes it
        Some((first, rest)) if !rest.is_empty() && is_number(first) => {
            let (number, suffix) = split_house(first);
            (trim(&rest.join(" ")), number, suffix)
        }
        _ => (trim(raw), String::new(), String::new()),
    }
}

/// House number and suffix: `38 a`, `38-2`, `38a`, `38 to`, `to 38`, `0038`, `38.0`. Both empty without a number; what
/// is not a number then stays as suffix.
pub fn split_house(raw: &str) -> (String, String) {
    let s = raw.trim();
    let s = s.strip_suffix(".0").unwrap_or(s);
    if all_digits(s) {
        return (s.trim_start_matches('0').to_owned(), String::new());
    }
    let Some(start) = s.find(|c: char| c.is_ascii_digit()) else { return (String::new(), s.to_owned()) };
    let (before, rest) = s.split_at(start);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    let number = digits.trim_start_matches('0');
    let edge =
        |c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',' | '_' | '(' | ')' | '#' | '+');
    let before = before.trim_matches(edge);
    let before = if matches!(fold(before).as_str(), "nr" | "no") { "" } else { before };
    let suffix = [before, after.trim_matches(edge)].join(" ");
    (number.to_owned(), suffix.trim().to_owned())
}

/// A blank between a street of four letters or more and the number glued to it.
fn unglue(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 1);
    let mut letters = 0;
    for c in raw.chars() {
        if c.is_ascii_digit() && letters >= 4 {
            out.push(' ');
        }
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
        out.push(c);
    }
    out
}

/// Whether it begins with a digit and is no ordinal (`1e`, `2de`).
fn is_number(w: &str) -> bool {
    let tail = w.trim_start_matches(|c: char| c.is_ascii_digit());
    tail.len() < w.len()
        && w.len() - tail.len() <= 5
        && !matches!(tail, "ste" | "de" | "nd" | "th" | "rd" | "st")
        && !(tail == "e" && w.len() == 2)
}

/// A number that belongs to a street's name: a year or a span of years with another number behind it, an ordinal `2e`.
fn is_in_name(words: &[&str], i: usize) -> bool {
    let Some(w) = words.get(i) else { return false };
    let another = words.get(i + 1).is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    let year = w.len() == 4 && (1500..=2100).contains(&w.parse::<u32>().unwrap_or(0));
    let span =
        w.split_once('-').is_some_and(|(a, b)| a.len() == b.len() && matches!(a.len(), 2 | 4) && a < b);
    another && (year || span)
}

/// Whether all of it may hang on a house number: short codes and designations.
fn is_suffix(words: &[&str]) -> bool {
    words.len() <= 5
        && words.iter().all(|w| {
            let letters = w.chars().filter(|c| c.is_alphabetic()).count();
            letters <= 3 || is_designation(w)
        })
}

fn trim(s: &str) -> String {
    s.trim_matches(|c: char| c.is_whitespace() || c == ',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(raw: &str, expect: &str) {
        let (street, number, suffix) = split_number(raw);
        assert_eq!([street, number, suffix].join("/"), expect, "{raw}");
    }

    #[test]
    fn street_lines() {
        check("Schoonstraat 38", "Schoonstraat/38/");
        check("Schoonstraat 38 a", "Schoonstraat/38/a");
        check("Schoonstraat 38a", "Schoonstraat/38/a");
        check("Schoonstraat 38-A", "Schoonstraat/38/A");
        check("Schoonstraat 38-2", "Schoonstraat/38/2");
        check("Schoonstraat 38 II", "Schoonstraat/38/II");
        check("Schoonstraat 38 2 hoog", "Schoonstraat/38/2 hoog");
        check("Schoonstraat38a", "Schoonstraat/38/a");
        check("Schoonstraat nr. 38", "Schoonstraat/38/");
        check("Schoonstraat t.o. 38", "Schoonstraat/38/t.o.");
        check("Schoonstraat 38 to", "Schoonstraat/38/to");
        check("2e Dwarsstraat 5 bis", "2e Dwarsstraat/5/bis");
        check("1e Jacob van Campenstraat 12", "1e Jacob van Campenstraat/12/");
        check("Plein 1945 12", "Plein 1945/12/");
        check("Plein 40-45 12 a", "Plein 40-45/12/a");
        check("Plein 1945", "Plein/1945/");
        check("38 Schoonstraat", "Schoonstraat/38/");
        check("Schoonstraat", "Schoonstraat//");
        check("", "//");
    }

    #[test]
    fn houses() {
        let check =
            |raw: &str, n: &str, s: &str| assert_eq!(split_house(raw), (n.to_owned(), s.to_owned()), "{raw}");
        check("38", "38", "");
        check("38 a", "38", "a");
        check("38-a", "38", "a");
        check("38a-2", "38", "a-2");
        check("to 38", "38", "to");
        check("0038", "38", "");
        check("38.0", "38", "");
        check("nr 38", "38", "");
        check("a", "", "a");
        check("", "", "");
    }

    proptest! {
        #[test]
        fn never_panics(s in "\\PC*") {
            let _ = (split_number(&s), split_house(&s));
        }
    }
}
