//! SQL as tokens, of a stream: nothing longer than one value is held.
//!
//! By the manuals of MySQL ("Language Structure"), PostgreSQL ("Lexical Structure"), Transact-SQL, Oracle and SQLite, which
//! agree but for what a backslash, a square bracket, `#` and `$` mean.

use super::dialect::{Dialect, Escapes};
use super::literal;
use crate::input::Input;
use crate::limits::{MIB, amount};

/// Bytes of one literal; a document in a database may be long.
pub(super) const VALUE_BYTES: usize = 64 * MIB as usize;
/// Bytes of a bare word, number or comment line; the rest is another token.
const WORD_BYTES: usize = 64 * 1024;
/// Bytes of a statement's own text that are kept between two looks at it.
const RAW_BYTES: usize = MIB as usize;

/// What comes next; its bytes are the lexer's `value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    End,
    /// A bare word.
    Word,
    /// A name in quotes of its own: `` `x` ``, `"x"`, `[x]`.
    Name,
    /// A string, unescaped.
    Text,
    /// Hexadecimal digits as the bytes that they are.
    Bytes,
    Number,
    Sign(u8),
    /// The text of a comment.
    Comment,
    /// A line `GO` or `/`, or the delimiter that was set.
    Batch,
}

/// A stream of tokens.
pub(crate) struct Lexer<'l, 'i> {
    pub(super) input: &'l mut Input<'i>,
    pub(super) dialect: Dialect,
    /// What ends a statement instead of `;`; empty if nothing does.
    pub(super) delimiter: Vec<u8>,
    /// The bytes of the token that came last.
    pub(super) value: Vec<u8>,
    /// Line of the next byte, from 1.
    pub(super) line: u64,
    /// Whether the token that came last was the first of its line.
    pub(super) first: bool,
    /// What was wrong, if anything.
    pub(super) complaint: Option<String>,
    /// A literal or comment was open at the end of the stream.
    pub(super) broken: bool,
    fresh: bool,
    back: Option<Token>,
    /// Comments of MySQL that are statements, and are open.
    conditional: u32,
    raw: Option<Vec<u8>>,
}

impl<'l, 'i> Lexer<'l, 'i> {
    pub(crate) fn new(input: &'l mut Input<'i>, dialect: Dialect) -> Self {
        Lexer {
            input,
            dialect,
            delimiter: Vec::new(),
            value: Vec::new(),
            line: 1,
            first: true,
            complaint: None,
            broken: false,
            fresh: true,
            back: None,
            conditional: 0,
            raw: None,
        }
    }

    /// Gives the token that came last once more.
    pub(super) fn back(&mut self, token: Token) {
        self.back = Some(token);
    }

    /// Whether the token that came last is this word.
    pub(super) fn is(&self, word: &str) -> bool {
        self.value.eq_ignore_ascii_case(word.as_bytes())
    }

    /// Begins to keep the statement's own text.
    pub(super) fn record(&mut self) {
        self.raw.get_or_insert_default().clear();
    }

    /// The text kept so far; ends keeping unless `on`.
    pub(super) fn recorded(&mut self, on: bool) -> Vec<u8> {
        let kept = self.raw.take().unwrap_or_default();
        self.raw = on.then(Vec::new);
        kept
    }

    /// Bytes kept so far.
    pub(super) fn recorded_len(&self) -> usize {
        self.raw.as_ref().map_or(0, Vec::len)
    }

    pub(crate) fn next(&mut self) -> Token {
        if let Some(token) = self.back.take() {
            return token;
        }
        loop {
            let data = self.input.fill(1);
            let blank = data.iter().position(|b| !b.is_ascii_whitespace() && *b != 0).unwrap_or(data.len());
            if blank > 0 {
                self.fresh |= data.get(..blank).unwrap_or_default().contains(&b'\n');
                self.take(blank);
                continue;
            }
            let Some(&b) = data.first() else { return Token::End };
            self.first = std::mem::take(&mut self.fresh);
            if let Some(token) = self.token(b) {
                return token;
            }
        }
    }

    /// The token that begins with this byte; none for what is as good as a blank.
    fn token(&mut self, b: u8) -> Option<Token> {
        if let Some(token) = self.batch(b) {
            return Some(token);
        }
        match b {
            b'\'' => Some(self.string(self.dialect.escapes())),
            b'"' | b'`' => Some(self.quoted(b)),
            b'[' if self.is_bracketed() => Some(self.bracketed()),
            b'-' if self.input.fill(2).starts_with(b"--") => Some(self.line_comment(2)),
            b'#' if self.dialect == Dialect::MySql || (self.first && self.dialect == Dialect::Unknown) => {
                Some(self.line_comment(1))
            }
            b'/' if self.input.fill(2).starts_with(b"/*") => self.comment(),
            b'*' if self.conditional > 0 && self.input.fill(2).starts_with(b"*/") => {
                self.conditional -= 1;
                self.take(2);
                None
            }
            b'$' if self.dialect != Dialect::MySql && self.dollar_tag() > 0 => Some(self.dollars()),
            b'0'..=b'9' => Some(self.number()),
            b'.' if self.input.fill(2).get(1).is_some_and(u8::is_ascii_digit) => Some(self.number()),
            b if is_word(b) => Some(self.word()),
            b => {
                self.take(1);
                Some(Token::Sign(b))
            }
        }
    }

