//! A timer: a future that is Ready once a moment has come.
//!
//!     sleep_until(Instant::now() + Duration::from_millis(5)).await
//!
//! - It may be late, but never early, however often it is polled or woken
//!   before. For a moment that has passed, the first poll is Ready.
//! - `poll` and a drop return at once. A thread of yours waits for the clock,
//!   one a timer or one for all, and sleeps while it waits.
//! - When the time has come, the waker of the latest poll is called. Whoever
//!   is woken may poll inside of `wake`: hold no lock there.
//! - Timers are many, some for the same moment; a long one holds up no short
//!   one, whichever began first.
//!
//! Std only: `Instant`, `thread::spawn`, and in your thread `sleep`,
//! `park_timeout` or `Condvar::wait_timeout`.

use std::{
    future::poll_fn,
    sync::{Arc, Mutex},
    task::{Poll, Waker},
    thread,
    time::Instant,
};

/// Waits until the clock shows `deadline`.
pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    let mut place: Option<Arc<Mutex<Waker>>> = None;
    poll_fn(move |cx| {
        let Some(place) = &place else {
            if Instant::now() >= deadline {
                return Poll::Ready(());
            }
            let new = Arc::new(Mutex::new(cx.waker().clone()));
            wake_at(deadline, new.clone());
            place = Some(new);
            return Poll::Pending;
        };
        let mut waker = place.lock().expect("nobody panics with it");
        // Under the lock: if the thread has taken the old waker already, the
        // time has come, and the clock says so.
        if Instant::now() >= deadline {
            return Poll::Ready(());
        }
        waker.clone_from(cx.waker());
        Poll::Pending
    })
}

/// Starts a thread that calls the waker then in `place`; it ends after that.
fn wake_at(deadline: Instant, place: Arc<Mutex<Waker>>) {
    thread::spawn(move || {
        let left = || deadline.saturating_duration_since(Instant::now());
        while !left().is_zero() {
            thread::park_timeout(left());
        }
        // A statement of its own: it gives the lock back before the wake.
        let waker = place.lock().expect("nobody panics with it").clone();
        waker.wake();
    });
}
// The trap: a flag that says "the time has come" and a waker, each by itself.
// Between a look at the flag and the store of the waker the thread may set
// the one and call the other, and the new waker is never called.
//
// Refused: to be Ready whenever somebody polls again. A poll says that
// somebody asks; only the clock says that it is time.
