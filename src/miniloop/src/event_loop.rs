//! What does the loop do while everyone waits? It sleeps until somebody is due.

mod error;
mod observe;
mod remote;
mod turn;

use std::{
    any::type_name,
    cell::RefCell,
    panic::Location,
    rc::{Rc, Weak},
    time::Duration,
};

use crate::{
    tasks::JoinHandle,
    timers::{Action, Call, Clock, Handle},
};

pub use error::RunError;
pub use observe::{Debug, Loss, Observer, Step, observe_new_loops};
pub(crate) use observe::{come_to, short_name};
pub use remote::Remote;
pub(crate) use remote::{Inbox, Message};
pub(crate) use turn::{Core, Job};

thread_local! {
    static RUNNING: RefCell<Option<EventLoop>> = const { RefCell::new(None) };
}

/// One queue of what is ready, one heap of what is due later, and the tasks.
///
/// Clones are the same loop, which belongs to the thread that made it. What
/// still waits when the last clone goes is dropped by [`EventLoop::close`].
#[derive(Clone)]
pub struct EventLoop {
    pub(crate) core: Rc<Core>,
}

impl EventLoop {
    /// Makes a loop on the real clock.
    pub fn new() -> EventLoop {
        EventLoop::on(Clock::real())
    }

    /// Makes a loop whose clock stands while anybody runs, and jumps to the
    /// next deadline when all wait: it never sleeps, and is never late.
    pub fn with_virtual_clock() -> EventLoop {
        EventLoop::on(Clock::at_zero())
    }

    fn on(clock: Clock) -> EventLoop {
        EventLoop { core: Rc::new(Core::new(clock)) }
    }

    /// The loop that runs on this thread.
    ///
    /// # Panics
    ///
    /// When none runs here.
    #[track_caller]
    pub fn current() -> EventLoop {
        come_to(Location::caller());
        RUNNING
            .with_borrow(Clone::clone)
            .expect("call this from a task or a callback of a running loop")
    }

    /// The time since the loop was made, by its clock.
    pub fn time(&self) -> Duration {
        self.core.now()
    }

    /// Whether its clock is a virtual one.
    pub fn has_virtual_clock(&self) -> bool {
        self.core.clock.is_virtual()
    }

