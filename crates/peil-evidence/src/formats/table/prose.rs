//! Texts whose lines happen to have equal numbers of commas or tabs: letters, forms, logs, prints.

use super::dialect::{Record, Shape};
use crate::formats::hl7::has_time;

/// Whether records that divide evenly are a text all the same.
pub(super) fn is_prose(shape: &Shape<'_>) -> bool {
    let body: Vec<&Record<'_>> = shape.body().iter().filter(|r| r.cells.len() > 1).collect();
    let Some(delimiter) = shape.dialect.delimiter else { return false };
    if share(&body, is_form_line) >= 0.6 || share(&body, is_log_line) >= 0.6 {
        return true;
    }
    // A list of sentences, whatever divides them.
    if shape.columns <= 3 && shape.dialect.quote.is_none() && share(&body, |r| is_marked(r.bytes)) >= 0.5 {
        return true;
    }
    match delimiter {
        b',' => is_comma_prose(shape, &body),
        b';' | b'\t' => shape.columns == 2 && (is_code(&body) || words_per_cell(&body) > 8.0),
        _ => words_per_cell(&body) > 12.0,
    }
}

fn share(body: &[&Record<'_>], f: impl Fn(&Record<'_>) -> bool) -> f64 {
    body.iter().filter(|r| f(r)).count() as f64 / body.len().max(1) as f64
}

fn words(cell: &[u8]) -> usize {
    cell.split(|b| b.is_ascii_whitespace()).filter(|w| !w.is_empty()).count()
}

fn words_per_cell(body: &[&Record<'_>]) -> f64 {
    let cells: usize = body.iter().map(|r| r.cells.len()).sum();
    let total: usize = body.iter().flat_map(|r| &r.cells).map(|c| words(c)).sum();
    total as f64 / cells.max(1) as f64
}

/// `Naam:<tab>Jansen`: a label and its value.
fn is_form_line(record: &Record<'_>) -> bool {
    let cells = &record.cells;
    let first = cells.first().map_or(&b""[..], |c| c.trim_ascii());
    cells.len() <= 3 && first.ends_with(b":") && first.len() > 1
}

/// A time at the start and words behind it before the first delimiter, or only the fraction of its second.
fn is_log_line(record: &Record<'_>) -> bool {
    let cells = &record.cells;
    let head = record.bytes.get(..40).unwrap_or(record.bytes);
    let first = cells.first().map_or(&b""[..], |c| c.trim_ascii());
    if !has_time(head) || !first.iter().take(16).any(u8::is_ascii_digit) || !starts_like_time(head) {
        return false;
    }
    let second = cells.get(1).map_or(&b""[..], |c| c);
    let fraction = second.iter().take_while(|b| b.is_ascii_digit()).count();
    let cut_in_second =
        fraction == 3 && second.get(3).is_none_or(|b| !b.is_ascii_digit()) && words(second) > 1;
    words(first) > 3 || (cut_in_second && first.len() <= 24)
}

fn starts_like_time(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"[").or_else(|| head.strip_prefix(b"<")).unwrap_or(head);
    let month =
        head.get(..3).is_some_and(|m| m.iter().all(u8::is_ascii_alphabetic)) && head.get(3) == Some(&b' ');
    head.first().is_some_and(u8::is_ascii_digit) || month
}

/// Lines of code or of a list: a delimiter at the end and nothing behind it.
fn is_code(body: &[&Record<'_>]) -> bool {
    let bare_end = share(body, |r| r.cells.last().is_some_and(|c| c.trim_ascii().is_empty()));
    let token =
        share(body, |r| r.cells.first().is_some_and(|c| words(c) == 1 && c.iter().any(u8::is_ascii_digit)));
    let indent = share(body, |r| r.cells.first().is_some_and(|c| c.trim_ascii().is_empty()));
    (bare_end >= 0.9 && token < 0.8) || indent >= 0.8
}

fn is_comma_prose(shape: &Shape<'_>, body: &[&Record<'_>]) -> bool {
    let quoted = shape.dialect.quote.is_some();
    let gaps = share(body, |r| has_gap(r.bytes));
    if gaps >= 0.5 && !quoted {
        return true;
    }
    // A list, or what somebody quotes.
    if share(body, |r| is_marked(r.bytes)) >= 0.5 && !quoted {
        return true;
    }
    let spaced = spaced_commas(body);
    let words = words_per_cell(body);
    if spaced > 0.6 && !quoted && share(body, |r| r.cells.len() == shape.columns) < 0.7 {
        return true;
    }
    if spaced > 0.6 && words > 2.5 && !quoted {
        return true;
    }
    if shape.columns == 2 && !quoted && !has_proper_pairs(body) {
        return true;
    }
    words > 10.0
}

/// `- Jansen, A., geb. 3-2-1950`, `> Jansen, A.`.
fn is_marked(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    [&b"- "[..], b"> ", b"* ", "• ".as_bytes(), "– ".as_bytes()].iter().any(|m| line.starts_with(m))
}

fn is_value(cell: &[u8]) -> bool {
    cell.iter().filter(|b| b.is_ascii_digit()).count() >= 3 && words(cell) <= 2
}

/// Whether lines with one comma are rows: short cells without a blank behind the comma, or a value there
/// (`Jansen, 123456782` is a row, `Jansen, A.` one of a list of names). Rows that lack their second cell do not tell.
fn has_proper_pairs(body: &[&Record<'_>]) -> bool {
    let empty = |cell: Option<&&[u8]>| cell.is_none_or(|c| c.trim_ascii().is_empty());
    let telling: Vec<_> = body.iter().filter(|r| !empty(r.cells.get(1))).collect();
    let proper = telling.iter().filter(|r| {
        let short = r.cells.iter().all(|c| words(c) <= 4);
        r.cells.get(1).is_some_and(|c| is_value(c) || (short && c.first() != Some(&b' ')))
    });
    let proper = proper.count();
    // The first of them may be a header.
    let others = telling.len().saturating_sub(1).max(1);
    proper >= 2 && proper * 10 >= others * 7 && proper * 4 >= body.len()
}

/// Share of commas with a blank behind them.
fn spaced_commas(body: &[&Record<'_>]) -> f64 {
    let inner = body.iter().flat_map(|r| r.cells.iter().skip(1));
    let (all, spaced) = inner.fold((0_usize, 0_usize), |(all, spaced), cell| {
        (all + 1, spaced + usize::from(cell.first() == Some(&b' ')))
    });
    spaced as f64 / all.max(1) as f64
}

/// Three blanks with something on both sides: a print with columns.
fn has_gap(record: &[u8]) -> bool {
    let trimmed = record.trim_ascii();
    memchr::memmem::find(trimmed, b"   ").is_some()
}
