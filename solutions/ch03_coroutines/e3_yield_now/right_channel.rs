//! A channel of its own: it sends once the waker is left there.

use std::{future::poll_fn, task::Poll};

use futures::channel::oneshot;

pub fn yield_now() -> impl Future<Output = ()> {
    let (to, mut from) = oneshot::channel();
    let mut to = Some(to);
    poll_fn(move |cx| {
        let answer = Future::poll(std::pin::Pin::new(&mut from), cx);
        if let Some(to) = to.take() {
            let _ = to.send(());
        }
        answer.map(|_| ())
    })
}
