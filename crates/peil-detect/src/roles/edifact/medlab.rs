//! Segments of the old Dutch messages MEDLAB and MEDVRI.

use peil_model::{Address, Category, Name, NumberKind, Part, PartialDate, PartyKind, Sex};

use super::super::draft::{Draft, plain};
use crate::identifiers::{agb, all_digits, date, sex};
use crate::{Known, address, name, provider};

/// What one segment says.
pub(super) fn read(part: &Part, known: &dyn Known, draft: &mut Draft) {
    match part.id.as_str() {
        "PID" => patient(part, known, draft),
        "PAD" => home(part, draft),
        "ART" => requester(part, draft),
        "ARA" | "GGO" | "GGA" => provider(part, draft),
        "ZKH" => draft.party(PartyKind::System, "NAME", part.value(1, 1)),
        "DET" => draft.made(day(part)),
        "IDE" => lab_number(part, draft),
        "BEP" => {
            draft.category(Category::TestKind, !plain(part.value(2, 1)).is_empty());
            draft.category(
                Category::TestResult,
                part.leaves().any(|(l, v)| l.field == 3 && !plain(v).is_empty()),
            );
        }
        "NUB" => {
            draft.category(Category::TestKind, part.leaves().any(|(_, v)| v.contains(char::is_alphabetic)))
        }
        _ => {}
    }
}

/// `PID+birth+sex+names++BSN`. The birth date is `1980:10:01` in components or one number; the BSN carries the letters
/// `BSN`, older messages `SOFI`; another number there is the sender's own.
fn patient(part: &Part, known: &dyn Known, draft: &mut Draft) {
    draft.birth(date_of(part, 1));
    draft.sex(part.value(2, 1));
    draft.name(patient_name(part));
    for (leaf, value) in part.leaves().filter(|(l, _)| l.field >= 4) {
        let value = plain(value);
        let label = value.get(..3).unwrap_or("").to_ascii_uppercase();
        if label == "BSN" || label == "SOF" {
            draft.labelled_bsn(value);
        } else if leaf.component == 1 && value.len() >= 4 && value.bytes().any(|b| b.is_ascii_digit()) {
            draft.patient_number("", value, true, known);
        }
    }
}

/// The names of `PID`: partner's or name of address, its prefix, own name, its prefix, unused, initials. With one name
/// it is the person's own. Of a man the own name stands first.
fn patient_name(part: &Part) -> Name {
    let at = |c| plain(part.value(3, c));
    let (first, first_prefix) = (at(1), at(2));
    let (second, second_prefix) = (at(3), at(4));
    let mut found = if second.is_empty() {
        whole_name(first, first_prefix)
    } else if sex::parse(part.value(2, 1)) == Some(Sex::Male) {
        pair(first, first_prefix, second, second_prefix)
    } else {
        pair(second, second_prefix, first, first_prefix)
    };
    let letters = if at(6).is_empty() { at(5) } else { at(6) };
    let (initials, given) = name::given(letters);
    if !(initials.is_empty() && given.is_empty()) {
        (found.initials, found.given) = (initials, given);
    }
    found
}

/// A single name, perhaps a double one or a full one.
fn whole_name(shown: &str, prefix: &str) -> Name {
    let full = if shown.contains([',', '.']) { name::parse(shown) } else { None };
    let mut found = full.unwrap_or_else(|| name::surname(shown));
    if !prefix.is_empty() {
        found.prefix = prefix.to_owned();
    }
    found
}

/// Own name and the other one, which may be the name of address and hold both.
fn pair(own: &str, own_prefix: &str, other: &str, other_prefix: &str) -> Name {
    let mut found = whole_name(own, own_prefix);
    let same = |a: &str, b: &str| crate::fold(a) == crate::fold(b);
    let all = name::surname(other);
    let (surname, prefix) = if same(&all.surname, &found.surname) && !all.partner_surname.is_empty() {
        (all.partner_surname, all.partner_prefix)
    } else {
        (all.surname, all.prefix)
    };
    if !same(&surname, &found.surname) {
        found.partner_surname = surname;
        found.partner_prefix = if other_prefix.is_empty() { prefix } else { other_prefix.to_owned() };
    }
    found
}

