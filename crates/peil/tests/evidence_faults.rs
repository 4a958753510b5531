//! Evidence at its worst: it stops no run, nothing of it vanishes or is written elsewhere, and nothing personal lies about.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use memchr::memmem;
use support::alfa::{FORMATS, REGISTER, Row, TOML, ZANDSTRA, case, table};
use support::hostile::{self, Due};
use support::watch::{self, Workers};
use support::{Program, files_below, rows, said};

/// Outcomes that need no reason.
const CLEAR: [&str; 2] = ["read", "empty"];
/// Memory and address space that a worker may hold, KiB.
const WORKER_KIB: u64 = 1024 * 1024;
/// Address space that a worker may take for itself: stack, allocator, the program. The rest is for what it reads.
const START_KIB: u64 = WORKER_KIB / 2;

/// All there is below a folder but the store, with size and time of change. What cannot be reached cannot be written to either.
fn state(dir: &Path) -> BTreeMap<PathBuf, (u64, SystemTime)> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            match path.symlink_metadata() {
                Ok(meta) if meta.is_dir() && path.ends_with(".peil") => {}
                Ok(meta) if meta.is_dir() => open.push(path),
                Ok(meta) => drop(found.insert(path, (meta.len(), meta.modified().expect("a time")))),
                Err(_) => {}
            }
        }
    }
    found
}

/// Every due row once and no other; each with a right outcome, and with a reason where it was not read.
fn check_coverage(found: &[Row], due: &[Due]) {
    let mut left: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in found {
        assert!(left.insert(&row["path"], row).is_none(), "{} comes twice", row["path"]);
        assert!(CLEAR.contains(&row["outcome"].as_str()) || !row["reason"].is_empty(), "no reason: {row:?}");
        assert!(row["outcome"] != "read" || row["reason"].is_empty(), "read, and a reason: {row:?}");
    }
    for Due { path, outcomes, word } in due {
        let row = left.remove(path.as_str()).unwrap_or_else(|| panic!("{path} has vanished"));
        assert!(outcomes.contains(&row["outcome"].as_str()), "{outcomes:?} was due: {row:?}");
        assert!(row["reason"].contains(word), "\"{word}\" was due: {row:?}");
    }
    assert!(left.is_empty(), "nobody knows of {:?}", left.keys());
}

/// The hostile case stands two folders deep in the program's own, so that what climbs out of it is seen.
const INSIDE: &str = "around/case";

fn hostile_case() -> (Program, Vec<Due>) {
    let program = Program::on_nothing();
    let inside = |path: &str| format!("{INSIDE}/{path}");
    program.write(inside("peil.toml"), TOML.as_bytes());
    program.write(inside("registers/alfa.csv"), REGISTER.as_bytes());
    let due = hostile::make(&program.dir().join(inside("evidence")), ZANDSTRA);
    (program, due)
}

