//! Tables of our own side (registers, ledgers): which column holds what, and their rows by role.

pub(crate) mod ids;

use peil_detect::Nobody;
use peil_detect::columns;
use peil_detect::fold;
use peil_detect::headers::FieldRole;
use peil_detect::identifiers::date::{self, DayOrder};
use peil_model::{Cells, PartialDate, Place};

use crate::config::{ColumnMap, ColumnRef};

/// Rows by which columns are recognised.
const HEAD_ROWS: usize = 2000;
/// Rows among which headers that the user names are looked for.
const HEADER_ROWS: usize = 20;

/// What the columns of one table hold.
#[derive(Clone, Default)]
pub(crate) struct Layout {
    /// By column.
    pub roles: Vec<Option<FieldRole>>,
    /// By column; empty where the table has no headers.
    pub headers: Vec<String>,
    /// How many rows are headers.
    pub header_rows: usize,
    dates: Vec<DayOrder>,
    /// Columns that `peil.toml` names and the table lacks: position of the choice, the name.
    pub missing: Vec<(usize, ColumnRef)>,
}

impl Layout {
    /// Columns by header and content, then the user's word.
    pub fn of(rows: &[Cells], map: &ColumnMap) -> Layout {
        let found = columns::infer(rows, &Nobody);
        let width = rows.iter().map(Cells::len).max().unwrap_or(0);
        let mut layout = Layout {
            roles: found.roles,
            headers: Vec::new(),
            header_rows: found.header_rows.min(rows.len()),
            dates: found.dates,
            missing: Vec::new(),
        };
        layout.roles.resize(width, None);
        layout.header_rows = layout.header_rows.max(named_header(rows, map));
        layout.headers =
            (0..width).map(|i| header(rows.get(..layout.header_rows).unwrap_or(&[]), i)).collect();
        layout.choose(rows, map);
        layout
    }

    fn choose(&mut self, rows: &[Cells], map: &ColumnMap) {
        let mut chosen: Vec<(FieldRole, Vec<usize>)> = Vec::new();
        for (n, choice) in map.choices.iter().enumerate() {
            let mut at = Vec::new();
            for column in &choice.columns {
                match self.find(rows, column) {
                    Some(i) => at.push(i),
                    None => self.missing.push((n, column.clone())),
                }
            }
            if !at.is_empty() {
                chosen.push((choice.role, at));
            }
        }
        // Where the user names a role's columns, no other column has that role, and these have no other.
        for (role, at) in &chosen {
            for (i, r) in self.roles.iter_mut().enumerate() {
                if *r == Some(*role) && !at.contains(&i) {
                    *r = None;
                }
            }
        }
        for (role, at) in chosen {
            for i in at {
                if let Some(r) = self.roles.get_mut(i) {
                    *r = Some(role);
                }
            }
        }
    }

    fn find(&self, rows: &[Cells], column: &ColumnRef) -> Option<usize> {
        let number = |n: usize| n.checked_sub(1).filter(|i| *i < self.roles.len());
        match column {
            ColumnRef::Number(n) => number(*n),
            ColumnRef::Header(name) => {
                let wanted = fold(name);
                let joined = self.headers.iter().position(|h| fold(h) == wanted);
                let single = || {
                    let lines = rows.get(..self.header_rows).unwrap_or(&[]);
                    lines.iter().find_map(|row| row.iter().position(|h| fold(h) == wanted))
                };
                joined.or_else(single).or_else(|| name.parse().ok().and_then(number))
            }
        }
    }

    /// Columns with a role, in order.
    pub fn columns(&self, role: FieldRole) -> impl Iterator<Item = usize> {
        self.roles.iter().enumerate().filter(move |(_, r)| **r == Some(role)).map(|(i, _)| i)
    }

    /// Whether a column has the role.
    pub fn has(&self, role: FieldRole) -> bool {
        self.columns(role).next().is_some()
    }

