//! The `peil` program: gauges a data breach.

#[macro_use]
mod terminal;
mod commands;
mod exit;

use std::io::Write;
use std::panic::{PanicHookInfo, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

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
    // Else a limit on the size of files would end this process before it could say so: with the signal caught, a write fails.
    let caught = Arc::new(AtomicBool::new(false));
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, caught);
    std::panic::set_hook(Box::new(broke_down));
    catch_unwind(command_line).unwrap_or_else(|_| exit::Exit::Failed.into())
}

/// Says where the program broke down. What a panic itself says may quote content, and so names persons.
fn broke_down(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map_or_else(String::new, |l| format!(" in {}, line {}", l.file(), l.line()));
    let version = env!("CARGO_PKG_VERSION");
    // Where nobody listens there is nobody to tell.
    let _ = writeln!(
        std::io::stderr(),
        "peil: a fault of the program{place} (version {version}): please report it"
    );
}

fn command_line() -> ExitCode {
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
        Ok(_) if terminal::unsaid().is_some() => {
            let why = terminal::unsaid().map_or_else(String::new, ToString::to_string);
            eprintln!("peil: standard output cannot be written: {why}; what was done is kept");
            exit::Exit::Failed.into()
        }
        Ok(code) => code.into(),
        Err(e) => {
            eprintln!("peil: {e:#}");
            exit::of(&e).into()
        }
    }
}
