//! The person whose record is open, and what would contradict it.

use peil_model::{Category, Name, Record};

use crate::headers::FieldRole;

use super::finds::{At, Find, How};
use super::merge;

/// The person being read.
pub(super) struct Open {
    /// What is known so far.
    pub record: Record,
    /// Parts of the name that labels announced.
    pub parts: Name,
    /// The current block named or numbered the person.
    pub touched: bool,
    /// How sure the name is.
    pub how: Option<How>,
    /// Last line that said something.
    pub last: u64,
}

/// Whether a record says enough: somebody's number, or a name with something beside it or a form of address.
pub(super) fn stands(r: &Record, how: Option<How>) -> bool {
    let named = r.names.iter().any(|n| !n.surname.is_empty());
    let beside = r.birth.is_some()
        || !r.addresses.is_empty()
        || !r.phones.is_empty()
        || !r.emails.is_empty()
        || !r.ibans.is_empty();
    let value = r.categories.contains(Category::TestResult)
        || r.categories.contains(Category::MedicalText)
        || r.categories.contains(Category::TestKind);
    let full = r.names.iter().any(|n| !n.initials.is_empty() || !n.given.is_empty());
    r.bsns.iter().any(|b| b.labelled)
        || (!r.bsns.is_empty() && (named || beside))
        || (named && (beside || value || !r.numbers.is_empty()))
        || (named && (how == Some(How::Titled) || how == Some(How::Labelled) && full))
        || (r.birth.is_some() && (beside || !r.numbers.is_empty() || value))
        || (!r.numbers.is_empty() && (value || beside))
        || r.birth.is_some_and(|b| b.is_whole())
}

impl Open {
    /// Whether a name is another person's.
    pub fn differs(&self, n: &Name) -> bool {
        if !self.parts.surname.is_empty() {
            return !merge::same_person(&self.parts, n);
        }
        !self.record.names.is_empty() && !self.record.names.iter().any(|m| merge::same_person(m, n))
    }

    /// Whether a find cannot be about the person being read.
    pub fn contradicts(&self, at: &At) -> bool {
        match &at.find {
            Find::Name(n, _) => self.differs(n),
            Find::Birth(d) => self.record.birth.is_some_and(|b| b != *d),
            Find::Bsn(digits, true) => {
                let sound = |b: &&peil_model::Bsn| b.labelled && super::numbers::passes(&b.digits);
                self.record.bsns.iter().find(sound).is_some_and(|b| b.digits != *digits)
            }
            // The same label with another number, before anybody is named again.
            Find::Number(kind, value) => {
                let had = |n: &peil_model::Number| n.kind == *kind && n.value != *value;
                // Numbers below each other with nobody beside them are each of somebody else.
                let r = &self.record;
                let nobody = r.names.is_empty()
                    && r.birth.is_none()
                    && r.bsns.is_empty()
                    && self.parts == Name::default();
                if nobody && !at.labelled && !self.touched && r.numbers.iter().any(had) {
                    return true;
                }
                at.labelled
                    && !self.touched
                    && (!self.record.names.is_empty() || self.parts != Name::default())
                    && self.record.numbers.iter().any(had)
            }
            Find::NamePart(role, text) => match role {
                FieldRole::Surname => {
                    !self.parts.surname.is_empty() && !merge::part_is(&self.parts.surname, text)
                }
                FieldRole::Initials | FieldRole::GivenNames if !self.parts.surname.is_empty() => {
                    let had =
                        if *role == FieldRole::Initials { &self.parts.initials } else { &self.parts.given };
                    !had.is_empty() && had != text
                }
                _ => false,
            },
            _ => false,
        }
    }
}
