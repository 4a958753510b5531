//! Texts that end in zero bytes. Room for them was reserved and never written, a download was cut off, or whoever recovered the
//! file filled up what was lost. The text is read up to there. The zeros themselves hold nothing, but what should stand in their
//! place may be missing: a text with more than a few of them is partial.

use std::cell::Cell;
use std::io::{self, Read};

use crate::input::Input;

/// Bytes of zeros that may end a text as a mark of its end, or to fill up a word.
const MARK_BYTES: u64 = 16;
/// Bytes that a text has at least: less may be the mark of a binary format.
const TEXT_BYTES: usize = 16;

/// The first bytes of a text without the zeros behind it.
pub(crate) fn cut(data: &[u8]) -> &[u8] {
    let end = data.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1);
    if end < TEXT_BYTES { data } else { data.get(..end).unwrap_or(data) }
}

/// The text without the zeros behind it; how many these are stands in the cell when it has been read to its end.
pub(crate) fn without<'a>(input: &'a mut Input<'_>, zeros: &'a Cell<u64>) -> Input<'a> {
    Input::plain(Box::new(Cut { input, held: zeros, owed: 0 }))
}

/// What so many zeros at the end of a text mean.
pub(crate) fn complaint(zeros: u64) -> Option<String> {
    (zeros > MARK_BYTES)
        .then(|| format!("its last {zeros} bytes are zeros: what should stand there may be lost"))
}

struct Cut<'a, 'b> {
    input: &'a mut Input<'b>,
    /// Zeros that came last.
    held: &'a Cell<u64>,
    /// Zeros that turned out to stand before something.
    owed: u64,
}

impl Read for Cut<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.owed == 0 {
            let data = self.input.fill(1);
            let zeros = zeros(data);
            if zeros > 0 {
                self.held.set(self.held.get() + zeros as u64);
                self.input.skip(zeros);
                continue;
            }
            if self.held.get() > 0 && !data.is_empty() {
                self.owed = self.held.take();
                break;
            }
            let text = memchr::memchr(0, data).and_then(|end| data.get(..end)).unwrap_or(data);
            let n = text.len().min(buf.len());
            if let (Some(to), Some(from)) = (buf.get_mut(..n), text.get(..n)) {
                to.copy_from_slice(from);
            }
            self.input.skip(n);
            return Ok(n);
        }
        let n = usize::try_from(self.owed).unwrap_or(usize::MAX).min(buf.len());
        buf.iter_mut().take(n).for_each(|b| *b = 0);
        self.owed -= n as u64;
        Ok(n)
    }
}

/// How many zeros the data begin with. Many at once: a file may be nothing else for gigabytes.
fn zeros(data: &[u8]) -> usize {
    const CHUNK: usize = 4096;
    let is_zero = |chunk: &&[u8]| chunk.iter().fold(0, |all, b| all | b) == 0;
    let whole = data.chunks_exact(CHUNK).take_while(is_zero).count() * CHUNK;
    whole + data.iter().skip(whole).take_while(|b| **b == 0).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{show, show_all};

    fn after(bytes: &[u8]) -> (Vec<u8>, u64) {
        let held = Cell::new(0);
        let mut input = Input::plain(Box::new(bytes));
        let mut out = Vec::new();
        without(&mut input, &held).read_to_end(&mut out).expect("read");
        (out, held.get())
    }

    #[test]
    fn only_zeros_at_the_end_are_taken_off() {
        let long = [&[0; 10_000][..], b"a", &[0; 300_000], b"b\0c"].concat();
        assert_eq!(after(&long), (long.clone(), 0));
        assert_eq!(after(&[&long[..], &[0; 70_000]].concat()), (long, 70_000));
        assert_eq!((after(b""), after(&[0; 9])), ((vec![], 0), (vec![], 9)));
    }

    const CSV: &str = "bsn;naam\n123456782;Jansen\n111222333;Bos\n";
    const LOST: &str = "bytes are zeros: what should stand there may be lost\n";

    fn filled(text: impl AsRef<[u8]>, zeros: usize) -> Vec<u8> {
        [text.as_ref(), &vec![0; zeros]].concat()
    }

    #[test]
    fn a_text_is_read_up_to_its_zeros() {
        for text in [
            CSV,
            "{\"bsn\": \"123456782\", \"naam\": \"Jansen\"}",
            "Geachte mevrouw Jansen,\n\nUw uitslag.\n",
            "<?xml version=\"1.0\"?><a><b>Jansen</b></a>",
            "MSH|^~\\&|A\rPID|1||9\r",
        ] {
            let plain = show(text.as_bytes());
            assert!(!plain.contains("unreadable") && !plain.contains("partial"), "{plain}");
            for zeros in [1, 16] {
                assert_eq!(show(&filled(text, zeros)), plain);
            }
            // Less than what a format is recognised by, and more.
            for zeros in [17, 4000, 200_000] {
                assert_eq!(show(&filled(text, zeros)), format!("{plain}partial: its last {zeros} {LOST}"));
            }
        }
        let wide: Vec<u8> = CSV.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(
            show(&filled(wide, 5000)),
            format!("{}partial: its last 5000 {LOST}", show(CSV.as_bytes()))
        );
    }

    #[test]
    fn long_tables_and_members_end_so_too() {
        let long = CSV.repeat(5000);
        assert_eq!(
            show(&filled(&long, 100)),
            format!("{}partial: its last 100 {LOST}", show(long.as_bytes()))
        );
        let mut tar = tar::Builder::new(Vec::new());
        let content = filled(CSV, 300);
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        tar.append_data(&mut header, "a.csv", content.as_slice()).expect("appended");
        let shown = show_all("a.tar", &tar.into_inner().expect("finished"));
        assert!(
            shown.contains(&format!("close <a.csv> 340 text/csv partial: its last 300 {LOST}")),
            "{shown}"
        );
    }

    #[test]
    fn what_is_binary_stays_so() {
        for bytes in [
            filled("MAGIC1", 4000),
            filled("\u{1}\u{2}\u{3}\u{4} and sixteen more bytes", 4000),
            vec![0; 500],
        ] {
            assert_eq!(show(&bytes), "unreadable: binary data of an unknown kind\n");
        }
    }
}
