//! What a watched iterator and future cost while nobody records.

use std::{
    hint::black_box,
    pin::pin,
    task::{Context, Waker},
    time::Instant,
};

const TIMES: u32 = 10_000_000;

fn main() {
    per_step("iterator", || (0..TIMES).map(black_box).count());
    per_step("iterator, watched", || {
        timeline::generator("n", (0..TIMES).map(black_box)).count()
    });
    per_step("future", || polls(yields()));
    per_step("future, watched", || polls(timeline::task("n", yields())));
}

/// Prints the best of five runs.
fn per_step(what: &str, run: impl Fn() -> usize) {
    let times = (0..5).map(|_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    });
    let best = times.min().expect("there are five");
    let nanoseconds = best.as_secs_f64() * 1e9 / f64::from(TIMES);
    println!("{what:20} {nanoseconds:6.2} ns a step");
}

/// Is pending `TIMES` times.
fn yields() -> impl Future<Output = ()> {
    let mut left = TIMES;
    std::future::poll_fn(move |_| {
        left -= 1;
        match black_box(left) {
            0 => std::task::Poll::Ready(()),
            _ => std::task::Poll::Pending,
        }
    })
}

fn polls(future: impl Future<Output = ()>) -> usize {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    let mut polls = 1;
    while future.as_mut().poll(&mut context).is_pending() {
        polls += 1;
    }
    polls
}
