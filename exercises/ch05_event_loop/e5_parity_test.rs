//! Checks of `e5_parity`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch05_event_loop/e5_parity.rs"
)]
mod e5_parity;

use std::{cell::RefCell, time::Duration};

use e5_parity::EventLoop;
use kit::{Answer, CallSoon, Probe, Slip, create_task};

const STEP: Duration = Duration::from_millis(50);

/// What CPython printed: book/python/ch05_event_loop/parity.txt.
const RECORDED: &str = "\
-- chaining
hello
world is there
hello again
who is it? world
-- counters
a 0
b 0
c 0
a 1
b 1
c 1
a 2
b 2
c 2
all have counted
-- factorials
a: 1 times 2
b: 1 times 2
c: 1 times 2
d: 1 times 2
a: 2 times 3
b: 2 times 3
c: 2! is 2
d: 2 times 3
a: 6 times 4
b: 6 times 4
d: 6 times 4
a: 4! is 24
b: 4! is 24
d: 4! is 24
24 24 2 24
-- callbacks
soon 1
soon 2
later 0
soon 3, from soon 2
later 1
later 2
main 42
main again 42
x 42
y 42
";

thread_local! {
    /// What was printed on this thread.
    static TRACE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn print(line: impl ToString) {
    TRACE.with_borrow_mut(|trace| trace.push(line.to_string()));
}

fn prints(line: &'static str) -> impl FnOnce() + 'static {
    move || print(line)
}

impl CallSoon for EventLoop {
    fn call_soon(&self, callback: Box<dyn FnOnce()>) {
        self.call_soon(callback);
    }
}

/// Lets time pass, on the loop.
async fn pause(event_loop: &EventLoop, steps: u32) {
    let over = Answer::new();
    let ends = over.clone();
    event_loop.call_later(steps * STEP, move || ends.set(()));
    over.get().await;
}

async fn chaining(event_loop: EventLoop) {
    let world = event_loop.clone();
    let task = create_task(event_loop.clone(), async move {
        pause(&world, 3).await;
        print("world is there");
        "world"
    });
    pause(&event_loop, 2).await;
    print("hello");
    pause(&event_loop, 2).await;
    print("hello again");
    print(format!("who is it? {}", task.get().await));
}

async fn counters(event_loop: EventLoop) {
    let count = async |name| {
        for n in 0..3 {
            print(format!("{name} {n}"));
            // asyncio's `sleep(0)`.
            Probe::pausing(1, ()).await;
        }
    };
    let begin = |name| create_task(event_loop.clone(), count(name));
    for task in ["a", "b", "c"].map(begin) {
        task.get().await;
    }
    print("all have counted");
}

async fn factorial(event_loop: EventLoop, name: &str, n: u32) -> u32 {
    let mut product = 1;
    for factor in 2..=n {
        print(format!("{name}: {product} times {factor}"));
        pause(&event_loop, 1).await;
        product *= factor;
    }
    print(format!("{name}: {n}! is {product}"));
    product
}

async fn factorials(event_loop: EventLoop) {
    let tasks = [("a", 4), ("b", 4), ("c", 2), ("d", 4)].map(|(name, n)| {
        create_task(event_loop.clone(), factorial(event_loop.clone(), name, n))
    });
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.get().await.to_string());
    }
    print(results.join(" "));
}

async fn callbacks(event_loop: EventLoop) {
    let answer = Answer::new();
    let nests = event_loop.clone();
    event_loop.call_later(Duration::ZERO, prints("later 0"));
    event_loop.call_soon(prints("soon 1"));
    event_loop.call_soon(move || {
        print("soon 2");
        nests.call_soon(prints("soon 3, from soon 2"));
    });
    event_loop.call_soon(prints("never")).cancel();
    event_loop.call_later(2 * STEP, prints("later 2"));
    event_loop.call_later(STEP, prints("later 1"));
    event_loop.call_later(STEP, prints("nor this")).cancel();
    let sets = answer.clone();
    event_loop.call_later(3 * STEP, move || sets.set(42));
    let tasks = ["x", "y"].map(|name| {
        let answer = answer.clone();
        let waits =
            async move { print(format!("{name} {}", answer.get().await)) };
        create_task(event_loop.clone(), waits)
    });
    print(format!("main {}", answer.get().await));
    print(format!("main again {}", answer.get().await));
    for task in tasks {
        task.get().await;
    }
}

