//! Stalls: all wait, and the loop says so.

use std::{cell::RefCell, future::pending, rc::Rc};

use super::{Notes, STEP, TellsStalls, complete, wakes::Sleeper};
use crate::{Probe, clear, expect, suspect};

/// Nothing is ready, nothing is due: `run_until_complete` gives up.
pub fn a_stall_is_told<L: TellsStalls>() {
    let event_loop = L::new();
    suspect("busy-loop");
    let told = event_loop.run_until_complete(pending::<()>());
    expect("run_until_complete", told, None, "nobody can wake its future");
    clear();
}

/// Two tasks that await each other are a stall as well.
pub fn who_waits_in_a_circle_has_stalled<L: TellsStalls>() {
    let event_loop = L::new();
    let inner = event_loop.clone();
    suspect("busy-loop");
    let told = event_loop.run_until_complete(async move {
        let place = Rc::new(RefCell::new(None));
        let taken = place.clone();
        let first = inner.spawn(async move {
            Probe::pausing(1, ()).await;
            let second: Option<L::Task<()>> = taken.take();
            drop(second.expect("it is there by now").await);
        });
        let second = inner.spawn(async move { drop(first.await) });
        place.replace(Some(second));
        pending::<()>().await;
    });
    expect("run_until_complete", told, None, "each task waits for the other");
    clear();
}

/// After a stall the loop can be used again.
pub fn a_loop_goes_on_after_a_stall<L: TellsStalls>() {
    let event_loop = L::new();
    suspect("busy-loop");
    let told = event_loop.run_until_complete(pending::<()>());
    expect("run_until_complete", told, None, "nobody can wake its future");
    let value = complete(&event_loop, "sticky-stop", Probe::pausing(2, 7));
    expect("a run after a stall", value, 7, "what its future gave");
}

/// Who waited when the loop stalled goes on when it is woken and the loop is
/// run again.
pub fn who_is_left_by_a_stall_goes_on<L: TellsStalls>() {
    let (event_loop, notes) = (L::new(), Notes::new());
    let (inner, noted) = (event_loop.clone(), notes.clone());
    let sleeper = Sleeper::default();
    let sleeps = sleeper.clone();
    suspect("busy-loop");
    let told = event_loop.run_until_complete(async move {
        let task = inner.spawn(async move {
            sleeps.sleep().await;
            noted.add("it ended");
        });
        drop(task.await);
    });
    expect("run_until_complete", told, None, "nobody can wake its future");
    // Nobody runs now; a wake counts all the same.
    suspect("lost-wakeup");
    sleeper.waker().wake();
    let inner = event_loop.clone();
    complete(&event_loop, "lost-callback", async move {
        inner.sleep(STEP).await;
    });
    notes.expect("a task that a stall left", &["it ended"], |_, _| {
        Some("lost-callback")
    });
}
