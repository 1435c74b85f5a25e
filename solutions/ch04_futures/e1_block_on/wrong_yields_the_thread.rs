//! misconception: busy-loop
//! Lets other threads go first, and asks again: asyncio's `sleep(0)`.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
    thread,
};

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        match future.as_mut().poll(&mut cx) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::yield_now(),
        }
    }
}
