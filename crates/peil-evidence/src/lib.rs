//! Stolen bytes to segments: intake, containers, one module per format, in worker processes.
//!
//! [`walk`] lists the files of a delivery; a [`Worker`] reads one file at a time in a process of its own and answers with
//! [`Event`]s; [`read_here`] does the same without a process (what the worker's child runs, and tests). Formats are
//! recognised by content, never by name. Everything that could not be read is said in a [`Event::Close`] with its reason.

mod charset;
mod containers;
mod dos;
mod event;
mod formats;
mod input;
mod intake;
mod limits;
mod mojibake;
mod path;
mod session;
mod sniff;
mod tail;
#[cfg(test)]
mod testing;
mod worker;

pub use event::Event;
pub use input::{Source, digest};
pub use intake::{Found, Top, walk, walk_all};
pub use limits::Limits;
pub use session::read_here;
pub use worker::{Worker, no_core_dumps, worker_main};
