//! Workers that die: each costs one file at most, which says why, and the next file is read.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use peil_evidence::{Event, Limits, Worker, digest, read_here};
use peil_model::Outcome;
use tempfile::TempDir;

const WORKER: &str = env!("CARGO_BIN_EXE_peil-evidence-worker");
/// A small table.
const TABLE: &str = "naam;bsn\nJansen;123456782\nBos;123456790\n";

/// A folder with a worker program that may first do something else. One at a time: a script cannot be started while
/// another thread's new child still holds it open for writing.
struct Bench {
    dir: TempDir,
    _alone: MutexGuard<'static, ()>,
}

impl Bench {
    fn new() -> Bench {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        Bench { dir: tempfile::tempdir().expect("a folder"), _alone: alone }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A program that notes its process id, runs `first` where it is started for the n-th time and n <= `times`, and is a
    /// worker otherwise.
    fn program(&self, first: &str, times: u32) -> PathBuf {
        let (path, dir) = (self.at("program"), self.dir.path().display());
        let script = format!(
            "#!/bin/sh\necho $$ >> {dir}/pids\nn=0\nwhile read -r _; do n=$((n+1)); done < {dir}/pids\n\
             if [ $n -le {times} ]; then\n:\n{first}\nfi\nexec {WORKER} \"$@\"\n"
        );
        fs::write(&path, script).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("allowed");
        path
    }

    /// Process ids of the children so far.
    fn pids(&self) -> Vec<i32> {
        let text = fs::read_to_string(self.at("pids")).expect("noted");
        text.lines().map(|l| l.parse().expect("a number")).collect()
    }

    fn kill_last(&self) {
        let pid = self.pids().last().copied().and_then(rustix::process::Pid::from_raw).expect("a child");
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).expect("killed");
    }

    fn file(&self, content: &[u8]) -> File {
        let path = self.at("evidence");
        fs::write(&path, content).expect("written");
        File::open(path).expect("opened")
    }
}

fn worker(program: &Path, limits: &Limits) -> Worker {
    Worker::spawn(program, limits).expect("started")
}

/// What a worker said since the last restart: segments, and how each member ended.
#[derive(Default)]
struct Said {
    restarts: u32,
    segments: u64,
    ends: String,
    sha256: [u8; 32],
}

fn read(worker: &mut Worker, file: File, mut on_segment: impl FnMut()) -> Said {
    let mut said = Said::default();
    let mut sink = |event: Event| -> io::Result<()> {
        match event {
            Event::Restart => said = Said { restarts: said.restarts + 1, ..Said::default() },
            Event::Segment(_) => {
                said.segments += 1;
                on_segment();
            }
            Event::Close { path, outcome, reason, sha256, .. } => {
                said.ends += &format!("<{path}> {}: {reason}\n", outcome.id());
                said.sha256 = sha256;
            }
            Event::Open { .. } | Event::Table { .. } => {}
        }
        Ok(())
    };
    worker.read(file, "evidence", &mut sink).expect("the sink never fails");
    said
}

/// The worker reads a file as if nothing had been.
fn check_next(bench: &Bench, worker: &mut Worker, content: &str) {
    let said = read(worker, bench.file(content.as_bytes()), || ());
    assert_eq!((said.restarts, said.ends.as_str()), (0, "<> read: \n"));
    assert_eq!(said.segments, content.lines().count() as u64);
}

/// More than what fits into a socket, so that a worker that sends it is still there.
fn long_table() -> String {
    let mut table = "naam;bsn\n".to_owned();
    (0..200_000).for_each(|i| table += &format!("Jansen;{i:09}\n"));
    table
}

#[test]
fn a_worker_says_what_a_direct_reading_says() {
    let bench = Bench::new();
    let limits = Limits::default();
    let mut worker = worker(Path::new(WORKER), &limits);
    for content in
        [TABLE.to_owned(), "MSH|^~\\&|A\rPID|1||9\r".to_owned(), "Een brief.\n".to_owned(), String::new()]
    {
        let mut direct = Vec::new();
        read_here(content.as_bytes(), "evidence", &limits, |e| {
            direct.push(e);
            Ok(())
        })
        .expect("the sink never fails");
        let mut told = Vec::new();
        let mut sink = |e: Event| -> io::Result<()> {
            told.push(e);
            Ok(())
        };
        worker.read(bench.file(content.as_bytes()), "evidence", &mut sink).expect("read");
        assert!(direct == told, "{content}");
    }
}

