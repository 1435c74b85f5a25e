//! misconception: wake-before-value
//! Wakes, and says afterwards that the time has come.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    thread,
    time::Instant,
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
        thread::sleep(deadline.saturating_duration_since(Instant::now()));
        let mut guard = state.lock().expect("nobody panics with it");
        let waker = guard.waker.take();
        drop(guard);
        if let Some(waker) = waker {
            waker.wake();
        }
        state.lock().expect("nobody panics with it").is_over = true;
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
