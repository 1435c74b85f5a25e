//! Two awaits: the first one wakes and is Ready, the second is Pending once.

use std::{future::poll_fn, task::Poll};

pub async fn yield_now() {
    poll_fn(|cx| {
        cx.waker().wake_by_ref();
        Poll::Ready(())
    })
    .await;
    futures::pending!();
}
