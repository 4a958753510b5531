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
    let rows = store.get("roster", &args.key)?;
    if rows.is_empty() {
        return Err(UsageError(
            "no register or ledger of this case has that key; keys are in the column `person` of the roster"
                .into(),
        )
        .into());
    }
    // Opening a person's data is itself an event; the event names nobody.
    store.append("explained", "one person")?;
    for r in rows {
        println!("{} in the register of {}: {}", safe(&args.key), safe(&r[0]), r[2]);
        if !r[3].is_empty() {
            println!("  probability {}", r[3]);
        }
        println!("  categories {}", if r[4].is_empty() { "none" } else { &r[4] });
        if !r[5].is_empty() {
            println!("  first seen in {}", safe(&r[5]));
        }
        for l in store.get("links", &args.key)?.iter().filter(|l| l[1] == r[0]) {
            println!("  record {}", safe(&l[2]));
            println!("    probability {} of being this person", l[3]);
            for part in l[4].split("; ") {
                println!("      {part} bits");
            }
            if !l[5].is_empty() {
                println!("    could also be: {}", safe(&l[5]));
            }
        }
    }
    Ok(Exit::Done)
}
