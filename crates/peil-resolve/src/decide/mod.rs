//! `decide`: one deterministic fold over all comparison vectors of a case.
//!
//! In: for each record its candidates, its shared numbers, and the registers it may count for. Out: for each record one
//! posterior per candidate and a state. Decisions are made over the whole candidate set of a register: the persons, an
//! unregistered housemate of each, and somebody in no register compete, so that twins and namesakes come out ambiguous by arithmetic.

mod groups;

use std::borrow::Cow;

use peil_model::RecordState;
use serde::{Deserialize, Serialize};

use crate::candidates::Candidate;
use crate::index::Index;
use crate::levels::{Field, Vector};
use crate::model::Model;
use crate::threads::in_ranges;

/// Share of the records about persons in no register that are about a member of a registered person's household.
const KIN_SHARE: f64 = 0.03;
/// Thresholds on posteriors.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// From here a person is confirmed.
    pub confirm: f64,
    /// From here a person is at least ambiguous.
    pub notice: f64,
}

/// What a record says of its person, for telling two persons under one number apart; 0 where unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Hash of a labelled BSN.
    pub bsn: u64,
    /// Birth date as `yyyymmdd`, whole dates only.
    pub birth: u32,
    /// Hash of the surname's sound.
    pub surname: u64,
}

impl Evidence {
    /// A name and something that is hers alone.
    fn is_somebody(self) -> bool {
        self.surname != 0 && (self.birth != 0 || self.bsn != 0)
    }
}

/// One record as `decide` sees it.
#[derive(Clone, Copy)]
pub struct RecordEvidence<'a> {
    /// Its candidates in all registers, ascending by person.
    pub candidates: &'a [Candidate],
    /// Hashes of the numbers (with issuer) that it shares with other records.
    pub numbers: &'a [u64],
    /// Registers it may count for, a bit each.
    pub registers: u64,
    /// Who it says it is about.
    pub about: Evidence,
    /// It holds enough to be somebody (a name with something beside it, or a BSN).
    pub identifies: bool,
}

/// What became of a record.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Its state.
    pub state: RecordState,
    /// Candidates with their posteriors, from `notice` up, ascending by person.
    pub persons: Vec<(u32, f64)>,
    /// Records with the same group share a number and are about one person; the group's first record.
    pub group: u32,
}

