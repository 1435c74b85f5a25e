//! What a complete exploration costs: 3 tasks of 4 steps, beside a bare loop
//! over as many polls in the same run; and once with state that they share.
//!
//! Under `--profile test` nothing is optimized, under `--profile dev` all is;
//! what the judge builds lies between, for it optimizes the kit alone.

use std::{
    cell::Cell,
    hint::black_box,
    pin::Pin,
    rc::Rc,
    task::{Context, Waker},
    time::{Duration, Instant},
};

use kit::{Explored, Interleave};

const NAMES: [&str; 3] = ["a", "b", "c"];
const POLLS: usize = 4;
const ROUNDS: usize = 9;

fn main() {
    let explore = || {
        let explored = tasks().explore().expect("they do nothing");
        assert!(explored.is_complete && explored.schedules == 34_650);
        explored
    };
    let Explored { schedules, steps, .. } = explore();
    let (mut explored, mut bare) = (Vec::new(), Vec::new());
    let mut shared = Vec::new();
    for _ in 0..ROUNDS {
        explored.push(time(|| {
            black_box(explore());
        }));
        shared.push(time(|| {
            black_box(sharing().explore()).expect("nothing is lost");
        }));
        bare.push(time(|| poll_bare(steps)));
    }
    let (explored, bare) = (Spread::of(explored), Spread::of(bare));
    println!("{schedules} schedules, {steps} steps, {ROUNDS} rounds");
    println!("interleave  {explored}");
    println!("with state  {}", Spread::of(shared));
    println!("bare polls  {bare}");
    let nanos = explored.least.as_secs_f64() * 1e9;
    println!("a schedule  {:.0} ns", nanos / schedules as f64);
    let ratio = explored.least.as_secs_f64() / bare.least.as_secs_f64();
    println!("ratio       {ratio:.1}");
}

fn tasks() -> Interleave<'static> {
    Interleave::new(|tasks| {
        for name in NAMES {
            tasks.add(name, four_polls());
        }
    })
}

/// As many polls, each of which adds to one sum.
fn sharing() -> Interleave<'static> {
    Interleave::new(|tasks| {
        let sum = Rc::new(Cell::new(0));
        for name in NAMES {
            let sum = sum.clone();
            tasks.add(name, async move {
                for _ in 1..POLLS {
                    sum.set(sum.get() + 1);
                    kit::step().await;
                }
            });
        }
        tasks.check(move || assert_eq!(sum.get(), 9));
    })
}

async fn four_polls() {
    for _ in 1..POLLS {
        kit::step().await;
    }
}

/// Polls the same tasks one after the other, with no choice between them.
fn poll_bare(steps: usize) {
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..steps / POLLS {
        let mut task: Pin<Box<dyn Future<Output = ()>>> =
            Box::pin(black_box(four_polls()));
        for _ in 1..POLLS {
            assert!(task.as_mut().poll(&mut cx).is_pending());
        }
        assert!(task.as_mut().poll(&mut cx).is_ready());
    }
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// The fastest round and the one in the middle.
struct Spread {
    least: Duration,
    median: Duration,
}

impl Spread {
    fn of(mut rounds: Vec<Duration>) -> Self {
        rounds.sort();
        Self { least: rounds[0], median: rounds[rounds.len() / 2] }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let millis = |d: Duration| d.as_secs_f64() * 1e3;
        let (least, median) = (millis(self.least), millis(self.median));
        write!(f, "least {least:.1} ms, median {median:.1} ms")
    }
}
