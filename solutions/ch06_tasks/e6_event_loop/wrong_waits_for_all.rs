//! misconception: late-return
//!
//! `run_until_complete` runs until nobody is left, and then looks for its
//! result.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    collections::{BTreeSet, HashMap, VecDeque},
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    rc::Rc,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake, Waker},
    thread,
    time::Duration,
};

/// Nobody is in line, no timer runs, and the future is not complete.
#[derive(Debug)]
pub struct Stalled;

/// What the loop has to do, by number. The line holds the numbers alone, so
/// that a waker can stand in it from any thread.
enum Job {
    Call(Box<dyn FnOnce()>),
    Task(Task, Arc<Ticket>),
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Default)]
struct State {
    line: Arc<Line>,
    jobs: RefCell<HashMap<u64, Job>>,
    n_jobs: Cell<u64>,
    /// Equal deadlines by number, which is the order of the calls.
    timers: RefCell<BTreeSet<(Duration, u64)>>,
    now: Cell<Duration>,
}

/// Who is next. The only part that other threads touch.
#[derive(Default)]
struct Line(Mutex<VecDeque<u64>>);

impl Line {
    /// Nobody runs code of their own while they hold the guard.
    fn lock(&self) -> MutexGuard<'_, VecDeque<u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What wakes a task.
struct Ticket {
    number: u64,
    line: Arc<Line>,
    is_in_line: AtomicBool,
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.is_in_line.swap(true, SeqCst) {
            self.line.lock().push_back(self.number);
        }
    }
}

/// Calls a callback off.
pub struct Handle {
    state: Rc<State>,
    number: u64,
}

impl Handle {
    /// Unless it has run, it won't.
    pub fn cancel(&self) {
        // Its number stays where it is and finds nothing. Dropped at the end,
        // for a destructor may call the loop.
        let _callback = self.state.jobs.borrow_mut().remove(&self.number);
    }
}

/// What a task and its handle share.
struct Shared<T> {
    result: Option<thread::Result<T>>,
    awaiter: Option<Waker>,
}

/// Gives the result of a task.
pub struct JoinHandle<T> {
    shared: Rc<RefCell<Shared<T>>>,
}

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut shared = self.shared.borrow_mut();
        if let Some(result) = shared.result.take() {
            return Poll::Ready(result);
        }
        shared.awaiter = Some(cx.waker().clone());
        Poll::Pending
    }
}

/// Runs callbacks and tasks. Clones are the same loop.
#[derive(Clone)]
pub struct EventLoop(Rc<State>);

impl EventLoop {
    /// A loop at time zero with nothing to run.
    pub fn new() -> Self {
        Self(Rc::default())
    }

    /// The time since the loop began.
    pub fn time(&self) -> Duration {
        self.0.now.get()
    }

    /// Lines a callback up for the next turn.
    pub fn call_soon(&self, callback: impl FnOnce() + 'static) -> Handle {
        let handle = self.handle_of(callback);
        self.0.line.lock().push_back(handle.number);
        handle
    }

