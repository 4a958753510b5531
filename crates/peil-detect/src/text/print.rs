//! Fixed-width prints: where the columns stand, from the head lines and the rule below them.

use peil_model::Cells;

use crate::columns::{Columns, DayOrder, is_test};
use crate::fold;
use crate::headers::FieldRole;

use super::labels::Labels;

/// The columns of a print.
#[derive(Clone)]
pub(super) struct Layout {
    /// Their roles.
    pub columns: Columns,
    /// Where each begins, in characters.
    starts: Vec<usize>,
    /// What stands between the columns, if not blanks.
    delimiter: Option<char>,
    /// Their heads as written, for a second head line.
    heads: Vec<String>,
    /// Which are headed by the name of an examination: their cells are its results.
    tests: Vec<bool>,
}

/// Longest line that may be a head, in bytes.
const HEAD_MAX: usize = 400;

/// A column head: at least two groups of words with a role, at least half of all, and no digit.
pub(super) fn header(line: &str, labels: &mut Labels) -> Option<Layout> {
    if line.len() > HEAD_MAX || line.bytes().any(|b| b.is_ascii_digit() || b == b':' || b == b'=') {
        return None;
    }
    let delimiter = ['|', '\t', ';'].into_iter().find(|d| line.matches(*d).count() >= 2);
    if delimiter.is_none() && !line.trim().contains("  ") {
        return None;
    }
    let mut list = groups(line, delimiter);
    if delimiter.is_none() {
        list = list.into_iter().flat_map(|(at, text)| parted(at, text, labels)).collect();
    }
    let layout = of(list, delimiter, labels);
    layout.plausible().then_some(layout)
}

/// Two heads between which there was room for one blank only: `G BSN`, `UITSLAG EENH.`
fn parted(at: usize, text: String, labels: &mut Labels) -> Vec<(usize, String)> {
    if labels.head(&text).is_some() {
        return vec![(at, text)];
    }
    let cut = text.match_indices(' ').find_map(|(i, _)| {
        let (left, right) = (text.get(..i)?, text.get(i + 1..)?);
        let found = (labels.head(left), labels.head(right));
        let unit =
            ["EENH", "EENHEID", "UNIT"].contains(&right.trim_end_matches('.').to_ascii_uppercase().as_str());
        match found {
            (Some(a), Some(b)) if a != b => Some((i, true)),
            (Some(_), None) if unit => Some((i, false)),
            _ => None,
        }
    });
    match cut {
        Some((i, both)) => {
            let left = text.get(..i).unwrap_or("").to_owned();
            let right = (at + left.chars().count() + 1, text.get(i + 1..).unwrap_or("").to_owned());
            // A unit has no column of its own: it follows its value.
            if both { vec![(at, left), right] } else { vec![(at, left)] }
        }
        None => vec![(at, text)],
    }
}

/// The columns that a rule in pieces (`----- ------ ---`) cuts out of the head line above it.
pub(super) fn under_rule(rule: &str, above: &[String], labels: &mut Labels) -> Option<Layout> {
    let starts: Vec<usize> = groups(rule, SINGLE_BLANKS).into_iter().map(|(at, _)| at).collect();
    if starts.len() < 2 || above.iter().any(|l| l.len() > HEAD_MAX) {
        return None;
    }
    let mut heads = vec![String::new(); starts.len()];
    for line in above {
        for (head, cell) in heads.iter_mut().zip(by_starts(line, &starts)) {
            join(head, &cell);
        }
    }
    let found = of(starts.into_iter().zip(heads).collect(), None, labels);
    found.plausible().then_some(found)
}

/// Single blanks separate the pieces of a rule.
const SINGLE_BLANKS: Option<char> = Some(' ');

