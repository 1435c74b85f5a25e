//! A child future that sees what is done to it.

use std::{
    cell::{Cell, RefCell},
    panic::Location,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use crate::{recorded::Lane, suspect};

/// A future that waits as it is told, and remembers what was done to it.
///
/// It panics when it is polled again after Ready, and then suspects
/// `polled-after-ready`; and after [`Probe::LIMIT`] polls, where it suspects
/// `busy-loop`, so that code that spins comes to an end.
///
/// # Examples
/// ```
/// let probe = kit::Probe::waiting(7);
/// let handle = probe.handle();
/// let run = kit::Strict::new().event(|| handle.open()).run(probe);
/// assert_eq!(run.outcome, Ok(7));
/// assert_eq!(handle.polls(), 2, "once to wait, once to end");
/// ```
#[derive(Debug)]
pub struct Probe<T> {
    output: Option<T>,
    /// How often it will still be Pending with a wake before it.
    pauses: usize,
    seen: Rc<Seen>,
}

/// Tells of whoever polls a child that was Ready.
#[track_caller]
pub(crate) fn polled_after_ready() -> ! {
    suspect("polled-after-ready");
    panic!("a child was polled again after it had given Ready");
}

/// What a check sees of a probe, wherever the learner's code put it.
#[derive(Debug, Clone)]
pub struct Handle(Rc<Seen>);

#[derive(Debug, Default)]
struct Seen {
    polls: Cell<usize>,
    open: Cell<bool>,
    waker: RefCell<Option<Waker>>,
    is_finished: Cell<bool>,
    is_dropped: Cell<bool>,
    lane: Cell<Lane>,
}

impl<T> Probe<T> {
    /// How often one may be polled.
    pub const LIMIT: usize = 1_000;

    /// Ready at the first poll.
    ///
    /// # Examples
    /// ```
    /// let run = kit::Strict::new().run(kit::Probe::ready(7));
    /// assert_eq!((run.outcome, run.polls), (Ok(7), 1));
    /// ```
    pub fn ready(output: T) -> Self {
        Self::pausing(0, output)
    }

    /// Pending `pauses` times, each with a wake before it; then Ready.
    ///
    /// # Examples
    /// ```
    /// let run = kit::Strict::new().run(kit::Probe::pausing(2, 7));
    /// assert_eq!((run.outcome, run.polls), (Ok(7), 3));
    /// ```
    pub fn pausing(pauses: usize, output: T) -> Self {
        let mut probe = Self::waiting(output);
        probe.pauses = pauses;
        probe.seen.open.set(true);
        probe
    }

    /// Pending until its handle opens it, which calls the latest waker.
    ///
    /// # Examples
    /// ```
    /// let probe = kit::Probe::waiting(7);
    /// probe.handle().open();
    /// assert_eq!(kit::Strict::new().run(probe).polls, 1, "open already");
    /// ```
    pub fn waiting(output: T) -> Self {
        Self { output: Some(output), pauses: 0, seen: Rc::default() }
    }

    /// What remains in the check when the probe is given away.
    ///
    /// # Examples
    /// ```
    /// let probe = kit::Probe::ready(7);
    /// let handle = probe.handle();
    /// drop(probe);
    /// assert!(handle.is_dropped() && !handle.is_finished());
    /// ```
    pub fn handle(&self) -> Handle {
        Handle(self.seen.clone())
    }

    #[track_caller]
    fn polled(&mut self, cx: &mut Context<'_>) -> Poll<T> {
        let seen = &self.seen;
        if self.output.is_none() {
            polled_after_ready();
        }
        if seen.polls.get() == Self::LIMIT {
            suspect("busy-loop");
            panic!(
                "a child that is Pending was polled {} times: return \
                 Pending, and poll again when woken",
                Self::LIMIT
            );
        }
        seen.polls.set(seen.polls.get() + 1);
        if self.pauses > 0 {
            self.pauses -= 1;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if !seen.open.get() {
            *seen.waker.borrow_mut() = Some(cx.waker().clone());
            return Poll::Pending;
        }
        seen.is_finished.set(true);
        Poll::Ready(self.output.take().expect("it was there above"))
    }
}

// Nothing in it is ever pinned: what it gives is moved out.
impl<T> Unpin for Probe<T> {}

impl<T> Future for Probe<T> {
    type Output = T;

    /// A panic names the place that polled: the line in the learner's file.
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let probe = self.get_mut();
        let lane = probe.seen.lane.get().or_new("child");
        probe.seen.lane.set(lane);
        lane.enter("poll", Location::caller());
        let polled = probe.polled(cx);
        lane.leave(polled.is_ready());
        polled
    }
}

impl<T> Drop for Probe<T> {
    fn drop(&mut self) {
        self.seen.is_dropped.set(true);
        self.seen.lane.get().drop_it();
        // Who holds the waker of a future that is gone can't be asked why.
        let waker = self.seen.waker.borrow_mut().take();
        drop(waker);
    }
}

impl Handle {
    /// How often the probe was polled.
    ///
    /// # Examples
    /// ```
    /// let probe = kit::Probe::pausing(1, ());
    /// let handle = probe.handle();
    /// assert_eq!(handle.polls(), 0);
    /// kit::Strict::new().run(probe);
    /// assert_eq!(handle.polls(), 2);
    /// ```
    pub fn polls(&self) -> usize {
        self.0.polls.get()
    }

    /// Lets the probe be Ready at its next poll, and wakes who waits for it.
    ///
    /// # Examples
    /// ```
    /// let probe = kit::Probe::waiting(7);
    /// let handle = probe.handle();
    /// let run = kit::Strict::new().event(|| handle.open()).run(probe);
    /// assert_eq!(run.outcome, Ok(7));
    /// ```
    pub fn open(&self) {
        self.0.open.set(true);
        // Taken out first: whoever is woken may poll at once.
        let waker = self.0.waker.borrow_mut().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Whether the probe gave Ready.
    ///
    /// # Examples
    /// ```
    /// let probe = kit::Probe::ready(7);
    /// let handle = probe.handle();
    /// kit::Strict::new().run(probe);
    /// assert!(handle.is_finished());
    /// ```
    pub fn is_finished(&self) -> bool {
        self.0.is_finished.get()
    }

    /// Whether the probe is gone.
    ///
    /// # Examples
    /// ```
    /// let probe = kit::Probe::ready(7);
    /// let handle = probe.handle();
    /// assert!(!handle.is_dropped());
    /// kit::Strict::new().run(probe);
    /// assert!(handle.is_dropped());
    /// ```
    pub fn is_dropped(&self) -> bool {
        self.0.is_dropped.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Strict, Stuck, values::panic_of};

    fn poll<T>(probe: &mut Probe<T>) -> Poll<T> {
        let mut cx = Context::from_waker(Waker::noop());
        Pin::new(probe).poll(&mut cx)
    }

    #[test]
    fn one_poll_to_the_end_is_fine() {
        let mut probe = Probe::ready(7);
        assert_eq!(poll(&mut probe), Poll::Ready(7));
    }

    #[test]
    fn a_poll_after_ready_is_told() {
        let mut probe = Probe::ready(7);
        assert!(poll(&mut probe).is_ready());
        let message = panic_of(|| assert!(poll(&mut probe).is_pending()));
        assert!(message.contains("after it had given Ready"), "{message}");
    }

    #[test]
    fn spinning_on_it_is_told() {
        let mut probe = Probe::waiting(7);
        let message = panic_of(|| while poll(&mut probe).is_pending() {});
        assert!(message.contains("was polled 1000 times"), "{message}");
    }

    #[test]
    fn a_probe_nobody_opens_keeps_its_waker_to_itself() {
        let run = Strict::new().run(Probe::waiting(7));
        assert_eq!(run.outcome, Err(Stuck::NeverWoken));
    }

    #[test]
    fn opened_before_the_first_poll_it_is_ready_at_once() {
        let mut probe = Probe::waiting(7);
        probe.handle().open();
        assert_eq!(poll(&mut probe), Poll::Ready(7));
    }

    #[test]
    fn its_end_and_its_drop_are_two_things() {
        let mut probe = Probe::ready(7);
        let handle = probe.handle();
        assert!(poll(&mut probe).is_ready());
        assert!(handle.is_finished() && !handle.is_dropped());
        drop(probe);
        assert!(handle.is_dropped());
    }
}
