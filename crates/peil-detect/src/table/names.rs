//! One name out of the cells of its parts.

use peil_model::Name;

use crate::headers::FieldRole::{self, *};
use crate::name;

/// The parts of a name as they come.
#[derive(Default)]
pub(super) struct Names {
    /// Made of the parts.
    parts: Name,
    /// Whole names, one a cell.
    whole: Vec<Name>,
    former: Vec<(String, String)>,
    former_prefix: Vec<String>,
}

/// `QC-f99991` in a column of names: no word without a digit.
fn is_code(v: &str) -> bool {
    let named = |w: &str| {
        w.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !w.bytes().any(|b| b.is_ascii_digit())
    };
    !v.split_whitespace().any(named) && v.bytes().any(|b| b.is_ascii_digit())
}

impl Names {
    /// Takes a cell if it is part of a name.
    pub(super) fn take(&mut self, role: FieldRole, v: &str) -> bool {
        if !is_part(role) || !v.chars().any(char::is_alphabetic) {
            return is_part(role);
        }
        match role {
            FullName if is_code(v) => {}
            FullName => self.whole.extend(name::parse(v)),
            Surname => self.surname(v),
            Prefix => self.parts.prefix = v.to_owned(),
            PartnerSurname => self.partner(v),
            PartnerPrefix => self.parts.partner_prefix = v.to_owned(),
            FormerSurname => self.former.extend(
                v.split(['|', ';', '/']).map(|s| name::split_prefix(s.trim())).filter(|n| !n.1.is_empty()),
            ),
            FormerPrefix => {
                self.former_prefix = v.split(['|', ';', '/']).map(|s| s.trim().to_owned()).collect()
            }
            Initials if self.parts.initials.is_empty() => self.parts.initials = v.to_owned(),
            GivenNames => self.given(v),
            Initials => {}
            _ => return false,
        }
        true
    }

    fn surname(&mut self, v: &str) {
        let n = name::surname(v);
        let n = if n.surname.is_empty() { Name { surname: v.to_owned(), ..n } } else { n };
        if !self.parts.surname.is_empty() {
            self.whole.push(n);
            return;
        }
        let p = &mut self.parts;
        p.surname = n.surname;
        for (to, from) in [
            (&mut p.prefix, n.prefix),
            (&mut p.partner_surname, n.partner_surname),
            (&mut p.partner_prefix, n.partner_prefix),
            (&mut p.initials, n.initials),
            (&mut p.given, n.given),
        ] {
            if to.is_empty() {
                *to = from;
            }
        }
    }

    fn partner(&mut self, v: &str) {
        // `P. Vos` is the partner's whole name
        let whole = if v.contains(['.', ',']) { name::parse(v) } else { None };
        let n = whole.unwrap_or_else(|| name::surname(v));
        let n = if n.surname.is_empty() { Name { surname: v.to_owned(), ..n } } else { n };
        self.parts.partner_surname = n.surname;
        if self.parts.partner_prefix.is_empty() {
            self.parts.partner_prefix = n.prefix;
        }
    }

    fn given(&mut self, v: &str) {
        let (initials, given) = name::given(v);
        if self.parts.initials.is_empty() {
            self.parts.initials = initials;
        }
        if self.parts.given.is_empty() {
            self.parts.given = given;
        } else if !given.is_empty() && !self.parts.given.split(' ').any(|w| w == given) {
            // a call name beside the names in full
            self.parts.given = format!("{} {given}", self.parts.given);
        }
    }

    /// All names, the one made of parts first.
    pub(super) fn finish(mut self) -> Vec<Name> {
        let mut parts = std::mem::take(&mut self.parts);
        if parts.surname.is_empty() && self.whole.is_empty() {
            // Only the name as used is there.
            parts.surname = std::mem::take(&mut parts.partner_surname);
            let prefix = std::mem::take(&mut parts.partner_prefix);
            if parts.prefix.is_empty() {
                parts.prefix = prefix;
            }
        } else if parts.surname == parts.partner_surname {
            parts.partner_surname.clear();
            parts.partner_prefix.clear();
        }
        let mut out = Vec::new();
        if parts.surname.is_empty() {
            complete(&mut self.whole, &parts);
        }
        let only_parts = parts.surname.is_empty() && !self.whole.is_empty();
        let empty = parts.surname.is_empty() && parts.initials.is_empty() && parts.given.is_empty();
        if !only_parts && !empty {
            if self.whole.is_empty() && self.former.is_empty() {
                return vec![parts];
            }
            out.push(parts.clone());
        }
        for n in self.whole {
            if !out.iter().any(|o| same(o, &n)) {
                out.push(n);
            }
        }
        for (i, (prefix, surname)) in self.former.into_iter().enumerate() {
            let prefix = self.former_prefix.get(i).filter(|p| !p.is_empty()).cloned().unwrap_or(prefix);
            let Name { initials, given, .. } = parts.clone();
            out.push(Name { surname, prefix, initials, given, ..Name::default() });
        }
        out
    }
}

/// Whether a column of this role holds a name or a part of one.
fn is_part(role: FieldRole) -> bool {
    matches!(
        role,
        FullName
            | Surname
            | Prefix
            | PartnerSurname
            | PartnerPrefix
            | FormerSurname
            | FormerPrefix
            | Initials
            | GivenNames
    )
}

/// Parts that stand in columns of their own beside a whole name.
fn complete(whole: &mut [Name], parts: &Name) {
    let Some(first) = whole.first_mut() else { return };
    for (to, from) in [
        (&mut first.initials, &parts.initials),
        (&mut first.given, &parts.given),
        (&mut first.prefix, &parts.prefix),
        (&mut first.partner_surname, &parts.partner_surname),
        (&mut first.partner_prefix, &parts.partner_prefix),
    ] {
        if to.is_empty() {
            *to = from.clone();
        }
    }
}

/// Whether the second name says nothing that the first does not.
fn same(a: &Name, b: &Name) -> bool {
    let equal = |x: &str, y: &str| y.is_empty() || crate::fold(x) == crate::fold(y);
    equal(&a.surname, &b.surname)
        && equal(&a.prefix, &b.prefix)
        && equal(&a.partner_surname, &b.partner_surname)
        && (b.given.is_empty() || equal(&a.given, &b.given))
}
