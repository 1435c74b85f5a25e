//! What is left when the caller has gone? A task: its future, its result, and
//! whoever waits for that.

mod join;
mod signal;
mod together;

use std::{
    cell::{Cell, RefCell},
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use crate::event_loop::{Core, Job, Loss, Step, short_name};

pub use join::{JoinError, JoinHandle};
pub(crate) use signal::Signal;
pub use signal::{TaskId, yield_now};
pub use together::{TaskGroup, gather, task_group};

/// A spawned future of any type: all tasks of a loop are `Task<dyn Run>`.
pub(crate) struct Task<R: ?Sized> {
    id: TaskId,
    /// The name of the future's type.
    type_name: &'static str,
    /// What its wakers hold; made for the first poll, away during a poll.
    signal: Cell<Option<Arc<Signal>>>,
    is_queued: Cell<bool>,
    is_cancelled: Cell<bool>,
    pub(crate) inner: R,
}

// ANCHOR: inner
pub(crate) struct Inner<F: ?Sized, T> {
    pub(crate) state: RefCell<State<T>>,
    future: RefCell<Option<Pin<Box<F>>>>,
}

pub(crate) enum State<T> {
    /// It has no result yet; perhaps somebody waits for one.
    Running(Option<Waker>),
    Done(Result<T, JoinError>),
    /// The result was given to whoever awaited it.
    Taken,
}
// ANCHOR_END: inner

impl<R: ?Sized> Task<R> {
    pub(crate) fn id(&self) -> TaskId {
        self.id
    }

    /// The name of its function.
    pub(crate) fn name(&self) -> &'static str {
        short_name(self.type_name)
    }

    /// Whether anybody but the task itself keeps a waker of it.
    fn has_waker_out(&self) -> bool {
        let signal = self.signal.take();
        let is_out = signal.as_ref().is_some_and(|s| Arc::strong_count(s) > 1);
        self.signal.set(signal);
        is_out
    }
}

/// What the loop does with a task, whatever its result's type.
pub(crate) trait Run {
    fn poll(&self, cx: &mut Context<'_>) -> Poll<()>;
    /// Drops the future, and tells whoever waits.
    fn cancel(&self);
    /// Whether it ended in a panic that nobody was given.
    fn has_panic(&self) -> bool;
}

impl<T> Run for Inner<dyn Future<Output = T>, T> {
    // ANCHOR: poll
    fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        let mut place = self.future.borrow_mut();
        let Some(future) = place.as_mut() else { return Poll::Ready(()) };
        let poll = AssertUnwindSafe(|| future.as_mut().poll(cx));
        let outcome = match catch_unwind(poll) {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(value)) => Ok(value),
            Err(panic) => Err(JoinError::Panicked(panic)),
        };
        let future = place.take();
        drop(place);
        drop(future);
        self.finish(outcome);
        Poll::Ready(())
    }
    // ANCHOR_END: poll

    // ANCHOR: cancel_step
    fn cancel(&self) {
        let future = self.future.take();
        if future.is_some() {
            drop(future);
            self.finish(Err(JoinError::Cancelled));
        }
    }
    // ANCHOR_END: cancel_step

    fn has_panic(&self) -> bool {
        matches!(*self.state.borrow(), State::Done(Err(JoinError::Panicked(_))))
    }
}

impl<F: ?Sized, T> Inner<F, T> {
    // ANCHOR: finish
    /// Stores the result first: who is woken finds it.
    fn finish(&self, outcome: Result<T, JoinError>) {
        let before = self.state.replace(State::Done(outcome));
        if let State::Running(Some(waiter)) = before {
            waiter.wake();
        }
    }
    // ANCHOR_END: finish
}

/// The tasks that are not over.
#[derive(Default)]
pub(crate) struct Tasks {
    places: Vec<Option<Rc<Task<dyn Run>>>>,
    free: Vec<usize>,
    n_spawned: u64,
}

