//! The parent's side: starts a child, hands it files, outlives its death.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use peil_model::Outcome;

use super::protocol::{DONE, EVENTS, Hello, Request, send, send_with};
use crate::event::Event;
use crate::input::digest;
use crate::limits::{FRAME_BYTES, Limits};
use crate::session::Skip;

/// Time for a child that has closed its socket to end by itself, so that its cause of death can be told.
const DYING: Duration = Duration::from_secs(2);

/// Bytes of a frame's buffer that are kept for the next frame: most frames are smaller.
const KEPT_BYTES: usize = 256 * 1024;

/// Why a file that takes too long is given up.
const TOO_SLOW: &str = "the parser ended: it took longer than a file of this size may take";

/// One worker process at a time, replaced when it dies or has done its share.
pub struct Worker {
    program: PathBuf,
    limits: Limits,
    process: Option<Process>,
}

/// Digest and length of a file.
type Sum = ([u8; 32], u64);

impl Worker {
    /// Starts `<program> worker`, whose `worker` command must run [`crate::worker_main`].
    ///
    /// # Errors
    /// If the program is not there or cannot be started.
    pub fn spawn(program: &Path, limits: &Limits) -> io::Result<Worker> {
        let program = std::fs::canonicalize(program)?;
        let process = Process::start(&program, limits)?;
        Ok(Worker { program, limits: limits.clone(), process: Some(process) })
    }

    /// Reads a file whole and tells the sink what it holds, whatever happens to the child. `name` is the file's name.
    ///
    /// The file need only be open for reading; its position does not matter. Its digest is computed here.
    ///
    /// # Errors
    /// The sink's own, or that of a child that cannot be started.
    pub fn read<E: From<io::Error>>(
        &mut self,
        file: File,
        name: &str,
        sink: &mut dyn FnMut(Event) -> Result<(), E>,
    ) -> Result<(), E> {
        self.read_known(file, name, None, sink)
    }

    /// The same for a file whose SHA-256 and length (of [`crate::digest`]) are known already.
    ///
    /// # Errors
    /// As [`Worker::read`].
    pub fn read_known<E: From<io::Error>>(
        &mut self,
        file: File,
        name: &str,
        sum: Option<([u8; 32], u64)>,
        sink: &mut dyn FnMut(Event) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut reading = Reading { file, sum, skips: Vec::new(), deaths: 0 };
        loop {
            let attempt = self.attempt(&mut reading, name, sink);
            let death = match attempt {
                Ok(None) => return Ok(()),
                Ok(Some(death)) => death,
                Err(e) => {
                    // Frames of this file are still under way.
                    self.process = None;
                    return Err(e);
                }
            };
            self.process = None;
            sink(Event::Restart)?;
            if let Some(reason) = reading.after(&death, self.limits.restarts) {
                return reading.give_up(reason, sink);
            }
        }
    }

    /// Hands the file to a child. `None` if it was read to its end, else how the child died.
    fn attempt<E: From<io::Error>>(
        &mut self,
        reading: &mut Reading,
        name: &str,
        sink: &mut dyn FnMut(Event) -> Result<(), E>,
    ) -> Result<Option<Death>, E> {
        let mut process = match self.process.take().filter(|p| p.has_share_left(&self.limits)) {
            Some(process) => process,
            None => Process::start(&self.program, &self.limits)?,
        };
        let request = Request { name: name.to_owned(), skips: reading.skips.clone() };
        if send_with(&process.socket, &request, reading.file.as_fd()).is_err() {
            let reason = process.cause(None);
            return Ok(Some(Death { open: Vec::new(), reason }));
        }
        let mut open: Vec<String> = Vec::new();
        let mut begun = false;
        let mut left = self.limits.time_for(reading.size());
        let mut frame = Vec::new();
        loop {
            let asked = Instant::now();
            let done = match process.frame(self.limits.silence.min(left), &mut frame) {
                Ok(done) => done,
                Err(e) => {
                    let late = e.kind() == io::ErrorKind::TimedOut && left <= self.limits.silence;
                    let reason = if late { TOO_SLOW.to_owned() } else { process.cause(Some(&e)) };
                    return Ok(Some(Death { open, reason }));
                }
            };
            left = left.saturating_sub(asked.elapsed());
            let mut rest = frame.as_slice();
            while !rest.is_empty() {
                let event = match postcard::take_from_bytes::<Event>(rest) {
                    Ok((event, after)) if self.fits(&event, &mut open, &mut begun) => {
                        rest = after;
                        event
                    }
                    _ => return Ok(Some(Death { open, reason: process.disobeyed() })),
                };
                sink(reading.completed(event))?;
            }
            if done {
                if !begun || !open.is_empty() {
                    return Ok(Some(Death { open, reason: process.disobeyed() }));
                }
                process.files += 1;
                process.bytes += reading.size();
                self.process = Some(process);
                return Ok(None);
            }
        }
    }

