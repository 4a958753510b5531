//! What CREATE TABLE and ALTER TABLE say of columns and keys.

use super::headers::Schema;
use super::lex::{Lexer, Token};
use crate::charset;

/// Columns of one table.
const COLUMNS: usize = 32_768;

/// A table's name, its schema or database before it where that is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// In lower case, `schema.table`.
    pub(super) key: String,
    /// The table alone, as written.
    pub(super) table: String,
}

impl Name {
    /// The name of a table that has no schema.
    pub(crate) fn plain(table: &str) -> Name {
        Name { key: table.to_lowercase(), table: table.to_owned() }
    }
}

/// Whether a column is computed from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Generated {
    #[default]
    No,
    Stored,
    /// It has no value of its own in the table.
    Virtual,
}

/// A column as declared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// The first word of its type, in capitals.
    pub(crate) kind: String,
    pub(crate) generated: Generated,
    /// Table and column that it alone refers to; the column is empty where it is the primary key.
    pub(super) references: Option<(Name, String)>,
}

/// A table as declared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) name: Name,
    pub(crate) columns: Vec<Column>,
    /// Columns of the primary key, in its order.
    pub(crate) primary: Vec<String>,
    /// Kept as an index by its primary key (SQLite).
    pub(crate) without_rowid: bool,
    /// What the primary key is declared with is not plain (`DESC`): in SQLite it is no alias of the row's number.
    pub(crate) descending: bool,
}

impl Table {
    fn column(&mut self, name: &str) -> Option<&mut Column> {
        self.columns.iter_mut().find(|c| c.name.eq_ignore_ascii_case(name))
    }

    pub(super) fn size(&self) -> usize {
        let columns = self.columns.iter().map(|c| {
            c.name.len() + c.references.as_ref().map_or(0, |(n, c)| 2 * n.key.len() + c.len() + 48) + 100
        });
        columns.sum::<usize>() + 2 * self.name.key.len() + 200
    }
}

/// What comes of a CREATE TABLE whose first two words have been read. None if it has no list of columns.
pub(crate) fn create(lexer: &mut Lexer<'_, '_>) -> Option<Table> {
    let mut token = next(lexer);
    for word in ["IF", "NOT", "EXISTS"] {
        if token == Token::Word && lexer.is(word) {
            token = next(lexer);
        }
    }
    let name = name(lexer, token)?;
    if next(lexer) != Token::Sign(b'(') {
        return None;
    }
    let mut table = Table { name, ..Table::default() };
    while item(lexer, &mut table) {}
    rest(lexer, &mut table);
    Some(table)
}

/// A name of one or more parts that begins with this token; the token behind it comes next.
pub(super) fn name(lexer: &mut Lexer<'_, '_>, first: Token) -> Option<Name> {
    let mut token = first;
    let mut parts: Vec<String> = Vec::new();
    loop {
        if !matches!(token, Token::Word | Token::Name | Token::Text) {
            lexer.back(token);
            break;
        }
        parts.push(text(lexer));
        token = next(lexer);
        if token != Token::Sign(b'.') || parts.len() > 4 {
            lexer.back(token);
            break;
        }
        token = next(lexer);
        // `db..table`
        if token == Token::Sign(b'.') {
            token = next(lexer);
        }
    }
    // MySQL writes a whole name in one pair of quotes at times, and others the database before the schema.
    let table = parts.last()?.clone();
    let from = parts.len().saturating_sub(2);
    let key = parts.get(from..).unwrap_or_default().join(".").to_lowercase();
    Some(Name { key, table })
}

fn text(lexer: &Lexer<'_, '_>) -> String {
    charset::decode(&lexer.value).into_owned()
}

fn next(lexer: &mut Lexer<'_, '_>) -> Token {
    loop {
        match lexer.next() {
            Token::Comment => {}
            token => return token,
        }
    }
}

/// Words that begin a rule on the table instead of a column.
const RULES: [&str; 9] =
    ["PRIMARY", "FOREIGN", "UNIQUE", "CONSTRAINT", "CHECK", "FULLTEXT", "SPATIAL", "EXCLUDE", "PERIOD"];

/// One item of the list; false behind the last.
fn item(lexer: &mut Lexer<'_, '_>, table: &mut Table) -> bool {
    let token = next(lexer);
    match token {
        Token::Word if RULES.iter().any(|r| lexer.is(r)) => {
            lexer.back(token);
            clause(lexer, table, None)
        }
        Token::Word | Token::Name | Token::Text => {
            let index = token == Token::Word && ["KEY", "INDEX"].iter().any(|r| lexer.is(r));
            let name = text(lexer);
            let token = next(lexer);
            let is_kind = token == Token::Word && is_type(&lexer.value);
            let kind = if token == Token::Word { text(lexer).to_ascii_uppercase() } else { String::new() };
            if index && !is_kind {
                lexer.back(token);
                return clause(lexer, table, None);
            }
            if table.columns.len() < COLUMNS {
                table.columns.push(Column { name: name.clone(), kind, ..Column::default() });
            }
            lexer.back(token);
            clause(lexer, table, Some(&name))
        }
        Token::Sign(b',') => true,
        Token::Sign(b')' | b';') | Token::End | Token::Batch => false,
        _ => clause(lexer, table, None),
    }
}

/// Types of columns that are called `key` or `index`.
fn is_type(word: &[u8]) -> bool {
    let word = word.to_ascii_lowercase();
    ["int", "char", "text", "varchar", "nvarchar", "bigint", "integer", "numeric", "blob", "date", "uuid"]
        .iter()
        .any(|t| word.as_slice() == t.as_bytes())
}

