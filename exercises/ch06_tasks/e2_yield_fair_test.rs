//! Checks of `e2_yield_fair`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch06_tasks/e2_yield_fair.rs"
)]
mod e2_yield_fair;

use std::{
    any::Any,
    cell::RefCell,
    collections::BTreeSet,
    future::poll_fn,
    panic::{self, AssertUnwindSafe},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
    thread,
};

use e2_yield_fair::Executor;
use kit::{DropLog, Slip};

/// What it means if `run` turns for ever, or waits for those who sleep.
const HANGS: &str = "busy-loop";
/// What it means if a task can't wake or spawn while it is polled.
const LOCKED: &str = "poll-under-lock";

fn run(executor: &Executor) {
    kit::suspect(HANGS);
    let run = panic::catch_unwind(AssertUnwindSafe(|| executor.run()));
    kit::clear();
    if let Err(cause) = run {
        if told(&*cause).contains("already") {
            kit::suspect(LOCKED);
        }
        panic::resume_unwind(cause);
    }
}

fn told(cause: &(dyn Any + Send)) -> &str {
    let text = cause.downcast_ref::<&str>().copied();
    text.or(cause.downcast_ref().map(String::as_str)).unwrap_or("")
}

/// What a task does to its executor during its poll; a lock that is held
/// there holds it up for ever.
fn inside<T>(act: impl FnOnce() -> T) -> T {
    kit::suspect(LOCKED);
    let value = act();
    kit::suspect(HANGS);
    value
}

/// Who was polled, in order: a name and the number of its poll.
#[derive(Clone, Default)]
struct Polls(Rc<RefCell<Vec<String>>>);

impl Polls {
    /// A task of so many polls that wakes itself during each but the last.
    fn counter(&self, name: &'static str, polls: usize) -> Counter {
        let log = self.clone();
        let waker = Rc::default();
        Counter { name, polls, wakes: 1, done: 0, log, waker }
    }

    /// The same, but it sleeps until somebody calls its waker.
    fn sleeper(&self, name: &'static str, polls: usize) -> Counter {
        Counter { wakes: 0, ..self.counter(name, polls) }
    }

    /// Who was polled since the last time.
    fn expect(&self, call: &str, expected: &str, id: impl Fn(Slip) -> Id) {
        let expected: Vec<String> =
            expected.split_whitespace().map(str::to_owned).collect();
        let got = self.0.take();
        kit::expect_values(call, &got, &expected, |slip| Some(id(slip)));
    }
}

type Id = &'static str;

#[derive(Clone)]
struct Counter {
    name: &'static str,
    polls: usize,
    /// How often it wakes itself during a poll.
    wakes: usize,
    done: usize,
    log: Polls,
    waker: Rc<RefCell<Option<Waker>>>,
}

impl Counter {
    /// How its latest waker can be had when the executor has it.
    fn waker(&self) -> impl Fn() -> Waker + use<> {
        let waker = self.waker.clone();
        move || waker.borrow().clone().expect("it was polled before")
    }
}

impl Future for Counter {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.done += 1;
        let (name, done) = (self.name, self.done);
        self.log.0.borrow_mut().push(format!("{name}{done}"));
        self.waker.replace(Some(cx.waker().clone()));
        if done >= self.polls {
            return Poll::Ready(());
        }
        (0..self.wakes).for_each(|_| inside(|| cx.waker().wake_by_ref()));
        Poll::Pending
    }
}

/// What a round means that is not the expected one: `twice` if somebody had
/// two turns before the next one had one.
fn out_of_turn(twice: Id) -> impl Fn(Slip) -> Id {
    move |slip| match slip {
        Slip::Short | Slip::Missing => "lost-wakeup",
        _ => twice,
    }
}

#[test]
fn spawn_polls_nobody() {
    let (executor, polls) = (Executor::default(), Polls::default());
    executor.spawn(polls.counter("a", 1));
    polls.expect("polls before run()", "", |_| "eager-start");
}

/// What polls of four tasks mean that are not in order.
fn misordered(polls: &[String]) -> Id {
    let names = |polls: &[String]| -> BTreeSet<char> {
        polls.iter().filter_map(|poll| poll.chars().next()).collect()
    };
    if polls.chunks(4).all(|round| names(round).len() == 4) {
        "lost-order"
    } else if names(&polls[..2.min(polls.len())]).len() == 1 {
        "starvation"
    } else {
        "double-wake"
    }
}

#[test]
fn four_counters_take_turns() {
    let (executor, polls) = (Executor::default(), Polls::default());
    let names = ["a", "b", "c", "d"];
    for name in names {
        executor.spawn(polls.counter(name, 100));
    }
    run(&executor);
    let round = |n| names.map(|name| format!("{name}{n}")).join(" ");
    let rounds: Vec<_> = (1..=100).map(round).collect();
    let id = misordered(&polls.0.borrow());
    let call = "polls of four tasks that give way";
    polls.expect(call, &rounds.join(" "), out_of_turn(id));
}

