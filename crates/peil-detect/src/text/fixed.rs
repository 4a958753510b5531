//! Lists of fixed fields without a head: every line as long as the others, fields often glued
//! (`971532540van Leeuwen     S  19881115Hugo de Grootstraat`). The columns show in all lines together.

use std::collections::BTreeSet;

use peil_model::{Cells, Place};

use crate::Known;
use crate::columns;
use crate::headers::FieldRole as F;
use crate::identifiers::{bsn, date, postcode};
use crate::table::TableReader;

/// Lines from which a list is believed, and lines that are held back until its columns are judged.
const LINES_MIN: usize = 5;
const LINES_HELD: usize = 200;
/// Characters of a line, at least and at most.
const LENGTH: std::ops::RangeInclusive<usize> = 30..=1000;
/// Columns of a list at least.
const COLUMNS_MIN: usize = 4;
/// Digits of the shortest field that is told from its neighbour by being digits.
const DIGITS_MIN: usize = 6;

/// A text that may be such a list.
pub(super) enum Fixed<'a> {
    /// Lines so far, with their numbers.
    Held(Held),
    /// It is one: how long its lines are, where its columns begin, and who reads the rows.
    List { head: Option<(u64, Vec<char>)>, width: usize, starts: Vec<usize>, table: Box<TableReader<'a>> },
}

/// Lines that are held back.
#[derive(Default)]
pub(super) struct Held {
    /// A first line of another length: who sends, and when.
    head: Option<(u64, Vec<char>)>,
    lines: Vec<(u64, Vec<char>)>,
    /// An empty line came: nothing but a trailer may follow.
    over: bool,
}

impl Held {
    /// Takes a line; false if it is of no list.
    fn take(&mut self, number: u64, line: &[char]) -> bool {
        let width = self.lines.first().map_or(line.len(), |(_, first)| first.len());
        if line.is_empty() && self.lines.len() >= LINES_MIN {
            self.over = true;
            return true;
        }
        if self.over {
            return false;
        }
        if width != line.len() && self.lines.len() == 1 && self.head.is_none() {
            self.head = self.lines.pop();
        } else if width != line.len() {
            return false;
        }
        let first = self.lines.is_empty() && self.head.is_none() && !line.is_empty();
        let fits = first || LENGTH.contains(&line.len());
        if fits {
            self.lines.push((number, line.to_vec()));
        }
        fits
    }

    /// Whether the line may close the list that was held: a count, and no part of a print.
    fn is_trailer(&self, line: &[char]) -> bool {
        let width = self.lines.first().map_or(0, |(_, first)| first.len());
        self.lines.len() >= LINES_MIN && !line.is_empty() && line.len() * 2 <= width
    }
}

impl<'a> Fixed<'a> {
    /// Nothing yet.
    pub(super) fn new() -> Fixed<'a> {
        Fixed::Held(Held::default())
    }

    /// Takes a line; false if it is to be read as text, and what was held too if the text is no list.
    pub(super) fn line(
        &mut self,
        number: u64,
        line: &str,
        known: &'a dyn Known,
        out: &mut Vec<peil_model::Record>,
    ) -> bool {
        // Programs of DOS end a file with this character.
        if line == "\x1a" {
            return true;
        }
        let line: Vec<char> = line.trim_end_matches(['\r', '\x1a']).chars().collect();
        match self {
            Fixed::Held(held) => {
                if held.take(number, &line) {
                    return held.lines.len() < LINES_HELD || self.settle(known, out);
                }
                // What closes it is text.
                if held.is_trailer(&line) {
                    self.settle(known, out);
                }
                false
            }
            Fixed::List { width, starts, table, .. } => {
                // Shorter only by blanks at its end; a trailer or what else comes behind a list is text.
                let row = line.len() <= *width && starts.last().is_some_and(|last| line.len() > *last);
                if row {
                    table.row(Place::lines(number, number), &cut(&line, starts), out);
                }
                row
            }
        }
    }

    /// Whether it is one.
    pub(super) fn is_list(&self) -> bool {
        matches!(self, Fixed::List { .. })
    }

    /// The line above a list, once: it is text.
    pub(super) fn head(&mut self) -> Option<(u64, String)> {
        match self {
            Fixed::List { head, .. } => head.take().map(|(n, l)| (n, l.into_iter().collect())),
            Fixed::Held(_) => None,
        }
    }

    /// The lines that were held; none once it is a list.
    pub(super) fn held(self) -> Vec<(u64, String)> {
        match self {
            Fixed::Held(held) => {
                let lines = held.head.into_iter().chain(held.lines);
                lines.map(|(n, l)| (n, l.into_iter().collect())).collect()
            }
            Fixed::List { .. } => Vec::new(),
        }
    }

    /// The text ends; false if it was no list.
    pub(super) fn finish(&mut self, known: &'a dyn Known, out: &mut Vec<peil_model::Record>) -> bool {
        let list = self.is_list() || self.settle(known, out);
        if let Fixed::List { table, .. } = self {
            table.finish(out);
        }
        list
    }

    /// Judges what was held.
    fn settle(&mut self, known: &'a dyn Known, out: &mut Vec<peil_model::Record>) -> bool {
        let Fixed::Held(held) = self else { return true };
        let lines = &held.lines;
        if lines.len() < LINES_MIN {
            return false;
        }
        let plain: Vec<&[char]> = lines.iter().map(|(_, l)| l.as_slice()).collect();
        let width = plain.first().map_or(0, |l| l.len());
        let starts = starts(&plain);
        let rows: Vec<Cells> = plain.iter().map(|l| cut(l, &starts)).collect();
        if starts.len() < COLUMNS_MIN || !tells_persons(&rows, known) {
            return false;
        }
        let mut table = Box::new(TableReader::new(known));
        for ((number, _), cells) in lines.iter().zip(&rows) {
            table.row(Place::lines(*number, *number), cells, out);
        }
        *self = Fixed::List { head: held.head.take(), width, starts, table };
        true
    }
}

