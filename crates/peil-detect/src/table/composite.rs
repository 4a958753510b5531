//! Cells that hold more than a name: `Berg, A. van den (geb. 29-03-1970)`, `Berg, A. van den, Dorpsstraat 3, 1234 AB Ede`.

use peil_model::{Address, PartialDate};

use crate::address;
use crate::identifiers::date;

/// What stands in a cell of names.
pub(crate) struct Composite<'a> {
    /// The name alone.
    pub(crate) name: &'a str,
    pub(crate) birth: Option<PartialDate>,
    pub(crate) home: Option<Address>,
}

/// Takes a cell apart; most hold a name and nothing else.
pub(crate) fn apart(cell: &str) -> Composite<'_> {
    if !cell.bytes().any(|b| b.is_ascii_digit()) {
        return Composite { name: cell, birth: None, home: None };
    }
    let found = born(cell).or_else(|| dated(cell));
    let (name, birth) = found.map_or((cell, None), |(name, birth)| (name, Some(birth)));
    let (name, home) = housed(name).map_or((name, None), |(name, home)| (name, Some(home)));
    Composite { name, birth, home }
}

/// A birth date behind its mark, and what stands before.
fn born(cell: &str) -> Option<(&str, PartialDate)> {
    let low = cell.to_ascii_lowercase();
    for mark in ["geboren", "geb", "born", "*", "°"] {
        // The last one: `geb. Wijngaarde, geb. 24-10-1971` names and dates.
        for (at, _) in low.rmatch_indices(mark) {
            let rest = cell.get(at + mark.len()..)?;
            let rest = rest.trim_start_matches(|c: char| {
                !c.is_ascii_digit() && matches!(c, '.' | ':' | ' ' | 'd' | 'o' | 'p')
            });
            let end = rest.find([')', ',', ';']).unwrap_or(rest.len());
            let found = rest.get(..end).map(str::trim).and_then(date::parse).filter(|d| d.is_whole());
            if let Some(birth) = found {
                let name = cell
                    .get(..at)?
                    .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ',' | '-'));
                return Some((name, birth));
            }
        }
    }
    None
}

/// A whole date behind the last comma or in brackets: `Vermeulen (Marijke), 27-06-2002`.
fn dated(cell: &str) -> Option<(&str, PartialDate)> {
    let end = cell.trim_end_matches([')', ' ']);
    let at = end.rfind([',', '(', ';'])?;
    let birth = date::parse(end.get(at + 1..)?.trim()).filter(|d| d.is_whole())?;
    let name = cell.get(..at)?.trim_end();
    (name.chars().filter(|c| c.is_alphabetic()).count() >= 3).then_some((name, birth))
}

/// An address behind a comma: the first part with a number in it begins it.
fn housed(cell: &str) -> Option<(&str, Address)> {
    let mut at = 0;
    for part in cell.split([',', ';']) {
        let numbered = part.bytes().any(|b| b.is_ascii_digit())
            && part.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        if at > 0 && numbered {
            let home = address::parse_line(cell.get(at..)?.trim());
            let name = cell.get(..at)?.trim_end_matches([',', ';', ' ']);
            return (!home.number.is_empty() || !home.postcode.is_empty()).then_some((name, home));
        }
        at += part.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_more() {
        let check = |cell: &str, name: &str, birth: &str, home: &str| {
            let c = apart(cell);
            let shown = c
                .home
                .map_or(String::new(), |h| format!("{} {} {} {}", h.street, h.number, h.postcode, h.city));
            assert_eq!(
                (c.name, c.birth.map_or(String::new(), |b| b.iso()), shown),
                (name, birth.to_owned(), home.to_owned()),
                "{cell}"
            );
        };
        check("Berg, A. van den", "Berg, A. van den", "", "");
        check("de Bruin, D.A. (geb. 29-03-1970)", "de Bruin, D.A.", "1970-03-29", "");
        check(
            "Bakker, L.K. geb. Wijngaarde, geb. 24-10-1971",
            "Bakker, L.K. geb. Wijngaarde",
            "1971-10-24",
            "",
        );
        check(
            "Camp, G. op den, 2e Bloksweg 62, 2841 TA  Moordrecht",
            "Camp, G. op den",
            "",
            "2e Bloksweg 62 2841TA Moordrecht",
        );
        check("12345", "12345", "", "");
    }
}
