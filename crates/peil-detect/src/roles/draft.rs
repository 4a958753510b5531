//! A record while it is put together: values are normalised, doubles dropped, categories follow from what is there.

use peil_model::{
    Address, Bsn, Category, Name, Number, NumberKind, PartialDate, Party, PartyKind, Place, Record, Role,
};

use crate::identifiers::{agb, all_digits, bsn, email, phone, postcode, sex, without_suffix};
use crate::{Known, provider};

/// Characters that a specimen or order number has at least; shorter ones count lines or orders of a message.
const SHORTEST_KEY: usize = 4;

/// A record being made.
pub(super) struct Draft {
    /// What is known so far. Categories of test, result and text are set directly.
    pub(super) record: Record,
    /// Some requester is a care provider of another kind than a GP.
    other_requester: bool,
    /// Some requester has a name, but nothing says of which kind.
    unknown_requester: bool,
    /// Patient numbers that a register knows as BSN.
    known_bsns: Vec<String>,
}

impl Draft {
    /// An empty record of a person in this role.
    pub(super) fn new(place: Place, role: Role) -> Draft {
        let record = Record { role, ..Record::at(place) };
        Draft { record, other_requester: false, unknown_requester: false, known_bsns: Vec::new() }
    }

    /// Adds a category that the content shows.
    pub(super) fn category(&mut self, category: Category, condition: bool) {
        self.record.categories.insert_if(category, condition);
    }

    /// Adds a number that its field says is a BSN. Nine equal digits are fillers.
    pub(super) fn labelled_bsn(&mut self, raw: &str) {
        let Some(digits) = bsn::registered(raw) else { return };
        let filler = digits.bytes().all(|b| digits.as_bytes().first() == Some(&b));
        if !filler {
            self.bsn(digits, true);
        }
    }

    /// Adds nine digits that pass the 11-test but that nothing calls a BSN.
    fn possible_bsn(&mut self, raw: &str) -> bool {
        let found = bsn::eleven_test(raw.trim());
        if found {
            self.bsn(raw.trim().to_owned(), false);
        }
        found
    }

    /// Adds a number in the place of the patient's number; `bare` where nothing says whose or which.
    ///
    /// Nine digits of no authority that pass the 11-test may be a BSN. Where they are bare and a register has that very
    /// BSN, they hold a BSN and no patient number.
    pub(super) fn patient_number(&mut self, issuer: &str, raw: &str, bare: bool, known: &dyn Known) {
        self.number(NumberKind::Patient, issuer, raw);
        let value = plain(raw);
        if plain(issuer).is_empty() && self.possible_bsn(value) && bare && known.bsn(value) {
            self.category(Category::Bsn, true);
            self.known_bsns.push(value.to_owned());
        }
    }

    fn bsn(&mut self, digits: String, labelled: bool) {
        match self.record.bsns.iter_mut().find(|b| b.digits == digits) {
            Some(known) => known.labelled |= labelled,
            None => self.record.bsns.push(Bsn { digits, labelled }),
        }
    }

    /// Adds a number if it has a digit other than 0, without a suffix such as `+.HPV`. ZorgDomein numbers are told by their form.
    pub(super) fn number(&mut self, kind: NumberKind, issuer: &str, raw: &str) {
        let value = without_suffix(plain(raw));
        // words, fillers and counters are no numbers
        let shortest = if is_of_person(kind) { 1 } else { SHORTEST_KEY };
        if value.len() < shortest || !value.bytes().any(|b| matches!(b, b'1'..=b'9')) {
            return;
        }
        let kind = if is_zorgdomein(value) { NumberKind::ZorgDomein } else { kind };
        let number = Number { kind, issuer: plain(issuer).to_uppercase(), value: value.to_owned() };
        let same = |n: &Number| {
            n.value == number.value
                && (n.kind == number.kind || !is_of_person(n.kind) && !is_of_person(number.kind))
                && (n.issuer == number.issuer || n.issuer.is_empty() || number.issuer.is_empty())
        };
        match self.record.numbers.iter_mut().find(|n| same(n)) {
            Some(known) => {
                if known.issuer.is_empty() {
                    known.issuer = number.issuer;
                }
                if number.kind == NumberKind::Specimen {
                    known.kind = NumberKind::Specimen;
                }
            }
            None => self.record.numbers.push(number),
        }
    }

    /// Adds a number by which records of one file point to each other.
    pub(super) fn row(&mut self, table: &str, value: &str) {
        let number = Number { kind: NumberKind::Row, issuer: table.to_owned(), value: value.to_owned() };
        if !self.record.numbers.contains(&number) {
            self.record.numbers.push(number);
        }
    }

    /// Notes that the person's general practitioner is named.
    pub(super) fn general_practitioner(&mut self, name: &str) {
        self.category(Category::Gp, true);
        self.party(PartyKind::Gp, "NAME", name);
    }

    /// Adds a name that has a surname or given names.
    pub(super) fn name(&mut self, name: Name) {
        let empty = name.surname.is_empty() && name.given.is_empty();
        if !empty && !self.record.names.contains(&name) {
            self.record.names.push(name);
        }
    }

    /// Adds an address; the postcode is brought to its normal form if it has one.
    pub(super) fn address(&mut self, mut address: Address) {
        if let Some(code) = postcode::normal(&address.postcode) {
            address.postcode = code;
        }
        if address != Address::default() && !self.record.addresses.contains(&address) {
            self.record.addresses.push(address);
        }
    }