    /// The values of a role in a row, trimmed; empty ones and those that only say "unknown" left out.
    pub fn values<'a>(&self, row: &'a Cells, role: FieldRole) -> impl Iterator<Item = &'a str> {
        self.columns(role)
            .map(move |i| if is_name(role) { named(row.get(i)) } else { meaningful(row.get(i)) })
            .filter(|v| !v.is_empty())
    }

    /// The first value of a role in a row, or empty.
    pub fn value<'a>(&self, row: &'a Cells, role: FieldRole) -> &'a str {
        self.values(row, role).next().unwrap_or("")
    }

    /// The first date of a role in a row; `Err` if there is a value and it is none.
    pub fn date(&self, row: &Cells, role: FieldRole) -> Result<Option<PartialDate>, ()> {
        let mut wrong = false;
        for i in self.columns(role) {
            let raw = meaningful(row.get(i));
            if raw.is_empty() || no_date(raw) {
                continue;
            }
            match read_date(raw, self.dates.get(i).copied().unwrap_or_default()) {
                Some(d) => return Ok(Some(d)),
                None => wrong = true,
            }
        }
        if wrong { Err(()) } else { Ok(None) }
    }

    /// What was recognised, for the user to check: header or column number, and role.
    pub fn found(&self) -> Vec<(String, Option<FieldRole>)> {
        self.roles.iter().enumerate().map(|(i, r)| (self.header_or_number(i), *r)).collect()
    }

    fn header_or_number(&self, i: usize) -> String {
        match self.headers.get(i).map(String::as_str) {
            Some("") | None => format!("column {}", i + 1),
            Some(h) => h.to_owned(),
        }
    }

    /// The headers that are there, for an error. A table without headers shows its width only: its cells are data.
    pub fn headers_seen(&self) -> String {
        if self.header_rows == 0 {
            return format!("no headers, {} columns", self.roles.len());
        }
        let all: Vec<String> = self.headers.iter().take(60).map(|h| short(h)).collect();
        all.join(", ")
    }
}

fn short(header: &str) -> String {
    let clean: String = header.chars().filter(|c| !c.is_control()).take(40).collect();
    format!("\"{clean}\"")
}

/// The number of rows up to and with the one that holds headers which the user names.
fn named_header(rows: &[Cells], map: &ColumnMap) -> usize {
    let names: Vec<String> = map
        .choices
        .iter()
        .flat_map(|c| &c.columns)
        .filter_map(|c| match c {
            ColumnRef::Header(h) => Some(fold(h)),
            ColumnRef::Number(_) => None,
        })
        .collect();
    let hits = |row: &Cells| row.iter().filter(|c| names.contains(&fold(c))).count();
    let best = rows
        .iter()
        .take(HEADER_ROWS)
        .enumerate()
        .map(|(i, r)| (hits(r), i + 1))
        .rev()
        .max_by_key(|(h, _)| *h);
    best.filter(|(h, _)| *h > 0).map_or(0, |(_, n)| n)
}

fn header(lines: &[Cells], column: usize) -> String {
    let parts: Vec<&str> = lines.iter().map(|l| l.get(column).trim()).filter(|p| !p.is_empty()).collect();
    parts.join(" ")
}

/// Roles whose values are words of a person: people are called Nan and Null.
fn is_name(role: FieldRole) -> bool {
    use FieldRole::{FormerSurname, FullName, GivenNames, PartnerSurname, Surname};
    matches!(role, Surname | PartnerSurname | FormerSurname | FullName | GivenNames)
}

/// What stands for "nothing" in any column, folded.
const FILLERS: [&str; 16] = [
    "-", "--", "---", "null", "\\n", "n/a", "#n/a", "n.v.t.", "nvt", "onbekend", "unknown", "none", "nan",
    "?", ".", "(null)",
];

/// The value without blanks, or nothing where it only says that there is none.
pub(crate) fn meaningful(raw: &str) -> &str {
    let v = bare(raw);
    if v.len() <= 8 && FILLERS.contains(&v.to_lowercase().as_str()) { "" } else { v }
}

/// The same for a name: only as software writes it, never as a name is spelled.
fn named(raw: &str) -> &str {
    let v = bare(raw);
    let spelled = ["Nan", "Null", "None", "NAN", "NONE"].contains(&v);
    if spelled { v } else { meaningful(v) }
}

