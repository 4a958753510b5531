//! Persons: `PID`, `MRG`, `NK1`, `GT1`, `STF`, and the data types `CX`, `XPN`, `XAD`, `XTN` as Dutch senders fill them.

use peil_model::{Address, Field, Name, NumberKind, Part};

use super::super::draft::{Draft, plain};
use crate::Known;
use crate::identifiers::{bsn, date};
use crate::{address, name};

/// Patient identification: `PID`, and old numbers and names of a merge (`MRG`).
pub(super) fn patient(part: &Part, known: &dyn Known, draft: &mut Draft) {
    match part.id.as_str() {
        "PID" => {
            for field in [3, 2, 4, 18] {
                identifiers(part, field, known, draft);
            }
            part.repetitions(19).for_each(|id| draft.labelled_bsn(id.component(1)));
            for field in [5, 9] {
                names(part, field, draft);
            }
            draft.birth(date::parse(part.value(7, 1)));
            draft.sex(part.value(8, 1));
            addresses(part, 11, draft);
            for field in [13, 14, 40] {
                telecoms(part, field, draft);
            }
        }
        "MRG" => {
            for field in [1, 2, 4] {
                identifiers(part, field, known, draft);
            }
            names(part, 7, draft);
        }
        _ => {}
    }
}

/// Whether a segment is of a relative, contact person or guarantor.
pub(super) fn is_contact(part: &Part) -> bool {
    matches!(part.id.as_str(), "NK1" | "GT1")
}

/// Such a segment's person as one of their own. False for other segments, and for the patient named again as such.
pub(super) fn contact(part: &Part, draft: &mut Draft) -> bool {
    let fields: ContactFields = match part.id.as_str() {
        "NK1" => (&[2, 30], &[4, 32], &[5, 6, 31, 40], 16, 15, 3, 33),
        "GT1" => (&[3], &[5], &[6, 7], 8, 9, 11, 19),
        _ => return false,
    };
    let (name_fields, address_fields, phone_fields, birth, sex, relation, ids) = fields;
    let relation = [part.value(relation, 1), part.value(relation, 2)].map(str::to_ascii_uppercase);
    if relation.iter().any(|r| matches!(plain(r), "SEL" | "SELF" | "ZELF" | "18" | "PAT")) {
        return false;
    }
    name_fields.iter().for_each(|f| names(part, *f, draft));
    address_fields.iter().for_each(|f| addresses(part, *f, draft));
    phone_fields.iter().for_each(|f| telecoms(part, *f, draft));
    draft.birth(date::parse(part.value(birth, 1)));
    draft.sex(part.value(sex, 1));
    for id in part.repetitions(ids).filter(is_bsn_field) {
        draft.labelled_bsn(id.component(1));
    }
    draft.has_person()
}

