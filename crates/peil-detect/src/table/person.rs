//! One person of a row while the cells come.

use peil_model::{Category, Number, NumberKind, PartialDate, Place, Record, Role};

use super::categories::{categorise, identifies};
use super::composite;
use super::free;
use super::home::Home;
use super::names::Names;
use super::numbers;
use crate::headers::FieldRole::{self, *};
use crate::identifiers::date::{self, DayOrder};
use crate::identifiers::{email, iban, phone, sex};

/// What the cells so far say of one person.
pub(super) struct Person {
    /// Everything but name, address and parts of the birth date.
    pub(super) record: Record,
    names: Names,
    home: Home,
    /// Year, month and day of birth from columns of their own.
    born: (u16, u8, u8),
}

impl Person {
    /// Nobody yet.
    pub(super) fn new(place: Place, role: Role) -> Person {
        let record = Record { role, ..Record::at(place) };
        Person { record, names: Names::default(), home: Home::default(), born: (0, 0, 0) }
    }

    /// Takes a cell that says something of the person; false if it is of another kind.
    pub(super) fn take(&mut self, role: FieldRole, v: &str, order: DayOrder) -> bool {
        if role == FullName {
            return self.whole(v);
        }
        self.names.take(role, v)
            || self.home.take(role, v)
            || self.identifier(role, v)
            || self.attribute(role, v, order)
    }

    /// A cell with a whole name, which may hold more than that.
    fn whole(&mut self, v: &str) -> bool {
        let found = composite::apart(v);
        self.record.birth = self.record.birth.or(found.birth);
        self.home.whole(found.home);
        self.names.take(FullName, found.name)
    }

    fn identifier(&mut self, role: FieldRole, v: &str) -> bool {
        let r = &mut self.record;
        match role {
            Bsn => numbers::bsns(v).into_iter().for_each(|d| push_bsn(r, d, true)),
            Key | PatientNumber | Person => self.number(NumberKind::Patient, v),
            InsuranceNumber => self.number(NumberKind::Insurance, v),
            Specimen => self.number(NumberKind::Specimen, v),
            Order => self.number(NumberKind::Order, v),
            Email => self.emails(v),
            Phone => self.phones(v),
            Iban => push_all(&mut r.ibans, v.split([';', ',', '|', '\n']).filter_map(iban::normal)),
            _ => return false,
        }
        true
    }

    fn attribute(&mut self, role: FieldRole, v: &str, order: DayOrder) -> bool {
        let number = || numbers::plain(v).trim_end_matches(".0").parse::<u16>().unwrap_or(0);
        match role {
            BirthDate => self.record.birth = self.record.birth.or_else(|| numbers::birth(v, order)),
            BirthYear => self.born.0 = number(),
            BirthMonth => self.born.1 = u8::try_from(number()).unwrap_or(0),
            BirthDay => self.born.2 = u8::try_from(number()).unwrap_or(0),
            Sex => self.record.sex = self.record.sex.or_else(|| sex::parse(v)),
            Date | OtherDate => self.record.made = self.record.made.or_else(|| made(v, order)),
            _ => return false,
        }
        true
    }

    /// A key by which rows of one database belong together.
    pub(super) fn row_key(&mut self, table: &str, v: &str) {
        let value = numbers::plain(v).trim_end_matches(".0");
        let number = Number { kind: NumberKind::Row, issuer: table.to_owned(), value: value.to_owned() };
        if value != "0" && !self.record.numbers.contains(&number) {
            self.record.numbers.push(number);
        }
    }

    /// A number that the processor gave, by which its files belong together.
    pub(super) fn own_number(&mut self, v: &str) {
        self.numbered(NumberKind::Patient, Number::OF_PROCESSOR, v);
    }

    fn number(&mut self, kind: NumberKind, v: &str) {
        self.numbered(kind, "", v);
    }

    fn numbered(&mut self, kind: NumberKind, issuer: &str, v: &str) {
        let of_person = matches!(kind, NumberKind::Patient | NumberKind::Insurance);
        for value in numbers::keys(v, of_person) {
            let kind = if is_zorgdomein(&value) { NumberKind::ZorgDomein } else { kind };
            let number = Number { kind, issuer: issuer.to_owned(), value };
            if !self.record.numbers.contains(&number) {
                self.record.numbers.push(number);
            }
        }
    }

    fn emails(&mut self, v: &str) {
        push_all(&mut self.record.emails, v.split([';', ',', ' ', '|', '/', '\n']).filter_map(email::normal));
    }

    fn phones(&mut self, v: &str) {
        if v.contains('@') {
            self.emails(v);
            let others = v.split([';', ',', ' ', '|', '/', '\n']).filter(|p| !p.contains('@'));
            let rest: Vec<&str> = others.collect();
            return push_all(&mut self.record.phones, phone::all(&rest.join(" ")));
        }
        push_all(&mut self.record.phones, phone::all(v));
        // written wrongly, but somebody's number all the same
        let digits = v.bytes().filter(u8::is_ascii_digit).count();
        self.record.categories.insert_if(Category::Phone, (7..=15).contains(&digits));
    }

