//! A compact multimap from 64-bit key to person id: sorted once, read by binary search in a small bucket.

/// Two to four entries a bucket lie side by side, and a quarter of the buckets stays nearer to the processor than all of them.
const SPREAD: u32 = 2;

/// A person under a key. Halves of the key, so that an entry is 12 bytes and what a lookup needs lies in one place: lookups wait for
/// memory and for nothing else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    high: u32,
    low: u32,
    person: u32,
}

impl Posting {
    pub fn new(key: u64, person: u32) -> Posting {
        Posting { high: (key >> 32) as u32, low: key as u32, person }
    }

    /// Who it is.
    pub fn person(&self) -> u32 {
        self.person
    }

    fn key(&self) -> u64 {
        u64::from(self.high) << 32 | u64::from(self.low)
    }
}

/// The multimap: 12 bytes an entry and 4 bytes a bucket.
#[derive(Default)]
pub(crate) struct Postings {
    entries: Vec<Posting>,
    buckets: Vec<u32>,
    shift: u32,
}

impl Postings {
    /// Sorts the entries and lays buckets over the top bits of the key.
    pub fn build(mut entries: Vec<Posting>) -> Postings {
        sort(&mut entries);
        entries.dedup();
        entries.shrink_to_fit();
        let bits = (usize::BITS - entries.len().leading_zeros()).saturating_sub(SPREAD).clamp(1, 26);
        let shift = 64 - bits;
        let mut buckets = vec![0u32; (1usize << bits) + 1];
        for e in &entries {
            buckets[(e.key() >> shift) as usize + 1] += 1;
        }
        for i in 1..buckets.len() {
            buckets[i] += buckets[i - 1];
        }
        Postings { entries, buckets, shift }
    }

    /// The persons under a key, ascending.
    pub fn find(&self, key: u64) -> impl ExactSizeIterator<Item = u32> + '_ {
        self.bucket(key).iter().map(Posting::person)
    }

    /// Whether there is nobody under a key.
    pub fn is_unknown(&self, key: u64) -> bool {
        self.bucket(key).is_empty()
    }

    /// Gives the entries under each of these keys, with the key's position, where there are any. All of a step before the next step: a processor waits for several places in memory
    /// at once, if no decision comes between.
    pub fn find_all(&self, keys: &[u64], mut give: impl FnMut(usize, &[Posting])) {
        if self.entries.is_empty() {
            return;
        }
        let ranges: Vec<(u32, u32)> = keys.iter().map(|k| self.range(*k)).collect();
        let first = |(from, _): &(u32, u32)| self.entries.get(*from as usize).map_or(0, Posting::key);
        let firsts: Vec<u64> = ranges.iter().map(first).collect();
        for (n, ((key, (from, to)), first)) in keys.iter().zip(ranges).zip(firsts).enumerate() {
            if first <= *key {
                let found = under(*key, &self.entries[from as usize..to as usize]);
                if !found.is_empty() {
                    give(n, found);
                }
            }
        }
    }

    fn bucket(&self, key: u64) -> &[Posting] {
        if self.entries.is_empty() {
            return &[];
        }
        let (from, to) = self.range(key);
        under(key, &self.entries[from as usize..to as usize])
    }

    fn range(&self, key: u64) -> (u32, u32) {
        let b = (key >> self.shift) as usize;
        (self.buckets[b], self.buckets[b + 1])
    }
}

/// Sorts on two cores: the smaller half of the entries and the larger one.
fn sort(entries: &mut [Posting]) {
    if entries.is_empty() {
        return;
    }
    let order = |e: &Posting| (e.key(), e.person);
    let (small, _, large) = entries.select_nth_unstable_by_key(entries.len() / 2, order);
    std::thread::scope(|scope| {
        scope.spawn(|| small.sort_unstable_by_key(order));
        large.sort_unstable_by_key(order);
    });
}

/// The entries of a bucket that are under the key.
fn under(key: u64, bucket: &[Posting]) -> &[Posting] {
    let start = bucket.iter().position(|e| e.key() >= key).unwrap_or(bucket.len());
    let found = &bucket[start..];
    &found[..found.partition_point(|e| e.key() == key)]
}
