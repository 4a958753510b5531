//! Edit distance with adjacent transpositions (optimal string alignment), bounded.

/// The distance if it is at most `max` (itself at most 3), else `None`. Bytes, since both sides are folded to ASCII mostly.
pub(crate) fn within(a: &[u8], b: &[u8], max: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > max || a.len() > 63 || b.len() > 63 {
        return None;
    }
    let (mut before, mut last, mut row) = ([0u8; 64], [0u8; 64], [0u8; 64]);
    for (j, cell) in last.iter_mut().enumerate().take(b.len() + 1) {
        *cell = j as u8;
    }
    for i in 1..=a.len() {
        row[0] = i as u8;
        let mut best = row[0];
        for j in 1..=b.len() {
            let cost = u8::from(a[i - 1] != b[j - 1]);
            let mut d = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                d = d.min(before[j - 2] + 1);
            }
            row[j] = d;
            best = best.min(d);
        }
        if usize::from(best) > max {
            return None;
        }
        before = last;
        last = row;
    }
    let d = usize::from(last[b.len()]);
    (d <= max).then_some(d)
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn edits_and_transpositions() {
        for (a, b, d) in [
            ("jansen", "jansen", Some(0)),
            ("jansen", "janssen", Some(1)),
            ("jansen", "jasnen", Some(1)),
            ("bakker", "visser", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(within(a.as_bytes(), b.as_bytes(), 2), d, "{a} {b}");
        }
    }
}
