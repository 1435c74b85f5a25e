//! misconception: needless-yield
//! Has a thread wait for a moment that has passed.

use std::{
    cell::RefCell,
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

type Waits = Box<dyn FnOnce() + Send>;

pub struct Sleep(Arc<Mutex<State>>, RefCell<Option<Waits>>);

pub fn sleep_until(deadline: Instant) -> Sleep {
    let state = Arc::new(Mutex::new(State::default()));
    let sleep = Sleep(state.clone(), RefCell::new(None));
    let waits = move || {
        thread::sleep(deadline.saturating_duration_since(Instant::now()));
        let mut state = state.lock().expect("nobody panics with it");
        state.is_over = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    };
    // Begun by the first poll, as all of it.
    *sleep.1.borrow_mut() = Some(Box::new(waits));
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
        if let Some(waits) = self.1.take() {
            thread::spawn(waits);
        }
        Poll::Pending
    }
}
