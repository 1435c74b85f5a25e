//! One thread, told of new timers by a channel; a heap has the earliest, and
//! each timer keeps its own waker.

use std::{
    cmp::Ordering,
    collections::BinaryHeap,
    future::poll_fn,
    sync::{
        Arc, Mutex, OnceLock,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    task::{Poll, Waker},
    thread,
    time::Instant,
};

#[derive(Clone)]
struct Timer {
    deadline: Instant,
    waker: Arc<Mutex<Option<Waker>>>,
}

/// The greatest is the earliest, as `BinaryHeap` wants it.
impl Ord for Timer {
    fn cmp(&self, other: &Self) -> Ordering {
        other.deadline.cmp(&self.deadline)
    }
}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Timer {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Timer {}

impl Timer {
    fn wake(&self) {
        let waker = self.waker.lock().expect("nobody panics with it").take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

fn run(news: Receiver<Timer>) {
    let mut timers = BinaryHeap::<Timer>::new();
    loop {
        let Some(first) = timers.peek() else {
            let Ok(timer) = news.recv() else { return };
            timers.push(timer);
            continue;
        };
        let left = first.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            first.wake();
            timers.pop();
            continue;
        }
        match news.recv_timeout(left) {
            Ok(timer) => timers.push(timer),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn clock() -> &'static Sender<Timer> {
    static CLOCK: OnceLock<Sender<Timer>> = OnceLock::new();
    CLOCK.get_or_init(|| {
        let (send, news) = channel();
        thread::spawn(|| run(news));
        send
    })
}

pub fn sleep_until(deadline: Instant) -> impl Future<Output = ()> {
    let timer = Timer { deadline, waker: Arc::default() };
    let mut is_known = false;
    poll_fn(move |cx| {
        let mut waker = timer.waker.lock().expect("nobody panics with it");
        if Instant::now() >= deadline {
            return Poll::Ready(());
        }
        *waker = Some(cx.waker().clone());
        drop(waker);
        if !is_known {
            is_known = true;
            clock().send(timer.clone()).expect("the thread never ends");
        }
        Poll::Pending
    })
}
