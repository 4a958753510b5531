//! Data of PostgreSQL's `COPY ... FROM stdin`: a line a row up to `\.`, cells between tabs.

use std::io;

use super::lex::Token;
use super::{Reader, literal, schema};
use crate::charset;
use crate::formats::blob::Blob;
use crate::formats::lines;
use crate::limits::{ROW_BYTES, amount};
use peil_model::Cells;

impl Reader<'_, '_, '_, '_> {
    /// Reads a COPY whose first word has been read.
    pub(super) fn copy(&mut self) -> io::Result<()> {
        let token = self.token()?;
        let Some(name) = schema::name(&mut self.lexer, token) else { return self.skip() };
        let mut columns = None;
        let mut delimiter = b'\t';
        let (mut stdin, mut csv, mut delimiter_follows) = (false, false, false);
        loop {
            let token = self.token()?;
            match token {
                Token::Sign(b'(') if columns.is_none() && !stdin => columns = Some(self.names()?),
                Token::Word if self.lexer.is("STDIN") => stdin = true,
                Token::Word if self.lexer.is("CSV") => csv = true,
                Token::Word if self.lexer.is("DELIMITER") || self.lexer.is("DELIMITERS") => {
                    delimiter_follows = true
                }
                Token::Text if delimiter_follows => {
                    delimiter = self.lexer.value.first().copied().unwrap_or(delimiter);
                    delimiter_follows = false;
                }
                Token::Sign(b';') | Token::End | Token::Batch => break,
                _ => {}
            }
        }
        if !stdin {
            return Ok(());
        }
        self.lexer.end_line();
        if csv {
            self.complaints.add("data of a COPY in CSV format were handed on as text");
        }
        self.tables.begin(&name, columns);
        self.data(delimiter, csv)
    }

    fn data(&mut self, delimiter: u8, csv: bool) -> io::Result<()> {
        let mut goes_on = false;
        while let Some(line) = lines::next(self.lexer.input, b'\n', ROW_BYTES as usize) {
            let number = self.lexer.line;
            let bytes = self.lexer.input.data().get(..line.len).unwrap_or_default();
            let over = bytes == b"\\.";
            if line.cut {
                self.complaints.add(format!("a row is longer than {}: it was cut", amount(ROW_BYTES)));
            }
            if csv && !over {
                self.aside.line(self.session, number, bytes)?;
            } else if !over && !goes_on {
                let bytes = bytes.to_vec();
                self.copied(&bytes, delimiter)?;
            }
            goes_on = line.cut;
            self.lexer.input.skip(line.whole);
            self.lexer.line += u64::from(!line.cut);
            if over {
                return Ok(());
            }
        }
        self.complaints.add("ends in the middle of a table's data");
        Ok(())
    }

    fn copied(&mut self, line: &[u8], delimiter: u8) -> io::Result<()> {
        let mut cells = Cells::new();
        for (i, field) in fields(line, delimiter).enumerate() {
            if field == b"\\N" {
                cells.push("");
                continue;
            }
            let bytes =
                if memchr::memchr(b'\\', field).is_some() { unescaped(field) } else { field.to_vec() };
            let value = match bytea(&bytes) {
                Some(bytes) => Blob::of(bytes),
                None => Blob::of_text(charset::decode(&bytes).into_owned()),
            };
            cells.push(&self.tables.cell(self.session, self.spot, i, value)?);
        }
        self.tables.row(self.session, cells)
    }
}

/// Pieces of a line between delimiters; one behind a backslash is data.
fn fields(line: &[u8], delimiter: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        let mut at = 0;
        loop {
            let Some(n) = memchr::memchr2(delimiter, b'\\', line.get(at..).unwrap_or_default()) else {
                rest = None;
                return Some(line);
            };
            at += n;
            if line.get(at) == Some(&delimiter) {
                rest = line.get(at + 1..);
                return line.get(..at);
            }
            at += 2;
        }
    })
}

fn unescaped(field: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some(n) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(rest.get(..n).unwrap_or_default());
        let (meant, whole) = literal::escape(rest.get(n..).unwrap_or_default());
        out.extend_from_slice(&meant);
        rest = rest.get(n + whole..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

/// The bytes of a value in PostgreSQL's form for them: `\x` and hexadecimal digits.
pub(super) fn bytea(value: &[u8]) -> Option<Vec<u8>> {
    let digits = value.strip_prefix(b"\\x")?;
    let whole = digits.len() >= 2 && digits.len() % 2 == 0 && digits.iter().all(u8::is_ascii_hexdigit);
    whole.then(|| literal::hex(digits))
}
