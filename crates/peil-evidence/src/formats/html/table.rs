//! Tables of a page: rows of cells, spans filled in; tables of labels and values, and tables that only lay out a page.

use super::flow::Words;

/// Columns that one cell may span.
const SPAN: usize = 64;
/// Rows that one cell may span.
const ROWS: u32 = 10_000;
/// Bytes of a cell that is repeated in the rows that it spans.
const REPEATED_BYTES: usize = 200;
/// Bytes of all cells of a table that are repeated; after that they are empty.
const REPEATED: usize = 16 * 1024 * 1024;
/// Cells of a row.
const CELLS: usize = 32_768;
/// Rows in which a table of labels and values shows itself.
const HELD: usize = 200;
/// Parts of words that labels of personal data have.
const LABELS: [&str; 30] = [
    "naam",
    "bsn",
    "burgerservice",
    "geboren",
    "geboorte",
    "geb.",
    "adres",
    "straat",
    "postcode",
    "plaats",
    "telefoon",
    "tel.",
    "mobiel",
    "mail",
    "geslacht",
    "huisarts",
    "patient",
    "patiënt",
    "cliënt",
    "client",
    "uitslag",
    "nummer",
    "datum",
    "name",
    "birth",
    "address",
    "phone",
    "city",
    "gender",
    "sex",
];

/// A cell that is complete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) header: bool,
}

/// A cell that is being read.
#[derive(Default)]
pub(super) struct Open {
    pub(super) words: Words,
    pub(super) header: bool,
    columns: usize,
    rows: u32,
}

impl Open {
    /// A cell with its spans.
    pub(super) fn new(header: bool, columns: &str, rows: &str) -> Open {
        let columns = columns.trim().parse().unwrap_or(1).clamp(1, SPAN);
        // 0: to the end of the table.
        let rows = match rows.trim().parse().unwrap_or(1) {
            0 => ROWS,
            n => ROWS.min(n),
        };
        Open { words: Words::default(), header, columns, rows }
    }
}

/// A cell that reaches into the rows below.
struct Span {
    column: usize,
    rows: u32,
    cell: Cell,
}

/// A table that is open.
#[derive(Default)]
pub(super) struct Table {
    pub(super) number: u32,
    pub(super) caption: Words,
    pub(super) in_caption: bool,
    pub(super) cell: Option<Open>,
    row: Option<Vec<Cell>>,
    spans: Vec<Span>,
    /// Rows that wait for what the table is.
    held: Vec<Vec<Cell>>,
    decided: bool,
    /// Rows handed on.
    pub(super) rows: u64,
    /// The row of headers, if it began with one.
    pub(super) header: Option<Vec<Cell>>,
    /// It lays out a page: its cells are text.
    pub(super) layout: bool,
    /// Bytes of cells that were repeated.
    repeated: usize,
}

/// What is to be done with rows.
pub(super) enum Ready {
    Rows(Vec<Vec<Cell>>),
    /// Labels and values.
    Lines(Vec<Vec<Cell>>),
    Nothing,
}

impl Table {
    pub(super) fn new(number: u32) -> Table {
        Table { number, ..Table::default() }
    }

    /// Whether it holds data for sure: nothing in its cells can make it a layout.
    pub(super) fn is_data(&self) -> bool {
        self.header.is_some() || self.rows > 1 || self.held.iter().filter(|r| r.len() > 1).count() > 1
    }

    /// A row begins; returns what is ready of the one before.
    pub(super) fn start_row(&mut self) -> Ready {
        let ready = self.end_row();
        self.row = Some(Vec::new());
        ready
    }

    pub(super) fn start_cell(&mut self, cell: Open) {
        self.end_cell();
        self.row.get_or_insert_default();
        self.fill();
        self.cell = Some(cell);
    }

    /// Puts the cells that reach into this row before the next one's place.
    fn fill(&mut self) {
        let Some(row) = &mut self.row else { return };
        while let Some(at) = self.spans.iter().position(|s| s.column == row.len()) {
            let Some(span) = self.spans.get_mut(at) else { break };
            self.repeated += span.cell.text.len();
            let header = span.cell.header;
            row.push(if self.repeated > REPEATED {
                Cell { header, ..Cell::default() }
            } else {
                span.cell.clone()
            });
            span.rows -= 1;
            if span.rows == 0 {
                self.spans.swap_remove(at);
            } else {
                // Its place in the next row.
                span.column += CELLS * 2;
            }
        }
    }