fn of(groups: Vec<(usize, String)>, delimiter: Option<char>, labels: &mut Labels) -> Layout {
    let mut roles: Vec<Option<FieldRole>> = groups.iter().map(|(_, text)| labels.head(text)).collect();
    // "NR" counts the rows unless streets stand beside it.
    let addressed = roles
        .iter()
        .flatten()
        .any(|r| matches!(r, FieldRole::Street | FieldRole::Postcode | FieldRole::City));
    let several = roles.iter().filter(|r| **r == Some(FieldRole::HouseNumber)).count() > 1;
    for (role, (_, head)) in roles.iter_mut().zip(&groups) {
        let counts =
            several && matches!(head.to_ascii_lowercase().as_str(), "nr" | "nr." | "no" | "nummer" | "#");
        if *role == Some(FieldRole::HouseNumber) && (!addressed || counts) {
            *role = None;
        }
    }
    let tests: Vec<bool> =
        roles.iter().zip(&groups).map(|(r, (_, head))| r.is_none() && is_test(&fold(head))).collect();
    let dates = vec![DayOrder::default(); roles.len()];
    let (starts, heads) = groups.into_iter().unzip();
    Layout { columns: Columns { roles, header_rows: 0, dates }, starts, delimiter, heads, tests }
}

impl Layout {
    fn hits(&self) -> usize {
        self.columns.roles.iter().flatten().count()
    }

    fn plausible(&self) -> bool {
        let hits = self.hits();
        hits >= 2 && hits * 2 >= self.columns.roles.len()
    }

    /// The layout with a second head line: its words complete the first ones, or name what stands on a second
    /// line of each person. `None` if it is no head line.
    pub fn second(&self, line: &str, labels: &mut Labels) -> Option<Second> {
        if line.len() > HEAD_MAX || line.bytes().any(|b| b.is_ascii_digit() || b == b':' || b == b'=') {
            return None;
        }
        let list = groups(line, self.delimiter);
        if list.is_empty() {
            return None;
        }
        let own = of(list.clone(), self.delimiter, labels);
        let mut stacked = self.clone();
        let mut joined = 0;
        for (at, text) in &list {
            let Some(i) = column(&self.starts, *at) else { continue };
            let Some(head) = stacked.heads.get_mut(i) else { continue };
            join(head, text);
            let role = labels.head(head);
            if let (Some(slot), Some(role)) = (stacked.columns.roles.get_mut(i), role) {
                *slot = Some(role);
                joined += 1;
            }
        }
        if joined == list.len() {
            return Some(Second::Stacked(stacked));
        }
        if own.hits() * 2 >= list.len() && own.hits() >= 1 {
            return Some(Second::Below(own));
        }
        (joined * 2 >= list.len() && joined > 0).then_some(Second::Stacked(stacked))
    }

    /// Whether no column says who somebody is: the rows speak of the person named above.
    pub fn is_anonymous(&self) -> bool {
        use FieldRole as F;
        !self.columns.roles.iter().flatten().any(|r| {
            matches!(
                r,
                F::FullName
                    | F::Surname
                    | F::Bsn
                    | F::BirthDate
                    | F::PatientNumber
                    | F::Key
                    | F::Specimen
                    | F::Order
            ) || matches!(r, F::Phone | F::Email | F::Postcode | F::AddressLine | F::Street)
        })
    }

    /// A column headed "patient" holds numbers or names: its cells tell.
    pub fn adapt(&mut self, cells: &Cells) {
        for (role, cell) in self.columns.roles.iter_mut().zip(cells.iter()) {
            if matches!(role, Some(FieldRole::PatientNumber | FieldRole::Key | FieldRole::Client))
                && !cell.bytes().any(|b| b.is_ascii_digit())
                && cell.chars().filter(|c| c.is_alphabetic()).count() >= 3
                && cell.contains([',', ' ', '.'])
            {
                *role = Some(FieldRole::FullName);
            }
        }
    }

    /// The layout with the words of a head line above it, where columns lack a role: `GEBOORTE-` over
    /// `DATUM`.
    pub fn completed(&self, above: &str, labels: &mut Labels) -> Option<Layout> {
        if above.len() > HEAD_MAX || above.bytes().any(|b| b.is_ascii_digit() || b == b':') {
            return None;
        }
        let mut done = self.clone();
        let mut better = false;
        for (at, text) in groups(above, self.delimiter) {
            let Some(i) = column(&self.starts, at) else { continue };
            let (Some(head), Some(role)) = (done.heads.get_mut(i), done.columns.roles.get_mut(i)) else {
                continue;
            };
            let mut whole = text;
            join(&mut whole, head);
            if let Some(found) = labels.head(&whole)
                && *role != Some(found)
            {
                *role = Some(found);
                *head = whole;
                better = true;
            }
        }
        better.then_some(done)
    }

