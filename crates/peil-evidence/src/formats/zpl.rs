//! Labels for printers in ZPL II (Zebra Programming Language): laboratories keep the spool files of their tubes and envelopes.
//!
//! A label stands between `^XA` and `^XZ`; what it prints stands between `^FD` (or `^FV`) and `^FS`. With `^FH` before it, `_` and two
//! hexadecimal digits are a byte. Each label becomes a page of text: what lies on one line of the file is one line of it. A line of
//! words between the labels (`JOB 1712 Zuster Kok`) is text of its own.

use std::io;

use memchr::memmem;
use peil_model::{Content, Place, Segment};

use super::lines;
use crate::charset;
use crate::input::Input;
use crate::limits::LINE_BYTES;
use crate::session::{Session, Verdict};

/// Bytes of the printer's own settings that may stand before the first label.
const HEAD_BYTES: usize = 2048;
/// Bytes of one label's text.
const LABEL_BYTES: usize = 64 * 1024;

/// Whether labels begin here, behind settings of the printer (`~JA`, `CT~~CD,~CC^~CT~`) at most.
pub(crate) fn starts(body: &[u8]) -> bool {
    let head = body.get(..HEAD_BYTES).unwrap_or(body);
    let begins = head.starts_with(b"^") || head.starts_with(b"~") || head.starts_with(b"CT~~CD");
    begins && memmem::find(head, b"^XA").is_some() && memmem::find(body, b"^F").is_some()
}

/// Reads all labels.
pub(crate) fn read(session: &mut Session<'_>, input: &mut Input<'_>) -> io::Result<Verdict> {
    let mut label = Label::default();
    let mut reasons = Vec::new();
    let mut number = 1;
    while let Some(line) = lines::next(input, b'\n', LINE_BYTES as usize) {
        let bytes = input.data().get(..line.len).unwrap_or_default();
        let whole = if line.cut { end_of_field(bytes) } else { None };
        let (bytes, whole) = (bytes.get(..whole.unwrap_or(line.len)).unwrap_or_default().to_vec(), whole);
        let mut rest = bytes.as_slice();
        label.other_sign |= changes_sign(rest);
        if !label.open && is_words(rest) {
            let content = Content::Text(charset::decode(rest).into_owned());
            session.segment(Segment { place: Place::lines(number, number), content })?;
            rest = b"";
        }
        while let Some(end) = memmem::find(rest, b"^XZ") {
            label.line(number, rest.get(..end).unwrap_or_default());
            label.hand_on(session)?;
            rest = rest.get(end + 3..).unwrap_or_default();
        }
        label.line(number, rest);
        input.skip(whole.unwrap_or(line.whole));
        number += u64::from(!line.cut);
    }
    if label.other_sign {
        reasons.push(
            "its commands begin with another sign than `^` from some place on: these were not read"
                .to_owned(),
        );
    }
    if label.open {
        reasons.push("the last label has no end".to_owned());
    }
    label.hand_on(session)?;
    if label.cut {
        reasons.push("a label is longer than is read of one: its rest was not read".to_owned());
    }
    Ok(Verdict::of(&reasons))
}

/// What a label prints so far.
#[derive(Default)]
struct Label {
    lines: Vec<(u64, String)>,
    bytes: usize,
    /// It has begun.
    open: bool,
    /// A field was not closed on its line: what follows belongs to it.
    field: bool,
    hexadecimal: bool,
    cut: bool,
    /// `~CC` or `^CC` gave commands another sign.
    other_sign: bool,
}

/// Where the last whole label or field ends on a line that goes on, so that none is cut in two.
fn end_of_field(line: &[u8]) -> Option<usize> {
    let last = |mark: &[u8]| memmem::rfind(line, mark).map(|at| at + mark.len());
    last(b"^XZ").max(last(b"^FS"))
}

/// Whether a command gives commands another sign than `^`.
fn changes_sign(line: &[u8]) -> bool {
    memmem::find_iter(line, b"CC").any(|at| {
        let before = at.checked_sub(1).and_then(|b| line.get(b));
        matches!(before, Some(b'^' | b'~')) && line.get(at + 2).is_some_and(|sign| *sign != b'^')
    })
}

/// Whether a line between labels is no command.
fn is_words(line: &[u8]) -> bool {
    !line.contains(&b'^') && !line.starts_with(b"~") && line.iter().any(u8::is_ascii_alphabetic)
}

