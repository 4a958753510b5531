//! Records that share a specimen, order or patient number of one issuer belong together, unless they contradict each other.

use super::{Evidence, RecordEvidence};

/// Records joined by numbers: clusters of records about one person each, and records that say nothing of their own.
pub(super) struct Group {
    pub clusters: Vec<Vec<u32>>,
    pub bare: Vec<u32>,
}

/// All groups, each record in exactly one, in order of their first record.
pub(super) fn group(records: &[RecordEvidence<'_>]) -> Vec<Group> {
    let mut shared: Vec<(u64, u32)> = Vec::new();
    for (i, r) in records.iter().enumerate() {
        shared.extend(r.numbers.iter().map(|n| (*n, i as u32)));
    }
    shared.sort_unstable();
    let mut parent: Vec<u32> = (0..records.len() as u32).collect();
    for pair in shared.windows(2) {
        if pair[0].0 == pair[1].0 {
            union(&mut parent, pair[0].1, pair[1].1);
        }
    }
    // Members of one root, in record order.
    let mut members: Vec<(u32, u32)> = (0..records.len() as u32).map(|i| (root(&mut parent, i), i)).collect();
    members.sort_unstable();
    members.chunk_by(|a, b| a.0 == b.0).map(|m| split(records, m.iter().map(|(_, i)| *i))).collect()
}

fn split(records: &[RecordEvidence<'_>], members: impl ExactSizeIterator<Item = u32>) -> Group {
    if members.len() == 1 {
        return Group { clusters: vec![members.collect()], bare: Vec::new() };
    }
    let mut clusters: Vec<(Evidence, Vec<u32>)> = Vec::new();
    let mut bare = Vec::new();
    for i in members {
        let about = records[i as usize].about;
        if about == Evidence::default() {
            bare.push(i);
        } else if let Some((known, cluster)) = clusters.iter_mut().find(|(known, _)| agree(*known, about)) {
            known.bsn = known.bsn.max(about.bsn);
            known.birth = known.birth.max(about.birth);
            cluster.push(i);
        } else {
            clusters.push((about, vec![i]));
        }
    }
    let mut clusters: Vec<Vec<u32>> = clusters.into_iter().map(|(_, c)| c).collect();
    if clusters.is_empty() {
        clusters.push(std::mem::take(&mut bare));
    }
    Group { clusters, bare }
}

/// Whether two records can be about one person: an equal BSN, or at most one of BSN, birth date and surname against it.
fn agree(a: Evidence, b: Evidence) -> bool {
    let differ = |x: u64, y: u64| x != 0 && y != 0 && x != y;
    if a.bsn != 0 && a.bsn == b.bsn {
        return true;
    }
    let against = usize::from(differ(a.bsn, b.bsn))
        + usize::from(differ(a.birth.into(), b.birth.into()))
        + usize::from(differ(a.surname, b.surname));
    let only_names = (a.birth == 0 || b.birth == 0) && (a.bsn == 0 || b.bsn == 0);
    against == 0 || (against == 1 && !only_names)
}

fn root(parent: &mut [u32], mut i: u32) -> u32 {
    while parent[i as usize] != i {
        parent[i as usize] = parent[parent[i as usize] as usize];
        i = parent[i as usize];
    }
    i
}

fn union(parent: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(parent, a), root(parent, b));
    // The smaller index leads, so that the result does not depend on the order of unions.
    if a < b { parent[b as usize] = a } else { parent[a as usize] = b }
}
