//! How does a task wait for a time? Its timer is a callback that wakes it.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use super::{Action, Handle};
use crate::{event_loop::EventLoop, tasks::yield_now};

/// Waits until `delay` has passed since the first poll; never less.
///
/// Without a delay it gives way once: asyncio's `sleep(0)`. Dropping the
/// future cancels its timer.
pub async fn sleep(delay: Duration) {
    if delay.is_zero() {
        return yield_now().await;
    }
    let now = EventLoop::current().time();
    sleep_until(now.saturating_add(delay)).await;
}

/// Waits until the loop's clock shows `when`; never less.
pub fn sleep_until(when: Duration) -> impl Future<Output = ()> {
    Sleep { when, timer: None }
}

struct Sleep {
    when: Duration,
    timer: Option<Handle>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let wake = || Action::Wake(cx.waker().clone());
        match &self.timer {
            None => {
                let core = EventLoop::current().core;
                self.timer = Some(core.at(self.when, wake()));
            }
            // The timer has fired: it was ours to wake.
            Some(timer) if timer.0.is_over() => return Poll::Ready(()),
            // The last waker wins: we may have moved to another task.
            Some(timer) => timer.0.action.set(Some(wake())),
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(timer) = &self.timer {
            timer.cancel();
        }
    }
}
