//! HL7 v2 in its vertical-bar encoding (ER7): files of messages, batches, MLLP dumps, logs with messages in them.
//!
//! Delimiters are read from each message. What stands between messages is handed on as text.

mod batch;
mod document;
mod escape;
mod header;
mod log;
mod parse;

use std::io;

use peil_model::{Content, Place, Segment};

use self::batch::Batch;
pub(crate) use self::document::is_document;
use self::header::{Delims, header, segment_id};
pub(crate) use self::header::{occurs, starts};
pub(crate) use self::log::has_time;
use crate::containers::Tally;
use crate::formats::Complaints;
use crate::formats::aside::Aside;
use crate::formats::lines;
use crate::input::Input;
use crate::session::{Session, Verdict};

/// MLLP: before a message.
const BLOCK_START: u8 = 0x0b;
/// MLLP: after a message.
const BLOCK_END: u8 = 0x1c;

/// Whether a message begins in this line.
pub(crate) fn begins_in(line: &[u8]) -> bool {
    header::find(line).is_some()
}

/// Reads messages until the end of the stream.
pub(crate) fn read(session: &mut Session<'_>, input: &mut Input<'_>) -> io::Result<Verdict> {
    read_from(session, input, 1)
}

/// The same for a stream whose first line has this number.
pub(crate) fn read_from(session: &mut Session<'_>, input: &mut Input<'_>, line: u64) -> io::Result<Verdict> {
    let max = usize::try_from(session.limits.message).unwrap_or(usize::MAX);
    let mut reader = Reader {
        session,
        raw: Vec::new(),
        open: false,
        text_segment: false,
        delims: Delims::DEFAULT,
        count: 0,
        line,
        blank: false,
        prefix: 0,
        max,
        aside: Aside::default(),
        batch: Batch::default(),
        tally: Tally::default(),
        complaints: Complaints::default(),
    };
    while let Some(line) = lines::next(input, BLOCK_END, max) {
        reader.line(input.data().get(..line.len).unwrap_or_default())?;
        if line.cut {
            reader.too_long();
        }
        if line.end == BLOCK_END {
            reader.end()?;
        } else if line.end != 0 {
            reader.line += 1;
        }
        input.skip(line.whole);
    }
    reader.finish()
}

struct Reader<'a, 's> {
    session: &'a mut Session<'s>,
    /// The open message: its segments, each ended by CR.
    raw: Vec<u8>,
    open: bool,
    /// The last segment holds free text, where a line end means something.
    text_segment: bool,
    delims: Delims,
    /// Messages so far, the open one included.
    count: u64,
    /// Number of the line at hand.
    line: u64,
    /// The line before was empty.
    blank: bool,
    /// Length of what a log puts before each line; 0 if nothing.
    prefix: usize,
    max: usize,
    aside: Aside,
    batch: Batch,
    /// Documents in fields, which are members.
    tally: Tally,
    complaints: Complaints,
}

impl Reader<'_, '_> {
    fn line(&mut self, line: &[u8]) -> io::Result<()> {
        let mut line = line;
        while let Some(rest) = line.strip_prefix(&[BLOCK_START]) {
            self.end()?;
            line = rest;
        }
        if line.trim_ascii().is_empty() {
            self.blank = true;
            return Ok(());
        }
        let blank = std::mem::replace(&mut self.blank, false);
        let trimmed = line.trim_ascii_start();
        if let Some(delims) = header(trimmed) {
            return self.start(trimmed, delims);
        }
        if let Some(id) = segment_id(trimmed, self.delims.field) {
            return self.known(id, trimmed);
        }
        self.other(line, blank)
    }

    /// A line that begins with MSH, FHS or BHS.
    fn start(&mut self, line: &[u8], delims: Delims) -> io::Result<()> {
        self.end()?;
        match line.get(..3) {
            Some(b"FHS") => self.batch.file_header(&mut self.complaints),
            Some(b"BHS") => self.batch.header(&mut self.complaints),
            _ => {
                self.delims = delims;
                self.open();
                match log::literal_separator(line, delims.field) {
                    Some(separator) => self.split(line, separator),
                    None => self.push(line),
                }
            }
        }
        Ok(())
    }

