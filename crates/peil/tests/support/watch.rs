//! Looks at a program and its workers while they run, from outside (`/proc`).

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::Said;

/// Time between two looks.
const PAUSE: Duration = Duration::from_millis(2);

/// Processes whose parent this is, the dead not counted.
pub fn children(of: u32) -> Vec<u32> {
    let parent = of.to_string();
    let numbers = std::fs::read_dir("/proc").expect("/proc").flatten();
    let ids = numbers.filter_map(|p| p.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // "pid (name) state parent ...": the name may hold anything.
        let mut fields = stat.rsplit(')').next().unwrap_or("").split_whitespace();
        !matches!(fields.next(), Some("Z" | "X") | None) && fields.next() == Some(&parent)
    })
    .collect()
}

/// The most that a process ever held, KiB: of memory (`VmHWM`), of address space (`VmPeak`).
fn most(id: u32, of: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix(of)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok()
}

/// A limit of a process as `/proc/<id>/limits` has it: `Max core file size`.
pub fn limit(id: u32, name: &str) -> Option<String> {
    let limits = std::fs::read_to_string(format!("/proc/{id}/limits")).ok()?;
    let line = limits.lines().find_map(|l| l.strip_prefix(name))?;
    line.split_whitespace().next().map(str::to_owned)
}

/// Regular files that a process has open for writing, those without a name too: where they are, and their bytes.
pub fn written(id: u32) -> Vec<(PathBuf, Vec<u8>)> {
    let Ok(open) = std::fs::read_dir(format!("/proc/{id}/fd")) else { return Vec::new() };
    let file = |fd: std::fs::DirEntry| {
        let info = std::fs::read_to_string(format!("/proc/{id}/fdinfo/{}", fd.file_name().to_str()?)).ok()?;
        let flags = info.lines().find_map(|l| l.strip_prefix("flags:"))?.trim();
        let writes = u32::from_str_radix(flags, 8).ok()? & 3 != 0;
        let path = std::fs::read_link(fd.path()).ok()?;
        let bytes = (writes && fd.path().is_file()).then(|| std::fs::read(fd.path()).ok())??;
        Some((path, bytes))
    };
    open.flatten().filter_map(file).collect()
}

/// What was seen of the workers of a run.
#[derive(Default)]
pub struct Workers {
    /// The most memory that each held, KiB.
    pub memory: BTreeMap<u32, u64>,
    /// Address space of those whose limits are set, KiB: the least that was seen, and the most that each ever had.
    pub space: BTreeMap<u32, [u64; 2]>,
    /// Their limits: address space, core file, file size. Those of a worker that had not set them yet are replaced.
    pub limits: BTreeMap<u32, [String; 3]>,
}

impl Workers {
    /// Looks at the workers of a program.
    pub fn look(&mut self, program: u32) {
        for id in children(program) {
            if let Some(memory) = most(id, "VmHWM") {
                let most = self.memory.entry(id).or_default();
                *most = memory.max(*most);
            }
            let names = ["Max address space", "Max core file size", "Max file size"];
            if let [Some(a), Some(b), Some(c)] = names.map(|name| limit(id, name)) {
                // Before it is the program that it will be, it has the space of its parent.
                if c == "0"
                    && let Some(space) = most(id, "VmPeak")
                {
                    let [least, most] = self.space.entry(id).or_insert([space; 2]);
                    (*least, *most) = (space.min(*least), space.max(*most));
                }
                self.limits.insert(id, [a, b, c]);
            }
        }
    }
}

/// Starts a command whose words are kept.
pub fn start(command: &mut Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
}

/// Runs a command to its end and looks at it again and again meanwhile.
pub fn watch(command: &mut Command, look: &mut dyn FnMut(u32)) -> Said {
    let mut child = start(command);
    while child.try_wait().expect("waited").is_none() {
        look(child.id());
        std::thread::sleep(PAUSE);
    }
    let output = child.wait_with_output().expect("waited");
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
