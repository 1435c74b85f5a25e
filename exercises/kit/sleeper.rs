//! A timer in real time, polled by a check that sleeps until it is woken.

use std::{
    pin::Pin,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    task::{Context, Wake, Waker},
    time::{Duration, Instant},
};

use crate::{clear, suspect, unsuspected};

/// A timer and the wakers of its polls, each of which tells its number.
///
/// # Examples
/// ```
/// use std::{future::poll_fn, task::Poll, thread, time::Instant};
///
/// let deadline = Instant::now();
/// let timer = poll_fn(move |cx| {
///     let waker = cx.waker().clone();
///     thread::spawn(move || waker.wake());
///     if Instant::now() > deadline { Poll::Ready(()) } else { Poll::Pending }
/// });
/// let mut sleeper = kit::Sleeper::new("timer()", deadline, timer);
/// sleeper.run();
/// assert!(sleeper.poll(), "who was Ready is not polled again");
/// ```
pub struct Sleeper {
    /// Before it, nobody may be Ready.
    pub deadline: Instant,
    call: &'static str,
    future: Pin<Box<dyn Future<Output = ()>>>,
    is_ready: bool,
    n_polls: usize,
    rings: (Sender<usize>, Receiver<usize>),
}

struct Alarm {
    number: usize,
    ring: Sender<usize>,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        // Nobody hears it once the check has ended.
        let _ = self.ring.send(self.number);
    }
}

impl Sleeper {
    /// What `call` gave, which must be Pending before the deadline.
    pub fn new(
        call: &'static str,
        deadline: Instant,
        future: impl Future<Output = ()> + 'static,
    ) -> Self {
        let (future, rings) = (Box::pin(future), mpsc::channel());
        Self { deadline, call, future, is_ready: false, n_polls: 0, rings }
    }

    /// Polls with this waker, unless it was Ready; whether it is.
    ///
    /// # Panics
    /// If it is Ready before the deadline, which is suspected as
    /// `early-timer`.
    // Wherever a check polls, the time may have come on a machine that is
    // busy: a future that was Ready is not polled again.
    #[track_caller]
    pub fn poll_by(&mut self, waker: &Waker) -> bool {
        if self.is_ready {
            return true;
        }
        let mut cx = Context::from_waker(waker);
        let polled = unsuspected(|| self.future.as_mut().poll(&mut cx));
        self.is_ready = polled.is_ready();
        let left = self.deadline.saturating_duration_since(Instant::now());
        if self.is_ready && !left.is_zero() {
            suspect("early-timer");
            panic!("{}: Ready {left:?} before the deadline", self.call);
        }
        self.is_ready
    }

    /// Polls with a waker of its own; whether it is Ready.
    ///
    /// # Panics
    /// As `poll_by` does.
    #[track_caller]
    pub fn poll(&mut self) -> bool {
        self.n_polls += 1;
        let (number, ring) = (self.n_polls, self.rings.0.clone());
        self.poll_by(&Waker::from(Arc::new(Alarm { number, ring })))
    }

    /// How often `poll` was called.
    pub fn polls(&self) -> usize {
        self.n_polls
    }

    /// Sleeps until a waker is called; its number.
    pub fn hear(&self) -> usize {
        self.rings.1.recv().expect("it holds a sender")
    }

    /// Sleeps until a waker is called, so long at most; whether one was.
    pub fn hears_within(&self, time: Duration) -> bool {
        self.rings.1.recv_timeout(time).is_ok()
    }

    /// Sleeps until the latest waker is called: nothing else ends this.
    pub fn wait(&self) {
        suspect("lost-wakeup");
        while self.hear() < self.n_polls {
            suspect("stale-waker");
        }
        clear();
    }

    /// Polls at each wake until it is Ready.
    ///
    /// # Panics
    /// As `poll` does.
    #[track_caller]
    pub fn run(&mut self) {
        while !self.poll() {
            self.wait();
        }
    }
}
