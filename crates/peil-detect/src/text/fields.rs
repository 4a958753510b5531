//! Labels and the extent of their values: `Naam : x`, `naam="x"`, `<naam>x</naam>`, `Naam......: x`, a label
//! alone on a line.

use crate::headers::FieldRole;

use super::labels::{Label, Labels, Owner, What};
use super::scan::Scan;
use super::tokens::{Gap, Kind};

/// A label with its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// What the label means; nothing known where there is none.
    pub label: Option<Label>,
    /// First token of the label.
    pub start: usize,
    /// First token of the value.
    pub from: usize,
    /// Token behind the value.
    pub to: usize,
}

/// Words that a label may have.
const LABEL_WORDS_MAX: usize = 4;

/// Tokens that a quoted value may have.
const QUOTED_MAX: usize = 40;

/// The labels of a block in their order.
pub(super) fn find(scan: &Scan<'_>, labels: &mut Labels) -> Vec<Field> {
    let mut out: Vec<Field> = Vec::new();
    for i in 0..scan.tokens.len() {
        if let Some(field) = at_mark(scan, labels, i)
            && out.last().is_none_or(|last| last.from <= field.start)
        {
            out.push(field);
        }
    }
    let marked = out.len();
    without_marks(scan, labels, &mut out);
    if out.len() > marked {
        out.sort_by_key(|f| f.start);
        out.dedup_by_key(|f| f.from);
    }
    let starts: Vec<usize> = out.iter().map(|f| f.start).collect();
    for (n, field) in out.iter_mut().enumerate() {
        let limit = starts.get(n + 1).copied().unwrap_or(scan.tokens.len());
        extent(scan, field, limit);
    }
    out
}

/// A label before `:`, `=`, dots that lead, or the end of a tag.
fn at_mark(scan: &Scan<'_>, labels: &mut Labels, i: usize) -> Option<Field> {
    let token = scan.token(i)?;
    let mut from = i + 1;
    match token.kind {
        Kind::Mark(':') | Kind::Mark('=') | Kind::Mark('>') => {}
        Kind::Leader if !(scan.is(i + 1, ':') || scan.is(i + 1, '=')) => {}
        _ => return None,
    }
    let tag = token.is('>');
    while scan.is(from, '>') || scan.is(from, ':') || scan.is(from, '*') && scan.gap(from) == Gap::None {
        from += 1;
    }
    let mut last = i.checked_sub(1)?;
    while let Some(t) = scan.token(last) {
        match t.kind {
            Kind::Leader | Kind::Mark('"' | '\'' | '*' | ']' | '?') => last = last.checked_sub(1)?,
            Kind::Mark(')') => {
                let open = (last.saturating_sub(8)..last).rev().find(|k| scan.is(*k, '('))?;
                last = open.checked_sub(1)?;
            }
            _ => break,
        }
    }
    if !scan.token(last)?.is_word() || scan.token(last)?.line != token.line {
        return None;
    }
    if tag && !last.checked_sub(1).is_some_and(|k| scan.is(k, '<')) {
        return None;
    }
    let (start, label) = longest(scan, labels, last, if tag { 1 } else { LABEL_WORDS_MAX });
    if label.is_none() && token.kind == Kind::Leader {
        return None;
    }
    Some(Field { label, start, from, to: from })
}

/// `... voor kweek. Klinische gegevens: ...`: a full stop behind a whole word, and a capital behind that.
fn ends_sentence(scan: &Scan<'_>, before: usize, next: usize) -> bool {
    const WHOLE: usize = 5;
    scan.token(before).is_some_and(|t| t.dot)
        && scan.gap(next) == Gap::Blank
        && scan.word(before).chars().filter(|c| c.is_alphabetic()).count() >= WHOLE
        && scan.word(next).starts_with(char::is_uppercase)
}

/// The longest run of words up to `last` that is a label.
fn longest(scan: &Scan<'_>, labels: &mut Labels, last: usize, most: usize) -> (usize, Option<Label>) {
    let mut starts = [last; LABEL_WORDS_MAX];
    let mut count = 1;
    let mut at = last;
    while count < most && scan.gap(at) <= Gap::Blank {
        let Some(mut before) = at.checked_sub(1) else { break };
        if (scan.is(before, '/') || scan.is(before, '-')) && before > 0 && scan.gap(before) <= Gap::Blank {
            before -= 1;
        }
        let Some(t) = scan.token(before).filter(|t| t.is_word()) else { break };
        if t.line != scan.token(last).map_or(0, |l| l.line) || ends_sentence(scan, before, at) {
            break;
        }
        if let Some(slot) = starts.get_mut(count) {
            *slot = before;
        }
        count += 1;
        at = before;
    }
    for start in starts.iter().take(count).rev() {
        let found = labels.look(scan.span(*start, last + 1));
        if found.is_some() {
            return (*start, found);
        }
    }
    (last, None)
}

