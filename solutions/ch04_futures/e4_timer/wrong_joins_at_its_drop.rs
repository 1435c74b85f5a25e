//! misconception: blocked-loop
//! Leaves no thread behind: whoever drops the timer waits for its thread.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    thread::{self, JoinHandle},
    time::Instant,
};

type Place = Arc<Mutex<Option<Waker>>>;

pub struct Sleep {
    deadline: Instant,
    place: Place,
    thread: Option<JoinHandle<()>>,
}

pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep { deadline, place: Place::default(), thread: None }
}

fn wake_at(deadline: Instant, place: &Place) {
    thread::sleep(deadline.saturating_duration_since(Instant::now()));
    let waker = place.lock().expect("nobody panics with it").take();
    if let Some(waker) = waker {
        waker.wake();
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let (deadline, place) = (self.deadline, self.place.clone());
        let mut waker = place.lock().expect("nobody panics with it");
        if Instant::now() >= deadline {
            return Poll::Ready(());
        }
        *waker = Some(cx.waker().clone());
        drop(waker);
        self.thread.get_or_insert_with(|| {
            thread::spawn(move || wake_at(deadline, &place))
        });
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().expect("it does nothing but sleep and wake");
        }
    }
}
