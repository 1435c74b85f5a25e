//! Callbacks: one queue with the tasks, turn by turn, and timers behind it.

use std::{cell::Cell, rc::Rc, time::Duration};

use super::{Callbacks, Notes, STEP, complete};
use crate::{Slip, reenter};

/// Callbacks and tasks stand in one line, in the order of the calls.
pub fn callbacks_and_tasks_share_one_queue<L: Callbacks>() {
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    complete(&event_loop, "lost-wakeup", async move {
        inner.call_soon(noting(&noted, "callback 1"));
        let noted_too = noted.clone();
        let task = inner.spawn(async move { noted_too.add("task") });
        inner.call_soon(noting(&noted, "callback 2"));
        noted.add("all are in line");
        inner.sleep(STEP).await;
        drop(task);
    });
    let order = ["all are in line", "callback 1", "task", "callback 2"];
    notes.expect("a queue", &order, |got, slip| match slip {
        Slip::Reordered if got[0] != order[0] => Some("eager-start"),
        Slip::Reordered => Some("lost-order"),
        Slip::Short | Slip::Missing => Some("lost-callback"),
        _ => None,
    });
}

fn noting(
    notes: &Notes<&'static str>,
    note: &'static str,
) -> impl FnOnce() + use<> {
    let notes = notes.clone();
    move || notes.add(note)
}

/// What is scheduled during a turn runs in the next one, behind the timers
/// that fell due; and these stand behind those who were ready.
pub fn what_a_turn_schedules_runs_in_the_next<L: Callbacks>() {
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    complete(&event_loop, "starvation", async move {
        inner.call_later(Duration::ZERO, noting(&noted, "due"));
        inner.call_soon(noting(&noted, "ready"));
        let (nests, nested) = (inner.clone(), noted.clone());
        inner.call_soon(move || {
            nested.add("schedules");
            nests.call_soon(noting(&nested, "scheduled"));
        });
        inner.sleep(STEP).await;
    });
    let order = ["ready", "schedules", "due", "scheduled"];
    notes.expect("turns", &order, |got, slip| {
        let at = |note| got.iter().position(|other| *other == note);
        match slip {
            Slip::Short | Slip::Missing => Some("lost-callback"),
            Slip::Reordered if at("due") < at("schedules") => {
                Some("jumped-queue")
            }
            Slip::Reordered if at("due") > at("scheduled") => {
                Some("starvation")
            }
            Slip::Reordered => Some("lost-order"),
            _ => None,
        }
    });
}

/// One that schedules itself again and again keeps no timer waiting.
pub fn who_schedules_itself_starves_no_timer<L: Callbacks>() {
    /// Turns after which a timer that was due at once is overdue.
    const LIMIT: usize = 1_000;
    fn again<L: Callbacks>(event_loop: &L, turns: Rc<Cell<usize>>) {
        if turns.get() < LIMIT {
            turns.set(turns.get() + 1);
            let own = event_loop.clone();
            event_loop.call_soon(move || again(&own, turns));
        }
    }
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    complete(&event_loop, "starvation", async move {
        let turns = Rc::new(Cell::new(0));
        again(&inner, turns.clone());
        inner.call_later(Duration::ZERO, move || {
            noted.add(turns.get() < LIMIT);
        });
        inner.sleep(STEP).await;
    });
    notes.expect("a timer beside it that was in time", &[true], |_, _| {
        Some("starvation")
    });
}

/// By deadline, equal ones by the order of the calls, and never early.
pub fn timers_run_by_deadline<L: Callbacks>() {
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    complete(&event_loop, "early-stop", async move {
        for (n, steps) in [3, 1, 2, 1, 2, 1, 2, 1].into_iter().enumerate() {
            let (clock, noted) = (inner.clone(), noted.clone());
            inner.call_later(steps * STEP, move || {
                noted.add((clock.time(), n));
            });
        }
        inner.sleep(4 * STEP).await;
    });
    let order = [(1, 1), (1, 3), (1, 5), (1, 7), (2, 2), (2, 4), (2, 6)];
    let mut order = order.map(|(steps, n)| (steps * STEP, n)).to_vec();
    order.push((3 * STEP, 0));
    notes.expect("(time(), which)", &order, |got, slip| {
        let is_early = got.iter().zip(&order).any(|(a, b)| a.0 < b.0);
        match slip {
            Slip::Reordered if got.is_sorted_by_key(|(time, _)| *time) => {
                Some("unstable-ties")
            }
            Slip::Reordered => Some("lost-order"),
            Slip::Short | Slip::Missing => Some("lost-callback"),
            _ if is_early => Some("early-timer"),
            _ => None,
        }
    });
}

/// A canceled call never runs, soon or later; one that has run has run.
pub fn a_canceled_call_never_runs<L: Callbacks>() {
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    complete(&event_loop, "cancel-ignored", async move {
        L::cancel(&inner.call_soon(noting(&noted, "canceled, soon")));
        let later = inner.call_later(STEP, noting(&noted, "canceled, later"));
        let due = inner.call_later(STEP, noting(&noted, "canceled when due"));
        inner.call_later(Duration::ZERO, move || L::cancel(&later));
        // In line already, in the very turn in which it is canceled.
        inner.call_soon(move || L::cancel(&due));
        let ran = inner.call_soon(noting(&noted, "kept"));
        inner.sleep(2 * STEP).await;
        L::cancel(&ran);
        L::cancel(&ran);
        inner.sleep(STEP).await;
    });
    notes.expect("calls that ran", &["kept"], |got, _| match got {
        [] => Some("lost-callback"),
        _ => Some("cancel-ignored"),
    });
}

/// To drop a handle is not to cancel.
pub fn a_call_without_a_handle_runs<L: Callbacks>() {
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    complete(&event_loop, "lost-callback", async move {
        drop(inner.call_soon(noting(&noted, "soon")));
        drop(inner.call_later(STEP, noting(&noted, "later")));
        inner.sleep(2 * STEP).await;
    });
    notes.expect("calls whose handles were dropped", &["soon", "later"], {
        |_, _| Some("lost-callback")
    });
}

/// A callback may schedule, spawn and cancel.
pub fn a_callback_may_use_its_loop<L: Callbacks>() {
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    let kept = Rc::new(Cell::new(None));
    let keeps = kept.clone();
    let timer = event_loop.call_later(STEP, move || {
        let (own, noted_too) = (inner.clone(), noted.clone());
        L::cancel(&inner.call_later(STEP, noting(&noted, "canceled")));
        let callback = inner.call_soon(noting(&noted, "callback"));
        let task = inner.spawn(async move {
            own.sleep(STEP).await;
            noted_too.add("task");
        });
        // Who is dropped, another check asks.
        keeps.set(Some((callback, task)));
    });
    let sleeps = event_loop.clone();
    let ran = reenter(|| {
        event_loop
            .run_until_complete(async move { sleeps.sleep(3 * STEP).await })
    });
    assert!(ran.is_some(), "run_until_complete: it gave up on a sleeper");
    drop((timer, kept.take()));
    let what = "what a timer scheduled";
    notes.expect(what, &["callback", "task"], |got, slip| match slip {
        _ if got.contains(&"canceled") => Some("cancel-ignored"),
        Slip::Short | Slip::Missing => Some("lost-callback"),
        _ => None,
    });
}