    /// Adds telephone numbers and e-mail addresses of one field, whichever they are.
    pub(super) fn contact(&mut self, raw: &str) {
        let raw = plain(raw);
        if raw.contains('@') {
            for found in raw.split([' ', ';', ',']).filter_map(email::normal) {
                push_new(&mut self.record.emails, found);
            }
            return;
        }
        for found in phone::all(raw) {
            push_new(&mut self.record.phones, found);
        }
        // written wrongly, but somebody's number all the same
        let digits = raw.bytes().filter(u8::is_ascii_digit).count();
        self.category(Category::Phone, (7..=15).contains(&digits));
    }

    /// Sets the sex if it is stated.
    pub(super) fn sex(&mut self, raw: &str) {
        self.record.sex = self.record.sex.or_else(|| sex::parse(raw));
    }

    /// Sets the birth date if there is none yet.
    pub(super) fn birth(&mut self, date: Option<PartialDate>) {
        self.record.birth = self.record.birth.or(date);
    }

    /// Sets the day it was made if there is none yet.
    pub(super) fn made(&mut self, date: Option<PartialDate>) {
        self.record.made = self.record.made.or(date);
    }

    /// Adds a party; an empty id is none.
    pub(super) fn party(&mut self, kind: PartyKind, label: &str, value: &str) {
        let value = plain(value);
        if value.is_empty() {
            return;
        }
        let party = Party { kind, id: format!("{label}:{value}") };
        if !self.record.parties.contains(&party) {
            self.record.parties.push(party);
        }
    }

    /// Adds an ordering practitioner by AGB code or else by name, and judges whether that is a GP.
    pub(super) fn requester(&mut self, id: &str, name: &str) {
        match agb::normal(plain(id)) {
            Some(code) => {
                self.party(PartyKind::Requester, "AGB", &code);
                self.category(Category::Gp, agb::is_gp(&code));
                self.other_requester |= !agb::is_gp(&code);
            }
            None if !plain(name).is_empty() => {
                self.party(PartyKind::Requester, "NAME", name);
                // An organisation that is no practice sends for its own patients.
                let other = provider::is_no_gp(name);
                self.other_requester |= other;
                self.unknown_requester |= !other;
            }
            None => {}
        }
    }

    /// Who ordered is no general practitioner.
    pub(super) fn not_from_a_gp(&mut self) {
        self.other_requester = true;
    }

    /// Notes a care provider who is a GP if the AGB code says so.
    pub(super) fn gp_by_code(&mut self, id: &str) {
        self.category(Category::Gp, agb::normal(plain(id)).is_some_and(|code| agb::is_gp(&code)));
    }

    /// Whether anything says who the person is.
    pub(super) fn has_person(&self) -> bool {
        let r = &self.record;
        !(r.bsns.is_empty() && r.names.is_empty() && r.birth.is_none() && r.addresses.is_empty())
            || r.numbers.iter().any(|n| is_of_person(n.kind))
            || !(r.phones.is_empty() && r.emails.is_empty())
    }

    /// The record with its categories, or nothing if it says nothing about anybody.
    pub(super) fn finish(mut self) -> Option<Record> {
        let r = &mut self.record;
        r.names.sort_by_key(|n| std::cmp::Reverse(completeness(n)));
        let known = &self.known_bsns;
        let has_number = |k: NumberKind| r.numbers.iter().any(|n| n.kind == k && !known.contains(&n.value));
        let found = [
            (Category::Name, !r.names.is_empty()),
            (Category::Address, !r.addresses.is_empty()),
            (Category::Sex, r.sex.is_some()),
            (Category::BirthDate, r.birth.is_some()),
            (Category::Bsn, r.bsns.iter().any(|b| b.labelled)),
            (Category::Gp, self.unknown_requester && !self.other_requester),
            (Category::Email, !r.emails.is_empty()),
            (Category::Phone, !r.phones.is_empty()),
            (Category::Iban, !r.ibans.is_empty()),
            (Category::PatientNumber, has_number(NumberKind::Patient)),
            (Category::InsuranceNumber, has_number(NumberKind::Insurance)),
        ];
        found.into_iter().for_each(|(category, holds)| r.categories.insert_if(category, holds));
        r.is_personal().then_some(self.record)
    }
}

/// Numbers the records of one message from 1 if there are several.
pub(super) fn number_parts(records: &mut [Record]) {
    if records.len() > 1 {
        for (n, record) in (1..).zip(records) {
            record.place = record.place.with_part(n);
        }
    }
}

/// A value without blanks around it; HL7's explicit null `""` is empty.
pub(super) fn plain(raw: &str) -> &str {
    let s = raw.trim();
    if s == "\"\"" { "" } else { s }
}

/// Numbers of the person and not of an examination.
fn is_of_person(kind: NumberKind) -> bool {
    matches!(kind, NumberKind::Patient | NumberKind::Insurance)
}

/// `ZD` and eight or nine digits.
fn is_zorgdomein(value: &str) -> bool {
    value.split_at_checked(2).is_some_and(|(head, digits)| {
        head.eq_ignore_ascii_case("zd") && matches!(digits.len(), 8 | 9) && all_digits(digits)
    })
}

fn completeness(n: &Name) -> usize {
    [&n.surname, &n.partner_surname, &n.given, &n.initials].iter().filter(|s| !s.is_empty()).count()
}

fn push_new(list: &mut Vec<String>, value: String) {
    if !list.contains(&value) {
        list.push(value);
    }
}
