//! Readers of libraries: their errors get words that may be shown, and a panic of theirs costs its stream only.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use crate::input::{Input, Plain, plain};
use crate::limits::{WINDOW_BYTES, amount};

/// A decompressor that may fail in its own words.
pub(crate) struct Worded<R>(pub(crate) R);

impl<R: Read> Read for Worded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let inner = &mut self.0;
        match catch_unwind(AssertUnwindSafe(|| inner.read(buf))) {
            Ok(Ok(n)) => Ok(n),
            Ok(Err(e)) => Err(worded(e)),
            Err(_) => Err(plain(DAMAGED)),
        }
    }
}

const DAMAGED: &str = "the compressed data are damaged";

/// The error in our words: libraries' own ones may quote content.
pub(crate) fn worded(e: io::Error) -> io::Error {
    if e.get_ref().is_some_and(|inner| inner.is::<Plain>()) || e.kind() == io::ErrorKind::Interrupted {
        return e;
    }
    let said = e.to_string();
    let has = |words: &[&str]| words.iter().any(|w| said.contains(w));
    match e.kind() {
        io::ErrorKind::UnexpectedEof => plain("ends too early"),
        _ if has(&["hecksum", "CRC", "integrity"]) => plain("fails its checksum"),
        io::ErrorKind::OutOfMemory => plain(needs_memory()),
        _ if has(&["too much memory", "memory limit"]) => plain(needs_memory()),
        _ if has(&["incomplete frame"]) => plain("ends too early"),
        io::ErrorKind::Unsupported => plain("compressed in a way that is not supported"),
        _ => plain(DAMAGED),
    }
}

/// The reason for a stream whose window is too large.
pub(crate) fn needs_memory() -> String {
    format!("needs a window of more than {} to decompress", amount(WINDOW_BYTES))
}

/// Counts the compressed bytes that are used.
pub(crate) struct Taken<R> {
    pub(crate) inner: R,
    pub(crate) taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Taken<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.taken.set(self.taken.get() + n as u64);
        Ok(n)
    }
}

impl BufRead for Taken<&mut Input<'_>> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.taken.set(self.taken.get() + n as u64);
        self.inner.consume(n);
    }
}
