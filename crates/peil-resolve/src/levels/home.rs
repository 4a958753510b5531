//! Address levels. Letters and suffixes do not count: exchanges drop them.

use crate::distance::within;
use crate::index::Home;

/// The best level over all pairs of addresses.
pub(super) fn level(record: &[Home], person: &[Home]) -> usize {
    let mut best = 0;
    for r in record {
        for p in person {
            let l = one(r, p);
            if l != 0 && (best == 0 || rank(l) < rank(best)) {
                best = l;
            }
        }
    }
    best
}

/// Place among the levels, best first: a postcode without a number lies behind a street with one.
fn rank(level: usize) -> usize {
    if level == 6 { 25 } else { 10 * level }
}

fn one(r: &Home, p: &Home) -> usize {
    let comparable = (r.digits > 0 && p.digits > 0)
        || (!r.city.is_empty() && !p.city.is_empty())
        || (!r.street.is_empty() && !p.street.is_empty());
    if !comparable {
        return 0;
    }
    let number = r.house > 0 && r.house == p.house;
    let postcode = r.postcode > 0 && r.postcode == p.postcode;
    // Streets are cut at 24 or 30 characters, and abbreviated.
    let street = || {
        !r.street.is_empty()
            && !p.street.is_empty()
            && (r.street == p.street
                || (r.street.len() >= 8 && p.street.starts_with(&r.street))
                || within(r.street.as_bytes(), p.street.as_bytes(), 1).is_some())
    };
    let town = || (r.digits > 0 && r.digits == p.digits) || (!r.city.is_empty() && r.city == p.city);
    match () {
        () if postcode && number => 1,
        () if number && street() => 2,
        () if postcode && (r.house == 0 || p.house == 0) => 6,
        () if postcode => 3,
        () if town() => 4,
        () => 5,
    }
}
