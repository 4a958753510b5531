//! Names of a register row: own and partner's, as used, and former ones.

use peil_detect::headers::FieldRole;
use peil_detect::{fold, name};
use peil_model::{Cells, Name};

use super::cells::{aligned, several};
use crate::tables::Layout;

/// How a person uses own and partner's surname (ScreenIT's NL1 to NL4; BRP's E, P, V, N).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameUse {
    /// NL1, E: own.
    Own,
    /// NL2, P: partner's.
    Partner,
    /// NL3, V: partner's before own.
    PartnerOwn,
    /// NL4, N: partner's after own.
    OwnPartner,
}

/// The use that a code or words say.
pub(crate) fn name_use(raw: &str) -> Option<NameUse> {
    let word: String = fold(raw).chars().filter(|c| c.is_alphanumeric()).collect();
    match word.as_str() {
        "nl1" | "1" | "e" | "eigen" | "own" | "eigennaam" | "eigengeslachtsnaam" | "birth" => {
            Some(NameUse::Own)
        }
        "nl2" | "2" | "p" | "partner" | "partnernaam" | "naampartner" => Some(NameUse::Partner),
        "nl3"
        | "3"
        | "v"
        | "partnereigen"
        | "partnerown"
        | "voor"
        | "partnervooreigen"
        | "partnernaameigennaam" => Some(NameUse::PartnerOwn),
        "nl4"
        | "4"
        | "n"
        | "eigenpartner"
        | "ownpartner"
        | "na"
        | "partnernaeigen"
        | "eigennaampartnernaam" => Some(NameUse::OwnPartner),
        _ => None,
    }
}

/// All names of a row, the present one first, each once.
pub(crate) fn names(layout: &Layout, row: &Cells) -> Vec<Name> {
    let mut all: Vec<Name> = Vec::new();
    let mut add = |n: Name| {
        if !n.surname.is_empty() && !all.contains(&n) {
            all.push(n);
        }
    };
    let usage = name_use(layout.value(row, FieldRole::NameUse));
    let first = given(layout, row);
    let mut surnames = layout.values(row, FieldRole::Surname);
    let present = surnames.next().map(|s| present(layout, row, s, usage));
    let full: Vec<Name> = layout.values(row, FieldRole::FullName).filter_map(name::parse).collect();
    if let Some(n) = &present {
        add(with_given(n.clone(), &first));
    }
    for n in full {
        let known = present.as_ref().is_some_and(|p| same(p, &n));
        if !known {
            add(with_given(n, &first));
        }
    }
    if present.is_none() {
        // A row that has only the partner's name.
        for s in layout.values(row, FieldRole::PartnerSurname) {
            add(with_given(prefixed(surname(s), layout.value(row, FieldRole::PartnerPrefix)), &first));
        }
    }
    for s in surnames {
        add(with_given(surname(s), &first));
    }
    former(layout, row).into_iter().for_each(|n| add(with_given(n, &first)));
    all
}

fn same(a: &Name, b: &Name) -> bool {
    let own = fold(&b.surname);
    let both = [fold(&a.surname), fold(&a.partner_surname)];
    both.contains(&own) && (b.partner_surname.is_empty() || both.contains(&fold(&b.partner_surname)))
}

/// The name that the row's own columns make.
fn present(layout: &Layout, row: &Cells, raw: &str, usage: Option<NameUse>) -> Name {
    let partner = layout.value(row, FieldRole::PartnerSurname);
    let mut n = prefixed(surname(raw), layout.value(row, FieldRole::Prefix));
    if partner.is_empty() {
        if usage == Some(NameUse::PartnerOwn) && !n.partner_surname.is_empty() {
            swap(&mut n);
        }
        return n;
    }
    let p = prefixed(surname(partner), layout.value(row, FieldRole::PartnerPrefix));
    // The surname column may hold the name as used, both together: what is not the partner's is the person's own.
    if !n.partner_surname.is_empty() && fold(&n.surname) == fold(&p.surname) {
        swap(&mut n);
    }
    if fold(&n.surname) == fold(&p.surname) && n.partner_surname.is_empty() {
        return n;
    }
    n.partner_surname = p.surname;
    n.partner_prefix = p.prefix;
    n
}

fn swap(n: &mut Name) {
    std::mem::swap(&mut n.surname, &mut n.partner_surname);
    std::mem::swap(&mut n.prefix, &mut n.partner_prefix);
}

/// A surname cell taken apart; as it stands where that gives nothing.
fn surname(raw: &str) -> Name {
    let n = name::surname(raw);
    if n.surname.is_empty() { Name { surname: raw.trim().to_owned(), ..Name::default() } } else { n }
}

fn prefixed(mut n: Name, prefix: &str) -> Name {
    if !prefix.is_empty() {
        n.prefix = prefix.to_owned();
    }
    n
}

/// Initials and given names of the row.
fn given(layout: &Layout, row: &Cells) -> (String, String) {
    let mut initials = layout.value(row, FieldRole::Initials).to_owned();
    let mut names = String::new();
    for raw in layout.values(row, FieldRole::GivenNames) {
        let (i, g) = name::given(raw);
        if initials.is_empty() {
            initials = i;
        }
        if names.is_empty() {
            names = g;
        } else if !g.is_empty() && !fold(&names).split(' ').any(|w| w == fold(&g)) {
            // A call name beside the names in full.
            names = format!("{names} {g}");
        }
    }
    (initials, names)
}

fn with_given(mut n: Name, (initials, names): &(String, String)) -> Name {
    if !initials.is_empty() {
        n.initials = initials.clone();
    }
    if !names.is_empty() {
        n.given = names.clone();
    }
    n
}

fn former(layout: &Layout, row: &Cells) -> Vec<Name> {
    let prefixes: Vec<&str> = layout.values(row, FieldRole::FormerPrefix).flat_map(aligned).collect();
    let surnames: Vec<&str> = layout.values(row, FieldRole::FormerSurname).flat_map(split).collect();
    let mut all = Vec::new();
    for (i, raw) in surnames.iter().enumerate() {
        if !raw.is_empty() {
            all.push(prefixed(surname(raw), prefixes.get(i).copied().unwrap_or("")));
        }
    }
    all
}

/// A cell of former surnames; a comma separates too, unless a prefix follows it (`Berg, van den`).
fn split(raw: &str) -> Vec<&str> {
    let parts = aligned(raw);
    if parts.len() > 1 {
        return parts;
    }
    let by_comma: Vec<&str> = raw.split(',').map(str::trim).collect();
    let names = by_comma.len() > 1 && !by_comma.iter().any(|p| name::is_prefix(p) || p.contains('.'));
    if names { by_comma } else { several(raw).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_name_use() {
        for (raw, expect) in [
            ("NL1", Some(NameUse::Own)),
            ("E", Some(NameUse::Own)),
            ("Partner", Some(NameUse::Partner)),
            ("V", Some(NameUse::PartnerOwn)),
            ("partner - eigen", Some(NameUse::PartnerOwn)),
            ("NL4", Some(NameUse::OwnPartner)),
            ("", None),
            ("?", None),
        ] {
            assert_eq!(name_use(raw), expect, "{raw}");
        }
    }
}
