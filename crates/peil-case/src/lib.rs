//! A case: peil.toml, sealed store, registers, ledgers, roster, exports.

pub mod config;
pub mod explain;
pub mod export;
pub mod files;
pub mod init;
pub mod key;
pub mod ledger;
pub mod reader;
pub mod register;
mod roster;
pub mod scope;
pub mod store;
mod tables;
mod threads;
