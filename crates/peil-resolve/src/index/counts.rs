//! How many persons have a name or a birth date.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::normal;

/// Persons by the hash of a value, which need not be hashed again.
#[derive(Default)]
pub(super) struct Counts(HashMap<u64, u32, BuildHasherDefault<AsIs>>);

impl Counts {
    /// One person more.
    pub fn add(&mut self, value: &[u8]) {
        *self.0.entry(key(value)).or_default() += 1;
    }

    /// How many there are.
    pub fn of(&self, value: &[u8]) -> u32 {
        self.0.get(&key(value)).copied().unwrap_or(0)
    }
}

fn key(value: &[u8]) -> u64 {
    normal::hash(0, &[value])
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