    /// Whether a row has a measured value below the name of an examination: `2,9` below `INR`.
    pub fn measures(&self, cells: &Cells) -> bool {
        self.tests.iter().zip(cells.iter()).any(|(test, cell)| {
            let cell = cell.trim().trim_start_matches(['<', '>', ' ']);
            *test
                && cell.len() <= 8
                && cell.bytes().any(|b| b.is_ascii_digit())
                && cell.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
        })
    }

    /// Cuts a row into cells.
    pub fn cut(&self, line: &str) -> Cells {
        if let Some(d) = self.delimiter {
            let inner = line.trim().trim_matches(|c| c == d && d == '|');
            return inner.split(d).map(str::trim).collect();
        }
        by_starts(line, &self.starts).iter().map(String::as_str).collect()
    }
}

/// What a second head line is.
pub(super) enum Second {
    /// More words for the same columns.
    Stacked(Layout),
    /// Columns of a second line of each person.
    Below(Layout),
}

/// A head's words over two lines: a hyphen at the end of the first joins them.
fn join(head: &mut String, more: &str) {
    let more = more.trim();
    if let Some(cut) = head.strip_suffix('-') {
        *head = format!("{cut}{more}");
    } else if head.is_empty() {
        *head = more.to_owned();
    } else if !more.is_empty() {
        head.push(' ');
        head.push_str(more);
    }
}

/// Character positions and texts of the groups between gaps of two blanks or more, or between delimiters.
fn groups(line: &str, delimiter: Option<char>) -> Vec<(usize, String)> {
    let single = delimiter == SINGLE_BLANKS;
    if let Some(d) = delimiter.filter(|d| *d != ' ') {
        let inner = line.trim().trim_matches(|c| c == d && d == '|');
        return inner.split(d).enumerate().map(|(i, s)| (i, s.trim().to_owned())).collect();
    }
    let mut out: Vec<(usize, String)> = Vec::new();
    let mut blanks = 2;
    for (i, c) in line.chars().enumerate() {
        if c == ' ' || c == '\t' || c == '\u{a0}' {
            blanks += if c == '\t' || single { 2 } else { 1 };
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

/// The column in which something at that position stands; a right-aligned value may begin a little before its
/// head.
fn column(starts: &[usize], at: usize) -> Option<usize> {
    (!starts.is_empty()).then(|| starts.partition_point(|s| *s <= at + 1).saturating_sub(1))
}

/// Cuts a line at the columns' starts; a word that begins before a start and runs over it stays whole with
/// the column it began in.
fn by_starts(line: &str, starts: &[usize]) -> Vec<String> {
    let chars: Vec<char> = line.chars().map(|c| if c == '\u{a0}' { ' ' } else { c }).collect();
    let mut cells: Vec<String> = vec![String::new(); starts.len()];
    for (at, text) in groups(line, None) {
        let end = (at + text.chars().count()).min(chars.len());
        // A group may hold several columns where values fill their width: cut it at the starts inside, at
        // blanks only.
        let mut from = at;
        for s in starts.iter().copied().filter(|s| *s > at && *s < end) {
            if s.checked_sub(1).and_then(|k| chars.get(k)) == Some(&' ') {
                put(&mut cells, starts, from, chars.get(from..s).unwrap_or(&[]));
                from = s;
            }
        }
        put(&mut cells, starts, from, chars.get(from..end).unwrap_or(&[]));
    }
    cells
}

fn put(cells: &mut [String], starts: &[usize], at: usize, text: &[char]) {
    if let Some(cell) = column(starts, at).and_then(|c| cells.get_mut(c)) {
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(text.iter().collect::<String>().trim());
    }
}

/// Whether a line only rules: `-----  ----`, `+----+----+`.
pub(super) fn is_rule(line: &str) -> bool {
    let mut marks = 0;
    line.chars().all(|c| {
        marks += usize::from(!c.is_whitespace());
        matches!(c, '-' | '=' | '_' | '+' | '|' | ' ' | '*' | '\t' | '─' | '═' | '│' | '┼' | '━')
    }) && marks >= 3
}