/// Runs one program on the learner's loop, as asyncio's `run` does.
fn run<F: Future<Output = ()> + 'static>(program: impl FnOnce(EventLoop) -> F) {
    let event_loop = EventLoop::new();
    let main = create_task(event_loop.clone(), program(event_loop.clone()));
    let stops = event_loop.clone();
    create_task(event_loop.clone(), async move {
        main.get().await;
        stops.stop();
    });
    event_loop.run_forever();
}

/// What was printed is this.
fn expect_lines(
    call: &str,
    lines: &[&str],
    misconception: impl FnOnce(Slip) -> Option<&'static str>,
) {
    let lines: Vec<_> = lines.iter().map(|l| (*l).to_owned()).collect();
    kit::expect_values(call, &TRACE.take(), &lines, misconception);
}

/// It is what CPython printed, line for line.
fn expect_recorded(
    name: &str,
    misconception: impl FnOnce(Slip) -> Option<&'static str>,
) {
    let heading = format!("-- {name}\n");
    let (_, rest) = RECORDED.split_once(&heading).expect("it was recorded");
    let recorded = rest.split("-- ").next().expect("a piece");
    let recorded: Vec<_> = recorded.lines().collect();
    expect_lines(name, &recorded, misconception);
}

#[test]
fn callbacks_may_call_the_loop() {
    let event_loop = EventLoop::new();
    let (soon, later) = (event_loop.clone(), event_loop.clone());
    event_loop.call_soon(move || _ = soon.call_soon(prints("from a call")));
    let from_a_timer = prints("from a timer");
    event_loop.call_later(STEP, move || _ = later.call_soon(from_a_timer));
    kit::reenter(|| event_loop.run_forever());
    let both = ["from a call", "from a timer"];
    // Here, too, nobody keeps a handle.
    let lost = |slip| (slip == Slip::Short).then_some("lost-callback");
    expect_lines("what callbacks scheduled", &both, lost);
}

/// What lines in another order mean.
fn reordered(id: &'static str) -> impl FnOnce(Slip) -> Option<&'static str> {
    move |slip| (slip == Slip::Reordered).then_some(id)
}

#[test]
fn counters_take_turns() {
    run(counters);
    expect_recorded("counters", reordered("lost-order"));
}

#[test]
fn tasks_sleep_side_by_side() {
    run(chaining);
    expect_recorded("chaining", reordered("early-timer"));
}

#[test]
fn tasks_that_wake_together_keep_their_order() {
    run(factorials);
    expect_recorded("factorials", reordered("unstable-ties"));
}

#[test]
fn callbacks_come_when_asyncio_runs_them() {
    run(callbacks);
    let lines = TRACE.with_borrow(Clone::clone);
    let at = |line| lines.iter().position(|other| other == line);
    expect_recorded("callbacks", |slip| {
        if at("never").or(at("nor this")).is_some() {
            Some("cancel-ignored")
        } else if slip != Slip::Reordered {
            None
        } else if at("later 0") < at("soon 2") {
            Some("jumped-queue")
        } else if at("later 0") > at("soon 3, from soon 2") {
            Some("starvation")
        } else {
            None
        }
    });
}

#[test]
fn a_stop_waits_for_the_end_of_the_turn() {
    let event_loop = EventLoop::new();
    let stops = event_loop.clone();
    event_loop.call_soon(move || stops.stop());
    event_loop.call_soon(prints("behind it"));
    event_loop.run_forever();
    let early = |slip| (slip == Slip::Short).then_some("early-stop");
    expect_lines("what ran in the turn of a stop", &["behind it"], early);
}

#[test]
fn the_time_jumps_when_nothing_is_ready() {
    let event_loop = EventLoop::new();
    let prints_time = || {
        let clock = event_loop.clone();
        move || print(format!("{:?}", clock.time()))
    };
    event_loop.call_later(STEP, prints_time());
    event_loop.call_later(3 * STEP, prints_time());
    let (adds, second) = (event_loop.clone(), prints_time());
    event_loop.call_soon(move || _ = adds.call_soon(second));
    event_loop.run_forever();
    let call = "time() in the second turn, and in timers of 50 and 150 ms";
    let early = |slip| (slip != Slip::Short).then_some("early-timer");
    expect_lines(call, &["0ns", "50ms", "150ms"], early);
}