impl Tasks {
    fn next_id(&mut self) -> TaskId {
        self.n_spawned += 1;
        let place = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            self.places.len() - 1
        });
        TaskId { place, number: self.n_spawned }
    }

    fn get(&self, id: TaskId) -> Option<&Rc<Task<dyn Run>>> {
        self.places.get(id.place)?.as_ref().filter(|task| task.id() == id)
    }

    fn remove(&mut self, id: TaskId) {
        self.places[id.place] = None;
        self.free.push(id.place);
    }

    fn all(&self) -> impl Iterator<Item = &Rc<Task<dyn Run>>> {
        self.places.iter().flatten()
    }

    /// Whether anybody but the tasks themselves keeps a waker of one.
    pub(crate) fn has_wakers_out(&self) -> bool {
        self.all().any(|task| task.has_waker_out())
    }

    /// The tasks' names, oldest first.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut tasks: Vec<_> = self.all().collect();
        tasks.sort_by_key(|task| task.id().number);
        tasks.iter().map(|task| task.name().to_owned()).collect()
    }

    /// Empties the table; places that were taken are used no more.
    pub(crate) fn take_all(&mut self) -> Vec<Rc<Task<dyn Run>>> {
        self.free.clear();
        mem::take(&mut self.places).into_iter().flatten().collect()
    }
}

impl Core {
    pub(crate) fn spawn<T: 'static>(
        self: &Rc<Self>,
        type_name: &'static str,
        future: Pin<Box<dyn Future<Output = T>>>,
    ) -> JoinHandle<T> {
        let mut tasks = self.tasks.borrow_mut();
        let id = tasks.next_id();
        let inner = Inner {
            state: RefCell::new(State::Running(None)),
            future: RefCell::new(Some(future)),
        };
        let task = Rc::new(Task {
            id,
            type_name,
            signal: Cell::new(None),
            is_queued: Cell::new(true),
            is_cancelled: Cell::new(false),
            inner,
        });
        tasks.places[id.place] = Some(task.clone());
        drop(tasks);
        self.observers.each(|o| o.spawned(id, short_name(type_name)));
        self.schedule(Job::Poll(task.clone()));
        JoinHandle::new(task, Rc::downgrade(self))
    }

    /// Puts a task in the queue, unless it is over or there already.
    pub(crate) fn make_ready(&self, id: TaskId) {
        let tasks = self.tasks.borrow();
        let Some(task) = tasks.get(id) else { return };
        self.observers.each(|o| o.woken(id));
        if !task.is_queued.replace(true) {
            self.schedule(Job::Poll(task.clone()));
        }
    }

    // ANCHOR: cancel
    /// Has the task's next step drop its future. That step comes in the next
    /// turn: a task that cancels itself is in the middle of its own poll.
    pub(crate) fn cancel(&self, id: TaskId) {
        if let Some(task) = self.tasks.borrow().get(id) {
            task.is_cancelled.set(true);
        }
        self.make_ready(id);
    }
    // ANCHOR_END: cancel

    /// What a task's first waker holds: what that of a task held which is
    /// over, unless somebody has kept a waker. To make one for each task costs
    /// a fifth of a spawn.
    fn signal_for(&self, task: TaskId) -> Arc<Signal> {
        if let Some(mut spare) = self.spare_signals.borrow_mut().pop()
            && let Some(signal) = Arc::get_mut(&mut spare)
        {
            signal.task = task;
            return spare;
        }
        Arc::new(Signal { task, home: self.inbox.clone() })
    }

    pub(crate) fn poll(&self, task: &Rc<Task<dyn Run>>) {
        if self.tasks.borrow().get(task.id()).is_none() {
            // It is over: it was woken once more within its last step.
            return;
        }
        task.is_queued.set(false);
        let step = || Step::Task(task.id(), task.name());
        self.observers.each(|o| o.begins(step(), self.now()));
        let is_over = if task.is_cancelled.get() {
            task.inner.cancel();
            true
        } else {
            let signal = task.signal.take();
            let signal = signal.unwrap_or_else(|| self.signal_for(task.id));
            let waker = Waker::from(signal.clone());
            let is_over =
                task.inner.poll(&mut Context::from_waker(&waker)).is_ready();
            if is_over {
                self.spare_signals.borrow_mut().push(signal);
            } else {
                task.signal.set(Some(signal));
            }
            is_over
        };
        if is_over {
            self.tasks.borrow_mut().remove(task.id());
            let has_handle = Rc::strong_count(task) > 1;
            if !has_handle && task.inner.has_panic() {
                self.observers.each(|o| o.lost(Loss::Panic(task.name())));
            }
        }
        self.observers.each(|o| o.ends(step(), is_over));
    }
}
