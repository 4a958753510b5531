//! SQL dumps and scripts: rows of INSERT and COPY as tables, other statements and comments as text.
//!
//! Of MySQL and MariaDB, PostgreSQL, SQL Server, SQLite and Oracle, statement by statement as a stream; a statement may be as
//! long as the file. Every table has a number in the order of first rows, its name, and a header row of its columns' names
//! (`headers.rs` says how keys are named there) wherever rows of it begin again. NULL is an empty cell. A binary value that
//! is a document is read as a member (`formats/blob.rs`).

mod copy;
mod dialect;
mod headers;
mod insert;
mod lex;
mod literal;
mod quotes;
pub(crate) mod schema;
pub(crate) mod tables;
mod value;

use std::io;

use self::dialect::Dialect;
use self::lex::{Lexer, Token};
use self::tables::Tables;
use crate::formats::Complaints;
use crate::formats::aside::Aside;
use crate::input::Input;
use crate::session::{Session, Spot, Verdict};

/// Bytes by which the maker is recognised.
const PREFIX_BYTES: usize = 256 * 1024;
/// Bytes of a statement's text after which it is handed on.
const TEXT_BYTES: usize = 32 * 1024;
/// Bytes read between two signs of life.
const BEAT_BYTES: u64 = 16 * 1024 * 1024;
/// Statements that say nothing of persons: how tables are made, and how a script runs.
const NOISE: [&str; 36] = [
    "SET",
    "LOCK",
    "UNLOCK",
    "DROP",
    "USE",
    "BEGIN",
    "START",
    "COMMIT",
    "ROLLBACK",
    "GRANT",
    "REVOKE",
    "ANALYZE",
    "VACUUM",
    "PRAGMA",
    "PRINT",
    "TRUNCATE",
    "SHOW",
    "FLUSH",
    "COMMENT",
    "REINDEX",
    "CLUSTER",
    "PROMPT",
    "SPOOL",
    "WHENEVER",
    "GO",
    "END",
    "OPTIMIZE",
    "CHECK",
    "REFRESH",
    "ANALYSE",
    "ENABLE",
    "DISABLE",
    "RECONFIGURE",
    "DBCC",
    "EXIT",
    "QUIT",
];
/// Beginnings of comments that only name what follows.
const NAMING: [&str; 26] = [
    "Dump",
    "Table structure",
    "Structure ",
    "Tabelstructuur",
    "Gegevens worden",
    "Indexen ",
    "Host",
    "Server",
    "Data for",
    "Name:",
    "Database:",
    "TOC entry",
    "Dependencies:",
    "Final view",
    "PostgreSQL",
    "MySQL",
    "MariaDB",
    "phpMyAdmin",
    "***",
    "Object:",
    "Generation Time",
    "Generatie",
    "Versie van",
    "PHP",
    "Current Database",
    "Temporary",
];

/// The reading of a dump.
struct Reader<'r, 's, 'l, 'i> {
    session: &'r mut Session<'s>,
    spot: &'r Spot,
    lexer: Lexer<'l, 'i>,
    tables: Tables,
    aside: Aside,
    complaints: Complaints,
    beat: u64,
}

/// Reads a dump statement by statement.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let dialect = Dialect::of(input.fill(PREFIX_BYTES));
    let mut reader = Reader {
        session,
        spot,
        lexer: Lexer::new(input, dialect),
        tables: Tables::default(),
        aside: Aside::default(),
        complaints: Complaints::default(),
        beat: BEAT_BYTES,
    };
    reader.statements()?;
    let lexer = &reader.lexer;
    if lexer.broken {
        reader.complaints.add("ends in the middle of a statement");
    }
    for complaint in [lexer.complaint.clone(), reader.tables.documents.complaint.take()].into_iter().flatten()
    {
        reader.complaints.add(complaint);
    }
    Ok(Verdict::of(reader.complaints.list()))
}

/// The table that a CREATE TABLE of SQLite makes.
pub(crate) fn parse_create(statement: &str) -> Option<schema::Table> {
    let mut input = Input::plain(Box::new(statement.as_bytes()));
    let mut lexer = Lexer::new(&mut input, Dialect::Sqlite);
    for _ in 0..4 {
        if lexer.next() == Token::Word && lexer.is("TABLE") {
            return schema::create(&mut lexer);
        }
    }
    None
}

impl Reader<'_, '_, '_, '_> {
    /// The next token; comments are handed on as text.
    fn token(&mut self) -> io::Result<Token> {
        loop {
            if self.lexer.input.total() >= self.beat {
                self.beat = self.lexer.input.total() + BEAT_BYTES;
                self.session.beat()?;
            }
            let line = self.lexer.line;
            match self.lexer.next() {
                Token::Comment => self.comment(line)?,
                token => return Ok(token),
            }
        }
    }

    fn comment(&mut self, line: u64) -> io::Result<()> {
        let text = std::mem::take(&mut self.lexer.value);
        for (number, part) in (line..).zip(text.split(|b| *b == b'\n')) {
            let words = part.trim_ascii();
            if !NAMING.iter().any(|n| words.starts_with(n.as_bytes())) {
                self.aside.line(self.session, number, words)?;
            }
        }
        self.lexer.value = text;
        Ok(())
    }

    fn statements(&mut self) -> io::Result<()> {
        loop {
            self.lexer.record();
            let line = self.lexer.line;
            match self.lexer.next() {
                Token::End => break,
                Token::Comment => self.comment(line)?,
                Token::Word => self.statement(line)?,
                // A command of psql.
                Token::Sign(b'\\') => self.lexer.end_line(),
                Token::Sign(b';') | Token::Batch => {}
                _ => self.text(line)?,
            }
        }
        self.lexer.recorded(false);
        self.aside.flush(self.session)
    }