/// Fields of names, addresses, telephones; birth date, sex, relation, identifiers.
type ContactFields = (&'static [u16], &'static [u16], &'static [u16], u16, u16, u16, u16);

/// A member of staff of a master file (`STF`).
pub(super) fn staff(part: &Part, draft: &mut Draft) -> bool {
    if part.id != "STF" {
        return false;
    }
    names(part, 3, draft);
    draft.sex(part.value(5, 1));
    draft.birth(date::parse(part.value(6, 1)));
    telecoms(part, 10, draft);
    telecoms(part, 15, draft);
    addresses(part, 11, draft);
    draft.has_person()
}

/// Extended composite ids (`CX`): id in 1, authority in 4, type in 5.
fn identifiers(part: &Part, field: u16, known: &dyn Known, draft: &mut Draft) {
    for id in part.repetitions(field) {
        let value = match plain(id.component(1)) {
            "" if bsn::normal(id.component(2)).is_some() => plain(id.component(2)),
            value => value,
        };
        if value.is_empty() {
            continue;
        }
        let labelled = value.get(..3).is_some_and(|l| l.eq_ignore_ascii_case("bsn"));
        if is_bsn_field(&id) || labelled {
            draft.labelled_bsn(value);
            continue;
        }
        number_of_type(&id, value, known, draft);
    }
}

/// Whether an id's authority or type says that it is a BSN. The screening organisation gives the type alone.
pub(super) fn is_bsn_field(id: &Field<'_>) -> bool {
    let says = |s: &str| {
        let s = s.trim().to_ascii_uppercase();
        matches!(s.as_str(), "NLMINBIZA" | "MINBIZA" | "BSN" | "NNNLD" | "SOFI" | "2.16.840.1.113883.2.4.6.3")
            || s.ends_with("NAMINGSYSTEM/BSN")
    };
    says(id.component(5)) || (1..=3).any(|s| says(id.sub(4, s)))
}

/// An id that is no BSN by its field: the patient's number, an insurance number, a visit, a referral.
fn number_of_type(id: &Field<'_>, value: &str, known: &dyn Known, draft: &mut Draft) {
    let authority = (1..=2).map(|s| plain(id.sub(4, s))).find(|a| !a.is_empty()).unwrap_or("");
    let kind = plain(id.component(5)).to_ascii_uppercase();
    match kind.as_str() {
        "HC" | "MA" | "MC" | "SN" => draft.number(NumberKind::Insurance, authority, value),
        "DL" | "PPN" | "PPP" => {}
        // a visit is no number of the patient; a referral is told by its form
        "VN" | "AN" | "VS" => {
            if value.get(..2).is_some_and(|p| p.eq_ignore_ascii_case("zd")) {
                draft.number(NumberKind::ZorgDomein, authority, value);
            }
        }
        _ => draft.patient_number(authority, value, kind.is_empty(), known),
    }
}

fn names(part: &Part, field: u16, draft: &mut Draft) {
    for person in part.repetitions(field) {
        draft.name(person_name(&person));
    }
}

/// An extended person name (`XPN`), whose family name (`FN`) has five subcomponents in Dutch use: name of address, own
/// prefix, own surname, partner's prefix, partner's surname. Many senders fill the first alone.
fn person_name(person: &Field<'_>) -> Name {
    let fn_part = |s| plain(person.sub(1, s));
    let mut found = family(fn_part(1), fn_part(2), fn_part(3), fn_part(4), fn_part(5));
    let (first, second) = (plain(person.component(2)), plain(person.component(3)));
    if !first.is_empty() || !second.is_empty() {
        (found.initials, found.given) = given_names(first, second);
    }
    // older senders put the prefix where the standard has suffix or title
    for extra in [4, 5].map(|c| plain(person.component(c))) {
        if found.prefix.is_empty() && name::is_prefix(extra) {
            found.prefix = extra.to_owned();
        }
    }
    found
}

fn family(shown: &str, prefix: &str, own: &str, partner_prefix: &str, partner: &str) -> Name {
    if own.is_empty() {
        return family_from_shown(shown, prefix, partner_prefix, partner);
    }
    let mut found = if partner.is_empty() { name::surname(own) } else { Name::default() };
    if found.partner_surname.is_empty() {
        (found.prefix, found.surname) = name::split_prefix(own);
    }
    if !prefix.is_empty() {
        found.prefix = prefix.to_owned();
    }
    if !partner.is_empty() {
        let (inner, rest) = name::split_prefix(partner);
        found.partner_prefix = if partner_prefix.is_empty() { inner } else { partner_prefix.to_owned() };
        found.partner_surname = rest;
    }
    if found.partner_surname.is_empty() {
        add_shown(&mut found, shown);
    }
    found
}

/// A second surname that only the name of address has: own name `Testname`, shown as `Doe - Testname`.
fn add_shown(found: &mut Name, shown: &str) {
    let all = name::surname(shown);
    let same = |a: &str, b: &str| crate::fold(a) == crate::fold(b);
    if same(&all.surname, &found.surname) {
        (found.partner_surname, found.partner_prefix) = (all.partner_surname, all.partner_prefix);
    } else if !all.surname.is_empty()
        && (all.partner_surname.is_empty() || same(&all.partner_surname, &found.surname))
    {
        (found.partner_surname, found.partner_prefix) = (all.surname, all.prefix);
    }
}

fn family_from_shown(shown: &str, prefix: &str, partner_prefix: &str, partner: &str) -> Name {
    let written_out = shown.contains([',', '.']);
    let mut found =
        if written_out { name::parse(shown) } else { None }.unwrap_or_else(|| name::surname(shown));
    if found.prefix.is_empty() {
        found.prefix = prefix.to_owned();
    }
    if partner.is_empty() {
        return found;
    }
    let same = |a: &str| crate::fold(a) == crate::fold(partner);
    if same(&found.surname) && !found.partner_surname.is_empty() {
        (found.surname, found.partner_surname) = (found.partner_surname, found.surname);
        (found.prefix, found.partner_prefix) = (found.partner_prefix, found.prefix);
    } else if !same(&found.surname) {
        found.partner_surname = partner.to_owned();
    }
    if !partner_prefix.is_empty() && !found.partner_surname.is_empty() {
        found.partner_prefix = partner_prefix.to_owned();
    }
    found
}

/// Given names in 2 and further names or initials in 3: `(initials, given)`.
fn given_names(first: &str, second: &str) -> (String, String) {
    let (mut initials, mut given) = name::given(first);
    let (more, names) = name::given(second);
    if !names.is_empty() {
        given = [given.as_str(), &names].join(" ").trim().to_owned();
    }
    if more.is_empty() {
        return (initials, given);
    }
    if initials.is_empty() {
        let letter = first.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let several = more.chars().filter(|c| c.is_alphabetic()).count() > 1;
        if letter.is_empty() || (several && more.to_uppercase().starts_with(&letter)) {
            return (more, given); // all initials once more
        }
        initials = letter;
    }
    let glue = if initials.ends_with('.') {
        ""
    } else if more.contains('.') {
        "."
    } else {
        " "
    };
    (format!("{initials}{glue}{more}"), given)
}

fn addresses(part: &Part, field: u16, draft: &mut Draft) {
    for place in part.repetitions(field) {
        // birth places and countries of origin are no residence
        let residence = !matches!(plain(place.component(7)), "N" | "BDL" | "F" | "BR");
        if residence {
            draft.address(residence_of(&place));
        }
    }
}

/// An extended address (`XAD`). The number stands in 1.3, in 1.1 behind the street, or in 2; the suffix in 2 or behind it.
fn residence_of(place: &Field<'_>) -> Address {
    let (line, street, number) = (plain(place.sub(1, 1)), plain(place.sub(1, 2)), plain(place.sub(1, 3)));
    let (other, city, code) =
        (plain(place.component(2)), plain(place.component(3)), plain(place.component(5)));
    if city.is_empty() && code.is_empty() && street.is_empty() && number.is_empty() && other.is_empty() {
        return address::parse_line(line);
    }
    let (line_street, line_number, line_suffix) = address::split_number(line);
    let (house, suffix) = address::split_house(number);
    let mut found = Address { postcode: code.to_owned(), city: city.to_owned(), ..Address::default() };
    found.street = if street.is_empty() { line_street } else { street.to_owned() };
    if !house.is_empty() {
        (found.number, found.suffix) = (house, suffix);
    } else {
        (found.number, found.suffix) = (line_number, line_suffix);
    }
    let (other_number, other_suffix) = address::split_house(other);
    if found.number.is_empty() || (other_number == found.number && !other_number.is_empty()) {
        found.number = other_number;
        if !other_suffix.is_empty() {
            found.suffix = other_suffix;
        }
    } else if !other.is_empty() {
        found.suffix = other.to_owned();
    }
    found
}

/// Extended telecommunication numbers (`XTN`): number in 1, e-mail in 4, country, area and local number in 5 to 7,
/// unformatted in 12.
fn telecoms(part: &Part, field: u16, draft: &mut Draft) {
    for telecom in part.repetitions(field) {
        [1, 4, 12].iter().for_each(|c| draft.contact(telecom.component(*c)));
        let pieces = [6, 7].map(|c| plain(telecom.component(c)));
        if plain(telecom.component(1)).is_empty() && !pieces[1].is_empty() {
            let country = plain(telecom.component(5)).trim_start_matches('+');
            let lead = if country.is_empty() { String::new() } else { format!("+{country}") };
            draft.contact(&format!("{lead}{}", pieces.concat()));
        }
    }
}
