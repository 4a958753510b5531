//! A case: peil.toml, sealed store, registers, ledgers, roster, exports.

pub mod config;
pub mod files;
pub mod key;
pub mod store;
