//! HTML pages: tables as tables, everything else as the lines that a browser would show.
//!
//! A row is handed on when it is complete, under the number of its table in the page; headers (`th`) are rows as others are. A cell
//! that spans rows is repeated in them. Tables of labels and values, lists of terms, and fields of forms become lines
//! `label: value`; of a table that holds another one without being data itself, the cells are text. JSON in scripts is read as a member.

mod charsets;
mod elements;
mod flow;
mod table;
mod tokens;

use std::cell::Cell as Shared;
use std::io;
use std::rc::Rc;

use peil_model::{Cells, Content, Place, Segment};

use self::elements::{BLOCKS, LABELS, NO_VALUES, is_label};
use self::flow::{Flow, Words};
use self::table::{Cell, Open, Ready, Table};
use self::tokens::Attributes;
use super::{Budget, Complaints};
use crate::charset;
use crate::input::Input;
use crate::limits::{MIB, ROW_BYTES, amount};
use crate::path;
use crate::session::{Session, Spot, Verdict};

/// Bytes by which the character set is told.
const PREFIX_BYTES: usize = 64 * 1024;
/// Bytes of the data of one script.
const SCRIPT_BYTES: usize = 64 * MIB as usize;
/// Tables inside each other.
const DEPTH: usize = 32;
/// Bytes of a comment that may be somebody's words.
const COMMENT_BYTES: usize = 4096;
/// Reads a page.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let mut page = Page {
        session,
        spot,
        line: Rc::new(Shared::new(1)),
        flow: Flow::default(),
        tables: Vec::new(),
        count: 0,
        shown: 0,
        hidden: None,
        script: None,
        scripts: 0,
        pre: false,
        labelling: None,
        option: None,
        spent: Budget::of(0),
        complaints: Complaints::default(),
    };
    match charsets::single_byte(input.fill(PREFIX_BYTES)) {
        Some(set) => tokens::read(&mut page, &mut charsets::decoded(input, set))?,
        None => tokens::read(&mut page, input)?,
    }
    Ok(Verdict::of(page.complaints.list()))
}

/// The reading of a page.
struct Page<'r, 's> {
    session: &'r mut Session<'s>,
    spot: &'r Spot,
    /// Line of the source that is read.
    line: Rc<Shared<u64>>,
    flow: Flow,
    /// Open tables, the innermost last.
    tables: Vec<Table>,
    /// Tables so far.
    count: u32,
    /// The table whose rows came last.
    shown: u32,
    /// The element whose text is no text of the page.
    hidden: Option<String>,
    /// Data of the script that is open.
    script: Option<Vec<u8>>,
    scripts: u64,
    pre: bool,
    /// The element at hand that its class calls the label of what follows, and how many of its name are open in it.
    labelling: Option<(String, u32)>,
    /// Inside an option of a list, and whether it is the chosen one.
    option: Option<bool>,
    spent: Budget,
    complaints: Complaints,
}

impl Page<'_, '_> {
    /// Where text goes: the open cell or caption, or the flow of the page.
    fn words(&mut self) -> &mut Words {
        match self.tables.last_mut() {
            Some(table) if table.in_caption => &mut table.caption,
            Some(Table { cell: Some(cell), layout: false, .. }) => &mut cell.words,
            _ => {
                self.flow.at(self.line.get());
                &mut self.flow.words
            }
        }
    }

    fn text(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(script) = &mut self.script {
            if script.len() + bytes.len() <= SCRIPT_BYTES {
                script.extend_from_slice(bytes);
            } else {
                self.complaints
                    .add(format!("data in a script are longer than {}", amount(SCRIPT_BYTES as u64)));
            }
            return Ok(());
        }
        if self.hidden.is_some() || self.option == Some(false) {
            return Ok(());
        }
        self.spent.grow(bytes.len());
        let text = charset::decode(bytes);
        let pre = self.pre;
        let words = self.words();
        if words.text.len() + text.len() > ROW_BYTES as usize {
            self.complaints.add(format!("a cell is longer than {}: it was cut", amount(ROW_BYTES)));
            return Ok(());
        }
        if pre {
            words.push_plain(&text)
        } else {
            words.push(&text)
        }
        if self.flow.is_full() { self.flow.flush(self.session) } else { Ok(()) }
    }

