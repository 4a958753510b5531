//! Values of a row: literals, and the few functions that dumps wrap them in.

use std::io;

use super::lex::{Token, VALUE_BYTES};
use super::{Reader, literal};

/// Functions inside each other.
const DEPTH: u32 = 8;
/// Arguments of one function that are told apart.
const ARGUMENTS: usize = 256;

/// A value as read so far.
#[derive(Default)]
pub(super) struct Value {
    pub(super) bytes: Vec<u8>,
    /// It was written as bytes, not as text.
    pub(super) binary: bool,
    /// A name stood in it: it is computed, not given.
    pub(super) computed: bool,
    /// The type that it is cast to.
    cast: String,
}

/// What ended a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Comma,
    Close,
    /// A word that ends a list of selected values.
    Union,
    From,
    /// The end of the statement or stream.
    End,
}

impl Value {
    fn clear(&mut self) {
        self.bytes.clear();
        self.cast.clear();
        self.binary = false;
        self.computed = false;
    }

    fn push(&mut self, bytes: &[u8]) {
        let room = VALUE_BYTES.saturating_sub(self.bytes.len());
        self.bytes.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    fn take(&mut self, other: Value) {
        self.binary |= other.binary;
        self.push(&other.bytes);
    }
}

impl Reader<'_, '_, '_, '_> {
    /// Reads a value and what ends it. `select`: in a list of selected values, which has no parentheses around it.
    pub(super) fn value(&mut self, value: &mut Value, depth: u32, select: bool) -> io::Result<Stop> {
        value.clear();
        let mut square = 0_u32;
        let mut introduced = false;
        loop {
            let token = self.token()?;
            match token {
                Token::Sign(b',') if square > 0 => value.push(b" "),
                Token::Sign(b',') => return Ok(Stop::Comma),
                Token::Sign(b')') => return Ok(Stop::Close),
                Token::End | Token::Batch | Token::Sign(b';') => {
                    self.lexer.back(token);
                    return Ok(Stop::End);
                }
                Token::Text => {
                    value.push(&self.lexer.value);
                    value.binary |= introduced || self.lexer.value.contains(&0);
                }
                Token::Bytes => {
                    value.push(&self.lexer.value);
                    value.binary = true;
                }
                Token::Number | Token::Name => {
                    value.computed |= token == Token::Name;
                    value.push(&self.lexer.value);
                }
                Token::Sign(b'(') => self.group(value, depth)?,
                Token::Sign(b'-') if value.bytes.is_empty() => value.push(b"-"),
                Token::Sign(b'[') => square = square.saturating_add(1),
                Token::Sign(b']') => square = square.saturating_sub(1),
                // `'x'::text`
                Token::Sign(b':') => {
                    let token = self.token()?;
                    match token {
                        Token::Sign(b':') => drop(self.token()?),
                        token => self.lexer.back(token),
                    }
                }
                Token::Word if self.lexer.value.first() == Some(&b'_') => {
                    introduced = self.lexer.is("_binary")
                }
                Token::Word => {
                    if let Some(stop) = self.word(value, depth, select)? {
                        return Ok(stop);
                    }
                }
                Token::Sign(_) | Token::Comment => {}
            }
        }
    }

    /// What stands in parentheses of its own.
    fn group(&mut self, value: &mut Value, depth: u32) -> io::Result<()> {
        for (i, part) in self.arguments(depth)?.into_iter().enumerate() {
            if i > 0 {
                value.push(b" ");
            }
            value.computed |= part.computed;
            value.take(part);
        }
        Ok(())
    }

    fn word(&mut self, value: &mut Value, depth: u32, select: bool) -> io::Result<Option<Stop>> {
        let lexer = &mut self.lexer;
        if lexer.is("NULL") || lexer.is("DEFAULT") {
            return Ok(None);
        }
        if lexer.is("TRUE") || lexer.is("FALSE") {
            value.push(&lexer.value.to_ascii_lowercase());
            return Ok(None);
        }
        if select && depth == 0 && (lexer.is("FROM") || lexer.is("UNION")) {
            return Ok(Some(if lexer.is("FROM") { Stop::From } else { Stop::Union }));
        }
        if lexer.is("AS") {
            let token = self.token()?;
            match token {
                Token::Word if depth > 0 => {
                    value.cast = String::from_utf8_lossy(&self.lexer.value).into_owned();
                }
                Token::Word | Token::Name | Token::Text => {}
                token => self.lexer.back(token),
            }
            return Ok(None);
        }
        let name = lexer.value.to_ascii_uppercase();
        let token = self.token()?;
        match token {
            Token::Sign(b'(') => self.call(&name, value, depth)?,
            token => {
                self.lexer.back(token);
                // Of `DATE '1980-06-23'` the word says nothing more; a bare word is a name, or what the server makes up.
                value.computed |= !matches!(token, Token::Text | Token::Sign(b'['));
            }
        }
        Ok(None)
    }