    /// What a cell of free text calls by name.
    fn said(&mut self, v: &str) {
        if let Some((role, value)) = free::labelled(v) {
            self.identifier(role, value);
            return;
        }
        let Some(more) = free::read(v) else { return };
        let r = &mut self.record;
        more.bsns.into_iter().filter(|b| b.labelled).for_each(|b| push_bsn(r, b.digits, true));
        push_all(&mut r.phones, more.phones);
        push_all(&mut r.emails, more.emails);
        push_all(&mut r.ibans, more.ibans);
        for number in more.numbers {
            if !r.numbers.contains(&number) {
                r.numbers.push(number);
            }
        }
        r.birth = r.birth.or(more.birth);
        more.addresses.into_iter().for_each(|a| self.home.whole(Some(a)));
    }

    /// A cell of free text: what it calls by name, and a number that it calls a BSN.
    pub(super) fn note(&mut self, v: &str) {
        self.said(v);
        if self.record.bsns.is_empty() {
            labelled_bsn(v).into_iter().flatten().for_each(|d| push_bsn(&mut self.record, d, true));
        }
    }

    /// A cell of no known role: only what is unmistakable.
    pub(super) fn look(&mut self, v: &str) {
        self.said(v);
        if v.contains('@') {
            push_all(
                &mut self.record.emails,
                v.split([' ', ';', ',', '<', '>', '(', ')']).filter_map(email::normal),
            );
        }
        if (15..=80).contains(&v.len()) {
            push_all(&mut self.record.ibans, iban::normal(v));
        }
        match labelled_bsn(v) {
            Some(found) => found.into_iter().for_each(|d| push_bsn(&mut self.record, d, true)),
            None if v.len() <= 12 && self.record.bsns.is_empty() => {
                let found = crate::identifiers::bsn::normal(v);
                let passes = |d: &String| v.len() >= 9 && crate::identifiers::bsn::eleven_test(d);
                if let Some(digits) = found.filter(passes) {
                    push_bsn(&mut self.record, digits, false);
                }
            }
            None => {}
        }
    }

    /// The record with its categories, if it is of somebody.
    pub(super) fn finish(mut self) -> Option<Record> {
        let r = &mut self.record;
        let (y, m, d) = self.born;
        let parts = || {
            PartialDate::new(y, m, d)
                .or_else(|| PartialDate::new(y, m, 0))
                .or_else(|| PartialDate::new(y, 0, 0))
        };
        r.birth = r.birth.or_else(parts);
        r.names = self.names.finish();
        r.addresses = self.home.finish();
        // A number that says it is the BSN makes one that only could be meaningless.
        if r.bsns.iter().any(|b| b.labelled) {
            r.bsns.retain(|b| b.labelled);
        }
        categorise(r);
        identifies(r).then_some(self.record)
    }
}

/// The day of the row; five digits of our time are a spreadsheet's day number.
fn made(v: &str, order: DayOrder) -> Option<PartialDate> {
    let v = numbers::plain(v);
    let whole = v.split(['.', ',']).next().unwrap_or(v);
    let serial = whole.parse::<u32>().ok().filter(|n| whole.len() == 5 && (30_000..60_000).contains(n));
    date::parse_with(v, order).or_else(|| serial.and_then(date::from_serial))
}

/// What stands behind `BSN` in a cell of text; `None` if the word is not in it.
fn labelled_bsn(v: &str) -> Option<Vec<String>> {
    let low = v.to_ascii_lowercase();
    let at = low.find("bsn")?;
    let rest =
        v.get(at + 3..).unwrap_or("").trim_start_matches(|c: char| !c.is_ascii_digit() && !c.is_alphabetic());
    let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ' ')).collect();
    Some(numbers::bsns(digits.trim()))
}

/// `ZD` and eight or nine digits.
fn is_zorgdomein(value: &str) -> bool {
    value.split_at_checked(2).is_some_and(|(head, digits)| {
        head.eq_ignore_ascii_case("zd")
            && matches!(digits.len(), 8 | 9)
            && crate::identifiers::all_digits(digits)
    })
}

fn push_bsn(r: &mut Record, digits: String, labelled: bool) {
    match r.bsns.iter_mut().find(|b| b.digits == digits) {
        Some(known) => known.labelled |= labelled,
        None => {
            r.bsns.reserve_exact(1);
            r.bsns.push(peil_model::Bsn { digits, labelled });
        }
    }
}

fn push_all(list: &mut Vec<String>, values: impl IntoIterator<Item = String>) {
    for value in values {
        if !list.contains(&value) {
            list.push(value);
        }
    }
}
