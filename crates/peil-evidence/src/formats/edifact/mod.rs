//! UN/EDIFACT (ISO 9735): interchanges of messages such as MEDLAB, MEDVRI, MEDRPT, MEDEUR.
//!
//! Service characters come from UNA or are the usual ones. What stands between interchanges (mail heads, blank lines) is
//! handed on as text.

mod envelope;
mod line;
mod syntax;

use std::io;

use encoding_rs::{Encoding, WINDOWS_1252};
use peil_model::{Content, Leaf, Message, Part, Place, Segment, Syntax};

use self::envelope::Envelope;
pub(crate) use self::line::quoted;
use self::syntax::{Chars, Start, is_tagged, start_at};
pub(crate) use self::syntax::{occurs, starts};
use crate::charset;
use crate::formats::aside::Aside;
use crate::formats::{Complaints, lines};
use crate::input::Input;
use crate::limits::MESSAGE_VALUES;
use crate::session::{Session, Verdict};

/// Bytes by which the start of an interchange is recognised, and whether its segments end with a line end.
const START_BYTES: usize = 512;

/// Reads interchanges until the end of the stream.
pub(crate) fn read(session: &mut Session<'_>, input: &mut Input<'_>) -> io::Result<Verdict> {
    let max = usize::try_from(session.limits.message).unwrap_or(usize::MAX);
    let mut reader = Reader {
        session,
        chars: Chars::DEFAULT,
        set: WINDOWS_1252,
        raw: Vec::new(),
        ends: Vec::new(),
        wrap: 0,
        column: 0,
        count: 0,
        line: 1,
        max,
        envelope: Envelope::default(),
        interchange: None,
        aside: Aside::default(),
        complaints: Complaints::default(),
        mail_of_parts: false,
    };
    reader.run(input)?;
    reader.finish()
}

struct Reader<'a, 's> {
    session: &'a mut Session<'s>,
    chars: Chars,
    set: &'static Encoding,
    /// The open message: its segments end to end.
    raw: Vec<u8>,
    ends: Vec<usize>,
    /// Length of the lines of a text that a transport has cut at a column; 0 until one was seen.
    wrap: usize,
    /// Bytes between the last line end and the segment at hand.
    column: usize,
    /// Messages so far, the open one not included.
    count: u64,
    line: u64,
    max: usize,
    envelope: Envelope,
    /// UNB of the open interchange.
    interchange: Option<Part>,
    aside: Aside,
    complaints: Complaints,
    mail_of_parts: bool,
}

impl Reader<'_, '_> {
    /// Alternates between text before an interchange and the segments of one.
    fn run(&mut self, input: &mut Input<'_>) -> io::Result<()> {
        loop {
            let text_ended = self.text(input)?;
            if !text_ended {
                return Ok(());
            }
            self.aside.flush(self.session)?;
            while let Some(more) = self.next_segment(input)? {
                if !more {
                    break;
                }
            }
            if input.fill(1).is_empty() {
                return Ok(());
            }
        }
    }

    /// Text up to the start of an interchange. False at the end of the stream.
    fn text(&mut self, input: &mut Input<'_>) -> io::Result<bool> {
        loop {
            let data = input.fill(START_BYTES);
            if data.is_empty() {
                return Ok(false);
            }
            let blanks = data.iter().take_while(|b| b.is_ascii_whitespace() || **b < b' ').count();
            if let Some(start) = start_at(data.get(blanks..).unwrap_or_default()) {
                self.count_lines(data.get(..blanks).unwrap_or_default());
                input.skip(blanks);
                self.begin(&start);
                self.column += start.skip;
                input.skip(start.skip);
                return Ok(true);
            }
            let Some(line) = lines::next(input, b'\n', self.max) else { return Ok(false) };
            let bytes = input.data().get(..line.len).unwrap_or_default();
            // A start in the middle of a line: behind a log's prefix, or right behind the last interchange.
            let near = input.data().get(..line.whole + START_BYTES).unwrap_or(input.data());
            let inner = syntax::find(near).filter(|at| *at < line.len && *at > 0);
            let bytes = inner.map_or(bytes, |at| bytes.get(..at).unwrap_or_default());
            self.mail_of_parts |= crate::sniff::is_multipart(bytes);
            self.aside.line(self.session, self.line, bytes)?;
            match inner {
                Some(at) => {
                    self.column += at;
                    input.skip(at);
                }
                None => {
                    self.line += u64::from(line.end != 0);
                    self.column = 0;
                    input.skip(line.whole);
                }
            }
        }
    }