#[test]
fn a_worker_killed_once_costs_nothing() {
    let bench = Bench::new();
    let mut worker = worker(&bench.program("", 0), &Limits::default());
    let table = long_table();
    let mut killed = false;
    let said = read(&mut worker, bench.file(table.as_bytes()), || {
        if !std::mem::replace(&mut killed, true) {
            bench.kill_last();
        }
    });
    assert_eq!((said.restarts, said.segments, said.ends.as_str()), (1, 200_001, "<> read: \n"));
    assert_eq!(bench.pids().len(), 2);
}

#[test]
fn a_file_that_kills_twice_is_unreadable() {
    let bench = Bench::new();
    let mut worker = worker(&bench.program("", 0), &Limits::default());
    let file = bench.file(long_table().as_bytes());
    let sum = digest(&file).expect("read");
    let mut children = Vec::new();
    let said = read(&mut worker, file, || {
        if children.last() != bench.pids().last() {
            children = bench.pids();
            bench.kill_last();
        }
    });
    assert_eq!(said.ends, "<> unreadable: the parser ended: killed (signal 9)\n");
    assert_eq!((said.restarts, said.segments, said.sha256), (2, 0, sum.0));
    check_next(&bench, &mut worker, TABLE);
}

#[test]
fn a_child_that_cannot_start_its_work_is_replaced() {
    let bench = Bench::new();
    let mut worker = worker(&bench.program("kill -9 $$", 1), &Limits::default());
    let said = read(&mut worker, bench.file(TABLE.as_bytes()), || ());
    assert_eq!((said.restarts, said.ends.as_str()), (1, "<> read: \n"));
}

#[test]
fn memory_is_bounded() {
    let bench = Bench::new();
    let limits = Limits { memory: 256 << 20, message: 512 << 20, ..Limits::default() };
    let mut worker = worker(Path::new(WORKER), &limits);
    let mut big = b"MSH|^~\\&|A\rNTE|1||".to_vec();
    big.resize(100 << 20, b'x');
    let said = read(&mut worker, bench.file(&big), || ());
    assert_eq!(said.ends, "<> unreadable: the parser ended: out of memory or stack (signal 6)\n");
    assert_eq!(said.restarts, 2);
    check_next(&bench, &mut worker, TABLE);
}

#[test]
fn a_member_that_needs_too_much_costs_itself_only() {
    let bench = Bench::new();
    let limits = Limits { memory: 256 << 20, message: 512 << 20, ..Limits::default() };
    let mut worker = worker(Path::new(WORKER), &limits);
    let mut big = b"MSH|^~\\&|A\rNTE|1||".to_vec();
    big.resize(100 << 20, b'x');
    let mut archive = tar::Builder::new(Vec::new());
    for (name, content) in [("a.csv", TABLE.as_bytes()), ("b.hl7", &big), ("c.csv", TABLE.as_bytes())] {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        archive.append_data(&mut header, name, content).expect("appended");
    }
    let said = read(&mut worker, bench.file(&archive.into_inner().expect("finished")), || ());
    let expected = "<a.csv> read: \n\
                    <b.hl7> unreadable: the parser ended: out of memory or stack (signal 6)\n\
                    <c.csv> read: \n<> read: \n";
    assert_eq!((said.ends.as_str(), said.restarts, said.segments), (expected, 2, 6));
}

#[test]
fn time_is_bounded() {
    let bench = Bench::new();
    let limits = Limits { time: Duration::from_secs(1), ..Limits::default() };
    let mut worker = worker(&bench.program("exec sleep 600", 2), &limits);
    let said = read(&mut worker, bench.file(TABLE.as_bytes()), || ());
    let reason = "<> unreadable: the parser ended: it took longer than a file of this size may take\n";
    assert_eq!((said.ends.as_str(), said.restarts), (reason, 2));
    // A longer file may take longer.
    check_next(&bench, &mut worker, &long_table());
}