    /// Whether an event may come now: what opens closes, in order, below the file itself.
    fn fits(&self, event: &Event, open: &mut Vec<String>, begun: &mut bool) -> bool {
        match event {
            Event::Open { path, .. } => {
                let below = match open.last() {
                    None => path.is_empty() && !*begun,
                    Some(outer) if outer.is_empty() => !path.is_empty(),
                    Some(outer) => path.strip_prefix(outer.as_str()).is_some_and(|p| p.starts_with("!/")),
                };
                *begun = true;
                let deep = open.len() > self.limits.depth as usize + 1;
                open.push(path.clone());
                below && !deep
            }
            Event::Close { path, .. } => open.pop().is_some_and(|p| p == *path),
            Event::Table { .. } | Event::Segment(_) => !open.is_empty(),
            Event::Restart => false,
        }
    }
}

/// A child's end: what was open then, and why, in words.
struct Death {
    open: Vec<String>,
    reason: String,
}

/// The file that is being read, over all its attempts.
struct Reading {
    file: File,
    sum: Option<Sum>,
    skips: Vec<Skip>,
    deaths: u32,
}

impl Reading {
    fn size(&self) -> u64 {
        self.file.metadata().map_or(0, |m| m.len())
    }

    /// The event with what only the parent knows: the file's own digest.
    fn completed(&mut self, mut event: Event) -> Event {
        if let Event::Close { path, sha256, bytes, whole, outcome, reason, .. } = &mut event
            && path.is_empty()
        {
            match self.sum() {
                Ok(sum) => ((*sha256, *bytes), *whole) = (sum, true),
                Err(e) => {
                    *outcome = Outcome::Unreadable;
                    *reason = format!("cannot be read: {}", e.kind());
                }
            }
        }
        event
    }

    fn sum(&mut self) -> io::Result<Sum> {
        match self.sum {
            Some(sum) => Ok(sum),
            None => Ok(*self.sum.insert(digest(&self.file)?)),
        }
    }

    /// What to skip after a death; the reason if the file itself must be given up.
    fn after(&mut self, death: &Death, most: u32) -> Option<String> {
        self.deaths += 1;
        if self.deaths > most {
            return Some(format!("{} (and {most} times before)", death.reason));
        }
        // The first death may be the child's own or the machine's: a new child tries again, with this file alone.
        if self.deaths == 1 {
            return None;
        }
        // Without the member that was open the file would not become quick.
        if death.reason == TOO_SLOW {
            return Some(death.reason.clone());
        }
        for path in death.open.iter().rev().filter(|p| !p.is_empty()) {
            match self.skips.iter_mut().find(|s| s.path == *path) {
                None => {
                    let skip = Skip { path: path.clone(), reason: death.reason.clone(), untouched: false };
                    self.skips.push(skip);
                    return None;
                }
                // Not its parser but its bytes are deadly.
                Some(skip) if !skip.untouched => {
                    skip.untouched = true;
                    return None;
                }
                Some(_) => {}
            }
        }
        Some(death.reason.clone())
    }

