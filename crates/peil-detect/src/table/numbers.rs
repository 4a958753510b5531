//! Numbers and dates out of cells, as spreadsheets leave them.

use peil_model::PartialDate;

use crate::identifiers::{all_digits, bsn, date, without_suffix};

/// Characters that a specimen or order number has at least; shorter ones count lines.
const SHORTEST_KEY: usize = 4;

/// The numbers in a cell: without what is examined behind a plus (`012345678+.HPV`), without a spreadsheet's marks.
///
/// A number that a spreadsheet rounded (`1,23457E+08`) is none.
pub(super) fn keys(raw: &str, of_person: bool) -> Vec<String> {
    const BETWEEN: [char; 4] = [';', '|', ',', '\n'];
    let shortest = if of_person { 1 } else { SHORTEST_KEY };
    // Nearly all of them are nothing but digits.
    if all_digits(raw) {
        return Some(raw.to_owned()).filter(|v| v.len() >= shortest && has_number(v)).into_iter().collect();
    }
    let mut pieces = vec![raw];
    if raw.contains(BETWEEN) {
        let apart: Vec<&str> = raw.split(BETWEEN).map(str::trim).filter(|p| !p.is_empty()).collect();
        if apart.len() > 1 && apart.iter().all(|p| p.len() >= 5 && has_number(p)) {
            pieces = apart;
        }
    }
    let mut out: Vec<String> = Vec::new();
    for value in pieces.into_iter().filter_map(key) {
        if value.len() >= shortest && has_number(&value) && !out.contains(&value) {
            out.push(value);
        }
    }
    out
}

fn has_number(s: &str) -> bool {
    s.bytes().any(|b| matches!(b, b'1'..=b'9'))
}

fn key(raw: &str) -> Option<String> {
    let v = plain(raw);
    if let Some(whole) = v.strip_suffix(".0").or_else(|| v.strip_suffix(",0")).filter(|w| all_digits(w)) {
        return Some(whole.to_owned());
    }
    if is_scientific(v) {
        return bsn::normal(v);
    }
    // A path, or a line of a protocol.
    if v.starts_with('/') || v.contains("://") || v.contains(" /") {
        return None;
    }
    let value = without_suffix(v);
    (!value.is_empty()).then(|| value.to_owned())
}

/// The value without what makes a spreadsheet keep it as text: `'0123`, `="0123"`.
pub(super) fn plain(raw: &str) -> &str {
    let v = raw.trim();
    let v = v.strip_prefix('=').map_or(v, |rest| if rest.starts_with('"') { rest } else { v });
    v.trim_matches(|c: char| matches!(c, '"' | '\'' | '\u{2018}' | '\u{2019}') || c.is_whitespace())
}

/// `1,23457E+08`: digits are lost.
fn is_scientific(v: &str) -> bool {
    let Some((mantissa, exponent)) = v.split_once(['E', 'e']) else { return false };
    let exponent = exponent.trim_start_matches('+');
    all_digits(exponent)
        && exponent.len() <= 2
        && mantissa.contains(['.', ','])
        && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
}

/// The BSNs in a cell under such a header. Nine equal digits are fillers; seven digits lost two zeros.
pub(super) fn bsns(raw: &str) -> Vec<String> {
    let one = |v: &str| {
        let v = plain(v);
        bsn::normal(v).or_else(|| bsn::registered(v)).or_else(|| {
            let padded = format!("{v:0>9}");
            (v.len() == 7 && bsn::eleven_test(&padded)).then_some(padded)
        })
    };
    let filler = |d: &String| d.bytes().all(|b| d.as_bytes().first() == Some(&b));
    let found: Vec<String> = match one(raw) {
        Some(digits) => vec![digits],
        None => raw.split(['/', ';', '|', ',', '\n']).filter_map(one).collect(),
    };
    found.into_iter().filter(|d| !filler(d)).collect()
}

/// A birth date. Under such a header five digits are a spreadsheet's day number, seven a day without its zero, six
/// `ddmmyy` or `yymmdd`. 1 January 1900 is what software makes of nothing.
pub(super) fn birth(raw: &str, order: date::DayOrder) -> Option<PartialDate> {
    let v = plain(raw);
    if let Some(found) = date::before_epoch(v) {
        return Some(found);
    }
    let whole = v.split(['.', ',']).next().filter(|w| w.len() == 5 && v.len() <= 10).unwrap_or(v);
    let found = match (all_digits(whole), whole.len()) {
        (true, 5) => whole.parse().ok().and_then(date::from_serial),
        (true, 6) => date::parse(whole).filter(|d| d.year >= 1880).or_else(|| short(whole)),
        (true, 7) => date::parse(&format!("0{whole}")),
        // `1-2-1970 te Utrecht`
        _ => date::parse_with(v, order)
            .or_else(|| date::parse_with(v.split_whitespace().next()?, order).filter(|d| d.is_whole())),
    };
    found.filter(|d| !(d.year == 1900 && d.month == 1 && d.day == 1))
}

/// Six digits: day, month, year as people write them, else the other way round.
fn short(v: &str) -> Option<PartialDate> {
    let (d, m, y) = (v.get(..2)?, v.get(2..4)?, v.get(4..6)?);
    date::yymmdd(&format!("{y}{m}{d}")).or_else(|| date::yymmdd(v))
}
