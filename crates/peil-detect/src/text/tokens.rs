//! Text as tokens: words, numbers and marks, with what stands between them.

use super::words::{Cue, cue};

/// What kind of token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Begins with a letter; may hold digits, and `. ' - / _` inside.
    Word,
    /// Begins with a digit (or `+` and a digit); may hold letters, and `. - / :` inside.
    Number,
    /// One other character.
    Mark(char),
    /// Three dots or more in a row, or two underscores or more: what leads from a label to its value.
    Leader,
}

/// What separates a token from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// One blank.
    Blank,
    /// Two blanks or more, or a tab.
    Wide,
    /// The end of a line.
    Line,
}

/// A token's place and kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte in the text.
    pub start: usize,
    /// Byte behind its last.
    pub end: usize,
    /// Line in the text, from 0.
    pub line: usize,
    /// What stands before it.
    pub gap: Gap,
    /// What it is.
    pub kind: Kind,
    /// What the word announces.
    pub cue: Cue,
    /// A dot follows a word or number directly.
    pub dot: bool,
}

impl Token {
    /// Whether it is that mark.
    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }
}

/// Takes text apart into `out`, which is emptied first.
pub(super) fn split(text: &str, out: &mut Vec<Token>) {
    out.clear();
    let bytes = text.as_bytes();
    let (mut at, mut line, mut gap) = (0, 0, Gap::Line);
    while let Some(&b) = bytes.get(at) {
        match b {
            b'\n' => {
                line += 1;
                gap = Gap::Line;
                at += 1;
            }
            b'\t' => {
                gap = gap.max(Gap::Wide);
                at += 1;
            }
            b' ' | b'\r' | 0x0b | 0x0c => {
                gap = gap.max(if gap == Gap::None { Gap::Blank } else { Gap::Wide });
                at += 1;
            }
            _ => {
                let (kind, end) = token(text, bytes, at, b);
                let mut t = Token { start: at, end, line, gap, kind, cue: Cue::None, dot: false };
                at = end;
                gap = Gap::None;
                if kind == Kind::Mark('\u{a0}') {
                    gap = t.gap.max(Gap::Blank);
                    continue;
                }
                if kind == Kind::Word {
                    t.cue = cue(text.get(t.start..t.end).unwrap_or(""));
                }
                if matches!(kind, Kind::Word | Kind::Number)
                    && bytes.get(at) == Some(&b'.')
                    && bytes.get(at + 1) != Some(&b'.')
                {
                    t.dot = true;
                    at += 1;
                }
                out.push(t);
            }
        }
    }
}

fn token(text: &str, bytes: &[u8], at: usize, b: u8) -> (Kind, usize) {
    let next = bytes.get(at + 1).copied().unwrap_or(0);
    match b {
        b'a'..=b'z' | b'A'..=b'Z' => (Kind::Word, word_end(text, bytes, at)),
        b'0'..=b'9' => (Kind::Number, number_end(bytes, at)),
        b'+' if next.is_ascii_digit() => (Kind::Number, number_end(bytes, at + 1)),
        b'\'' if next.is_ascii_lowercase() && elided(bytes, at) => (Kind::Word, at + 2),
        b'.' | b'_' if next == b => {
            let run = bytes.get(at..).unwrap_or(&[]).iter().take_while(|c| **c == b).count();
            (if run >= 3 || b == b'_' { Kind::Leader } else { Kind::Mark('.') }, at + run)
        }
        0x80.. => match text.get(at..).and_then(|t| t.chars().next()) {
            Some(c) if c.is_alphabetic() => (Kind::Word, word_end(text, bytes, at)),
            Some(c) if c.is_whitespace() => (Kind::Mark('\u{a0}'), at + c.len_utf8()),
            Some('…') => (Kind::Leader, at + 3),
            Some(c) => (Kind::Mark(c), at + c.len_utf8()),
            None => (Kind::Mark('?'), at + 1),
        },
        _ => (Kind::Mark(char::from(b)), at + 1),
    }
}

/// `'t` and `'s` as words of a surname's prefix.
fn elided(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at + 1), Some(b't' | b's' | b'n')) && matches!(bytes.get(at + 2), Some(b' ' | b'-'))
}

fn word_end(text: &str, bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(&b) = bytes.get(at) {
        if b.is_ascii_alphanumeric() {
            at += 1;
        } else if b >= 0x80 {
            match text.get(at..).and_then(|t| t.chars().next()) {
                Some(c) if c.is_alphanumeric() || c == '’' || !c.is_whitespace() && combines(c) => {
                    at += c.len_utf8();
                }
                _ => break,
            }
        } else if matches!(b, b'.' | b'\'' | b'-' | b'/' | b'_')
            && bytes.get(at + 1).is_some_and(|n| n.is_ascii_alphabetic() || *n >= 0xc3 || b == b'_')
            && !(b == b'.' && at > from + 1 && is_title(text, from, at))
        {
            at += 1;
        } else {
            break;
        }
    }
    at.max(from + 1)
}

/// `mw.A.Jansen` is a title and a name.
fn is_title(text: &str, from: usize, to: usize) -> bool {
    matches!(cue(text.get(from..to).unwrap_or("")), Cue::Title | Cue::Academic)
}

/// Combining marks follow the letter that they belong to.
fn combines(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn number_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(&b) = bytes.get(at) {
        let joins = matches!(b, b'.' | b'-' | b'/' | b':')
            && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !b.is_ascii_alphanumeric() && !joins {
            break;
        }
        at += 1;
    }
    at.max(from + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        split(text, &mut tokens);
        let shown: Vec<&str> = tokens.iter().map(|t| &text[t.start..t.end]).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn words_numbers_marks() {
        check(
            "mw. A.B. de Vries-Jansen, 12-03-1961",
            &["mw", "A.B", "de", "Vries-Jansen", ",", "12-03-1961"],
        );
        check("Naam......: x", &["Naam", "......", ":", "x"]);
        check("bsn=\"123456782\"", &["bsn", "=", "\"", "123456782", "\""]);
        check("(020) 1234567 +31612345678", &["(", "020", ")", "1234567", "+31612345678"]);
        check("1234 AB 's-Hertogenbosch Kläre", &["1234", "AB", "'s", "-", "Hertogenbosch", "Kläre"]);
        check("'naam'", &["'", "naam", "'"]);
        check("", &[]);
    }

    proptest! {
        #[test]
        fn covers_text_in_order(text in "\\PC*") {
            let mut tokens = Vec::new();
            split(&text, &mut tokens);
            let mut last = 0;
            for t in &tokens {
                prop_assert!(t.start >= last && t.end > t.start && text.get(t.start..t.end).is_some());
                last = t.end;
            }
        }
    }
}
