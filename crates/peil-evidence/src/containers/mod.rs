//! Containers: archives (zip, tar, 7z, ar, cpio) and single compressed streams, in any order inside each other. Members are read as files are.

pub(crate) mod ar;
pub(crate) mod cpio;
pub(crate) mod gzip;
pub(crate) mod packed;
pub(crate) mod sevenz;
pub(crate) mod tar;
mod worded;
pub(crate) mod zip;

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use peil_model::Outcome;

use crate::input::{Input, plain};
use crate::limits::amount;
use crate::path;
use crate::session::{Came, Session, Verdict};

/// How the members of a container came out.
#[derive(Default)]
pub(crate) struct Tally {
    whole: u64,
    partly: u64,
    not: u64,
    encrypted: u64,
    fault: Option<String>,
    complaint: Option<String>,
}

impl Tally {
    pub(crate) fn add(&mut self, came: Came, fault: Option<&str>) {
        match came {
            Came::Whole => self.whole += 1,
            Came::Partly => self.partly += 1,
            Came::Not => self.not += 1,
            Came::Encrypted => self.encrypted += 1,
        }
        if let (Came::Partly | Came::Not, Some(fault), None) = (came, fault, &self.fault) {
            self.fault = Some(fault.to_owned());
        }
    }

    /// Something wrong with the container itself; the first word stands.
    pub(crate) fn complain(&mut self, words: impl Into<String>) {
        self.complaint.get_or_insert_with(|| words.into());
    }

    /// Members seen so far.
    pub(crate) fn members(&self) -> u64 {
        self.whole + self.partly + self.not + self.encrypted
    }

    /// The container's own outcome: whether the bytes of its members came out, whatever they held.
    pub(crate) fn verdict(self) -> Verdict {
        let all = self.members();
        let lost = self.partly + self.not + self.encrypted;
        let outcome = if lost == 0 && self.complaint.is_none() {
            Outcome::Read
        } else if all > 0 && self.encrypted == all && self.complaint.is_none() {
            Outcome::Encrypted
        } else if self.whole + self.partly == 0 {
            Outcome::Unreadable
        } else {
            Outcome::Partial
        };
        Verdict::new(outcome, self.reason(all))
    }

    fn reason(self, all: u64) -> String {
        let mut words: Vec<String> = self.complaint.into_iter().collect();
        let broken = self.partly + self.not;
        if broken > 0 {
            let fault = self.fault.map(|f| format!(" ({f})")).unwrap_or_default();
            words.push(match all {
                1 => format!("its content did not come out whole{fault}"),
                _ => format!("{broken} of {all} members did not come out whole{fault}"),
            });
        }
        if self.encrypted > 0 {
            words.push(match all {
                n if n == self.encrypted => "every member is encrypted".to_owned(),
                _ => format!("{} of {all} members are encrypted", self.encrypted),
            });
        }
        words.join("; ")
    }
}

/// Bounds on what compressed streams yield: one by one by ratio, and all of a file together.
pub(crate) struct Bounds {
    free: u64,
    expansion: u64,
    allowance: Rc<Cell<u64>>,
    out: u64,
}

impl Bounds {
    pub(crate) fn of(session: &Session<'_>) -> Bounds {
        Bounds {
            free: session.limits.free_output,
            expansion: session.limits.expansion,
            allowance: Rc::clone(&session.allowance),
            out: 0,
        }
    }

    /// Counts `more` decompressed bytes of a stream of which `taken` bytes were used so far.
    ///
    /// # Errors
    /// With words for a reason, if a bound is crossed.
    pub(crate) fn count(&mut self, more: usize, taken: u64) -> io::Result<()> {
        self.out += more as u64;
        let left = self.allowance.get().checked_sub(more as u64);
        self.allowance.set(left.unwrap_or(0));
        if left.is_none() {
            return Err(plain("stopped: the file's archives expand to more than may be read of one file"));
        }
        if self.out > self.free && self.out > taken.saturating_mul(self.expansion) {
            let (times, free) = (self.expansion, amount(self.free));
            return Err(plain(format!("stopped: expands more than {times} times, beyond {free}")));
        }
        Ok(())
    }
}

/// A decompressed stream within bounds. `taken` tells the compressed bytes used so far.
pub(crate) struct Bounded<R> {
    pub(crate) inner: R,
    pub(crate) taken: Rc<Cell<u64>>,
    pub(crate) bounds: Bounds,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.bounds.count(n, self.taken.get())?;
        Ok(n)
    }
}

/// A member of a size that its header tells; a fault if fewer bytes come.
pub(crate) struct Counted<'a, 'b> {
    inner: &'a mut Input<'b>,
    left: u64,
}

impl<'a, 'b> Counted<'a, 'b> {
    pub(crate) fn new(inner: &'a mut Input<'b>, size: u64) -> Counted<'a, 'b> {
        Counted { inner, left: size }
    }
}

impl Read for Counted<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buf.len());
        let n = self.inner.read(buf.get_mut(..most).unwrap_or_default())?;
        if n == 0 && self.left > 0 && !buf.is_empty() {
            return Err(plain("ends too early"));
        }
        self.left -= n as u64;
        Ok(n)
    }
}

/// A file's own name without the ending that its compression gave it; `None` where it has none of these.
pub(crate) fn stem(file: &str, endings: &[(&str, &str)]) -> Option<String> {
    let base = path::base(file);
    let lower = base.to_ascii_lowercase();
    endings.iter().find_map(|(ending, instead)| {
        let len = lower.strip_suffix(ending).map(str::len).filter(|len| *len > 0)?;
        base.get(..len).map(|stem| format!("{stem}{instead}"))
    })
}

/// The reason for a container with too many members.
pub(crate) fn too_many(limit: u64) -> String {
    format!("has more than {limit} members: the rest was not read")
}

#[cfg(test)]
mod tests;
