//! Reading of one file: every member is recognised, read, drained for its digest, and closed with what became of it.

mod verdict;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;

use peil_model::{Outcome, Segment};
use serde::{Deserialize, Serialize};

pub(crate) use self::verdict::Verdict;
use crate::event::Event;
use crate::input::{Input, Source, Store, Sum};
use crate::limits::Limits;
use crate::sniff::{Kind, Refused, sniff, sniff_text};
use crate::{charset, containers, formats, tail};

/// Bytes that are read for a digest between two signs of life.
const BEAT_BYTES: u64 = 16 * 1024 * 1024;
/// Bytes by which a format is recognised.
const PREFIX_BYTES: usize = 64 * 1024;

/// Media type of what is not recognised.
const UNKNOWN: &str = "application/octet-stream";

/// Where events go. An error ends the reading.
pub(crate) trait Sink {
    fn event(&mut self, event: Event) -> io::Result<()>;

    /// A sign of life where long work yields no event.
    fn beat(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<F: FnMut(Event) -> io::Result<()>> Sink for F {
    fn event(&mut self, event: Event) -> io::Result<()> {
        self(event)
    }
}

/// A member that an earlier worker died of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Skip {
    /// Path of the member.
    pub(crate) path: String,
    /// How the worker ended.
    pub(crate) reason: String,
    /// It died even of the bytes alone: they are not touched again, not even for their digest.
    pub(crate) untouched: bool,
}

/// Reads a file or bytes in this process and tells the sink everything in order.
///
/// `name` only serves to name the member of a gzip file. The first event opens the file itself with an empty path.
///
/// # Errors
/// Only the sink's own: what is wrong with the input is said by events.
pub fn read_here(
    source: impl Into<Source>,
    name: &str,
    limits: &Limits,
    mut sink: impl FnMut(Event) -> io::Result<()>,
) -> io::Result<()> {
    read_with(source.into(), name, limits, &[], true, &mut sink)
}

/// The same with members to skip; without `hashed` the file's own digest is left to the caller.
pub(crate) fn read_with(
    source: Source,
    name: &str,
    limits: &Limits,
    skips: &[Skip],
    hashed: bool,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let Source(store) = source;
    let mut session = Session {
        sink,
        limits,
        skips: skips.iter().map(|s| (s.path.clone(), s.clone())).collect(),
        allowance: Rc::new(Cell::new(limits.allowance(store.size()))),
        last_fault: None,
        here: (String::new(), 0),
    };
    let spot = Spot { path: String::new(), name: name.to_owned(), depth: 0 };
    session.member(&spot, Input::store(store, hashed)).map(|_| ())
}

/// Where a member stands.
pub(crate) struct Spot {
    /// Chain of members below the file; empty for the file itself.
    pub(crate) path: String,
    /// Its own name, for the naming of what is in it.
    pub(crate) name: String,
    /// Containers around it.
    pub(crate) depth: u32,
}

/// Whether a member's bytes came out of its container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    Whole,
    Partly,
    Not,
    Encrypted,
}

/// The reading of one file.
pub(crate) struct Session<'s> {
    sink: &'s mut dyn Sink,
    pub(crate) limits: &'s Limits,
    skips: BTreeMap<String, Skip>,
    /// Decompressed bytes that may still come.
    pub(crate) allowance: Rc<Cell<u64>>,
    last_fault: Option<String>,
    /// Path and depth of the innermost open member.
    here: (String, u32),
}

