//! One find into one record, and the last look at a finished record.

use peil_model::{Address, Bsn, Category, Name, Number, Party, PartyKind, Record};

use crate::headers::FieldRole;
use crate::identifiers::without_suffix;
use crate::{fold, name};

use super::finds::{At, Find, How};

/// Adds a find; parts of a name gather apart until the record is settled.
pub(super) fn into(r: &mut Record, parts: &mut Name, at: At) {
    match at.find {
        Find::Name(n, how) => add_name(r, n, how),
        Find::NamePart(role, text) => part(parts, role, &text),
        Find::Birth(d) => r.birth = r.birth.or(Some(d)),
        Find::Bsn(digits, labelled) => match r.bsns.iter_mut().find(|b| b.digits == digits) {
            Some(b) => b.labelled |= labelled,
            None => r.bsns.push(Bsn { digits, labelled }),
        },
        Find::Number(kind, value) => {
            let value = without_suffix(&value).to_owned();
            let n = Number { kind, issuer: String::new(), value };
            if !r.numbers.contains(&n) {
                r.numbers.push(n);
            }
        }
        Find::Phone(v) => add(&mut r.phones, v),
        Find::Email(v) => add(&mut r.emails, v),
        Find::Iban(v) => add(&mut r.ibans, v),
        Find::Address(a) => add_address(r, a),
        Find::Sex(s) => r.sex = r.sex.or(Some(s)),
        Find::Category(c) => r.categories.insert(c),
        Find::Gp(id) => gp(r, id),
        Find::Party(kind, id) => r.parties.push(Party { kind, id }),
        Find::Made(d) => r.made = r.made.or(Some(d)),
        Find::Fresh => {}
    }
}

fn add(list: &mut Vec<String>, v: String) {
    if !list.contains(&v) {
        list.push(v);
    }
}

/// Puts the GP into a record.
pub(super) fn gp(r: &mut Record, id: Option<String>) {
    r.categories.insert(Category::Gp);
    if let Some(id) = id {
        let party = Party { kind: PartyKind::Gp, id };
        if !r.parties.contains(&party) {
            r.parties.push(party);
        }
    }
}

/// The fuller of two writings of one name stands first; the shorter adds nothing.
fn add_name(r: &mut Record, n: Name, how: How) {
    let weight = |n: &Name| {
        usize::from(!n.initials.is_empty() || !n.given.is_empty())
            + usize::from(!n.partner_surname.is_empty())
    };
    if r.names.contains(&n) {
        return;
    }
    let lesser = r.names.iter().any(|m| {
        same_person(m, &n) && weight(m) >= weight(&n) && weight(&n) == 0
            || m.surname == n.surname && m.prefix == n.prefix && weight(&n) == 0
    });
    if lesser {
        return;
    }
    if weight(&n) > 0 {
        r.names.retain(|m| weight(m) > 0 || m.surname != n.surname);
    }
    if how == How::Labelled || r.names.first().is_some_and(|m| weight(m) < weight(&n)) {
        r.names.insert(0, n);
    } else {
        r.names.push(n);
    }
}

fn add_address(r: &mut Record, a: Address) {
    match r.addresses.last_mut() {
        Some(last) if fits(last, &a) => complete(last, a),
        _ => r.addresses.push(a),
    }
}

/// Whether two parts can be of one address: nothing in them contradicts.
fn fits(a: &Address, b: &Address) -> bool {
    let agree = |x: &str, y: &str| x.is_empty() || y.is_empty() || fold(x) == fold(y);
    agree(&a.street, &b.street)
        && agree(&a.number, &b.number)
        && agree(&a.postcode, &b.postcode)
        && agree(&a.city, &b.city)
}