    fn begin(&mut self, start: &Start) {
        self.chars = start.chars;
        self.envelope.start(&mut self.complaints);
        self.interchange = None;
        self.set = WINDOWS_1252;
    }

    /// Moves the line and the column behind these bytes.
    fn count_lines(&mut self, bytes: &[u8]) {
        self.line += memchr::memchr_iter(b'\n', bytes).count() as u64;
        match memchr::memrchr2(b'\n', b'\r', bytes) {
            Some(at) => self.column = bytes.len() - at - 1,
            None => self.column += bytes.len(),
        }
    }

    /// One segment. `Some(false)` where the interchange ends, `None` at the end of the stream.
    fn next_segment(&mut self, input: &mut Input<'_>) -> io::Result<Option<bool>> {
        let blanks =
            input.fill(START_BYTES).iter().take_while(|b| b.is_ascii_whitespace() || **b < b' ').count();
        if blanks > 0 && self.chars.terminator != b'\n' {
            self.count_lines(input.data().get(..blanks).unwrap_or_default());
            input.skip(blanks);
            if input.fill(START_BYTES).is_empty() {
                return Ok(None);
            }
        }
        if input.data().starts_with(b"UNA") && start_at(input.data()).is_some() {
            self.end_message(false)?;
            return Ok(Some(false));
        }
        let (len, found) = self.segment_length(input);
        if len == 0 && !found {
            return Ok(None);
        }
        let data = input.data().get(..len).unwrap_or_default();
        let goes_on = self.segment(data)?;
        let whole = len + usize::from(found);
        self.count_lines(input.data().get(..whole).unwrap_or_default());
        input.skip(whole);
        if !found && len < self.max {
            self.complaints.add("ends in the middle of a segment");
            return Ok(None);
        }
        Ok(Some(goes_on))
    }

    /// Bytes up to the segment's terminator, and whether it came.
    fn segment_length(&mut self, input: &mut Input<'_>) -> (usize, bool) {
        let mut scanned = 0;
        loop {
            let data = input.data();
            while let Some(p) = memchr::memchr(self.chars.terminator, data.get(scanned..).unwrap_or_default())
            {
                let at = scanned + p;
                if !self.chars.is_released(data, at) {
                    return (at, true);
                }
                scanned = at + 1;
            }
            scanned = data.len();
            if scanned >= self.max {
                self.complaints.add("a segment is longer than is read of one");
                return (self.max, false);
            }
            if !input.more() {
                return (input.data().len(), false);
            }
        }
    }

    /// Takes a segment in. False where it ended the interchange.
    fn segment(&mut self, data: &[u8]) -> io::Result<bool> {
        let data = data.trim_ascii();
        if data.is_empty() {
            return Ok(true);
        }
        let head = syntax::head(data);
        if !is_tagged(&head, &self.chars) {
            return self.untagged(data);
        }
        match head.get(..3).unwrap_or_default() {
            b"UNB" => {
                self.end_message(false)?;
                self.envelope.interchange(&mut self.complaints);
                let declared =
                    data.get(4..8).and_then(|s| std::str::from_utf8(s).ok()).and_then(charset::declared);
                self.set = declared.unwrap_or(WINDOWS_1252);
                self.interchange = Some(self.parse(data, &mut MESSAGE_VALUES.clone()));
            }
            b"UNH" => {
                self.end_message(false)?;
                self.envelope.open = true;
                self.push(data);
            }
            b"UNT" => {
                self.push(data);
                self.end_message(true)?;
            }
            b"UNZ" => {
                self.end_message(false)?;
                let trailer = self.parse(data, &mut MESSAGE_VALUES.clone());
                self.envelope.trailer(&trailer, &mut self.complaints);
                self.interchange = None;
                return Ok(false);
            }
            b"UNG" | b"UNE" => self.end_message(false)?,
            _ => self.push(data),
        }
        Ok(true)
    }

