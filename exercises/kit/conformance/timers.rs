//! Sleepers: by deadline, in order, never early, and at no cost.

use std::{future::poll_fn, pin::pin, task::Poll, time::Duration};

use super::{Loop, Notes, STEP, complete, joined};
use crate::{Slip, clear, expect, suspect};

/// Starts a task for each delay, sleeps in it, and notes what `note` says.
fn sleepers<L: Loop, T: PartialEq + std::fmt::Debug + 'static>(
    event_loop: &L,
    delays: Vec<Duration>,
    note: impl Fn(usize, Duration) -> T + Copy + 'static,
) -> Notes<T> {
    let notes = Notes::new();
    let (inner, noted) = (event_loop.clone(), notes.clone());
    complete(event_loop, "lost-wakeup", async move {
        let tasks: Vec<_> = delays
            .into_iter()
            .enumerate()
            .map(|(n, delay)| {
                let (own, noted) = (inner.clone(), noted.clone());
                inner.spawn(async move {
                    own.sleep(delay).await;
                    noted.add(note(n, own.time()));
                })
            })
            .collect();
        for task in tasks {
            joined(task.await);
        }
    });
    notes
}

/// The first deadline is the first to come, and the clock shows it.
pub fn sleepers_wake_by_deadline<L: Loop>() {
    let event_loop = L::new();
    let delays = [3, 1, 4, 2].map(|n| n * STEP).to_vec();
    let notes = sleepers(&event_loop, delays, |_, time| time);
    let times = [1, 2, 3, 4].map(|n| n * STEP);
    notes.expect("time() after sleep(..)", &times, |got, slip| {
        let is_early = got.iter().zip(&times).any(|(a, b)| a < b);
        match slip {
            Slip::Reordered => Some("lost-order"),
            _ if is_early => Some("early-timer"),
            _ => None,
        }
    });
}

/// Of many with one deadline the first that began is the first to wake.
pub fn sleepers_of_one_deadline_keep_their_order<L: Loop>() {
    let notes = sleepers(&L::new(), vec![STEP; 20], |n, _| n);
    let order: Vec<_> = (0..20).collect();
    notes.expect("twenty that sleep equally long", &order, |_, slip| {
        (slip == Slip::Reordered).then_some("unstable-ties")
    });
}

/// Not even by a part of a millisecond, the first time or the second.
pub fn a_sleep_is_never_early<L: Loop>() {
    for micros in [1, 999, 1_500, 10_001] {
        let delay = Duration::from_micros(micros);
        let event_loop = L::new();
        let inner = event_loop.clone();
        let times = complete(&event_loop, "lost-wakeup", async move {
            inner.sleep(delay).await;
            let first = inner.time();
            inner.sleep(delay).await;
            [first, inner.time() - first]
        });
        suspect("early-timer");
        for took in times {
            assert!(
                took >= delay,
                "sleep({delay:?}): it was over after {took:?}"
            );
        }
        clear();
    }
}

/// Whoever is polled before its time is Pending: it looks at the clock, or at
/// what its timer left, and not at how often it was asked.
pub fn a_wake_for_another_reason_ends_no_sleep<L: Loop>() {
    let event_loop = L::new();
    let inner = event_loop.clone();
    let took = complete(&event_loop, "lost-wakeup", async move {
        let mut sleep = pin!(inner.sleep(STEP));
        let mut reasons = 0..3;
        poll_fn(|cx| {
            if sleep.as_mut().poll(cx).is_ready() {
                return Poll::Ready(());
            }
            if reasons.next().is_some() {
                cx.waker().wake_by_ref();
            }
            Poll::Pending
        })
        .await;
        inner.time()
    });
    suspect("early-timer");
    assert!(
        took >= STEP,
        "sleep({STEP:?}) in a task that is woken meanwhile: it was over \
         after {took:?}"
    );
    clear();
}

/// Virtual time passes in a jump: an hour takes no hour.
pub fn an_hour_passes_in_a_jump<L: Loop>() {
    let (event_loop, hour) = (L::new(), Duration::from_secs(3_600));
    let inner = event_loop.clone();
    complete(&event_loop, "blocked-loop", async move {
        inner.sleep(hour).await;
    });
    let why = "the clock jumps to the only deadline";
    expect("time() after sleep(1 h)", event_loop.time(), hour, why);
}
