//! A child future with a lane of its own in the run.

use std::{
    panic::Location,
    pin::Pin,
    task::{Context, Poll},
};

use crate::{probe::polled_after_ready, recorded::Lane};

/// A future for the learner's code to poll: a verdict shows its polls among
/// those of [`in_virtual_time`](crate::in_virtual_time), and a poll after
/// Ready panics, suspecting `polled-after-ready`.
///
/// [`Probe`](crate::Probe) is for a check that opens its children by hand; a
/// child does what its future does.
///
/// # Examples
/// ```
/// use std::time::Duration;
///
/// let gauge = kit::Gauge::new();
/// let second = Duration::from_secs(1);
/// let slow = kit::Child::new("slow", gauge.hold(second));
/// assert_eq!(kit::in_virtual_time(slow).took, second);
/// ```
#[derive(Debug)]
pub struct Child<F> {
    /// `None` once it was Ready.
    future: Option<Pin<Box<F>>>,
    lane: Lane,
}

impl<F: Future> Child<F> {
    /// A child of this name that does what `future` does.
    ///
    /// # Examples
    /// ```
    /// let seven = kit::Child::new("seven", async { 7 });
    /// assert_eq!(kit::Strict::new().run(seven).outcome, Ok(7));
    /// ```
    pub fn new(name: &str, future: F) -> Self {
        Self { future: Some(Box::pin(future)), lane: Lane::new(name) }
    }
}

impl<F: Future> Future for Child<F> {
    type Output = F::Output;

    /// A panic names the place that polled: the line in the learner's file.
    #[track_caller]
    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let place = Location::caller();
        let lane = self.lane;
        let Some(future) = &mut self.future else {
            polled_after_ready();
        };
        lane.enter("poll", place);
        let polled = future.as_mut().poll(cx);
        lane.leave(polled.is_ready());
        if polled.is_ready() {
            self.future = None;
        }
        polled
    }
}

impl<F> Drop for Child<F> {
    fn drop(&mut self) {
        self.lane.drop_it();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::panic_of;
    use std::task::Waker;

    #[test]
    fn it_gives_what_its_future_gives() {
        let child = Child::new("child", async { 7 });
        let run = crate::Strict::new().run(child);
        assert_eq!((run.outcome, run.polls), (Ok(7), 1));
    }

    #[test]
    fn a_poll_after_ready_is_told() {
        let mut child = Child::new("child", async {});
        let mut cx = Context::from_waker(Waker::noop());
        assert!(Pin::new(&mut child).poll(&mut cx).is_ready());
        let message = panic_of(|| {
            let _ = Pin::new(&mut child).poll(&mut cx);
        });
        assert!(message.contains("after it had given Ready"), "{message}");
    }
}