    /// What ends a batch of statements where a line begins, or a delimiter anywhere.
    fn batch(&mut self, b: u8) -> Option<Token> {
        if !self.delimiter.is_empty() && self.input.fill(self.delimiter.len()).starts_with(&self.delimiter) {
            self.take(self.delimiter.len());
            return Some(Token::Batch);
        }
        if !self.first || !matches!(b, b'G' | b'g' | b'/') || self.dialect == Dialect::MySql {
            return None;
        }
        let data = self.input.fill(16);
        let data = data.get(..16).unwrap_or(data);
        let end = data.iter().position(|b| *b == b'\n').unwrap_or(data.len());
        let line = data.get(..end).unwrap_or_default().trim_ascii();
        if !(line == b"/" || line.eq_ignore_ascii_case(b"go")) {
            return None;
        }
        self.take(end);
        Some(Token::Batch)
    }

    /// Moves on over bytes at hand.
    pub(super) fn take(&mut self, n: usize) {
        let passed = self.input.data().get(..n).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        if let Some(raw) = &mut self.raw {
            if raw.len() + n <= RAW_BYTES {
                raw.extend_from_slice(passed);
            } else {
                self.complaint.get_or_insert_with(|| {
                    format!("a statement other than INSERT has values longer than {}", amount(MIB))
                });
            }
        }
        self.input.skip(n);
    }

    /// Moves on over bytes at hand that belong to the value.
    pub(super) fn keep(&mut self, n: usize) {
        let room = VALUE_BYTES.saturating_sub(self.value.len());
        let data = self.input.data().get(..n).unwrap_or_default();
        self.value.extend_from_slice(data.get(..room).unwrap_or(data));
        if n > room {
            let limit = amount(VALUE_BYTES as u64);
            self.complaint.get_or_insert_with(|| format!("a value is longer than {limit}: it was cut"));
        }
        self.take(n);
    }

    fn line_comment(&mut self, marks: usize) -> Token {
        self.value.clear();
        self.take(marks);
        loop {
            let data = self.input.fill(1);
            let end = memchr::memchr(b'\n', data);
            let n = end.unwrap_or(data.len());
            let room = WORD_BYTES.saturating_sub(self.value.len());
            self.keep(n.min(room));
            // A longer line is one comment after the other, so that nothing of it is lost.
            if end.is_some() || n == 0 {
                return Token::Comment;
            }
            if n > room {
                return Token::Comment;
            }
        }
    }

    /// A comment in stars, unless it is a statement that only MySQL is meant to see.
    fn comment(&mut self) -> Option<Token> {
        let data = self.input.fill(16);
        let mark = if data.starts_with(b"/*!") {
            Some(3)
        } else if data.starts_with(b"/*M!") && !data.starts_with(b"/*M!999999") {
            Some(4)
        } else {
            None
        };
        if let Some(mark) = mark {
            let digits = data.iter().skip(mark).take_while(|b| b.is_ascii_digit()).count();
            self.take(mark + digits);
            self.conditional = self.conditional.saturating_add(1);
            return None;
        }
        self.value.clear();
        self.take(2);
        self.until(b"*/");
        Some(Token::Comment)
    }

    fn number(&mut self) -> Token {
        let hex = self.input.fill(2).get(1).is_some_and(|b| b.eq_ignore_ascii_case(&b'x'));
        self.value.clear();
        if hex && self.input.data().first() == Some(&b'0') {
            self.take(2);
            self.run(VALUE_BYTES, |b, _| b.is_ascii_hexdigit());
            self.value = literal::hex(&self.value);
            return Token::Bytes;
        }
        self.run(WORD_BYTES, |b, before| {
            b.is_ascii_alphanumeric()
                || b == b'.'
                || (matches!(b, b'+' | b'-') && matches!(before, b'e' | b'E'))
        });
        Token::Number
    }

    /// Keeps bytes as long as they fit, each with the one before it.
    fn run(&mut self, most: usize, fits: impl Fn(u8, u8) -> bool) {
        let mut before = 0;
        loop {
            let data = self.input.fill(1);
            let n = data.iter().position(|b| !fits(*b, std::mem::replace(&mut before, *b)));
            let len = n.unwrap_or(data.len());
            self.keep(len);
            if n.is_some() || len == 0 || self.value.len() >= most {
                return;
            }
        }
    }

    fn word(&mut self) -> Token {
        self.value.clear();
        self.run(WORD_BYTES, |b, _| is_word(b) || b.is_ascii_digit() || b == b'$');
        let ahead = self.input.fill(2);
        match (&*self.value, ahead.first()) {
            (b"N" | b"n", Some(b'\'')) => self.string(self.dialect.escapes()),
            (b"E" | b"e", Some(b'\'')) => self.string(Escapes::Always),
            (b"X" | b"x", Some(b'\'')) => {
                self.string(Escapes::Never);
                self.value = literal::hex(&self.value);
                Token::Bytes
            }
            (b"Q" | b"q" | b"NQ" | b"Nq" | b"nq", Some(b'\'')) if self.dialect == Dialect::Oracle => {
                self.alternative()
            }
            _ => Token::Word,
        }
    }

    /// Moves on to the next line.
    pub(super) fn end_line(&mut self) {
        self.back = None;
        loop {
            let data = self.input.fill(1);
            let end = memchr::memchr(b'\n', data);
            let n = end.map_or(data.len(), |n| n + 1);
            self.take(n);
            if end.is_some() || n == 0 {
                self.fresh = true;
                return;
            }
        }
    }
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphabetic() || b >= 0x80 || matches!(b, b'_' | b'@' | b'#')
}