    /// Has the loop call `f` in its next turn, after all that is ready now.
    #[track_caller]
    pub fn call_soon<F: FnOnce() + 'static>(&self, f: F) -> Handle {
        come_to(Location::caller());
        let call = Call::new(Action::of(f));
        self.core.schedule(Job::Call(call.clone()));
        Handle(call)
    }

    /// Has the loop call `f` when `delay` has passed, or somewhat later.
    #[track_caller]
    pub fn call_later<F>(&self, delay: Duration, f: F) -> Handle
    where
        F: FnOnce() + 'static,
    {
        self.call_at(self.time().saturating_add(delay), f)
    }

    /// Has the loop call `f` when its clock shows `when`, or somewhat later.
    ///
    /// Of two calls for the same time the first made is the first to run.
    #[track_caller]
    pub fn call_at<F>(&self, when: Duration, f: F) -> Handle
    where
        F: FnOnce() + 'static,
    {
        come_to(Location::caller());
        self.core.at(when, Action::of(f))
    }

    /// Ends [`EventLoop::run_forever`] after the turn that runs now, or if
    /// none does, after the next one.
    #[track_caller]
    pub fn stop(&self) {
        come_to(Location::caller());
        self.core.stop();
    }

    /// A handle that other threads may use.
    pub fn remote(&self) -> Remote {
        Remote::new(self.core.inbox.clone())
    }

    /// Runs turn after turn until somebody calls [`EventLoop::stop`].
    ///
    /// # Errors
    ///
    /// [`RunError::Stalled`] when nothing is ready, nothing is due later, and
    /// nobody is left who could change that. The loop may be run again. On a
    /// virtual clock other threads count only if they have a [`Remote`]; on
    /// the real clock, every waker that is kept somewhere counts.
    ///
    /// # Panics
    ///
    /// When a loop runs on this thread already, and when a callback panics.
    pub fn run_forever(&self) -> Result<(), RunError> {
        let _running = Running::enter(self);
        loop {
            self.core.turn()?;
            if self.core.was_stopped() {
                return Ok(());
            }
        }
    }

    /// Runs the loop until `future`, as a task of its own, is complete.
    ///
    /// Other tasks may be left: they go on when the loop runs again.
    ///
    /// # Errors
    ///
    /// [`RunError::Stalled`] as [`EventLoop::run_forever`];
    /// [`RunError::Stopped`] when it was stopped before.
    ///
    /// # Panics
    ///
    /// As [`EventLoop::run_forever`]; and the future's own panic goes on.
    pub fn run_until_complete<F>(
        &self,
        future: F,
    ) -> Result<F::Output, RunError>
    where
        F: Future + 'static,
    {
        let run = Rc::new(());
        let stop = StopWhenDropped(self.clone(), Rc::downgrade(&run));
        let main = async move {
            let _stop = stop;
            future.await
        };
        let main = self.core.spawn(type_name::<F>(), Box::pin(main));
        self.run_forever()?;
        main.into_result()
    }

    /// Drops all callbacks and tasks that are left.
    ///
    /// What their destructors schedule is dropped as well.
    ///
    /// # Panics
    ///
    /// When the loop runs: stop it first.
    pub fn close(&self) {
        let is_running = with_running(|r| Rc::ptr_eq(&r.core, &self.core));
        assert!(is_running != Some(true), "a loop that runs can't be closed");
        self.core.close();
    }

    /// Starts a task: its first poll comes in the loop's next turn.
    ///
    /// Dropping the handle lets the task go on by itself.
    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
    {
        come_to(Location::caller());
        self.core.spawn(type_name::<F>(), Box::pin(future))
    }

    /// Has `observer` told of all that the loop does from now on.
    pub fn observe(&self, observer: Rc<dyn Observer>) {
        self.core.observers.add(observer);
    }
}

/// Runs `future` on a new loop, and closes the loop: asyncio's `run`.
///
/// # Errors
///
/// [`RunError::Stalled`] when all tasks wait and nobody can wake one.
///
/// # Panics
///
/// When a loop runs on this thread already; the future's own panic goes on.
pub fn run<F: Future + 'static>(future: F) -> Result<F::Output, RunError> {
    let event_loop = EventLoop::new();
    let _close = CloseWhenDropped(event_loop.clone());
    event_loop.run_until_complete(future)
}

/// Starts a task on the loop that runs on this thread.
///
/// Dropping the handle lets the task go on by itself.
///
/// # Panics
///
/// When no loop runs here.
#[track_caller]
pub fn spawn<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    EventLoop::current().spawn(future)
}

/// Calls `f` with the loop that runs on this thread, if one does.
pub(crate) fn with_running<T>(f: impl FnOnce(&EventLoop) -> T) -> Option<T> {
    RUNNING.try_with(|running| running.borrow().as_ref().map(f)).ok()?
}

/// The loop is this thread's own until the guard is dropped.
struct Running;

impl Running {
    fn enter(event_loop: &EventLoop) -> Running {
        let earlier = RUNNING.replace(Some(event_loop.clone()));
        if earlier.is_some() {
            RUNNING.set(earlier);
            panic!("a loop runs on this thread already");
        }
        Running
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.set(None);
    }
}

/// Stops the loop one turn after the main task, as asyncio does: whoever was
/// made ready together with its end still runs.
///
/// Unless its own run is over: who was left by a stall stops no other run.
struct StopWhenDropped(EventLoop, Weak<()>);

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        if self.1.strong_count() == 0 {
            return;
        }
        let event_loop = self.0.clone();
        let stop = Action::Run(Box::new(move || event_loop.stop()), None);
        self.0.core.schedule(Job::Call(Call::new(stop)));
    }
}

struct CloseWhenDropped(EventLoop);

impl Drop for CloseWhenDropped {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Default for EventLoop {
    fn default() -> Self {
        EventLoop::new()
    }
}
