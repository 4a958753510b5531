//! Evidence that somebody writes to while it is read, and a machine that fails for a moment: what a run could not see it says,
//! and the next one sees it.

mod support;

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use support::alfa::{FORMATS, OUDKERK, REGISTER, Row, ZANDSTRA, case, outcomes, person, table};
use support::hostile::list;
use support::{Program, Said, first_difference, watch};

/// Rows of a file that takes a while to read.
const ROWS: u32 = 60_000;
/// Time for a run to come that far.
const PATIENCE: Duration = Duration::from_secs(60);

/// A case whose first files, one a thread, take a while.
fn slow_case(files: &[(&str, &[u8])]) -> Program {
    let program = case(files);
    for n in 0..threads() {
        let rows: String = (0..ROWS).map(|i| format!("{i};Regel{i};12-03-1965;Kerkstraat {i}\n")).collect();
        let head = format!("nummer;achternaam;geboortedatum;adres {n}\n");
        program.write(format!("evidence/{n:03}.csv"), (head + &rows).as_bytes());
    }
    program
}

fn threads() -> usize {
    std::thread::available_parallelism().expect("a number").get()
}

/// Beginning of the paths of the slow files.
const SLOW: &str = "evidence/0";

/// The workers that have a file of the case open whose path begins so: it was digested, and none behind it is read.
fn workers_at(program: &Program, id: u32, path: &str) -> Vec<u32> {
    let path = program.dir().canonicalize().expect("a folder").join(path).to_string_lossy().into_owned();
    let at_it = |id: &u32| {
        let open = std::fs::read_dir(format!("/proc/{id}/fd")).into_iter().flatten().flatten();
        open.filter_map(|fd| std::fs::read_link(fd.path()).ok())
            .any(|p| p.to_string_lossy().starts_with(&path))
    };
    watch::children(id).into_iter().filter(at_it).collect()
}

