//! All parts of a case to its result tables: coverage, decisions, roster, unregistered and unlinked records, figures.

use peil_resolve::join::Keys;
use peil_resolve::{Index, Policy, RecordEvidence, normal};

use super::attribution::{Attribution, Claim, Said, settle};
use super::coverage::{self, Covered};
use super::listed::Listed;
use super::part::Facts;
use super::results::{Results, write};
use super::subject::Within;
use super::{Inputs, ScopeError};
use crate::config::Case;
use crate::roster;
use crate::store::Store;
use crate::threads::free;

/// The figures of a run, also kept as the table `figures`: scope, figure, value, low, high.
pub struct Figures {
    /// Rows in printing order.
    pub rows: Vec<[String; 5]>,
    /// Files and members of which something stays unknown.
    pub gaps: u64,
    /// Odd things in registers and ledgers.
    pub problems: Vec<String>,
}

pub(super) fn fold(
    case: &Case,
    inputs: &Inputs,
    index: &Index,
    files: &[Listed],
    digest: &[u8; 32],
    store: &mut Store,
) -> Result<Figures, ScopeError> {
    let mut coverage = coverage::list(files, digest, store)?;
    let copies = coverage::mark_duplicates(&mut coverage);
    let attribution = Attribution::new(case);
    let records = coverage.iter().map(|c| c.facts.records.len()).sum();
    let mut claims: Vec<Claim> = Vec::with_capacity(records);
    for covered in &mut coverage {
        let paths = covered.content.and_then(|c| copies.get(&c)).map_or(0, |c| attribution.by_path(c));
        claim_all(&attribution, index, &mut covered.facts, paths, &mut claims);
    }
    let mut registers = settle(&claims);
    let mut spoken: Vec<bool> = claims.iter().map(Claim::spoken).collect();
    drop(claims);
    inherit(&coverage, &mut registers, &mut spoken);
    let numbers = numbers(&coverage, &registers, &spoken);
    let evidence = evidence(&coverage, &numbers, &registers);
    let policy = Policy { confirm: case.policy.confirm, notice: case.policy.notice };
    let decisions = peil_resolve::decide(index, &evidence, policy);
    let records = Records::of(&coverage);
    let roster = roster::fold(inputs, &coverage, &records, &decisions, policy);
    let results = Results { coverage: &coverage, records, evidence: &evidence, decisions, roster, policy };
    let figures = write(case, inputs, index, digest, store, &results);
    let Results { decisions, roster, .. } = results;
    free((coverage, numbers, decisions, roster));
    figures
}

/// The claims of a member's records; their candidates learn what patient numbers are worth.
fn claim_all(
    attribution: &Attribution<'_>,
    index: &Index,
    facts: &mut Facts,
    paths: u64,
    claims: &mut Vec<Claim>,
) {
    let said: Vec<Said> = facts.parties.iter().map(|p| attribution.said(p)).collect();
    let (mut candidates, mut numbers) = (&mut facts.candidates[..], &facts.patient_numbers[..]);
    for fact in &facts.records {
        let [c, _, p] = fact.counts.map(|n| n as usize);
        let (own, rest) = std::mem::take(&mut candidates).split_at_mut(c);
        let (own_numbers, rest_numbers) = numbers.split_at(p);
        (candidates, numbers) = (rest, rest_numbers);
        let claim = attribution.claim(index, said[fact.parties as usize], own, paths);
        attribution.weigh_numbers(index, own, own_numbers, &claim);
        claims.push(claim);
    }
}

/// Rows of one database that belong together: those that say nothing were made for whom the others say.
fn inherit(coverage: &[Covered], registers: &mut [u64], spoken: &mut [bool]) {
    let mut first = 0;
    for covered in coverage {
        let facts = &covered.facts;
        let mut keys: Vec<(u64, u32)> = Vec::new();
        let mut numbers = &facts.patient_numbers[..];
        for (i, fact) in (0..).zip(&facts.records) {
            let (own, rest) = numbers.split_at(fact.counts[2] as usize);
            numbers = rest;
            keys.extend(
                own.iter().filter(|n| n.row.is_some() && n.joins_in(&facts.persons)).map(|n| (n.hash, i)),
            );
        }
        if !keys.is_empty() {
            let end = first + facts.records.len();
            claims_of_groups(keys, &mut registers[first..end], &mut spoken[first..end]);
        }
        first += facts.records.len();
    }
}

