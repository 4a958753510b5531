//! Surname levels, over every form of either side's names.

use crate::{distance::within, index::Words, normal::sound};

/// Level and, where it is 1 or 2, the person's form that agreed, the rarest of them by `share`.
pub(super) fn level<'a>(
    record: Words<'_>,
    person: Words<'a>,
    share: impl Fn(&str) -> f32,
) -> (usize, Option<&'a str>) {
    if record.is_empty() || person.is_empty() {
        return (0, None);
    }
    let equal = person.iter().filter(|p| record.has(p));
    if let Some(f) = equal.min_by(|a, b| share(a).total_cmp(&share(b))) {
        return (1, Some(f));
    }
    let mut best = (4, None);
    for p in person.iter() {
        for r in record.iter() {
            let shorter = r.len().min(p.len());
            let max = if shorter >= 9 { 2 } else { usize::from(shorter >= 4) };
            // Exchanges cut surnames (MEDLAB at 30, some tables at 20 or 24): a long beginning is the name.
            let cut = r.len() >= 10 && p.starts_with(r);
            if cut || (max > 0 && within(r.as_bytes(), p.as_bytes(), max).is_some()) {
                return (2, Some(p));
            }
            let part = shorter >= 5 && (p.contains(r) || r.contains(p));
            if part || (shorter >= 4 && sound(p) == sound(r)) {
                best = (3, None);
            }
        }
    }
    best
}
