//! Table rows to records.

use peil_model::{
    Address, Bsn, Category, Cells, Name, Number, NumberKind, PartialDate, Party, PartyKind, Place, Record,
    Role,
};

use crate::columns::{Columns, infer};
use crate::headers::{FieldRole, role};
use crate::identifiers::{agb, bsn, date, email, iban, phone, postcode, sex};
use crate::{Known, address, fold, name};

/// Rows held back until the columns are judged.
const JUDGED_ROWS: usize = 1000;

/// Reads the rows of one table.
pub struct TableReader<'a> {
    known: &'a dyn Known,
    waiting: Vec<(Place, Cells)>,
    columns: Option<Columns>,
}

impl<'a> TableReader<'a> {
    /// A reader at the start of a table.
    pub fn new(known: &'a dyn Known) -> Self {
        TableReader { known, waiting: Vec::new(), columns: None }
    }

    /// Takes a row.
    pub fn row(&mut self, place: Place, cells: &Cells, out: &mut Vec<Record>) {
        match &self.columns {
            Some(columns) => records(columns, place, cells, out),
            None => {
                self.waiting.push((place, cells.clone()));
                if self.waiting.len() >= JUDGED_ROWS {
                    self.judge(out);
                }
            }
        }
    }

    /// The table ends.
    pub fn finish(&mut self, out: &mut Vec<Record>) {
        self.judge(out);
        self.columns = None;
    }

    fn judge(&mut self, out: &mut Vec<Record>) {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return;
        }
        let rows: Vec<Cells> = waiting.iter().map(|(_, c)| c.clone()).collect();
        let columns = infer(&rows, self.known);
        for (place, cells) in waiting.iter().skip(columns.header_rows) {
            records(&columns, *place, cells, out);
        }
        self.columns = Some(columns);
    }
}

/// The records of one row under known columns: the subject, and a contact person of her own.
pub fn records(columns: &Columns, place: Place, cells: &Cells, out: &mut Vec<Record>) {
    let mut row = Row {
        record: Record::at(place),
        contact: Record::at(place.with_part(2)),
        name: Name::default(),
        address: Address::default(),
        born: (0, 0, 0),
    };
    let mut headers = 0;
    let mut filled = 0;
    for (c, said) in columns.roles.iter().enumerate() {
        let value = cells.get(c).trim();
        if value.is_empty() {
            continue;
        }
        filled += 1;
        if said.is_some() && role(value) == *said {
            headers += 1;
        }
        match said {
            Some(r) => row.take(*r, value, columns.dates.get(c).copied().unwrap_or_default()),
            None => row.look(value),
        }
    }
    // Print exports repeat the header line.
    if headers >= 2 && headers * 2 >= filled {
        return;
    }
    row.finish(out);
}

struct Row {
    record: Record,
    contact: Record,
    name: Name,
    address: Address,
    born: (u16, u8, u8),
}

