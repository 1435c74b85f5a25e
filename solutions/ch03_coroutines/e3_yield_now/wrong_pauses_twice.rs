//! misconception: needless-yield
//! Counts one poll too many.

use std::{future::poll_fn, task::Poll};

pub fn yield_now() -> impl Future<Output = ()> {
    let mut polls_left = 2;
    poll_fn(move |cx| {
        if polls_left == 0 {
            return Poll::Ready(());
        }
        polls_left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}
