//! Which items belong together because they share a key, and so on from one to the next.

use std::thread::{available_parallelism, scope};

/// Parts of the keys that are sorted each for itself; a fixed number, so that nothing depends on the machine.
const SHARDS: usize = 16;

/// Items under their keys, before they are joined: 16 bytes a key.
pub struct Keys {
    shards: [Vec<(u64, u32)>; SHARDS],
}

impl Default for Keys {
    fn default() -> Keys {
        Keys { shards: [const { Vec::new() }; SHARDS] }
    }
}

impl Keys {
    /// With room for so many keys: what grows is copied, and lies in memory twice.
    pub fn with_room(keys: usize) -> Keys {
        // Hashes spread evenly, by their root more or less.
        let share = keys / SHARDS;
        Keys { shards: [(); SHARDS].map(|()| Vec::with_capacity(share + 4 * share.isqrt())) }
    }

    /// Says that an item has a key, which is a hash ([`crate::normal::hash`]).
    pub fn add(&mut self, key: u64, item: u32) {
        // The top bits choose.
        if let Some(shard) = self.shards.get_mut((key >> 60) as usize) {
            shard.push((key, item));
        }
    }

    /// The groups of all items from 0 to `count`.
    pub fn join(mut self, count: u32) -> Groups {
        let threads = available_parallelism().map_or(2, usize::from).clamp(1, SHARDS);
        scope(|s| {
            for shards in self.shards.chunks_mut(SHARDS.div_ceil(threads)) {
                s.spawn(|| shards.iter_mut().for_each(|keys| keys.sort_unstable()));
            }
        });
        let mut parent: Vec<u32> = (0..count).collect();
        for keys in self.shards {
            for pair in keys.windows(2).filter(|p| p[0].0 == p[1].0) {
                union(&mut parent, pair[0].1, pair[1].1);
            }
        }
        Groups::of(&mut parent)
    }
}

/// Groups of items, in order of their first items.
pub struct Groups {
    /// Items of all groups end to end, ascending in each.
    items: Vec<u32>,
    /// Where each group begins, and the end.
    starts: Vec<u32>,
}

impl Groups {
    fn of(parent: &mut [u32]) -> Groups {
        let count = parent.len();
        // How many items a first item leads; then where its group begins; then where its next item goes.
        let mut next = vec![0u32; count];
        for i in 0..count as u32 {
            let first = root(parent, i);
            parent[i as usize] = first;
            next[first as usize] += 1;
        }
        let mut starts = vec![0];
        let mut sum = 0;
        for n in next.iter_mut().filter(|n| **n > 0) {
            sum += std::mem::replace(n, sum);
            starts.push(sum);
        }
        let mut items = vec![0u32; count];
        for (i, first) in parent.iter().enumerate() {
            let to = &mut next[*first as usize];
            items[*to as usize] = i as u32;
            *to += 1;
        }
        Groups { items, starts }
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many items there are in several groups that follow each other.
    pub fn size(&self, groups: &std::ops::Range<usize>) -> usize {
        (self.starts[groups.end] - self.starts[groups.start]) as usize
    }

    /// The items of the n-th group.
    pub fn get(&self, n: usize) -> &[u32] {
        &self.items[self.starts[n] as usize..self.starts[n + 1] as usize]
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_shares_a_key_is_together() {
        let hash = |n: u8| crate::normal::hash(0, &[&[n]]);
        let mut keys = Keys::default();
        for (key, item) in [(1, 5), (2, 1), (2, 3), (3, 3), (3, 0), (4, 2), (1, 2), (1, 5)] {
            keys.add(hash(key), item);
        }
        let groups = keys.join(6);
        let all: Vec<&[u32]> = (0..groups.len()).map(|n| groups.get(n)).collect();
        assert_eq!(all, [&[0, 1, 3][..], &[2, 5], &[4]]);
        assert!(Keys::default().join(0).is_empty());
    }
}
