//! Bytes of a file or member: a window that moves over a stream, hashed and counted on the way.

use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use sha2::{Digest, Sha256};

/// Bytes that a window reads at once.
const CHUNK_BYTES: usize = 128 * 1024;

/// Digest and number of bytes.
#[derive(Clone, Copy)]
pub(crate) struct Sum {
    pub(crate) sha256: [u8; 32],
    pub(crate) bytes: u64,
    /// These are all bytes that there are.
    pub(crate) whole: bool,
}

impl Sum {
    /// Of a member that has no bytes, or none that come.
    pub(crate) const NOTHING: Sum = Sum { sha256: NOTHING, bytes: 0, whole: false };
    /// Of bytes that are not touched.
    pub(crate) const UNTOUCHED: Sum = Sum { sha256: [0; 32], bytes: 0, whole: false };
}

/// SHA-256 of no bytes at all.
const NOTHING: [u8; 32] = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

/// Bytes that can be read from any place; reading does not move anything.
pub(crate) trait ReadAt: Send + Sync {
    fn read_at(&self, buf: &mut [u8], at: u64) -> io::Result<usize>;
    fn size(&self) -> u64;
}

impl ReadAt for File {
    fn read_at(&self, buf: &mut [u8], at: u64) -> io::Result<usize> {
        FileExt::read_at(self, buf, at)
    }

    fn size(&self) -> u64 {
        self.metadata().map_or(0, |m| m.len())
    }
}

impl ReadAt for Vec<u8> {
    fn read_at(&self, buf: &mut [u8], at: u64) -> io::Result<usize> {
        let rest = usize::try_from(at).ok().and_then(|at| self.get(at..)).unwrap_or(&[]);
        let n = rest.len().min(buf.len());
        if let (Some(to), Some(from)) = (buf.get_mut(..n), rest.get(..n)) {
            to.copy_from_slice(from);
        }
        Ok(n)
    }

    fn size(&self) -> u64 {
        self.len() as u64
    }
}

pub(crate) type Store = Arc<dyn ReadAt>;

/// What [`crate::read_here`] reads: an open file, or bytes in memory.
pub struct Source(pub(crate) Store);

impl From<File> for Source {
    fn from(file: File) -> Source {
        Source(Arc::new(file))
    }
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Source {
        Source(Arc::new(bytes))
    }
}

impl From<&[u8]> for Source {
    fn from(bytes: &[u8]) -> Source {
        Source(Arc::new(bytes.to_vec()))
    }
}

/// A position in a store: reads and seeks of its own, whoever else reads the same file.
#[derive(Clone)]
pub(crate) struct At {
    pub(crate) store: Store,
    pub(crate) pos: u64,
}

impl At {
    pub(crate) fn start(store: &Store) -> At {
        At { store: Arc::clone(store), pos: 0 }
    }
}

impl Read for At {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.store.read_at(buf, self.pos)?;
        self.pos += n as u64;
        Ok(n)
    }
}

impl Seek for At {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let pos = match to {
            SeekFrom::Start(n) => Some(n),
            SeekFrom::End(d) => self.store.size().checked_add_signed(d),
            SeekFrom::Current(d) => self.pos.checked_add_signed(d),
        };
        self.pos = pos.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.pos)
    }
}