/// Whether the columns hold who somebody is, without a header line among them.
fn tells_persons(rows: &[Cells], known: &dyn Known) -> bool {
    let found = columns::infer(rows, known);
    let has = |roles: &[F]| found.roles.iter().flatten().any(|r| roles.contains(r));
    found.header_rows == 0 && has(&[F::Bsn, F::BirthDate, F::Postcode])
}

/// What stands at one position of all lines.
#[derive(Clone, Copy, Default)]
struct Position {
    filled: usize,
    digits: usize,
    letters: usize,
    capitals: usize,
}

impl Position {
    fn is_digits(&self) -> bool {
        self.filled > 0 && self.digits * 10 >= self.filled * 9
    }

    fn is_capitals(&self) -> bool {
        self.filled > 0 && self.capitals * 20 >= self.filled * 19
    }
}

/// Where columns begin, in characters.
fn starts(lines: &[&[char]]) -> Vec<usize> {
    let length = lines.first().map_or(0, |l| l.len());
    let mut at = vec![Position::default(); length];
    for line in lines {
        for (p, c) in at.iter_mut().zip(line.iter()) {
            p.filled += usize::from(!c.is_whitespace());
            p.digits += usize::from(c.is_ascii_digit());
            p.letters += usize::from(c.is_alphabetic());
            p.capitals += usize::from(c.is_ascii_uppercase());
        }
    }
    let get = |i: usize| at.get(i).copied().unwrap_or_default();
    let mut out = vec![0];
    let mut run = 0;
    for i in 0..length {
        let (here, before) = (get(i), i.checked_sub(1).map(get).unwrap_or_default());
        let digits_ahead = (i..length).take_while(|j| get(*j).is_digits()).count();
        let begins = match () {
            () if i == 0 || here.filled == 0 => false,
            // Behind a gap, if it is a column's first place and not the middle of a name.
            () if before.filled == 0 => here.filled * 10 >= lines.len() * 3,
            // A number behind letters, letters behind a number.
            () if digits_ahead >= DIGITS_MIN && run == 0 => true,
            () => {
                let number = run >= DIGITS_MIN && !here.is_digits() && here.letters * 10 >= here.filled * 7;
                let sex = i.checked_sub(1).is_some_and(|at| run == 0 && is_sex(lines, at))
                    && here.letters * 2 >= here.filled;
                number || sex || behind_postcode(i, &get)
            }
        };
        if begins {
            out.push(i);
        }
        run = if here.is_digits() { run + 1 } else { 0 };
    }
    let mut out = joined_postcodes(out, length, &get);
    let inside = inside_digits(lines, &get);
    // The letters of a postcode stay with its digits.
    out.retain(|s| !(get(*s).is_capitals() && inside.iter().any(|i| i + 4 == *s)));
    out.extend(inside);
    out.sort_unstable();
    out.dedup();
    out
}

/// Digits of a BSN.
const BSN: usize = 9;
/// Codes of one digit that may stand glued behind a birth date: the sex, how the name is used.
const CODES_MAX: usize = 3;

/// Where nine digits that pass the 11-test in all lines stand within a longer run of digits: one line in eleven passes by chance.
fn bsn_within(lines: &[&[char]], from: usize, end: usize) -> Option<usize> {
    /// Different numbers: one that comes in every line passes there too.
    const TELLING: usize = 5;
    let passes = |at: usize| {
        let texts = lines.iter().map(|l| l.get(at..at + BSN).unwrap_or(&[]).iter().collect::<String>());
        let filled: Vec<String> = texts.filter(|t| t.bytes().any(|b| (b'1'..=b'9').contains(&b))).collect();
        let passed = filled.iter().filter(|t| bsn::eleven_test(t.as_str())).count();
        let different: BTreeSet<&String> = filled.iter().collect();
        passed >= TELLING && different.len() >= TELLING && passed * 20 >= filled.len() * 19
    };
    (end - from > BSN).then(|| (from..=end - BSN).find(|at| passes(*at)))?
}

