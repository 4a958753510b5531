//! A worker process and nothing else: what `peil worker` runs, for the tests and benchmarks of this crate.

fn main() -> std::process::ExitCode {
    peil_evidence::worker_main()
}
