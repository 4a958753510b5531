//! Why a record is a person's: kept beside the roster in short, one row a person, and turned into words when asked.

use std::fmt::Write as _;

use peil_resolve::{Candidate, Decision, Field, Index, Model, Rarity, RecordEvidence, Vector, part_bits};

use super::probability;
use crate::scope::Inputs;

/// Columns of the table `links`; `claims` has one entry a record, in the order of the roster's `records`.
pub(crate) const COLUMNS: [&str; 5] = ["person", "controller", "size", "ledger_density", "claims"];

/// Between the claims of a row.
pub(crate) const RECORD: char = '\u{1e}';
const FIELD: char = '\u{1f}';
const RIVAL: char = '\u{1d}';

/// Adds one record's claim on a person, in short.
pub(crate) fn pack(
    inputs: &Inputs,
    index: &Index,
    evidence: &RecordEvidence<'_>,
    d: &Decision,
    person: u32,
    out: &mut String,
) {
    let register = index.place(person).0;
    let sure = d.persons.iter().find(|(p, _)| *p == person).map_or(0.0, |(_, x)| *x);
    out.push_str(&probability(sure));
    out.push(FIELD);
    if let Some(c) = evidence.candidates.iter().find(|c| c.person == person) {
        let [surname, first, birth] =
            [c.rarity.surname, c.rarity.first, c.rarity.birth].map(|share| share.to_bits());
        // Writing into memory cannot fail.
        let _ = write!(out, "{:x}/{surname:x}/{first:x}/{birth:x}", c.vector.0);
    }
    out.push(FIELD);
    for (rival, x) in d.persons.iter().filter(|(p, _)| *p != person && index.place(*p).0 == register) {
        let position = index.place(*rival).1 as usize;
        let key = inputs.keys[register][position].replace([RECORD, FIELD, RIVAL], " ");
        let _ = write!(out, "{key} {}{RIVAL}", probability(*x));
    }
}

/// One record's claim on a person, in words.
pub struct Claimed {
    /// Probability that the record is this person.
    pub probability: String,
    /// The parts of the score: field, how it compares, bits of evidence for or against.
    pub parts: Vec<String>,
    /// Others of the same register whom the record could be, with their probabilities.
    pub rivals: Vec<String>,
}

/// The claims in a cell; `None` if it is not one that was written here.
pub(crate) fn unpack(cell: &str, size: &str, ledger_density: &str) -> Option<Vec<Claimed>> {
    let model = Model::new(size.parse().ok()?, ledger_density.parse().ok()?);
    cell.split(RECORD).filter(|c| !c.is_empty()).map(|c| claimed(c, &model)).collect()
}

fn claimed(cell: &str, model: &Model) -> Option<Claimed> {
    let mut fields = cell.split(FIELD);
    let (probability, vector, rivals) = (fields.next()?, fields.next()?, fields.next()?);
    let parts = if vector.is_empty() {
        vec!["through a number that it shares with other records".to_owned()]
    } else {
        let words = |(f, level, bits): (Field, &str, f32)| format!("{}: {level} {bits:+.1} bits", name(f));
        part_bits(model, &candidate(vector)?).into_iter().map(words).collect()
    };
    Some(Claimed {
        probability: probability.to_owned(),
        parts,
        rivals: rivals.split(RIVAL).filter(|r| !r.is_empty()).map(str::to_owned).collect(),
    })
}

fn candidate(text: &str) -> Option<Candidate> {
    let mut numbers = text.split('/').map(|n| u64::from_str_radix(n, 16).ok());
    let vector = Vector(numbers.next()??);
    let mut share = || Some(f32::from_bits(u32::try_from(numbers.next()??).ok()?));
    Some(Candidate {
        person: 0,
        vector,
        rarity: Rarity { surname: share()?, first: share()?, birth: share()? },
    })
}

fn name(f: Field) -> &'static str {
    match f {
        Field::Key => "ledger",
        Field::Bsn => "BSN",
        Field::Surname => "surname",
        Field::First => "first name",
        Field::Birth => "birth date",
        Field::Sex => "sex",
        Field::Home => "address",
        Field::Contact => "e-mail, phone or account",
        Field::Number => "patient number",
    }
}
