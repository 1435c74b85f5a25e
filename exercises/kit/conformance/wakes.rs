//! Wakes: from everywhere, at every moment, and as often as anybody likes.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Poll, Waker},
    thread,
};

use super::{Loop, STEP, complete, joined};
use crate::{clear, expect, suspect};

/// A wake from another thread counts as one from here: in the middle of the
/// task's poll, and while the task sleeps.
pub fn a_wake_from_another_thread_counts<L: Loop>() {
    let event_loop = L::new();
    let (inner, sleeper) = (event_loop.clone(), Sleeper::default());
    complete(&event_loop, "lost-wakeup", async move {
        let seen = sleeper.clone();
        let task = inner.spawn(async move {
            let mut has_slept = false;
            poll_fn(|cx| {
                if has_slept {
                    return Poll::Ready(());
                }
                has_slept = true;
                wake_elsewhere(cx.waker().clone());
                Poll::Pending
            })
            .await;
            seen.sleep().await;
        });
        inner.sleep(STEP).await;
        // If it has not come so far, the first wake is lost already.
        if sleeper.is_asleep() {
            wake_elsewhere(sleeper.waker());
        }
        joined(task.await);
    });
}

/// Calls a waker on another thread, and waits until that is done.
fn wake_elsewhere(waker: Waker) {
    thread::spawn(move || waker.wake()).join().expect("a wake never panics");
}

/// However often a task is woken before its next poll, that is one poll.
pub fn many_wakes_are_one_poll<L: Loop>() {
    let event_loop = L::new();
    let (inner, sleeper) = (event_loop.clone(), Sleeper::default());
    let watched = sleeper.clone();
    let n_polls = complete(&event_loop, "lost-wakeup", async move {
        let task = inner.spawn(async move { sleeper.sleep_for_ever().await });
        inner.sleep(STEP).await;
        let waker = watched.waker();
        for _ in 0..3 {
            waker.wake_by_ref();
        }
        inner.sleep(STEP).await;
        drop(task);
        watched.polls.get()
    });
    suspect("double-wake");
    let why = "one to begin, and one for three wakes at the same time";
    expect("polls of a task", n_polls, 2, why);
    clear();
}

/// A wake that comes when its task has ended wakes nobody.
pub fn a_wake_after_the_end_wakes_nobody<L: Loop>() {
    let event_loop = L::new();
    let (inner, next) = (event_loop.clone(), Sleeper::default());
    let n_polls = complete(&event_loop, "polled-after-ready", async move {
        let ended = Sleeper::default();
        let (sleeps, watched) = (ended.clone(), next.clone());
        let task = inner.spawn(async move { sleeps.sleep().await });
        inner.sleep(STEP).await;
        let waker = ended.waker();
        waker.wake_by_ref();
        joined(task.await);
        let task = inner.spawn(async move { next.sleep_for_ever().await });
        inner.sleep(STEP).await;
        waker.wake();
        inner.sleep(STEP).await;
        drop(task);
        watched.polls.get()
    });
    suspect("polled-after-ready");
    let why = "the waker is that of another task, which has ended";
    expect("polls of a task that nobody woke", n_polls, 1, why);
    clear();
}

/// A handle that one task has polled may be awaited by another one: the end
/// wakes whoever polled last.
pub fn a_handle_wakes_who_polled_it_last<L: Loop>() {
    let event_loop = L::new();
    let (inner, own) = (event_loop.clone(), event_loop.clone());
    let value = complete(&event_loop, "stale-waker", async move {
        let task = inner.spawn(async move {
            own.sleep(STEP).await;
            7
        });
        let awaiter = inner.spawn(begun(task).await);
        joined(joined(awaiter.await))
    });
    expect("a handle that moved", value, 7, "what the task gave");
}

/// A sleep that one task has begun may end in another one: the timer wakes
/// whoever polled last.
pub fn a_sleep_wakes_who_polled_it_last<L: Loop>() {
    let event_loop = L::new();
    let (inner, own) = (event_loop.clone(), event_loop.clone());
    complete(&event_loop, "stale-waker", async move {
        let sleep = async move { own.sleep(STEP).await };
        let sleeper = inner.spawn(begun(sleep).await);
        joined(sleeper.await);
    });
}

/// Polls a future once, by the waker of the task that calls this.
async fn begun<F: Future>(future: F) -> Pin<Box<F>> {
    let mut future = Box::pin(future);
    poll_fn(|cx| {
        let is_pending = future.as_mut().poll(cx).is_pending();
        assert!(is_pending, "Ready at its first poll, with time to wait for");
        Poll::Ready(())
    })
    .await;
    future
}

/// Waits until its waker is called. Clones are the same one.
#[derive(Clone, Default)]
pub(super) struct Sleeper {
    waker: Rc<RefCell<Option<Waker>>>,
    polls: Rc<Cell<usize>>,
}

impl Sleeper {
    fn is_asleep(&self) -> bool {
        self.waker.borrow().is_some()
    }

    pub(super) fn waker(&self) -> Waker {
        self.waker.borrow().clone().expect("it has slept")
    }

    pub(super) async fn sleep(&self) {
        poll_fn(|cx| {
            if self.waker.replace(Some(cx.waker().clone())).is_some() {
                return Poll::Ready(());
            }
            Poll::Pending
        })
        .await;
    }

    async fn sleep_for_ever(&self) {
        poll_fn(|cx| {
            self.polls.set(self.polls.get() + 1);
            self.waker.replace(Some(cx.waker().clone()));
            Poll::Pending
        })
        .await
    }
}