impl Row {
    fn take(&mut self, role: FieldRole, v: &str, order: date::DayOrder) {
        use FieldRole as F;
        let r = &mut self.record;
        let text = |s: &mut String| {
            if s.is_empty() {
                *s = v.to_owned();
            }
        };
        match role {
            F::Bsn => {
                if let Some(digits) = bsn::normal(v).or_else(|| bsn::registered(v)) {
                    r.bsns.push(Bsn { digits, labelled: true });
                    r.categories.insert(Category::Bsn);
                }
            }
            F::Key | F::PatientNumber | F::Person => self.number(NumberKind::Patient, v),
            F::InsuranceNumber => self.number(NumberKind::Insurance, v),
            F::Specimen => self.number(NumberKind::Specimen, v),
            F::Order => self.number(NumberKind::Order, v),
            F::FullName => {
                if let Some(n) = name::parse(v) {
                    r.names.push(n);
                }
            }
            F::Surname => {
                let n = if v.contains(',') || v.contains(' ') || v.contains('-') {
                    name::surname(v)
                } else {
                    Name { surname: v.into(), ..Name::default() }
                };
                self.name.surname = n.surname;
                if self.name.prefix.is_empty() {
                    self.name.prefix = n.prefix;
                }
                if self.name.partner_surname.is_empty() {
                    (self.name.partner_surname, self.name.partner_prefix) =
                        (n.partner_surname, n.partner_prefix);
                }
            }
            F::Prefix => self.name.prefix = v.to_owned(),
            F::PartnerSurname => {
                let (prefix, rest) = name::split_prefix(v);
                self.name.partner_surname = rest;
                if !prefix.is_empty() {
                    self.name.partner_prefix = prefix;
                }
            }
            F::PartnerPrefix => self.name.partner_prefix = v.to_owned(),
            F::FormerSurname => {
                v.split(['|', ';']).filter_map(|s| name::parse(s.trim())).for_each(|n| r.names.push(n))
            }
            F::Initials => text(&mut self.name.initials),
            F::GivenNames => text(&mut self.name.given),
            F::BirthDate => r.birth = r.birth.or_else(|| birth(v, order)),
            F::BirthYear => self.born.0 = v.parse().unwrap_or(0),
            F::BirthMonth => self.born.1 = v.parse().unwrap_or(0),
            F::BirthDay => self.born.2 = v.parse().unwrap_or(0),
            F::Sex => r.sex = sex::parse(v),
            F::AddressLine => {
                let a = address::parse_line(v);
                for (to, from) in [
                    (&mut self.address.street, a.street),
                    (&mut self.address.number, a.number),
                    (&mut self.address.suffix, a.suffix),
                    (&mut self.address.postcode, a.postcode),
                    (&mut self.address.city, a.city),
                ] {
                    if to.is_empty() {
                        *to = from;
                    }
                }
            }
            F::Street => {
                let (street, number, suffix) = address::split_number(v);
                self.address.street = street;
                if self.address.number.is_empty() {
                    (self.address.number, self.address.suffix) = (number, suffix);
                }
            }
            F::HouseNumber => {
                let (number, suffix) = address::split_house(v);
                self.address.number = number;
                if self.address.suffix.is_empty() {
                    self.address.suffix = suffix;
                }
            }
            F::HouseSuffix => self.address.suffix = v.to_owned(),
            F::Postcode => self.address.postcode = postcode::normal(v).unwrap_or_else(|| v.to_owned()),
            F::City => text(&mut self.address.city),
            F::PostcodeCity => {
                let a = address::parse_line(v);
                (self.address.postcode, self.address.city) = (a.postcode, a.city);
            }
            F::Email => r.emails.extend(v.split([';', ',', ' ', '|']).filter_map(email::normal)),
            F::Phone => r.phones.extend(phone::all(v)),
            F::Iban => r.ibans.extend(iban::normal(v)),
            F::TestKind => r.categories.insert(Category::TestKind),
            F::TestResult => r.categories.insert(Category::TestResult),
            F::Gp => {
                r.categories.insert(Category::Gp);
                r.parties.push(party(PartyKind::Requester, v));
            }
            F::GpAgb => {
                let code = agb::normal(v);
                r.categories.insert_if(Category::Gp, code.as_deref().is_none_or(agb::is_gp));
                r.parties.push(party(PartyKind::Requester, v));
            }
            F::Requester => {
                let code = agb::normal(v);
                r.categories.insert_if(
                    Category::Gp,
                    code.as_deref().is_some_and(agb::is_gp) || fold(v).contains("huisarts"),
                );
                r.parties.push(party(PartyKind::Requester, v));
            }
            F::Client => r.parties.push(party(PartyKind::Client, v)),
            F::MedicalText => {
                r.categories.insert_if(Category::MedicalText, v.chars().any(char::is_alphabetic))
            }
            F::ContactName => self.contact.names.extend(name::parse(v)),
            F::ContactPhone => self.contact.phones.extend(phone::all(v)),
            F::Function => r.role = function(v),
            F::OtherDate | F::Date => r.made = r.made.or_else(|| date::parse_with(v, order)),
            F::FormerPrefix
            | F::NameUse
            | F::Country
            | F::FormerAddress
            | F::FormerPostcode
            | F::FormerHouseNumber => {}
            F::DeathDate | F::Deceased | F::Secrecy | F::Abroad | F::Recipient | F::Categories => {}
        }
    }

    fn number(&mut self, kind: NumberKind, v: &str) {
        let value = v.split('+').next().unwrap_or(v).trim();
        if !value.is_empty() {
            self.record.numbers.push(Number { kind, issuer: String::new(), value: value.to_owned() });
        }
    }

    /// A cell of no known role: only what is unmistakable.
    fn look(&mut self, v: &str) {
        let r = &mut self.record;
        if v.contains('@') {
            r.emails.extend(v.split([' ', ';', ',', '<', '>']).filter_map(email::normal));
        }
        if v.len() >= 15 {
            r.ibans.extend(iban::normal(v));
        }
        let low = v.to_ascii_lowercase();
        if let Some(at) = low.find("bsn") {
            let rest = v.get(at + 3..).unwrap_or("").trim_start_matches([':', ' ', '.', '=']);
            let digits: String =
                rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ' ')).collect();
            if let Some(digits) = bsn::normal(digits.trim()) {
                r.bsns.push(Bsn { digits, labelled: true });
                r.categories.insert(Category::Bsn);
            }
        } else if v.len() <= 12
            && self.record.bsns.is_empty()
            && let Some(digits) = bsn::normal(v).filter(|d| v.len() >= 9 && bsn::eleven_test(d))
        {
            self.record.bsns.push(Bsn { digits, labelled: false });
        }
    }

    fn finish(mut self, out: &mut Vec<Record>) {
        if self.record.birth.is_none() && self.born.0 > 0 {
            self.record.birth = PartialDate::new(self.born.0, self.born.1, self.born.2);
        }
        if !self.name.surname.is_empty() || !self.name.partner_surname.is_empty() {
            self.record.names.insert(0, self.name.clone());
        } else if let Some(first) = self.record.names.first_mut() {
            if first.initials.is_empty() {
                first.initials = self.name.initials;
            }
            if first.given.is_empty() {
                first.given = self.name.given;
            }
        } else if !self.name.given.is_empty() || !self.name.initials.is_empty() {
            self.record.names.push(self.name.clone());
        }
        if self.address != Address::default() {
            self.record.addresses.push(self.address);
        }
        categorise(&mut self.record);
        categorise(&mut self.contact);
        if self.record.is_personal() {
            out.push(self.record);
        }
        if !self.contact.categories.is_empty() {
            self.contact.role = Role::Contact;
            out.push(self.contact);
        }
    }
}

