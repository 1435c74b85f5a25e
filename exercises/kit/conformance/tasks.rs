//! Tasks: who begins when, who is next, and what is left of them.

use std::{
    cell::Cell,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
    task::Poll,
    time::Duration,
};

use super::{
    Callbacks, Loop, Notes, STEP, complete, complete_or_stall, joined, stalled,
};
use crate::{Probe, Slip, clear, expect, suspect};

/// `spawn` polls nothing; tasks begin in the order in which they were made.
pub fn tasks_begin_in_the_order_of_the_calls<L: Loop>() {
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    complete(&event_loop, "lost-wakeup", async move {
        let tasks = ["a", "b", "c"].map(|name| {
            let noted = noted.clone();
            inner.spawn(async move { noted.add(name) })
        });
        noted.add("all are spawned");
        for task in tasks {
            joined(task.await);
        }
    });
    let order = ["all are spawned", "a", "b", "c"];
    notes.expect("spawn", &order, |got, slip| match got {
        ["a", ..] => Some("eager-start"),
        _ => (slip == Slip::Reordered).then_some("lost-order"),
    });
}

/// A task may spawn others and await them, as deep as it likes.
pub fn a_task_may_spawn_and_join<L: Loop>() {
    let event_loop = L::new();
    let outer = event_loop.clone();
    let told = complete_or_stall(&event_loop, "poll-under-lock", async move {
        let inner = outer.clone();
        let task = outer.spawn(async move {
            let deepest = inner.spawn(Probe::pausing(1, 2));
            1 + joined(deepest.await)
        });
        1 + joined(task.await)
    });
    let value = told.unwrap_or_else(|| stalled("lost-wakeup"));
    expect("three tasks, one in the other", value, 4, "each adds its own");
}

/// Whoever wakes itself goes to the end of the line: steps alternate.
pub fn tasks_take_turns<L: Loop>() {
    let notes = steps::<L>(async |_| Probe::pausing(1, ()).await);
    notes.expect("three tasks", &in_turn(), |_, slip| {
        (slip == Slip::Reordered).then_some("starvation")
    });
}

/// The loop's own `yield_now` gives way: nobody takes a second step before
/// all have taken the first.
pub fn a_yield_gives_way<L: Loop>() {
    let notes = steps::<L>(async |event_loop| event_loop.yield_now().await);
    expect_rounds(&notes);
}

