//! One module per format: bytes of a member to segments.

use peil_model::Cells;

use crate::limits::{FREE_TEXT_BYTES, TEXT_EXPANSION};

pub(crate) mod arrow;
pub(crate) mod aside;
pub(crate) mod avro;
pub(crate) mod blob;
pub(crate) mod builder;
pub(crate) mod cards;
pub(crate) mod dbf;
pub(crate) mod document;
pub(crate) mod documents;
pub(crate) mod edifact;
pub(crate) mod embedded;
pub(crate) mod hl7;
pub(crate) mod html;
pub(crate) mod items;
pub(crate) mod json;
pub(crate) mod lines;
pub(crate) mod mail;
pub(crate) mod parquet;
pub(crate) mod records;
pub(crate) mod settings;
pub(crate) mod sql;
pub(crate) mod sqlite;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod tnef;
pub(crate) mod values;
pub(crate) mod xlsx;
pub(crate) mod xml;
pub(crate) mod zpl;

/// What was wrong in a file, for its verdict: at most a handful, each once.
#[derive(Default)]
pub(crate) struct Complaints(Vec<String>);

impl Complaints {
    pub(crate) fn add(&mut self, words: impl Into<String>) {
        let words = words.into();
        if self.0.len() < 5 && !self.0.contains(&words) {
            self.0.push(words);
        }
    }

    pub(crate) fn list(&self) -> &[String] {
        &self.0
    }
}

/// Text that may still come out of a file in which many cells may share one value.
pub(crate) struct Budget(u64);

impl Budget {
    /// For a file of this size.
    pub(crate) fn of(size: u64) -> Budget {
        Budget(FREE_TEXT_BYTES.saturating_add(size.saturating_mul(TEXT_EXPANSION)))
    }

    /// Whether the row may be handed on.
    pub(crate) fn allows(&mut self, cells: &Cells) -> bool {
        self.spend(cells.iter().map(|c| c.len() + 1).sum())
    }

    /// Whether so many bytes more may be handed on.
    pub(crate) fn spend(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes as u64);
        self.0 = left.unwrap_or(0);
        left.is_some()
    }

    /// More of the file was read.
    pub(crate) fn grow(&mut self, bytes: usize) {
        self.0 = self.0.saturating_add((bytes as u64).saturating_mul(TEXT_EXPANSION));
    }

    /// Why the rest was not read.
    pub(crate) const SPENT: &str = "stopped: its cells hold far more text than its size allows";
}
