//! Table rows to records.

use peil_model::{Cells, Place, Record};

use crate::Known;

/// Reads the rows of one table.
pub struct TableReader<'a> {
    _known: &'a dyn Known,
}

impl<'a> TableReader<'a> {
    /// A reader at the start of a table.
    pub fn new(known: &'a dyn Known) -> Self {
        TableReader { _known: known }
    }

    /// Takes a row.
    pub fn row(&mut self, _place: Place, _cells: &Cells, _out: &mut Vec<Record>) {}

    /// The table ends.
    pub fn finish(&mut self, _out: &mut Vec<Record>) {}
}
