//! Another right design: the loop's own queue holds callbacks and tasks
//! themselves. Wakers send numbers to an inbox, which is emptied into the
//! queue before anything else joins it, so that the order stays.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
        mpsc::{self, Receiver, Sender},
    },
    task::{Context, Poll, Wake, Waker},
    thread,
    time::Duration,
};

/// Nobody is in line, no timer runs, and the future is not complete.
#[derive(Debug)]
pub struct Stalled;

/// A callback until it runs or is canceled.
type Slot = Rc<Cell<Option<Box<dyn FnOnce()>>>>;

/// Calls a callback off.
pub struct Handle(Slot);

impl Handle {
    /// Unless it has run, it won't.
    pub fn cancel(&self) {
        drop(self.0.take());
    }
}

enum Step {
    Call(Slot),
    Poll(Rc<Task>),
}

/// Its future is there between two polls, and gone when it has ended.
struct Task {
    future: Cell<Option<Pin<Box<dyn Future<Output = ()>>>>>,
    signal: Arc<Signal>,
}

/// What a waker needs of its task.
struct Signal {
    place: usize,
    inbox: Sender<usize>,
    is_in_line: AtomicBool,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        if !self.is_in_line.swap(true, SeqCst) {
            // The loop may be gone, and its tasks with it.
            let _ = self.inbox.send(self.place);
        }
    }
}

struct Timer {
    when: Duration,
    slot: Slot,
}

/// What the clones of a loop share.
struct State {
    queue: RefCell<VecDeque<Step>>,
    inbox: Receiver<usize>,
    to_inbox: Sender<usize>,
    /// By the place that their wakers know.
    tasks: RefCell<Vec<Rc<Task>>>,
    /// Sorted, the last one first.
    timers: RefCell<Vec<Timer>>,
    now: Cell<Duration>,
}

/// Runs callbacks and tasks. Clones are the same loop.
#[derive(Clone)]
pub struct EventLoop(Rc<State>);

impl EventLoop {
    /// A loop at time zero with nothing to run.
    pub fn new() -> Self {
        let (to_inbox, inbox) = mpsc::channel();
        Self(Rc::new(State {
            queue: RefCell::default(),
            inbox,
            to_inbox,
            tasks: RefCell::default(),
            timers: RefCell::default(),
            now: Cell::default(),
        }))
    }

    /// The time since the loop began.
    pub fn time(&self) -> Duration {
        self.0.now.get()
    }

    /// Lines a callback up for the next turn.
    pub fn call_soon(&self, callback: impl FnOnce() + 'static) -> Handle {
        let slot = slot(callback);
        self.receive();
        self.0.queue.borrow_mut().push_back(Step::Call(slot.clone()));
        Handle(slot)
    }