fn bare(raw: &str) -> &str {
    raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Nines and noughts that stand for "no date".
fn no_date(raw: &str) -> bool {
    let digits: Vec<u8> = raw.bytes().filter(u8::is_ascii_digit).collect();
    let open_end = digits.starts_with(b"9999") || digits.ends_with(b"9999");
    !digits.is_empty() && (digits.iter().all(|b| *b == b'0') || open_end)
}

fn read_date(raw: &str, order: DayOrder) -> Option<PartialDate> {
    date::parse_with(raw, order).or_else(|| {
        // A day number, as spreadsheets store dates: 1 is the first day of 1900.
        let whole = raw.strip_suffix(".0").unwrap_or(raw);
        if whole.len() == 5 { whole.parse().ok().and_then(date::from_serial) } else { None }
    })
}

/// What a reader of tables wants of columns, beyond headers and content.
pub(crate) struct Wish<'a> {
    /// The user's word.
    pub map: &'a ColumnMap,
    /// Sees the columns and the first rows below the headers, and may change roles.
    pub adjust: &'a dyn Fn(&mut Layout, &[Cells]),
}

/// Takes the rows of one table: the first ones are held until the columns are known.
#[derive(Default)]
pub(crate) struct TableHead {
    held: Vec<(Place, Cells)>,
    layout: Option<Layout>,
    header: Vec<Cells>,
}

impl TableHead {
    /// Takes a row; gives rows on as soon as the columns are known.
    pub fn row(
        &mut self,
        place: Place,
        cells: &Cells,
        wish: &Wish<'_>,
        each: &mut dyn FnMut(&Layout, Place, &Cells),
    ) {
        if self.layout.is_some() {
            return self.give(place, cells, each);
        }
        self.held.push((place, cells.clone()));
        if self.held.len() >= HEAD_ROWS {
            self.settle(wish, each);
        }
    }

    /// The table ends: gives what was held, and the layout if there was a row at all.
    pub fn finish(
        &mut self,
        wish: &Wish<'_>,
        each: &mut dyn FnMut(&Layout, Place, &Cells),
    ) -> Option<Layout> {
        if self.layout.is_none() && !self.held.is_empty() {
            self.settle(wish, each);
        }
        std::mem::take(self).layout
    }

    fn settle(&mut self, wish: &Wish<'_>, each: &mut dyn FnMut(&Layout, Place, &Cells)) {
        let held = std::mem::take(&mut self.held);
        let (places, rows): (Vec<Place>, Vec<Cells>) = held.into_iter().unzip();
        let mut layout = Layout::of(&rows, wish.map);
        let body = rows.get(layout.header_rows..).unwrap_or(&[]);
        (wish.adjust)(&mut layout, body);
        self.header = rows.get(..layout.header_rows).unwrap_or(&[]).to_vec();
        let skip = layout.header_rows;
        self.layout = Some(layout);
        for (place, cells) in places.into_iter().zip(&rows).skip(skip) {
            self.give(place, cells, each);
        }
    }

    fn give(&self, place: Place, cells: &Cells, each: &mut dyn FnMut(&Layout, Place, &Cells)) {
        let empty = cells.iter().all(|c| c.trim().is_empty());
        // Files put together of several repeat their headers.
        if let Some(layout) = &self.layout
            && !empty
            && !self.header.contains(cells)
        {
            each(layout, place, cells);
        }
    }
}

/// Odd things by kind: how often, and the first places.
#[derive(Clone, Default)]
pub(crate) struct Oddities {
    kinds: std::collections::BTreeMap<&'static str, (u64, Vec<String>)>,
}

impl Oddities {
    /// Places named for each kind.
    const PLACES: usize = 3;

    /// One more of a kind.
    pub fn add(&mut self, kind: &'static str, place: Place) {
        let (count, places) = self.kinds.entry(kind).or_default();
        *count += 1;
        if places.len() < Oddities::PLACES {
            places.push(place.to_string());
        }
    }

    /// How many of a kind.
    pub fn count(&self, kind: &str) -> u64 {
        self.kinds.get(kind).map_or(0, |(n, _)| *n)
    }

    /// A line a kind: `<file>: 3 rows without a key (row:4, row:9, row:17)`.
    pub fn lines(&self, file: &str) -> Vec<String> {
        let line = |(kind, (n, places)): (&&str, &(u64, Vec<String>))| {
            let more = if *n > places.len() as u64 { ", ..." } else { "" };
            format!("{file}: {n} {kind} ({}{more})", places.join(", "))
        };
        self.kinds.iter().map(line).collect()
    }
}
