//! Tables of texts as files: CSV, JSON lines, XLSX, Parquet. The same table gives the same bytes, whatever the day.
//!
//! All formats stream: memory does not grow with the number of rows (Parquet holds one row group).

mod parquet;
mod xlsx;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::files::{self, FileError, Sink};
use crate::store::{Store, StoreError};

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, UTF-8, line feeds, a header line.
    Csv,
    /// An object a line; every value is a text.
    Jsonl,
    /// Workbook of text cells, so that keys and BSNs keep their zeros.
    Xlsx,
    /// Columns of UTF-8 strings.
    Parquet,
}

impl Format {
    /// The format with this id, as `--format` takes it.
    pub fn from_id(id: &str) -> Option<Format> {
        match id.to_ascii_lowercase().as_str() {
            "csv" => Some(Format::Csv),
            "jsonl" => Some(Format::Jsonl),
            "xlsx" => Some(Format::Xlsx),
            "parquet" => Some(Format::Parquet),
            _ => None,
        }
    }
}

/// An export that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
    /// The store it comes from.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The format cannot hold this.
    #[error("{}: {what}", .path.display())]
    Format {
        /// The target.
        path: PathBuf,
        /// What does not fit, and what to do.
        what: String,
    },
}

/// Writes one table to a file, mode 0600, whole or not at all; encrypted with age to `seal_to` if given.
///
/// `fill` gives the rows to the [`Writer`], each with as many cells as there are columns. `name` is the table's own name
/// (the sheet in a workbook).
///
/// # Errors
/// What `fill` or the system refuses; the target is then as it was.
pub fn write(
    path: &Path,
    format: Format,
    name: &str,
    columns: &[&str],
    seal_to: Option<&str>,
    fill: impl FnOnce(&mut Writer<'_>) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    files::write(path, seal_to, |out| {
        let open = |error: io::Error| refused(path, error);
        let columns: Vec<String> = columns.iter().map(|c| (*c).to_owned()).collect();
        let body = match format {
            Format::Csv => Body::Csv(Box::new(csv_writer(out))),
            Format::Jsonl => Body::Jsonl(out, columns.clone()),
            Format::Xlsx => Body::Xlsx(Box::new(xlsx::Writer::new(out, name, &columns).map_err(open)?)),
            Format::Parquet => {
                Body::Parquet(Box::new(parquet::Writer::new(out, name, &columns).map_err(open)?))
            }
        };
        let mut writer = Writer { body, path, width: columns.len() };
        if format == Format::Csv {
            writer.row(&columns)?;
        }
        fill(&mut writer)?;
        writer.finish()
    })
}

/// Columns that say whose a row is, in the store's tables.
const OWNER: [&str; 2] = ["controller", "scope"];

/// Writes a table of the store to a file, see [`write`]; with `only`, the rows of that controller alone.
///
/// # Errors
/// As [`write`]; a table whose rows belong to no controller cannot be split by one.
pub fn table(
    store: &Store,
    name: &str,
    only: Option<&str>,
    format: Format,
    seal_to: Option<&str>,
    path: &Path,
) -> Result<(), ExportError> {
    let columns = store.columns(name)?;
    let owner = columns.iter().position(|c| OWNER.contains(&c.as_str()));
    if only.is_some() && owner.is_none() {
        let what = format!("the table {name} cannot be split by controller");
        return Err(ExportError::Format { path: path.to_owned(), what });
    }
    let wanted = |row: &[String]| only.is_none_or(|o| owner.and_then(|i| row.get(i)).is_some_and(|c| c == o));
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    write(path, format, name, &names, seal_to, |writer| {
        let mut failed = None;
        let read = store.read_table(name, &mut |row| {
            if wanted(row)
                && let Err(error) = writer.row(row)
            {
                failed = Some(error);
                return Err(StoreError::Caller("the file cannot be written".to_owned()));
            }
            Ok(())
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(read?),
        }
    })
}

fn csv_writer(out: Sink<'_>) -> csv::Writer<Sink<'_>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out)
}

fn refused(path: &Path, error: io::Error) -> ExportError {
    match error.kind() {
        io::ErrorKind::InvalidInput => ExportError::Format { path: path.to_owned(), what: error.to_string() },
        _ => FileError::Io { path: path.to_owned(), error }.into(),
    }
}

/// Takes the rows of a table.
pub struct Writer<'a> {
    body: Body<'a>,
    path: &'a Path,
    width: usize,
}

enum Body<'a> {
    Csv(Box<csv::Writer<Sink<'a>>>),
    Jsonl(Sink<'a>, Vec<String>),
    Xlsx(Box<xlsx::Writer<'a>>),
    Parquet(Box<parquet::Writer<'a>>),
}

impl Writer<'_> {
    /// Adds a row.
    ///
    /// # Errors
    /// Another number of cells than columns, a cell that the format cannot hold, or what the system refuses.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), ExportError> {
        let wrong =
            || io::Error::new(io::ErrorKind::InvalidInput, "a row with another number of cells than columns");
        let done = match &mut self.body {
            _ if cells.len() != self.width => Err(wrong()),
            Body::Csv(w) => w.write_record(cells.iter().map(|c| c.as_ref().as_bytes())).map_err(from_csv),
            Body::Jsonl(w, columns) => json_line(w, columns, cells),
            Body::Xlsx(w) => w.row(cells),
            Body::Parquet(w) => w.row(cells),
        };
        done.map_err(|e| refused(self.path, e))
    }

    fn finish(self) -> Result<(), ExportError> {
        let done = match self.body {
            Body::Csv(mut w) => w.flush(),
            Body::Jsonl(..) => Ok(()),
            Body::Xlsx(w) => w.finish(),
            Body::Parquet(w) => w.finish(),
        };
        done.map_err(|e| refused(self.path, e))
    }
}

fn from_csv(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(e) => e,
        _ => io::Error::new(io::ErrorKind::InvalidInput, "the row cannot be written as CSV"),
    }
}

fn json_line<S: AsRef<str>>(out: &mut Sink<'_>, columns: &[String], cells: &[S]) -> io::Result<()> {
    out.write_all(b"{")?;
    for (i, (column, cell)) in columns.iter().zip(cells).enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut **out, column)?;
        out.write_all(b":")?;
        serde_json::to_writer(&mut **out, cell.as_ref())?;
    }
    out.write_all(b"}\n")
}

#[cfg(test)]
mod tests;
