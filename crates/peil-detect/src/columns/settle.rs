//! What the columns of a table say about each other.

use peil_model::Cells;

use super::Column;
use super::content;
use super::values::Form;
use crate::fold;
use crate::headers::FieldRole::{self, *};
use crate::headers::{Heading, Owner, Sense, Senses};

/// Where a table comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Stolen files: a number is what it most likely is.
    Evidence,
    /// Registers and ledgers of our own side: a key stays a key.
    Register,
}

/// Corrects the roles of single columns by the others.
pub(super) fn settle(columns: &mut [Column], body: &[Cells], side: Side) {
    bare_numbers(columns);
    hidden_bsn(columns, side);
    dates(columns);
    second_person(columns);
    child_is_subject(columns);
    first_of_kind(columns);
    house_numbers(columns);
    street_lines(columns);
    client_or_surname(columns);
    beside_initials(columns);
    whole_or_surname(columns);
    whole_or_given(columns, body);
    maiden_names(columns);
    outcomes(columns);
    symbols(columns);
    sex_codes(columns);
    one_practice(columns);
    dossiers_abroad(columns);
}

fn has(columns: &[Column], role: FieldRole) -> bool {
    columns.iter().any(|c| c.role == Some(role))
}

/// `Nr` is a house number beside a street or postcode, and else counts the rows.
fn bare_numbers(columns: &mut [Column]) {
    let home = [Street, AddressLine, Postcode].into_iter().any(|r| has(columns, r));
    // Where the address has its number already, another one is none.
    let numbered =
        columns.iter().any(|c| c.role == Some(AddressLine) && c.profile.share(Form::Numbered) >= 0.5);
    let of_home = Senses::of(&[Sense::House, Sense::Address, Sense::Street, Sense::Postcode]);
    let housed = columns.iter().any(|c| c.role == Some(HouseNumber) && c.senses.meets(of_home));
    let fillers = Senses::of(&[Sense::Filler, Sense::And]);
    for (i, c) in columns.iter_mut().enumerate() {
        let bare = c.senses.without(fillers) == Senses::of(&[Sense::Number]);
        if c.role == Some(HouseNumber)
            && bare
            && (!home || numbered || housed || (i == 0 && c.profile.counting))
        {
            c.role = None;
            c.heading = Heading::Other;
        }
    }
}

/// A patient's number that is a BSN throughout. Of a register only where another number remains to tell the persons.
fn hidden_bsn(columns: &mut [Column], side: Side) {
    if has(columns, Bsn) {
        return;
    }
    let keys = |c: &Column| matches!(c.role, Some(Key | PatientNumber | Person));
    let all = columns.iter().filter(|c| keys(c)).count();
    for c in columns.iter_mut().filter(|c| keys(c)) {
        let found = match side {
            Side::Evidence => content::likely_bsn(&c.profile),
            Side::Register => all > 1 && content::must_be_bsn(&c.profile),
        };
        if found {
            c.role = Some(Bsn);
        }
    }
}

/// One column of birth dates at most that no header names; `datum` is one if the dates can be nothing else.
fn dates(columns: &mut [Column]) {
    let people = [FullName, Surname, Bsn, PatientNumber, GivenNames].into_iter().any(|r| has(columns, r));
    let exchange = [Recipient, Categories, Person].into_iter().any(|r| has(columns, r));
    let headed = columns.iter().any(|c| c.role == Some(BirthDate) && c.headed);
    let parts = has(columns, BirthYear);
    let oldest = columns
        .iter()
        .enumerate()
        .filter(|(_, c)| match c.role {
            Some(BirthDate) => !c.headed,
            Some(Date) => {
                people && !exchange && c.profile.is_birthlike() && c.profile.share(Form::Timed) < 0.3
            }
            _ => false,
        })
        .min_by_key(|(_, c)| c.profile.median_year())
        .map(|(i, _)| i)
        .filter(|_| !headed && !parts);
    for (i, c) in columns.iter_mut().enumerate() {
        if Some(i) == oldest {
            c.role = Some(BirthDate);
        } else if c.role == Some(BirthDate) && !c.headed {
            c.role = Some(OtherDate);
        }
    }
}

