//! Tokens to trees, with a stack of its own instead of recursion.

use super::columns::Columns;
use super::lexer::Token;
use crate::formats::builder::{Builder, REPEATED_KEY_BYTES};
use crate::limits::TREE_DEPTH;

/// A token cannot stand where it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Misplaced;

enum Frame {
    Object,
    /// An array: the key that its items take, and whether it has a node of its own.
    Array(String, bool),
}

#[derive(Clone, Copy, PartialEq)]
enum Expect {
    Value,
    Key,
    Colon,
    /// A comma or the end of what is open.
    Next,
}

/// Where the grammar is.
pub(crate) struct Parser {
    pub(crate) builder: Builder,
    stack: Vec<Frame>,
    expect: Expect,
    key: String,
    columns: Columns,
    /// Brackets that are open below the limit of depth: what is in them is passed over.
    below: usize,
    /// Something was passed over.
    pub(crate) too_deep: bool,
    /// Elements of an outermost array are trees of their own.
    pub(crate) in_items: bool,
}

impl Parser {
    pub(crate) fn new(builder: Builder) -> Parser {
        Parser {
            builder,
            stack: Vec::new(),
            expect: Expect::Value,
            key: String::new(),
            columns: Columns::default(),
            below: 0,
            too_deep: false,
            in_items: false,
        }
    }

    /// Whether no value is open.
    pub(crate) fn is_idle(&self) -> bool {
        self.stack.is_empty() && self.below == 0
    }

    /// Takes a token.
    ///
    /// # Errors
    /// [`Misplaced`] leaves everything as it was.
    pub(crate) fn token(&mut self, token: Token) -> Result<(), Misplaced> {
        if self.below > 0 {
            match token {
                Token::Open(_) => self.below += 1,
                Token::Close(_) => self.below -= 1,
                _ => {}
            }
            if self.below == 0 {
                self.after();
            }
            return Ok(());
        }
        match (self.expect, token) {
            (Expect::Value, Token::Open(bracket)) => self.open(bracket),
            (Expect::Value, Token::Text(text)) => self.leaf(text),
            (Expect::Value, Token::Word(word)) => self.word(word)?,
            (Expect::Key, Token::Text(key)) => {
                self.key = key;
                self.expect = Expect::Colon;
            }
            (Expect::Key, Token::Word(key)) if is_name(&key) => {
                self.key = key;
                self.expect = Expect::Colon;
            }
            (Expect::Colon, Token::Colon) => self.expect = Expect::Value,
            (Expect::Next, Token::Comma) => {
                let object = matches!(self.stack.last(), Some(Frame::Object));
                self.expect = if object { Expect::Key } else { Expect::Value };
            }
            (Expect::Next | Expect::Key, Token::Close(bracket)) => self.close(bracket)?,
            (Expect::Value, Token::Close(b']')) => self.close(b']')?,
            // A comma too many is harmless.
            (Expect::Key, Token::Comma) => {}
            (Expect::Value, Token::Comma) if matches!(self.stack.last(), Some(Frame::Array(..))) => {}
            _ => return Err(Misplaced),
        }
        Ok(())
    }

    fn open(&mut self, bracket: u8) {
        if self.stack.len() >= TREE_DEPTH {
            self.below = 1;
            self.too_deep = true;
            return;
        }
        if bracket == b'{' {
            let key = self.value_key();
            self.builder.open(&key);
            self.stack.push(Frame::Object);
            self.expect = Expect::Key;
            return;
        }
        let frame = match self.stack.last() {
            None if self.in_items => {
                self.builder.open_list("");
                Frame::Array(String::new(), true)
            }
            // The items of a list take its key; a list in a list has no key of its own, and a long key is not repeated.
            Some(Frame::Object) if self.key.len() <= REPEATED_KEY_BYTES => {
                self.columns.list(&self.key);
                Frame::Array(std::mem::take(&mut self.key), false)
            }
            _ => {
                let key = self.value_key();
                self.builder.open(&key);
                Frame::Array(String::new(), true)
            }
        };
        self.stack.push(frame);
        self.expect = Expect::Value;
    }

    /// The key of the value that comes now.
    fn value_key(&mut self) -> String {
        match self.stack.last() {
            Some(Frame::Object) => std::mem::take(&mut self.key),
            Some(Frame::Array(key, _)) => key.clone(),
            None => String::new(),
        }
    }

    fn close(&mut self, bracket: u8) -> Result<(), Misplaced> {
        let own = match (self.stack.last(), bracket) {
            (Some(Frame::Object), b'}') => true,
            (Some(Frame::Array(_, own)), b']') => *own,
            _ => return Err(Misplaced),
        };
        self.stack.pop();
        if let (b']', Some(Frame::Array(list, false))) = (bracket, self.stack.last()) {
            self.builder.reshape(|row| self.columns.row(list, row));
        }
        if own {
            self.builder.close();
        }
        self.after();
        Ok(())
    }

    fn after(&mut self) {
        self.expect = if self.stack.is_empty() { Expect::Value } else { Expect::Next };
    }

    fn leaf(&mut self, value: String) {
        let key = self.value_key();
        match self.stack.as_slice() {
            [.., Frame::Array(list, false)] => self.columns.name(list, &value),
            [.., Frame::Array(list, false), Frame::Object] if key == "name" => {
                self.columns.name(list, &value)
            }
            _ => {}
        }
        self.builder.leaf(&key, value);
        self.after();
    }

    fn word(&mut self, word: String) -> Result<(), Misplaced> {
        match word.as_str() {
            // In a row of values the others keep their places.
            "null" | "None"
                if matches!(self.stack.as_slice(), [.., Frame::Array(..), Frame::Array(_, true)]) =>
            {
                self.leaf(String::new());
            }
            "null" | "None" | "undefined" | "nil" | "NULL" => {
                self.value_key();
                self.after();
            }
            "True" => self.leaf("true".to_owned()),
            "False" => self.leaf("false".to_owned()),
            "true" | "false" | "NaN" | "Infinity" | "-Infinity" => self.leaf(word),
            _ if is_number(&word) => self.leaf(word),
            _ => return Err(Misplaced),
        }
        Ok(())
    }

    /// Ends what is open, as at the end of a document that is cut off.
    pub(crate) fn end(&mut self) {
        self.stack.clear();
        self.below = 0;
        self.expect = Expect::Value;
        self.builder.close_to(0);
    }

    /// Whether an array is open.
    pub(crate) fn has_array(&self) -> bool {
        self.stack.iter().any(|f| matches!(f, Frame::Array(..)))
    }

    /// Ends what is open within the innermost array, so that its next element may follow.
    pub(crate) fn back_to_array(&mut self) {
        let Some(at) = self.stack.iter().rposition(|f| matches!(f, Frame::Array(..))) else { return };
        self.stack.truncate(at + 1);
        let nodes = self.stack.iter().filter(|f| matches!(f, Frame::Object | Frame::Array(_, true)));
        self.builder.close_to(nodes.count());
        self.below = 0;
        self.expect = Expect::Value;
    }
}

fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_' || c == '$')
}

/// A number, with leading zeros too: some writers put them.
fn is_number(word: &str) -> bool {
    let mut digits = 0;
    word.bytes().all(|b| {
        digits += u32::from(b.is_ascii_digit());
        b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'.' | b'e' | b'E')
    }) && digits > 0
}
