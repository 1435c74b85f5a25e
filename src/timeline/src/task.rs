//! Futures: each poll is a step, and each wake an arrow.

use std::{
    future::poll_fn,
    panic::Location,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
};

use crate::{
    model::End,
    record::{DropMark, Watched, at},
};

/// Watches a future: each poll is a step of its lane, and each wake is an
/// arrow from the lane that wakes. Its lane begins here, before any poll.
///
/// While somebody records, the future sees another waker than its caller's;
/// that one is woken whenever the other is.
///
/// # Examples
/// ```
/// use std::{pin::pin, task::{Context, Waker}};
///
/// let ((), run) = timeline::record(|| {
///     let mut answer = pin!(timeline::task("answer", async { 42 }));
///     let mut context = Context::from_waker(Waker::noop());
///     assert!(answer.as_mut().poll(&mut context).is_ready());
/// });
/// assert_eq!(run.sentences(), ["answer ends"]);
/// ```
#[track_caller]
pub fn task<F: Future>(
    name: &str,
    future: F,
) -> impl Future<Output = F::Output> + use<F> {
    let place = Location::caller();
    at(place);
    let watched = Watched::new(|recording| recording.lane_at(place, name));
    let watched = watched.map(DropMark);
    // Not a method of a struct: this one pins the future without `unsafe`.
    async move {
        let watched = watched;
        let mut future = pin!(future);
        let mut waker = None;
        poll_fn(move |context| {
            let Some(DropMark(watched)) = &watched else {
                return future.as_mut().poll(context);
            };
            let waker = kept(&mut waker, watched, context.waker());
            let step = watched.enter("poll");
            let polled = future.as_mut().poll(&mut Context::from_waker(waker));
            step.leave(match polled {
                Poll::Ready(_) => End::Returned(None),
                Poll::Pending => End::Pending,
            });
            polled
        })
        .await
    }
}

/// The waker of the last poll, or one around the caller's new waker: a future
/// may then see that its waker is the same as before.
fn kept<'k>(
    kept: &'k mut Option<(Waker, Waker)>,
    watched: &Watched,
    inner: &Waker,
) -> &'k Waker {
    if !kept.as_ref().is_some_and(|(_, last)| last.will_wake(inner)) {
        let watched = watched.copy();
        let arrow = Arrow { watched, inner: inner.clone() };
        *kept = Some((Arc::new(arrow).into(), inner.clone()));
    }
    &kept.as_ref().expect("one was kept above").0
}

/// Tells of a wake, and passes it on.
struct Arrow {
    watched: Watched,
    inner: Waker,
}

impl Wake for Arrow {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.watched.wake();
        self.inner.wake_by_ref();
    }
}
