//! What was found in a block of text, each at its place and with whose it is.

use peil_model::{Address, Category, Name, NumberKind, PartialDate, PartyKind, Sex};

use crate::headers::FieldRole;

use super::labels::Owner;

/// How sure it is that some words are a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// A label says so.
    Labelled,
    /// A form of address stands before it.
    Titled,
    /// Form and neighbourhood say so.
    Beside,
}

/// One find.
pub(super) enum Find {
    /// A whole name.
    Name(Name, How),
    /// A part of a name that a label announces.
    NamePart(FieldRole, String),
    /// A birth date.
    Birth(PartialDate),
    /// Nine digits, and whether something says BSN.
    Bsn(String, bool),
    /// A number with its kind.
    Number(NumberKind, String),
    /// A telephone number.
    Phone(String),
    /// An e-mail address.
    Email(String),
    /// A bank account.
    Iban(String),
    /// An address or a part of one.
    Address(Address),
    /// Sex.
    Sex(Sex),
    /// A category without a value that is kept.
    Category(Category),
    /// The general practitioner, by name or code where given.
    Gp(Option<String>),
    /// Another party.
    Party(PartyKind, String),
    /// A day on which the text was made or something was done.
    Made(PartialDate),
    /// The data of a person begin anew.
    Fresh,
}

impl Find {
    /// Whether it is of somebody, and not of the text as a whole.
    pub fn is_personal(&self) -> bool {
        !matches!(self, Find::Gp(_) | Find::Party(..) | Find::Made(_) | Find::Fresh | Find::Category(_))
    }

    /// Whether it can say who somebody is.
    pub fn identifies(&self) -> bool {
        matches!(
            self,
            Find::Name(..) | Find::NamePart(..) | Find::Birth(_) | Find::Bsn(..) | Find::Number(..)
        )
    }
}

/// A find at its place.
pub(super) struct At {
    /// Byte in the block.
    pub at: usize,
    /// Line in the block, from 0.
    pub line: usize,
    /// Whose it is.
    pub owner: Owner,
    /// A label announces it.
    pub labelled: bool,
    /// The find.
    pub find: Find,
}
