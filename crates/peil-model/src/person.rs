//! Persons of a register and what was ever shared of them.

use crate::masked::masked;
use crate::{Address, CategorySet, Name, Number, PartialDate, Sex};

/// One row of a controller's register, with everything it ever knew of the person.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The register's own key.
    pub key: String,
    /// BSNs, nine digits each, the present one first.
    pub bsns: Vec<String>,
    /// Names now and before, the present one first.
    pub names: Vec<Name>,
    /// Birth date, whole or in part.
    pub birth: Option<PartialDate>,
    /// Sex as registered.
    pub sex: Option<Sex>,
    /// Addresses now and before, the present one first.
    pub addresses: Vec<Address>,
    /// E-mail addresses, lower case.
    pub emails: Vec<String>,
    /// Telephone numbers, digits with country code.
    pub phones: Vec<String>,
    /// Bank accounts, capitals without blanks.
    pub ibans: Vec<String>,
    /// Other numbers by which the controller knows the person (patient number, insurance number).
    pub numbers: Vec<Number>,
    /// Died; a status like anyone's, letters treat it apart.
    pub deceased: bool,
    /// Asked for secrecy (BRP indication 1 to 7).
    pub secret: bool,
    /// Left the country.
    pub abroad: bool,
}

/// One lawful sharing of a person's data, from a controller's ledger.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// The register's key of the person.
    pub person: String,
    /// To whom; empty where the ledger has no such column.
    pub recipient: String,
    /// When.
    pub date: Option<PartialDate>,
    /// Specimen and order numbers that went with it.
    pub numbers: Vec<Number>,
    /// What was shared, where the ledger says it.
    pub categories: CategorySet,
}

masked!(Person, Disclosure);
