//! A generator made of an async block, in safe Rust.
//!
//!     let body = |co: Co| async move { co.give(1).await; co.give(2).await };
//!     Generator::new(body)    // an Iterator: 1, 2, and then the end
//!
//! - `next` runs the body to its next `give`, and no further. Before the
//!   first `next` nothing of the block runs.
//! - Each value comes out once, in order; the end of the body is the end,
//!   for ever. A body may be endless.
//! - Many generators may be under way at once, one inside another too.
//! - Bodies wait for `give` and nothing else. A helper may give by `&Co`.
//!
//! Who polls the block? Who waits for a waker? `Waker::noop()` may help.

use std::{
    cell::Cell,
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// The one place for a value, between a body and its caller.
type Place = Rc<Cell<Option<u32>>>;

/// Through this a body gives its values out.
pub struct Co {
    place: Place,
}

impl Co {
    /// Hands `value` to the caller of `next`; goes on when `next` comes again.
    pub async fn give(&self, value: u32) {
        self.place.set(Some(value));
        // Pending while the value lies there; the caller takes it out before
        // it polls again.
        poll_fn(|_| {
            let value = self.place.take();
            self.place.set(value);
            if value.is_some() { Poll::Pending } else { Poll::Ready(()) }
        })
        .await;
    }
}

/// Gives what its body gives.
pub struct Generator {
    /// `None` once it has ended.
    block: Option<Pin<Box<dyn Future<Output = ()>>>>,
    place: Place,
}

impl Generator {
    /// A generator whose body has not begun.
    pub fn new<B>(body: impl FnOnce(Co) -> B) -> Self
    where
        B: Future<Output = ()> + 'static,
    {
        let place = Place::default();
        let block = body(Co { place: place.clone() });
        Self { block: Some(Box::pin(block)), place }
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let block = self.block.as_mut()?;
        // Nobody sleeps here: `next` itself is what wakes the body.
        let mut cx = Context::from_waker(Waker::noop());
        if block.as_mut().poll(&mut cx).is_ready() {
            self.block = None;
        }
        self.place.take()
    }
}
// The trap: a `give` that stores its value and is Ready at once. The body
// runs on in the same poll, and the next value is laid over this one.
//
// Refused: a queue in place of the one place. Nothing is lost then, but the
// body runs to its end in the first poll, and an endless one never returns.
