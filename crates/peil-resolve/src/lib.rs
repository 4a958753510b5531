//! Records to register persons: register index, candidate search, comparison levels, `decide`.
//!
//! Pure functions of their arguments: no file, no clock, no text of a stolen file. [`Index::candidates`] turns one record
//! into its few candidates with their comparison vectors; [`decide::decide`] folds all vectors of a case into posteriors.

mod candidates;
pub mod decide;
mod distance;
pub mod index;
pub mod join;
pub mod levels;
mod model;
pub mod normal;
mod threads;

pub use candidates::Candidate;
pub use decide::{Decision, Evidence, Policy, RecordEvidence, decide};
pub use index::{Index, RegisterInput};
pub use levels::{Field, Rarity, Vector};
pub use model::{Model, part_bits};