    /// What does not begin like a segment: an apostrophe in a text that was not released has cut one in two.
    fn untagged(&mut self, data: &[u8]) -> io::Result<bool> {
        if self.ends.is_empty() || self.raw.len() + data.len() > self.max {
            self.aside.line(self.session, self.line, data)?;
            return Ok(true);
        }
        if self.chars.terminator != b'\n' {
            self.raw.push(self.chars.release);
            self.raw.push(self.chars.terminator);
        }
        self.join(data);
        self.ends.pop();
        self.ends.push(self.raw.len());
        Ok(true)
    }

    fn push(&mut self, data: &[u8]) {
        if self.raw.len() + data.len() > self.max {
            let limit = crate::limits::amount(self.max as u64);
            self.complaints
                .add(format!("message {} is longer than {limit}: its rest was not read", self.count + 1));
            return;
        }
        self.join(data);
        self.ends.push(self.raw.len());
    }

    /// Appends a segment's bytes without the line ends that a transport has put into them: nothing in their place where
    /// lines were cut at a column, a blank elsewhere.
    fn join(&mut self, data: &[u8]) {
        let mut rest = data;
        let mut column = self.column;
        while let Some(at) = memchr::memchr2(b'\r', b'\n', rest) {
            let line = rest.get(..at).unwrap_or_default();
            self.raw.extend_from_slice(line);
            rest = rest.get(at..).unwrap_or_default().trim_ascii_start();
            let length = std::mem::take(&mut column) + line.len();
            let cut = length >= 60 && (self.wrap == 0 || self.wrap == length);
            if cut {
                self.wrap = length;
            } else {
                self.raw.push(b' ');
            }
        }
        self.raw.extend_from_slice(rest);
    }

    /// The open message is complete, with its UNT or without.
    fn end_message(&mut self, trailed: bool) -> io::Result<()> {
        if self.ends.is_empty() {
            return Ok(());
        }
        self.aside.flush(self.session)?;
        self.count += 1;
        let mut left = MESSAGE_VALUES;
        let mut parts = Vec::with_capacity(self.ends.len() + 1);
        parts.extend(self.interchange.iter().cloned());
        let mut start = 0;
        for end in &self.ends {
            parts.push(self.parse(self.raw.get(start..*end).unwrap_or_default(), &mut left));
            start = *end;
        }
        if left == 0 {
            self.complaints.add(format!("message {} has more values than are read of one", self.count));
        }
        self.envelope.message(self.count, trailed, parts.last(), self.ends.len(), &mut self.complaints);
        self.raw.clear();
        self.ends.clear();
        let content = Content::Message(Message { syntax: Syntax::Edifact, parts });
        self.session.segment(Segment { place: Place::message(self.count), content })
    }

    fn parse(&self, data: &[u8], left: &mut u64) -> Part {
        parse(&self.chars, &charset::decode_as(data, self.set), left)
    }

    fn finish(mut self) -> io::Result<Verdict> {
        self.end_message(false)?;
        self.aside.flush(self.session)?;
        self.envelope.end(&mut self.complaints);
        if self.mail_of_parts {
            self.complaints.add("in an e-mail of several parts, which are not supported yet");
        }
        Ok(Verdict::of(self.complaints.list()))
    }
}

/// A segment by its elements and components, as long as `left` values may still come.
fn parse(chars: &Chars, text: &str, left: &mut u64) -> Part {
    let mut part = Part::with_room(text.get(..3).unwrap_or_default(), text.len() / 6 + 4, text.len());
    for (e, element) in chars.pieces(text, chars.element).enumerate().skip(1) {
        for (c, value) in chars.pieces(element, chars.component).enumerate() {
            let (Ok(field), Ok(component)) = (u16::try_from(e), u16::try_from(c + 1)) else {
                *left = 0;
                break;
            };
            if value.is_empty() {
                continue;
            }
            if *left == 0 {
                return part;
            }
            *left -= 1;
            part.push(Leaf { field, repetition: 1, component, sub: 1 }, &chars.unreleased(value));
        }
    }
    part
}

#[cfg(test)]
mod tests;
