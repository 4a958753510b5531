//! Free text to records.

use peil_model::{Place, Record};

use crate::Known;

/// Reads the text of one file.
pub struct TextReader<'a> {
    _known: &'a dyn Known,
}

impl<'a> TextReader<'a> {
    /// A reader at the start of a text.
    pub fn new(known: &'a dyn Known) -> Self {
        TextReader { _known: known }
    }

    /// Takes a span of whole lines.
    pub fn text(&mut self, _place: Place, _text: &str, _out: &mut Vec<Record>) {}

    /// The text ends.
    pub fn finish(&mut self, _out: &mut Vec<Record>) {}
}