/// SHA-256 and length of a whole file, read from its start wherever its position stands.
///
/// # Errors
/// The error of the read that failed.
pub fn digest(file: &File) -> io::Result<([u8; 32], u64)> {
    let mut sha = Sha256::new();
    let mut buf = vec![0; CHUNK_BYTES];
    let mut at = 0;
    loop {
        match FileExt::read_at(file, &mut buf, at) {
            Ok(0) => return Ok((sha.finalize().into(), at)),
            Ok(n) => {
                sha.update(buf.get(..n).unwrap_or_default());
                at += n as u64;
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

/// A window on a stream. A stream that fails ends there for its reader; what was wrong is kept as the `fault`.
pub(crate) struct Input<'a> {
    inner: Box<dyn Read + 'a>,
    store: Option<Store>,
    sha: Option<Sha256>,
    bytes: u64,
    fault: Option<String>,
    buf: Vec<u8>,
    start: usize,
    end: usize,
    eof: bool,
}

impl<'a> Input<'a> {
    /// A member's bytes, hashed as they pass.
    pub(crate) fn stream(inner: Box<dyn Read + 'a>) -> Input<'a> {
        let mut input = Input::plain(inner);
        input.sha = Some(Sha256::new());
        input
    }

    /// Bytes that were made of others (another encoding) and need no digest.
    pub(crate) fn plain(inner: Box<dyn Read + 'a>) -> Input<'a> {
        Input {
            inner,
            store: None,
            sha: None,
            bytes: 0,
            fault: None,
            buf: Vec::new(),
            start: 0,
            end: 0,
            eof: false,
        }
    }

    /// A whole store. Without `hashed` it is read only as far as its format needs, and its digest is zeros.
    pub(crate) fn store(store: Store, hashed: bool) -> Input<'static> {
        let inner = Box::new(At::start(&store));
        let mut input = if hashed { Input::stream(inner) } else { Input::plain(inner) };
        input.store = Some(store);
        input
    }

    /// The bytes at hand.
    pub(crate) fn data(&self) -> &[u8] {
        self.buf.get(self.start..self.end).unwrap_or_default()
    }

    /// Reads on until at least `want` bytes are at hand or the stream ends; returns those at hand.
    pub(crate) fn fill(&mut self, want: usize) -> &[u8] {
        while self.end - self.start < want && !self.eof {
            self.read_chunk(want);
        }
        self.data()
    }

    /// Reads at least one byte more, if there is one. False at the end of the stream.
    pub(crate) fn more(&mut self) -> bool {
        let had = self.end - self.start;
        self.fill(had + 1).len() > had
    }

    fn read_chunk(&mut self, want: usize) {
        if self.start > 0 {
            self.buf.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        let room = want.max(self.end + CHUNK_BYTES / 2).next_multiple_of(CHUNK_BYTES);
        if self.buf.len() < room {
            // Doubling keeps the copies of a growing window linear in its size.
            self.buf.resize(room.max(if self.end > 0 { self.buf.len() * 2 } else { 0 }), 0);
        }
        let Some(free) = self.buf.get_mut(self.end..) else { return };
        match self.inner.read(free) {
            Ok(0) => self.eof = true,
            Ok(n) => {
                if let Some(sha) = &mut self.sha {
                    sha.update(free.get(..n).unwrap_or_default());
                }
                self.bytes += n as u64;
                self.end = (self.end + n).min(self.buf.len());
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => {
                self.eof = true;
                self.fault.get_or_insert_with(|| fault(&e));
            }
        }
    }

    /// Moves the start of the window.
    pub(crate) fn skip(&mut self, n: usize) {
        self.start = (self.start + n).min(self.end);
    }

    /// Whether nothing comes after what is at hand.
    pub(crate) fn at_end(&self) -> bool {
        self.eof
    }

    /// What was wrong with the stream, so far.
    pub(crate) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// Bytes that came so far, those at hand included.
    pub(crate) fn total(&self) -> u64 {
        self.bytes
    }

    /// Whether the last byte is zero; true also where that is not known yet.
    pub(crate) fn may_end_in_zero(&self) -> bool {
        let mut last = [0];
        match &self.store {
            Some(store) => {
                let at = store.size().saturating_sub(1);
                store.read_at(&mut last, at).is_err() || last == [0]
            }
            None => !self.eof || self.data().last() == Some(&0),
        }
    }

    /// Whether every byte must be seen for its digest.
    pub(crate) fn is_hashed(&self) -> bool {
        self.sha.is_some()
    }

    /// Digest and number of the bytes that came.
    pub(crate) fn sum(&self) -> Sum {
        let sha256 = self.sha.as_ref().map_or([0; 32], |s| s.clone().finalize().into());
        Sum { sha256, bytes: self.bytes, whole: self.fault.is_none() }
    }

    /// The bytes as something that can be read from any place: the store itself, or else a copy in memory of at most
    /// `limit` bytes. `None` if it is longer. The window must not have been moved yet.
    pub(crate) fn seekable(&mut self, limit: u64) -> Option<Store> {
        if let Some(store) = &self.store {
            return Some(Arc::clone(store));
        }
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut copy = Vec::new();
        loop {
            if copy.len() + self.data().len() > limit {
                return None;
            }
            copy.extend_from_slice(self.data());
            self.start = self.end;
            if !self.more() {
                break;
            }
        }
        copy.shrink_to_fit();
        Some(Arc::new(copy))
    }
}

impl Read for Input<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.fill(1).read(buf)?;
        self.skip(n);
        Ok(n)
    }
}

impl BufRead for Input<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.fill(1))
    }

    fn consume(&mut self, n: usize) {
        self.skip(n);
    }
}

/// An error whose words are our own and may be shown; any other error's words may quote content.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Plain(pub(crate) String);

/// An I/O error with words that may be shown.
pub(crate) fn plain(words: impl Into<String>) -> io::Error {
    io::Error::other(Plain(words.into()))
}

fn fault(e: &io::Error) -> String {
    if let Some(words) = e.get_ref().and_then(|inner| inner.downcast_ref::<Plain>()) {
        return words.0.clone();
    }
    match e.kind() {
        io::ErrorKind::UnexpectedEof => "ends too early".to_owned(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput if e.to_string().contains("checksum") => {
            "fails its checksum".to_owned()
        }
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            "the compressed data are damaged".to_owned()
        }
        kind => format!("cannot be read: {kind}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Drip(Vec<u8>, usize);

    impl Read for Drip {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            if self.1 >= self.0.len() {
                return Err(plain("broken here"));
            }
            let n = 3.min(self.0.len() - self.1).min(buf.len());
            buf[..n].copy_from_slice(&self.0[self.1..self.1 + n]);
            self.1 += n;
            Ok(n)
        }
    }

    #[test]
    fn a_window_grows_moves_and_keeps_the_fault() {
        let mut i = Input::stream(Box::new(Drip(b"abcdefghij".to_vec(), 0)));
        assert_eq!(i.fill(4), b"abcdef");
        i.skip(5);
        assert_eq!(i.data(), b"f");
        assert!(i.more());
        assert_eq!(i.fill(100), b"fghij");
        assert_eq!((i.total(), i.fault()), (10, Some("broken here")));
        assert_eq!(i.sum().sha256, <[u8; 32]>::from(Sha256::digest(b"abcdefghij")));
    }

    #[test]
    fn a_copy_is_bounded() {
        let long = vec![7u8; 300_000];
        let mut i = Input::stream(Box::new(&long[..]));
        i.fill(10);
        assert!(i.seekable(299_999).is_none());
        let mut i = Input::stream(Box::new(&long[..]));
        i.fill(10);
        assert_eq!(i.seekable(300_000).map(|s| s.size()), Some(300_000));
    }
}
