//! `peil demo`: an invented incident, scoped and held against its own truth.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use peil_case::config::Case;
use peil_case::store::Store;

use super::scope;
use crate::exit::{Exit, UsageError};

/// A file that marks a folder as ours to write anew.
const MARK: &str = "truth/persons.csv";
/// Precision and recall of confirmed persons that the demo must meet.
const PRECISION_MIN: f64 = 0.999;
const RECALL_MIN: f64 = 0.98;

/// Arguments of `peil demo`.
#[derive(Args)]
pub struct DemoArgs {
    /// Persons in the screening organisation's register.
    #[arg(long, default_value_t = 10_000)]
    pub persons: u32,
    /// Seed; the same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Folder to write.
    #[arg(default_value = "peil-demo")]
    pub dir: PathBuf,
}

/// Runs the command.
pub fn run(args: &DemoArgs) -> Result<Exit> {
    let dir = &args.dir;
    let occupied = dir.read_dir().is_ok_and(|mut d| d.next().is_some());
    if occupied && !dir.join(MARK).exists() {
        return Err(UsageError(format!(
            "{}: is not empty and no demo of ours; name another folder",
            dir.display()
        ))
        .into());
    }
    if occupied {
        for part in ["registers", "ledger", "evidence", "truth", ".peil"] {
            let old = dir.join(part);
            if old.exists() {
                std::fs::remove_dir_all(&old)
                    .with_context(|| format!("{}: cannot be removed", old.display()))?;
            }
        }
        let _ = std::fs::remove_file(dir.join("peil.key"));
    }
    let plan = peil_demo::Plan { persons: args.persons, seed: args.seed };
    let made =
        peil_demo::write(dir, &plan).with_context(|| format!("{}: cannot be written", dir.display()))?;
    say!(
        "Wrote an invented incident into {}: {} register persons, {} records in {} evidence files.\n",
        dir.display(),
        made.persons,
        made.records,
        made.files
    );
    let key = dir.join("peil.key");
    peil_case::key::make_key_file(&key)?;
    let case = Case::open(dir)?;
    let (store, figures) = scope::scope(&case, &super::find_key(dir, Some(&key))?)?;
    scope::print(&case, &figures);
    let met = judge(dir, &store)?;
    say!("\nWhere to look next:");
    let flags = format!("--case {} --key-file {}", dir.display(), key.display());
    say!("  peil explain V000003 {flags}");
    say!("  peil export roster --format csv --out roster.csv {flags}");
    say!("  {}   the case's description", dir.join("peil.toml").display());
    Ok(if met { Exit::Done } else { Exit::Failed })
}

/// Holds roster and coverage against the truth; prints the counts.
fn judge(dir: &Path, store: &Store) -> Result<bool> {
    let mut truth: BTreeMap<(String, String), (String, String)> = BTreeMap::new();
    for row in csv::Reader::from_path(dir.join(MARK))?.records() {
        let row = row?;
        truth.insert((row[0].into(), row[1].into()), (row[2].into(), row[3].into()));
    }
    let (mut right, mut wrong, mut missed, mut other_status, mut categories, mut compared) =
        (0u64, 0u64, 0u64, 0u64, 0u64, 0u64);
    store.read_table("roster", &mut |r: &[String]| {
        let Some((status, found)) = truth.get(&(r[0].clone(), r[1].clone())) else { return Ok(()) };
        match (r[2].as_str(), status.as_str()) {
            ("confirmed", "confirmed") => {
                right += 1;
                compared += 1;
                categories += u64::from(&r[4] == found);
            }
            ("confirmed", _) => wrong += 1,
            (_, "confirmed") => missed += 1,
            // What a name alone may come to is left open: `possible|ambiguous`.
            (a, b) if !b.split('|').any(|open| open == a) => other_status += 1,
            _ => {}
        }
        Ok(())
    })?;
    let mut outcomes: BTreeMap<(String, String), String> = BTreeMap::new();
    store.read_table("coverage", &mut |r: &[String]| {
        outcomes.insert((r[0].clone(), r[1].clone()), r[5].clone());
        Ok(())
    })?;
    let (mut files, mut agreed) = (0u64, 0u64);
    for row in csv::Reader::from_path(dir.join("truth/coverage.csv"))?.records() {
        let row = row?;
        files += 1;
        agreed += u64::from(outcomes.get(&(row[0].into(), row[1].into())).is_some_and(|o| o == &row[2]));
    }
    let share = |a: u64, b: u64| if b == 0 { 1.0 } else { a as f64 / b as f64 };
    let (precision, recall) = (share(right, right + wrong), share(right, right + missed));
    say!("\nAgainst the truth:");
    say!(
        "  confirmed persons: precision {:.2} % ({wrong} wrong of {}), recall {:.2} % ({missed} missed of {})",
        precision * 100.0,
        right + wrong,
        recall * 100.0,
        right + missed
    );
    say!(
        "  their categories agree for {categories} of {compared}; other statuses differ for {other_status} persons"
    );
    say!("  outcomes agree for {agreed} of {files} files and members");
    Ok(precision >= PRECISION_MIN && recall >= RECALL_MIN && agreed == files)
}
