//! A channel with one place: a wake is a message, and a full place says it
//! already.

use std::{
    pin::pin,
    sync::{
        Arc,
        mpsc::{SyncSender, sync_channel},
    },
    task::{Context, Poll, Wake, Waker},
};

struct Sender(SyncSender<()>);

impl Wake for Sender {
    fn wake(self: Arc<Self>) {
        // Full: the poll is due anyway. Closed: the future has ended.
        let _ = self.0.try_send(());
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    let (sender, wakes) = sync_channel(1);
    let waker = Waker::from(Arc::new(Sender(sender)));
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
        wakes.recv().expect("the waker holds the sender");
    }
}
