//! What a column header means: one vocabulary for evidence tables, registers and ledgers.
//!
//! A header is cut into known words (`words`, `cut`), each word has meanings (`sense`), and the set of meanings leads to a
//! role by the first rule that fits (`rules`). Every letter must belong to a known word, so nothing is misread because
//! a known word happens to be inside another.

mod cut;
mod rules;
mod sense;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use rules::{Heading, Owner};
pub(crate) use sense::{Sense, Senses};

/// The role of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldRole {
    /// A person's key at the controller (`client_id`), or a row's own number.
    Key,
    /// A number that an institution gave the person as its patient (`patnr`, `EPD-nummer`).
    PatientNumber,
    /// The Dutch citizen service number, by this or its old name (`sofinummer`).
    Bsn,
    /// A whole name in one cell, in any order; also `naam`, where other columns may show that it is the surname.
    FullName,
    /// The person's own or only surname, with or without its prefix.
    Surname,
    /// The prefix (tussenvoegsel) of the surname.
    Prefix,
    /// The partner's surname as part of the person's own name.
    PartnerSurname,
    /// The prefix of the partner's surname.
    PartnerPrefix,
    /// Initials, with or without dots.
    Initials,
    /// Given names or the call name.
    GivenNames,
    /// Surnames that the person had before, several in a cell at times.
    FormerSurname,
    /// Prefixes of former surnames, in their order.
    FormerPrefix,
    /// How own and partner's name are used together (ScreenIT `NL1` to `NL4`, BRP `E` `P` `V` `N`).
    NameUse,
    /// The date of birth, whole or in part.
    BirthDate,
    /// The year of birth alone.
    BirthYear,
    /// The month of birth alone.
    BirthMonth,
    /// The day of the month of birth alone.
    BirthDay,
    /// Sex, as a letter, a digit or a word.
    Sex,
    /// Street and house number, or a whole address, in one cell.
    AddressLine,
    /// The street, at times with its number.
    Street,
    /// The house number, at times with its suffix; also a bare `nr`, which other columns must explain.
    HouseNumber,
    /// House letter, suffix or designation.
    HouseSuffix,
    /// The postcode.
    Postcode,
    /// The town of residence.
    City,
    /// Postcode and town in one cell.
    PostcodeCity,
    /// The country of residence.
    Country,
    /// Former addresses, whole or the street only.
    FormerAddress,
    /// Former postcodes.
    FormerPostcode,
    /// Former house numbers.
    FormerHouseNumber,
    /// An e-mail address of the person.
    Email,
    /// A telephone number of the person.
    Phone,
    /// A bank account.
    Iban,
    /// The number of the policy or of the insured person.
    InsuranceNumber,
    /// The number on a specimen: barcode, monster number, lab number.
    Specimen,
    /// The number of an order, request, invitation or accession.
    Order,
    /// Which examination.
    TestKind,
    /// An outcome.
    TestResult,
    /// The person's general practitioner or the practice, by name.
    Gp,
    /// The general practitioner's AGB code; also an AGB code of which the header does not say whose it is.
    GpAgb,
    /// Who ordered: a practitioner of unknown kind, by name or AGB code.
    Requester,
    /// The organisation on whose behalf it was done.
    Client,
    /// Complaints, remarks, indication: free medical text.
    MedicalText,
    /// The day of an event that is not a birth or death: sampling, receipt, report, change.
    OtherDate,
    /// The date of death.
    DeathDate,
    /// Whether the person has died.
    Deceased,
    /// Whether the person's data are to be kept secret.
    Secrecy,
    /// That, when or whereto the person left the country.
    Abroad,
    /// The person that a row of a ledger is about, by key.
    Person,
    /// To whom data were sent.
    Recipient,
    /// The day of the row, of which the header does not say more; in a ledger the day of sending.
    Date,
    /// Which categories of data were sent.
    Categories,
    /// The name of a contact person.
    ContactName,
    /// The telephone of a contact person.
    ContactPhone,
    /// The function or role of the person.
    Function,
}

/// The role that a header names, if any.
///
/// Of a contact person only name and telephone have a role, of a partner only the name; what belongs to somebody else
/// (the GP's telephone) has none.
pub fn role(header: &str) -> Option<FieldRole> {
    public(heading(senses(header)))
}

/// The meanings of a header's words; none unless every letter belongs to a known word.
pub(crate) fn senses(header: &str) -> Senses {
    cut::senses(header).unwrap_or_default()
}

