//! UNB to UNZ and UNH to UNT: what trailers promise is held against what came.

use peil_model::Part;

use crate::formats::Complaints;

/// The open interchange and message.
#[derive(Default)]
pub(super) struct Envelope {
    /// UNH came and UNT not yet.
    pub(super) open: bool,
    /// UNB came and UNZ not yet.
    interchange: bool,
    messages: u64,
}

impl Envelope {
    /// An interchange or a message without one begins.
    pub(super) fn start(&mut self, complaints: &mut Complaints) {
        self.end(complaints);
        *self = Envelope::default();
    }

    /// UNB.
    pub(super) fn interchange(&mut self, complaints: &mut Complaints) {
        self.end(complaints);
        *self = Envelope { interchange: true, ..Envelope::default() };
    }

    /// A message ended, with its UNT as the last part if `trailed`.
    pub(super) fn message(
        &mut self,
        number: u64,
        trailed: bool,
        last: Option<&Part>,
        segments: usize,
        complaints: &mut Complaints,
    ) {
        self.messages += 1;
        if !std::mem::replace(&mut self.open, false) {
            complaints.add(format!("message {number} has no header (UNH)"));
        }
        if !trailed {
            complaints.add(format!("message {number} has no trailer (UNT): segments may be missing"));
        } else if let Some(said) = last.and_then(count).filter(|n| *n > segments as u64 + 1) {
            // Writers count the service segments or not, and wrap texts anew: one too few, or more than said, is no loss.
            complaints.add(format!("message {number} should have {said} segments and has {segments}"));
        }
    }

    /// UNZ.
    pub(super) fn trailer(&mut self, part: &Part, complaints: &mut Complaints) {
        if let Some(said) = count(part).filter(|n| *n != self.messages && self.interchange) {
            complaints.add(format!("an interchange should have {said} messages and has {}", self.messages));
        }
        self.interchange = false;
    }

    /// The end of the file, or of an interchange without a trailer.
    pub(super) fn end(&mut self, complaints: &mut Complaints) {
        if std::mem::replace(&mut self.interchange, false) {
            complaints.add("an interchange has no trailer (UNZ): messages may be missing");
        }
    }
}

/// The number in the first element of a trailer.
fn count(part: &Part) -> Option<u64> {
    part.value(1, 1).trim().parse().ok()
}
