//! Text between messages: log lines, mail heads. It is handed on as text, so that nothing is lost.

use std::io;

use peil_model::{Content, Place, Segment};

use crate::charset;
use crate::session::Session;

/// Bytes of text that one segment holds.
const CHUNK_BYTES: usize = 64 * 1024;

/// Consecutive lines of text, gathered until something else comes.
#[derive(Default)]
pub(crate) struct Aside {
    text: String,
    first: u64,
    last: u64,
}

impl Aside {
    /// Adds a line with its number; lines without a letter or digit are not worth a segment.
    pub(crate) fn line(&mut self, session: &mut Session<'_>, number: u64, line: &[u8]) -> io::Result<()> {
        if !line.iter().any(|b| b.is_ascii_alphanumeric() || *b >= 0x80) {
            return Ok(());
        }
        if !self.text.is_empty() && (number > self.last + 1 || self.text.len() + line.len() > CHUNK_BYTES) {
            self.flush(session)?;
        }
        if self.text.is_empty() {
            self.first = number;
        } else {
            self.text.push('\n');
        }
        self.last = number;
        self.text.push_str(&charset::decode(line));
        Ok(())
    }

    /// Hands on what was gathered.
    pub(crate) fn flush(&mut self, session: &mut Session<'_>) -> io::Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        session.segment(Segment { place: Place::lines(self.first, self.last), content: Content::Text(text) })
    }
}
