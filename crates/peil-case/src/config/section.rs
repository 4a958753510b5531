//! One table of `peil.toml` and its values by kind; every complaint carries its place and a fix.

use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{At, ConfigError};
use super::nearest::nearest;

/// The text of the file, for turning offsets into lines.
pub(crate) struct Source<'a> {
    /// As the user names it.
    pub file: PathBuf,
    /// All of it.
    pub text: &'a str,
}

impl Source<'_> {
    /// An error at a byte offset.
    pub fn error(&self, offset: usize, what: impl Into<String>, fix: impl Into<String>) -> ConfigError {
        let at = At::of(self.text, offset);
        ConfigError { file: self.file.clone(), at, what: what.into(), fix: fix.into() }
    }
}

/// A table with the name by which the user knows it.
#[derive(Clone)]
pub(crate) struct Section<'a> {
    /// Where it comes from.
    pub source: &'a Source<'a>,
    /// `[case]`, `[[controller]]`.
    pub title: String,
    /// Byte offset of its head.
    pub start: usize,
    table: &'a DeTable<'a>,
}

/// A text with its byte offset.
pub(crate) type Text = Spanned<String>;

impl<'a> Section<'a> {
    /// The document itself or a table in it.
    pub fn new(source: &'a Source<'a>, title: &str, start: usize, table: &'a DeTable<'a>) -> Section<'a> {
        Section { source, title: title.to_owned(), start, table }
    }

    /// The keys of the table in the order of the file.
    pub fn keys(&self) -> Vec<(&'a Spanned<std::borrow::Cow<'a, str>>, &'a Spanned<DeValue<'a>>)> {
        let mut all: Vec<_> = self.table.iter().collect();
        all.sort_by_key(|(k, _)| k.span().start);
        all
    }

    /// Refuses keys that are not known.
    pub fn only(&self, known: &[&str]) -> Result<(), ConfigError> {
        for (key, _) in self.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let fix = match nearest(name, known.iter().copied()) {
                    Some(k) => format!("did you mean \"{k}\"?"),
                    None => format!("known here: {}", known.join(", ")),
                };
                let what = format!("unknown key \"{}\" in {}", name.escape_debug(), self.title);
                return Err(self.source.error(key.span().start, what, fix));
            }
        }
        Ok(())
    }

    /// The value of a key.
    pub fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.iter().find(|(k, _)| k.get_ref() == key).map(|(_, v)| v)
    }

    /// A non-empty text, if the key is there.
    pub fn text(&self, key: &str) -> Result<Option<Text>, ConfigError> {
        self.value(key).map(|v| self.as_text(key, v)).transpose()
    }

    /// A non-empty text that must be there.
    pub fn required(&self, key: &str, example: &str) -> Result<Text, ConfigError> {
        self.text(key)?.ok_or_else(|| self.missing(key, example))
    }

    /// The error for a key that must be there and is not.
    pub fn missing(&self, key: &str, example: &str) -> ConfigError {
        let what = format!("{} has no \"{key}\"", self.title);
        self.source.error(self.start, what, format!("add: {key} = {example}"))
    }

    /// Texts of a key that takes one text or a list of them; empty if the key is not there.
    pub fn texts(&self, key: &str) -> Result<Vec<Text>, ConfigError> {
        let Some(value) = self.value(key) else { return Ok(Vec::new()) };
        match value.get_ref() {
            DeValue::Array(list) => list.iter().map(|v| self.as_text(key, v)).collect(),
            _ => Ok(vec![self.as_text(key, value)?]),
        }
    }

    /// A number, whole or not, if the key is there.
    pub fn number(&self, key: &str) -> Result<Option<Spanned<f64>>, ConfigError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let number = match value.get_ref() {
            DeValue::Float(f) => f.as_str().replace('_', "").parse().ok(),
            DeValue::Integer(i) => {
                i64::from_str_radix(&i.as_str().replace('_', ""), i.radix()).ok().map(|i| i as f64)
            }
            _ => None,
        };
        let number = number.ok_or_else(|| self.wrong(key, value, "a number", "0.95"))?;
        Ok(Some(Spanned::new(value.span(), number)))
    }

    /// A whole number from zero, if the key is there.
    pub fn count(&self, key: &str) -> Result<Option<u64>, ConfigError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        whole(value.get_ref())
            .map(Some)
            .ok_or_else(|| self.wrong(key, value, "a whole number from 0", "485000"))
    }

    /// A sub-table, if the key is there.
    pub fn table(&self, key: &str) -> Result<Option<Section<'a>>, ConfigError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Table(t) => Ok(Some(Section::new(self.source, key, value.span().start, t))),
            _ => Err(self.wrong(key, value, "a table", "{ role = \"header\" }")),
        }
    }

    /// The error for a value of the wrong kind.
    pub fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str, example: &str) -> ConfigError {
        let what = format!("\"{key}\" in {} must be {wanted}, not {}", self.title, kind(value.get_ref()));
        self.source.error(value.span().start, what, format!("write: {key} = {example}"))
    }

    fn as_text(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Text, ConfigError> {
        match value.get_ref() {
            DeValue::String(s) if s.trim().is_empty() => {
                let what = format!("\"{key}\" in {} is empty", self.title);
                Err(self.source.error(value.span().start, what, "give it a value or leave it out"))
            }
            DeValue::String(s) => Ok(Spanned::new(value.span(), s.clone().into_owned())),
            _ => Err(self.wrong(key, value, "a text", "\"...\"")),
        }
    }
}

/// A whole number from zero.
pub(crate) fn whole(value: &DeValue<'_>) -> Option<u64> {
    match value {
        DeValue::Integer(i) => u64::from_str_radix(&i.as_str().replace('_', ""), i.radix()).ok(),
        _ => None,
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
