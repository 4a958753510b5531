//! How many persons have a name.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::normal;

/// Persons by the hash of a word, which need not be hashed again.
#[derive(Default)]
pub(super) struct Counts(HashMap<u64, u32, BuildHasherDefault<AsIs>>);

impl Counts {
    /// One person more.
    pub fn add(&mut self, word: &str) {
        *self.0.entry(key(word)).or_default() += 1;
    }

    /// How many there are.
    pub fn of(&self, word: &str) -> u32 {
        self.0.get(&key(word)).copied().unwrap_or(0)
    }
}

fn key(word: &str) -> u64 {
    normal::hash(0, &[word.as_bytes()])
}

/// The key itself.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = normal::hash(0, &[bytes]);
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}
