//! What single words of a header mean, before they are put together.

/// The meaning of a word in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Sense {
    // whom it is about
    Patient,
    Client,
    Participant,
    Person,
    Staff,
    Gp,
    Doctor,
    Specialist,
    Requester,
    Organisation,
    Practice,
    Contact,
    Partner,
    Relative,
    Child,
    Insurer,
    Recipient,
    // names
    Name,
    Full,
    Surname,
    Last,
    Maiden,
    Own,
    First,
    Middle,
    Given,
    Initials,
    Prefix,
    Salutation,
    Use,
    Former,
    // dates
    Birth,
    Date,
    Year,
    Month,
    Day,
    Time,
    Taken,
    Received,
    Reported,
    Changed,
    Begins,
    Sent,
    Exchanged,
    Death,
    Left,
    // residence and contact
    Sex,
    Address,
    Line,
    Street,
    House,
    Suffix,
    Post,
    Postcode,
    City,
    Country,
    Abroad,
    Secret,
    Email,
    Phone,
    Account,
    // numbers
    Number,
    Code,
    Key,
    Bsn,
    Dossier,
    Insurance,
    Insured,
    Agb,
    Specimen,
    Barcode,
    Lab,
    Order,
    Request,
    // examination
    Test,
    TestName,
    Kind,
    Result,
    Value,
    Text,
    /// A remark of any kind, medical or not.
    Remark,
    // exchange and staff
    Data,
    Category,
    To,
    Function,
    Employment,
    // words that change or add nothing
    Flag,
    And,
    Filler,
    /// A thing that is nobody's: an article, a price, a count, a status.
    Thing,
    /// Goods: articles, lots, stock.
    Goods,
}

/// A set of meanings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Senses(u128);

impl Senses {
    /// No meaning.
    pub(crate) const NONE: Senses = Senses(0);

    /// The set of these.
    pub(crate) const fn of(list: &[Sense]) -> Senses {
        let mut bits = 0;
        let mut rest = list;
        while let [first, tail @ ..] = rest {
            bits |= 1 << *first as u8;
            rest = tail;
        }
        Senses(bits)
    }

    /// Both together.
    pub(crate) const fn and(self, other: Senses) -> Senses {
        Senses(self.0 | other.0)
    }

    /// These without those.
    pub(crate) const fn without(self, other: Senses) -> Senses {
        Senses(self.0 & !other.0)
    }

    /// Those that are in both.
    pub(crate) const fn within(self, other: Senses) -> Senses {
        Senses(self.0 & other.0)
    }

    /// Whether all of them are in it.
    pub(crate) const fn holds(self, all: Senses) -> bool {
        self.0 & all.0 == all.0
    }

    /// Whether this one is in it.
    pub(crate) const fn has(self, one: Sense) -> bool {
        self.0 & (1 << one as u8) != 0
    }

    /// Whether one of them is in it.
    pub(crate) const fn meets(self, any: Senses) -> bool {
        self.0 & any.0 != 0
    }

    /// Whether nothing is in it.
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}
