//! The child: gives up its rights, then parses what it is handed.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::process::ExitCode;

use postcard::ser_flavors::Flavor;
use rustix::process::{Resource, Rlimit, setrlimit};

use super::protocol::{DONE, EVENTS, Hello, Request, receive_with};
use crate::event::Event;
use crate::input::Source;
use crate::limits::{DESCRIPTORS, Limits, STACK_BYTES};
use crate::session::{Sink, read_with};

/// Bytes of events that are gathered before they are sent.
const BATCH_BYTES: usize = 64 * 1024;
/// Bytes before the events of a frame: its length and its kind.
const HEAD_BYTES: usize = 5;

/// What `peil worker` runs: reads requests from standard input, a Unix socket, until its other end closes.
///
/// Nothing is ever written to standard output or standard error: what is parsed here is hostile.
pub fn worker_main() -> ExitCode {
    let Ok(socket) = io::stdin().as_fd().try_clone_to_owned().map(UnixStream::from) else {
        return ExitCode::FAILURE;
    };
    // Parsers of nested formats need a deep stack; its size is fixed so that its overflow is an end and not a hazard.
    let parsing = std::thread::Builder::new().stack_size(STACK_BYTES as usize).spawn(move || serve(&socket));
    match parsing.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        Ok(Err(_)) => ExitCode::from(101),
        _ => ExitCode::FAILURE,
    }
}

fn serve(socket: &UnixStream) -> io::Result<()> {
    let Some((hello, _)) = receive_with::<Hello>(socket)? else { return Ok(()) };
    confine(&hello.limits)?;
    while let Some((request, file)) = receive_with::<Request>(socket)? {
        let file = File::from(file.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?);
        let mut frames = Frames { socket, buf: buffer() };
        read_with(Source::from(file), &request.name, &hello.limits, &request.skips, false, &mut frames)?;
        frames.send(DONE)?;
    }
    Ok(())
}

/// Lets no memory of this process be written to disk when it crashes: it may hold the key and personal data.
pub fn no_core_dumps() {
    // Where the system refuses, its own setting stays.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

/// Gives up what a parser does not need, for good. This is the one place for it.
fn confine(limits: &Limits) -> io::Result<()> {
    let bounds = [
        (Resource::As, limits.memory),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        (Resource::Nofile, DESCRIPTORS),
        (Resource::Nproc, 0),
    ];
    for (resource, bound) in bounds {
        setrlimit(resource, Rlimit { current: Some(bound), maximum: Some(bound) })?;
    }
    Ok(())
}

fn buffer() -> Vec<u8> {
    let mut buf = Vec::with_capacity(2 * BATCH_BYTES);
    buf.resize(HEAD_BYTES, 0);
    buf
}

/// Sends events in batches.
struct Frames<'s> {
    socket: &'s UnixStream,
    /// Room for the head, then events end to end.
    buf: Vec<u8>,
}

impl Frames<'_> {
    fn send(&mut self, kind: u8) -> io::Result<()> {
        let len =
            u32::try_from(self.buf.len() - 4).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
        if let Some(head) = self.buf.first_chunk_mut::<HEAD_BYTES>() {
            let [a, b, c, d] = len.to_le_bytes();
            *head = [a, b, c, d, kind];
        }
        let mut socket = self.socket;
        socket.write_all(&self.buf)?;
        self.buf.truncate(HEAD_BYTES);
        // One huge event must not be paid for ever after.
        self.buf.shrink_to(4 * BATCH_BYTES);
        Ok(())
    }
}

/// Appends postcard's bytes to a buffer, strings in one piece.
struct Append<'b>(&'b mut Vec<u8>);

impl Flavor for Append<'_> {
    type Output = ();

    fn try_extend(&mut self, data: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(data);
        Ok(())
    }

    fn try_push(&mut self, data: u8) -> postcard::Result<()> {
        self.0.push(data);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}

impl Sink for Frames<'_> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        postcard::serialize_with_flavor(&event, Append(&mut self.buf))
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        // The parent must know which member is open should this process die of it.
        let telling = match &event {
            Event::Open { .. } => true,
            Event::Close { path, .. } => !path.is_empty(),
            _ => false,
        };
        if telling || self.buf.len() >= BATCH_BYTES { self.send(EVENTS) } else { Ok(()) }
    }

    fn beat(&mut self) -> io::Result<()> {
        self.send(EVENTS)
    }
}