/// `PAD+street:number::town:postcode+country+telephone`, the country often left out.
fn home(part: &Part, draft: &mut Draft) {
    let at = |c| plain(part.value(1, c));
    draft.address(written_address(at(1), at(2), at(3), at(4), at(5)));
    for (_, value) in part.leaves().filter(|(l, _)| (2..=5).contains(&l.field)) {
        draft.contact(value);
    }
}

/// An address of parts, where the number may stand in the street's part.
pub(super) fn written_address(street: &str, number: &str, suffix: &str, city: &str, code: &str) -> Address {
    let (house, tail) = address::split_house(number);
    let mut found = Address { postcode: code.to_owned(), city: city.to_owned(), ..Address::default() };
    if house.is_empty() {
        (found.street, found.number, found.suffix) = address::split_number(street);
        if !tail.is_empty() {
            found.suffix = tail;
        }
    } else {
        (found.street, found.number, found.suffix) = (street.to_owned(), house, tail);
    }
    if !suffix.is_empty() {
        found.suffix = [found.suffix.as_str(), suffix].join(" ").trim().to_owned();
    }
    found
}

/// `ART+kind+code+name+address`: who ordered. The AGB code is looked for in any element.
fn requester(part: &Part, draft: &mut Draft) {
    let code = part.leaves().find_map(|(_, v)| agb::normal(v).filter(|_| all_digits(v.trim())));
    let is_name = |v: &str| v.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let by_place = [plain(part.value(3, 1)), plain(part.value(2, 1))].into_iter().find(|v| is_name(v));
    let named = by_place.or_else(|| part.leaves().map(|(_, v)| plain(v)).find(|v| is_name(v)));
    draft.requester(code.as_deref().unwrap_or(""), named.unwrap_or(""));
    // Without a code the kind tells: `H` a general practitioner (huisarts), `S` a specialist.
    match plain(part.value(1, 1)) {
        "S" if code.is_none() => draft.not_from_a_gp(),
        "H" if code.is_none() => draft.category(Category::Gp, named.is_some()),
        _ => {}
    }
}

/// A care provider in another part than the requester's: the sender or receiver of a letter, the doctor in charge.
fn provider(part: &Part, draft: &mut Draft) {
    let named = plain(part.value(1, 1));
    if part.id != "ARA" {
        draft.party(PartyKind::System, "NAME", named);
    }
    let says_gp = part.leaves().any(|(_, v)| v.to_ascii_lowercase().contains("huisarts"));
    // A letter by EDIFACT goes to a practice or a doctor. A doctor by name alone is the general practitioner as a rule; a
    // practice is the mailbox.
    let initials = name::parse(named).is_some_and(|n| !n.initials.is_empty());
    let doctor = !provider::is_organisation(named) && (initials || says_gp);
    draft.category(Category::Gp, if part.id == "ARA" { says_gp } else { doctor });
    for code in part.leaves().filter(|(_, v)| all_digits(v.trim())).filter_map(|(_, v)| agb::normal(v)) {
        draft.gp_by_code(&code);
        if part.id != "ARA" {
            draft.party(PartyKind::System, "AGB", &code);
        }
    }
}

/// `IDE+J+number`: the laboratory's number of the specimen.
fn lab_number(part: &Part, draft: &mut Draft) {
    let found = [2, 1, 3]
        .map(|f| plain(part.value(f, 1)))
        .into_iter()
        .find(|v| v.bytes().any(|b| b.is_ascii_digit()));
    if let Some(value) = found {
        draft.number(NumberKind::Specimen, "", value);
    }
}

/// The day of `DET`, `21:08:14` or `20210814`, in the first element that has one.
fn day(part: &Part) -> Option<PartialDate> {
    (1..=4).find_map(|f| date_of(part, f).filter(|d| d.is_whole()))
}

/// A date in components (`1980:10:01`, `80:10:01`) or in one value.
fn date_of(part: &Part, field: u16) -> Option<PartialDate> {
    let at = |c| part.value(field, c).trim();
    let (year, month, day) = (at(1), at(2), at(3));
    if year.len() <= 4 && all_digits(year) && !month.is_empty() {
        let day = if day.is_empty() { "00" } else { day };
        if year.len() == 2 {
            return date::yymmdd(&format!("{year}{month:0>2}{day:0>2}"));
        }
        return date::parse(&format!("{year}-{month}-{day}"));
    }
    date::parse(year).or_else(|| date::yymmdd(year))
}
