//! Levels of given names and initials.

use crate::distance::within;
use crate::index::Entry;

/// Level and, where it is 1, the given name that agreed. See `Field::First` for the names of the levels.
pub(super) fn level<'a>(record: &'a Entry, person: &'a Entry) -> (usize, Option<&'a str>) {
    let mut given = None;
    for r in record.given().iter() {
        for p in person.given().iter() {
            match names(r, p) {
                (1, name) => return (1, name),
                (level, _) => given = Some(given.map_or(level, |g: usize| g.min(level))),
            }
        }
    }
    if given == Some(2) {
        return (2, None);
    }
    let initials = record
        .initials()
        .iter()
        .flat_map(|r| person.initials().iter().map(|p| initials(r, p)))
        .min()
        .unwrap_or(0);
    match (given, initials) {
        // Two full given names that differ are not saved by their first letter; a call name often shares it, though.
        (Some(_), 3..=5) => (8, None),
        (Some(6), _) => (6, None),
        (Some(_), _) => (7, None),
        (None, level) => (level, None),
    }
}

/// Two sets of given names: the call name or first name of either must be among the other's.
fn names<'a>(r: &'a str, p: &'a str) -> (usize, Option<&'a str>) {
    let first = |s: &'a str| s.split(' ').next().unwrap_or("");
    let has = |s: &'a str, name: &str| s.split(' ').any(|w| w == name);
    let (a, b) = (first(r), first(p));
    if has(p, a) {
        return (1, Some(a));
    }
    if has(r, b) {
        return (1, Some(b));
    }
    if p.split(' ').any(|w| close(a, w)) || r.split(' ').any(|w| close(w, b)) {
        return (2, None);
    }
    // Sisters share second names.
    if r.split(' ').any(|w| has(p, w)) { (6, None) } else { (7, None) }
}

fn close(a: &str, b: &str) -> bool {
    let n = a.len().min(b.len());
    (n >= 3 && (a.starts_with(b) || b.starts_with(a)))
        || (n >= 4 && within(a.as_bytes(), b.as_bytes(), 1).is_some())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Lists;

    fn entry(text: &str) -> Entry {
        let (initials, given) = text.split_once('/').unwrap_or((text, ""));
        let list = |s: &str| if s.is_empty() { Vec::new() } else { vec![s.to_owned()] };
        let lists = Lists::of([&[], &[], &list(given), &list(initials)]);
        Entry { lists, ..Entry::default() }
    }

    #[test]
    fn levels() {
        for (record, person, expected) in [
            ("am/anna maria", "am/anna maria", 1),
            ("/anna", "mjh/maria anna helena", 1),
            ("am/anna maria", "am/antje margaretha", 8),
            ("am/anna maria", "jm/johanna maria", 6),
            ("g/geertje", "g/geertruida", 8),
            ("w/wil", "w/wilhelmina", 2),
            ("a/anneke", "a/annekee", 2),
            ("am", "am/anna maria", 3),
            ("a", "am/anna maria", 4),
            ("aj", "am", 5),
            ("ma", "am", 5 + 1),
            ("k", "am", 7),
            ("/karin", "am/anna maria", 7),
            ("", "am", 0),
        ] {
            assert_eq!(level(&entry(record), &entry(person)).0, expected, "{record} {person}");
        }
    }
}