/// Scopes and does something as soon as so many workers are at such a file.
fn meanwhile(program: &Program, path: &str, many: usize, act: impl FnOnce(&Child, &[u32])) -> Said {
    let child = watch::start(&mut program.command(&["scope"]));
    let deadline = Instant::now() + PATIENCE;
    let mut workers = Vec::new();
    while workers.len() < many {
        assert!(Instant::now() < deadline, "too few workers were ever seen at {path}");
        std::thread::sleep(Duration::from_millis(2));
        workers = workers_at(program, child.id(), path);
    }
    act(&child, &workers);
    let output = child.wait_with_output().expect("waited");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Said { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn a_register_that_changes_while_it_is_read_ends_the_run() {
    let program = case(&[("evidence/x.csv", &list(OUDKERK, 1))]);
    let rows: String = (0..ROWS).map(|i| format!("X{i};;Regel{i};;12-03-1965;\n")).collect();
    let register = |last: &str| format!("{REGISTER}{rows}{last}");
    program.write("registers/alfa.csv", register("").as_bytes());
    let said = meanwhile(&program, "registers/alfa.csv", 1, |_, _| {
        let last = "K3;111222333;Kruidhof;Jan;17-05-1958;\n";
        program.write("registers/alfa.csv", register(last).as_bytes());
    });
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{}", said.err);
    let due = "alfa.csv: changed while it was read; run again when nobody writes to it\n";
    assert!(said.err.ends_with(due), "{}", said.err);
    as_if_new(&program, "a register");
}

fn covered(program: &Program, path: &str) -> Row {
    let found = table(program, "coverage").into_iter().find(|r| r["path"] == path);
    found.unwrap_or_else(|| panic!("{path} has vanished"))
}

/// After one more run the case is as if it had never seen anything but what its files hold now.
fn as_if_new(program: &Program, title: &str) {
    assert_eq!(program.scope().code, 0, "{title}");
    let new = Program::on_nothing();
    for part in ["evidence", "registers"] {
        support::copy(&program.dir().join(part), &new.dir().join(part));
    }
    std::fs::copy(program.dir().join("peil.toml"), new.dir().join("peil.toml")).expect("a file");
    new.scope();
    assert_eq!(first_difference(&new.exports(&FORMATS), &program.exports(&FORMATS)), "", "{title}");
}

#[test]
fn a_file_that_changes_while_a_run_is_on_is_not_kept_under_its_old_digest() {
    let (before, after) = (list(OUDKERK, 1), list(ZANDSTRA, 1));
    let same_length: Vec<u8> = [&before[..before.len() - 2], b"\n\n"].concat();
    let program = slow_case(&[
        ("evidence/x.csv", &before),
        ("evidence/y.csv", &before),
        ("evidence/z.csv", &list(ZANDSTRA, 9)),
    ]);
    let write = |path: &str, content: &[u8]| program.write(format!("evidence/{path}"), content);
    let said = meanwhile(&program, SLOW, threads(), |_, _| {
        write("x.csv", &after);
        write("z.csv", &same_length);
    });
    assert_eq!((said.code, said.err.as_str()), (3, ""), "{}", said.out);
    for path in ["x.csv", "z.csv"] {
        let row = covered(&program, path);
        assert_eq!((row["outcome"].as_str(), row["records"].as_str()), ("unreadable", "0"), "{row:?}");
        assert_eq!(row["reason"], "changed while it was read; run scope again when nobody writes to it");
    }
    // Its copy was not touched, and nothing of what came in its place counts yet.
    assert_eq!(covered(&program, "y.csv")["outcome"], "read");
    assert_eq!([person(&program, "K1").0, person(&program, "K2").0], ["possible", "confirmed"]);
    as_if_new(&program, "changed");

    write("x.csv", &before);
    write("z.csv", &list(ZANDSTRA, 9));
    as_if_new(&program, "changed back");
}

#[test]
fn what_cannot_be_opened_now_is_tried_again() {
    let program = slow_case(&[("evidence/x.csv", &list(OUDKERK, 1)), ("evidence/y.csv", &list(ZANDSTRA, 2))]);
    let (x, y, aside) = ("evidence/x.csv", "evidence/y.csv", "aside");
    let at = |path: &str| program.dir().join(path);
    let said = meanwhile(&program, SLOW, threads(), |_, _| {
        std::fs::rename(at(x), at(aside)).expect("moved");
        std::fs::remove_file(at(y)).expect("removed");
        let made = Command::new("mkfifo").arg(at(y)).status().expect("mkfifo runs");
        assert!(made.success());
    });
    assert_eq!((said.code, said.err.as_str()), (3, ""), "{}", said.out);
    let row = covered(&program, "x.csv");
    assert!(
        row["outcome"] == "unreadable" && row["reason"].starts_with("cannot be opened: No such file"),
        "{row:?}"
    );
    assert_eq!(covered(&program, "y.csv")["reason"], "cannot be opened: no longer a file");
    std::fs::rename(at(aside), at(x)).expect("moved");
    std::fs::remove_file(at(y)).expect("removed");
    program.write(y, &list(ZANDSTRA, 2));
    as_if_new(&program, "there again");
}

/// No descriptors are left for a while, so that neither a file can be opened nor a worker be started.
#[test]
fn what_the_machine_failed_at_is_tried_again() {
    let program = slow_case(&[("evidence/x.csv", &list(OUDKERK, 1))]);
    let sh =
        |script: String| assert!(Command::new("sh").args(["-c", &script]).status().expect("sh").success());
    let said = meanwhile(&program, SLOW, threads(), |child, workers| {
        sh(format!("prlimit --pid {} --nofile=3:", child.id()));
        workers.iter().for_each(|id| sh(format!("kill -s KILL {id}")));
    });
    assert_eq!((said.code, said.err.as_str()), (3, ""), "{}", said.out);
    let rows = outcomes(&program);
    assert_eq!(rows.len(), threads() + 1);
    assert!(rows.iter().all(|r| r.ends_with(" unreadable 0")), "{rows:?}");
    let reason = |path: &str| covered(&program, path)["reason"].clone();
    assert!(reason("000.csv").contains("could not be started"), "{}", reason("000.csv"));
    assert!(reason("x.csv").contains("cannot be opened"), "{}", reason("x.csv"));
    as_if_new(&program, "descriptors again");
}
