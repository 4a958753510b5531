//! Segments to records: identifiers, field roles of messages and tables, free text.
//!
//! Everything here is a pure function of one file's segments and of what the registers [`Known`] say exists.
//! A [`Detector`] takes the segments of one file (or member of a container) in order and gives the records in them.
//!
//! | looking for | see |
//! |---|---|
//! | one kind of identifier (11-test, dates, postcodes, ...) | [`identifiers`] |
//! | what a message field means | `roles::hl7`, `roles::edifact`, `roles::fhir` |
//! | whose the values of JSON and XML are | `tree` |
//! | what a column header means | [`headers`], [`columns`] |
//! | words of complaints, diseases and medication | `health` |
//! | names and addresses in one string | [`name`], [`address`] |

pub mod address;
pub mod columns;
mod detector;
pub mod headers;
mod health;
pub mod identifiers;
mod known;
pub mod name;
mod provider;
mod roles;
mod table;
mod text;
mod tree;

/// Label of a party that is given by a pointer into another table or to another resource: [`Detector::party`] says whom it means.
pub(crate) const POINTER: &str = "ROW";

pub use detector::Detector;
pub use known::{Known, Nobody};
pub use peil_model::fold;
pub use roles::fhir::REFERENCE;
