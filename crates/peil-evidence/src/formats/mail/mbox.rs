//! Mailboxes (RFC 4155 and its relatives): mails behind `From ` lines, read as a stream, each a member named by its number.

use std::io;

use crate::containers::{Tally, too_many};
use crate::formats::document::{self, Decoded};
use crate::formats::lines;
use crate::input::Input;
use crate::limits::{LINE_BYTES, MAIL_BYTES};
use crate::session::{Session, Spot, Verdict};

/// Bytes in which the line behind a `From ` line must show that it is a field of a head.
const AHEAD: usize = 256;

/// Reads every mail.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let mut mailbox =
        Mailbox { session, spot, tally: Tally::default(), mail: Vec::new(), open: false, cut: false };
    // Whether a line begins here, and whether the one before was empty.
    let (mut fresh, mut blank) = (true, true);
    while let Some(line) = lines::next(input, b'\n', LINE_BYTES as usize) {
        let ahead = input.fill(line.whole + AHEAD);
        let bytes = ahead.get(..line.whole).unwrap_or_default();
        let next = ahead.get(line.whole..).unwrap_or_default();
        if fresh && is_start(bytes, next, blank) {
            if !mailbox.end()? {
                return Ok(mailbox.tally.verdict());
            }
            mailbox.open = true;
        } else {
            mailbox.push(if fresh { unescaped(bytes) } else { bytes });
        }
        fresh = !line.cut;
        blank = fresh && line.len == 0;
        input.skip(line.whole);
    }
    mailbox.end()?;
    Ok(mailbox.tally.verdict())
}

struct Mailbox<'a, 's> {
    session: &'a mut Session<'s>,
    spot: &'a Spot,
    tally: Tally,
    mail: Vec<u8>,
    open: bool,
    cut: bool,
}

impl Mailbox<'_, '_> {
    fn push(&mut self, line: &[u8]) {
        if !self.open {
            return;
        }
        if self.mail.len() + line.len() <= MAIL_BYTES as usize {
            self.mail.extend_from_slice(line);
        } else {
            self.cut = true;
        }
    }

    /// The open mail is complete. False if no more may come.
    fn end(&mut self) -> io::Result<bool> {
        if !std::mem::replace(&mut self.open, false) {
            return Ok(true);
        }
        if self.tally.members() >= self.session.limits.members {
            self.tally.complain(too_many(self.session.limits.members));
            return Ok(false);
        }
        let mut bytes = std::mem::take(&mut self.mail);
        // The blank line before the next `From ` line is the mailbox's.
        for end in [&b"\n\r\n"[..], b"\n\n"] {
            if bytes.ends_with(end) {
                bytes.truncate(bytes.len() - end.len() + 1);
                break;
            }
        }
        let damage = std::mem::replace(&mut self.cut, false).then_some(TOO_LONG);
        let name = (self.tally.members() + 1).to_string();
        let came = document::member(self.session, self.spot, &name, Decoded { bytes, damage })?;
        self.tally.add(came, self.session.last_fault());
        Ok(true)
    }
}

const TOO_LONG: &str = "longer than is read of one mail: its rest was not read";

/// Whether a mail begins behind this line: `From someone Mon Jan  1 00:00:00 2024`, or the like behind a blank line and before a field.
fn is_start(line: &[u8], next: &[u8], blank: bool) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    if !next.is_empty() && !is_field(next) && !next.starts_with(b">From ") {
        return false;
    }
    blank || has_moment(rest)
}

fn is_field(line: &[u8]) -> bool {
    let name = line.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
    name > 0 && line.get(name) == Some(&b':')
}

/// A time of day and a year.
fn has_moment(text: &[u8]) -> bool {
    let digits = |at: usize, n: usize| text.get(at..at + n).is_some_and(|d| d.iter().all(u8::is_ascii_digit));
    let time = (0..text.len()).any(|i| digits(i, 2) && text.get(i + 2) == Some(&b':') && digits(i + 3, 2));
    let year =
        (0..text.len()).any(|i| digits(i, 4) && text.get(i..i + 2).is_some_and(|y| y == b"19" || y == b"20"));
    time && year
}

/// A line of a mail as it was before the mailbox escaped it: `>From `, `>>From `.
fn unescaped(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|b| **b == b'>').count();
    let escaped = quotes > 0 && line.get(quotes..).is_some_and(|l| l.starts_with(b"From "));
    if escaped { line.get(1..).unwrap_or_default() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_of_mails() {
        let dated = b"From jan@x.nl Mon Jan  1 09:30:00 2024\n";
        for (line, next, blank, expected) in [
            (&dated[..], &b"Return-Path: <jan@x.nl>\n"[..], true, true),
            (dated, b"Subject: x\n", false, true),
            (dated, b"was alles anders\n", true, false),
            (b"From - Mon Jan  1 09:30:00 2024\r\n", b"X-Mozilla-Status: 0001\r\n", true, true),
            (b"From jan@x.nl\n", b"Subject: x\n", true, true),
            (b"From jan@x.nl\n", b"Subject: x\n", false, false),
            (b"From now on\n", b"everything is better\n", true, false),
            (b">From jan@x.nl Mon Jan  1 09:30:00 2024\n", b"A: x\n", true, false),
        ] {
            assert_eq!(is_start(line, next, blank), expected, "{}", String::from_utf8_lossy(line));
        }
        assert_eq!(unescaped(b">From x"), b"From x");
        assert_eq!(unescaped(b">>From x"), b">From x");
        assert_eq!(unescaped(b"> From x"), b"> From x");
    }
}
