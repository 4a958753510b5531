//! `peil export`: tables for others.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, ValueEnum};
use peil_case::export::{self, Format};

use crate::exit::{Exit, UsageError};

/// What to export.
#[derive(Clone, Copy, ValueEnum)]
pub enum What {
    /// Every register person.
    Roster,
    /// Every file and member.
    Coverage,
    /// Persons in no register.
    Unregistered,
    /// Records that fit nobody.
    Unlinked,
    /// The figures.
    Figures,
}

/// In which form.
#[derive(Clone, Copy, ValueEnum)]
pub enum As {
    /// RFC 4180.
    Csv,
    /// Apache Parquet.
    Parquet,
    /// Excel workbook.
    Xlsx,
    /// A JSON object a line.
    Jsonl,
}

/// Arguments of `peil export`.
#[derive(Args)]
pub struct ExportArgs {
    /// Which table.
    pub what: What,
    /// Only this controller's; without it all of them, for the case's owner only.
    #[arg(long, value_name = "NAME")]
    pub controller: Option<String>,
    /// Form of the file.
    #[arg(long, value_enum, default_value = "csv")]
    pub format: As,
    /// File to write.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The case folder.
    #[arg(long, default_value = ".", value_name = "DIR")]
    pub case: PathBuf,
}

/// Runs the command.
pub fn run(args: &ExportArgs, key_file: Option<&Path>) -> Result<Exit> {
    let (case, mut store) = super::open(&args.case, key_file)?;
    let name = match args.what {
        What::Roster => "roster",
        What::Coverage => "coverage",
        What::Unregistered => "unregistered",
        What::Unlinked => "unlinked",
        What::Figures => "figures",
    };
    let controller = match &args.controller {
        None => None,
        Some(wanted) => Some(case.controllers.iter().find(|c| &c.name == wanted).ok_or_else(|| {
            let names: Vec<&str> = case.controllers.iter().map(|c| c.name.as_str()).collect();
            UsageError(format!("no controller of that name in peil.toml; there are: {}", names.join(", ")))
        })?),
    };
    if controller.is_some() && !matches!(args.what, What::Roster | What::Figures) {
        return Err(UsageError(format!(
            "{name} is the case owner's alone: it cannot be split by controller; leave out --controller"
        ))
        .into());
    }
    let format = match args.format {
        As::Csv => Format::Csv,
        As::Parquet => Format::Parquet,
        As::Xlsx => Format::Xlsx,
        As::Jsonl => Format::Jsonl,
    };
    let seal = controller.and_then(|c| c.seal_to.as_deref());
    let only = controller.map(|c| c.name.as_str());
    export::table(&store, name, only, format, seal, &args.out)?;
    store.append("exported", name)?;
    Ok(Exit::Done)
}
