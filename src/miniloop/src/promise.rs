//! How does a result reach those who wait for it?

use std::{
    fmt,
    panic::Location,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use crate::event_loop::come_to;

/// Makes a result that is not there yet: asyncio's `Future`, in two halves.
///
/// Whoever has the [`Setter`] gives the result, once and from any thread.
/// Every clone of the [`Promise`] may be awaited, before that or after.
///
/// ```
/// let (setter, promise) = miniloop::promise();
/// setter.set(42);
/// assert_eq!(miniloop::block_on(promise.clone()), Ok(42));
/// assert_eq!(miniloop::block_on(promise), Ok(42));
/// ```
pub fn promise<T>() -> (Setter<T>, Promise<T>) {
    let slot = Slot { result: None, waiting: Vec::new() };
    let slot = Arc::new(Mutex::new(slot));
    (Setter { slot: slot.clone() }, Promise { slot, seat: None })
}

/// Gives the result that its [`Promise`] waits for.
pub struct Setter<T> {
    slot: Arc<Mutex<Slot<T>>>,
}

/// The result to come. Dropping a clone takes nothing from the others.
pub struct Promise<T> {
    slot: Arc<Mutex<Slot<T>>>,
    /// Where among those who wait this clone keeps its waker.
    seat: Option<usize>,
}

/// The setter was dropped, so that no result can come any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped;

struct Slot<T> {
    result: Option<Result<T, Dropped>>,
    waiting: Vec<Option<Waker>>,
}

impl<T> Setter<T> {
    /// Stores the result, then wakes all who wait, in the order they came.
    #[track_caller]
    pub fn set(self, value: T) {
        come_to(Location::caller());
        settle(&self.slot, Ok(value));
    }
}

// ANCHOR: settle
impl<T> Drop for Setter<T> {
    fn drop(&mut self) {
        settle(&self.slot, Err(Dropped));
    }
}

/// Stores the first result; one that comes later changes nothing.
fn settle<T>(slot: &Mutex<Slot<T>>, result: Result<T, Dropped>) {
    let mut slot = lock(slot);
    if slot.result.is_some() {
        return;
    }
    slot.result = Some(result);
    let waiting = std::mem::take(&mut slot.waiting);
    // Wakers run code that we don't know, which may look at this promise.
    drop(slot);
    waiting.into_iter().flatten().for_each(Waker::wake);
}
// ANCHOR_END: settle

impl<T: Clone> Future for Promise<T> {
    type Output = Result<T, Dropped>;

    #[track_caller]
    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        come_to(Location::caller());
        let this = &mut *self;
        let mut slot = lock(&this.slot);
        if let Some(result) = &slot.result {
            return Poll::Ready(result.clone());
        }
        let seat = *this.seat.get_or_insert(slot.waiting.len());
        if seat == slot.waiting.len() {
            slot.waiting.push(None);
        }
        // The last waker wins: this clone may have moved to another task.
        match &mut slot.waiting[seat] {
            Some(waker) => waker.clone_from(cx.waker()),
            empty => *empty = Some(cx.waker().clone()),
        }
        Poll::Pending
    }
}

impl<T> Clone for Promise<T> {
    fn clone(&self) -> Self {
        Promise { slot: self.slot.clone(), seat: None }
    }
}

impl<T> Drop for Promise<T> {
    fn drop(&mut self) {
        let Some(seat) = self.seat else { return };
        let mut slot = lock(&self.slot);
        let waker = slot.waiting.get_mut(seat).and_then(Option::take);
        while let Some(None) = slot.waiting.last() {
            slot.waiting.pop();
        }
        drop(slot);
        drop(waker);
    }
}

/// A value's `clone` that panics has changed nothing in the slot.
fn lock<T>(slot: &Mutex<Slot<T>>) -> MutexGuard<'_, Slot<T>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the promise's setter was dropped without a result")
    }
}

impl std::error::Error for Dropped {}
