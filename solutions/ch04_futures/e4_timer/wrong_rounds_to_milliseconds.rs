//! misconception: early-timer
//! Counts in whole milliseconds, and is early by a part of one.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    thread,
    time::{Duration, Instant},
};

#[derive(Default)]
struct State {
    is_over: bool,
    waker: Option<Waker>,
}

pub struct Sleep(Arc<Mutex<State>>);

pub fn sleep_until(deadline: Instant) -> Sleep {
    let state = Arc::new(Mutex::new(State::default()));
    let sleep = Sleep(state.clone());
    if Instant::now() >= deadline {
        sleep.0.lock().expect("nobody panics with it").is_over = true;
        return sleep;
    }
    thread::spawn(move || {
        let left = deadline.saturating_duration_since(Instant::now());
        let millis = u64::try_from(left.as_millis()).unwrap_or(u64::MAX);
        thread::sleep(Duration::from_millis(millis));
        let mut state = state.lock().expect("nobody panics with it");
        state.is_over = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    });
    sleep
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut state = self.0.lock().expect("nobody panics with it");
        if state.is_over {
            return Poll::Ready(());
        }
        state.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}
