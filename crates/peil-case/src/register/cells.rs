//! Cells that hold flags or several values.

/// What separates several values in one cell.
const SEPARATORS: [char; 3] = ['|', ';', '\n'];

/// The values of a cell that may hold several.
pub(crate) fn several(raw: &str) -> impl Iterator<Item = &str> {
    raw.split(SEPARATORS).map(str::trim).filter(|v| !v.is_empty())
}

/// The values of a cell by position: an empty one keeps its place, so that two lists can be read side by side.
pub(crate) fn aligned(raw: &str) -> Vec<&str> {
    if raw.trim().is_empty() { Vec::new() } else { raw.split(SEPARATORS).map(str::trim).collect() }
}

/// What a cell says about a thing that is or is not so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flag {
    /// It says nothing or no.
    No,
    /// It says yes: a word, a number from 1, a date.
    Yes,
    /// It says something else.
    Unclear,
}

/// Reads a flag: `J N ja nee yes no true false waar onwaar 1 0 x`, codes 0 to 9, a date, or a word of its own kind.
pub(crate) fn flag(raw: &str) -> Flag {
    let word = raw.trim().trim_end_matches(".0").to_lowercase();
    match word.as_str() {
        "" | "n" | "nee" | "no" | "false" | "f" | "onwaar" | "0" | "00" | "geen" | "niet" | "-" => Flag::No,
        "levend" | "in leven" | "leeft" | "alive" | "niet overleden" | "actief" | "ingezetene"
        | "openbaar" => Flag::No,
        "j" | "ja" | "y" | "yes" | "true" | "t" | "waar" | "x" | "✓" => Flag::Yes,
        w if w.starts_with("niet ") || w.starts_with("geen ") => Flag::No,
        w if w.chars().all(|c| c.is_ascii_digit()) => {
            if w.chars().all(|c| c == '0') {
                Flag::No
            } else {
                Flag::Yes
            }
        }
        w if date_like(w) => {
            let noughts = w.chars().filter(char::is_ascii_digit).all(|c| c == '0');
            if noughts { Flag::No } else { Flag::Yes }
        }
        w => {
            let said = [
                "overleden",
                "deceased",
                "died",
                "dood",
                "geheim",
                "secret",
                "emigr",
                "vertrokken",
                "buitenland",
                "abroad",
            ];
            if said.iter().any(|s| w.contains(s)) { Flag::Yes } else { Flag::Unclear }
        }
    }
}

fn date_like(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || "-/.: t".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_as_people_write_them() {
        for (expect, all) in [
            (
                Flag::No,
                &["", "N", "nee", "0", "0.0", "False", "00-00-0000", "niet overleden", "geen geheim"][..],
            ),
            (
                Flag::Yes,
                &[
                    "J",
                    "ja",
                    "1",
                    "7",
                    "TRUE",
                    "X",
                    "12-03-2019",
                    "20190312",
                    "Overleden",
                    "2019-03-12T00:00",
                ],
            ),
            (Flag::Unclear, &["misschien", "q"]),
        ] {
            for raw in all {
                assert_eq!(flag(raw), expect, "{raw}");
            }
        }
    }

    #[test]
    fn lists_keep_their_places() {
        assert_eq!(several("a| b;;c\n").collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(aligned("a||c"), ["a", "", "c"]);
        assert!(aligned(" ").is_empty());
    }
}