/// Columns that begin again: `naam;geboortedatum;naam;geboortedatum` are two persons side by side.
fn second_person(columns: &mut [Column]) {
    const PERSONAL: [FieldRole; 6] = [FullName, Surname, GivenNames, BirthDate, Bsn, PatientNumber];
    let roles: Vec<Option<FieldRole>> =
        columns.iter().map(|c| c.role.filter(|r| c.headed && PERSONAL.contains(r))).collect();
    let again = |from: usize| {
        let (before, after) = (roles.get(..from).unwrap_or(&[]), roles.get(from..).unwrap_or(&[]));
        PERSONAL.iter().filter(|r| before.contains(&Some(**r)) && after.contains(&Some(**r))).count()
    };
    let own = Senses::of(&[Sense::Maiden, Sense::Own, Sense::Birth]);
    let start = (1..columns.len()).find(|&i| {
        let begins = roles.get(i).is_some_and(|r| r.is_some() && roles.get(..i).unwrap_or(&[]).contains(r));
        let named = columns
            .get(i)
            .is_some_and(|c| c.role == Some(BirthDate) || c.role == Some(Bsn) || !c.senses.meets(own));
        begins && named && again(i) >= 2
    });
    let Some(start) = start else { return };
    for c in columns.iter_mut().skip(start) {
        if let Some(role) = c.role.take() {
            c.heading = Heading::Of(Owner::Second, role);
        }
    }
}

/// `naam kind` where nobody else is named: the child is the patient.
fn child_is_subject(columns: &mut [Column]) {
    if [FullName, Surname, GivenNames].into_iter().any(|r| has(columns, r)) {
        return;
    }
    let named = [Form::NameWithParts, Form::KnownFullName, Form::Surname, Form::Given];
    for c in columns.iter_mut().filter(|c| c.senses.has(Sense::Child)) {
        // `kind` over `email`, `mobile`, `email` is the English word. `kind_geboortedatum` is the child's, whatever it is.
        if c.profile.n > 0
            && c.profile.distinct * 2 <= c.profile.n.max(4)
            && named.iter().all(|f| c.profile.hardly(*f))
            && matches!(c.heading, Heading::Of(_, FullName))
        {
            c.heading = Heading::Other;
            c.role = None;
            continue;
        }
        if let Heading::Of(Owner::Contact, role) = c.heading {
            c.heading = Heading::Role(role);
            c.role = Some(role);
        }
    }
}

/// Of roles by content the first column keeps its role: the second name is the doctor's.
fn first_of_kind(columns: &mut [Column]) {
    for role in
        [FullName, Surname, GivenNames, Initials, Prefix, City, Street, AddressLine, Postcode, Sex, Bsn]
    {
        let headed = columns.iter().any(|c| c.role == Some(role) && c.headed);
        let mut found = headed;
        for c in columns.iter_mut().filter(|c| c.role == Some(role) && !c.headed) {
            if std::mem::replace(&mut found, true) {
                c.role = None;
                if role != Bsn {
                    c.heading = Heading::Other;
                }
            }
        }
    }
}

/// Numbers that no header names, beside a street or a postcode.
fn house_numbers(columns: &mut [Column]) {
    if has(columns, HouseNumber) || has(columns, AddressLine) {
        return;
    }
    let near = |c: Option<&Column>| c.is_some_and(|c| matches!(c.role, Some(Street | Postcode)));
    let found = (0..columns.len()).find(|&i| {
        let before = i.checked_sub(1).and_then(|j| columns.get(j));
        columns.get(i).is_some_and(|c| {
            c.role.is_none()
                && c.heading == Heading::Unknown
                && c.profile.share(Form::House) >= 0.9
                && c.profile.n > 0
                && !c.profile.counting
        }) && (near(before) || near(columns.get(i + 1)))
    });
    if let Some(c) = found.and_then(|i| columns.get_mut(i)) {
        c.role = Some(HouseNumber);
    }
}

