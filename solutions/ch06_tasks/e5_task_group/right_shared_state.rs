//! Each task tells a shared state how it ended, by a guard that it drops.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::pin,
    rc::Rc,
    task::{Poll, Waker},
};

use miniloop::JoinHandle;

#[derive(Default)]
pub struct TaskGroup {
    state: Rc<State>,
    tasks: RefCell<Vec<JoinHandle<()>>>,
}

#[derive(Default)]
struct State {
    n_alive: Cell<usize>,
    failure: RefCell<Option<Failure>>,
    waiter: Cell<Option<Waker>>,
}

enum Failure {
    Error(String),
    Panic(Box<dyn Any + Send>),
}

struct Alive(Rc<State>);

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.n_alive.set(self.0.n_alive.get() - 1);
        self.0.tell();
    }
}

impl State {
    fn tell(&self) {
        self.waiter.take().into_iter().for_each(Waker::wake);
    }

    fn fail(&self, failure: Failure) {
        self.failure.borrow_mut().get_or_insert(failure);
        self.tell();
    }
}

impl TaskGroup {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn spawn(
        &mut self,
        job: impl Future<Output = Result<(), String>> + 'static,
    ) {
        self.state.n_alive.set(self.state.n_alive.get() + 1);
        let alive = Alive(self.state.clone());
        let task = miniloop::spawn(async move {
            // Declared first, dropped last: after the job.
            let alive = alive;
            let mut job = pin!(job);
            let caught = poll_fn(|cx| {
                let poll = AssertUnwindSafe(|| job.as_mut().poll(cx));
                match catch_unwind(poll) {
                    Ok(polled) => polled.map_err(Failure::Error),
                    Err(panic) => Poll::Ready(Err(Failure::Panic(panic))),
                }
            });
            if let Err(failure) = caught.await {
                alive.0.fail(failure);
            }
        });
        self.tasks.borrow_mut().push(task);
    }

    pub async fn join(self) -> Result<(), String> {
        poll_fn(|cx| {
            self.state.waiter.set(Some(cx.waker().clone()));
            if self.state.failure.borrow().is_some() {
                self.cancel();
            }
            match self.state.n_alive.get() {
                0 => Poll::Ready(()),
                _ => Poll::Pending,
            }
        })
        .await;
        match self.state.failure.take() {
            None => Ok(()),
            Some(Failure::Error(error)) => Err(error),
            Some(Failure::Panic(panic)) => resume_unwind(panic),
        }
    }

    fn cancel(&self) {
        self.tasks.borrow().iter().for_each(JoinHandle::cancel);
    }
}

impl Drop for TaskGroup {
    fn drop(&mut self) {
        self.cancel();
    }
}