    fn give_up<E: From<io::Error>>(
        mut self,
        reason: String,
        sink: &mut dyn FnMut(Event) -> Result<(), E>,
    ) -> Result<(), E> {
        let media_type = "application/octet-stream".to_owned();
        sink(Event::Open { path: String::new(), media_type: media_type.clone() })?;
        let close = Event::Close {
            path: String::new(),
            sha256: [0; 32],
            bytes: 0,
            whole: false,
            media_type,
            outcome: Outcome::Unreadable,
            reason,
        };
        sink(self.completed(close))
    }
}

/// A running child.
struct Process {
    child: Child,
    socket: UnixStream,
    files: u64,
    bytes: u64,
}

impl Process {
    fn start(program: &Path, limits: &Limits) -> io::Result<Process> {
        let (ours, theirs) = UnixStream::pair()?;
        let child = Command::new(program)
            .arg("worker")
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .env_clear()
            // The allocator's first reservation (1 GiB by default) would use up the worker's bound on memory before it starts.
            .env("MIMALLOC_ARENA_RESERVE", "65536KiB")
            .current_dir("/")
            .spawn()?;
        let process = Process { child, socket: ours, files: 0, bytes: 0 };
        process.socket.set_write_timeout(Some(limits.silence.max(Duration::from_millis(1))))?;
        // A child that is dead already is noticed where it is handed its first file, as any other death is.
        let _ = send(&process.socket, &Hello { limits: limits.clone() });
        Ok(process)
    }

    fn has_share_left(&self, limits: &Limits) -> bool {
        self.files < limits.files && self.bytes < limits.bytes
    }

    /// Reads the next frame's events into a buffer that is used again; whether it is the last.
    fn frame(&mut self, silence: Duration, body: &mut Vec<u8>) -> io::Result<bool> {
        let deadline = Instant::now() + silence;
        let mut head = [0; 5];
        self.fill(&mut head, deadline)?;
        let [a, b, c, d, kind] = head;
        let len = u64::from(u32::from_le_bytes([a, b, c, d]));
        if len == 0 || len > FRAME_BYTES || !matches!(kind, EVENTS | DONE) {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        // One huge event must not be paid for ever after.
        body.truncate(len as usize - 1);
        body.shrink_to(KEPT_BYTES);
        body.resize(len as usize - 1, 0);
        self.fill(body, deadline)?;
        Ok(kind == DONE)
    }

    fn fill(&mut self, buf: &mut [u8], deadline: Instant) -> io::Result<()> {
        let mut have = 0;
        while let Some(free) = buf.get_mut(have..).filter(|f| !f.is_empty()) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(io::Error::from(io::ErrorKind::TimedOut));
            }
            self.socket.set_read_timeout(Some(left))?;
            match self.socket.read(free) {
                Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
                Ok(n) => have += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                    return Err(io::Error::from(io::ErrorKind::TimedOut));
                }
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// Why the child is no good any more, in words for a coverage reason.
    fn cause(&mut self, error: Option<&io::Error>) -> String {
        match error.map(io::Error::kind) {
            Some(io::ErrorKind::TimedOut) => return "the parser ended: it stopped answering".to_owned(),
            Some(io::ErrorKind::InvalidData) => return self.disobeyed(),
            _ => {}
        }
        match self.wait() {
            Some(status) => format!("the parser ended: {}", ending(status)),
            None => "the parser ended: it stopped answering".to_owned(),
        }
    }

    fn disobeyed(&mut self) -> String {
        "the parser ended: it answered out of order".to_owned()
    }

    /// The child's status, once it has ended by itself.
    fn wait(&mut self) -> Option<ExitStatus> {
        let deadline = Instant::now() + DYING;
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            if Instant::now() > deadline {
                return None;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Either can only fail if the child has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ending(status: ExitStatus) -> String {
    match (status.signal(), status.code()) {
        (Some(6), _) => "out of memory or stack (signal 6)".to_owned(),
        (Some(9), _) => "killed (signal 9)".to_owned(),
        (Some(n), _) => format!("crashed (signal {n})"),
        (None, Some(n)) => format!("gave up (status {n})"),
        (None, None) => "for an unknown cause".to_owned(),
    }
}
