//! INSERT and REPLACE in the forms that dumps and scripts write.

use std::io;

use peil_model::Cells;

use super::lex::Token;
use super::schema::{self, Name};
use super::value::{Stop, Value};
use super::{Reader, copy};
use crate::charset;
use crate::formats::blob::Blob;
use crate::limits::{ROW_BYTES, amount};

/// Words between INSERT and the table's name.
const MODIFIERS: [&str; 15] = [
    "INTO",
    "IGNORE",
    "DELAYED",
    "LOW_PRIORITY",
    "HIGH_PRIORITY",
    "OVERWRITE",
    "OR",
    "REPLACE",
    "ABORT",
    "FAIL",
    "ROLLBACK",
    "ALL",
    "FIRST",
    "TABLE",
    "ONLY",
];

impl Reader<'_, '_, '_, '_> {
    /// Reads an INSERT whose first word has been read.
    pub(super) fn insert(&mut self) -> io::Result<()> {
        // Oracle's INSERT ALL has several tables.
        while self.into()? {}
        self.skip()
    }

    /// Reads what goes into one table. True if another INTO follows.
    fn into(&mut self) -> io::Result<bool> {
        let mut token = self.token()?;
        while token == Token::Word && MODIFIERS.iter().any(|w| self.lexer.is(w)) {
            token = self.token()?;
        }
        let Some(name) = schema::name(&mut self.lexer, token) else { return Ok(false) };
        let mut columns = None;
        loop {
            let token = self.token()?;
            match token {
                Token::Sign(b'(') if columns.is_none() => columns = Some(self.names()?),
                Token::Word if self.lexer.is("VALUES") || self.lexer.is("VALUE") => {
                    self.tables.begin(&name, columns);
                    return self.rows();
                }
                Token::Word if self.lexer.is("SELECT") => {
                    self.tables.begin(&name, columns);
                    return self.selected().map(|()| false);
                }
                Token::Word if self.lexer.is("SET") => return self.pairs(&name).map(|()| false),
                token if self.ends(token) => {
                    self.lexer.back(token);
                    return Ok(false);
                }
                _ => {}
            }
        }
    }

    /// Names up to the closing parenthesis.
    pub(super) fn names(&mut self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        loop {
            let token = self.token()?;
            match token {
                Token::Word | Token::Name | Token::Text if names.len() < ROW_BYTES as usize / 8 => {
                    names.push(charset::decode(&self.lexer.value).into_owned());
                }
                Token::Sign(b')') => return Ok(names),
                Token::End | Token::Batch | Token::Sign(b';') => {
                    self.lexer.back(token);
                    return Ok(names);
                }
                _ => {}
            }
        }
    }

    /// Rows in parentheses. True if another INTO follows.
    fn rows(&mut self) -> io::Result<bool> {
        loop {
            let token = self.token()?;
            match token {
                Token::Sign(b'(') => {
                    let line = self.lexer.line;
                    let (cells, stop, _) = self.cells(false)?;
                    if stop != Stop::Close {
                        self.unfinished(line);
                    }
                    self.tables.row(self.session, cells)?;
                }
                Token::Sign(b',') => {}
                Token::Word if self.lexer.is("ROW") => {}
                Token::Word if self.lexer.is("INTO") => return Ok(true),
                token => {
                    self.lexer.back(token);
                    return Ok(false);
                }
            }
        }
    }

    fn unfinished(&mut self, line: u64) {
        let token = self.lexer.next();
        if token == Token::End {
            self.lexer.broken = true;
        } else {
            self.complaints
                .add(format!("the row at line {line} has no end: what follows may be read wrongly"));
        }
        self.lexer.back(token);
    }

    /// Rows that a SELECT makes up of literals. What is selected from tables is no data of this file.
    fn selected(&mut self) -> io::Result<()> {
        loop {
            let (cells, stop, computed) = self.cells(true)?;
            let token = if stop == Stop::From { Some(self.token()?) } else { None };
            let dual = token.is_none_or(|t| t == Token::Word && self.lexer.is("DUAL"));
            if !computed && dual {
                self.tables.row(self.session, cells)?;
            }
            if stop == Stop::Union || (dual && token.is_some()) {
                // `UNION ALL SELECT`
                let mut token = self.token()?;
                while token == Token::Word && ["ALL", "UNION"].iter().any(|w| self.lexer.is(w)) {
                    token = self.token()?;
                }
                if token == Token::Word && self.lexer.is("SELECT") {
                    continue;
                }
                self.lexer.back(token);
            } else if let Some(token) = token {
                self.lexer.back(token);
            }
            return Ok(());
        }
    }

    /// `SET a = 'x', b = 2`.
    fn pairs(&mut self, name: &Name) -> io::Result<()> {
        let mut columns = Vec::new();
        let mut cells = Cells::new();
        loop {
            let token = self.token()?;
            let Some(column) = schema::name(&mut self.lexer, token) else { break };
            let mut value = Value::default();
            let stop = self.value(&mut value, 0, false)?;
            let cell = self.cell(columns.len(), &mut value)?;
            columns.push(column.table);
            cells.push(&cell);
            if stop != Stop::Comma {
                break;
            }
        }
        self.tables.begin(name, Some(columns));
        self.tables.row(self.session, cells)
    }

    /// The values of a row, what ended it, and whether any was computed.
    fn cells(&mut self, select: bool) -> io::Result<(Cells, Stop, bool)> {
        let mut cells = Cells::new();
        let mut value = Value::default();
        let mut bytes = 0;
        let mut computed = false;
        loop {
            let stop = self.value(&mut value, 0, select)?;
            computed |= value.computed;
            let cell = self.cell(cells.len(), &mut value)?;
            bytes += cell.len() + 1;
            if bytes as u64 <= ROW_BYTES {
                cells.push(&cell);
            } else {
                self.complaints.add(format!("a row is longer than {}: it was cut", amount(ROW_BYTES)));
            }
            if stop != Stop::Comma {
                return Ok((cells, stop, computed));
            }
        }
    }

    /// The text of a value.
    fn cell(&mut self, column: usize, value: &mut Value) -> io::Result<String> {
        let value = match copy::bytea(&value.bytes) {
            Some(bytes) => Blob::of(bytes),
            None if value.binary => Blob::of(std::mem::take(&mut value.bytes)),
            None => Blob::of_text(charset::decode(&value.bytes).into_owned()),
        };
        self.tables.cell(self.session, self.spot, column, value)
    }
}