#[test]
fn whoever_wakes_twice_has_one_turn() {
    let (executor, polls) = (Executor::default(), Polls::default());
    executor.spawn(Counter { wakes: 2, ..polls.counter("a", 4) });
    executor.spawn(polls.counter("b", 4));
    run(&executor);
    let call = "polls, where a wakes itself twice in each";
    polls.expect(call, "a1 b1 a2 b2 a3 b3 a4 b4", out_of_turn("double-wake"));
}

#[test]
fn whoever_sleeps_is_left_alone_until_it_is_woken() {
    let (executor, polls) = (Executor::default(), Polls::default());
    let sleeper = polls.sleeper("a", 3);
    let waker = sleeper.waker();
    executor.spawn(sleeper);
    executor.spawn(polls.counter("b", 3));
    run(&executor);
    let call = "polls, where a sleeps and nobody wakes it";
    polls.expect(call, "a1 b1 b2 b3", out_of_turn("busy-loop"));
    run(&executor);
    polls.expect("polls of a second run()", "", |_| "busy-loop");
    waker().wake();
    run(&executor);
    let woken = waker();
    thread::spawn(move || woken.wake()).join().expect("a wake is no panic");
    run(&executor);
    let call = "polls of two more, each after a wake of a";
    polls.expect(call, "a2 a3", out_of_turn("busy-loop"));
}

#[test]
fn the_first_to_be_woken_is_the_first_to_run() {
    let (executor, polls) = (Executor::default(), Polls::default());
    let [a, b, c] = ["a", "b", "c"].map(|name| {
        let sleeper = polls.sleeper(name, 2);
        let waker = sleeper.waker();
        executor.spawn(sleeper);
        waker
    });
    executor.spawn(async move {
        for waker in [&c, &a, &c, &b] {
            inside(|| waker().wake());
        }
    });
    run(&executor);
    let call = "polls, where a, b and c sleep until d wakes c, a, c and b";
    polls.expect(call, "a1 b1 c1 c2 a2 b2", out_of_turn("lost-order"));
}

#[test]
fn a_task_may_wake_another_one() {
    let (executor, polls) = (Executor::default(), Polls::default());
    let sleeper = polls.sleeper("a", 2);
    let waker = sleeper.waker();
    executor.spawn(sleeper);
    let b = polls.counter("b", 2);
    executor.spawn(async move {
        inside(|| waker().wake());
        b.await;
    });
    run(&executor);
    let call = "polls, where b wakes a and then itself";
    polls.expect(call, "a1 b1 a2 b2", out_of_turn("lost-order"));
}

#[test]
fn whoever_is_spawned_in_a_poll_stands_at_the_end() {
    let (executor, polls) = (Executor::default(), Polls::default());
    let [a, b, c] = [("a", 3), ("b", 1), ("c", 2)]
        .map(|(name, n_polls)| polls.counter(name, n_polls));
    let within = executor.clone();
    // It has ended by then, so that fewer tasks are there than were spawned.
    executor.spawn(polls.counter("z", 1));
    executor.spawn(async move {
        inside(|| within.spawn(c));
        a.await;
    });
    executor.spawn(b);
    run(&executor);
    let is_one_gone = polls.0.borrow().len() < 7;
    let id = if is_one_gone { "overwritten-state" } else { "starvation" };
    let call = "polls, where z has ended and a spawns c, then gives way";
    polls.expect(call, "z1 a1 b1 c1 a2 c2 a3", |_| id);
}

#[test]
fn whoever_has_ended_is_not_polled_again() {
    let (executor, polls) = (Executor::default(), Polls::default());
    let a = polls.counter("a", 2);
    let waker = a.waker();
    executor.spawn(Counter { wakes: 3, ..a });
    run(&executor);
    waker().wake();
    kit::suspect("polled-after-ready");
    executor.run();
    let call = "polls, where a was woken once more after its end";
    polls.expect(call, "a1 a2", |_| "polled-after-ready");
}

#[test]
fn whoever_has_ended_is_dropped_at_once() {
    let (executor, log) = (Executor::default(), DropLog::new());
    executor.spawn(log.future("a", async {}));
    executor.spawn(log.future("b", async {}));
    run(&executor);
    let order = ["end a", "drop a", "end b", "drop b"].map(String::from);
    kit::expect_values("who went when", &log.lines(), &order, |slip| {
        let is_short = matches!(slip, Slip::Short);
        Some(if is_short { "lost-wakeup" } else { "leaked-task" })
    });
}

/// Spawns a task when it is dropped.
struct Spawns(Executor, Counter);

impl Drop for Spawns {
    fn drop(&mut self) {
        self.0.spawn(self.1.clone());
    }
}

#[test]
fn a_destructor_may_spawn() {
    let (executor, polls) = (Executor::default(), Polls::default());
    let spawns = Spawns(executor.clone(), polls.counter("b", 1));
    // It goes with its task, not at the end of the task's last poll.
    executor.spawn(poll_fn(move |_| {
        let _held = &spawns;
        Poll::Ready(())
    }));
    kit::suspect("re-entrant-drop");
    executor.run();
    polls.expect("polls of what it spawned", "b1", |_| "lost-wakeup");
}
