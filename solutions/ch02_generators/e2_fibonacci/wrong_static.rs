//! misconception: shared-state
//! Keeps its place outside itself: there is one place for all callers.

use std::cell::Cell;

thread_local! {
    static PAIR: Cell<(Option<u64>, Option<u64>)> =
        const { Cell::new((Some(0), Some(1))) };
}

pub fn fibonacci() -> impl Iterator<Item = u64> {
    std::iter::from_fn(|| {
        let (a, b) = PAIR.get();
        PAIR.set((b, a.zip(b).and_then(|(a, b)| a.checked_add(b))));
        a
    })
}
