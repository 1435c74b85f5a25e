//! One piece of work, awaited by many, done once.
//!
//!     let config = shared(|| Box::pin(fetch("/config")));
//!     let same = config.clone();      // nothing has begun yet
//!     (config.await, same.await)      // one fetch, its result twice
//!
//! - The first poll of any clone calls `begin`, once for all of them.
//! - Whenever the work is woken or done, some clone that sleeps is woken and
//!   goes on with it; in the end all are. Any clone may be dropped, asleep
//!   or woken: those who are left still get the result.
//! - A clone gives the result as often as it is polled, the work once.
//! - Whoever is woken may poll inside of `wake`, unless that is called in the
//!   midst of the work's own poll.
//!
//! All clones are on one thread; but wakers are `Send`, so `Arc<Mutex<..>>`.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

/// Work under way, as `begin` gives it.
pub type Work<T> = Pin<Box<dyn Future<Output = T>>>;

/// The result of work that many may await: each awaits a clone.
#[derive(Clone)]
pub struct Shared<T> {
    result: Rc<RefCell<Option<T>>>,
    // What else have the clones in common? And what has each of its own?
}

/// Work that begins when the first clone is polled.
pub fn shared<T: Clone>(begin: impl Fn() -> Work<T> + 'static) -> Shared<T> {
    let _begin = begin;
    Shared { result: Rc::default() }
}

impl<T: Clone> Future for Shared<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<T> {
        let _result = self.result.borrow();
        todo!("give the result, or get on with the work")
    }
}
