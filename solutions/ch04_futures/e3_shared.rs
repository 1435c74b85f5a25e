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
    mem,
    pin::Pin,
    rc::Rc,
    sync::{Arc, Mutex},
    task::{Context, Poll, Wake, Waker},
};

/// Work under way, as `begin` gives it.
pub type Work<T> = Pin<Box<dyn Future<Output = T>>>;

/// The result of work that many may await: each awaits a clone.
#[derive(Clone)]
pub struct Shared<T> {
    stage: Rc<RefCell<Stage<T>>>,
    bell: Arc<Bell>,
}

enum Stage<T> {
    NotBegun(Box<dyn Fn() -> Work<T>>),
    UnderWay(Work<T>),
    Done(T),
}

/// The work's own waker: it wakes all that sleep.
#[derive(Default)]
struct Bell {
    sleepers: Mutex<Vec<Waker>>,
}

impl Bell {
    fn add(&self, waker: &Waker) {
        let mut sleepers = self.sleepers.lock().expect("no panic in it");
        if !sleepers.iter().any(|known| known.will_wake(waker)) {
            sleepers.push(waker.clone());
        }
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        let mut sleepers = self.sleepers.lock().expect("no panic in it");
        let woken = mem::take(&mut *sleepers);
        drop(sleepers);
        for waker in woken {
            waker.wake();
        }
    }
}

/// Work that begins when the first clone is polled.
pub fn shared<T: Clone>(begin: impl Fn() -> Work<T> + 'static) -> Shared<T> {
    let stage = Rc::new(RefCell::new(Stage::NotBegun(Box::new(begin))));
    Shared { stage, bell: Arc::default() }
}

impl<T: Clone> Future for Shared<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut stage = self.stage.borrow_mut();
        if let Stage::NotBegun(begin) = &*stage {
            *stage = Stage::UnderWay(begin());
        }
        if let Stage::UnderWay(work) = &mut *stage {
            // Before the poll: the work may ring in the midst of it.
            self.bell.add(cx.waker());
            let waker = Waker::from(self.bell.clone());
            match work.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(value) => *stage = Stage::Done(value),
            }
        }
        let Stage::Done(value) = &*stage else {
            unreachable!("it is begun, and no longer under way")
        };
        let value = value.clone();
        drop(stage);
        // The work may have ended without a wake: then the others sleep.
        self.bell.clone().wake();
        Poll::Ready(value)
    }
}
// The trap: to poll the work with the `cx` of whoever polls. It then knows
// the latest of them only. The others sleep for ever, and if that one is
// dropped, all of them do.
//
// Refused: a list of wakers without a waker of one's own, which the first
// clone calls when the work is done. If that first clone is dropped, somebody
// has to take its place, and to be told so.
