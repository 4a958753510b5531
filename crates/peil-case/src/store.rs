//! The sealed store of a case: finished parts of the work, result tables, events. Encrypted whole with SQLCipher.
//!
//! Everything is written in transactions, so a kill at any moment leaves old or new, never between.

mod error;
mod events;
mod heap;
mod lock;
mod open;
mod parts;
mod tables;

pub use error::StoreError;
pub use events::Event;
pub use heap::{Heap, Packed};
pub use lock::Lock;
pub use open::{FOLDER, Store};
pub use tables::{Table, TablesWriter};

#[cfg(test)]
mod tests;
