//! What one value costs: from a suspended struct, and from a thread.
//!
//! ```text
//! cargo run --release --example generator_step
//! ```
//!
//! And for CPython's `next`:
//!
//! ```text
//! python3 -m timeit -s 'import itertools' \
//!     -s 'g = (n for n in itertools.count())' 'next(g)'
//! ```

use std::{
    hint::black_box,
    iter,
    sync::mpsc::sync_channel,
    thread,
    time::{Duration, Instant},
};

const ROUNDS: usize = 7;

fn numbers() -> impl Iterator<Item = u64> {
    let mut n = 0;
    iter::from_fn(move || {
        n += 1;
        Some(n)
    })
}

/// The same numbers from a thread that waits until each is taken.
fn from_thread() -> impl Iterator<Item = u64> {
    let (give, take) = sync_channel(0);
    // Nobody joins it: it ends when its receiver is dropped.
    thread::spawn(move || numbers().try_for_each(|n| give.send(n)));
    take.into_iter()
}

/// The median of some rounds, for each value.
fn cost(source: impl Iterator<Item = u64>, values: usize) -> Duration {
    let mut source = source;
    let mut rounds: Vec<_> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for value in source.by_ref().take(values) {
                black_box(value);
            }
            start.elapsed()
        })
        .collect();
    rounds.sort();
    rounds[ROUNDS / 2] / u32::try_from(values / 1000).expect("a few millions")
}

fn main() {
    let per_value = |thousand: Duration| thousand.as_secs_f64() * 1e6;
    let by_struct = per_value(cost(numbers(), 10_000_000));
    let by_thread = per_value(cost(from_thread(), 20_000));
    println!("from a struct: {by_struct:.2} ns a value");
    println!("from a thread: {by_thread:.0} ns a value");
}