impl Label {
    /// Takes the fields of a line, or of a part of one.
    fn line(&mut self, number: u64, line: &[u8]) {
        let mut rest = line;
        let mut texts = Vec::new();
        while !rest.is_empty() {
            if !self.field {
                let Some(at) = memchr::memchr(b'^', rest) else { break };
                rest = rest.get(at + 1..).unwrap_or_default();
                let Some(command) = rest.get(..2) else { break };
                self.command(command);
                rest = rest.get(2..).unwrap_or_default();
                continue;
            }
            let end = memmem::find(rest, b"^FS");
            let value = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            texts.push(self.value(value));
            self.field = end.is_none();
            rest = end.and_then(|e| rest.get(e + 3..)).unwrap_or_default();
            self.hexadecimal &= self.field;
        }
        let text =
            texts.iter().filter(|t| !t.trim().is_empty()).map(|t| t.trim()).collect::<Vec<_>>().join("  ");
        if text.is_empty() {
            return;
        }
        self.bytes += text.len();
        if self.bytes > LABEL_BYTES {
            self.cut = true;
            return;
        }
        match self.lines.last_mut() {
            Some((last, line)) if *last == number => {
                line.push_str("  ");
                line.push_str(&text);
            }
            _ => self.lines.push((number, text)),
        }
    }

    fn command(&mut self, command: &[u8]) {
        match command {
            b"XA" => self.open = true,
            b"FD" | b"FV" => self.field = true,
            b"FH" => self.hexadecimal = true,
            _ => {}
        }
    }

    /// A field's text: `_C3_A9` is a letter where the field says so, `&` in Code 128 its own sign.
    fn value(&self, raw: &[u8]) -> String {
        if !self.hexadecimal {
            return charset::decode(raw).into_owned();
        }
        let mut out = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((first, behind)) = rest.split_first() {
            let digits = behind.get(..2).filter(|_| *first == b'_').and_then(|d| std::str::from_utf8(d).ok());
            match digits.and_then(|d| u8::from_str_radix(d, 16).ok()) {
                Some(byte) => {
                    out.push(byte);
                    rest = behind.get(2..).unwrap_or_default();
                }
                None => {
                    out.push(*first);
                    rest = behind;
                }
            }
        }
        charset::decode(&out).into_owned()
    }

    /// Hands the label on as a page of its own.
    fn hand_on(&mut self, session: &mut Session<'_>) -> io::Result<()> {
        self.open = false;
        self.field = false;
        self.hexadecimal = false;
        self.bytes = 0;
        let lines = std::mem::take(&mut self.lines);
        let (Some((first, _)), Some((last, _))) = (lines.first(), lines.last()) else { return Ok(()) };
        let place = Place::lines(*first, *last);
        let mut text = String::from("\x0c");
        let mut at = *first;
        for (number, line) in &lines {
            (at..*number).for_each(|_| text.push('\n'));
            at = *number;
            text.push_str(line);
        }
        session.segment(Segment { place, content: Content::Text(text) })
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::testing::show;

    fn check(zpl: &[u8], expected: Expect) {
        expected.assert_eq(&show(zpl));
    }

    #[test]
    fn labels_are_pages() {
        check(
            b"^XA^FDJ. Mol^FS^XZ\nJOB 7 voor A. Kok\n^XA~CC/\n/FDB. Vos/FS\n/XZ\n",
            expect![[r#"
            line:1 \u{c}J. Mol
            line:2 JOB 7 voor A. Kok
            partial: its commands begin with another sign than `^` from some place on: these were not read; the last label has no end
        "#]],
        );
        check(
            include_bytes!("../../fuzz/seeds/labels.zpl"),
            expect![[r#"
                line:4-6 \u{c}550012345\nA.B. de Vries\n12-03-1961
                line:8 \u{c}Mevr. Kaya  Hélène  1234 AB Plaats
                line:10-11 \u{c}Kerkstraat 1\n1234 AB Plaats
            "#]],
        );
        check(
            b"^XA^FO1,1^FDJ. Mol^FS\n^FO1,9^FD12-03-1961",
            expect![[r#"
            line:1-2 \u{c}J. Mol\n12-03-1961
            partial: the last label has no end
        "#]],
        );
    }

    #[test]
    fn lines_that_are_too_long_cut_no_field() {
        let one = b"^XA^FDJ. de Mol^FS^FD12-03-1961^FS^XZ";
        let many = one.repeat(3 * super::LINE_BYTES as usize / one.len());
        let shown = show(&many);
        let labels = shown.lines().filter(|l| l.ends_with("J. de Mol  12-03-1961")).count();
        assert_eq!(labels, shown.lines().count());
        assert_eq!(labels, 3 * super::LINE_BYTES as usize / one.len());
    }
}
