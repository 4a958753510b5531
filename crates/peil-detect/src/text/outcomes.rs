//! Examinations, outcomes and complaints in running text.

use peil_model::Category;

use crate::{columns, fold, health};

use super::fields::Field;
use super::finds::Find;
use super::labels::Owner;
use super::scan::Scan;
use super::tokens::Gap;
use super::words::Cue;

/// Tokens within which an examination stands beside its outcome.
const NEAR: usize = 14;

/// `PAP 2`, `Pap 3a`: a smear's grade.
fn grades(scan: &Scan<'_>, i: usize) -> bool {
    let grade = scan.word(i + 1);
    scan.word(i).eq_ignore_ascii_case("pap")
        && scan.gap(i + 1) == Gap::Blank
        && (1..=3).contains(&grade.len())
        && grade.starts_with(|c: char| ('0'..='5').contains(&c))
}

/// Examinations, outcomes and complaints in running text.
pub(super) fn categories(scan: &mut Scan<'_>, fields: &[Field]) {
    let labels = labels(scan, fields);
    for i in 0..scan.tokens.len() {
        let hers = scan.owners.get(i) == Some(&Owner::Subject) && scan.free(i);
        if hers && labels.get(i) != Some(&true) {
            one(scan, i);
        }
    }
}

/// The tokens of labels: they say nothing where no value follows, and what follows has been read.
fn labels(scan: &Scan<'_>, fields: &[Field]) -> Vec<bool> {
    let mut out = vec![false; scan.tokens.len()];
    for field in fields.iter().filter(|f| f.label.is_some()) {
        out.iter_mut().take(field.from).skip(field.start).for_each(|l| *l = true);
    }
    out
}

fn one(scan: &mut Scan<'_>, i: usize) {
    let cue = scan.cue(i);
    let plain = cue == Cue::None && scan.token(i).is_some_and(|t| t.is_word()) && scan.word(i).len() >= 3;
    let folded = if plain { fold(scan.word(i)) } else { String::new() };
    let examined = cue == Cue::Test || plain && columns::is_test(&folded) && !is_common(&folded);
    let department = || i.checked_sub(1).is_some_and(|k| matches!(scan.cue(k), Cue::Organisation));
    if examined && !department() {
        scan.found(i, false, Find::Category(Category::TestKind));
        if is_measured(scan, i) {
            scan.found(i, false, Find::Category(Category::TestResult));
        }
        return;
    }
    let near = |cue: Cue| {
        (i.saturating_sub(NEAR)..(i + NEAR + 1).min(scan.tokens.len())).any(|k| scan.cue(k) == cue)
    };
    match cue {
        Cue::Outcome if grades(scan, i) => {
            scan.found(i, false, Find::Category(Category::TestKind));
            scan.found(i, false, Find::Category(Category::TestResult));
        }
        Cue::Outcome if near(Cue::Test) || near(Cue::Result) => {
            scan.found(i, false, Find::Category(Category::TestResult));
        }
        Cue::Medical => scan.found(i, false, Find::Category(Category::MedicalText)),
        Cue::None if plain && health::is_word(&folded) => {
            scan.found(i, false, Find::Category(Category::MedicalText));
        }
        _ => {}
    }
}

/// Words of everyday language that name what is examined, too.
fn is_common(folded: &str) -> bool {
    ["bloed", "urine", "ijzer", "feces", "zink", "onderzoek", "test", "eiwit", "screening", "blood"]
        .contains(&folded)
        || folded.ends_with("onderzoek")
        || folded.ends_with("test")
}

/// Whether a measured value stands behind the name of an examination, on its line: `Ferritine   290  ug/L`.
fn is_measured(scan: &Scan<'_>, i: usize) -> bool {
    const WITHIN: usize = 4;
    let end = scan.line_end(i).min(i + 1 + WITHIN);
    let value = |k: usize| {
        let word = scan.word(k);
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        scan.free(k)
            && (1..=5).contains(&digits)
            && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
    };
    // `De CRP was 143 mg/L`
    let says = |k: usize| matches!(scan.word(k), "was" | "is" | "van" | ":" | "=");
    let next = (i + 1..end).find(|k| !says(*k)).unwrap_or(end);
    (i + 1..end).any(|k| scan.gap(k) > Gap::Blank && value(k))
        || next < end && value(next) && measures(scan, next)
}

/// `9 ug/L`, `6,1`: a number right behind an examination that has a unit or decimals. `HPV 16` is a type.
fn measures(scan: &Scan<'_>, at: usize) -> bool {
    let decimal = |k: usize| {
        let w = scan.word(k);
        w.contains('.') || scan.is(k + 1, ',') && scan.gap(k + 1) == Gap::None && scan.gap(k + 2) == Gap::None
    };
    let behind = (at + 1..at + 4).find(|k| scan.token(*k).is_some_and(|t| t.is_word()) || scan.is(*k, '%'));
    let unit = behind.filter(|k| scan.gap(*k) <= Gap::Blank).is_some_and(|k| {
        let joined = if scan.is(k + 1, '/') { scan.span(k, k + 3) } else { scan.word(k) };
        columns::is_result(&format!("1 {}", fold(joined)))
    });
    decimal(at) || unit
}
