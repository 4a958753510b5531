//! One module per format: bytes of a member to segments.

pub(crate) mod aside;
pub(crate) mod edifact;
pub(crate) mod hl7;
pub(crate) mod lines;
pub(crate) mod parquet;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod values;
pub(crate) mod xlsx;

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