fn claims_of_groups(pairs: Vec<(u64, u32)>, registers: &mut [u64], spoken: &mut [bool]) {
    let mut keys = Keys::default();
    pairs.into_iter().for_each(|(key, i)| keys.add(key, i));
    let groups = keys.join(registers.len() as u32);
    for n in 0..groups.len() {
        let members = || groups.get(n).iter().map(|i| *i as usize);
        if !members().any(|i| spoken[i]) {
            continue;
        }
        let said = members().filter(|i| spoken[*i]).fold(0, |m, i| m | registers[i]);
        for i in members().filter(|i| !spoken[*i]).collect::<Vec<_>>() {
            (registers[i], spoken[i]) = (said, true);
        }
    }
}

/// Media type of a dBASE table.
const DBASE: &str = "application/x-dbf";

/// All shared numbers, those of patients within the controllers that the record counts for, or its file if it says none.
fn numbers(coverage: &[Covered], registers: &[u64], spoken: &[bool]) -> Vec<Vec<u64>> {
    let mut n = 0;
    let member = |(row, covered): (usize, &Covered)| {
        let facts = &covered.facts;
        let (mut shared, mut patient) = (&facts.numbers[..], &facts.patient_numbers[..]);
        let mut out = Vec::with_capacity(shared.len() + patient.len());
        for fact in &facts.records {
            let [_, s, p] = fact.counts.map(|n| n as usize);
            let (own, own_patient);
            (own, shared) = shared.split_at(s);
            (own_patient, patient) = patient.split_at(p);
            out.extend_from_slice(own);
            for number in own_patient {
                let folder = || {
                    let above = covered.path.rsplit_once('/').map_or("", |(f, _)| f);
                    normal::hash(9, &[&covered.delivery.to_le_bytes(), above.as_bytes()])
                };
                let scope = match number.row {
                    Some(Within::File) => row as u64,
                    Some(Within::Folder) => folder(),
                    // Each table of a dBASE database is a file.
                    None if number.is_of_nobody() && covered.media_type == DBASE => folder(),
                    None if number.is_of_nobody() && !spoken[n] => row as u64,
                    None => !registers[n],
                };
                let within = normal::hash(6, &[&number.hash.to_le_bytes(), &scope.to_le_bytes()]);
                // A number that joins nothing keeps its place with a hash that is the record's alone.
                let alone = normal::hash(7, &[&(n as u64).to_le_bytes(), &number.hash.to_le_bytes()]);
                out.push(if number.joins_in(&facts.persons) { within } else { alone });
            }
            n += 1;
        }
        out
    };
    coverage.iter().enumerate().map(member).collect()
}

fn evidence<'a>(
    coverage: &'a [Covered],
    numbers: &'a [Vec<u64>],
    registers: &[u64],
) -> Vec<RecordEvidence<'a>> {
    let mut out = Vec::with_capacity(registers.len());
    for (covered, numbers) in coverage.iter().zip(numbers) {
        let (mut candidates, mut numbers) = (&covered.facts.candidates[..], &numbers[..]);
        for fact in &covered.facts.records {
            let [c, s, p] = fact.counts.map(|n| n as usize);
            let (own, own_numbers);
            (own, candidates) = candidates.split_at(c);
            (own_numbers, numbers) = numbers.split_at(s + p);
            out.push(RecordEvidence {
                candidates: own,
                numbers: own_numbers,
                registers: registers[out.len()],
                about: fact.about,
                identifies: fact.identifies,
            });
        }
    }
    out
}

/// Finds a record by its number: all records of the coverage, row by row.
pub(crate) struct Records {
    /// Number of the first record of each row, and in the end their sum.
    starts: Vec<u32>,
}

impl Records {
    fn of(coverage: &[Covered]) -> Records {
        let mut starts = vec![0];
        let mut sum = 0;
        for c in coverage {
            sum += c.facts.records.len() as u32;
            starts.push(sum);
        }
        Records { starts }
    }

    /// Row of the coverage and position in it.
    pub fn place(&self, record: u32) -> (usize, usize) {
        let row = self.starts.partition_point(|s| *s <= record) - 1;
        (row, (record - self.starts[row]) as usize)
    }
}