/// Reads to the end of an item, or of a statement that is no list, and takes its keys; false behind the last item.
///
/// `column` is the one that a key belongs to which names none.
fn clause(lexer: &mut Lexer<'_, '_>, table: &mut Table, column: Option<&str>) -> bool {
    let mut depth = 0_u32;
    // Columns of the FOREIGN KEY at hand.
    let mut foreign: Option<Vec<String>> = column.map(|c| vec![c.to_owned()]);
    let mut before = Vec::new();
    loop {
        let token = next(lexer);
        match token {
            Token::Sign(b'(') => depth = depth.saturating_add(1),
            Token::Sign(b')') if depth == 0 => return false,
            Token::Sign(b')') => depth -= 1,
            Token::Sign(b',') if depth == 0 => return true,
            Token::End | Token::Batch | Token::Sign(b';') => {
                lexer.back(token);
                return false;
            }
            Token::Word if depth == 0 => {
                word(lexer, table, column, &before, &mut foreign);
                before.clear();
                before.extend_from_slice(lexer.value.get(..16).unwrap_or(&lexer.value));
            }
            _ => {}
        }
    }
}

fn word(
    lexer: &mut Lexer<'_, '_>,
    table: &mut Table,
    column: Option<&str>,
    before: &[u8],
    foreign: &mut Option<Vec<String>>,
) {
    let after = |word: &str| before.eq_ignore_ascii_case(word.as_bytes());
    if lexer.is("KEY") && after("PRIMARY") {
        let (columns, descending) = list(lexer);
        match (columns, column) {
            (Some(columns), _) => table.primary = columns,
            (None, Some(column)) => table.primary = vec![column.to_owned()],
            (None, None) => {}
        }
        table.descending = descending && column.is_some();
        lexer.value.clear();
    } else if lexer.is("KEY") && after("FOREIGN") {
        *foreign = list(lexer).0;
        lexer.value.clear();
    } else if lexer.is("REFERENCES") {
        let token = next(lexer);
        let Some(target) = name(lexer, token) else { return };
        let (columns, _) = list(lexer);
        if let (Some([own]), [] | [_]) = (foreign.as_deref(), columns.as_deref().unwrap_or_default())
            && let Some(own) = table.column(own)
        {
            let key = columns.and_then(|c| c.into_iter().next()).unwrap_or_default();
            own.references = Some((target, key));
        }
        lexer.value.clear();
    } else if lexer.is("AS") {
        // `GENERATED ALWAYS AS (x)`, but not `AS IDENTITY` nor `AS ROW START`.
        let token = next(lexer);
        lexer.back(token);
        if let (Token::Sign(b'('), Some(c)) = (token, column.and_then(|c| table.column(c))) {
            c.generated = Generated::Virtual;
        }
    } else if (lexer.is("STORED") || lexer.is("PERSISTED"))
        && let Some(c) = column.and_then(|c| table.column(c)).filter(|c| c.generated != Generated::No)
    {
        c.generated = Generated::Stored;
    }
}

/// Names in parentheses, if these follow, behind words like `CLUSTERED`; and whether it is in descending order.
fn list(lexer: &mut Lexer<'_, '_>) -> (Option<Vec<String>>, bool) {
    let mut token = next(lexer);
    let mut descending = false;
    while token == Token::Word
        && ["CLUSTERED", "NONCLUSTERED", "USING", "BTREE", "HASH"].iter().any(|w| lexer.is(w))
    {
        token = next(lexer);
    }
    if token == Token::Word && lexer.is("DESC") {
        descending = true;
        token = next(lexer);
    }
    if token != Token::Sign(b'(') {
        lexer.back(token);
        return (None, descending);
    }
    let mut names = Vec::new();
    let mut depth = 1_u32;
    let mut name_follows = true;
    while depth > 0 {
        let token = next(lexer);
        match token {
            Token::Sign(b'(') => depth = depth.saturating_add(1),
            Token::Sign(b')') => depth -= 1,
            Token::Sign(b',') => name_follows = depth == 1,
            Token::End | Token::Batch | Token::Sign(b';') => {
                lexer.back(token);
                break;
            }
            Token::Word | Token::Name | Token::Text if name_follows && names.len() < COLUMNS => {
                names.push(text(lexer));
                name_follows = false;
            }
            _ => {}
        }
    }
    (Some(names), descending)
}

/// What stands behind the list: SQLite's WITHOUT ROWID.
fn rest(lexer: &mut Lexer<'_, '_>, table: &mut Table) {
    for _ in 0..64 {
        let token = next(lexer);
        match token {
            Token::Word if lexer.is("ROWID") => table.without_rowid = true,
            Token::Word if !lexer.first || lexer.is("WITHOUT") => {}
            Token::Sign(b',' | b'=' | b'(' | b')') | Token::Number | Token::Name | Token::Text => {}
            token => {
                lexer.back(token);
                return;
            }
        }
    }
}

/// Takes the keys of an ALTER TABLE whose first two words have been read.
pub(super) fn alter(lexer: &mut Lexer<'_, '_>, schema: &mut Schema) {
    let mut token = next(lexer);
    while token == Token::Word && ["ONLY", "IF", "EXISTS"].iter().any(|w| lexer.is(w)) {
        token = next(lexer);
    }
    let Some(name) = name(lexer, token) else { return };
    let mut none = Table::default();
    let table = schema.get_mut(&name).unwrap_or(&mut none);
    while clause(lexer, table, None) {}
}