    /// The arguments up to the closing parenthesis.
    fn arguments(&mut self, depth: u32) -> io::Result<Vec<Value>> {
        let mut all: Vec<Value> = Vec::new();
        if depth >= DEPTH {
            self.complaints.add(format!("functions stand inside more than {DEPTH} others"));
            self.skip_group()?;
            return Ok(all);
        }
        loop {
            let mut value = Value::default();
            let stop = self.value(&mut value, depth + 1, false)?;
            let full = all.len() >= ARGUMENTS;
            match all.last_mut() {
                Some(last) if full => last.take(value),
                _ => all.push(value),
            }
            if stop != Stop::Comma {
                return Ok(all);
            }
        }
    }

    fn skip_group(&mut self) -> io::Result<()> {
        let mut open = 1_u64;
        while open > 0 {
            let token = self.token()?;
            match token {
                Token::Sign(b'(') => open += 1,
                Token::Sign(b')') => open -= 1,
                Token::End | Token::Batch | Token::Sign(b';') => {
                    self.lexer.back(token);
                    break;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A function of literals.
    fn call(&mut self, name: &[u8], value: &mut Value, depth: u32) -> io::Result<()> {
        let mut arguments = self.arguments(depth)?;
        let mut first = if arguments.is_empty() { Value::default() } else { arguments.remove(0) };
        match name {
            b"CHAR" | b"CHR" | b"NCHAR" => {
                let code = std::str::from_utf8(&first.bytes).ok().and_then(|s| s.trim().parse().ok());
                let c = code.and_then(char::from_u32).unwrap_or(' ');
                value.push(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            b"REPLACE" => {
                let mut rest = arguments.iter().map(|a| a.bytes.as_slice());
                let (from, to) = (rest.next().unwrap_or_default(), rest.next().unwrap_or_default());
                value.push(&replaced(&first.bytes, from, to));
            }
            b"HEXTORAW" | b"UNHEX" => {
                value.push(&literal::hex(&first.bytes));
                value.binary = true;
            }
            b"CAST" | b"TRY_CAST" | b"CONVERT" | b"TRY_CONVERT" => {
                // SQL Server's CONVERT has the type first and is then a bare word.
                if first.bytes.is_empty() && !arguments.is_empty() {
                    first = arguments.remove(0);
                }
                match literal::date(&first.bytes, &first.cast).filter(|_| first.binary) {
                    Some(date) => value.push(date.as_bytes()),
                    None => value.take(first),
                }
            }
            b"UNISTR" => value.push(&literal::unistr(&first.bytes)),
            b"CONCAT" => {
                value.take(first);
                arguments.into_iter().for_each(|a| value.take(a));
            }
            // A format or a language follows.
            _ if name.starts_with(b"TO_") || name == b"STR_TO_DATE" || name == b"XMLTYPE" => {
                value.take(first)
            }
            _ => {
                value.computed |= first.bytes.is_empty();
                value.take(first);
                for argument in arguments.into_iter().filter(|a| !a.bytes.is_empty()) {
                    value.push(b" ");
                    value.take(argument);
                }
            }
        }
        Ok(())
    }
}

/// Every `from` in the bytes as `to`; an empty `from` changes nothing. Bounded as values are.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(n) =
        memchr::memmem::find(bytes.get(at..).unwrap_or_default(), from).filter(|_| !from.is_empty())
    {
        out.extend_from_slice(bytes.get(at..at + n).unwrap_or_default());
        out.extend_from_slice(to.get(..8).unwrap_or(to));
        at += n + from.len();
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or_default());
    out
}
