//! Ledgers: what a controller ever sent, to whom and when.

mod categories;
mod gaps;
mod load;
mod messages;
mod recipients;
mod row;

pub use categories::categories;
pub use gaps::{Gap, gaps};
pub use load::{Ledger, LedgerRow, load};
pub use recipients::is_processor;

#[cfg(test)]
mod tests;
