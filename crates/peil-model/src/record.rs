//! What one place says about one person.

use serde::{Deserialize, Serialize};

use crate::masked::masked;
use crate::{CategorySet, PartialDate, Place};

/// The part a person plays in a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// The person examined, or the subject of the row.
    #[default]
    Patient,
    /// A relative or contact person of a patient.
    Contact,
    /// A GP, a specialist, another care provider.
    Practitioner,
    /// Other staff.
    Staff,
}

/// Sex as a source states it. Sources force it (a screening order says female of everyone): weak evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Stated as neither (X).
    Other,
}

/// A number that may be a BSN (citizen service number).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Bsn {
    /// Nine digits, leading zeros restored. A labelled one may fail the 11-test (a typo); an unlabelled one never does.
    pub digits: String,
    /// The field, header or a word beside it says BSN. Otherwise it only passes the 11-test, as 1 number in 11 does.
    pub labelled: bool,
}

/// Kind of a number that identifies a specimen, an order or a person at one issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NumberKind {
    /// A specimen, barcode, lab number or monster number.
    Specimen,
    /// An order or request number.
    Order,
    /// A patient or client number of an institution.
    Patient,
    /// A policy or insured-person number.
    Insurance,
    /// ZorgDomein referral number (`ZD` and 8 or 9 digits).
    ZorgDomein,
    /// Key of a row in its database or of a resource in its export, or a pointer to one: it joins records of one file and means
    /// nothing outside of it. Its issuer is the table.
    Row,
}

/// A number with its kind and issuer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Number {
    /// Kind by the role of its field.
    pub kind: NumberKind,
    /// Namespace or assigning authority as given, in capitals; empty if not given.
    pub issuer: String,
    /// The number as given, without surrounding blanks.
    pub value: String,
}

/// A person's name as a source gives it, taken apart as far as the source does.
///
/// `surname` is the one the source shows as the person's own or only surname; a second one (partner's, married,
/// hyphenated) stands in `partner_surname`. Which is which is often wrong in the source: compare both ways.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Name {
    /// Own (or only) surname without prefix, in the source's spelling.
    pub surname: String,
    /// Own prefix (tussenvoegsel), `van der`.
    pub prefix: String,
    /// Second surname, without prefix.
    pub partner_surname: String,
    /// Prefix of the second surname.
    pub partner_prefix: String,
    /// Initials as given, with or without dots.
    pub initials: String,
    /// Given names in full, blank-separated, or a call name.
    pub given: String,
}

/// An address as a source gives it.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// Street without number.
    pub street: String,
    /// House number, digits only.
    pub number: String,
    /// Letter, suffix or designation (`a`, `2 hoog`, `to`).
    pub suffix: String,
    /// Postcode as given.
    pub postcode: String,
    /// Town.
    pub city: String,
}

/// How a party stands to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PartyKind {
    /// The organisation on whose behalf the examination was done, named as such (client, ordering facility).
    Client,
    /// Sending or receiving application, facility or mailbox other than the processor itself.
    System,
    /// The ordering practitioner or practice (requester); a screening order names the GP here.
    Requester,
    /// The patient's own general practitioner, who need not have ordered anything.
    Gp,
}

impl Number {
    /// Issuer of the numbers by which the processor counts its own relations: they join its files, and are no patient's number.
    pub const OF_PROCESSOR: &str = "processor";
}

/// A party named in a record, for attribution.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Party {
    /// How it stands to the record.
    pub kind: PartyKind,
    /// `AGB:01234567`, `MSH:SCREENIT`, `UNB:500012345`, or `NAME:<as given>`.
    pub id: String,
}

/// What one place says about one person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Where.
    pub place: Place,
    /// As what the person appears there.
    pub role: Role,
    /// Numbers that are or may be the person's BSN.
    pub bsns: Vec<Bsn>,
    /// Specimen, order, patient and other numbers.
    pub numbers: Vec<Number>,
    /// Names, the most complete first.
    pub names: Vec<Name>,
    /// Birth date.
    pub birth: Option<PartialDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Addresses of residence.
    pub addresses: Vec<Address>,
    /// E-mail addresses, lower case.
    pub emails: Vec<String>,
    /// Telephone numbers: digits with country code, `31612345678`.
    pub phones: Vec<String>,
    /// Bank accounts, capitals without blanks.
    pub ibans: Vec<String>,
    /// Who ordered, sent or received.
    pub parties: Vec<Party>,
    /// Day the message was made or the specimen taken, if stated.
    pub made: Option<PartialDate>,
    /// Categories that this record itself holds.
    pub categories: CategorySet,
}

masked!(Bsn, Number, Name, Address, Party, Record);

impl Record {
    /// A record at a place that says nothing yet.
    pub fn at(place: Place) -> Record {
        Record {
            place,
            role: Role::Patient,
            bsns: Vec::new(),
            numbers: Vec::new(),
            names: Vec::new(),
            birth: None,
            sex: None,
            addresses: Vec::new(),
            emails: Vec::new(),
            phones: Vec::new(),
            ibans: Vec::new(),
            parties: Vec::new(),
            made: None,
            categories: CategorySet::EMPTY,
        }
    }

    /// Whether it holds anything about a person at all.
    pub fn is_personal(&self) -> bool {
        !self.categories.is_empty() || !self.bsns.is_empty() || !self.numbers.is_empty()
    }
}
