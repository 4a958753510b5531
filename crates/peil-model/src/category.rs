//! Categories of personal data, with the ids that every export uses.

use serde::{Deserialize, Serialize};

/// A category of personal data. The order is the order of every list that `peil` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Category {
    /// Any part of the person's name.
    Name,
    /// Street, house number, postcode or town of residence.
    Address,
    /// Sex or gender.
    Sex,
    /// Date of birth, whole or in part.
    BirthDate,
    /// Dutch citizen service number.
    Bsn,
    /// Which examination was asked for or done.
    TestKind,
    /// An outcome of an examination.
    TestResult,
    /// The person's general practitioner.
    Gp,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Bank account number.
    Iban,
    /// A number that an institution gave the person as its patient.
    PatientNumber,
    /// Policy or insured-person number.
    InsuranceNumber,
    /// Complaints, medication, history, remarks: medical text beyond kind and result.
    MedicalText,
}

impl Category {
    /// All categories, in printing order.
    pub const ALL: [Category; 14] = [
        Category::Name,
        Category::Address,
        Category::Sex,
        Category::BirthDate,
        Category::Bsn,
        Category::TestKind,
        Category::TestResult,
        Category::Gp,
        Category::Email,
        Category::Phone,
        Category::Iban,
        Category::PatientNumber,
        Category::InsuranceNumber,
        Category::MedicalText,
    ];

    /// The id used in exports and in ledgers.
    pub fn id(self) -> &'static str {
        match self {
            Category::Name => "name",
            Category::Address => "address",
            Category::Sex => "sex",
            Category::BirthDate => "birth_date",
            Category::Bsn => "bsn",
            Category::TestKind => "test_kind",
            Category::TestResult => "test_result",
            Category::Gp => "gp",
            Category::Email => "email",
            Category::Phone => "phone",
            Category::Iban => "iban",
            Category::PatientNumber => "patient_number",
            Category::InsuranceNumber => "insurance_number",
            Category::MedicalText => "medical_text",
        }
    }

    /// The W3C Data Privacy Vocabulary term (`dpv-pd`), or our own where it has none.
    pub fn dpv(self) -> &'static str {
        match self {
            Category::Name => "pd:Name",
            Category::Address => "pd:PhysicalAddress",
            Category::Sex => "pd:Gender",
            Category::BirthDate => "pd:BirthDate",
            Category::Bsn => "peil:BSN",
            Category::TestKind => "pd:MedicalHealth",
            Category::TestResult => "pd:HealthRecord",
            Category::Gp => "peil:GeneralPractitioner",
            Category::Email => "pd:EmailAddress",
            Category::Phone => "pd:TelephoneNumber",
            Category::Iban => "pd:BankAccount",
            Category::PatientNumber => "peil:PatientNumber",
            Category::InsuranceNumber => "peil:InsuranceNumber",
            Category::MedicalText => "pd:HealthHistory",
        }
    }

    /// The category with this id.
    pub fn from_id(id: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|c| c.id() == id)
    }
}

/// A set of categories; prints as ids joined by `|`, in the fixed order.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CategorySet(u16);

impl CategorySet {
    /// No category.
    pub const EMPTY: CategorySet = CategorySet(0);

    /// Adds one category.
    pub fn insert(&mut self, c: Category) {
        self.0 |= 1 << c as u8;
    }

    /// Adds one category if the condition holds.
    pub fn insert_if(&mut self, c: Category, condition: bool) {
        if condition {
            self.insert(c);
        }
    }

    /// Whether the category is in the set.
    pub fn contains(self, c: Category) -> bool {
        self.0 & (1 << c as u8) != 0
    }

    /// Both sets together.
    #[must_use]
    pub fn union(self, other: CategorySet) -> CategorySet {
        CategorySet(self.0 | other.0)
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The categories in printing order.
    pub fn iter(self) -> impl Iterator<Item = Category> {
        Category::ALL.into_iter().filter(move |c| self.contains(*c))
    }
}

impl FromIterator<Category> for CategorySet {
    fn from_iter<I: IntoIterator<Item = Category>>(iter: I) -> Self {
        let mut set = CategorySet::EMPTY;
        iter.into_iter().for_each(|c| set.insert(c));
        set
    }
}

impl std::fmt::Display for CategorySet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, c) in self.iter().enumerate() {
            if i > 0 {
                f.write_str("|")?;
            }
            f.write_str(c.id())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_round_trip_and_print_in_order() {
        for c in Category::ALL {
            assert_eq!(Category::from_id(c.id()), Some(c));
        }
        let set: CategorySet = [Category::MedicalText, Category::Name, Category::Bsn].into_iter().collect();
        assert_eq!(set.to_string(), "name|bsn|medical_text");
        assert_eq!(CategorySet::EMPTY.to_string(), "");
    }
}
