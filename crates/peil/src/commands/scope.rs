//! `peil scope`: the main job.

use std::path::Path;

use anyhow::{Context, Result};
use peil_case::config::Case;
use peil_case::key::Key;
use peil_case::scope::{Figures, Inputs};
use peil_case::store::{Lock, Store};

use super::CaseArgs;
use crate::exit::Exit;
use crate::terminal;

/// Runs the command.
pub fn run(args: &CaseArgs, key_file: Option<&Path>) -> Result<Exit> {
    let case = Case::open(&args.case)?;
    let key = super::find_key(&case.dir, key_file)?;
    let (_, figures) = scope(&case, &key)?;
    print(&case, &figures);
    Ok(if figures.gaps > 0 { Exit::Gaps } else { Exit::Done })
}

/// Scopes a case with a progress bar; gives its store, which is made if there is none.
pub fn scope(case: &Case, key: &Key) -> Result<(Store, Figures)> {
    let _lock = Lock::take(&case.dir)?;
    let program = std::env::current_exe().context("cannot find this program's own file")?;
    // Opening a store stretches its passphrase, which takes as long as reading a small register.
    let (store, inputs) = std::thread::scope(|scope| {
        let opening = scope.spawn(|| Store::open(&case.dir, key));
        let inputs = Inputs::load(case, &program);
        (opening.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), inputs)
    });
    let (mut store, inputs) = (store?, inputs?);
    let bar = terminal::files_bar();
    let figures = peil_case::scope::run(case, inputs, &mut store, &program, &|done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    Ok((store, figures))
}

/// Prints the figures in words.
pub fn print(case: &Case, figures: &Figures) {
    say!("{}\n", terminal::safe(&case.title));
    let get = |scope: &str, name: &str| figures.rows.iter().find(|r| r[0] == scope && r[1] == name);
    let value = |scope: &str, name: &str| get(scope, name).map_or("0", |r| r[2].as_str()).to_owned();
    say!(
        "{:<34} {:>9} {:>9} {:>9} {:>10} {:>10} {:>10} {:>13}",
        "persons",
        "floor",
        "ceiling",
        "gap",
        "confirmed",
        "ambiguous",
        "possible",
        "not affected"
    );
    let scopes = case.controllers.iter().map(|c| c.name.as_str()).chain(["case"]);
    for s in scopes {
        let title = if s == "case" { "the case, each human once" } else { s };
        say!(
            "{:<34} {:>9} {:>9} {:>9} {:>10} {:>10} {:>10} {:>13}",
            terminal::safe(title).chars().take(34).collect::<String>(),
            value(s, "floor"),
            value(s, "ceiling"),
            value(s, "gap"),
            value(s, "confirmed"),
            value(s, "ambiguous"),
            value(s, "possible"),
            value(s, "not_affected")
        );
    }
    if let Some(e) = get("case", "expected wrongly confirmed") {
        say!("\nExpected among the confirmed: {} wrong (95 % interval {} to {}).", e[2], e[3], e[4]);
    }
    if let Some(e) = get("case", "expected affected among the ambiguous") {
        say!("Expected among the ambiguous: {} really affected (95 % interval {} to {}).", e[2], e[3], e[4]);
    }
    say!("Persons in no register: {}.", value("case", "persons in no register"));
    say!(
        "Records: {} ({} linked, {} ambiguous, {} of persons in no register, {} unlinked).",
        value("case", "records"),
        value("case", "records linked"),
        value("case", "records ambiguous"),
        value("case", "records unregistered"),
        value("case", "records unlinked")
    );
    for kind in ["files", "members"] {
        let n = |o: &str| value("case", &format!("{kind} {o}"));
        say!(
            "{}: {} read, {} partial, {} unreadable, {} encrypted, {} empty, {} duplicate.",
            if kind == "files" { "Files" } else { "Members of containers" },
            n("read"),
            n("partial"),
            n("unreadable"),
            n("encrypted"),
            n("empty"),
            n("duplicate")
        );
    }
    for r in figures.rows.iter().filter(|r| r[1].starts_with("ledger gap")) {
        say!("Ledger of {}: {}; no \"not affected\" is sure for those months.", terminal::safe(&r[0]), r[2]);
    }
    for r in figures
        .rows
        .iter()
        .filter(|r| r[1].starts_with("shared with another") || r[1].starts_with("the processor states"))
    {
        say!("{}: {} ({}).", terminal::safe(&r[0]), terminal::safe(&r[1]), r[2]);
    }
    for p in &figures.problems {
        say!("Note: {}", terminal::safe(p));
    }
    if figures.gaps > 0 {
        say!(
            "\n{} files or members were not fully read: what is said of persons not found holds only for the rest.",
            figures.gaps
        );
        say!("Which and why: peil export coverage --format csv --out coverage.csv");
    }
}
