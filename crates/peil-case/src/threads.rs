//! Work in threads whose results come in the order of what they were made of.

use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::thread::{available_parallelism, scope};

use crate::scope::ScopeError;

/// Items that may be under way beside one a thread.
const AHEAD: usize = 2;

/// Gives what `make` makes of each item to `take`, in order. `make` runs in a thread a core, the others in this one: the store
/// can be read and written on both sides.
pub(crate) fn in_order<T: Send, R: Send>(
    mut items: impl Iterator<Item = Result<T, ScopeError>>,
    make: impl Fn(T) -> Result<R, ScopeError> + Sync,
    mut take: impl FnMut(R) -> Result<(), ScopeError>,
) -> Result<(), ScopeError> {
    let threads = available_parallelism().map_or(2, usize::from);
    let (give, waiting) = channel::<(u64, T)>();
    let (done, results) = channel();
    let (waiting, make) = (&Mutex::new(waiting), &make);
    scope(move |scope| {
        for _ in 0..threads {
            let done = done.clone();
            scope.spawn(move || {
                while let Ok(Ok((n, item))) = waiting.lock().map(|w| w.recv()) {
                    // What a breakdown says may quote content: only the panic hook speaks.
                    let made = catch_unwind(AssertUnwindSafe(|| make(item)));
                    if done.send((n, made.unwrap_or(Err(ScopeError::Thread)))).is_err() {
                        return;
                    }
                }
            });
        }
        let (mut given, mut taken, mut early) = (0, 0, BTreeMap::new());
        loop {
            while given - taken < (threads + AHEAD) as u64 {
                let Some(item) = items.next() else { break };
                give.send((given, item?)).map_err(|_| ScopeError::Thread)?;
                given += 1;
            }
            if given == taken {
                return Ok(());
            }
            let (n, made) = results.recv().map_err(|_| ScopeError::Thread)?;
            early.insert(n, made);
            while let Some(made) = early.remove(&taken) {
                taken += 1;
                take(made?)?;
            }
        }
    })
}

/// Drops in the background what takes long to take apart: nobody waits for it.
pub(crate) fn free<T: Send + 'static>(old: T) {
    // Where no thread can be had it is dropped here.
    let _ = std::thread::Builder::new().spawn(move || drop(old));
}

/// The numbers below `n` in ranges of so many.
pub(crate) fn ranges(n: usize, many: usize) -> impl Iterator<Item = Range<usize>> {
    (0..n).step_by(many.max(1)).map(move |from| from..(from + many).min(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_their_items() {
        let slow = |n: u64| {
            std::thread::sleep(std::time::Duration::from_micros(n * 7 % 300));
            Ok(n * 2)
        };
        let mut got = Vec::new();
        let keep = |n| {
            got.push(n);
            Ok(())
        };
        in_order((0..100).map(Ok), slow, keep).expect("made");
        assert_eq!(got, (0..100).map(|n| n * 2).collect::<Vec<_>>());
        assert_eq!(ranges(5, 2).collect::<Vec<_>>(), [0..2, 2..4, 4..5]);
    }

    #[test]
    fn a_failure_ends_it() {
        let items = |bad: u64| (0..50).map(move |n| if n == bad { Err(ScopeError::Damaged) } else { Ok(n) });
        let breaks = |n: u64| if n == 9 { panic!("Jansen") } else { Ok(n) };
        assert!(matches!(in_order(items(7), breaks, |_| Ok(())), Err(ScopeError::Damaged)));
        let said = in_order(items(99), breaks, |_| Ok(())).expect_err("it broke down").to_string();
        assert!(said.contains("please report it") && !said.contains("Jansen"), "{said}");
        let full = |n: u64| if n == 5 { Err(ScopeError::Thread) } else { Ok(()) };
        assert!(matches!(in_order(items(99), Ok, full), Err(ScopeError::Thread)));
    }
}
