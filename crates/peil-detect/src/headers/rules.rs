//! From the meanings of a header's words to the role of its column.

use super::FieldRole as F;
use super::sense::{Sense::*, Senses};

/// Whom a column describes, if not the subject of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A contact person or relative.
    Contact,
    /// The subject's partner.
    Partner,
    /// Somebody who works there: who typed the row, the analyst.
    Staff,
    /// A second subject of the same kind in the same row.
    Second,
}

/// What a header says of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// The subject's, or of the row as a whole.
    Role(F),
    /// The same of somebody else in the row.
    Of(Owner, F),
    /// Understood, and nothing that is looked for: a price, a doctor's telephone.
    Other,
    /// Not understood: the content must tell.
    Unknown,
}

struct Rule {
    /// All of these must be there.
    needs: Senses,
    /// These may be there besides; fillers always may.
    may: Senses,
    role: F,
}

const fn rule(needs: Senses, may: Senses, role: F) -> Rule {
    Rule { needs, may, role }
}

macro_rules! set {
    ($($s:ident)*) => { Senses::of(&[$($s),*]) };
}

/// Words of the subject, which change nothing.
pub(super) const SUBJECT: Senses = set![Patient Client Participant Person];
/// What may stand around a number.
const NUMBERED: Senses = set![Number Code Key];
const ALWAYS: Senses = set![Remark Filler And];
/// Kinds of event that a date may be of.
const EVENTS: Senses = set![
    Taken Received Reported Changed Begins Order Request Result Test TestName Specimen Lab Kind Barcode Insurance
];
/// Persons and organisations other than the subject.
pub(super) const OTHERS: Senses = set![
    Staff Gp Doctor Specialist Requester Organisation Practice Contact Partner Relative Insurer Recipient
];

/// Words that say too little: the content must.
const VAGUE: Senses = set![
    Kind Code Middle Name Data Contact Full Number Line Own Flag Value Time Year Month Day Patient Client Person
];
/// What under the heading of an event is not the person's: where it was taken, who was there.
const PERSONAL: Senses = set![City Address Street Postcode Post House Phone Email Name Surname Initials];