fn export_inside(program: &Program, table: &str) -> Vec<Row> {
    let out = tempfile::tempdir().expect("a folder");
    let file = out.path().join("table.csv");
    let name = file.to_str().expect("a plain path");
    let said = program.run(&["export", table, "--case", INSIDE, "--format", "csv", "--out", name]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    rows(&std::fs::read(file).expect("an export"))
}

#[test]
fn hostile_evidence_neither_stops_a_run_nor_vanishes() {
    let (program, due) = hostile_case();
    let temporary = tempfile::tempdir().expect("a folder");
    let before = state(program.dir());
    let mut command = program.command(&["scope", "--case", INSIDE]);
    let said = said(command.env("TMPDIR", temporary.path()).env("HOME", temporary.path()));
    assert_eq!((said.code, said.err.as_str()), (3, ""), "{}", said.out);
    assert_eq!(state(program.dir()), before, "something was written outside of the store");
    assert_eq!(files_below(temporary.path()), Vec::<PathBuf>::new());
    assert!(!Path::new("/peil-absolute.csv").exists());

    check_coverage(&export_inside(&program, "coverage"), &due);
    let roster = export_inside(&program, "roster");
    let status = |key| roster.iter().find(|r| r["person"] == key).map(|r| r["status"].as_str());
    // The second stands only in a file outside of the case, to which a link leads.
    assert_eq!((status("K1"), status("K2")), (Some("confirmed"), Some("possible")));
    let lists = due.iter().filter(|d| d.outcomes == ["read"]).count();
    let of_one = roster.iter().find(|r| r["person"] == "K1").expect("a row")["records"].split('|').count();
    assert!(of_one > lists / 2, "{of_one} records of {lists} files and members that must be read");
}

#[test]
fn workers_stay_within_their_bounds() {
    let (program, _) = hostile_case();
    let mut workers = Workers::default();
    let said = watch::watch(&mut program.command(&["scope", "--case", INSIDE]), &mut |id| workers.look(id));
    assert_eq!(said.code, 3, "{}{}", said.out, said.err);
    let most = workers.memory.values().max().expect("a worker was seen");
    assert!(*most < WORKER_KIB, "{most} KiB");
    let most = workers.space.values().map(|[_, most]| *most).max().expect("a worker was seen");
    assert!(most <= WORKER_KIB, "{most} KiB of address space");
    let start = workers.space.values().map(|[start, _]| *start).min().expect("a worker was seen");
    assert!(start <= START_KIB, "{start} KiB of address space before anything is read");
    // The bound is the system's, not only what these files happen to need.
    let bounds = ["1073741824", "0", "0"].map(str::to_owned);
    assert!(workers.limits.values().any(|l| *l == bounds), "{:?}", workers.limits);
}

/// Root may read anything, so there is nothing to see then.
#[test]
fn what_may_not_be_read_is_said_to_be_so() {
    let program = case(&[
        ("evidence/open.csv", &hostile::list(ZANDSTRA, 1)),
        ("evidence/shut.csv", &hostile::list(ZANDSTRA, 2)),
        ("evidence/folder/in.csv", &hostile::list(ZANDSTRA, 3)),
        ("evidence/listed/in.csv", &hostile::list(ZANDSTRA, 4)),
    ]);
    let set = |path: &str, mode| {
        let path = program.dir().join("evidence").join(path);
        std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).expect("a mode");
    };
    [("shut.csv", 0), ("folder", 0), ("listed", 0o400)].into_iter().for_each(|(p, mode)| set(p, mode));
    if std::fs::read(program.dir().join("evidence/shut.csv")).is_ok() {
        return;
    }
    let said = program.run(&["scope"]);
    let coverage = table(&program, "coverage");
    ["folder", "listed"].into_iter().for_each(|p| set(p, 0o700));
    assert_eq!(said.code, 3, "{}{}", said.out, said.err);
    let due = |path: &str, outcomes, word| Due { path: path.to_owned(), outcomes, word };
    check_coverage(
        &coverage,
        &[
            due("open.csv", &["read"], ""),
            due("shut.csv", &["unreadable"], "ermission"),
            due("folder", &["unreadable"], "may not be read"),
            due("listed/in.csv", &["unreadable"], "ermission"),
        ],
    );
}

/// Two persons of whom one is in the register; what identifies them is what must not be found.
const FOUND: [[&str; 3]; 2] = [
    ["135724685", "Zandstra", "m.zandstra@voorbeeld.example"],
    ["111222333", "Kruidhof", "j.kruidhof@voorbeeld.example"],
];

/// The words that identify, as they could stand in a file: as they are, in other cases, in UTF-16.
fn traces() -> Vec<Vec<u8>> {
    let forms = |word: &str| {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let texts = [word.to_owned(), word.to_lowercase(), word.to_uppercase()];
        texts.iter().flat_map(|t| [t.clone().into_bytes(), utf16(t)]).collect::<Vec<_>>()
    };
    FOUND.iter().flatten().flat_map(|word| forms(word)).collect()
}

/// Whether bytes hold one of the traces.
fn betrays(bytes: &[u8], traces: &[Vec<u8>]) -> bool {
    traces.iter().any(|trace| memmem::find(bytes, trace).is_some())
}

/// Some hundred files of many formats, all of these persons; their names say so too.
fn telling() -> Program {
    let program = case(&[]);
    for n in 0..400 {
        let [bsn, surname, email] = FOUND[n % 2];
        let born = ["12-03-1965", "17-05-1958"][n % 2];
        let csv = format!("bsn;achternaam;geboortedatum;email\n{bsn};{surname};{born};{email}\n;;;{n}\n");
        let (ending, content) = match n % 5 {
            0 => ("csv", csv.into_bytes()),
            1 => ("csv.gz", support::packing::gzip(csv.as_bytes())),
            2 => ("zip", support::packing::zip(&[(surname.as_bytes(), csv.as_bytes())])),
            3 => {
                let json = format!(
                    "{{\"bsn\":\"{bsn}\",\"achternaam\":\"{surname}\",\"email\":\"{email}\",\"n\":{n}}}"
                );
                ("json", json.into_bytes())
            }
            _ => (
                "txt",
                format!("Geachte {surname},\n\nUw BSN is {bsn}, uw adres {email}. ({n})\n").into_bytes(),
            ),
        };
        program.write(format!("evidence/{n}-{surname}.{ending}"), &content);
    }
    // And some that end in an error, which has words of its own.
    let packed = support::packing::zip(&[(b"Zandstra", ZANDSTRA.repeat(100).as_bytes())]);
    program.write("evidence/Zandstra-half.zip", &packed[..packed.len() / 2]);
    program
}

