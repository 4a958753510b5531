//! Worker processes: each parses one file at a time, of which it gets one read-only descriptor, and can open nothing else.
//!
//! Parent and child talk over a Unix socket that is the child's standard input (`protocol`). The parent (`pool`) trusts
//! nothing that comes from there; the child (`child`) gives up what it does not need before it reads the first byte.

mod child;
mod pool;
mod protocol;

pub use child::{no_core_dumps, worker_main};
pub use pool::Worker;
