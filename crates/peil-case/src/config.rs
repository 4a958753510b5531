//! `peil.toml`: what a case consists of, read and checked whole before anything else is done.

mod case;
mod controller;
mod error;
mod evidence;
mod glob;
mod nearest;
mod paths;
mod roles;
mod section;

pub use case::{Case, FILE_NAME, Policy};
pub use controller::{ColumnChoice, ColumnMap, ColumnRef, Controller};
pub use error::{At, ConfigError};
pub use evidence::{Evidence, Kind, State, Statement};
pub use roles::{role_from_name, role_name, role_names};

#[cfg(test)]
mod tests;