#[test]
fn signs_of_life_do_not_prolong_the_time() {
    let bench = Bench::new();
    let limits = Limits { time: Duration::from_millis(300), ..Limits::default() };
    let beats = "while :; do printf '\\001\\000\\000\\000\\000' >&0 || exit; sleep 0.05; done";
    let mut worker = worker(&bench.program(beats, 2), &limits);
    let said = read(&mut worker, bench.file(TABLE.as_bytes()), || ());
    assert!(said.ends.contains("took longer"), "{}", said.ends);
}

#[test]
fn silence_is_bounded() {
    let bench = Bench::new();
    let limits = Limits { silence: Duration::from_millis(300), ..Limits::default() };
    let mut worker = worker(&bench.program("exec sleep 600", 2), &limits);
    let said = read(&mut worker, bench.file(TABLE.as_bytes()), || ());
    assert_eq!(said.ends, "<> unreadable: the parser ended: it stopped answering\n");
}

#[test]
fn a_child_that_talks_nonsense_is_not_believed() {
    for nonsense in [
        // A segment before anything is open; a frame without end; a second file; bytes that are no event.
        "printf '\\002\\000\\000\\000\\000\\001' >&0",
        "printf '\\377\\377\\377\\377\\000' >&0",
        "printf '\\002\\000\\000\\000\\001\\004' >&0",
        "printf '\\003\\000\\000\\000\\000\\177\\177' >&0",
    ] {
        let bench = Bench::new();
        let mut worker =
            worker(&bench.program(&format!("{nonsense}\nexec sleep 600"), 2), &Limits::default());
        let said = read(&mut worker, bench.file(TABLE.as_bytes()), || ());
        assert_eq!(said.ends, "<> unreadable: the parser ended: it answered out of order\n", "{nonsense}");
        check_next(&bench, &mut worker, TABLE);
    }
}

#[test]
fn a_child_is_confined_before_it_reads() {
    let bench = Bench::new();
    let mut worker = worker(&bench.program("", 0), &Limits::default());
    let mut seen = String::new();
    read(&mut worker, bench.file(long_table().as_bytes()), || {
        if seen.is_empty() {
            let pid = bench.pids().last().copied().unwrap_or(0);
            seen = fs::read_to_string(format!("/proc/{pid}/limits")).expect("there");
        }
    });
    let bound = |name: &str| {
        let line = seen.lines().find(|l| l.starts_with(name)).expect("a limit");
        line[name.len()..].split_whitespace().next().unwrap_or_default().to_owned()
    };
    assert_eq!(bound("Max address space"), (1_u64 << 30).to_string());
    assert_eq!(
        (bound("Max file size"), bound("Max core file size"), bound("Max processes")),
        ("0".into(), "0".into(), "0".into())
    );
    assert_eq!(bound("Max open files"), "16");
}

#[test]
fn processes_are_replaced_after_their_share() {
    let bench = Bench::new();
    let mut worker = worker(&bench.program("", 0), &Limits { files: 2, ..Limits::default() });
    for _ in 0..5 {
        check_next(&bench, &mut worker, TABLE);
    }
    assert_eq!(bench.pids().len(), 3);
}

#[test]
fn the_sink_may_stop_a_reading_and_the_next_file_is_read() {
    let bench = Bench::new();
    let mut worker = worker(Path::new(WORKER), &Limits::default());
    let mut sink = |e: Event| match e {
        Event::Segment(_) => Err(io::Error::other("enough")),
        _ => Ok(()),
    };
    assert!(worker.read(bench.file(long_table().as_bytes()), "evidence", &mut sink).is_err());
    check_next(&bench, &mut worker, TABLE);
}

#[test]
fn a_file_that_is_encrypted_or_empty_is_no_death() {
    let bench = Bench::new();
    let mut worker = worker(Path::new(WORKER), &Limits::default());
    let said = read(&mut worker, bench.file(b"age-encryption.org/v1\n-> X"), || ());
    assert!(said.ends.starts_with(&format!("<> {}", Outcome::Encrypted.id())), "{}", said.ends);
    assert_eq!(read(&mut worker, bench.file(b""), || ()).ends, "<> empty: \n");
}
