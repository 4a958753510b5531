//! Fixed-width prints: columns from the header line's positions.

use peil_model::Cells;

use crate::columns::{Columns, DayOrder};
use crate::headers::{FieldRole, role};

/// A header line: at least two words or word groups with a role, set apart by two blanks or more, at least half of all.
pub(super) fn header(line: &str) -> Option<(Columns, Vec<usize>)> {
    if !line.contains("  ") || line.bytes().any(|b| b.is_ascii_digit() || b == b':' || b == b'=') {
        return None;
    }
    let fields = fields(line);
    let roles: Vec<Option<FieldRole>> = fields.iter().map(|(_, text)| role(text)).collect();
    let hits = roles.iter().flatten().count();
    if fields.len() < 2 || hits < 2 || hits * 2 < fields.len() {
        return None;
    }
    let dates = vec![DayOrder::default(); roles.len()];
    Some((Columns { roles, header_rows: 0, dates }, fields.iter().map(|(at, _)| *at).collect()))
}

/// Character positions and texts of the groups between gaps of two blanks or more.
fn fields(line: &str) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    let mut blanks = 2;
    for (i, c) in line.chars().enumerate() {
        if c == ' ' || c == '\t' {
            blanks += 1;
            continue;
        }
        match out.last_mut() {
            Some((_, text)) if blanks < 2 => {
                if blanks == 1 {
                    text.push(' ');
                }
                text.push(c);
            }
            _ => out.push((i, c.to_string())),
        }
        blanks = 0;
    }
    out
}

/// Cuts a row at the columns' starts; a word that begins before a start and runs over it stays whole with the column it began in.
pub(super) fn cut(line: &str, starts: &[usize]) -> Cells {
    let chars: Vec<char> = line.chars().collect();
    let mut cells: Vec<String> = vec![String::new(); starts.len()];
    for (at, text) in fields(line) {
        let end = at + text.chars().count();
        // A group may hold several columns where values fill their width: cut it at the starts inside, at blanks only.
        let mut from = at;
        for s in starts.iter().copied().filter(|s| *s > at && *s < end) {
            if chars.get(s - 1) == Some(&' ') {
                put(&mut cells, starts, from, &chars[from..s]);
                from = s;
            }
        }
        put(&mut cells, starts, from, &chars[from.min(chars.len())..end.min(chars.len())]);
    }
    cells.iter().map(String::as_str).collect()
}

fn put(cells: &mut [String], starts: &[usize], at: usize, text: &[char]) {
    // A right-aligned value may begin a little before its header.
    let column = starts.partition_point(|s| *s <= at + 1).saturating_sub(1);
    if let Some(cell) = cells.get_mut(column) {
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(text.iter().collect::<String>().trim());
    }
}

/// Whether a line only rules: `-----  ----`.
pub(super) fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '=' | '_' | '+' | '|' | ' ' | '*'))
}
