//! Free text of EDIFACT messages: put together again, and searched for what the patient's own segments lack.

use peil_model::Part;

use super::super::draft::{Draft, plain};
use crate::identifiers::{bsn, date, postcode, sex};
use crate::{address, name};

/// Characters of a text line at most: a line this long was cut, even in the middle of a word or number.
const FULL_LINE: usize = 70;

/// Fewest characters of the longest line for another width to be believed.
const NARROW_LINE: usize = 60;

/// The text of all remark segments (`TXT`, `OPB`, `FTX`) as it was before it was cut into lines.
pub(super) fn rejoined<'a>(parts: impl Iterator<Item = &'a Part>) -> String {
    let lines: Vec<&str> = parts.flat_map(text_lines).collect();
    let length = |l: &&str| l.chars().count();
    let longest = lines.iter().map(length).max().unwrap_or(0);
    let cut_at_longest = longest >= NARROW_LINE && lines.iter().filter(|l| length(l) == longest).count() > 1;
    let mut out = String::new();
    let mut full = true;
    for line in lines {
        if !full {
            out.push('\n');
        }
        out.push_str(line);
        let n = line.chars().count();
        full = n >= FULL_LINE || (cut_at_longest && n == longest);
    }
    out
}

fn text_lines(part: &Part) -> impl Iterator<Item = &str> {
    let first = match part.id.as_str() {
        "TXT" | "OPB" => 1,
        "FTX" => 4, // before it: subject and references
        _ => u16::MAX,
    };
    part.leaves().filter(move |(leaf, _)| leaf.field >= first).map(|(_, value)| value)
}

/// Takes a BSN, birth date and name from their labels in a text where the message did not give them elsewhere.
pub(super) fn complete(text: &str, draft: &mut Draft) {
    if draft.record.bsns.is_empty()
        && let Some(found) = labelled_bsn(text)
    {
        draft.labelled_bsn(&found);
    }
    if draft.record.birth.is_none() {
        draft.birth(after_label(
            text,
            &["geboortedatum", "geboren", "geb.datum", "geb.dat", "gebdat", "geb"],
            leading_date,
        ));
    }
    if draft.record.sex.is_none()
        && let Some(found) = after_label(text, &["geslacht"], |rest| {
            let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
            sex::parse(&word).map(|_| word)
        })
    {
        draft.sex(&found);
    }
    if draft.record.addresses.is_empty()
        && let Some(home) =
            after_label(text, &["wonende te", "woonadres", "wonende", "woonachtig", "adres"], leading_home)
    {
        draft.address(home);
    }
    if draft.record.names.is_empty()
        && let Some(found) = after_label(
            text,
            &[
                "naam",
                "patiente",
                "patient",
                "patiënte",
                "patiënt",
                "betreft",
                "mevrouw",
                "mevr",
                "mw",
                "dhr",
                "de heer",
            ],
            leading_name,
        )
    {
        draft.name(found);
    }
}

fn labelled_bsn(text: &str) -> Option<String> {
    after_label(text, &["burgerservicenummer", "sofinummer", "bsn"], |rest| {
        let mut digits = String::new();
        let mut gap = 0;
        for c in rest.chars() {
            match c {
                c if c.is_ascii_digit() && digits.len() < 9 => digits.push(c),
                c if c.is_ascii_digit() => return None,
                ' ' | '.' | '-' if gap < 4 && digits.len() < 9 => gap += 1,
                _ => break,
            }
        }
        bsn::normal(&digits)
    })
}

/// What `read` makes of the text behind the first label for which it makes anything.
fn after_label<T>(text: &str, labels: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None; // letters whose case differs in length: offsets would not fit
    }
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    for label in labels {
        for (at, _) in lower.match_indices(label) {
            let end = at + label.len();
            let inside = is_letter(lower.get(..at).and_then(|s| s.chars().next_back()))
                || lower.get(end..).and_then(|s| s.chars().next()).is_some_and(char::is_alphabetic);
            let rest = text.get(end..).unwrap_or("");
            let rest = rest
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '=' | '-' | ','));
            let rest = ["nr", "nummer", "op", "datum", "d.d."]
                .iter()
                .find_map(|w| rest.strip_prefix(w))
                .map_or(rest, |r| r.trim_start_matches([' ', ':', '.', '\n']));
            if !inside && let Some(found) = read(rest) {
                return Some(found);
            }
        }
    }
    None
}

/// A whole date at the start: the longest of the first three words that is one.
fn leading_date(rest: &str) -> Option<peil_model::PartialDate> {
    let edge = |c: char| matches!(c, ',' | ';' | ')' | '(' | '.');
    let words: Vec<&str> = rest.split_whitespace().take(3).collect();
    (1..=words.len()).rev().find_map(|n| {
        let candidate = words.get(..n)?.join(" ");
        date::parse(candidate.trim_matches(edge)).filter(|d| d.is_whole())
    })
}

/// Characters within which the postcode of an address must come.
const HOME_LENGTH: usize = 80;

/// Street, number, postcode and town at the start; the postcode must be among them.
fn leading_home(rest: &str) -> Option<peil_model::Address> {
    let near: String = rest.chars().take(HOME_LENGTH).collect();
    let code = (0..near.len()).find_map(|at| {
        let tail = near.get(at..)?;
        let starts = at == 0 || near.as_bytes().get(at - 1).is_some_and(|b| !b.is_ascii_alphanumeric());
        let length = [7, 6].into_iter().find(|n| {
            tail.get(..*n).is_some_and(|c| postcode::normal(c).is_some())
                && tail.get(*n..).is_some_and(|t| !t.starts_with(char::is_alphanumeric))
        })?;
        starts.then_some(at + length)
    })?;
    let town = near.get(code..)?;
    let end = town
        .char_indices()
        .skip_while(|(_, c)| matches!(c, ' ' | ',' | '\n'))
        .find(|(_, c)| matches!(c, ',' | ';' | '.' | '\n' | '(' | ')'))
        .map_or(town.len(), |(i, _)| i);
    let line = near.get(..code + end)?.replace('\n', " ");
    Some(address::parse_line(&line))
}

/// A name up to the end of the line, a digit, or the next label.
fn leading_name(rest: &str) -> Option<peil_model::Name> {
    let line = rest.split(['\n', ';', '(']).next()?;
    let line = line.split(|c: char| c.is_ascii_digit()).next()?;
    let lower = line.to_lowercase();
    let end = [" geb", ",geb", " bsn", ",bsn", " wonende", " uit ", " geslacht", ",geslacht", " (m", " (v"]
        .iter()
        .filter_map(|w| lower.find(w))
        .min();
    let found = plain(line.get(..end.unwrap_or(line.len()))?.trim_end_matches([',', ' ', '-']));
    // `Patiënt gebruikt prednison` tells of her and does not name her.
    if !found.contains(char::is_uppercase) {
        return None;
    }
    (found.split_whitespace().count() <= 8).then(|| name::parse(found))?
}
