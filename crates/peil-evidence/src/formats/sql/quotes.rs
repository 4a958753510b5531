//! Strings and names in quotes, of all makers.

use super::dialect::{Dialect, Escapes};
use super::lex::{Lexer, Token, VALUE_BYTES};
use super::literal;

/// Bytes that are looked at behind a quote to tell whether it closes.
const LOOK_BYTES: usize = 64;
/// Bytes of a name in square brackets.
const NAME_BYTES: usize = 256;

impl Lexer<'_, '_> {
    /// A string in single quotes.
    pub(super) fn string(&mut self, escapes: Escapes) -> Token {
        self.value.clear();
        self.take(1);
        self.until_quote(b'\'', escapes);
        Token::Text
    }

    /// Keeps what comes before the closing quote; two quotes are one that does not close.
    pub(super) fn until_quote(&mut self, quote: u8, escapes: Escapes) {
        loop {
            let data = self.input.fill(2);
            match *data {
                [] => {
                    self.broken = true;
                    return;
                }
                [b'\\', ..] if escapes != Escapes::Never => self.escape(quote, escapes),
                [q, next, ..] if q == quote && next == quote => {
                    self.take(1);
                    self.keep(1);
                }
                [q, ..] if q == quote => {
                    self.take(1);
                    return;
                }
                _ => {
                    let rest = data.get(1..).unwrap_or_default();
                    let n = match escapes {
                        Escapes::Never => memchr::memchr(quote, rest),
                        _ => memchr::memchr2(quote, b'\\', rest),
                    };
                    let n = 1 + n.unwrap_or(rest.len());
                    self.keep(n);
                }
            }
        }
    }

    pub(super) fn escape(&mut self, quote: u8, escapes: Escapes) {
        let ahead = self.input.fill(LOOK_BYTES);
        let closes = escapes == Escapes::Unknown && ahead.get(1) == Some(&quote) && {
            let after = ahead.get(2..).unwrap_or_default().trim_ascii_start().first();
            matches!(after, None | Some(b',' | b')' | b';'))
        };
        let unlikely = escapes == Escapes::Unknown
            && !ahead.get(1).is_some_and(|b| *b == quote || b"\\\"'nrt".contains(b));
        if closes || unlikely {
            self.keep(1);
            return;
        }
        let (meant, whole) = literal::escape(ahead);
        if self.value.len() < VALUE_BYTES {
            self.value.extend_from_slice(&meant);
        }
        self.take(whole);
    }

    /// A name in double quotes or backticks; where values are expected it is a string.
    pub(super) fn quoted(&mut self, quote: u8) -> Token {
        self.value.clear();
        self.take(1);
        let escapes = if quote == b'"' && self.dialect == Dialect::MySql {
            self.dialect.escapes()
        } else {
            Escapes::Never
        };
        self.until_quote(quote, escapes);
        Token::Name
    }

    /// Whether the bracket holds a name, and does not open an array or its index.
    pub(super) fn is_bracketed(&mut self) -> bool {
        if self.dialect == Dialect::Postgres {
            return false;
        }
        let data = self.input.fill(NAME_BYTES);
        let window = data.get(1..NAME_BYTES).or(data.get(1..)).unwrap_or_default();
        let end = window.iter().position(|b| matches!(b, b']' | b'\n' | b'\''));
        end.is_some_and(|end| end > 0 && window.get(end) == Some(&b']'))
    }

    pub(super) fn bracketed(&mut self) -> Token {
        self.value.clear();
        self.take(1);
        self.until_quote(b']', Escapes::Never);
        Token::Name
    }

    /// Keeps what comes before these bytes.
    pub(super) fn until(&mut self, end: &[u8]) {
        loop {
            let data = self.input.fill(end.len());
            if let Some(n) = memchr::memmem::find(data, end) {
                self.keep(n);
                self.take(end.len());
                return;
            }
            let n = (data.len() + 1).saturating_sub(end.len());
            if n == 0 {
                self.broken = true;
                self.keep(self.input.data().len());
                return;
            }
            self.keep(n);
        }
    }

    /// Length of the tag that opens a dollar-quoted string; 0 if there is none.
    pub(super) fn dollar_tag(&mut self) -> usize {
        let data = self.input.fill(LOOK_BYTES);
        let name = data.iter().skip(1).take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
        if data.get(name + 1) == Some(&b'$') { name + 2 } else { 0 }
    }

    pub(super) fn dollars(&mut self) -> Token {
        let len = self.dollar_tag();
        let tag = self.input.data().get(..len).unwrap_or_default().to_vec();
        self.value.clear();
        self.take(len);
        self.until(&tag);
        Token::Text
    }

    /// Oracle's `q'[...]'`.
    pub(super) fn alternative(&mut self) -> Token {
        let open = self.input.fill(2).get(1).copied().unwrap_or(b'\'');
        let close = match open {
            b'[' => b']',
            b'(' => b')',
            b'{' => b'}',
            b'<' => b'>',
            same => same,
        };
        self.value.clear();
        self.take(2);
        self.until(&[close, b'\'']);
        Token::Text
    }
}