fn part(parts: &mut Name, role: FieldRole, text: &str) {
    use FieldRole as F;
    let text = text.trim();
    match role {
        F::Surname => {
            let n = name::surname(text);
            parts.surname = n.surname;
            if parts.prefix.is_empty() {
                parts.prefix = n.prefix;
            }
            if parts.partner_surname.is_empty() {
                (parts.partner_surname, parts.partner_prefix) = (n.partner_surname, n.partner_prefix);
            }
            if parts.initials.is_empty() {
                parts.initials = n.initials;
            }
            if parts.given.is_empty() {
                parts.given = n.given;
            }
        }
        F::PartnerSurname => {
            let (prefix, rest) = name::split_prefix(text);
            parts.partner_surname = rest;
            if !prefix.is_empty() {
                parts.partner_prefix = prefix;
            }
        }
        F::Prefix => parts.prefix = text.to_owned(),
        F::PartnerPrefix => parts.partner_prefix = text.to_owned(),
        F::Initials => parts.initials = text.to_owned(),
        F::GivenNames if parts.given.is_empty() => parts.given = text.to_owned(),
        _ => {}
    }
}

/// Whether a surname's part says the same again.
pub(super) fn part_is(had: &str, text: &str) -> bool {
    let n = name::surname(text);
    fold(had) == fold(&n.surname)
}

/// The end of a record: its name parts become a name, and nine digits beside a sound BSN are nothing.
pub(super) fn settle(r: &mut Record, parts: Name) {
    if !parts.surname.is_empty() {
        r.names.insert(0, parts);
    } else if parts != Name::default() {
        match r.names.first_mut() {
            Some(first) => {
                for (to, from) in [
                    (&mut first.initials, parts.initials),
                    (&mut first.given, parts.given),
                    (&mut first.prefix, parts.prefix),
                    (&mut first.partner_surname, parts.partner_surname),
                    (&mut first.partner_prefix, parts.partner_prefix),
                ] {
                    if to.is_empty() {
                        *to = from;
                    }
                }
            }
            None => r.names.push(parts),
        }
    }
    if r.bsns.iter().any(|b| b.labelled && super::numbers::passes(&b.digits)) {
        r.bsns.retain(|b| b.labelled);
    }
    r.addresses.retain(|a| *a != Address::default());
}

/// Whether two names can be one person's: a common surname, and no contradicting initials.
pub(super) fn same_person(a: &Name, b: &Name) -> bool {
    let both = |n: &'_ Name| [n.surname.clone(), n.partner_surname.clone()];
    let theirs = both(b);
    let common = both(a).iter().any(|x| !x.is_empty() && theirs.iter().any(|y| same(x, y)));
    if !common {
        return false;
    }
    let letter = |n: &Name| {
        let source = if n.initials.is_empty() { &n.given } else { &n.initials };
        fold(source).chars().next()
    };
    let calls = !a.given.is_empty() && !b.given.is_empty() && fold(&a.given) == fold(&b.given);
    match (letter(a), letter(b)) {
        (Some(p), Some(q)) => {
            p == q
                || calls
                || a.given.is_empty() != b.given.is_empty()
                    && a.initials.is_empty() != b.initials.is_empty()
                    && loosely(a, b)
        }
        _ => true,
    }
}

/// Whether two words are one, whatever their case and marks.
fn same(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(b) } else { fold(a) == fold(b) }
}

/// A call name may begin with another letter than the initials: only if the other name has no more than one
/// of both.
fn loosely(a: &Name, b: &Name) -> bool {
    let initials = if a.initials.is_empty() { &b.initials } else { &a.initials };
    let given = if a.given.is_empty() { &b.given } else { &a.given };
    let first = fold(given).chars().next();
    fold(initials).chars().any(|c| Some(c) == first)
}

/// The name as one string, surname last.
pub(super) fn written(n: &Name) -> String {
    [&n.initials, &n.given, &n.prefix, &n.surname]
        .into_iter()
        .filter(|s| !s.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

/// An address with all that another part of it adds.
pub(super) fn complete(to: &mut Address, from: Address) {
    for (to, from) in [
        (&mut to.street, from.street),
        (&mut to.number, from.number),
        (&mut to.suffix, from.suffix),
        (&mut to.postcode, from.postcode),
        (&mut to.city, from.city),
    ] {
        if to.is_empty() {
            *to = from;
        }
    }
}