/// What these meanings say together.
pub(crate) fn heading(senses: Senses) -> Heading {
    rules::heading(senses)
}

/// The words of a header, folded, with capitals and underscores parting them.
pub(crate) fn words(header: &str) -> Vec<String> {
    cut::pieces(header)
}

/// What a path of keys says of the values under it.
pub(crate) struct Head {
    pub(crate) heading: Heading,
    pub(crate) senses: Senses,
    /// The header that it would be in a table.
    pub(crate) title: String,
}

/// Reads a path of keys from the outside in: the last key as a header, the nearest key around it that means something as its group,
/// and whoever else is named further out (`huisarts.adres.postcode` is the doctor's).
pub(crate) fn of_path(path: &[String]) -> Head {
    let Some((last, above)) = path.split_last() else {
        return Head { heading: Heading::Unknown, senses: Senses::NONE, title: String::new() };
    };
    let own = senses(last);
    let mut group = Senses::NONE;
    for key in above.iter().rev() {
        let said = senses(key);
        if !cut::meaningful(said) {
            continue;
        }
        group = group.and(if group.is_empty() { said } else { said.within(rules::OTHERS) });
        if said.meets(rules::SUBJECT) {
            break;
        }
    }
    let heading = match own.is_empty() {
        // Whatever it is, it is of somebody else.
        true if group.meets(rules::OTHERS) => Heading::Other,
        true => Heading::Unknown,
        // A key that says by itself what it is needs no group: the specimen among the results is a specimen.
        false => match rules::heading(own) {
            alone @ Heading::Role(role) if !group.meets(rules::OTHERS) && rules::is_telling(own, role) => {
                alone
            }
            _ => rules::grouped(group, own),
        },
    };
    let bare = matches!(last.to_lowercase().as_str(), "id" | "_id" | "uuid" | "key" | "pk");
    let title = match above.last().filter(|_| bare) {
        Some(parent) => format!("{parent} {last}"),
        None => last.clone(),
    };
    Head { heading, senses: group.and(own), title }
}

/// Whether a key means a contact person, or how somebody is reached.
pub(crate) fn is_contact(key: &str) -> bool {
    senses(key).without(Senses::of(&[Sense::Data, Sense::Filler])) == Senses::of(&[Sense::Contact])
}

/// Whether a key means an examination, its order or its outcome, and nobody.
pub(crate) fn is_event(key: &str) -> bool {
    let said = senses(key);
    said.meets(Senses::of(&[Sense::Result, Sense::Test, Sense::TestName, Sense::Order, Sense::Request]))
        && !said.meets(rules::SUBJECT.and(rules::OTHERS))
}

/// Senses of words that mean somebody else than the subject, or where somebody works.
pub(crate) const SOMEBODY_ELSE: Senses = rules::OTHERS.and(Senses::of(&[Sense::Employment]));

/// Whether a word means somebody else than the subject: a doctor, a contact person, an organisation.
pub(crate) fn is_other(word: &str) -> bool {
    senses(word).meets(rules::OTHERS)
}

/// Whether a key says more than a filler.
pub(crate) fn is_meaningful(key: &str) -> bool {
    cut::meaningful(senses(key))
}

/// Whether a key holds what one person has: her BSN or date of birth.
pub(crate) fn identifies(key: &str) -> bool {
    matches!(role(key), Some(FieldRole::Bsn | FieldRole::BirthDate))
}

/// Whether keys below an object name somebody.
pub(crate) fn names_somebody(path: &[String]) -> bool {
    let names = [Sense::Name, Sense::Surname, Sense::Given, Sense::Last, Sense::Initials];
    path.iter().any(|k| senses(k).meets(Senses::of(&names)))
}

/// What a column means under a group's heading.
pub(crate) fn grouped(group: Senses, own: Senses) -> Heading {
    rules::grouped(group, own)
}

/// A heading as a role of the row, for readers that know no owners.
pub(crate) fn public(heading: Heading) -> Option<FieldRole> {
    use FieldRole as F;
    match heading {
        Heading::Role(role) => Some(role),
        Heading::Of(Owner::Contact, F::FullName | F::Surname) => Some(F::ContactName),
        Heading::Of(Owner::Contact, F::Phone) => Some(F::ContactPhone),
        Heading::Of(Owner::Partner, F::FullName | F::Surname) => Some(F::PartnerSurname),
        Heading::Of(Owner::Partner, F::Prefix) => Some(F::PartnerPrefix),
        Heading::Of(..) | Heading::Other | Heading::Unknown => None,
    }
}
