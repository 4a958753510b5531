//! A workbook (ECMA-376) of text cells, written as a stream.
//!
//! Libraries either hold every cell in memory or put sheets into temporary files; a store's content may be in neither.

use std::io::{self, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::files::Sink;

/// Rows that a sheet can have; then the next sheet begins, with the header again.
#[cfg(not(test))]
const SHEET_ROWS: u32 = 1_048_576;
#[cfg(test)]
const SHEET_ROWS: u32 = 1000;
/// UTF-16 units that a cell can have.
const CELL_UNITS: usize = 32_767;
/// Characters that a sheet's name can have.
const NAME_CHARS: usize = 31;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const SHEET_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const BOOK_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

/// Writes rows, beginning a sheet when the one before is full.
pub(super) struct Writer<'a> {
    zip: ZipWriter<StreamWriter<Sink<'a>>>,
    name: String,
    columns: Vec<String>,
    sheets: u32,
    row: u32,
    line: String,
}

impl<'a> Writer<'a> {
    /// Begins a workbook with the header in its first sheet.
    pub fn new(out: Sink<'a>, name: &str, columns: &[String]) -> io::Result<Writer<'a>> {
        let zip = ZipWriter::new_stream(out);
        let columns = columns.to_vec();
        let mut writer =
            Writer { zip, name: name.to_owned(), columns, sheets: 0, row: 0, line: String::new() };
        writer.begin_sheet()?;
        Ok(writer)
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> io::Result<()> {
        if self.row >= SHEET_ROWS {
            self.zip.write_all(b"</sheetData></worksheet>")?;
            self.begin_sheet()?;
        }
        self.write_row(cells)
    }

    /// Ends the sheet and writes what names the sheets.
    pub fn finish(mut self) -> io::Result<()> {
        self.zip.write_all(b"</sheetData></worksheet>")?;
        for (path, text) in self.frame() {
            self.zip.start_file(path, options())?;
            self.zip.write_all(text.as_bytes())?;
        }
        self.zip.finish()?.into_inner().flush()
    }

    fn begin_sheet(&mut self) -> io::Result<()> {
        self.sheets += 1;
        self.row = 0;
        self.zip.start_file(format!("xl/worksheets/sheet{}.xml", self.sheets), options())?;
        write!(self.zip, "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>")?;
        let columns = std::mem::take(&mut self.columns);
        let done = self.write_row(&columns);
        self.columns = columns;
        done
    }

    fn write_row<S: AsRef<str>>(&mut self, cells: &[S]) -> io::Result<()> {
        self.row += 1;
        self.line.clear();
        self.line.push_str(&format!("<row r=\"{}\">", self.row));
        for (i, cell) in cells.iter().enumerate() {
            let text = cell.as_ref();
            if text.len() > CELL_UNITS && text.encode_utf16().count() > CELL_UNITS {
                let column = self.columns.get(i).map_or("", String::as_str);
                let what = format!(
                    "row {} has a \"{column}\" longer than the {CELL_UNITS} characters of an XLSX cell; use csv, jsonl or parquet",
                    self.row
                );
                return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
            }
            if !text.is_empty() {
                self.line.push_str("<c r=\"");
                letters(i, &mut self.line);
                self.line.push_str(&format!("{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", self.row));
                escape(text, &mut self.line);
                self.line.push_str("</t></is></c>");
            }
        }
        self.line.push_str("</row>");
        self.zip.write_all(self.line.as_bytes())
    }

    /// The parts that say which sheets there are.
    fn frame(&self) -> [(&'static str, String); 4] {
        let each = |f: &dyn Fn(u32) -> String| (1..=self.sheets).map(f).collect::<String>();
        let sheets = each(&|n| {
            format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", sheet_name(&self.name, n))
        });
        let relations = each(&|n| {
            format!(
                "<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
            )
        });
        let types = each(&|n| {
            format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{SHEET_TYPE}\"/>")
        });
        [
            (
                "xl/workbook.xml",
                format!(
                    "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\">{relations}</Relationships>"),
            ),
            (
                "_rels/.rels",
                format!(
                    "{HEAD}<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" \
                     Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "[Content_Types].xml",
                format!(
                    "{HEAD}<Types xmlns=\"{TYPES}\"><Default Extension=\"rels\" \
                     ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Override PartName=\"/xl/workbook.xml\" ContentType=\"{BOOK_TYPE}\"/>{types}</Types>"
                ),
            ),
        ]
    }
}

/// Nothing of the day or the machine.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .large_file(true)
}

fn sheet_name(name: &str, n: u32) -> String {
    let tail = if n == 1 { String::new() } else { format!(" {n}") };
    let room = NAME_CHARS - tail.len();
    let plain = name.chars().map(|c| if "[]:*?/\\'".contains(c) || c.is_control() { '_' } else { c });
    let mut escaped = String::new();
    escape(&plain.take(room).collect::<String>(), &mut escaped);
    escaped + &tail
}

/// `A`, `B`, ..., `Z`, `AA`.
fn letters(column: usize, out: &mut String) {
    if column >= 26 {
        letters(column / 26 - 1, out);
    }
    out.push((b'A' + (column % 26) as u8) as char);
}

/// XML text; what XML cannot hold goes as `_xHHHH_`, and what looks like that gets its underscore escaped.
fn escape(text: &str, out: &mut String) {
    for (i, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push_str(&format!("_x{:04X}_", u32::from(c))),
            '_' if looks_escaped(&text.as_bytes()[i..]) => out.push_str("_x005F_"),
            c => out.push(c),
        }
    }
}

fn looks_escaped(bytes: &[u8]) -> bool {
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (n, expect) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            let mut text = String::new();
            letters(n, &mut text);
            assert_eq!(text, expect);
        }
    }

    #[test]
    fn texts_become_xml() {
        for (text, expect) in [
            ("a<b>&\"c\"", "a&lt;b&gt;&amp;&quot;c&quot;"),
            ("a\r\n\u{1}", "a_x000D_\n_x0001_"),
            ("_x0041_ _x004", "_x005F_x0041_ _x004"),
            ("é_", "é_"),
        ] {
            let mut out = String::new();
            escape(text, &mut out);
            assert_eq!(out, expect);
        }
    }

    #[test]
    fn sheets_have_legal_names() {
        assert_eq!(sheet_name("roster", 1), "roster");
        assert_eq!(sheet_name("a/b & c", 2), "a_b &amp; c 2");
        assert_eq!(sheet_name(&"x".repeat(40), 12).len(), 31);
    }
}
