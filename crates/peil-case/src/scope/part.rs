//! What one evidence file gave: its members, and for each record the facts that `decide` needs.
//!
//! Facts lie flat, without an allocation a record. The records' own texts are kept apart: only those that fit nobody are
//! ever looked at again.

use std::collections::HashMap;

use peil_model::{CategorySet, Outcome, Party, Place, Record};
use peil_resolve::{Candidate, Evidence};
use serde::{Deserialize, Serialize};

use super::subject::{self, PatientNumber};

/// Version of this form and of everything that makes it; parts of another version are made anew.
pub(super) const VERSION: u32 = 13;

/// What `decide` and the roster need of a record.
#[derive(Clone, Serialize, Deserialize)]
pub struct Fact {
    /// Where it stands.
    pub place: Place,
    /// What it holds.
    pub categories: CategorySet,
    /// Whom it is about.
    pub about: Evidence,
    /// It holds enough to be somebody.
    pub identifies: bool,
    /// Which of the member's sets of parties it names.
    pub parties: u32,
    /// How many of the member's candidates, numbers and patient numbers are its own.
    pub counts: [u32; 3],
}

/// Facts of all records of a member, in order; the lists lie end to end.
#[derive(Default, Serialize, Deserialize)]
pub struct Facts {
    /// One a record.
    pub records: Vec<Fact>,
    /// Candidates.
    pub candidates: Vec<Candidate>,
    /// Hashes of order, specimen and referral numbers.
    pub numbers: Vec<u64>,
    /// Patient and insurance numbers.
    pub patient_numbers: Vec<PatientNumber>,
    /// The different sets of parties.
    pub parties: Vec<Vec<Party>>,
    /// Tables whose rows are about persons, as keys that point to them say.
    pub persons: Vec<String>,
    #[serde(skip)]
    known_parties: HashMap<Vec<Party>, u32>,
}

impl Facts {
    /// Adds a record and the persons that it could be.
    pub fn add(&mut self, record: &Record, candidates: Vec<Candidate>) {
        let numbers = subject::shared_numbers(record);
        let patient = subject::patient_numbers(record);
        let parties = self.set_of(&record.parties);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let counts = [count(candidates.len()), count(numbers.len()), count(patient.len())];
        let kept = |n: u32| n as usize;
        self.candidates.extend(candidates.into_iter().take(kept(counts[0])));
        self.numbers.extend(numbers.into_iter().take(kept(counts[1])));
        self.patient_numbers.extend(patient.into_iter().take(kept(counts[2])));
        self.records.push(Fact {
            place: record.place,
            categories: record.categories,
            about: subject::about(record),
            identifies: subject::identifies(record),
            parties,
            counts,
        });
    }

    /// The number of a set of parties.
    fn set_of(&mut self, parties: &[Party]) -> u32 {
        // Most records name whom the one before them names.
        let last = self.records.last().map_or(0, |r| r.parties);
        if self.parties.get(last as usize).is_some_and(|p| p == parties) {
            return last;
        }
        if let Some(known) = self.known_parties.get(parties) {
            return *known;
        }
        let new = self.parties.len() as u32;
        self.parties.push(parties.to_vec());
        self.known_parties.insert(parties.to_vec(), new);
        new
    }

    /// Replaces the parties that point into another table of the member by those that they mean.
    pub fn settle_parties(&mut self, meant: impl Fn(&Party) -> Option<Party>) {
        self.known_parties.clear();
        for set in &mut self.parties {
            *set = set.iter().filter_map(&meant).collect();
        }
    }

    /// Whether the lists are as long as the records say.
    pub fn is_whole(&self) -> bool {
        let sum = |n: usize| self.records.iter().map(|r| r.counts[n] as usize).sum::<usize>();
        sum(0) == self.candidates.len()
            && sum(1) == self.numbers.len()
            && sum(2) == self.patient_numbers.len()
            && self.records.iter().all(|r| (r.parties as usize) < self.parties.len())
    }
}

/// The file itself (empty path) or a member of it.
#[derive(Serialize, Deserialize)]
pub struct Member {
    /// Empty, or the chain of members.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Their number.
    pub bytes: u64,
    /// All its bytes came, so that the digest is its own.
    pub whole: bool,
    /// IANA media type.
    pub media_type: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, where not read.
    pub reason: String,
    /// Its records.
    pub facts: Facts,
}

/// Everything one file gave.
#[derive(Default, Serialize, Deserialize)]
pub struct Part {
    /// Members in the order in which they closed; the file itself is the last.
    pub members: Vec<Member>,
}

/// The name in the store of a file's texts, beside the file's own digest for its facts.
pub(super) fn texts_of(sha: &[u8; 32]) -> [u8; 32] {
    sha.map(|b| !b)
}