/// Whatever order each round has: nobody is a step ahead of the others.
fn expect_rounds(notes: &Notes<(&'static str, i32)>) {
    let rounds = Notes::new();
    notes.0.borrow().iter().for_each(|(_, n)| rounds.add(*n));
    let order: Vec<_> = in_turn().iter().map(|(_, n)| *n).collect();
    rounds.expect("steps of three tasks", &order, |_, slip| {
        (slip == Slip::Reordered).then_some("never-yields")
    });
}

/// Who yields goes to the end of the line, as in asyncio. (tokio lets those
/// who yielded go on in the reverse order.)
pub fn who_yields_keeps_the_order<L: Callbacks>() {
    let notes = steps::<L>(async |event_loop| event_loop.yield_now().await);
    notes.expect("three tasks", &in_turn(), |_, slip| {
        (slip == Slip::Reordered).then_some("lost-order")
    });
}

/// A sleep without a delay gives way as well, as in asyncio: it is over when
/// all have run who were ready, and it takes no time.
pub fn a_sleep_of_zero_gives_way<L: Callbacks>() {
    let notes = steps::<L>(async |event_loop| {
        event_loop.sleep(Duration::ZERO).await;
        let (time, why) = (event_loop.time(), "it is ready soon, not later");
        expect("time() after sleep(0)", time, Duration::ZERO, why);
    });
    expect_rounds(&notes);
}

/// Three tasks of three steps each, which give way after each.
fn steps<L: Loop>(
    give_way: impl AsyncFn(L) + Copy + 'static,
) -> Notes<(&'static str, i32)> {
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    complete(&event_loop, "lost-wakeup", async move {
        let tasks = ["a", "b", "c"].map(|name| {
            let (own, noted) = (inner.clone(), noted.clone());
            inner.spawn(async move {
                for n in 0..3 {
                    noted.add((name, n));
                    give_way(own.clone()).await;
                }
            })
        });
        for task in tasks {
            joined(task.await);
        }
    });
    notes
}

fn in_turn() -> Vec<(&'static str, i32)> {
    [0, 1, 2].map(|n| ["a", "b", "c"].map(|name| (name, n))).concat()
}

/// A result wakes whoever awaits it, and waits for whoever comes late.
pub fn a_result_reaches_an_early_and_a_late_awaiter<L: Loop>() {
    let event_loop = L::new();
    let inner = event_loop.clone();
    let early = complete(&event_loop, "lost-wakeup", async move {
        joined(inner.spawn(Probe::pausing(3, 7)).await)
    });
    expect("an await that came first", early, 7, "what the task gave");
    let inner = event_loop.clone();
    let late = complete(&event_loop, "lost-value", async move {
        let task = inner.spawn(Probe::ready(7));
        Probe::pausing(3, ()).await;
        joined(task.await)
    });
    expect("an await that came late", late, 7, "what the task gave");
}

/// A panic ends its own task, and comes out where that is awaited.
pub fn a_panic_reaches_the_awaiter_and_nobody_else<L: Loop>() {
    let event_loop = L::new();
    let inner = event_loop.clone();
    let program = async move {
        let bad = inner.spawn(async {
            Probe::pausing(1, ()).await;
            panic!("on purpose");
        });
        let good = inner.spawn(Probe::pausing(3, 7));
        let told: Result<(), _> = bad.await;
        let text = told.map_err(|panic| panic.downcast_ref().copied());
        (text, joined(good.await))
    };
    suspect("panic-escapes");
    let run = AssertUnwindSafe(|| event_loop.run_until_complete(program));
    let Ok(Some(told)) = catch_unwind(run) else {
        panic!("a task panicked, and its loop did not go on with the others");
    };
    let expected = (Err(Some("on purpose")), 7);
    expect("a task that panicked, and another", told, expected, "each its own");
    clear();
}

/// Nobody has to keep a task's handle.
pub fn a_task_without_a_handle_goes_on<L: Loop>() {
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    complete(&event_loop, "lost-wakeup", async move {
        drop(inner.spawn(async move {
            Probe::pausing(2, ()).await;
            noted.add("it ended");
        }));
        inner.sleep(STEP).await;
    });
    notes.expect("a task whose handle was dropped", &["it ended"], |_, _| {
        Some("dropped-handle")
    });
}

/// A task that has ended is dropped, though its handle is still there.
pub fn a_task_that_ended_is_dropped<L: Loop>() {
    let (event_loop, held) = (L::new(), Rc::new(()));
    let (inner, in_task, seen) =
        (event_loop.clone(), held.clone(), held.clone());
    let n_left = complete(&event_loop, "lost-wakeup", async move {
        // Not an async block, which drops what it holds when it ends.
        let task = inner
            .spawn(poll_fn(move |_| Poll::Ready(Rc::strong_count(&in_task))));
        inner.sleep(STEP).await;
        let n_left = Rc::strong_count(&seen) - 2;
        drop(task);
        n_left
    });
    suspect("leaked-task");
    expect("tasks that are still there", n_left, 0, "the only one has ended");
    clear();
}

/// The end of the future ends the run; who is left goes on in the next one.
pub fn who_is_left_goes_on_in_the_next_run<L: Loop>() {
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    let seven = complete(&event_loop, "lost-value", async move {
        let own = inner.clone();
        drop(inner.spawn(async move {
            own.sleep(2 * STEP).await;
            noted.add(own.time());
        }));
        inner.sleep(STEP).await;
        7
    });
    expect("run_until_complete", seven, 7, "what the future gave");
    suspect("late-return");
    let (time, why) = (event_loop.time(), "it waits for its future alone");
    expect("time() at its end", time, STEP, why);
    clear();
    let inner = event_loop.clone();
    complete(&event_loop, "sticky-stop", async move {
        inner.sleep(2 * STEP).await;
    });
    notes.expect("a task that was left", &[2 * STEP], |_, _| {
        Some("lost-callback")
    });
}

/// The end of the future ends the run also while others are always ready.
pub fn who_is_ready_holds_up_no_end<L: Loop>() {
    let (event_loop, steps) = (L::new(), Rc::new(Cell::new(0)));
    let (inner, counted) = (event_loop.clone(), steps.clone());
    let (other,) = complete(&event_loop, "lost-wakeup", async move {
        let own = inner.clone();
        let other = inner.spawn(async move {
            for n in 0..N_STEPS {
                counted.set(n);
                own.yield_now().await;
            }
            7
        });
        inner.yield_now().await;
        (other,)
    });
    suspect("late-return");
    assert!(
        steps.get() < N_STEPS / 2,
        "run_until_complete: its future was complete after one turn or two, \
         and it went on for {} more, as long as others were ready",
        steps.get(),
    );
    let seven = complete(&event_loop, "lost-callback", other);
    expect("the other, in the next run", joined(seven), 7, "what it gave");
}

/// Many more than a loop may need to see that it is to end.
const N_STEPS: usize = 100;

/// The future's own panic comes out of the run.
pub fn the_panic_of_the_future_goes_on<L: Loop>() {
    let event_loop = L::new();
    let program = async {
        Probe::pausing(1, ()).await;
        panic!("on purpose");
    };
    let run = AssertUnwindSafe(|| event_loop.run_until_complete(program));
    let told: Result<Option<()>, _> = catch_unwind(run);
    suspect("swallowed-error");
    let Err(panic) = told else {
        panic!("run_until_complete: its future panicked, and it returned");
    };
    let text = panic.downcast_ref().copied();
    let why = "what its future panicked with";
    expect("the panic of run_until_complete", text, Some("on purpose"), why);
    clear();
}