/// Folds all records into decisions, in record order.
pub fn decide(index: &Index, records: &[RecordEvidence<'_>], policy: Policy) -> Vec<Decision> {
    let groups = groups::group(records);
    let shares = register_shares(index, records);
    let nothing = Decision { state: RecordState::Unlinked, persons: Vec::new(), group: 0 };
    let mut decisions: Vec<Decision> = vec![nothing; records.len()];
    let decided = in_ranges(groups.len(), |range| {
        let mut out = Vec::with_capacity(groups.size(&range));
        for n in range {
            decide_group(index, records, groups.get(n), &shares, policy, &mut out);
        }
        out
    });
    for (record, decision) in decided.into_iter().flatten() {
        decisions[record as usize] = decision;
    }
    decisions
}

/// lambda per register: the share of identifying records that are about a person of it, by two rounds from 0.5, kept within 0.1 and 0.9.
fn register_shares(index: &Index, records: &[RecordEvidence<'_>]) -> Vec<f64> {
    /// Records at once: what is found of them waits to be added up in their order, on which the last digits of a sum depend.
    const AT_ONCE: usize = 1 << 16;
    let mut shares = vec![0.5; index.registers()];
    for _ in 0..2 {
        let mut found = vec![0.0; shares.len()];
        let mut all = vec![0.0; shares.len()];
        for heap in records.chunks(AT_ONCE) {
            let sums = in_ranges(heap.len(), |range| register_sums(index, &heap[range], &shares));
            for (register, sum) in sums.into_iter().flatten() {
                all[register] += 1.0;
                found[register] += sum;
            }
        }
        for (s, (f, a)) in shares.iter_mut().zip(found.iter().zip(&all)) {
            *s = ((f + 10.0) / (a + 20.0_f64)).clamp(0.1, 0.9);
        }
    }
    shares
}

/// For each identifying record and register that it may count for, the sum of its posteriors there.
fn register_sums(index: &Index, records: &[RecordEvidence<'_>], shares: &[f64]) -> Vec<(usize, f64)> {
    let mut sums = Vec::with_capacity(records.len());
    for r in records.iter().filter(|r| r.identifies) {
        for (register, share) in shares.iter().enumerate().filter(|(n, _)| r.registers >> n & 1 == 1) {
            let posts = posteriors(index, register, *share, in_register(index, register, r));
            sums.push((register, posts.iter().map(|(_, p)| p).sum::<f64>()));
        }
    }
    sums
}

/// A record's candidates in one register: a run, since ids ascend and registers lie end to end.
fn in_register<'a>(index: &Index, register: usize, r: &RecordEvidence<'a>) -> &'a [Candidate] {
    let (first, end) = index.range(register);
    let from = r.candidates.partition_point(|c| c.person < first);
    let to = r.candidates.partition_point(|c| c.person < end);
    r.candidates.get(from..to).unwrap_or(&[])
}

/// The candidates of several records about one person, in one register, field by field.
fn merged<'a>(index: &Index, register: usize, records: &[&RecordEvidence<'a>]) -> Cow<'a, [Candidate]> {
    let mut counted = records.iter().filter(|r| r.registers >> register & 1 == 1);
    if let (Some(only), None) = (counted.next(), counted.next()) {
        return Cow::Borrowed(in_register(index, register, only));
    }
    let mut all: Vec<Candidate> = Vec::new();
    for r in records.iter().filter(|r| r.registers >> register & 1 == 1) {
        all.extend(in_register(index, register, r));
    }
    all.sort_by_key(|c| c.person);
    let mut out: Vec<Candidate> = Vec::with_capacity(all.len());
    for c in all {
        match out.last_mut() {
            Some(last) if last.person == c.person => *last = join(*last, c),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Two records' views of one person: for each field the better agreement, since copies are no new evidence and a typo in one is none against.
fn join(a: Candidate, b: Candidate) -> Candidate {
    let mut out = a;
    for f in Field::ALL {
        let (x, y) = (a.vector.level(f), b.vector.level(f));
        let level = match (x, y) {
            (0, l) | (l, 0) => l,
            (x, y) => x.min(y),
        };
        out.vector = Vector::with(out.vector, f, level);
    }
    let rarer = |x: f32, y: f32| if x == 0.0 || (y != 0.0 && y < x) { y } else { x };
    out.rarity.surname = rarer(a.rarity.surname, b.rarity.surname);
    out.rarity.first = rarer(a.rarity.first, b.rarity.first);
    out.rarity.birth = rarer(a.rarity.birth, b.rarity.birth);
    out
}

/// Posteriors over the candidates of one register, an unregistered housemate of each, and somebody in no register.
fn posteriors(index: &Index, register: usize, share: f64, candidates: &[Candidate]) -> Vec<(u32, f64)> {
    let persons = f64::from(index.size(register).max(1));
    let model = Model::new(index.size(register), index.ledger_density());
    if candidates.is_empty() {
        return Vec::new();
    }
    let mut total = (1.0 - share) * (1.0 - KIN_SHARE);
    let mut weights = Vec::with_capacity(candidates.len());
    for c in candidates {
        let (bits, kin) = model.bits_and_kin(c);
        let same = share / persons * f64::from(bits).exp2();
        total += same + (1.0 - share).max(KIN_SHARE) * KIN_SHARE / persons * f64::from(kin).exp2();
        weights.push((c.person, same, Model::ceiling(c)));
    }
    // Whoever is no candidate is not ruled out by a record that says next to nothing.
    let rest = candidates.iter().map(|c| model.stranger_bits(c)).fold(f32::NEG_INFINITY, f32::max);
    total += share * (1.0 - candidates.len() as f64 / persons).max(0.0) * f64::from(rest.min(0.0)).exp2();
    weights.into_iter().map(|(p, w, most)| (p, (w / total).min(most))).collect()
}

fn decide_group(
    index: &Index,
    records: &[RecordEvidence<'_>],
    members: &[u32],
    shares: &[f64],
    policy: Policy,
    out: &mut Vec<(u32, Decision)>,
) {
    if let [only] = members {
        let r = &records[*only as usize];
        let found = found(index, &[r], shares);
        let decision = conclude(index, r, &found, policy, *only, r.identifies || r.about.is_somebody());
        return out.push((*only, decision));
    }
    let group = groups::split(records, members);
    // Each cluster is one person; a record that says nothing of its own may be any of them.
    let per_cluster: Vec<Vec<(u32, f64)>> = group
        .clusters
        .iter()
        .map(|cluster| {
            let about: Vec<&RecordEvidence<'_>> =
                cluster.iter().chain(&group.bare).map(|i| &records[*i as usize]).collect();
            found(index, &about, shares)
        })
        .collect();
    let first = members.first().copied().unwrap_or(0);
    // The rows of a database that hold her name, her birth date and her number are somebody together.
    let all = || group.clusters.iter().flatten().chain(&group.bare).map(|i| &records[*i as usize]);
    let named = all().any(|r| r.about.surname != 0);
    let identified =
        all().any(|r| r.identifies) || named && all().any(|r| r.about.birth != 0 || r.about.bsn != 0);
    for (cluster, found) in group.clusters.iter().zip(&per_cluster) {
        for i in cluster {
            let r = &records[*i as usize];
            let lead = if group.clusters.len() == 1 {
                first
            } else {
                cluster.iter().min().copied().unwrap_or(first)
            };
            out.push((*i, conclude(index, r, found, policy, lead, identified)));
        }
    }
    if group.bare.is_empty() {
        return;
    }
    let mean = mean(&per_cluster);
    for i in &group.bare {
        let r = &records[*i as usize];
        out.push((*i, conclude(index, r, &mean, policy, first, identified)));
    }
}

/// Whom records that are about one person could be, in all registers.
fn found(index: &Index, about: &[&RecordEvidence<'_>], shares: &[f64]) -> Vec<(u32, f64)> {
    let mut found = Vec::new();
    for (register, share) in shares.iter().enumerate() {
        found.extend(posteriors(index, register, *share, &merged(index, register, about)));
    }
    one_human(index, found)
}

/// A record is about one human: who is surely somebody in one register is nobody else in another.
fn one_human(index: &Index, found: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    if index.registers() < 2 {
        return found;
    }
    let rival = |p: u32| {
        let others = found.iter().filter(|(q, _)| index.place(*q).0 != index.place(p).0);
        others.filter(|(q, _)| index.different_human(p, *q)).map(|(_, x)| *x).fold(0.0, f64::max)
    };
    found.iter().map(|(p, x)| (*p, if *x < rival(*p) { x * (1.0 - rival(*p)) } else { *x })).collect()
}

fn mean(clusters: &[Vec<(u32, f64)>]) -> Vec<(u32, f64)> {
    let mut all: Vec<(u32, f64)> =
        clusters.iter().flatten().map(|(p, x)| (*p, x / clusters.len() as f64)).collect();
    all.sort_by_key(|(p, _)| *p);
    let mut out: Vec<(u32, f64)> = Vec::new();
    for (p, x) in all {
        match out.last_mut() {
            Some(last) if last.0 == p => last.1 += x,
            _ => out.push((p, x)),
        }
    }
    out
}

fn conclude(
    index: &Index,
    r: &RecordEvidence<'_>,
    found: &[(u32, f64)],
    policy: Policy,
    group: u32,
    identified: bool,
) -> Decision {
    let mut persons: Vec<(u32, f64)> = found
        .iter()
        .filter(|(p, x)| *x >= policy.notice && r.registers >> index.place(*p).0 & 1 == 1)
        .copied()
        .collect();
    persons.sort_by_key(|(p, _)| *p);
    let state = if persons.iter().any(|(_, x)| *x >= policy.confirm) {
        RecordState::Linked
    } else if !persons.is_empty() {
        RecordState::Ambiguous
    } else if r.identifies || identified {
        RecordState::Unregistered
    } else {
        RecordState::Unlinked
    };
    Decision { state, persons, group }
}
