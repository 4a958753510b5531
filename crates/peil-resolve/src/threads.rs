//! Work on all cores with the same result as on one.

use std::ops::Range;
use std::thread::{available_parallelism, scope};

/// Items below which a thread costs more than it does.
const SHARE: usize = 1000;

/// Does a piece of work for all numbers below `n`, a range of them in each thread; gives the results in order of the ranges.
pub(crate) fn in_ranges<R: Send>(n: usize, work: impl Fn(Range<usize>) -> R + Sync) -> Vec<R> {
    let threads = available_parallelism().map_or(2, usize::from).min(n.div_ceil(SHARE)).max(1);
    let share = n.div_ceil(threads);
    let range = |t: usize| (t * share).min(n)..((t + 1) * share).min(n);
    if threads == 1 {
        return vec![work(0..n)];
    }
    let work = &work;
    scope(|s| {
        let running: Vec<_> = (0..threads).map(|t| s.spawn(move || work(range(t)))).collect();
        let done = running.into_iter().map(|thread| thread.join());
        done.map(|r| r.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}