    /// Has a callback run when `delay` has passed.
    pub fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let handle = self.handle_of(callback);
        let timer = (self.time() + delay, handle.number);
        self.0.timers.borrow_mut().insert(timer);
        handle
    }

    fn handle_of(&self, callback: impl FnOnce() + 'static) -> Handle {
        let number = self.new_number();
        let callback = Job::Call(Box::new(callback));
        self.0.jobs.borrow_mut().insert(number, callback);
        Handle { state: self.0.clone(), number }
    }

    fn new_number(&self) -> u64 {
        self.0.n_jobs.replace(self.0.n_jobs.get() + 1)
    }

    /// Starts a task; it is polled first in the next turn.
    pub fn spawn<F>(&self, job: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let shared = Shared { result: None, awaiter: None };
        let shared = Rc::new(RefCell::new(shared));
        let handle = JoinHandle { shared: shared.clone() };
        let task = Box::pin(async move {
            let result = caught(job).await;
            shared.borrow_mut().result = Some(result);
            let awaiter = shared.borrow_mut().awaiter.take();
            if let Some(awaiter) = awaiter {
                awaiter.wake();
            }
        });
        let ticket = Arc::new(Ticket {
            number: self.new_number(),
            line: self.0.line.clone(),
            is_in_line: AtomicBool::new(false),
        });
        let task = Job::Task(task, ticket.clone());
        self.0.jobs.borrow_mut().insert(ticket.number, task);
        ticket.wake();
        handle
    }

    /// Waits until `delay` has passed.
    pub async fn sleep(&self, delay: Duration) {
        let waits = Rc::new(Cell::new(true));
        let waker = Rc::new(Cell::new(None::<Waker>));
        let (ends, woken) = (waits.clone(), waker.clone());
        self.call_later(delay, move || {
            ends.set(false);
            if let Some(waker) = woken.take() {
                waker.wake();
            }
        });
        poll_fn(|cx| {
            if !waits.get() {
                return Poll::Ready(());
            }
            waker.set(Some(cx.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    /// Gives way once.
    pub async fn yield_now(&self) {
        let mut has_yielded = false;
        poll_fn(|cx| {
            if has_yielded {
                return Poll::Ready(());
            }
            has_yielded = true;
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    /// Runs turn after turn until the future is complete.
    pub fn run_until_complete<F>(&self, future: F) -> Result<F::Output, Stalled>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let main = self.spawn(future);
        while self.run_turn().is_ok() {}
        let result = main.shared.borrow_mut().result.take();
        match result {
            Some(Ok(value)) => Ok(value),
            Some(Err(panic)) => resume_unwind(panic),
            None => Err(Stalled),
        }
    }

    fn run_turn(&self) -> Result<(), Stalled> {
        self.let_time_pass()?;
        self.line_up_the_due();
        // Who joins from here on runs in the next turn.
        let n_ready = self.0.line.lock().len();
        for _ in 0..n_ready {
            let number = self.0.line.lock().pop_front();
            // Not borrowed while it runs: it may call the loop.
            let job = number.and_then(|n| self.0.jobs.borrow_mut().remove(&n));
            match job {
                Some(Job::Call(callback)) => callback(),
                Some(Job::Task(task, ticket)) => self.poll(task, ticket),
                None => {}
            }
        }
        Ok(())
    }

    /// With nobody in line the clock jumps to the earliest deadline.
    fn let_time_pass(&self) -> Result<(), Stalled> {
        if self.0.line.lock().is_empty() {
            let timers = self.0.timers.borrow();
            let (when, _) = timers.first().ok_or(Stalled)?;
            self.0.now.set(self.time().max(*when));
        }
        Ok(())
    }

    fn line_up_the_due(&self) {
        let mut timers = self.0.timers.borrow_mut();
        let later = timers.split_off(&(self.time(), u64::MAX));
        let due = std::mem::replace(&mut *timers, later);
        self.0.line.lock().extend(due.into_iter().map(|(_, number)| number));
    }

    fn poll(&self, mut task: Task, ticket: Arc<Ticket>) {
        // Before the poll: a wake during it counts.
        ticket.is_in_line.store(false, SeqCst);
        let waker = Waker::from(ticket.clone());
        if task.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
            let number = ticket.number;
            let task = Job::Task(task, ticket);
            self.0.jobs.borrow_mut().insert(number, task);
        }
    }
}

/// What a job gives, or what it panicked with. It is dropped by then.
async fn caught<T>(
    job: impl Future<Output = T>,
) -> Result<T, Box<dyn Any + Send>> {
    let mut job = Box::pin(job);
    poll_fn(|cx| {
        let poll = AssertUnwindSafe(|| job.as_mut().poll(cx));
        match catch_unwind(poll) {
            Ok(polled) => polled.map(Ok),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}