/// Words and numbers that no header names, beside a postcode or town.
fn street_lines(columns: &mut [Column]) {
    if [HouseNumber, AddressLine, Street].into_iter().any(|r| has(columns, r)) {
        return;
    }
    let near = |c: Option<&Column>| c.is_some_and(|c| matches!(c.role, Some(City | Postcode | PostcodeCity)));
    let open = |c: &Column| c.role.is_none() && c.heading == Heading::Unknown;
    let found = (0..columns.len()).find(|&i| {
        let before = i.checked_sub(1).and_then(|j| columns.get(j));
        columns.get(i).is_some_and(|c| open(c) && c.profile.share(Form::Numbered) >= 0.8)
            && (near(before) || near(columns.get(i + 1)))
    });
    if let Some(c) = found.and_then(|i| columns.get_mut(i)) {
        c.role = Some(AddressLine);
    }
}

/// The same practice in all rows, beside a column of doctors, is for whom the rows were made.
fn one_practice(columns: &mut [Column]) {
    const ROWS_MIN: usize = 4;
    let doctors = |c: &Column| matches!(c.role, Some(Gp | GpAgb)) && !c.senses.has(Sense::Practice);
    if !columns.iter().any(doctors) {
        return;
    }
    for c in columns.iter_mut().filter(|c| c.role == Some(Gp) && c.senses.has(Sense::Practice)) {
        if c.profile.distinct == 1 && c.profile.n >= ROWS_MIN {
            c.role = Some(Client);
        }
    }
}

/// French laboratories give each request a `N° de dossier`, a letter and a number.
fn dossiers_abroad(columns: &mut [Column]) {
    if columns.iter().any(|c| c.french) {
        let dossier = |c: &&mut Column| {
            c.role == Some(PatientNumber)
                && c.senses.has(Sense::Dossier)
                && c.profile.most(Form::AnyDigit)
                && c.profile.hardly(Form::Digits)
                && c.profile.hardly(Form::KnownPatient)
        };
        columns.iter_mut().filter(dossier).for_each(|c| c.role = Some(Order));
    }
}

/// Outcomes and measured values that no header names, right behind the name of an examination.
fn outcomes(columns: &mut [Column]) {
    if has(columns, TestResult) {
        return;
    }
    let Some(kind) = columns.iter().position(|c| c.role == Some(TestKind)) else { return };
    let found = columns.iter_mut().skip(kind + 1).take(2).find(|c| {
        let p = &c.profile;
        c.role.is_none() && c.heading == Heading::Unknown && p.is_outcome() && !p.counting && !p.rising
    });
    if let Some(c) = found {
        c.role = Some(TestResult);
    }
}

/// `Na`, `K`, `Ca` over measured values, beside a column that is an examination's: the same of an electrolyte.
fn symbols(columns: &mut [Column]) {
    const SYMBOLS: [&str; 16] =
        ["na", "k", "cl", "ca", "mg", "fe", "po4", "zn", "kr", "ur", "leu", "ery", "thr", "ht", "lac", "alb"];
    if !columns.iter().any(|c| c.examined && c.role == Some(TestResult)) {
        return;
    }
    for c in columns.iter_mut().filter(|c| c.role != Some(TestResult)) {
        if SYMBOLS.contains(&c.symbol.as_str()) && c.profile.is_outcome() {
            c.role = Some(TestResult);
            c.examined = true;
        }
    }
}

/// Ones and twos that no header explains, right behind the birth date: the sex (ISO/IEC 5218).
fn sex_codes(columns: &mut [Column]) {
    const ROWS_MIN: usize = 4;
    let Some(birth) = columns.iter().position(|c| c.role == Some(BirthDate)) else { return };
    if has(columns, Sex) {
        return;
    }
    let Some(c) = columns.get_mut(birth + 1) else { return };
    let p = &c.profile;
    let coded = p.share(Form::SexWord) == 1.0
        && !p.counting
        && p.most(Form::Digits)
        && p.longest == 1
        && (2..=4).contains(&p.distinct);
    if coded && p.n >= ROWS_MIN && !c.titled && c.role.is_none_or(|r| r == HouseNumber) {
        c.role = Some(Sex);
    }
}

