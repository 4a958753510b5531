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
    let n = scan.tokens.len();
    for i in 0..n {
        if scan.owners.get(i).is_none_or(|o| *o != Owner::Subject) || !scan.free(i) {
            continue;
        }
        // A label says nothing where no value follows, and its value has been read.
        if scan.field_at(fields, i).is_some_and(|f| f.label.is_some() && i < f.from)
            || fields.iter().any(|f| f.start <= i && i < f.from && f.label.is_some())
        {
            continue;
        }
        let department =
            |k: usize| k.checked_sub(1).is_some_and(|k| matches!(scan.cue(k), Cue::Organisation));
        let near = |cue: Cue| (i.saturating_sub(NEAR)..(i + NEAR + 1).min(n)).any(|k| scan.cue(k) == cue);
        if is_examination(scan, i) && !department(i) {
            scan.found(i, false, Find::Category(Category::TestKind));
            if is_measured(scan, i) {
                scan.found(i, false, Find::Category(Category::TestResult));
            }
            continue;
        }
        match scan.cue(i) {
            Cue::Outcome if grades(scan, i) => {
                scan.found(i, false, Find::Category(Category::TestKind));
                scan.found(i, false, Find::Category(Category::TestResult));
            }
            Cue::Outcome if near(Cue::Test) || near(Cue::Result) => {
                scan.found(i, false, Find::Category(Category::TestResult));
            }
            Cue::Medical => scan.found(i, false, Find::Category(Category::MedicalText)),
            Cue::None
                if scan.token(i).is_some_and(|t| t.is_word()) && health::is_word(&fold(scan.word(i))) =>
            {
                scan.found(i, false, Find::Category(Category::MedicalText));
            }
            _ => {}
        }
    }
}

/// A word for an examination; those that are words of another kind too are left to their cues.
fn is_examination(scan: &Scan<'_>, i: usize) -> bool {
    let word = scan.word(i);
    scan.cue(i) == Cue::Test
        || (scan.cue(i) == Cue::None
            && word.len() >= 3
            && columns::is_test(&fold(word))
            && !is_common(&fold(word)))
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
