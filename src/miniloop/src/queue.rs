//! What if the producer is faster? It waits, as soon as the queue is full.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    fmt,
    future::poll_fn,
    num::NonZeroUsize,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// Carries items between tasks of one loop, first in, first out: asyncio's
/// `Queue`. Clones are the same queue.
pub struct Queue<T> {
    state: Rc<State<T>>,
}

struct State<T> {
    items: RefCell<VecDeque<T>>,
    /// In items.
    limit: usize,
    n_unfinished: Cell<usize>,
    getters: Line,
    putters: Line,
    joiners: Line,
}

/// The queue had no room: here is the item again.
#[derive(Debug, PartialEq, Eq)]
pub struct Full<T>(pub T);

impl<T> Queue<T> {
    /// Makes a queue that holds at most `limit` items.
    pub fn new(limit: NonZeroUsize) -> Queue<T> {
        let state = State {
            items: RefCell::default(),
            limit: limit.get(),
            n_unfinished: Cell::new(0),
            getters: Line::default(),
            putters: Line::default(),
            joiners: Line::default(),
        };
        Queue { state: Rc::new(state) }
    }

    /// Adds an item, as soon as there is room.
    ///
    /// Dropping the future drops an item that was not added yet.
    pub async fn put(&self, item: T) {
        let Err(Full(item)) = self.try_put(item) else { return };
        let mut item = Some(item);
        let mut place = self.state.putters.place();
        poll_fn(|cx| {
            let next = item.take().expect("it comes back when refused");
            match self.try_put(next) {
                Ok(()) => place.leave(()),
                Err(Full(refused)) => {
                    item = Some(refused);
                    place.wait(cx)
                }
            }
        })
        .await;
    }

    /// Takes the oldest item, as soon as there is one.
    ///
    /// Dropping the future loses no item.
    pub async fn get(&self) -> T {
        if let Some(item) = self.try_get() {
            return item;
        }
        let mut place = self.state.getters.place();
        poll_fn(|cx| match self.try_get() {
            Some(item) => place.leave(item),
            None => place.wait(cx),
        })
        .await
    }

    /// Adds an item if there is room now.
    ///
    /// # Errors
    ///
    /// The item, when there is none.
    pub fn try_put(&self, item: T) -> Result<(), Full<T>> {
        let mut items = self.state.items.borrow_mut();
        if items.len() >= self.state.limit {
            return Err(Full(item));
        }
        items.push_back(item);
        drop(items);
        self.state.n_unfinished.update(|n| n + 1);
        self.state.getters.wake_first();
        Ok(())
    }

    /// Takes the oldest item if there is one now.
    pub fn try_get(&self) -> Option<T> {
        let item = self.state.items.borrow_mut().pop_front()?;
        self.state.putters.wake_first();
        Some(item)
    }

    /// Says that the work on one item taken is done.
    ///
    /// # Panics
    ///
    /// When it was said for every item that was ever added.
    pub fn task_done(&self) {
        let n = self.state.n_unfinished.get();
        let left = n.checked_sub(1).expect("one call for each item at most");
        self.state.n_unfinished.set(left);
        if left == 0 {
            self.state.joiners.wake_all();
        }
    }

    /// Waits until the work on every item is done.
    pub async fn join(&self) {
        let mut place = self.state.joiners.place();
        poll_fn(|cx| match self.state.n_unfinished.get() {
            0 => place.leave(()),
            _ => place.wait(cx),
        })
        .await;
    }

    /// How many items wait in it.
    pub fn len(&self) -> usize {
        self.state.items.borrow().len()
    }

    /// Whether none does.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Not derived: the queue's items need not be `Clone` for it.
impl<T> Clone for Queue<T> {
    fn clone(&self) -> Self {
        Queue { state: self.state.clone() }
    }
}

/// Those who wait, the first to come first.
#[derive(Default)]
struct Line(RefCell<VecDeque<Rc<Seat>>>);

/// Holds a waker as long as it stands in its line.
type Seat = Cell<Option<Waker>>;

impl Line {
    fn place(&self) -> Place<'_> {
        Place { line: self, seat: None }
    }

    fn wake_first(&self) {
        let first = self.0.borrow_mut().pop_front();
        if let Some(waker) = first.and_then(|seat| seat.take()) {
            waker.wake();
        }
    }

    fn wake_all(&self) {
        let all = self.0.take();
        all.iter().filter_map(|seat| seat.take()).for_each(Waker::wake);
    }
}

/// One who waits, or is about to.
struct Place<'a> {
    line: &'a Line,
    seat: Option<Rc<Seat>>,
}

impl Place<'_> {
    fn wait<R>(&mut self, cx: &Context<'_>) -> Poll<R> {
        let waker = Some(cx.waker().clone());
        match &self.seat {
            // Not woken yet: keep the seat, for the last waker.
            Some(seat) if seat.take().is_some() => seat.set(waker),
            // New, or woken too late: somebody else was faster.
            _ => {
                let seat = Rc::new(Cell::new(waker));
                self.line.0.borrow_mut().push_back(seat.clone());
                self.seat = Some(seat);
            }
        }
        Poll::Pending
    }

    fn leave<R>(&mut self, result: R) -> Poll<R> {
        self.stand_up();
        Poll::Ready(result)
    }

    /// Leaves the line. `false`: it was woken, so that it was out already.
    fn stand_up(&mut self) -> bool {
        let Some(seat) = self.seat.take() else { return true };
        let is_waiting = seat.take().is_some();
        if is_waiting {
            self.line.0.borrow_mut().retain(|s| !Rc::ptr_eq(s, &seat));
        }
        is_waiting
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        // Woken, and then dropped before it could act: the next in the line
        // has its turn, or nobody would.
        if !self.stand_up() {
            self.line.wake_first();
        }
    }
}

impl<T> fmt::Display for Full<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the queue is full")
    }
}

impl<T: fmt::Debug> std::error::Error for Full<T> {}
