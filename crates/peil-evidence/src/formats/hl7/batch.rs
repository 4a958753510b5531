//! Batches: FHS and BHS before messages, BTS and FTS with their counts after them.

use crate::formats::Complaints;

/// What headers promised and what came.
#[derive(Default)]
pub(super) struct Batch {
    file_open: bool,
    batch_open: bool,
    /// Messages since the last BHS (or the start).
    messages: u64,
    /// Messages since the last FHS (or the start).
    file_messages: u64,
    batches: u64,
}

impl Batch {
    pub(super) fn message(&mut self) {
        self.messages += 1;
        self.file_messages += 1;
    }

    pub(super) fn file_header(&mut self, complaints: &mut Complaints) {
        self.end(complaints);
        *self = Batch { file_open: true, ..Batch::default() };
    }

    pub(super) fn header(&mut self, complaints: &mut Complaints) {
        self.end_batch(complaints);
        self.batch_open = true;
        self.messages = 0;
        self.batches += 1;
    }

    /// BTS with its number of messages, FTS with its number of batches; some senders count messages there too.
    pub(super) fn trailer(&mut self, id: &[u8; 3], count: &[u8], complaints: &mut Complaints) {
        let said = std::str::from_utf8(count.trim_ascii()).ok().and_then(|c| c.parse::<u64>().ok());
        if id == b"BTS" {
            if let Some(said) = said.filter(|n| *n != self.messages) {
                complaints.add(format!("a batch should have {said} messages and has {}", self.messages));
            }
            self.batch_open = false;
            self.messages = 0;
        } else {
            self.end_batch(complaints);
            if let Some(said) = said.filter(|n| *n != self.batches && *n != self.file_messages) {
                complaints.add(format!("the file should have {said} batches and has {}", self.batches));
            }
            self.file_open = false;
        }
    }

    fn end_batch(&mut self, complaints: &mut Complaints) {
        if std::mem::replace(&mut self.batch_open, false) {
            complaints.add("a batch ends without its trailer (BTS): messages may be missing");
        }
    }

    /// The end of the file.
    pub(super) fn end(&mut self, complaints: &mut Complaints) {
        self.end_batch(complaints);
        if std::mem::replace(&mut self.file_open, false) {
            complaints.add("the file ends without its trailer (FTS): messages may be missing");
        }
    }
}