/// What a look found: files and bytes that were looked at, and places that hold a trace.
#[derive(Default)]
struct Search {
    looks: usize,
    bytes: usize,
    log: bool,
    betrayed: BTreeSet<PathBuf>,
    elsewhere: BTreeSet<PathBuf>,
}

impl Search {
    fn bytes(&mut self, path: &Path, bytes: &[u8], traces: &[Vec<u8>]) {
        self.bytes += bytes.len();
        self.log |= !bytes.is_empty() && path.to_string_lossy().ends_with("-wal");
        if betrays(bytes, traces) {
            self.betrayed.insert(path.to_owned());
        }
    }

    fn below(&mut self, dir: &Path, traces: &[Vec<u8>]) {
        if !dir.is_dir() {
            return;
        }
        for file in files_below(dir) {
            // It may be gone already.
            if let Ok(bytes) = std::fs::read(dir.join(&file)) {
                self.bytes(&dir.join(file), &bytes, traces);
            }
        }
    }

    /// All that a process writes to, and its store and temporary folder.
    fn all(&mut self, id: u32, store: &Path, temporary: &Path, traces: &[Vec<u8>]) {
        self.looks += 1;
        self.below(store, traces);
        self.below(temporary, traces);
        for (path, bytes) in watch::children(id).into_iter().chain([id]).flat_map(watch::written) {
            self.bytes(&path, &bytes, traces);
            if !path.starts_with(store) {
                self.elsewhere.insert(path);
            }
        }
    }

    fn check(&self) {
        assert!(
            self.looks >= 3 && self.bytes > 50_000,
            "{} looks at {} bytes say nothing",
            self.looks,
            self.bytes
        );
        assert_eq!(self.betrayed, BTreeSet::new());
        assert_eq!(self.elsewhere, BTreeSet::new());
    }
}

#[test]
fn nothing_personal_lies_in_the_clear() {
    let (program, traces) = (telling(), traces());
    let temporary = tempfile::tempdir().expect("a folder");
    let store = program.dir().canonicalize().expect("a folder").join(".peil");
    let mut search = Search::default();
    let mut command = program.command(&["scope"]);
    let command = command.env("TMPDIR", temporary.path()).env("HOME", temporary.path());
    let said = watch::watch(command, &mut |id| search.all(id, &store, temporary.path(), &traces));
    assert_eq!(said.code, 3, "{}{}", said.out, said.err);
    assert!(search.log, "no look fell between two commits");
    search.below(&store, &traces);
    search.check();
    assert_eq!(files_below(temporary.path()), Vec::<PathBuf>::new());
    assert!(!betrays(said.out.as_bytes(), &traces) && !betrays(said.err.as_bytes(), &traces), "{}", said.out);

    // The same search finds them where they may be: in the evidence and in exports, which all have them.
    let exports = program.exports(&FORMATS);
    assert!(betrays(&exports["unregistered.csv"], &traces));
    let mut control = Search::default();
    control.below(&program.dir().join("evidence"), &traces);
    assert!(control.betrayed.len() > 200);
    // Reading the store leaves nothing either.
    search.below(&store, &traces);
    search.check();
}

/// The dead clean nothing up.
#[test]
fn a_killed_run_leaves_nothing_personal_in_the_clear() {
    let (program, traces) = (telling(), traces());
    let temporary = tempfile::tempdir().expect("a folder");
    let store = program.dir().canonicalize().expect("a folder").join(".peil");
    let mut command = program.command(&["scope"]);
    let mut child = watch::start(command.env("TMPDIR", temporary.path()));
    let deadline = Instant::now() + Duration::from_secs(20);
    // As soon as the first parts are in the log.
    let log = store.join("store.db-wal");
    while log.metadata().map_or(0, |m| m.len()) < 50_000 && child.try_wait().expect("waited").is_none() {
        assert!(Instant::now() < deadline);
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("killed");
    let output = child.wait_with_output().expect("waited");
    assert!(!betrays(&output.stdout, &traces) && !betrays(&output.stderr, &traces));
    let mut search = Search { looks: 3, ..Search::default() };
    search.below(&store, &traces);
    search.check();
    assert_eq!(files_below(temporary.path()), Vec::<PathBuf>::new());
}
