//! `peil init`: looks at what lies in a folder and writes a `peil.toml` to check.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use peil_evidence::{Limits, Worker};

use crate::exit::{Exit, UsageError};

/// Arguments of `peil init`.
#[derive(Args)]
pub struct InitArgs {
    /// The folder of the case to be.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
}

/// Runs the command.
pub fn run(args: &InitArgs) -> Result<Exit> {
    let target = args.dir.join(peil_case::config::FILE_NAME);
    let program = std::env::current_exe().context("cannot find this program's own file")?;
    let mut worker = Worker::spawn(&program, &Limits::default()).context("cannot start a reading process")?;
    let proposal = peil_case::init::propose(&args.dir, &mut worker).map_err(|e| UsageError(e.to_string()))?;
    peil_case::files::write_new(&target, proposal.toml.as_bytes())?;
    say!("Wrote {}. Check every line, then run: peil scope --case {}", target.display(), args.dir.display());
    proposal.notes.iter().for_each(|n| say!("Note: {n}"));
    Ok(Exit::Done)
}
