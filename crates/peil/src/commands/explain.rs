//! `peil explain KEY`: what the roster says of one person, and why.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::exit::{Exit, UsageError};
use crate::terminal::safe;

/// Arguments of `peil explain`.
#[derive(Args)]
pub struct ExplainArgs {
    /// The person's key in the register.
    pub key: String,
    /// The case folder.
    #[arg(long, default_value = ".", value_name = "DIR")]
    pub case: PathBuf,
}

/// Runs the command.
pub fn run(args: &ExplainArgs, key_file: Option<&Path>) -> Result<Exit> {
    let (_, mut store) = super::open(&args.case, key_file)?;
    let rows = peil_case::explain::person(&mut store, &args.key)?;
    if rows.is_empty() {
        return Err(UsageError(
            "no register or ledger of this case has that key; keys are in the column `person` of the roster"
                .into(),
        )
        .into());
    }
    for r in rows {
        say!("{} in the register of {}: {}", safe(&args.key), safe(&r.controller), r.status);
        if !r.probability.is_empty() {
            say!("  probability {}", r.probability);
        }
        say!("  categories {}", if r.categories.is_empty() { "none" } else { &r.categories });
        if !r.first_seen.is_empty() {
            say!("  first seen in {}", safe(&r.first_seen));
        }
        for (record, claim) in &r.records {
            say!("  record {}", safe(record));
            say!("    probability {} of being this person", claim.probability);
            claim.parts.iter().for_each(|part| say!("      {part}"));
            if !claim.rivals.is_empty() {
                say!("    could also be: {}", safe(&claim.rivals.join("; ")));
            }
        }
    }
    Ok(Exit::Done)
}