    /// Has a callback run when `delay` has passed.
    pub fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        let slot = slot(callback);
        let when = self.time() + delay;
        let mut timers = self.0.timers.borrow_mut();
        // Before its equals, for the last in the list comes first.
        let at = timers.partition_point(|timer| timer.when > when);
        timers.insert(at, Timer { when, slot: slot.clone() });
        Handle(slot)
    }

    /// Starts a task; it is polled first in the next turn.
    pub fn spawn<F>(&self, job: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let place = Rc::new(RefCell::new(Place::Empty(None)));
        let filled = place.clone();
        let mut job = Some(Box::pin(job));
        let future = poll_fn(move |cx| {
            let poll = AssertUnwindSafe(|| {
                job.as_mut().expect("it has not ended").as_mut().poll(cx)
            });
            let result = match catch_unwind(poll) {
                Ok(Poll::Pending) => return Poll::Pending,
                Ok(Poll::Ready(value)) => Ok(value),
                Err(panic) => Err(panic),
            };
            job = None;
            let was = filled.replace(Place::Filled(result));
            if let Place::Empty(Some(awaiter)) = was {
                awaiter.wake();
            }
            Poll::Ready(())
        });
        self.start(Box::pin(future));
        JoinHandle(place)
    }

    fn start(&self, future: Pin<Box<dyn Future<Output = ()>>>) {
        let mut tasks = self.0.tasks.borrow_mut();
        let signal = Arc::new(Signal {
            place: tasks.len(),
            inbox: self.0.to_inbox.clone(),
            is_in_line: AtomicBool::new(false),
        });
        signal.clone().wake();
        let future = Cell::new(Some(future));
        tasks.push(Rc::new(Task { future, signal }));
    }

    /// Waits until `delay` has passed.
    pub async fn sleep(&self, delay: Duration) {
        let timer = self.spawn_timer(delay);
        timer.await.expect("nothing panics in it");
    }

    /// A place that a timer fills.
    fn spawn_timer(&self, delay: Duration) -> JoinHandle<()> {
        let place = Rc::new(RefCell::new(Place::Empty(None)));
        let filled = place.clone();
        self.call_later(delay, move || {
            let was = filled.replace(Place::Filled(Ok(())));
            if let Place::Empty(Some(awaiter)) = was {
                awaiter.wake();
            }
        });
        JoinHandle(place)
    }

    /// Gives way once.
    pub async fn yield_now(&self) {
        let mut polls = 0;
        poll_fn(|cx| {
            polls += 1;
            if polls > 1 {
                return Poll::Ready(());
            }
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
        while matches!(*main.0.borrow(), Place::Empty(_)) {
            self.receive();
            if self.0.queue.borrow().is_empty() {
                let when = self.0.timers.borrow().last().map(|t| t.when);
                self.0.now.set(self.time().max(when.ok_or(Stalled)?));
            }
            self.run_turn();
        }
        match main.0.replace(Place::Empty(None)) {
            Place::Filled(Ok(value)) => Ok(value),
            Place::Filled(Err(panic)) => resume_unwind(panic),
            Place::Empty(_) => unreachable!("it was filled above"),
        }
    }

    /// Puts those who were woken into the queue.
    fn receive(&self) {
        let woken = self.0.inbox.try_iter();
        let tasks = self.0.tasks.borrow();
        let steps = woken.map(|place| Step::Poll(tasks[place].clone()));
        self.0.queue.borrow_mut().extend(steps);
    }

    fn run_turn(&self) {
        self.line_up_the_due();
        let turn = self.0.queue.take();
        for step in turn {
            match step {
                Step::Call(slot) => {
                    if let Some(callback) = slot.take() {
                        callback();
                    }
                }
                Step::Poll(task) => task.poll(),
            }
        }
        self.receive();
    }

    fn line_up_the_due(&self) {
        let mut timers = self.0.timers.borrow_mut();
        let now = self.time();
        while let Some(timer) = timers.pop_if(|timer| timer.when <= now) {
            self.0.queue.borrow_mut().push_back(Step::Call(timer.slot));
        }
    }
}

impl Task {
    fn poll(&self) {
        let Some(mut future) = self.future.take() else { return };
        self.signal.is_in_line.store(false, SeqCst);
        let waker = Waker::from(self.signal.clone());
        let mut cx = Context::from_waker(&waker);
        if future.as_mut().poll(&mut cx).is_pending() {
            self.future.set(Some(future));
        }
    }
}

fn slot(callback: impl FnOnce() + 'static) -> Slot {
    Rc::new(Cell::new(Some(Box::new(callback))))
}

/// Where a result comes, and who waits for it.
enum Place<T> {
    Empty(Option<Waker>),
    Filled(thread::Result<T>),
}

/// Gives the result of a task.
pub struct JoinHandle<T>(Rc<RefCell<Place<T>>>);

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let waiting = Place::Empty(Some(cx.waker().clone()));
        match self.0.replace(waiting) {
            Place::Filled(result) => Poll::Ready(result),
            Place::Empty(_) => Poll::Pending,
        }
    }
}