/// Labels that stand apart by blanks (`Naam      J. de Vries`) or alone on their line above their value.
fn without_marks(scan: &Scan<'_>, labels: &mut Labels, out: &mut Vec<Field>) {
    let marked: Vec<usize> = out.iter().filter_map(|f| scan.token(f.start)).map(|t| t.line).collect();
    let mut extra = Vec::new();
    let mut i = 0;
    while i < scan.tokens.len() {
        let end = scan.line_end(i);
        let line = scan.token(i).map_or(0, |t| t.line);
        if marked.binary_search(&line).is_err() {
            apart(scan, labels, i, end, &mut extra);
        }
        i = end.max(i + 1);
    }
    let lone: Vec<(usize, usize)> = extra.iter().map(|f| (f.start, f.from)).collect();
    // A column head has labels without values: those whose value would be a label are none.
    out.extend(extra.into_iter().filter(|f| !lone.iter().any(|(start, _)| *start == f.from)));
}

fn apart(scan: &Scan<'_>, labels: &mut Labels, from: usize, to: usize, out: &mut Vec<Field>) {
    let mut start = from;
    while start < to {
        let mut end = start + 1;
        while end < to && scan.gap(end) <= Gap::Blank {
            end += 1;
        }
        let few = end - start <= LABEL_WORDS_MAX;
        let wordy = (start..end).all(|k| scan.token(k).is_some_and(|t| t.is_word()));
        let alone = end == to && start == from && scan.token(to).is_some();
        if few
            && wordy
            && (end < to || alone)
            && let Some(label) = labels.look(scan.span(start, end))
            && certain(label)
        {
            out.push(Field { label: Some(label), start, from: end, to: end });
        }
        start = end;
    }
}

/// Labels that are ones even without a mark.
fn certain(label: Label) -> bool {
    use FieldRole as F;
    if label.owner != Owner::Subject {
        return label.what == What::Field(F::FullName) || label.what == What::Field(F::Phone);
    }
    match label.what {
        What::Field(role) => matches!(
            role,
            F::FullName
                | F::Surname
                | F::Initials
                | F::GivenNames
                | F::Prefix
                | F::PartnerSurname
                | F::BirthDate
                | F::Bsn
                | F::AddressLine
                | F::Street
                | F::HouseNumber
                | F::Postcode
                | F::City
                | F::PostcodeCity
                | F::Phone
                | F::Email
                | F::Iban
                | F::PatientNumber
                | F::InsuranceNumber
                | F::Specimen
                | F::Order
                | F::Sex
                | F::TestKind
                | F::TestResult
                | F::MedicalText
                | F::GpAgb
        ),
        What::Person => true,
        _ => false,
    }
}

/// Where a value ends.
fn extent(scan: &Scan<'_>, field: &mut Field, limit: usize) {
    let from = field.from;
    let quote = scan.token(from).and_then(|t| match t.kind {
        Kind::Mark(q @ ('"' | '\'' | '“')) => Some(if q == '“' { '”' } else { q }),
        // `PATNAAM=[JANSEN] VOORL=[AB]`, without boxes to tick
        Kind::Mark('[') if scan.gap(from) == Gap::None => Some(']'),
        _ => None,
    });
    if let Some(q) = quote
        && let Some(close) = (from + 1..scan.tokens.len().min(from + QUOTED_MAX)).find(|k| scan.is(*k, q))
    {
        field.from = from + 1;
        field.to = close;
        return;
    }
    if scan.is(from, '{') {
        field.to = from; // what follows are the labels of a part
        return;
    }
    if from >= limit || scan.gap(from) == Gap::Line && !continues(scan, field) {
        field.to = from;
        return;
    }
    let hard = |k: usize| {
        scan.gap(k) >= Gap::Wide
            || scan
                .token(k)
                .is_some_and(|t| matches!(t.kind, Kind::Mark('|' | ';' | '&' | '}' | '{' | '<' | '>' | ']')))
    };
    field.to = (from..limit).find(|k| (*k > from || scan.gap(*k) == Gap::None) && hard(*k)).unwrap_or(limit);
}

/// Whether an empty label's value stands on the next line: only labels of a datum, and no heading.
fn continues(scan: &Scan<'_>, field: &Field) -> bool {
    let next = scan.token(field.from).map(|t| t.line);
    let own = scan.token(field.start).map(|t| t.line + 1);
    let listed = matches!(scan.token(field.from).map(|t| t.kind), Some(Kind::Mark('-' | '=' | '*' | '#')));
    let datum = match field.label {
        Some(label) => label.what != What::Nothing,
        None => false,
    };
    next == own && datum && !listed
}
