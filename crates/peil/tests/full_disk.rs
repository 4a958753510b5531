//! A disk that is full while a case is scoped: the run fails in plain words, and one with room gives what an undisturbed one gives.

mod support;

use std::process::Command;

use support::alfa::FORMATS;
use support::{Program, Said, first_difference, said};

/// A run with the store's folder on a file system of so many KiB, and what it leaves there.
const FULL: &str = r#"
mkdir -m 700 .peil && mount -t tmpfs -o size="$1"k,mode=700 none .peil || exit 77
"$0" scope > out 2> err; echo $? > code
cp -a .peil left
"#;

/// What a run on a full disk says, in a mount namespace of its own; what it leaves is then where there is room. `None` where
/// nothing may be mounted.
fn on_full_disk(program: &Program, kib: u64) -> Option<Said> {
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", FULL, env!("CARGO_BIN_EXE_peil")]);
    command.arg(kib.to_string()).current_dir(program.dir()).env("PEIL_KEY_FILE", program.key_file());
    command.output().ok()?;
    let file = |name: &str| std::fs::read_to_string(program.dir().join(name)).ok();
    let code = file("code")?.trim().parse().ok()?;
    std::fs::remove_dir(program.dir().join(".peil")).expect("the empty place of the mount");
    std::fs::rename(program.dir().join("left"), program.dir().join(".peil")).expect("moved");
    Some(Said { code, out: file("out")?, err: file("err")? })
}

/// One line that names the file, what was wrong, what became of the work, and what to do.
fn check(said: &Said, title: &str) {
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{title}: {}", said.err);
    assert!(said.err.starts_with("peil: the case's store (.peil/store.db): "), "{title}: {}", said.err);
    for due in ["the disk is full", "nothing half-done was kept: make room", "and run again\n"] {
        assert!(said.err.contains(due) && said.err.lines().count() == 1, "{title}: {}", said.err);
    }
}

#[test]
fn a_full_disk_fails_in_words_and_loses_nothing() {
    let calm = Program::on_demo(600);
    calm.scope();
    let expected = calm.exports(&FORMATS);
    let size = calm.dir().join(".peil/store.db").metadata().expect("a store").len() / 1024;
    for kib in [4, 8, 12, 24, 32, 40, 100, size / 4, size / 2, size * 3 / 4] {
        let full = Program::on_demo(600);
        let Some(said) = on_full_disk(&full, kib) else {
            eprintln!("no file system may be mounted here: nothing was tried");
            return;
        };
        check(&said, &format!("{kib} KiB"));
        full.scope();
        assert_eq!(first_difference(&expected, &full.exports(&FORMATS)), "", "{kib} KiB");
    }
}

/// The unit of POSIX's `ulimit -f`, bytes.
const BLOCK: u64 = 512;

/// No file may grow beyond some blocks, as a quota would have it; here without a file system of our own.
#[test]
fn a_store_that_may_not_grow_fails_and_loses_nothing() {
    let calm = Program::on_demo(300);
    calm.scope();
    let expected = calm.exports(&FORMATS);
    let size = calm.dir().join(".peil/store.db").metadata().expect("a store").len();
    for blocks in [8, 200, size / 2 / BLOCK] {
        let small = Program::on_demo(300);
        let script = format!("ulimit -f {blocks}; exec \"$0\" scope");
        let mut command = Command::new("sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_peil")]).current_dir(small.dir());
        let said = said(command.env("PEIL_KEY_FILE", small.key_file()));
        check(&said, &format!("{blocks} blocks"));
        small.scope();
        assert_eq!(first_difference(&expected, &small.exports(&FORMATS)), "", "{blocks} blocks");
    }
}

/// What cannot be said is no fault of the program, and nothing to hide.
#[test]
fn an_output_that_cannot_be_written_is_told() {
    let program = Program::on_demo(50);
    for (to, code, err) in [
        (
            "/dev/full",
            1,
            "peil: standard output cannot be written: No space left on device (os error 28); what was done is kept\n",
        ),
        ("/dev/null", 3, ""),
    ] {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("exec \"$0\" scope > {to}"), env!("CARGO_BIN_EXE_peil")]);
        let said = said(command.current_dir(program.dir()).env("PEIL_KEY_FILE", program.key_file()));
        assert_eq!((said.code, said.err.as_str()), (code, err), "{to}");
    }
    // Whoever has heard enough.
    let mut command = Command::new("sh");
    command.args(["-c", "(\"$0\" scope; echo $? >&2) | true", env!("CARGO_BIN_EXE_peil")]);
    let said = said(command.current_dir(program.dir()).env("PEIL_KEY_FILE", program.key_file()));
    assert_eq!(said.err, "3\n");
}