/// `Cliënt` over surnames: nobody else is named, but given names or initials are.
fn client_or_surname(columns: &mut [Column]) {
    let parts = [Initials, GivenNames].into_iter().any(|r| has(columns, r));
    if !parts || has(columns, Surname) || has(columns, FullName) {
        return;
    }
    let worded = |c: &&mut Column| {
        matches!(c.role, Some(Client | Person | PatientNumber | Key))
            && c.profile.most(Form::Words)
            && c.profile.distinct > 2
    };
    if let Some(c) = columns.iter_mut().find(worded) {
        c.role = Some(Surname);
    }
}

/// Words that no header explains, beside initials or a prefix that one does: the surname.
fn beside_initials(columns: &mut [Column]) {
    if has(columns, Surname) || has(columns, FullName) {
        return;
    }
    let part = |c: &Column| matches!(c.role, Some(Initials | Prefix)) && c.headed;
    let found = (0..columns.len()).find(|&i| {
        let near =
            [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|j| columns.get(j)).any(part);
        near && columns.get(i).is_some_and(|c| {
            let p = &c.profile;
            c.role.is_none()
                && c.heading == Heading::Unknown
                && p.most(Form::Words)
                && p.distinct * 2 > p.n
                && p.n >= 3
        })
    });
    if let Some(c) = found.and_then(|i| columns.get_mut(i)) {
        c.role = Some(Surname);
    }
}

/// `naam` beside initials, prefix or given names, with one word in it, is the surname.
fn whole_or_surname(columns: &mut [Column]) {
    let parts = [Prefix, Initials, GivenNames].into_iter().any(|r| has(columns, r));
    if !parts || has(columns, Surname) {
        return;
    }
    for c in columns.iter_mut().filter(|c| c.role == Some(FullName)) {
        if c.profile.share(Form::NameWithParts) < 0.3 {
            c.role = Some(Surname);
        }
    }
}

/// `nombre` beside `apellidos`, `naam` beside `achternaam`: the given name, unless it holds the surname too.
fn whole_or_given(columns: &mut [Column], body: &[Cells]) {
    if !has(columns, Surname) || has(columns, GivenNames) {
        return;
    }
    let at = |role| columns.iter().position(|c| c.role == Some(role));
    let (Some(whole), Some(surname)) = (at(FullName), at(Surname)) else { return };
    let rows = body.iter().filter(|r| !r.get(whole).trim().is_empty() && !r.get(surname).trim().is_empty());
    let (all, inside) = rows.fold((0, 0), |(all, inside), r| {
        let name = fold(r.get(whole));
        (all + 1, inside + usize::from(name.contains(&fold(r.get(surname)))))
    });
    if all > 0
        && inside * 5 < all
        && let Some(c) = columns.get_mut(whole)
        && c.profile.share(Form::NameWithParts) < 0.3
    {
        c.role = Some(GivenNames);
    }
}

/// A maiden name beside a surname: the maiden name is the own one, the other the name as used, that is the partner's.
fn maiden_names(columns: &mut [Column]) {
    let own = Senses::of(&[Sense::Maiden, Sense::Birth, Sense::Own]);
    let is = |c: &Column, role, owned: bool| c.role == Some(role) && c.senses.meets(own) == owned;
    let both = columns.iter().any(|c| is(c, Surname, true)) && columns.iter().any(|c| is(c, Surname, false));
    if !both || has(columns, PartnerSurname) {
        return;
    }
    let prefixed = columns.iter().any(|c| is(c, Prefix, true));
    for c in columns.iter_mut() {
        if is(c, Surname, false) {
            c.role = Some(PartnerSurname);
        } else if prefixed && is(c, Prefix, false) {
            c.role = Some(PartnerPrefix);
        }
    }
}