/// The first rule that fits decides.
const RULES: &[Rule] = &[
    // whole dates and their parts
    rule(set![Birth Date], SUBJECT.and(set![Data Full Name City Insured]), F::BirthDate),
    rule(set![Birth Data], SUBJECT, F::BirthDate),
    rule(set![Birth Year], SUBJECT, F::BirthYear),
    rule(set![Birth Month], SUBJECT, F::BirthMonth),
    rule(set![Birth Day], SUBJECT, F::BirthDay),
    rule(set![Birth Surname], SUBJECT.and(set![Maiden Name Own Last]), F::Surname),
    rule(set![Birth Name Prefix], SUBJECT.and(set![Maiden Surname Own Last]), F::Prefix),
    rule(set![Birth Name], SUBJECT.and(set![Last Own]), F::Surname),
    rule(set![Birth Sex], SUBJECT, F::Sex),
    rule(set![Birth], SUBJECT, F::BirthDate),
    rule(set![Death Date], SUBJECT.and(set![Flag]), F::DeathDate),
    rule(set![Death Data], SUBJECT, F::DeathDate),
    rule(set![Death Flag], SUBJECT.and(set![Code Text Number]), F::Deceased),
    rule(set![Death], SUBJECT, F::DeathDate),
    rule(set![Left], SUBJECT.and(set![Date Country Abroad Flag Text]), F::Abroad),
    rule(set![Abroad], SUBJECT.and(set![Flag Date Address Text]), F::Abroad),
    rule(set![Secret], SUBJECT.and(set![Flag Text Code Address Data]), F::Secrecy),
    // the exchange
    rule(set![Sent To], set![Lab Organisation Recipient], F::Recipient),
    rule(set![Recipient], NUMBERED.and(set![Name Lab Organisation Data]), F::Recipient),
    rule(set![Lab Name], set![], F::Recipient),
    rule(set![To], set![Lab], F::Recipient),
    rule(set![Lab], set![], F::Recipient),
    rule(set![Sent], set![Date Time], F::Date),
    rule(set![Exchanged Data], set![Kind Category Person], F::Categories),
    rule(set![Exchanged], set![Date Time], F::Date),
    rule(set![Category], set![Data Kind Person Exchanged], F::Categories),
    // other dates
    rule(set![Date], set![Time], F::Date),
    rule(set![Date], EVENTS.and(set![Time Patient]), F::OtherDate),
    rule(set![Data Taken], EVENTS, F::OtherDate),
    rule(set![Data Result], EVENTS, F::OtherDate),
    rule(set![Taken], set![Specimen Time Lab Test], F::OtherDate),
    rule(set![Received], set![Specimen Lab], F::OtherDate),
    rule(set![Reported], set![Result], F::OtherDate),
    rule(set![Changed], set![], F::OtherDate),
    rule(set![Begins], set![], F::OtherDate),
    // numbers
    rule(set![Bsn], SUBJECT.and(NUMBERED).and(set![Own Insured]), F::Bsn),
    rule(set![Name Address], SUBJECT.and(set![And Full City Data]), F::FullName),
    rule(set![Specimen], set![Name].and(NUMBERED).and(set![Lab Barcode Order]), F::Specimen),
    rule(set![Barcode], NUMBERED.and(set![Lab Order Request]), F::Specimen),
    rule(set![Lab Number], set![Patient Code Key], F::Specimen),
    rule(set![Lab Key], set![Code], F::Specimen),
    rule(set![Order Kind], set![Test Code Text], F::TestKind),
    rule(set![Request Kind], set![Test Code Text], F::TestKind),
    rule(set![Order Number], set![Code Key Lab Client Request Organisation Requester], F::Order),
    rule(set![Order], NUMBERED.and(set![Lab Client Request]), F::Order),
    rule(set![Request], NUMBERED.and(set![Lab Client]), F::Order),
    rule(set![Test Number], set![Lab], F::Order),
    rule(set![Test Key], set![Lab], F::Order),
    rule(set![Insured], SUBJECT.and(NUMBERED).and(set![Insurance Insurer]), F::InsuranceNumber),
    rule(set![Insurance Key], SUBJECT, F::InsuranceNumber),
    rule(set![Insurance Number], SUBJECT.and(NUMBERED), F::InsuranceNumber),
    rule(set![Dossier], SUBJECT.and(NUMBERED), F::PatientNumber),
    rule(set![Organisation Patient Number], set![], F::PatientNumber),
    // examination
    rule(set![Test Text Remark], EVENTS, F::MedicalText),
    rule(set![Result], EVENTS.and(set![Code Value Text Data Name Number]), F::TestResult),
    rule(set![Test Value], set![], F::TestResult),
    rule(set![TestName], set![Value Test Code Text], F::TestResult),
    rule(set![Value], set![], F::TestResult),
    rule(set![Test], set![Kind Name Code Lab Order Request Text], F::TestKind),
    rule(set![Text], EVENTS.and(SUBJECT).and(set![Data Date Flag]), F::MedicalText),
    rule(set![Text Remark], EVENTS.and(SUBJECT).and(set![Doctor Specialist Requester Gp]), F::MedicalText),
    // names
    rule(set![Use], set![Name Kind Flag Code Text Own Partner Birth], F::NameUse),
    rule(set![Former Prefix], set![Name Surname Last Birth Own], F::FormerPrefix),
    rule(set![Former Surname], SUBJECT.and(set![Name Last Birth Maiden]), F::FormerSurname),
    rule(set![Former Name], SUBJECT.and(set![Last Full]), F::FormerSurname),
    rule(set![Former Postcode], set![City], F::FormerPostcode),
    rule(set![Former House Number], set![Suffix], F::FormerHouseNumber),
    rule(set![Former Address], SUBJECT.and(set![Line]), F::FormerAddress),
    rule(set![Former Street], SUBJECT.and(set![Address House Number]), F::FormerAddress),
    rule(set![Prefix], SUBJECT.and(set![Name Surname Own Birth Maiden Last]), F::Prefix),
    rule(set![Surname Initials], SUBJECT.and(set![Name Prefix]), F::FullName),
    rule(set![Surname Given], SUBJECT.and(set![Name Prefix First Initials]), F::FullName),
    rule(set![Surname First], SUBJECT.and(set![Name Prefix]), F::FullName),
    rule(set![Surname Name And], SUBJECT, F::FullName),
    rule(set![Last First], SUBJECT.and(set![Name]), F::FullName),
    rule(set![Name Given And], SUBJECT, F::FullName),
    rule(set![Name Initials], SUBJECT, F::FullName),
    rule(set![Initials], SUBJECT.and(set![Name Own Given First]), F::Initials),
    rule(set![Given], SUBJECT.and(set![Name Own First Full]), F::GivenNames),
    rule(set![First], SUBJECT.and(set![Name]), F::GivenNames),
    rule(set![Surname], SUBJECT.and(set![Name Own Maiden Last Full]), F::Surname),
    rule(set![Last], SUBJECT.and(set![Name]), F::Surname),
    rule(set![Own Name], SUBJECT, F::Surname),
    rule(set![Name], SUBJECT.and(set![Full Data Insured]), F::FullName),
    rule(set![Salutation], SUBJECT.and(set![Name]), F::FullName),
    // residence and contact
    rule(set![Sex], SUBJECT.and(set![Code]), F::Sex),
    rule(set![Email], SUBJECT.and(set![Address Number]), F::Email),
    rule(set![Phone], SUBJECT.and(set![Number]), F::Phone),
    rule(set![Account], SUBJECT.and(set![Number Code]), F::Iban),
    rule(set![Postcode House Number], SUBJECT.and(set![Suffix]), F::AddressLine),
    rule(set![Postcode City], SUBJECT.and(set![Address]), F::PostcodeCity),
    rule(set![Postcode], SUBJECT.and(set![Address Code Number City]), F::Postcode),
    rule(set![Post Code], SUBJECT.and(set![Address]), F::Postcode),
    rule(set![Street Suffix House Number], SUBJECT.and(set![Address]), F::AddressLine),
    rule(set![Street House Number], SUBJECT.and(set![Address]), F::AddressLine),
    rule(set![Street Number], SUBJECT.and(set![Address]), F::AddressLine),
    rule(set![House Suffix And], SUBJECT.and(set![Number Address]), F::HouseNumber),
    rule(set![Suffix], SUBJECT.and(set![House Number Address Street]), F::HouseSuffix),
    rule(set![House Number], SUBJECT.and(set![Address Street]), F::HouseNumber),
    rule(set![Street], SUBJECT.and(set![Address Name Line]), F::Street),
    rule(set![City], SUBJECT.and(set![Address Name]), F::City),
    rule(set![Country], SUBJECT.and(set![Address Code Name]), F::Country),
    rule(set![Address], SUBJECT.and(set![Line Post House Number Full Data]), F::AddressLine),
    rule(set![Line], SUBJECT.and(set![Number]), F::AddressLine),
    // the person as such
    rule(set![Patient], NUMBERED.and(set![Lab]), F::PatientNumber),
    rule(set![Client Number], NUMBERED, F::Key),
    rule(set![Client Key], NUMBERED, F::Key),
    rule(set![Client Code], set![], F::Key),
    rule(set![Organisation Number], set![], F::Key),
    rule(set![Client], set![], F::Client),
    rule(set![Participant Number], NUMBERED, F::Key),
    rule(set![Participant Key], NUMBERED, F::Key),
    rule(set![Participant Code], set![], F::Key),
    rule(set![Participant], set![], F::FullName),
    rule(set![Person Key], NUMBERED, F::Key),
    rule(set![Person], NUMBERED, F::Person),
    rule(set![Own Key], NUMBERED, F::Key),
    rule(set![Key], set![Number Code], F::Key),
    rule(set![Data], set![Kind], F::Categories),
    rule(set![Number], set![], F::HouseNumber),
    rule(set![Function], set![Employment Thing Kind Name Person], F::Function),
    // parties
    rule(set![Gp Agb], NUMBERED.and(set![Practice Doctor]), F::GpAgb),
    rule(set![Practice Agb], NUMBERED, F::GpAgb),
    rule(set![Requester Agb], NUMBERED.and(set![Doctor Specialist]), F::Requester),
    rule(set![Doctor Agb], NUMBERED.and(set![Specialist]), F::Requester),
    rule(set![Organisation Agb], NUMBERED, F::Client),
    rule(set![Agb], NUMBERED, F::GpAgb),
    rule(set![Gp], SUBJECT.and(set![Name Practice Doctor Own Surname Data]), F::Gp),
    rule(set![Practice], set![Name], F::Gp),
    rule(set![Requester Organisation], set![Name Code], F::Client),
    rule(set![Requester], set![Name Doctor Specialist Code Number Surname Practice], F::Requester),
    rule(set![Request Doctor], set![Name Specialist], F::Requester),
    rule(set![Order Doctor], set![Name Specialist], F::Requester),
    rule(set![Doctor], set![Name Surname Code Specialist], F::Requester),
    rule(set![Organisation], set![Name Code Data], F::Client),
];

