//! The `peil` program: gauges a data breach.

mod commands;
mod exit;
mod terminal;

use std::process::ExitCode;

use clap::Parser;
use commands::{Cli, Command};

/// Records are many small strings, made and dropped in several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Workers are this same program; they must reach nothing of the command line's machinery.
    if std::env::args_os().nth(1).is_some_and(|a| a == "worker") {
        return peil_evidence::worker_main();
    }
    peil_evidence::no_core_dumps();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            let _ = e.print();
            return if e.use_stderr() { exit::Exit::Usage.into() } else { ExitCode::SUCCESS };
        }
    };
    let key_file = cli.key_file.as_deref();
    let result = match cli.command {
        Command::Demo(args) => commands::demo::run(&args),
        Command::Init(args) => commands::init::run(&args),
        Command::Scope(args) => commands::scope::run(&args, key_file),
        Command::Read(args) => commands::read::run(&args),
        Command::Explain(args) => commands::explain::run(&args, key_file),
        Command::Export(args) => commands::export::run(&args, key_file),
    };
    match result {
        Ok(code) => code.into(),
        Err(e) => {
            eprintln!("peil: {e:#}");
            exit::of(&e).into()
        }
    }
}
