//! Command line arguments and the commands, one module each.

pub mod demo;
pub mod explain;
pub mod export;
pub mod init;
pub mod read;
pub mod scope;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use peil_case::config::Case;
use peil_case::key::Key;
use peil_case::store::Store;

/// Gauges a data breach: which persons are affected, with which data, how surely, for which client.
#[derive(Parser)]
#[command(name = "peil", version)]
pub struct Cli {
    /// File with the key of the case's store (64 hex digits, or a passphrase); made if there is no store yet.
    #[arg(long, global = true, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Write an invented incident, scope it, and hold the result against its truth.
    Demo(demo::DemoArgs),
    /// Look at what lies in a folder and write a peil.toml to check.
    Init(init::InitArgs),
    /// The main job: read what is new, match, and print the figures.
    Scope(CaseArgs),
    /// Show what peil gets out of files.
    Read(read::ReadArgs),
    /// Everything the roster says of one person, and why.
    Explain(explain::ExplainArgs),
    /// Write a table: roster, coverage, unregistered, unlinked or figures.
    Export(export::ExportArgs),
}

/// Where the case is.
#[derive(Args)]
pub struct CaseArgs {
    /// The case folder, which holds peil.toml.
    #[arg(long, default_value = ".", value_name = "DIR")]
    pub case: PathBuf,
}

/// Opens a case and its store; the first command that needs a store makes it.
pub fn open(dir: &Path, key_file: Option<&Path>) -> Result<(Case, Store)> {
    let case = Case::open(dir)?;
    let key = find_key(&case.dir, key_file)?;
    let store = Store::open(&case.dir, &key)?;
    Ok((case, store))
}

fn find_key(dir: &Path, key_file: Option<&Path>) -> Result<Key> {
    let found = Key::find(key_file, Store::exists(dir), &mut || {
        rpassword::prompt_password("Passphrase of the case's store: ")
    })?;
    if let Some(notice) = found.notice {
        eprintln!("peil: {notice}");
    }
    Ok(found.key)
}