/// What the meanings of a header's words say together.
pub(super) fn heading(senses: Senses) -> Heading {
    if senses.without(ALWAYS).is_empty() {
        return Heading::Unknown;
    }
    if let Some(role) = by_rule(senses) {
        return Heading::Role(role);
    }
    if senses.has(Staff) {
        return of(Owner::Staff, senses, set![Staff]);
    }
    // Of a doctor, an insurer, an institution nothing else is kept.
    let parties = OTHERS.without(set![Contact Relative Partner]);
    if senses.meets(parties) || senses.has(Thing) || senses.has(Employment) {
        return Heading::Other;
    }
    if senses.meets(set![Contact Relative]) {
        return of(Owner::Contact, senses, set![Contact Relative Child]);
    }
    if senses.has(Partner) {
        return of(Owner::Partner, senses, set![Partner]);
    }
    if senses.without(ALWAYS).without(VAGUE).is_empty() { Heading::Unknown } else { Heading::Other }
}

/// Whether words say by themselves what they are: `monsternummer` and not `naam`, `datum`, `waarde`.
pub(super) fn is_telling(own: Senses, role: F) -> bool {
    !own.without(ALWAYS).without(VAGUE).is_empty()
        && !matches!(
            role,
            F::FullName | F::Date | F::Key | F::Person | F::HouseNumber | F::Categories | F::City
        )
}

