//! Frames between parent and child: a length of four bytes (little-endian), then that many bytes.
//!
//! The parent sends a [`Hello`], then a [`Request`] for each file, with the file's descriptor beside its first bytes. The
//! child answers with frames of events, the last of which is marked as such. All values are in postcard's encoding.

use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;

use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage,
    SendFlags, recvmsg, sendmsg,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::limits::Limits;
use crate::session::Skip;

/// First byte of an answer: events, more to come.
pub(super) const EVENTS: u8 = 0;
/// First byte of an answer: the last events of the file.
pub(super) const DONE: u8 = 1;
/// Bytes of a request; names and skip lists are far shorter.
const REQUEST_BYTES: usize = 16 * 1024 * 1024;

/// The first frame to a new child.
#[derive(Serialize, Deserialize)]
pub(super) struct Hello {
    pub(super) limits: Limits,
}

/// What to read; the descriptor comes beside it.
#[derive(Serialize, Deserialize)]
pub(super) struct Request {
    /// The file's name, for the naming of what a gzip file holds.
    pub(super) name: String,
    /// Members that earlier children died of.
    pub(super) skips: Vec<Skip>,
}

fn bad(_: postcard::Error) -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}

fn framed<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    let body = postcard::to_stdvec(value).map_err(bad)?;
    let len = u32::try_from(body.len()).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    let mut frame = len.to_le_bytes().to_vec();
    frame.extend_from_slice(&body);
    Ok(frame)
}

/// Sends a value, without a descriptor.
pub(super) fn send<T: Serialize>(mut socket: &UnixStream, value: &T) -> io::Result<()> {
    socket.write_all(&framed(value)?)
}

/// Sends a value and a descriptor.
pub(super) fn send_with<T: Serialize>(
    mut socket: &UnixStream,
    value: &T,
    file: BorrowedFd<'_>,
) -> io::Result<()> {
    let frame = framed(value)?;
    let (head, body) =
        frame.split_at_checked(4).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    let files = [file];
    control.push(SendAncillaryMessage::ScmRights(&files));
    let sent = sendmsg(socket.as_fd(), &[IoSlice::new(head)], &mut control, SendFlags::NOSIGNAL)?;
    socket.write_all(head.get(sent..).unwrap_or_default())?;
    socket.write_all(body)
}

/// Receives a value and the descriptor beside it. `None` where the other side has gone.
pub(super) fn receive_with<T: DeserializeOwned>(
    mut socket: &UnixStream,
) -> io::Result<Option<(T, Option<OwnedFd>)>> {
    let mut head = [0; 4];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let got =
        recvmsg(socket.as_fd(), &mut [IoSliceMut::new(&mut head)], &mut control, RecvFlags::CMSG_CLOEXEC)?;
    if got.bytes == 0 {
        return Ok(None);
    }
    let mut file = None;
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(mut files) = message {
            file = files.next();
        }
    }
    socket.read_exact(head.get_mut(got.bytes..).unwrap_or_default())?;
    let len = u32::from_le_bytes(head) as usize;
    if len > REQUEST_BYTES {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    let mut body = vec![0; len];
    socket.read_exact(&mut body)?;
    Ok(Some((postcard::from_bytes(&body).map_err(bad)?, file)))
}
