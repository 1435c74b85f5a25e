//! How often a future is woken for each poll.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake, Waker},
};

/// A future whose wakes are counted; [`count_wakes`] makes it.
#[derive(Debug)]
pub struct Counted<F> {
    future: Pin<Box<F>>,
    count: WakeCount,
}

/// How often a future was woken.
#[derive(Debug, Clone, Default)]
pub struct WakeCount(Arc<Totals>);

#[derive(Debug, Default)]
struct Totals {
    polls: AtomicUsize,
    wakes: AtomicUsize,
    doubles: AtomicUsize,
}

/// One poll's waker, in front of the runner's.
struct Counter {
    totals: Arc<Totals>,
    calls: AtomicUsize,
    inner: Waker,
}

/// Counts the wakes of `future`, under any runner.
///
/// # Examples
/// ```
/// let (job, wakes) = kit::count_wakes(kit::Probe::pausing(2, ()));
/// kit::Strict::new().run(job);
/// assert_eq!((wakes.polls(), wakes.total(), wakes.doubles()), (3, 2, 0));
/// ```
pub fn count_wakes<F: Future>(future: F) -> (Counted<F>, WakeCount) {
    let count = WakeCount::default();
    (Counted { future: Box::pin(future), count: count.clone() }, count)
}

impl WakeCount {
    /// Polls so far.
    ///
    /// # Examples
    /// ```
    /// let (job, wakes) = kit::count_wakes(async {});
    /// kit::Strict::new().run(job);
    /// assert_eq!(wakes.polls(), 1);
    /// ```
    pub fn polls(&self) -> usize {
        self.0.polls.load(SeqCst)
    }

    /// Calls of its wakers so far.
    ///
    /// # Examples
    /// ```
    /// let (job, wakes) = kit::count_wakes(kit::step());
    /// kit::Strict::new().run(job);
    /// assert_eq!(wakes.total(), 1);
    /// ```
    pub fn total(&self) -> usize {
        self.0.wakes.load(SeqCst)
    }

    /// Calls of a waker that had been called already.
    ///
    /// # Examples
    /// ```
    /// use std::{future::poll_fn, task::Poll};
    ///
    /// let (job, wakes) = kit::count_wakes(poll_fn(|cx| {
    ///     cx.waker().wake_by_ref();
    ///     cx.waker().wake_by_ref();
    ///     Poll::Ready(())
    /// }));
    /// kit::Strict::new().run(job);
    /// assert_eq!(wakes.doubles(), 1);
    /// ```
    pub fn doubles(&self) -> usize {
        self.0.doubles.load(SeqCst)
    }
}

impl<F: Future> Future for Counted<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let totals = self.count.0.clone();
        totals.polls.fetch_add(1, SeqCst);
        let inner = cx.waker().clone();
        let counter = Counter { totals, calls: AtomicUsize::new(0), inner };
        let waker = Waker::from(Arc::new(counter));
        self.future.as_mut().poll(&mut Context::from_waker(&waker))
    }
}

impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.totals.wakes.fetch_add(1, SeqCst);
        if self.calls.fetch_add(1, SeqCst) > 0 {
            self.totals.doubles.fetch_add(1, SeqCst);
        }
        self.inner.wake_by_ref();
    }
}