impl Session<'_> {
    /// A readable unit of the innermost open member.
    pub(crate) fn segment(&mut self, mut segment: Segment) -> io::Result<()> {
        crate::mojibake::repair(&mut segment.content);
        crate::formats::embedded::cell::plain(&mut segment.content);
        self.sink.event(Event::Segment(segment))
    }

    /// A new table begins.
    pub(crate) fn table(&mut self, sheet: u32, name: &str) -> io::Result<()> {
        self.sink.event(Event::Table { sheet, name: name.to_owned() })
    }

    /// What was wrong with the bytes of the member that was closed last.
    pub(crate) fn last_fault(&self) -> Option<&str> {
        self.last_fault.as_deref()
    }

    /// Where the innermost open member stands.
    pub(crate) fn here(&self) -> Spot {
        let (path, depth) = self.here.clone();
        Spot { name: crate::path::base(&path).to_owned(), path, depth }
    }

    /// A sign of life.
    pub(crate) fn beat(&mut self) -> io::Result<()> {
        self.sink.beat()
    }

    /// A member whose content is not looked at: a link, an encrypted one.
    pub(crate) fn row(&mut self, path: &str, sum: Sum, verdict: Verdict) -> io::Result<()> {
        let media = verdict.media.unwrap_or(UNKNOWN);
        self.sink.event(Event::Open { path: path.to_owned(), media_type: media.to_owned() })?;
        self.close(path, sum, media, verdict)
    }

    fn close(&mut self, path: &str, sum: Sum, media: &str, verdict: Verdict) -> io::Result<()> {
        self.sink.event(Event::Close {
            path: path.to_owned(),
            sha256: sum.sha256,
            bytes: sum.bytes,
            whole: sum.whole,
            media_type: verdict.media.unwrap_or(media).to_owned(),
            outcome: verdict.outcome,
            reason: verdict.reason,
        })
    }

    /// Reads a file or member whole, whatever it is.
    pub(crate) fn member(&mut self, spot: &Spot, mut input: Input<'_>) -> io::Result<Came> {
        let skip = self.skips.get(&spot.path).cloned();
        if let Some(skip) = skip.as_ref().filter(|s| s.untouched) {
            self.last_fault = Some(skip.reason.clone());
            self.row(&spot.path, Sum::UNTOUCHED, Verdict::unreadable(skip.reason.clone()))?;
            return Ok(Came::Not);
        }
        let (prefix, whole) = prefix(&mut input);
        let kind = sniff(prefix, whole);
        // Where nothing came of what there is, that is not known to be empty.
        let lost = kind == Kind::Empty && input.fault().is_some();
        let media = if lost { UNKNOWN } else { kind.media() };
        self.sink.event(Event::Open { path: spot.path.clone(), media_type: media.to_owned() })?;
        let verdict = if let Some(skip) = skip {
            Verdict::unreadable(skip.reason)
        } else if spot.depth > self.limits.depth {
            Verdict::unreadable(format!("inside more than {} containers", self.limits.depth))
        } else {
            let around = std::mem::replace(&mut self.here, (spot.path.clone(), spot.depth));
            let verdict = self.content(kind, spot, &mut input)?;
            self.here = around;
            verdict
        };
        self.drain(&mut input)?;
        let verdict = verdict.with_fault(input.fault(), input.total() > 0);
        let came = match input.fault() {
            None => Came::Whole,
            Some(_) if input.total() > 0 => Came::Partly,
            Some(_) => Came::Not,
        };
        self.last_fault = input.fault().map(str::to_owned);
        self.close(&spot.path, input.sum(), media, verdict)?;
        Ok(came)
    }

    fn content(&mut self, kind: Kind, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
        match kind {
            Kind::Empty => Ok(Verdict::new(Outcome::Empty, "")),
            Kind::Gzip => containers::gzip::read(self, spot, input),
            Kind::Tar => containers::tar::read(self, spot, input),
            Kind::Ar => containers::ar::read(self, spot, input),
            Kind::Cpio => containers::cpio::read(self, spot, input),
            Kind::Packed(packing) => containers::packed::read(self, spot, input, packing),
            Kind::SevenZip => self.seekable(input, |s, store| containers::sevenz::read(s, spot, store)),
            Kind::Zip => self.seekable(input, |s, store| containers::zip::read(s, spot, store)),
            Kind::Sqlite => self.seekable(input, |s, store| formats::sqlite::read(s, spot, store)),
            Kind::Arrow => self.seekable(input, |s, store| formats::arrow::read(s, spot, store)),
            Kind::Avro => formats::avro::read(self, spot, input),
            Kind::Dbf => formats::dbf::read(self, input),
            Kind::Parquet => self.seekable(input, |s, store| formats::parquet::read(s, spot, store)),
            Kind::Tnef => formats::tnef::read(self, spot, input),
            Kind::Utf16(order) => {
                let mut decoded = charset::utf16(input, order);
                let (start, whole) = prefix(&mut decoded);
                let kind = sniff_text(start, whole);
                // Two bytes are one in what is decoded.
                let verdict = self.ended_text(kind, spot, &mut decoded, 2)?;
                let said = decoded.total() > 0;
                Ok(verdict.with_fault(decoded.fault(), said))
            }
            kind => {
                if input.data().starts_with(charset::UTF8_BOM) {
                    input.skip(charset::UTF8_BOM.len());
                }
                self.ended_text(kind, spot, input, 1)
            }
        }
    }

    /// A text that may have zeros behind it, each of so many bytes.
    fn ended_text(
        &mut self,
        kind: Kind,
        spot: &Spot,
        input: &mut Input<'_>,
        width: u64,
    ) -> io::Result<Verdict> {
        // Messages of EDIFACT say themselves where they end.
        let apart = matches!(kind, Kind::Edifact | Kind::Refused(_));
        if apart || !input.may_end_in_zero() {
            return self.text(kind, spot, input);
        }
        let zeros = Cell::new(0);
        let verdict = self.text(kind, spot, &mut tail::without(input, &zeros))?;
        Ok(verdict.with_complaint(tail::complaint(zeros.get() * width)))
    }

    /// Content that is a text of some format.
    pub(crate) fn text(&mut self, kind: Kind, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
        match kind {
            Kind::Hl7 => formats::hl7::read(self, input),
            Kind::Edifact => formats::edifact::read(self, input),
            Kind::Table(dialect) => formats::table::read(self, input, dialect),
            Kind::Mail => formats::mail::read(self, spot, input),
            Kind::Mbox => formats::mail::mbox::read(self, spot, input),
            Kind::Html => formats::html::read(self, spot, input),
            Kind::Sql => formats::sql::read(self, spot, input),
            Kind::Cards(_) => formats::cards::read(self, spot, input),
            Kind::Ldif => formats::cards::ldif::read(self, spot, input),
            Kind::Zpl => formats::zpl::read(self, input),
            Kind::Sections => formats::settings::sections(self, spot, input),
            Kind::Yaml => formats::settings::yaml(self, spot, input),
            Kind::Properties => formats::settings::lines::read(self, spot, input, false),
            Kind::Json => formats::json::read(self, spot, input),
            Kind::Xml => formats::xml::read(self, spot, input),
            Kind::Text => formats::text::read(self, spot, input),
            Kind::Refused(refused) => self.refuse(&refused, input),
            _ => Ok(Verdict::unreadable("binary data of an unknown kind")),
        }
    }

    fn seekable(
        &mut self,
        input: &mut Input<'_>,
        read: impl FnOnce(&mut Self, &Store) -> io::Result<Verdict>,
    ) -> io::Result<Verdict> {
        match input.seekable(self.limits.buffer) {
            Some(store) => read(self, &store),
            None => Ok(Verdict::unreadable(format!(
                "inside another container only archives and documents of up to {} can be read",
                crate::limits::amount(self.limits.buffer)
            ))),
        }
    }

    /// What is not supported; some kinds tell only further on whether they are encrypted.
    fn refuse(&mut self, refused: &Refused, input: &mut Input<'_>) -> io::Result<Verdict> {
        let encrypted = match refused.encrypted_if {
            Some(mark) => self.drain_for(input, mark)?,
            None => refused.outcome == Outcome::Encrypted,
        };
        let verdict = if encrypted {
            Verdict::new(Outcome::Encrypted, format!("{} that is encrypted", refused.singular))
        } else {
            Verdict::new(refused.outcome, refused.reason())
        };
        Ok(verdict)
    }

    /// Reads to the end, so that the digest covers every byte.
    fn drain(&mut self, input: &mut Input<'_>) -> io::Result<()> {
        if !input.is_hashed() {
            return Ok(());
        }
        let mut beat = input.total() + BEAT_BYTES;
        loop {
            input.skip(input.data().len());
            if !input.more() {
                return Ok(());
            }
            if input.total() >= beat {
                beat = input.total() + BEAT_BYTES;
                self.sink.beat()?;
            }
        }
    }

    /// Reads to the end or to the mark. True if the mark came.
    fn drain_for(&mut self, input: &mut Input<'_>, mark: &[u8]) -> io::Result<bool> {
        let mut beat = input.total() + BEAT_BYTES;
        loop {
            if memchr::memmem::find(input.data(), mark).is_some() {
                return Ok(true);
            }
            input.skip(input.data().len().saturating_sub(mark.len()));
            if !input.more() {
                return Ok(false);
            }
            if input.total() >= beat {
                beat = input.total() + BEAT_BYTES;
                self.sink.beat()?;
            }
        }
    }
}

/// The bytes by which a format is recognised, and whether they are all: the same ones however a stream is cut into reads.
fn prefix<'i>(input: &'i mut Input<'_>) -> (&'i [u8], bool) {
    let data = input.fill(PREFIX_BYTES + 1);
    match data.get(..PREFIX_BYTES + 1) {
        Some(_) => (data.get(..PREFIX_BYTES).unwrap_or(data), false),
        None => (data, true),
    }
}
