//! Lists of fixed fields without a head: every line as long as the others, fields often glued
//! (`971532540van Leeuwen     S  19881115Hugo de Grootstraat`). The columns show in all lines together.

use peil_model::{Cells, Place};

use crate::Known;
use crate::columns;
use crate::headers::FieldRole as F;
use crate::identifiers::date;
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
    Held(Vec<(u64, Vec<char>)>),
    /// It is one: how long its lines are, where its columns begin, and who reads the rows.
    List { width: usize, starts: Vec<usize>, table: Box<TableReader<'a>> },
}

impl<'a> Fixed<'a> {
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
            Fixed::Held(lines) => {
                let alike = lines.first().is_none_or(|(_, first)| first.len() == line.len());
                if !LENGTH.contains(&line.len()) || !alike {
                    return false;
                }
                lines.push((number, line));
                lines.len() < LINES_HELD || self.settle(known, out)
            }
            Fixed::List { width, starts, table } => {
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

    /// The lines that were held; none once it is a list.
    pub(super) fn held(self) -> Vec<(u64, String)> {
        match self {
            Fixed::Held(lines) => lines.into_iter().map(|(n, l)| (n, l.into_iter().collect())).collect(),
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
        let Fixed::Held(lines) = self else { return true };
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
        *self = Fixed::List { width, starts, table };
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
                number || behind_postcode(i, &get)
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
        let code = run > 4 && get(end).is_capitals() && get(end + 1).is_capitals();
        if code && !get(end + 2).is_capitals() {
            end -= 4;
            out.push(end);
        }
        let left = end - from;
        if left > DATE && dated(from) {
            out.push(from + DATE);
        } else if left > DATE && dated(end - DATE) {
            out.push(end - DATE);
        }
        from += run.max(1);
    }
    out
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
mod tests {
    use super::*;

    /// Records of a text, and how many of them have a BSN.
    fn check(text: &str, expected: (usize, usize)) {
        let mut reader = crate::text::TextReader::new(&crate::Nobody);
        let mut found = Vec::new();
        reader.text(Place::lines(1, 1), text, &mut found);
        reader.finish(&mut found);
        let numbered = found.iter().filter(|r| !r.bsns.is_empty()).count();
        assert_eq!((found.len(), numbered), expected, "{}", text.get(text.len() - 60..).unwrap_or(text));
    }

    #[test]
    fn what_stands_behind_a_list_is_text() {
        let names = ["van Leeuwen", "Smits", "Dijkstra", "Weis", "de Wit"];
        for lines in [6, 400] {
            let row = |n: usize| {
                let name = names.get(n % 5).unwrap_or(&"");
                format!(
                    "123456782{name:<14}S     {}0615Weverspad    {:>3} 8983LMLeeuwarden\n",
                    1940 + n % 50,
                    n % 90 + 1
                )
            };
            let list: String = (0..lines).map(row).collect();
            check(list.trim_end(), (lines, lines));
            check(&format!("{list}\x1a"), (lines, lines));
        }
        let list: String = (0..300)
            .map(|n| {
                format!(
                    "123456782van Leeuwen   S     {}1115Weverspad    {:>3} 8983LMLeeuwarden\n",
                    1940 + n % 50,
                    n % 90 + 1
                )
            })
            .collect();
        check(
            &format!("{list}\nNagekomen: mevrouw A. Bos, geboren 12-03-1961, BSN 111222333, belt terug\n"),
            (301, 301),
        );
    }

    #[test]
    fn columns_of_glued_fields() {
        let check = |text: &str, expected: &str| {
            let lines: Vec<Vec<char>> = text.lines().map(|l| l.chars().collect()).collect();
            let lines: Vec<&[char]> = lines.iter().map(Vec::as_slice).collect();
            let starts = starts(&lines);
            assert_eq!(cut(lines[0], &starts).iter().collect::<Vec<_>>().join("|"), expected);
        };
        check(
            "123456782van Leeuwen   S     19881115Hugo de Grootstraat 156 8983LMLeeuwarden
111222333Smits         ETP   19770904Weverspad           102 9239LMDrachten  
         Dijkstra      EC    19630526                        9239LMDrachten  
958476706Weis          BI    19900918Kade                1   8983LMLeeuwarden
110130248de Wit        T     19730721Lindelaan           123 1755ABNiedorp   ",
            "123456782|van Leeuwen|S|19881115|Hugo de Grootstraat|156|8983LM|Leeuwarden",
        );
        check(
            "JANSEN    M    20-07-47 M EREPRIJS   222  2412 WJ BODEGRAVEN        123456782
KOSTER    B    19-05-82 V MOLENWEG   25A  2411 BX BODEGRAVEN        111222333
RAMCHARAN NA   08-11-71 V EREPRIJS   85   2395 GW HAZERSWOUDE-RIJNDI305145137",
            "JANSEN|M|20-07-47|M|EREPRIJS|222|2412 WJ|BODEGRAVEN|123456782",
        );
        check(
            "         LEEUWEN-KOWALSKA    B   195711034381BN 145
123456782PETERS              W   195003314384JC 144
         VOS-JACOBS          T   198702274301WZ 216
111222333SJOERDSMA           S   199112084561TH 177",
            "|LEEUWEN-KOWALSKA|B|19571103|4381BN|145",
        );
    }
}