    /// A statement that begins with a word.
    fn statement(&mut self, line: u64) -> io::Result<()> {
        let is = |word: &&str| self.lexer.is(word);
        if ["INSERT", "REPLACE"].iter().any(is) {
            self.lexer.recorded(false);
            self.insert()
        } else if is(&"COPY") {
            self.lexer.recorded(false);
            self.copy()
        } else if is(&"CREATE") {
            self.lexer.recorded(false);
            self.create()
        } else if is(&"ALTER") {
            self.lexer.recorded(false);
            self.alter()
        } else if is(&"DELIMITER") {
            self.delimiter();
            Ok(())
        } else if is(&"REM") || is(&"PROMPT") {
            self.lexer.end_line();
            Ok(())
        } else if is(&"SELECT") {
            let token = self.token()?;
            if token == Token::Word && self.lexer.is("pg_catalog") {
                self.lexer.recorded(false);
                return self.skip();
            }
            self.lexer.back(token);
            self.text(line)
        } else if NOISE.iter().any(is) {
            self.lexer.recorded(false);
            self.skip()
        } else {
            self.text(line)
        }
    }

    /// The command of MySQL's client that says what ends statements.
    fn delimiter(&mut self) {
        let data = self.lexer.input.fill(32);
        let line = data.split(|b| *b == b'\n').next().unwrap_or_default().trim_ascii();
        let wanted = line.to_vec();
        self.lexer.end_line();
        self.lexer.delimiter = if wanted == b";" { Vec::new() } else { wanted };
    }

    /// Hands on a statement as text, up to its end.
    fn text(&mut self, line: u64) -> io::Result<()> {
        let mut line = line;
        loop {
            // Comments are part of the text.
            let token = self.lexer.next();
            let over = self.ends(token);
            if over || self.lexer.recorded_len() > TEXT_BYTES {
                let text = self.lexer.recorded(!over);
                let mut text = text.as_slice();
                // The blanks before the statement were kept too.
                while let Some(rest) = text.strip_prefix(b"\n").or_else(|| text.strip_prefix(b"\r")) {
                    line += u64::from(text.first() == Some(&b'\n'));
                    text = rest;
                }
                let mut lines = 0;
                for part in text.split(|b| *b == b'\n') {
                    self.aside.line(self.session, line + lines, part.trim_ascii())?;
                    lines += 1;
                }
                line += lines.saturating_sub(1);
            }
            if over {
                return Ok(());
            }
        }
    }

    /// Whether a token ends the statement at hand; one that begins the next comes again.
    fn ends(&mut self, token: Token) -> bool {
        let lexer = &mut self.lexer;
        match token {
            Token::Sign(b';') => lexer.delimiter.is_empty(),
            Token::Batch => true,
            // SQL Server's scripts do without semicolons.
            Token::Word
                if lexer.first && ["INSERT", "COPY", "CREATE", "ALTER"].iter().any(|w| lexer.is(w)) =>
            {
                lexer.back(token);
                true
            }
            Token::End => {
                lexer.back(token);
                true
            }
            _ => false,
        }
    }

    /// Passes over the rest of a statement.
    fn skip(&mut self) -> io::Result<()> {
        loop {
            let token = self.token()?;
            if self.ends(token) {
                return Ok(());
            }
        }
    }

    fn create(&mut self) -> io::Result<()> {
        loop {
            let token = self.token()?;
            let lexer = &mut self.lexer;
            match token {
                Token::Word if lexer.is("TABLE") => {
                    if schema::create(lexer).is_some_and(|table| !self.tables.schema.add(table)) {
                        self.complaints
                            .add("has more columns of tables than can be kept: some have no names");
                    }
                    return self.skip();
                }
                Token::Word
                    if ["TRIGGER", "FUNCTION", "PROCEDURE", "PROC", "EVENT", "PACKAGE", "TYPE"]
                        .iter()
                        .any(|w| lexer.is(w)) =>
                {
                    return self.body();
                }
                Token::Word
                    if ["VIEW", "INDEX", "DATABASE", "SCHEMA", "SEQUENCE", "USER"]
                        .iter()
                        .any(|w| lexer.is(w)) =>
                {
                    return self.skip();
                }
                token if self.ends(token) => return Ok(()),
                _ => {}
            }
        }
    }

    /// Passes over a program: its own statements are no data.
    fn body(&mut self) -> io::Result<()> {
        let mut open = 0_u64;
        loop {
            let token = self.token()?;
            let lexer = &mut self.lexer;
            match token {
                Token::Batch => return Ok(()),
                Token::End => {
                    lexer.back(token);
                    return Ok(());
                }
                Token::Sign(b';') if open == 0 && lexer.delimiter.is_empty() => return Ok(()),
                Token::Word if lexer.is("BEGIN") || lexer.is("CASE") => open += 1,
                Token::Word if lexer.is("END") => {
                    let token = self.token()?;
                    let inner = ["IF", "LOOP", "WHILE", "REPEAT"].iter().any(|w| self.lexer.is(w));
                    if !(token == Token::Word && inner) {
                        open = open.saturating_sub(1);
                    }
                    if token != Token::Word {
                        self.lexer.back(token);
                    }
                }
                _ => {}
            }
        }
    }

    fn alter(&mut self) -> io::Result<()> {
        let token = self.token()?;
        if token == Token::Word && self.lexer.is("TABLE") {
            schema::alter(&mut self.lexer, &mut self.tables.schema);
        } else {
            self.lexer.back(token);
        }
        self.skip()
    }
}

#[cfg(test)]
mod tests;
