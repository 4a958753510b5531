//! A run that is killed at any moment and started again gives what an undisturbed one gives, and leaves nothing running.

mod support;

use std::collections::BTreeMap;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use peil_case::store::Lock;
use support::{Program, first_difference};

/// Moments at which a run is killed, in per cent of the time that an undisturbed one takes.
const MOMENTS: [u32; 9] = [2, 8, 20, 35, 50, 65, 80, 92, 98];
/// How long an orphan may take to notice that its parent is gone.
const PATIENCE: Duration = Duration::from_secs(10);
const FORMATS: [&str; 1] = ["csv"];

type Exports = BTreeMap<String, Vec<u8>>;

/// Starts `peil scope` in a process group of its own, which has the child's id.
fn start(program: &Program) -> Child {
    let mut command = program.command(&["scope"]);
    command.process_group(0).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

/// Processes of a group that still run; the dead that nobody has collected do not count.
fn running(group: u32) -> usize {
    let alive = |stat: &str| {
        // "pid (name) state parent group ...": the name may hold anything.
        let mut fields = stat.rsplit(')').next().unwrap_or("").split_whitespace();
        let state = fields.next().unwrap_or("Z");
        !matches!(state, "Z" | "X") && fields.nth(1) == Some(&group.to_string())
    };
    let processes = std::fs::read_dir("/proc").expect("/proc").flatten();
    processes.filter_map(|p| std::fs::read_to_string(p.path().join("stat")).ok()).filter(|s| alive(s)).count()
}

/// Ends a run with SIGKILL, alone or with its workers, and waits until nothing of it is left. Whether it hit a running one.
fn kill(mut child: Child, workers_too: bool) -> bool {
    let group = child.id();
    let ended = child.try_wait().expect("waited").is_some();
    if !ended && workers_too {
        let target = format!("kill -s KILL -- -{group}");
        assert!(Command::new("sh").args(["-c", &target]).status().expect("sh").success());
    } else if !ended {
        child.kill().expect("killed");
    }
    child.wait().expect("waited");
    let deadline = Instant::now() + PATIENCE;
    while running(group) > 0 {
        assert!(Instant::now() < deadline, "{} workers outlive their parent", running(group));
        std::thread::sleep(Duration::from_millis(10));
    }
    !ended
}

/// Kills runs at all moments, one after the other on the same store; `look` sees what each leaves. How many were hit.
fn disturb(program: &Program, time: Duration, look: &mut dyn FnMut(u32)) -> usize {
    let mut hit = 0;
    for (n, moment) in MOMENTS.into_iter().enumerate() {
        let child = start(program);
        std::thread::sleep(time * moment / 100);
        hit += usize::from(kill(child, n % 2 == 0));
        look(moment);
    }
    hit
}

fn undisturbed(program: &Program) -> (Exports, Duration) {
    let start = Instant::now();
    program.scope();
    let time = start.elapsed();
    (program.exports(&FORMATS), time)
}

#[test]
fn a_first_run_killed_at_any_moment_goes_on_where_it_was() {
    let calm = Program::on_demo(2000);
    let killed = Program::on_copy_of(calm.dir());
    let (expected, time) = undisturbed(&calm);
    let hit = disturb(&killed, time, &mut |_| {});
    assert!(hit >= 4, "{hit} runs were killed while they ran: too few to say anything");
    killed.scope();
    assert_eq!(first_difference(&expected, &killed.exports(&FORMATS)), "");
}

#[test]
fn a_later_run_killed_at_any_moment_leaves_old_or_new() {
    let calm = Program::on_demo(2000);
    let killed = Program::on_copy_of(calm.dir());
    let toml = std::fs::read_to_string(killed.dir().join("peil.toml")).expect("peil.toml");
    let second = toml.rmatch_indices("[[evidence]]").next().expect("two deliveries").0;
    killed.write("peil.toml", &toml.as_bytes()[..second]);
    let (old, _) = undisturbed(&killed);
    let (new, time) = undisturbed(&calm);
    assert_ne!(first_difference(&old, &new), "");

    killed.write("peil.toml", toml.as_bytes());
    let (mut was_old, mut was_new) = (0, 0);
    let hit = disturb(&killed, time, &mut |moment| {
        let found = killed.exports(&FORMATS);
        let (to_old, to_new) = (first_difference(&found, &old), first_difference(&found, &new));
        assert!(to_old.is_empty() || to_new.is_empty(), "at {moment} %, between:\n{to_old}\n{to_new}");
        was_old += usize::from(to_old.is_empty());
        was_new += usize::from(to_new.is_empty());
        assert!(was_new == 0 || to_new.is_empty(), "at {moment} %, new and then old again");
    });
    assert!(hit >= 3 && was_old >= 1, "{hit} runs were killed while they ran: too few to say anything");
    killed.scope();
    assert_eq!(first_difference(&new, &killed.exports(&FORMATS)), "");
}

fn files(dir: &Path) -> usize {
    std::fs::read_dir(dir.join(".peil")).map_or(0, Iterator::count)
}

#[test]
fn a_case_that_is_being_scoped_is_left_alone() {
    let program = Program::on_demo(50);
    program.scope();
    let (before, count) = (program.exports(&FORMATS), files(program.dir()));
    let lock = Lock::take(program.dir()).expect("the lock");
    let said = program.run(&["scope"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.err.contains("another peil is at work on this case; wait for it"), "{}", said.err);
    assert_eq!(said.out, "");
    assert_eq!(first_difference(&before, &program.exports(&FORMATS)), "");
    assert_eq!(files(program.dir()), count);
    drop(lock);
    program.scope();
}

/// Four at once on a case that has no store yet: whoever is first does the job, the others say why they do not.
#[test]
fn runs_at_once_do_no_harm() {
    let calm = Program::on_demo(300);
    let program = Program::on_copy_of(calm.dir());
    let (expected, _) = undisturbed(&calm);
    let start = |_| {
        let mut command = program.command(&["scope"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
    };
    let all: Vec<Child> = (0..4).map(start).collect();
    let mut done = 0;
    for child in all {
        let output = child.wait_with_output().expect("waited");
        let err = String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            Some(0 | 3) => done += 1,
            Some(1) => assert!(err.contains("another peil is at work"), "{err}"),
            other => panic!("{other:?}: {err}"),
        }
    }
    assert!(done >= 1);
    assert_eq!(first_difference(&expected, &program.exports(&FORMATS)), "");
}