/// Where numbers that touch part: `195711034381BN` is a date and a postcode, `12345678219571103` a number and a date.
fn inside_digits(lines: &[&[char]], get: &impl Fn(usize) -> Position) -> Vec<usize> {
    const DATE: usize = 8;
    let dated = |from: usize| {
        let texts = lines.iter().map(|l| l.get(from..from + DATE).unwrap_or(&[]).iter().collect::<String>());
        let filled: Vec<String> = texts.filter(|t| !t.trim().is_empty()).collect();
        let dates = filled.iter().filter(|t| date::parse(t).is_some_and(|d| d.is_whole())).count();
        !filled.is_empty() && dates * 10 >= filled.len() * 8
    };
    let length = lines.first().map_or(0, |l| l.len());
    let mut out = Vec::new();
    let mut from = 0;
    while from < length {
        let run = (from..length).take_while(|i| get(*i).is_digits()).count();
        let mut end = from + run;
        if run > 4 && are_postcodes(lines, end - 4) {
            // The letters of the code end where the town begins.
            out.extend((get(end + 2).filled > 0).then_some(end + 2));
            end -= 4;
            out.push(end);
        }
        let left = end - from;
        if left > DATE && dated(from) {
            out.push(from + DATE);
            // `1947030321`: the codes behind a date are of one digit each.
            out.extend((left <= DATE + CODES_MAX).then_some(from + DATE + 1..end).into_iter().flatten());
        } else if left > DATE && dated(end - DATE) {
            out.push(end - DATE);
        } else if let Some(at) = bsn_within(lines, from, end) {
            out.extend([at, at + BSN].into_iter().filter(|s| *s > from && *s < end));
        }
        from += run.max(1);
    }
    out
}

/// Whether one letter for a sex stands there in nearly all lines, behind a digit: `19540505VPeelkant`.
fn is_sex(lines: &[&[char]], at: usize) -> bool {
    let before = at.checked_sub(1);
    let at_place = |l: &&[char]| {
        let digit = before.and_then(|b| l.get(b)).is_some_and(char::is_ascii_digit);
        l.get(at).copied().filter(|c| digit && !c.is_whitespace())
    };
    let found: Vec<char> = lines.iter().filter_map(at_place).collect();
    let sexes =
        found.iter().filter(|c| matches!(c, 'M' | 'V' | 'F' | 'O' | 'X' | 'U' | 'm' | 'v' | 'f')).count();
    sexes >= LINES_MIN && sexes * 20 >= found.len() * 19 && sexes * 2 >= lines.len()
}

/// Whether a postcode stands there in nearly all lines that are not blank there.
fn are_postcodes(lines: &[&[char]], at: usize) -> bool {
    const CODE: usize = 6;
    let texts = lines.iter().map(|l| l.get(at..at + CODE).unwrap_or(&[]).iter().collect::<String>());
    let filled: Vec<String> = texts.filter(|t| !t.trim().is_empty()).collect();
    let codes = filled.iter().filter(|t| is_postcode(t.as_str())).count();
    codes > 0 && codes * 20 >= filled.len() * 19
}

fn is_postcode(text: &str) -> bool {
    let (digits, letters) = text.split_at_checked(4).unwrap_or((text, ""));
    letters.bytes().all(|b| b.is_ascii_uppercase())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && postcode::normal(text).is_some()
}

/// Whether four digits and two capitals end here, glued to a town.
fn behind_postcode(i: usize, get: &impl Fn(usize) -> Position) -> bool {
    let Some(from) = i.checked_sub(6) else { return false };
    let digits = (from..from + 4).all(|j| get(j).is_digits());
    let before = from.checked_sub(1).is_some_and(|j| get(j).is_digits());
    digits && !before && (from + 4..i).all(|j| get(j).is_capitals()) && get(i).letters * 2 >= get(i).filled
}

/// Takes out the starts that part `2412 WJ`.
fn joined_postcodes(starts: Vec<usize>, length: usize, get: &impl Fn(usize) -> Position) -> Vec<usize> {
    let letters = |s: usize| {
        let pair = get(s).is_capitals() && get(s + 1).is_capitals() && get(s + 2).filled == 0;
        let number = s.checked_sub(5).is_some_and(|from| (from..from + 4).all(|j| get(j).is_digits()));
        pair && number && get(s - 1).filled == 0 && s < length
    };
    starts.into_iter().filter(|s| *s == 0 || !letters(*s)).collect()
}

fn cut(line: &[char], starts: &[usize]) -> Cells {
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let cell = |(from, to): (&usize, usize)| {
        line.get(*from..to.min(line.len())).unwrap_or(&[]).iter().collect::<String>()
    };
    let cells: Vec<String> = starts.iter().zip(ends).map(cell).collect();
    cells.iter().map(|c| c.trim()).collect()
}

#[cfg(test)]
mod tests;
