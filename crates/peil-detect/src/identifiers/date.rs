//! Dates as Dutch sources write them, parts unknown included.

mod tokens;

use peil_model::PartialDate;
use tokens::{Dated, Piece};

/// Which of two numbers is the day where both could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// `23-06-1980`, as everywhere in the Netherlands.
    #[default]
    DayFirst,
    /// `06/23/1980`, as American software exports.
    MonthFirst,
}

/// The last year that a two-digit year can mean in this century: `26` is 2026, `27` is 1927.
const LAST_SHORT_YEAR: u16 = 26;

/// A date in any form that sources use, day before month where both could be. See [`parse_with`].
pub fn parse(raw: &str) -> Option<PartialDate> {
    parse_with(raw, DayOrder::DayFirst)
}

/// A date in any form that sources use.
///
/// Digits alone: `19800623`, with a time behind it (`198006231015`, `19800623101500.000+0100`), `23061980`, `198006`,
/// `1980`. With separators: `23-06-1980`, `23-6-80`, `23/06/1980`, `23.06.1980`, `1980-06-23T10:15:00Z`, `1980:06:23`.
/// With words: `23 juni 1980`, `23-jun-1980`, `June 23, 1980`. Unknown parts: `00-00-1980`, `00-06-1980`, `xx-06-1980`,
/// `06-1980`. The order decides only where both numbers could be the month; a day that does not exist is no date.
/// Two digits of the year set `short_year`, the century then being a guess that never lies after 2026.
pub fn parse_with(raw: &str, order: DayOrder) -> Option<PartialDate> {
    if let Some((date, tail)) = tokens::numeric(raw.trim()) {
        let [a, b, c] = date;
        return if tokens::is_tail(tail, false) { triple(a, b, c, order, false) } else { None };
    }
    if let Some(found) = moment(raw.trim()) {
        return Some(found);
    }
    let raw = raw.split(" (").next().unwrap_or(raw); // an age behind it
    let s = raw.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '(' | ')' | '[' | ']' | ',' | ';')
    });
    if s.len() < 4 || s.len() > 60 {
        return None;
    }
    let leading = s.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = s.split_at(leading);
    if rest.is_empty() || (leading >= 8 && tokens::is_fraction_or_zone(rest)) {
        return from_digits(number);
    }
    if leading == 8 && tokens::is_time_after(rest) {
        return from_digits(number);
    }
    let date = Dated::of(s)?;
    match date.pieces() {
        [Piece::Month(m), y] => whole(y.year()?, *m, 0),
        [a, Piece::Month(m), c] => with_month(*a, *m, *c),
        [Piece::Month(m), b, c] => whole(c.year()?, *m, b.small()?),
        [a, b] => pair(*a, *b),
        [a, b, c] => triple(*a, *b, *c, order, date.colons),
        _ => None,
    }
}

/// A day that a program wrote as a moment: `1965-01-29T23:00:00.000Z` is midnight of the 30th in the Netherlands, and so is
/// `/Date(-155350800000)/`, milliseconds since 1970.
fn moment(raw: &str) -> Option<PartialDate> {
    if let Some(inner) = raw.strip_prefix("/Date(").and_then(|r| r.strip_suffix(")/")) {
        let number = inner.trim_start_matches('-').split(['+', '-']).next()?.parse::<i64>().ok()?;
        let millis = if inner.starts_with('-') { -number } else { number };
        // Up to two hours before midnight is the next day here.
        return after(PartialDate::new(1970, 1, 1)?, (millis + 2 * 3_600_000).div_euclid(86_400_000));
    }
    let (day, time) = raw.split_once('T')?;
    let late = (time.starts_with("22:00:00") || time.starts_with("23:00:00")) && time.ends_with('Z');
    if !late || day.len() != 10 {
        return None;
    }
    after(
        PartialDate::new(
            day.get(..4)?.parse().ok()?,
            day.get(5..7)?.parse().ok()?,
            day.get(8..10)?.parse().ok()?,
        )?,
        1,
    )
}

/// The day so many days later, or earlier, within what birth dates and documents need.
fn after(day: PartialDate, days: i64) -> Option<PartialDate> {
    const FARTHEST: i64 = 60_000;
    let mut d = day;
    for _ in 0..days.abs().min(FARTHEST) {
        d = if days > 0 { next(d)? } else { previous(d)? };
    }
    (days.abs() <= FARTHEST).then_some(d)
}

fn next(d: PartialDate) -> Option<PartialDate> {
    PartialDate::new(d.year, d.month, d.day + 1)
        .or_else(|| PartialDate::new(d.year, d.month + 1, 1))
        .or_else(|| PartialDate::new(d.year + 1, 1, 1))
}

fn previous(d: PartialDate) -> Option<PartialDate> {
    if d.day > 1 {
        return PartialDate::new(d.year, d.month, d.day - 1);
    }
    let (year, month) = if d.month > 1 { (d.year, d.month - 1) } else { (d.year.checked_sub(1)?, 12) };
    (28..=31).rev().find_map(|day| PartialDate::new(year, month, day))
}

