//! MEDVRI letters to the practice: free text in lines of 70 characters, through which names and numbers break.

use std::io;

use super::Scene;
use super::medlab::{MAILBOX, OURS, interchange};
use crate::categories::{BIRTH, BSN, GP, NAME, TEXT};
use crate::formats::edifact::{put, segment};
use crate::names::unmarked;
use crate::population::Register;
use crate::traps::Trap;

/// Characters of a line.
const LINE: usize = 70;

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "edi/medvri.edi";
    let mut messages = Vec::new();
    for (row, _) in s.trapped(Trap::Wrapped) {
        let h = s.people.human(s.people.person(Register::Practice, row));
        let mut segments = vec![segment("GGA+01999901+Zandpad-Oud"), segment("DET+B:210305:1010")];
        let text = unmarked(&format!(
            "Geachte collega, naar aanleiding van uw verzoek zagen wij op de polikliniek mevrouw {}, geboren op {}, BSN: {}, met klachten van moeheid. Het onderzoek toonde geen afwijkingen.",
            h.spoken(),
            h.birth.dmy(),
            h.bsn
        ));
        let letters: Vec<char> = text.chars().collect();
        for (n, line) in letters.chunks(LINE).enumerate() {
            let line: String = line.iter().collect();
            segments.push(put(&format!("TXT:{}+$1", n + 1), &[&line]));
        }
        messages.push(("MEDVRI:1", segments));
        s.of(Register::Practice, row, OURS, NAME | BIRTH | BSN | GP | TEXT, path);
    }
    if messages.is_empty() {
        return Ok(());
    }
    let text = interchange(0, MAILBOX, messages);
    s.file(1, path, text.as_bytes(), "read")
}