    fn comment(&mut self, bytes: &[u8]) -> io::Result<()> {
        // Of conditional and disabled markup the tags tell.
        let markup = |b: &u8| matches!(b, b'<' | b'{' | b'[' | b'>');
        if self.hidden.is_some() || bytes.len() > COMMENT_BYTES || bytes.iter().any(markup) {
            return Ok(());
        }
        self.flow.words.part('\n');
        self.flow.at(self.line.get());
        self.flow.words.push(&charset::decode(bytes));
        self.flow.words.part('\n');
        Ok(())
    }

    fn start(&mut self, name: &str, attributes: &Attributes) -> io::Result<()> {
        if self.hidden.is_some() {
            return Ok(());
        }
        let get = |key: &str| attributes.iter().find(|(n, _)| n == key).map(|(_, v)| v.as_str());
        match &mut self.labelling {
            Some((open, inside)) => *inside += u32::from(open == name && name != "p"),
            None if LABELS.contains(&name) && get("class").is_some_and(is_label) => {
                self.labelling = Some((name.to_owned(), 0));
            }
            None => {}
        }
        match name {
            "script" => {
                let json = get("type").is_some_and(|t| t.contains("json"));
                self.script = json.then(Vec::new);
                self.hidden = Some(name.to_owned());
            }
            "style" | "template" | "noscript" | "iframe" | "noembed" | "noframe" => {
                self.hidden = Some(name.to_owned());
            }
            "table" => return self.start_table(),
            "caption" => self.tables.last_mut().into_iter().for_each(|t| t.in_caption = true),
            "tr" => {
                let ready = self.tables.last_mut().map(Table::start_row);
                return self.ready(ready);
            }
            "td" | "th" => self.start_cell(name == "th", get("colspan"), get("rowspan")),
            "dd" => self.words().label(),
            "input" => {
                // A radio button or box that is ticked says its value.
                let kind = get("type").filter(|_| get("checked").is_none());
                self.field(kind, get("value"), get("name").or(get("id")));
            }
            "textarea" => {
                self.words().label();
                self.pre = true;
            }
            "select" => {
                let words = self.words();
                if words.at_start() {
                    words.push(get("name").or(get("id")).unwrap_or_default());
                }
                words.label();
            }
            "option" => {
                self.option = Some(get("selected").is_some());
                self.words().part(' ');
            }
            "pre" | "listing" | "xmp" => {
                self.words().part('\n');
                self.pre = true;
            }
            // A heading begins something else: the next card, the next person.
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.words().paragraph(),
            "span" => self.words().part(' '),
            block if BLOCKS.contains(&block) => self.words().part('\n'),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> io::Result<()> {
        if let Some(hidden) = &self.hidden {
            if hidden == name {
                self.hidden = None;
                return self.end_script();
            }
            return Ok(());
        }
        if self.ends_label(name) {
            self.words().label();
            return Ok(());
        }
        match name {
            "table" => return self.end_table(),
            "tr" => {
                let ready = self.tables.last_mut().map(Table::end_row);
                return self.ready(ready);
            }
            "td" | "th" => self.tables.last_mut().into_iter().for_each(Table::end_cell),
            "caption" => self.tables.last_mut().into_iter().for_each(|t| t.in_caption = false),
            // Its description follows on the same line.
            "dt" => self.words().part(' '),
            // `<label>BSN</label><span>123456782</span>`: style sheets keep them apart.
            "label" => self.words().label(),
            "b" | "strong" | "span" => self.words().part(' '),
            "option" => self.option = None,
            "pre" | "listing" | "xmp" | "textarea" => {
                self.pre = false;
                self.words().part('\n');
            }
            block if BLOCKS.contains(&block) => self.words().part('\n'),
            _ => {}
        }
        Ok(())
    }

    /// Whether the element that is a label ends here.
    fn ends_label(&mut self, name: &str) -> bool {
        let Some((_, inside)) = self.labelling.as_mut().filter(|(open, _)| open == name) else {
            return false;
        };
        match inside.checked_sub(1) {
            Some(less) => *inside = less,
            None => self.labelling = None,
        }
        self.labelling.is_none()
    }

    /// A field of a form that holds something.
    fn field(&mut self, kind: Option<&str>, value: Option<&str>, name: Option<&str>) {
        let kind = kind.unwrap_or("text").to_ascii_lowercase();
        let value = value.unwrap_or_default().trim();
        if value.is_empty() || NO_VALUES.contains(&kind.as_str()) {
            return;
        }
        self.spent.grow(value.len());
        let words = self.words();
        if words.at_start() {
            words.push(name.unwrap_or_default());
        }
        words.label();
        words.push(value);
        words.part('\n');
    }

    fn end_script(&mut self) -> io::Result<()> {
        let Some(data) = self.script.take().filter(|d| !d.trim_ascii().is_empty()) else { return Ok(()) };
        self.scripts += 1;
        if self.scripts > self.session.limits.members {
            self.complaints.add(crate::containers::too_many(self.session.limits.members));
            return Ok(());
        }
        let name = format!("script-{}", self.scripts);
        let member = Spot { path: path::below(&self.spot.path, &name), name, depth: self.spot.depth + 1 };
        self.session.member(&member, Input::stream(Box::new(io::Cursor::new(data)))).map(|_| ())
    }

    fn start_table(&mut self) -> io::Result<()> {
        if self.tables.len() >= DEPTH {
            self.complaints
                .add(format!("tables stand inside more than {DEPTH} others: they were read as text"));
            return Ok(());
        }
        if let Some(outer) = self.tables.last_mut().filter(|t| !t.is_data() && !t.layout) {
            outer.layout = true;
            let rows = outer.take();
            let open = outer.cell.take().map(|c| c.words.text).unwrap_or_default();
            self.lines(rows);
            self.flow.words.part('\n');
            self.flow.words.push(&open);
        }
        self.flow.words.part('\n');
        self.flow.flush(self.session)?;
        self.count = self.count.saturating_add(1);
        self.tables.push(Table::new(self.count));
        Ok(())
    }

    fn start_cell(&mut self, header: bool, columns: Option<&str>, rows: Option<&str>) {
        let spread = self.tables.last().is_none_or(|t| t.layout);
        if spread {
            self.words().part('\n');
        }
        if let Some(table) = self.tables.last_mut().filter(|t| !t.layout) {
            table.start_cell(Open::new(header, columns.unwrap_or("1"), rows.unwrap_or("1")));
        }
    }

    fn end_table(&mut self) -> io::Result<()> {
        let ready = self.tables.last_mut().map(Table::end);
        self.ready(ready)?;
        self.tables.pop();
        self.words().part('\n');
        Ok(())
    }

    /// Hands on what is ready of the innermost table.
    fn ready(&mut self, ready: Option<Ready>) -> io::Result<()> {
        match ready {
            Some(Ready::Rows(rows)) => rows.iter().try_for_each(|row| self.row(row)),
            Some(Ready::Lines(rows)) => {
                self.lines(rows);
                Ok(())
            }
            Some(Ready::Nothing) | None => Ok(()),
        }
    }

    fn row(&mut self, row: &[Cell]) -> io::Result<()> {
        let cells: Cells = row.iter().map(|c| c.text.as_str()).collect();
        if !self.spent.allows(&cells) {
            self.complaints.add(Budget::SPENT);
            return Ok(());
        }
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let number = table.number;
        if self.shown != number {
            self.shown = number;
            self.session.table(number, table.caption.text.trim())?;
            // After the rows of a table inside it, the headers come again.
            if let Some(header) = table.header.as_ref().filter(|_| table.rows > 0) {
                let cells = header.iter().map(|c| c.text.as_str()).collect();
                self.session
                    .segment(Segment { place: Place::row(number, 1), content: Content::Row(cells) })?;
            }
        }
        table.rows += 1;
        let place = Place::row(number, table.rows);
        self.session.segment(Segment { place, content: Content::Row(cells) })
    }

    /// Cells as text: labels with their values.
    fn lines(&mut self, rows: Vec<Vec<Cell>>) {
        self.flow.at(self.line.get());
        for row in rows {
            let words = &mut self.flow.words;
            for pair in row.chunks(2) {
                words.part('\n');
                for (i, cell) in pair.iter().enumerate() {
                    if i > 0 {
                        words.label();
                    }
                    words.push_plain(&cell.text);
                }
            }
            words.part('\n');
        }
    }

    fn end_of_page(&mut self) -> io::Result<()> {
        while !self.tables.is_empty() {
            self.end_table()?;
        }
        if let Some(name) = self.hidden.take() {
            self.complaints.add(format!("a `{name}` has no end: what follows it was not read"));
            self.end_script()?;
        }
        self.flow.flush(self.session)
    }
}

#[cfg(test)]
mod tests;