/// Which order a numeric date with separators proves: one of the first two numbers is above 12 and the other not.
///
/// `None` where both could be the month, or where the year stands in front.
pub fn order_of(raw: &str) -> Option<DayOrder> {
    let date = Dated::of(raw.trim())?;
    let [a, b, _] = date.pieces() else { return None };
    match (a.small()?, b.small()?) {
        (13..=31, 1..=12) => Some(DayOrder::DayFirst),
        (1..=12, 13..=31) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

/// `yyMMdd` as EDIFACT headers and short codes write it; the century is a guess.
pub fn yymmdd(raw: &str) -> Option<PartialDate> {
    let (y, m, d) = (raw.get(..2)?, raw.get(2..4)?, raw.get(4..6)?);
    let year = full_year(y.parse().ok()?);
    let ok = raw.len() == 6 && super::all_digits(raw);
    short(PartialDate::new(year, m.parse().ok()?, d.parse().ok()?).filter(|_| ok))
}

/// The day of seconds or milliseconds before 1970, as programs keep birth dates (POSIX time). A negative amount looks alike.
pub fn before_epoch(raw: &str) -> Option<PartialDate> {
    const DAY: i64 = 86_400;
    /// The first of 1970 as a spreadsheet's day number.
    const EPOCH: i64 = 25_569;
    let digits = raw.strip_prefix('-')?;
    let written = (6..=13).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let count = raw.parse::<i64>().ok().filter(|_| written)?;
    // More seconds than from 1875 to 1970 are milliseconds.
    let seconds = if count < -3_000_000_000 { count.div_euclid(1000) } else { count };
    u32::try_from(EPOCH + seconds.div_euclid(DAY)).ok().and_then(from_serial)
}

/// The date of a spreadsheet's day number in the 1900 system: 1 is 1 January 1900, 29395 is 23 June 1980.
///
/// Day 60 is 29 February 1900, which did not exist: `None`.
pub fn from_serial(days: u32) -> Option<PartialDate> {
    let days = match days {
        1..=59 => days,
        61..=73_415 => days - 1,
        _ => return None,
    };
    let mut left = days;
    for year in 1900..=2100 {
        for month in 1..=12 {
            let length = (28..=31).rev().find(|d| peil_model::valid_day(year, month, *d)).unwrap_or(31);
            if left <= u32::from(length) {
                return PartialDate::new(year, month, left as u8);
            }
            left -= u32::from(length);
        }
    }
    None
}

/// Digits without separators, by their number.
fn from_digits(s: &str) -> Option<PartialDate> {
    let part = |from: usize, to: usize| s.get(from..to)?.parse::<u16>().ok();
    let time = |from: usize, limit: u16| s.len() <= from || part(from, from + 2).is_some_and(|n| n < limit);
    match s.len() {
        4 => whole(part(0, 4)?, 0, 0),
        6 => whole(part(0, 4)?, part(4, 6)? as u8, 0),
        8 => year_first(s).or_else(|| whole(part(4, 8)?, part(2, 4)? as u8, part(0, 2)? as u8)),
        10 | 12 | 14 | 17 if time(8, 25) && time(10, 60) && time(12, 61) => year_first(s),
        _ => None,
    }
}

fn year_first(s: &str) -> Option<PartialDate> {
    whole(s.get(..4)?.parse().ok()?, s.get(4..6)?.parse().ok()?, s.get(6..8)?.parse().ok()?)
}

/// A day, a month by name, a year; or the year in front.
fn with_month(a: Piece, month: u8, c: Piece) -> Option<PartialDate> {
    if a.is_long() {
        return whole(a.year()?, month, c.small()?);
    }
    dated(c, month, a.small()?)
}

/// Month and year in either order.
fn pair(a: Piece, b: Piece) -> Option<PartialDate> {
    let (year, month) = if a.is_long() { (a, b) } else { (b, a) };
    year.is_long().then(|| whole(year.year()?, month.small()?, 0))?
}

fn triple(a: Piece, b: Piece, c: Piece, order: DayOrder, colons: bool) -> Option<PartialDate> {
    if a.is_long() {
        return whole(a.year()?, b.small()?, c.small()?);
    }
    if colons {
        return None; // a time of day
    }
    let (x, y) = (a.small(), b.small()?);
    let Some(x) = x.filter(|x| *x <= 31) else {
        return short(PartialDate::new(full_year(a.number()?), y, c.small()?));
    };
    let day_first = dated(c, y, x);
    let month_first = || if x == 0 || y == 0 { None } else { dated(c, x, y) };
    match order {
        DayOrder::DayFirst => day_first.or_else(month_first),
        DayOrder::MonthFirst => month_first().or(day_first),
    }
}

/// A date whose year has four digits or two.
fn dated(year: Piece, month: u8, day: u8) -> Option<PartialDate> {
    if year.is_long() {
        whole(year.year()?, month, day)
    } else {
        short(PartialDate::new(full_year(year.short_year()?), month, day))
    }
}

fn whole(year: u16, month: u8, day: u8) -> Option<PartialDate> {
    PartialDate::new(year, month, day)
}

fn short(date: Option<PartialDate>) -> Option<PartialDate> {
    date.map(|d| PartialDate { short_year: true, ..d })
}

fn full_year(two: u16) -> u16 {
    if two > LAST_SHORT_YEAR { 1900 + two } else { 2000 + two }
}

#[cfg(test)]
mod tests;
