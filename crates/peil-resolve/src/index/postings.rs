//! A compact multimap from 64-bit key to person id: sorted once, read by binary search in a small bucket.

/// The multimap: 12 bytes an entry and 4 bytes a bucket.
#[derive(Default)]
pub(crate) struct Postings {
    keys: Vec<u64>,
    persons: Vec<u32>,
    buckets: Vec<u32>,
    shift: u32,
}

impl Postings {
    /// Sorts the pairs and lays buckets over the top bits of the key.
    pub fn build(mut pairs: Vec<(u64, u32)>) -> Postings {
        pairs.sort_unstable();
        pairs.dedup();
        let bits = (usize::BITS - pairs.len().leading_zeros()).clamp(1, 26);
        let shift = 64 - bits;
        let mut buckets = vec![0u32; (1usize << bits) + 1];
        for (k, _) in &pairs {
            buckets[(k >> shift) as usize + 1] += 1;
        }
        for i in 1..buckets.len() {
            buckets[i] += buckets[i - 1];
        }
        let keys = pairs.iter().map(|p| p.0).collect();
        let persons = pairs.iter().map(|p| p.1).collect();
        Postings { keys, persons, buckets, shift }
    }

    /// The persons under a key, ascending.
    pub fn find(&self, key: u64) -> &[u32] {
        let range = if self.keys.is_empty() {
            0..0
        } else {
            let b = (key >> self.shift) as usize;
            let (lo, hi) = (self.buckets[b] as usize, self.buckets[b + 1] as usize);
            let start = lo + self.keys[lo..hi].partition_point(|k| *k < key);
            let end = start + self.keys[start..hi].partition_point(|k| *k == key);
            start..end
        };
        self.persons.get(range).unwrap_or(&[])
    }
}