/// Adds the categories of the values that are there.
pub(crate) fn categorise(r: &mut Record) {
    let c = &mut r.categories;
    c.insert_if(Category::Name, !r.names.is_empty());
    c.insert_if(Category::Address, !r.addresses.is_empty());
    c.insert_if(Category::Sex, r.sex.is_some());
    c.insert_if(Category::BirthDate, r.birth.is_some());
    c.insert_if(
        Category::Bsn,
        r.bsns.iter().any(|b| b.labelled)
            || (!r.bsns.is_empty() && (!r.names.is_empty() || r.birth.is_some())),
    );
    c.insert_if(Category::Email, !r.emails.is_empty());
    c.insert_if(Category::Phone, !r.phones.is_empty());
    c.insert_if(Category::Iban, !r.ibans.is_empty());
    c.insert_if(Category::PatientNumber, r.numbers.iter().any(|n| n.kind == NumberKind::Patient));
    c.insert_if(Category::InsuranceNumber, r.numbers.iter().any(|n| n.kind == NumberKind::Insurance));
}

/// A birth date; five digits under such a header are a spreadsheet's serial.
fn birth(v: &str, order: date::DayOrder) -> Option<PartialDate> {
    if v.len() == 5 && v.bytes().all(|b| b.is_ascii_digit()) {
        return v.parse().ok().and_then(date::from_serial);
    }
    date::parse_with(v, order)
}

fn party(kind: PartyKind, v: &str) -> Party {
    let id = agb::normal(v).map_or_else(|| format!("NAME:{v}"), |code| format!("AGB:{code}"));
    Party { kind, id }
}

fn function(v: &str) -> Role {
    let f = fold(v);
    match () {
        () if ["huisarts", "arts", "gp", "specialist", "gynaecoloog", "doctor", "verloskundige"]
            .iter()
            .any(|w| f.contains(w)) =>
        {
            Role::Practitioner
        }
        () if [
            "analist",
            "medewerker",
            "staff",
            "balie",
            "assistent",
            "manager",
            "laborant",
            "secretar",
            "employee",
        ]
        .iter()
        .any(|w| f.contains(w)) =>
        {
            Role::Staff
        }
        () if ["contact", "partner", "moeder", "vader", "mantelzorg"].iter().any(|w| f.contains(w)) => {
            Role::Contact
        }
        () => Role::Patient,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Nobody;

    fn check(table: &str, expected: &[&str]) {
        let mut reader = TableReader::new(&Nobody);
        let mut out = Vec::new();
        for (n, line) in table.lines().enumerate() {
            let cells: Cells = line.split(';').collect();
            reader.row(Place::row(0, n as u64 + 1), &cells, &mut out);
        }
        reader.finish(&mut out);
        let shown: Vec<String> = out
            .iter()
            .map(|r| {
                let n = r.names.first().cloned().unwrap_or_default();
                let b = r.bsns.first().map_or("", |b| b.digits.as_str());
                format!(
                    "{} {}/{}/{} {} {b} {}",
                    r.place,
                    n.initials,
                    n.prefix,
                    n.surname,
                    r.birth.map(|b| b.iso()).unwrap_or_default(),
                    r.categories
                )
            })
            .collect();
        assert_eq!(shown, expected, "{table}");
    }

    #[test]
    fn headers_two_lines_and_none() {
        check(
            "Voorl;Tussenv;Achternaam;Geb.datum;BSN;Uitslag\nA.B.;van;Dijk;23-06-1980;123456782;neg",
            &["row:2 A.B./van/Dijk 1980-06-23 123456782 name|birth_date|bsn|test_result"],
        );
        check(
            "Export van gisteren\nnaam;dob\nJ. de Vries;1980-06-23",
            &["row:3 J./de/Vries 1980-06-23  name|birth_date"],
        );
        check("naam;BSN\nJ. Bos;12345678", &["row:2 J.//Bos  012345678 name|bsn"]);
        check("a;b\n", &[]);
    }
}
