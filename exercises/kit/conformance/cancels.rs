//! Tasks that are canceled: dropped by the loop, and whoever waits is told.

use std::rc::Rc;

use super::{Cancels, STEP, complete};
use crate::{Probe, clear, expect, suspect};

/// It is dropped although it sleeps, once, and its awaiter is told.
pub fn a_canceled_task_is_dropped_and_told<L: Cancels>() {
    let (event_loop, held) = (L::new(), Rc::new(()));
    let (inner, in_task, seen) =
        (event_loop.clone(), held.clone(), held.clone());
    let (n_before, is_told, n_after) =
        complete(&event_loop, "cancel-ignored", async move {
            let task = inner.spawn(async move {
                let _held = in_task;
                Probe::waiting(()).await;
            });
            inner.sleep(STEP).await;
            L::cancel_task(&task);
            L::cancel_task(&task);
            let n_before = Rc::strong_count(&seen) - 2;
            (n_before, task.await.is_err(), Rc::strong_count(&seen) - 2)
        });
    suspect("re-entrant-drop");
    expect("tasks at `cancel`", n_before, 1, "the loop drops it, later");
    suspect("cancel-ignored");
    expect("whether the awaiter is told", is_told, true, "it has no result");
    expect("tasks once that is told", n_after, 0, "it was canceled");
    clear();
}

/// A task that has ended keeps its result.
pub fn a_cancel_after_the_end_changes_nothing<L: Cancels>() {
    let event_loop = L::new();
    let inner = event_loop.clone();
    let value = complete(&event_loop, "lost-wakeup", async move {
        let task = inner.spawn(Probe::ready(7));
        inner.sleep(STEP).await;
        L::cancel_task(&task);
        task.await.ok()
    });
    suspect("lost-value");
    expect("a task, canceled late", value, Some(7), "it had ended before");
    clear();
}