/// Two header lines in one column: a group above, the name of the column below.
pub(super) fn grouped(group: Senses, own: Senses) -> Heading {
    let alone = heading(own);
    let together = heading(group.and(own));
    // `Contact` above telephone and e-mail, or `Gegevens` above anything, may still mean the subject's own.
    if group.without(ALWAYS).without(set![Data]).is_empty() || own.without(ALWAYS).is_empty() {
        return if alone == Heading::Unknown { heading(group) } else { alone };
    }
    match together {
        Heading::Role(_) | Heading::Of(..) => together,
        // The GP's telephone; but the requester of an order, or a GP in the patient's group, has its own name.
        _ if group.meets(OTHERS.and(set![Insurance])) && !own.meets(OTHERS) => Heading::Other,
        _ if group.meets(EVENTS) && own.meets(PERSONAL) => Heading::Other,
        _ => alone,
    }
}

fn by_rule(senses: Senses) -> Option<F> {
    let fits = |r: &&Rule| senses.holds(r.needs) && senses.without(r.needs.and(r.may).and(ALWAYS)).is_empty();
    RULES.iter().find(fits).map(|r| r.role)
}

/// A column of somebody else: what it would be of the subject.
fn of(owner: Owner, senses: Senses, words: Senses) -> Heading {
    let rest = senses.without(words).without(SUBJECT);
    if !super::cut::meaningful(rest) {
        return Heading::Of(owner, F::FullName);
    }
    if owner == Owner::Contact && rest == set![Data] {
        return Heading::Unknown; // `contactgegevens`
    }
    match by_rule(rest) {
        // `ingevoerd door medewerker`
        Some(F::OtherDate) if owner == Owner::Staff && !rest.has(Date) => Heading::Of(owner, F::FullName),
        Some(role) => Heading::Of(owner, role),
        None => Heading::Other,
    }
}
