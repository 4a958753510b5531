//! Text outside of tables, line by line as a browser would break it.

use std::io;

use peil_model::{Content, Place, Segment};

use crate::session::Session;

/// Bytes of text that one segment holds.
const CHUNK_BYTES: usize = 32 * 1024;

/// Text in which blanks count once.
#[derive(Default)]
pub(super) struct Words {
    pub(super) text: String,
    /// What stands between this and what comes next.
    gap: Option<char>,
}

impl Words {
    /// Adds text; of its blanks one remains.
    pub(super) fn push(&mut self, text: &str) {
        for (i, word) in text.split(|c: char| c.is_whitespace() && c != '\u{a0}').enumerate() {
            if i > 0 {
                self.part(' ');
            }
            if !word.is_empty() {
                if let Some(gap) = self.gap.take().filter(|_| !self.text.is_empty()) {
                    self.text.push(gap);
                }
                self.text.extend(word.chars().map(|c| if c == '\u{a0}' { ' ' } else { c }));
            }
        }
    }

    /// Adds text as it stands.
    pub(super) fn push_plain(&mut self, text: &str) {
        if let Some(gap) = self.gap.take().filter(|_| !self.text.is_empty()) {
            self.text.push(gap);
        }
        self.text.push_str(text);
    }

    /// Keeps what comes next apart.
    pub(super) fn part(&mut self, by: char) {
        if self.gap != Some('\n') {
            self.gap = Some(by);
        }
    }

    /// Begins a paragraph: an empty line stands before what comes next.
    pub(super) fn paragraph(&mut self) {
        if !self.text.is_empty() {
            self.part('\n');
            if !self.text.ends_with('\n') {
                self.text.push('\n');
            }
        }
    }

    /// Whether the line at hand has no text.
    pub(super) fn at_start(&self) -> bool {
        self.text.is_empty() || self.gap == Some('\n')
    }

    /// Makes what stands in the line at hand a label of what comes next.
    pub(super) fn label(&mut self) {
        if self.at_start() {
            return;
        }
        self.gap = Some(' ');
        if !self.text.ends_with([':', '?', '=']) {
            self.text.push(':');
        }
    }
}

/// The text at hand, with the lines of the page that it is of.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) words: Words,
    first: u64,
    last: u64,
}

impl Flow {
    /// Marks that text of this line comes.
    pub(super) fn at(&mut self, line: u64) {
        if self.words.text.is_empty() {
            self.first = line;
        }
        self.last = line;
    }

    /// Whether there is enough for a segment.
    pub(super) fn is_full(&self) -> bool {
        self.words.text.len() > CHUNK_BYTES
    }

    /// Hands on what was gathered.
    pub(super) fn flush(&mut self, session: &mut Session<'_>) -> io::Result<()> {
        let words = std::mem::take(&mut self.words);
        let text = words.text.trim();
        if !text.chars().any(char::is_alphanumeric) {
            return Ok(());
        }
        let place = Place::lines(self.first, self.last);
        session.segment(Segment { place, content: Content::Text(text.to_owned()) })
    }
}
