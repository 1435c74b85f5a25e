//! Who waits for many? `gather` for all their values, a group for their ends.

use std::{
    any::type_name,
    cell::{Cell, RefCell},
    future::poll_fn,
    panic::{Location, resume_unwind},
    pin::pin,
    rc::Rc,
    task::{Poll, Waker},
};

use super::{JoinError, JoinHandle};
use crate::event_loop::{EventLoop, come_to, spawn};

/// Runs all of them as tasks, and gives their values in the order given.
///
/// None outlives the call: if one panics, or the future is dropped, the rest
/// are canceled.
///
/// # Panics
///
/// With the first panic of theirs, in the order given.
#[track_caller]
pub fn gather<F>(
    futures: impl IntoIterator<Item = F>,
) -> impl Future<Output = Vec<F::Output>>
where
    F: Future + 'static,
{
    come_to(Location::caller());
    values_of(futures)
}

async fn values_of<F>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output>
where
    F: Future + 'static,
{
    // ANCHOR: gather
    let tasks: Vec<_> =
        futures.into_iter().map(|f| CancelWhenDropped(spawn(f))).collect();
    let mut values = Vec::with_capacity(tasks.len());
    for mut task in tasks {
        match (&mut task.0).await {
            Ok(value) => values.push(value),
            Err(JoinError::Panicked(panic)) => resume_unwind(panic),
            Err(JoinError::Cancelled) => {
                unreachable!("nobody else has the handle")
            }
        }
    }
    values
    // ANCHOR_END: gather
}

struct CancelWhenDropped<T>(JoinHandle<T>);

impl<T> Drop for CancelWhenDropped<T> {
    fn drop(&mut self) {
        // Without effect on a task that is over.
        self.0.cancel();
    }
}

/// Where `body` of [`task_group`] spawns its tasks.
pub struct TaskGroup<E> {
    state: Rc<State<E>>,
}

struct State<E> {
    tasks: RefCell<Vec<JoinHandle<()>>>,
    n_running: Cell<usize>,
    first_error: Cell<Option<E>>,
    is_failing: Cell<bool>,
    waiter: Cell<Option<Waker>>,
}

/// Runs `body`, and returns when it and all tasks that it spawned are over.
///
/// The first that fails, `body` or task, has the others canceled; when all
/// are over its error is returned, and later ones are dropped. Dropping the
/// future cancels the tasks, which the loop then drops.
///
/// # Errors
///
/// The first error.
///
/// # Panics
///
/// With a panic of a task or of `body`, when all are over or canceled.
#[track_caller]
pub fn task_group<T, E: 'static>(
    body: impl AsyncFnOnce(&TaskGroup<E>) -> Result<T, E>,
) -> impl Future<Output = Result<T, E>> {
    come_to(Location::caller());
    run_group(body)
}

async fn run_group<T, E: 'static>(
    body: impl AsyncFnOnce(&TaskGroup<E>) -> Result<T, E>,
) -> Result<T, E> {
    let group = TaskGroup { state: Rc::new(State::new()) };
    let value = group.state.unless_failing(body(&group)).await;
    let value = value.and_then(|result| match result {
        Ok(value) => Some(value),
        Err(error) => {
            group.state.fail(Some(error));
            None
        }
    });
    group.state.all_over().await;
    let tasks = group.state.tasks.take();
    for task in tasks {
        if let Err(JoinError::Panicked(panic)) = task.await {
            resume_unwind(panic);
        }
    }
    match (value, group.state.first_error.take()) {
        (_, Some(error)) => Err(error),
        (Some(value), None) => Ok(value),
        (None, None) => unreachable!("a body without a value has failed"),
    }
}

impl<E: 'static> TaskGroup<E> {
    /// Starts a task of the group.
    #[track_caller]
    pub fn spawn<F>(&self, future: F)
    where
        F: Future<Output = Result<(), E>> + 'static,
    {
        come_to(Location::caller());
        let state = self.state.clone();
        state.n_running.set(state.n_running.get() + 1);
        let end = End(state);
        let task = async move {
            if let Err(error) = future.await {
                end.0.fail(Some(error));
            }
        };
        // It has its function's name, not that of our block around it.
        let core = EventLoop::current().core;
        let task = core.spawn(type_name::<F>(), Box::pin(task));
        if self.state.is_failing.get() {
            task.cancel();
        }
        self.state.tasks.borrow_mut().push(task);
    }
}

impl<E> Drop for TaskGroup<E> {
    fn drop(&mut self) {
        // Without effect on tasks that are over.
        self.state.cancel_all();
    }
}

impl<E> State<E> {
    fn new() -> State<E> {
        State {
            tasks: RefCell::default(),
            n_running: Cell::new(0),
            first_error: Cell::new(None),
            is_failing: Cell::new(false),
            waiter: Cell::default(),
        }
    }

    /// Polls `body` until it is ready, or until a task has failed.
    async fn unless_failing<T>(
        &self,
        body: impl Future<Output = T>,
    ) -> Option<T> {
        let mut body = pin!(body);
        poll_fn(|cx| {
            if self.is_failing.get() {
                return Poll::Ready(None);
            }
            self.waiter.set(Some(cx.waker().clone()));
            body.as_mut().poll(cx).map(Some)
        })
        .await
    }

    async fn all_over(&self) {
        poll_fn(|cx| {
            if self.n_running.get() == 0 {
                return Poll::Ready(());
            }
            self.waiter.set(Some(cx.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    /// Keeps the first error, and has the others canceled. A panic has none.
    fn fail(&self, error: Option<E>) {
        if !self.is_failing.replace(true) {
            self.first_error.set(error);
            self.cancel_all();
            self.wake();
        }
    }

    fn cancel_all(&self) {
        self.tasks.borrow().iter().for_each(JoinHandle::cancel);
    }

    fn wake(&self) {
        if let Some(waiter) = self.waiter.take() {
            waiter.wake();
        }
    }
}

// ANCHOR: end
/// Dropped with its task's future, however that ends.
struct End<E>(Rc<State<E>>);

impl<E> Drop for End<E> {
    fn drop(&mut self) {
        let state = &self.0;
        if std::thread::panicking() {
            state.fail(None);
        }
        state.n_running.set(state.n_running.get() - 1);
        if state.n_running.get() == 0 {
            state.wake();
        }
    }
}
// ANCHOR_END: end