    pub(super) fn end_cell(&mut self) {
        let (Some(open), Some(row)) = (self.cell.take(), &mut self.row) else { return };
        if row.len() >= CELLS {
            return;
        }
        let cell = Cell { text: open.words.text, header: open.header };
        let column = row.len();
        if open.rows > 1 {
            let text = if cell.text.len() > REPEATED_BYTES { String::new() } else { cell.text.clone() };
            // It counts from the row below on.
            let below = Cell { text, header: cell.header };
            let span = Span { column: column + CELLS * 2, rows: open.rows - 1, cell: below };
            if self.spans.len() < CELLS {
                self.spans.push(span);
            }
        }
        row.push(cell);
        for _ in 1..open.columns {
            row.push(Cell { header: open.header, ..Cell::default() });
        }
    }

    /// The row at hand ends.
    pub(super) fn end_row(&mut self) -> Ready {
        self.end_cell();
        self.fill();
        for span in &mut self.spans {
            span.column %= CELLS * 2;
        }
        let Some(row) = self.row.take().filter(|r| r.iter().any(|c| !c.text.is_empty())) else {
            return Ready::Nothing;
        };
        let all_headers = row.len() > 1 && row.iter().all(|c| c.header || c.text.is_empty());
        if self.rows == 0 && self.held.is_empty() && all_headers {
            self.header = Some(row.clone());
        }
        if self.decided {
            return Ready::Rows(vec![row]);
        }
        self.held.push(row);
        let may_be_labels = self.header.is_none()
            && self.held.last().is_some_and(|r| r.len() <= 8 && (r.len() == 1 || r.len() % 2 == 0));
        if may_be_labels && self.held.len() < HELD {
            return Ready::Nothing;
        }
        self.decided = true;
        Ready::Rows(std::mem::take(&mut self.held))
    }

    /// The table ends; returns its last rows.
    pub(super) fn end(&mut self) -> Ready {
        let last = self.end_row();
        if self.decided {
            return last;
        }
        self.decided = true;
        let held = std::mem::take(&mut self.held);
        if is_labelled(&held) { Ready::Lines(held) } else { Ready::Rows(held) }
    }

    /// The rows that wait, and the one at hand: for a layout, of which they are text.
    pub(super) fn take(&mut self) -> Vec<Vec<Cell>> {
        self.decided = true;
        let mut rows = std::mem::take(&mut self.held);
        rows.extend(self.row.take());
        self.spans.clear();
        rows
    }
}

/// Whether every row is one of labels with their values: headers before data, colons, or words that are labels.
fn is_labelled(rows: &[Vec<Cell>]) -> bool {
    let pairs = || rows.iter().filter(|r| r.len() > 1).flat_map(|r| r.as_chunks::<2>().0);
    let label = |c: &Cell| c.text.trim_end().ends_with(':') || c.text.is_empty();
    let marked = |[a, b]: &[Cell; 2]| (a.header && !b.header) || label(a);
    if pairs().next().is_none() {
        return false;
    }
    if pairs().all(marked) {
        return true;
    }
    let known = |c: &Cell| {
        let text = c.text.to_lowercase();
        text.len() <= 40 && LABELS.iter().any(|l| text.contains(l))
    };
    let header = rows.first().is_some_and(|r| r.len() > 1 && r.iter().all(known));
    let (all, labels) = (pairs().count(), pairs().filter(|[a, b]| known(a) && !known(b)).count());
    !header && labels > 1 && labels * 2 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<Cell>> {
        let cell = |t: &&str| Cell { text: t.trim_start_matches('^').to_owned(), header: t.starts_with('^') };
        rows.iter().map(|r| r.iter().map(cell).collect()).collect()
    }

    #[test]
    fn labels_and_values() {
        assert!(is_labelled(&rows(&[&["^Naam", "Jansen"], &["^Nr", "1"]])));
        assert!(is_labelled(&rows(&[&["Naam:", "Jansen", "BSN:", "123456782"]])));
        assert!(is_labelled(&rows(&[&["Naam", "Jansen"], &["Geboortedatum", "1980"], &["Extra", "x"]])));
        assert!(!is_labelled(&rows(&[&["Naam", "Geboortedatum"], &["Jansen", "1980"]])));
        assert!(!is_labelled(&rows(&[&["Anna", "1"], &["Piet", "2"]])));
        assert!(!is_labelled(&rows(&[&["alleen"]])));
    }
}
