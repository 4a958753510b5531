//! Exit codes, one per class of outcome.

use std::process::ExitCode;

use peil_case::config::ConfigError;
use peil_case::register::InputError;
use peil_case::scope::ScopeError;

/// What the exit code tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Failed: the world's fault, or ours.
    Failed = 1,
    /// Wrong usage or a wrong `peil.toml`.
    Usage = 2,
    /// Done, but some file is partial, unreadable or encrypted (`scope` and `read` only).
    Gaps = 3,
}

impl From<Exit> for ExitCode {
    fn from(e: Exit) -> ExitCode {
        ExitCode::from(e as u8)
    }
}

/// Wrong usage found after the arguments were parsed.
#[derive(Debug)]
pub struct UsageError(pub String);

impl std::fmt::Display for UsageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

/// The exit code of an error.
pub fn of(e: &anyhow::Error) -> Exit {
    let config =
        e.is::<ConfigError>() || matches!(e.downcast_ref(), Some(ScopeError::Input(InputError::Config(_))));
    if config || e.is::<UsageError>() { Exit::Usage } else { Exit::Failed }
}
