//! Lines that were folded: a line that begins with a blank goes on with the one before it (RFC 6350, 5545 and 2849).

use crate::formats::lines;
use crate::input::Input;
use crate::limits::VALUE_BYTES;

/// A line as it was before it was folded.
pub(super) struct Line {
    pub(super) bytes: Vec<u8>,
    /// Number of the line in the file on which it begins.
    pub(super) first: u64,
    /// It is longer than a value may be: its rest was passed over.
    pub(super) cut: bool,
}

/// The lines of a stream.
pub(super) struct Folded<'i, 'b> {
    input: &'i mut Input<'b>,
    number: u64,
}

impl<'i, 'b> Folded<'i, 'b> {
    pub(super) fn new(input: &'i mut Input<'b>) -> Folded<'i, 'b> {
        Folded { input, number: 1 }
    }

    /// The next line, unfolded. Lines of quoted-printable text (vCard 2.1) also go on behind a `=` at their end.
    pub(super) fn next(&mut self) -> Option<Line> {
        let first = self.number;
        let mut line = Line { bytes: Vec::new(), first, cut: false };
        self.append(&mut line, 0)?;
        let quoted = is_quoted_printable(&line.bytes);
        loop {
            let soft = quoted && line.bytes.ends_with(b"=");
            if soft {
                line.bytes.pop();
            }
            let folded = matches!(self.input.fill(1).first(), Some(b' ' | b'\t'));
            if !(soft || folded) || self.append(&mut line, usize::from(folded && !soft)).is_none() {
                return Some(line);
            }
        }
    }

    /// Adds the next line of the file without its first bytes.
    fn append(&mut self, line: &mut Line, skip: usize) -> Option<()> {
        let most = VALUE_BYTES as usize;
        let next = lines::next(self.input, b'\n', most)?;
        let bytes = self.input.data().get(skip..next.len).unwrap_or_default();
        if line.bytes.len() + bytes.len() <= most {
            line.bytes.extend_from_slice(bytes);
        } else {
            line.cut = true;
        }
        line.cut |= next.cut;
        self.input.skip(next.whole);
        self.number += u64::from(!next.cut);
        Some(())
    }
}

fn is_quoted_printable(line: &[u8]) -> bool {
    let head = memchr::memchr(b':', line).and_then(|at| line.get(..at)).unwrap_or_default();
    head.len() > 16 && memchr::memmem::find(&head.to_ascii_uppercase(), b"QUOTED-PRINTABLE").is_some()
}
