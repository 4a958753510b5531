//! Levels of given names and initials.

use crate::distance::within;
use crate::index::Entry;

/// Level and, where it is 1, the given name that agreed.
pub(super) fn level<'a>(record: &Entry, person: &'a Entry) -> (usize, Option<&'a str>) {
    if let Some(g) = person.given.iter().find(|g| record.given.contains(g)) {
        return (1, Some(g));
    }
    let close = |a: &String, b: &String| {
        let n = a.len().min(b.len());
        n >= 4
            && (within(a.as_bytes(), b.as_bytes(), 1).is_some()
                || a.starts_with(b.as_str())
                || b.starts_with(a.as_str()))
    };
    if record.given.iter().any(|r| person.given.iter().any(|p| close(r, p))) {
        return (2, None);
    }
    let both_given = !record.given.is_empty() && !person.given.is_empty();
    let mut best = 0;
    for r in &record.initials {
        for p in &person.initials {
            let l = initials(r, p);
            if best == 0 || l < best {
                best = l;
            }
        }
    }
    // Two full given names that differ are not saved by a shared first letter.
    if both_given && (3..=4).contains(&best) && record.initials.iter().all(|i| i.len() <= 1) {
        best = 7;
    } else if both_given && best == 4 {
        best = 5;
    }
    (best, None)
}

fn initials(a: &str, b: &str) -> usize {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match () {
        () if short.len() > 1 && a == b => 3,
        () if long.starts_with(short) => 4,
        () if a.bytes().next() == b.bytes().next() => 5,
        () if short.bytes().any(|c| long.as_bytes().contains(&c)) => 6,
        () => 7,
    }
}
