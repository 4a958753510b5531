//! Dutch addresses in one string, taken apart.

mod house;

use peil_model::Address;

use crate::fold;
use crate::identifiers::{all_digits, postcode};

pub use house::{split_house, split_number};

/// An address in one string or a part of one: `Schoonstraat 38 a, 1040 AB Amsterdam`, `1040AB Amsterdam`, `Amsterdam`.
///
/// Parts are separated by commas, semicolons or line ends, or by the postcode alone. The postcode comes out as
/// `1234AB`; a word without any sign of a street is a town.
pub fn parse_line(raw: &str) -> Address {
    if !raw.is_empty() && raw.bytes().all(|b| b.is_ascii_alphabetic()) {
        return of_word(raw);
    }
    // A number alone, as line numbers are.
    if all_digits(raw) {
        return Address { street: raw.to_owned(), ..Address::default() };
    }
    let s: String = raw.chars().map(|c| if matches!(c, '\n' | '\r' | ';' | '|') { ',' } else { c }).collect();
    match find_postcode(&s) {
        Some((from, to, code)) => {
            around_postcode(s.get(..from).unwrap_or(""), code, s.get(to..).unwrap_or(""))
        }
        None => without_postcode(&s),
    }
}

/// One plain word, as most cells have: a street or a town.
fn of_word(word: &str) -> Address {
    let mut address = Address::default();
    if looks_like_street(word) {
        address.street = word.to_owned();
    } else if !is_country(word) {
        address.city = word.to_owned();
    }
    address
}

/// Where a postcode stands: from, to, and its normal form. The last one counts: a house number may look like one.
fn find_postcode(s: &str) -> Option<(usize, usize, String)> {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut found = None;
    for (from, _) in s.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        if is_word(s.get(..from).and_then(|b| b.chars().next_back())) {
            continue;
        }
        let Some((digits, tail)) = s.get(from..).and_then(|t| t.split_at_checked(4)) else { continue };
        let blanks = tail.len() - tail.trim_start_matches([' ', '\u{a0}', '\t']).len();
        let to = from + 4 + blanks + 2;
        let Some(letters) = s.get(from + 4 + blanks..to) else { continue };
        if blanks <= 3
            && !s.get(to..).and_then(|a| a.chars().next()).is_some_and(char::is_alphabetic)
            && let Some(code) = postcode::normal(&format!("{digits}{letters}"))
        {
            found = Some((from, to, code));
        }
    }
    found
}

fn around_postcode(before: &str, code: String, after: &str) -> Address {
    let before = before.trim_end().trim_end_matches("NL-").trim_end_matches("NL ");
    let (mut head, tail) = (parts(before), parts(after));
    let mut address = Address { postcode: code, ..Address::default() };
    let mut tail = tail.into_iter();
    let first = tail.next();
    match first {
        // postcode and house number alone, `1234AB 38 a`
        Some(house)
            if head.is_empty() && house.starts_with(|c: char| c.is_ascii_digit()) && house.len() <= 8 =>
        {
            (address.number, address.suffix) = split_house(house);
        }
        Some(town) if head.is_empty() || !has_digit(town) => address.city = town.to_owned(),
        Some(street) => set_street(&mut address, street),
        None => {
            // the town stands before the postcode
            if head.len() > 1
                && let Some(town) = head.pop_if(|p| !has_digit(p))
            {
                address.city = town.to_owned();
            }
        }
    }
    for part in tail.filter(|p| has_digit(p)) {
        if head.is_empty() {
            set_street(&mut address, part);
        }
    }
    if let Some(street) = head.iter().rev().find(|p| has_digit(p)).or(head.last()) {
        if head.len() > 1 || has_digit(street) || looks_like_street(street) || !address.city.is_empty() {
            set_street(&mut address, street);
        } else {
            address.city = (*street).to_owned();
        }
    }
    town_from_suffix(&mut address);
    address
}

fn without_postcode(s: &str) -> Address {
    let mut address = Address::default();
    for part in parts(s) {
        if let Some((digits, town)) = foreign_postcode(part)
            && !address.street.is_empty()
        {
            address.postcode = digits.to_owned();
            address.city = town.to_owned();
        } else if address.street.is_empty() && (has_digit(part) || looks_like_street(part)) {
            set_street(&mut address, part);
        } else if address.number.is_empty()
            && !address.street.is_empty()
            && part.starts_with(|c: char| c.is_ascii_digit())
        {
            (address.number, address.suffix) = split_house(part);
        } else if address.city.is_empty() && !has_digit(part) {
            address.city = part.to_owned();
        }
    }
    town_from_suffix(&mut address);
    address
}

/// The parts between commas, without a country.
fn parts(s: &str) -> Vec<&str> {
    s.split(',')
        .map(|p| p.split(" (").next().unwrap_or(p))
        .map(|p| p.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '.' | ':' | '(' | ')')))
        .map(without_country)
        .filter(|p| !p.is_empty())
        .collect()
}

/// `Den Bosch Nederland` is a town and a country.
fn without_country(part: &str) -> &str {
    if is_country(part) {
        return "";
    }
    part.rsplit_once(' ').filter(|(_, last)| is_country(last)).map_or(part, |(town, _)| town.trim_end())
}