    fn split(&mut self, line: &[u8], separator: &[u8]) {
        let mut rest = line;
        while let Some(at) = log::next_separator(rest, separator, self.delims.field) {
            self.push(rest.get(..at).unwrap_or_default());
            rest = rest.get(at + separator.len()..).unwrap_or_default();
        }
        self.push(rest);
    }

    fn open(&mut self) {
        self.open = true;
        self.count += 1;
        self.batch.message();
    }

    /// A line that begins like a segment.
    fn known(&mut self, id: [u8; 3], line: &[u8]) -> io::Result<()> {
        match &id {
            b"BTS" | b"FTS" => {
                self.end()?;
                let count = line.get(4..).unwrap_or_default();
                let count = count.split(|b| *b == self.delims.field).next().unwrap_or_default();
                self.batch.trailer(&id, count, &mut self.complaints);
            }
            _ if self.open => self.push(line),
            _ if header::is_known(id) => {
                // The start of the message is lost, or a log has eaten it.
                self.open();
                self.push(line);
            }
            _ => self.aside.line(self.session, self.line, line)?,
        }
        Ok(())
    }

    /// A line that is neither: a log's, or the rest of a wrapped one.
    fn other(&mut self, line: &[u8], after_blank: bool) -> io::Result<()> {
        if let Some((at, delims)) = header::find(line) {
            self.end()?;
            self.prefix = at;
            self.aside.line(self.session, self.line, line.get(..at).unwrap_or_default())?;
            return self.start(line.get(at..).unwrap_or_default(), delims);
        }
        if self.open
            && self.prefix > 0
            && let Some(segment) = log::behind_prefix(line, self.prefix, self.delims.field)
            && let Some(id) = segment_id(segment, self.delims.field)
        {
            return self.known(id, segment);
        }
        if self.open && !after_blank && !log::is_log_line(line) {
            self.append(line);
            return Ok(());
        }
        self.aside.line(self.session, self.line, line)
    }

    fn push(&mut self, segment: &[u8]) {
        if self.has_room(segment.len()) {
            self.raw.extend_from_slice(segment);
            self.raw.push(b'\r');
        }
        self.text_segment = matches!(segment.get(..3), Some(b"NTE" | b"OBX"));
    }

    /// The rest of a wrapped segment. In free text the line end is kept; elsewhere it was put in by a transport.
    fn append(&mut self, rest: &[u8]) {
        if self.has_room(rest.len()) {
            self.raw.pop();
            if self.text_segment {
                self.raw.push(b'\n');
            }
            self.raw.extend_from_slice(rest);
            self.raw.push(b'\r');
        }
    }

    fn has_room(&mut self, more: usize) -> bool {
        let fits = self.raw.len() + more <= self.max;
        if !fits {
            self.too_long();
        }
        fits
    }

    fn too_long(&mut self) {
        let limit = crate::limits::amount(self.max as u64);
        self.complaints.add(format!("message {} is longer than {limit}: its rest was not read", self.count));
    }

    /// The open message is complete.
    fn end(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.open, false) {
            return Ok(());
        }
        self.aside.flush(self.session)?;
        let parsed = parse::message(&self.raw, &self.delims);
        self.raw.clear();
        if !parsed.whole {
            self.complaints.add(format!("message {} has more values than are read of one", self.count));
        }
        let content = Content::Message(parsed.message);
        self.session.segment(Segment { place: Place::message(self.count), content })?;
        for (i, document) in parsed.documents.into_iter().enumerate() {
            if self.tally.members() >= self.session.limits.members {
                self.complaints.add("has more documents in its fields than are read of one file");
                break;
            }
            let name = format!("message-{}-document-{}{}", self.count, i + 1, document.ending());
            let spot = self.session.here();
            let came = crate::formats::document::member(self.session, &spot, &name, document.decode())?;
            self.tally.add(came, self.session.last_fault());
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<Verdict> {
        self.end()?;
        self.aside.flush(self.session)?;
        self.batch.end(&mut self.complaints);
        let mut words = self.complaints.list().to_vec();
        words.extend(Some(self.tally.verdict().reason).filter(|reason| !reason.is_empty()));
        Ok(Verdict::of(&words))
    }
}

#[cfg(test)]
mod tests;
