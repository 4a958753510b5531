//! 7z, solid or not. A block that cannot be read costs the members in it from there on; each of them has its row.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use peil_model::Outcome;
use sevenz_rust2::{Archive, ArchiveEntry, Block, BlockDecoder, EncoderMethod, Error, Password};

use super::worded::{Worded, needs_memory};
use super::{Bounds, Tally, too_many};
use crate::input::{At, Input, Store, Sum};
use crate::limits::{DIRECTORY_KIB, WINDOW_KIB};
use crate::path::{self, Unique};
use crate::session::{Came, Session, Spot, Verdict};

/// The bit that says that the upper half of the attributes is a Unix mode.
const UNIX: u32 = 0x8000;

/// Reads every member.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, store: &Store) -> io::Result<Verdict> {
    let taken = Rc::new(Cell::new(0));
    let mut source = BufReader::new(Counted { at: At::start(store), taken: Rc::clone(&taken) });
    let none = Password::empty();
    let archive = match Archive::read_with_memory_limit(&mut source, &none, DIRECTORY_KIB) {
        Ok(archive) => archive,
        Err(e) => return Ok(refusal(&e)),
    };
    let mut reader =
        Members { session, spot, tally: Tally::default(), unique: Unique::default(), taken, failed: None };
    for (index, block) in archive.blocks.iter().enumerate() {
        let decoder =
            BlockDecoder::new_with_memory_limit(1, WINDOW_KIB as usize, index, &archive, &none, &mut source);
        reader.block(block, decoder)?;
    }
    for entry in archive.files.iter().filter(|f| !f.has_stream && !f.is_directory) {
        if !reader.room() {
            break;
        }
        reader.member(entry, &mut io::empty())?;
    }
    Ok(reader.tally.verdict())
}

/// The verdict on an archive whose directory cannot be read.
fn refusal(e: &Error) -> Verdict {
    match e {
        Error::PasswordRequired => encrypted_names(),
        Error::UnsupportedCompressionMethod(name) if name.contains("AES") => encrypted_names(),
        Error::MaxMemLimited { .. } => Verdict::unreadable("its directory is larger than is read of one"),
        Error::UnsupportedVersion { .. } => Verdict::unreadable("a version of 7z that is not supported"),
        _ => Verdict::unreadable("its directory is damaged or cut off: its members cannot be found"),
    }
}

fn encrypted_names() -> Verdict {
    Verdict::new(Outcome::Encrypted, "encrypted with a password, the names of its members too")
}

/// Whether a password is needed for a block.
fn is_encrypted(block: &Block) -> bool {
    block.coders.iter().any(|c| c.encoder_method_id() == EncoderMethod::ID_AES256_SHA256)
}

struct Members<'a, 's> {
    session: &'a mut Session<'s>,
    spot: &'a Spot,
    tally: Tally,
    unique: Unique,
    taken: Rc<Cell<u64>>,
    /// The sink's error, which ends the reading.
    failed: Option<io::Error>,
}

impl Members<'_, '_> {
    fn block<R: Read + io::Seek>(&mut self, block: &Block, decoder: BlockDecoder<'_, R>) -> io::Result<()> {
        let entries: Vec<ArchiveEntry> = decoder.entries().iter().filter(|e| e.has_stream).cloned().collect();
        if is_encrypted(block) {
            for entry in &entries {
                self.lost(entry, Came::Encrypted, "encrypted with a password")?;
            }
            return Ok(());
        }
        let mut bounds = Bounds::of(self.session);
        let before = self.taken.get();
        let mut done = 0;
        let ended = decoder.for_each_entries(&mut |entry, bytes| {
            if !entry.has_stream {
                return Ok(true);
            }
            if !self.room() {
                return Ok(false);
            }
            let taken = Rc::clone(&self.taken);
            let mut bounded = InBlock { inner: Worded(bytes), bounds: &mut bounds, taken, before };
            done += 1;
            Ok(match self.member(entry, &mut bounded) {
                Ok(came) => came == Came::Whole,
                Err(e) => {
                    self.failed = Some(e);
                    false
                }
            })
        });
        if let Some(e) = self.failed.take() {
            return Err(e);
        }
        let reason = match &ended {
            Ok(_) => "stands behind a member of a solid archive that did not come out whole".to_owned(),
            Err(e) => why(e),
        };
        for entry in entries.iter().skip(done) {
            self.lost(entry, Came::Not, &reason)?;
        }
        if ended.is_err() && done == entries.len() {
            self.tally.complain("a block of it is not as its directory says");
        }
        Ok(())
    }

    /// Whether one more member may come.
    fn room(&mut self) -> bool {
        let limit = self.session.limits.members;
        let room = self.tally.members() < limit;
        if !room {
            self.tally.complain(too_many(limit));
        }
        room
    }

    fn place(&mut self, entry: &ArchiveEntry) -> Spot {
        let name = self.unique.name(path::member(entry.name.as_bytes()));
        Spot { path: path::below(&self.spot.path, &name), name, depth: self.spot.depth + 1 }
    }

    fn member(&mut self, entry: &ArchiveEntry, bytes: &mut dyn Read) -> io::Result<Came> {
        let spot = self.place(entry);
        let reason = if is_link(entry) {
            Some("a symbolic link: it has no content")
        } else if entry.is_anti_item {
            Some("a mark that a file was deleted: it has no content")
        } else {
            None
        };
        if let Some(reason) = reason {
            self.session.row(&spot.path, Sum::NOTHING, Verdict::unreadable(reason))?;
            return Ok(Came::Whole);
        }
        let came = self.session.member(&spot, Input::stream(Box::new(bytes)))?;
        self.tally.add(came, self.session.last_fault());
        Ok(came)
    }

    /// A row for a member whose bytes do not come.
    fn lost(&mut self, entry: &ArchiveEntry, came: Came, reason: &str) -> io::Result<()> {
        if !self.room() {
            return Ok(());
        }
        let spot = self.place(entry);
        let fault = (came != Came::Encrypted).then_some(reason);
        self.tally.add(came, fault);
        let outcome = if came == Came::Encrypted { Outcome::Encrypted } else { Outcome::Unreadable };
        self.session.row(&spot.path, Sum::NOTHING, Verdict::new(outcome, reason))
    }
}

fn is_link(entry: &ArchiveEntry) -> bool {
    let mode = entry.windows_attributes >> 16;
    entry.has_windows_attributes && entry.windows_attributes & UNIX != 0 && mode & 0o170_000 == 0o120_000
}

/// Why a block cannot be decompressed.
fn why(e: &Error) -> String {
    match e {
        Error::MaxMemLimited { .. } => needs_memory(),
        Error::UnsupportedCompressionMethod(_) | Error::Unsupported(_) => {
            "compressed in a way that is not supported".to_owned()
        }
        _ => "the compressed data are damaged".to_owned(),
    }
}

/// Counts the bytes that are read of the archive.
struct Counted {
    at: At,
    taken: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.at.read(buf)?;
        self.taken.set(self.taken.get() + n as u64);
        Ok(n)
    }
}

impl io::Seek for Counted {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.at.seek(to)
    }
}

/// A member within the bounds of its whole block.
struct InBlock<'b, R> {
    inner: Worded<R>,
    bounds: &'b mut Bounds,
    taken: Rc<Cell<u64>>,
    before: u64,
}

impl<R: Read> Read for InBlock<'_, R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.bounds.count(n, self.taken.get().saturating_sub(self.before))?;
        Ok(n)
    }
}

#[cfg(test)]
mod tests;
