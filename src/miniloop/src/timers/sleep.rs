//! How does a task wait for a time? Its timer is a callback that wakes it.

use std::{
    panic::Location,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use super::{Action, Handle};
use crate::event_loop::{EventLoop, come_to};

/// Waits until `delay` has passed since the first poll; never less.
///
/// Without a delay it gives way once: asyncio's `sleep(0)`. Dropping the
/// future cancels its timer.
pub fn sleep(delay: Duration) -> impl Future<Output = ()> {
    Sleep { due: Due::After(delay) }
}

/// Waits until the loop's clock shows `when`; never less.
pub fn sleep_until(when: Duration) -> impl Future<Output = ()> {
    Sleep { due: Due::At(when) }
}

struct Sleep {
    due: Due,
}

enum Due {
    /// From the first poll on.
    After(Duration),
    At(Duration),
    Timer(Handle),
    /// It gave way instead.
    Yielded,
}

impl Future for Sleep {
    type Output = ();

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        come_to(Location::caller());
        let wake = || Action::Wake(cx.waker().clone());
        let core = || EventLoop::current().core;
        let when = match &self.due {
            Due::After(Duration::ZERO) => {
                cx.waker().wake_by_ref();
                self.due = Due::Yielded;
                return Poll::Pending;
            }
            Due::After(delay) => core().now().saturating_add(*delay),
            Due::At(when) => *when,
            // The timer has fired: it was ours to wake.
            Due::Timer(timer) if timer.0.is_over() => return Poll::Ready(()),
            // The last waker wins: we may have moved to another task.
            Due::Timer(timer) => {
                timer.0.action.set(Some(wake()));
                return Poll::Pending;
            }
            Due::Yielded => return Poll::Ready(()),
        };
        self.due = Due::Timer(core().at(when, wake()));
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Due::Timer(timer) = &self.due {
            timer.cancel();
        }
    }
}
