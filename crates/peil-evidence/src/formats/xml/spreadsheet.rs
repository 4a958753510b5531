//! Workbooks in XML (SpreadsheetML of Excel 2002/2003): rows of cells under `Workbook/Worksheet/Table/Row/Cell/Data`.

use std::io;

use peil_model::{Cells, Content, Place, Segment};

use super::lexer::{Attributes, Token, local};
use super::text::Texts;
use crate::formats::items::Items;
use crate::limits::PADDING_CELLS;

/// Columns that a sheet may have.
const COLUMNS: u64 = 16_384;

/// Whether this root element is a workbook's.
pub(super) fn is_one(name: &[u8], attributes: &[u8]) -> bool {
    local(name) == b"Workbook"
        && Attributes(attributes).any(|(n, v)| n.starts_with(b"xmlns") && v.ends_with(b"office:spreadsheet"))
}

/// The rows of a workbook.
#[derive(Default)]
pub(super) struct Spreadsheet {
    sheet: u32,
    row: u64,
    cells: Cells,
    /// Column of the next cell, from 0.
    column: u64,
    /// Columns that the open cell takes beside its own.
    merged: u64,
    value: String,
    is_date: bool,
    in_data: bool,
    in_comment: bool,
    padding: u64,
    open: usize,
}

impl Spreadsheet {
    pub(super) fn token(
        &mut self,
        token: &Token<'_>,
        texts: &mut Texts,
        items: &mut Items<'_, '_>,
    ) -> io::Result<()> {
        match token {
            Token::Start { name, attributes, empty } => {
                self.start(local(name), attributes, texts, items)?;
                if *empty { self.end(local(name), items) } else { Ok(()) }
            }
            Token::End(name) => self.end(local(name), items),
            Token::Text(text) if self.in_data => {
                self.value.push_str(&texts.resolved(text));
                Ok(())
            }
            Token::Raw(text) if self.in_data => {
                self.value.push_str(&texts.raw(text));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn start(
        &mut self,
        name: &[u8],
        attributes: &[u8],
        texts: &mut Texts,
        items: &mut Items<'_, '_>,
    ) -> io::Result<()> {
        let mut attribute = |wanted: &[u8]| {
            let found = Attributes(attributes).find(|(n, _)| local(n) == wanted);
            found.map(|(_, v)| texts.resolved(v))
        };
        let mut number = |wanted: &[u8]| attribute(wanted).and_then(|v| v.trim().parse::<u64>().ok());
        match name {
            b"Worksheet" => {
                self.flush(items)?;
                self.sheet += 1;
                self.row = 0;
                self.open += 1;
                let name = attribute(b"Name").unwrap_or_default();
                items.session.table(self.sheet, &name)?;
            }
            b"Row" => {
                self.flush(items)?;
                self.row = number(b"Index").filter(|n| *n > self.row).unwrap_or(self.row + 1);
                self.column = 0;
            }
            b"Cell" => {
                self.column = number(b"Index").map_or(self.column, |n| n.clamp(1, COLUMNS) - 1);
                self.merged = number(b"MergeAcross").unwrap_or(0).min(COLUMNS);
                self.value.clear();
                self.is_date = false;
            }
            b"Comment" => self.in_comment = true,
            b"Data" if !self.in_comment => {
                self.in_data = true;
                self.is_date = attribute(b"Type").is_some_and(|t| t == "DateTime");
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8], items: &mut Items<'_, '_>) -> io::Result<()> {
        match name {
            b"Data" => self.in_data = false,
            b"Comment" => self.in_comment = false,
            b"Cell" => self.cell(items),
            b"Row" => self.flush(items)?,
            b"Worksheet" => {
                self.flush(items)?;
                self.open = 0;
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, items: &mut Items<'_, '_>) {
        let value = self.value.trim();
        let midnight = value.split_once("T00:00:00").filter(|_| self.is_date).map(|(date, _)| date);
        let value = midnight.unwrap_or(value);
        if !value.is_empty() {
            while (self.cells.len() as u64) < self.column {
                self.padding += 1;
                if self.padding > PADDING_CELLS {
                    items.complaints.add("too many empty cells between filled ones");
                    break;
                }
                self.cells.push("");
            }
            self.cells.push(value);
        }
        self.column += 1 + self.merged;
        self.value.clear();
    }

    fn flush(&mut self, items: &mut Items<'_, '_>) -> io::Result<()> {
        self.in_data = false;
        self.in_comment = false;
        if self.cells.is_empty() {
            return Ok(());
        }
        let content = Content::Row(std::mem::take(&mut self.cells));
        items.session.segment(Segment { place: Place::row(self.sheet, self.row), content })
    }

    /// The document ends.
    pub(super) fn finish(mut self, items: &mut Items<'_, '_>) -> io::Result<()> {
        if self.open > 0 {
            items.complaints.add("ends within a sheet");
        }
        self.flush(items)
    }
}