fn is_country(s: &str) -> bool {
    const COUNTRY: [&str; 6] = ["nl", "nld", "nederland", "netherlands", "the netherlands", "holland"];
    if s.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return COUNTRY.iter().any(|c| c.eq_ignore_ascii_case(s));
    }
    COUNTRY.contains(&fold(s).as_str())
}

/// `2000 Antwerpen`, `D-12345 Berlin`: digits of another country's postcode and a town.
fn foreign_postcode(s: &str) -> Option<(&str, &str)> {
    let (code, town) = s.split_once(' ')?;
    let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase() || c == '-');
    let ok = matches!(digits.len(), 4 | 5) && digits.bytes().all(|b| b.is_ascii_digit()) && !has_digit(town);
    ok.then_some((code, town.trim()))
}

fn set_street(address: &mut Address, part: &str) {
    (address.street, address.number, address.suffix) = split_number(part);
}

/// `Schoonstraat 38 Amsterdam 1040AB`: a long word behind the house number is the town.
fn town_from_suffix(address: &mut Address) {
    if !address.city.is_empty() {
        return;
    }
    let at = address.suffix.split(' ').position(|w| {
        w.chars().count() > 4 && w.chars().all(char::is_alphabetic) && !house::is_designation(w)
    });
    if let Some(at) = at {
        let words: Vec<&str> = address.suffix.split(' ').collect();
        let (suffix, town) = words.split_at(at);
        (address.suffix, address.city) = (suffix.join(" "), town.join(" "));
    }
}

fn has_digit(s: &str) -> bool {
    s.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a string without a number ends as Dutch street names do.
fn looks_like_street(s: &str) -> bool {
    const ENDS: &[&str] = &[
        "straat",
        "laan",
        "weg",
        "plein",
        "gracht",
        "kade",
        "singel",
        "dreef",
        "steeg",
        "pad",
        "markt",
        "plantsoen",
        "boulevard",
        "str",
        "str.",
    ];
    let word = fold(s);
    ENDS.iter().any(|e| word.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(raw: &str, expect: &str) {
        let a = parse_line(raw);
        let found = [a.street, a.number, a.suffix, a.postcode, a.city].join("/");
        assert_eq!(found, expect, "{raw}");
    }

    #[test]
    fn whole_lines() {
        check("Schoonstraat 38 a, 1040 AB Amsterdam", "Schoonstraat/38/a/1040AB/Amsterdam");
        check("Schoonstraat 38a 1040AB Amsterdam", "Schoonstraat/38/a/1040AB/Amsterdam");
        check("Schoonstraat 38\n1040 ab  AMSTERDAM\nNederland", "Schoonstraat/38//1040AB/AMSTERDAM");
        check("1040 AB Amsterdam, Schoonstraat 38-2", "Schoonstraat/38/2/1040AB/Amsterdam");
        check("Schoonstraat 38, Amsterdam, 1040AB", "Schoonstraat/38//1040AB/Amsterdam");
        check("Schoonstraat 38 Amsterdam 1040AB", "Schoonstraat/38//1040AB/Amsterdam");
        check("Schoonstraat 38, Den Haag", "Schoonstraat/38///Den Haag");
        check("1e Jacobstraat 12 hs; 1040AB 's-Gravenhage", "1e Jacobstraat/12/hs/1040AB/'s-Gravenhage");
        check("Plein 1945 12, 1040 AB Bergen op Zoom", "Plein 1945/12//1040AB/Bergen op Zoom");
        check("Schoonstraat 38, NL-1040 AB Amsterdam", "Schoonstraat/38//1040AB/Amsterdam");
        check("Huisartsenpraktijk X, Schoonstraat 38, 1040AB Amsterdam", "Schoonstraat/38//1040AB/Amsterdam");
    }

    #[test]
    fn parts_of_one() {
        check("Amsterdam", "////Amsterdam");
        check("1040AB", "///1040AB/");
        check("1040 AB Amsterdam", "///1040AB/Amsterdam");
        check("Amsterdam 1040 AB", "///1040AB/Amsterdam");
        check("1234AB 38 a", "/38/a/1234AB/");
        check("1234AB38", "/38//1234AB/");
        check("1234 AB, 38", "/38//1234AB/");
        check("Markt 1 5211 JX Den Bosch Nederland", "Markt/1//5211JX/Den Bosch");
        check("Straat 12, 1234 AB 's-Hertogenbosch (NL)", "Straat/12//1234AB/'s-Hertogenbosch");
        check("Dorpsstraat", "Dorpsstraat////");
        check("Dorpsstraat 5", "Dorpsstraat/5///");
        check("Dorpsstraat, 5, Stad", "Dorpsstraat/5///Stad");
        check("Meir 5, 2000 Antwerpen", "Meir/5//2000/Antwerpen");
        check("", "////");
    }

    proptest! {
        #[test]
        fn never_panics(s in "\\PC*") {
            let _ = parse_line(&s);
        }

        #[test]
        fn soup_never_panics(s in "([0-9]{1,4}|[A-Z]{2}|straat|é| |,|-|NL){0,14}") {
            let _ = parse_line(&s);
        }
    }
}
