//! How is a task made ready? Its waker knows its number and its loop.

use std::{
    mem,
    panic::Location,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Wake},
};

use crate::event_loop::{Inbox, Message, come_to, with_running};

/// Names a task for good: a place in the loop's table is used again, a number
/// never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TaskId {
    pub(crate) place: usize,
    pub(crate) number: u64,
}

impl TaskId {
    /// Its number: the loop's first task is 1.
    pub fn number(self) -> u64 {
        self.number
    }
}

/// What a waker holds. Wakers travel between threads, so it names its task
/// rather than pointing to it.
pub(crate) struct Signal {
    pub(crate) task: TaskId,
    pub(crate) home: Arc<Inbox>,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let is_home = with_running(|here| {
            let is_home = Arc::ptr_eq(&here.core.inbox, &self.home);
            if is_home {
                here.core.make_ready(self.task);
            }
            is_home
        });
        if is_home != Some(true) {
            self.home.send(Message::Wake(self.task));
        }
    }
}

// ANCHOR: yield_now
/// Gives way once: everybody who is ready now runs first.
pub fn yield_now() -> impl Future<Output = ()> {
    Yield { has_yielded: false }
}

struct Yield {
    has_yielded: bool,
}

impl Future for Yield {
    type Output = ();

    // Without it a third of what a step costs would be calls.
    #[inline]
    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        come_to(Location::caller());
        if mem::replace(&mut self.has_yielded, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
// ANCHOR_END: yield_now
