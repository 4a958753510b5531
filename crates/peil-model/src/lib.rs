//! The words of `peil` as types, shared by every room.
//!
//! Nothing here does I/O, reads a clock or knows a file format. Types that hold personal data print
//! as their name only (`Record(masked)`), so that a log line or a panic cannot leak them.

mod category;
mod coverage;
mod date;
mod fold;
mod masked;
mod person;
mod record;
mod segment;
mod status;
mod tree;

pub use category::{Category, CategorySet};
pub use coverage::Outcome;
pub use date::{PartialDate, valid_day};
pub use fold::fold;
pub use person::{Disclosure, Person};
pub use record::{Address, Bsn, Name, Number, NumberKind, Party, PartyKind, Record, Role, Sex};
pub use segment::{Cells, Content, Field, Leaf, Message, Part, Place, PlaceKind, Segment, Syntax};
pub use status::{RecordState, Status};
pub use tree::Node;
