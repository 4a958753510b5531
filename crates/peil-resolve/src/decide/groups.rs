//! Records that share a specimen, order or patient number of one issuer belong together, unless they contradict each other.

use super::{Evidence, RecordEvidence};
use crate::join::{Groups, Keys};

/// Records joined by numbers: clusters of records about one person each, and records that say nothing of their own.
pub(super) struct Group {
    pub clusters: Vec<Vec<u32>>,
    pub bare: Vec<u32>,
}

/// All groups, each record in exactly one, in order of their first record.
pub(super) fn group(records: &[RecordEvidence<'_>]) -> Groups {
    let mut keys = Keys::with_room(records.iter().map(|r| r.numbers.len()).sum());
    for (i, r) in records.iter().enumerate() {
        r.numbers.iter().for_each(|n| keys.add(*n, i as u32));
    }
    keys.join(records.len() as u32)
}

/// A group's records by whom they are about.
pub(super) fn split(records: &[RecordEvidence<'_>], members: &[u32]) -> Group {
    let mut clusters: Vec<(Evidence, Vec<u32>)> = Vec::new();
    let mut bare = Vec::new();
    for i in members.iter().copied() {
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
