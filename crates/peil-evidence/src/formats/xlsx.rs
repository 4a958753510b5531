//! Workbooks (.xlsx): cell by cell and never as a dense range, of every sheet, hidden ones too.

mod comments;

use std::io::{self, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxCellReader};
use peil_model::{Cells, Content, Place, Segment};

use super::{Budget, Complaints, values};
use crate::containers::zip::Entry;
use crate::input::{At, Store};
use crate::limits::{PADDING_CELLS, amount};
use crate::session::{Session, Verdict};

/// Media type of a workbook.
pub(crate) const MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DAMAGED: &str = "a workbook that is damaged";

type Source = BufReader<At>;

/// Reads every sheet. A row has the number that it has in its sheet; missing cells before the last are empty.
pub(crate) fn read(session: &mut Session<'_>, store: &Store, entries: &[Entry]) -> io::Result<Verdict> {
    if let Some(verdict) = refusal(session, entries) {
        return Ok(verdict);
    }
    // The library may give up on hostile input by a panic: it costs this workbook only.
    let verdict = match catch_unwind(AssertUnwindSafe(|| sheets(session, store))) {
        Ok(verdict) => verdict?,
        Err(_) => Verdict::unreadable(DAMAGED),
    };
    comments::read(session, store, entries)?;
    Ok(verdict)
}

/// Why the workbook is not opened: parts that expand beyond the bounds for any compressed stream, or encryption.
fn refusal(session: &Session<'_>, entries: &[Entry]) -> Option<Verdict> {
    if entries.iter().any(Entry::is_encrypted) {
        return Some(Verdict::new(peil_model::Outcome::Encrypted, "encrypted with a password"));
    }
    let (free, expansion) = (session.limits.free_output, session.limits.expansion);
    let bomb = entries.iter().any(|e| e.size > free && e.size > e.compressed.saturating_mul(expansion));
    bomb.then(|| {
        Verdict::unreadable(format!(
            "stopped: a part of the workbook expands more than {expansion} times, beyond {}",
            amount(free)
        ))
    })
}

fn sheets(session: &mut Session<'_>, store: &Store) -> io::Result<Verdict> {
    let Ok(mut book) = Xlsx::new(BufReader::new(At::start(store))) else {
        return Ok(Verdict::unreadable(DAMAGED));
    };
    let mut complaints = Complaints::default();
    let mut padding = PADDING_CELLS;
    let mut budget = Budget::of(store.size());
    let mut rows = 0;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|s| matches!(s.typ, SheetType::WorkSheet))
        .map(|s| s.name.clone())
        .collect();
    for (i, name) in names.iter().enumerate() {
        let number = u32::try_from(i + 1).unwrap_or(u32::MAX);
        session.table(number, name)?;
        let Ok(cells) = book.worksheet_cells_reader(name) else {
            complaints.add(format!("sheet {number} is damaged"));
            continue;
        };
        let mut sheet = Sheet {
            number,
            row: 0,
            cells: Cells::new(),
            rows: 0,
            padding: &mut padding,
            budget: &mut budget,
        };
        sheet.read(session, cells, &mut complaints)?;
        rows += sheet.rows;
    }
    if names.is_empty() {
        return Ok(Verdict::unreadable("a workbook without sheets"));
    }
    match complaints.list() {
        list if rows == 0 && !list.is_empty() => Ok(Verdict::unreadable(list.join("; "))),
        list => Ok(Verdict::of(list)),
    }
}

struct Sheet<'p> {
    number: u32,
    /// Number of the row that is being filled, from 1; 0 before the first.
    row: u64,
    cells: Cells,
    rows: u64,
    /// Empty cells that may still be put before filled ones.
    padding: &'p mut u64,
    budget: &'p mut Budget,
}

impl Sheet<'_> {
    fn read(
        &mut self,
        session: &mut Session<'_>,
        mut cells: XlsxCellReader<'_, Source>,
        complaints: &mut Complaints,
    ) -> io::Result<()> {
        loop {
            match cells.next_cell() {
                Ok(Some(cell)) => {
                    let (row, column) = cell.get_position();
                    let number = u64::from(row) + 1;
                    if number != self.row {
                        if !self.flush(session)? {
                            break;
                        }
                        self.row = number;
                    }
                    if !self.place(column as usize, &text(cell.get_value())) {
                        complaints
                            .add(format!("sheet {}: too many empty cells between filled ones", self.number));
                        break;
                    }
                }
                Ok(None) => break,
                Err(_) => {
                    complaints.add(format!("sheet {} is damaged after row {}", self.number, self.row));
                    break;
                }
            }
        }
        if !self.flush(session)? {
            complaints.add(Budget::SPENT);
        }
        Ok(())
    }

    /// Puts a value into its column; false where the way there has too many empty cells.
    fn place(&mut self, column: usize, value: &str) -> bool {
        if value.is_empty() {
            return true;
        }
        while self.cells.len() < column {
            if *self.padding == 0 {
                return false;
            }
            *self.padding -= 1;
            self.cells.push("");
        }
        self.cells.push(value);
        true
    }

    /// Hands on the row at hand. False if it is one too many, which stays at hand.
    fn flush(&mut self, session: &mut Session<'_>) -> io::Result<bool> {
        if self.cells.is_empty() {
            return Ok(true);
        }
        if !self.budget.allows(&self.cells) {
            return Ok(false);
        }
        self.rows += 1;
        let content = Content::Row(std::mem::take(&mut self.cells));
        session.segment(Segment { place: Place::row(self.number, self.row), content })?;
        Ok(true)
    }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(s) | DataRef::DurationIso(s) => s.clone(),
        DataRef::SharedString(s) => (*s).to_owned(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => values::number(*n),
        DataRef::Bool(b) => b.to_string(),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(s) => s.strip_suffix("T00:00:00").unwrap_or(s).to_owned(),
        DataRef::Error(_) => "#N/A".to_owned(),
    }
}

/// ISO date, with its time if that is not midnight; a time alone, or a duration, as hours, minutes and seconds.
fn date(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&value) {
        return values::time((value * 86_400.0).round() as i64 * 1_000_000);
    }
    if !(0.0..2_958_466.0).contains(&value) {
        return values::number(value);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = values::date(i64::from(year), u32::from(month), u32::from(day));
    match (hour, minute, second) {
        (0, 0, 0) => date,
        (h, m, s) => format!("{date}T{h:02}:{m:02}:{s:02}"),
    }
}

#[cfg(test)]
mod tests;
