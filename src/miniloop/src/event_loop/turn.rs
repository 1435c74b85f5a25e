//! What is one turn of the loop? Wait, collect who is due, run who is ready.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
    sync::{
        Arc,
        atomic::{Ordering, fence},
    },
    task::Waker,
    time::Duration,
};

use super::{
    Loss, RunError, Step,
    observe::Observers,
    remote::{Inbox, Message},
    short_name,
};
use crate::{
    reactor::Reactor,
    tasks::{Run, Signal, Task, Tasks},
    thread,
    timers::{Action, Call, Clock, Handle, Timers},
};

/// What the clones of a loop share.
pub(crate) struct Core {
    ready: RefCell<VecDeque<Job>>,
    timers: RefCell<Timers>,
    pub(crate) tasks: RefCell<Tasks>,
    /// Those of tasks that are over, for tasks to come: at most as many as
    /// there ever were tasks at once.
    pub(crate) spare_signals: RefCell<Vec<Arc<Signal>>>,
    pub(crate) reactor: RefCell<Option<Reactor>>,
    /// Empty between two uses, and kept for its memory.
    woken: Cell<Vec<Waker>>,
    pub(crate) inbox: Arc<Inbox>,
    pub(crate) observers: Observers,
    pub(super) clock: Clock,
    is_stopping: Cell<bool>,
}

/// What waits its turn in the ready queue.
pub(crate) enum Job {
    Call(Rc<Call>),
    Poll(Rc<Task<dyn Run>>),
}

impl Core {
    pub(crate) fn new(clock: Clock) -> Core {
        Core {
            ready: RefCell::default(),
            timers: RefCell::default(),
            tasks: RefCell::default(),
            spare_signals: RefCell::default(),
            reactor: RefCell::default(),
            woken: Cell::default(),
            inbox: Arc::new(Inbox::new()),
            observers: Observers::of_this_thread(),
            clock,
            is_stopping: Cell::new(false),
        }
    }

    pub(crate) fn now(&self) -> Duration {
        self.clock.now()
    }

    pub(crate) fn schedule(&self, job: Job) {
        self.ready.borrow_mut().push_back(job);
    }

    pub(crate) fn stop(&self) {
        self.is_stopping.set(true);
    }

    /// Whether somebody has called for a stop since the last time.
    pub(crate) fn was_stopped(&self) -> bool {
        self.is_stopping.replace(false)
    }

    // ANCHOR: turn
    /// One turn: wait, collect who is due, then run those who are ready now.
    pub(crate) fn turn(&self) -> Result<(), RunError> {
        self.receive();
        self.idle()?;
        self.receive();
        self.collect_due();
        // What is scheduled from here on runs in the next turn. So nobody
        // keeps timers and sockets waiting by scheduling itself again.
        let n_ready = self.ready.borrow().len();
        for _ in 0..n_ready {
            let job = self.ready.borrow_mut().pop_front();
            match job {
                Some(Job::Poll(task)) => self.poll(&task),
                Some(Job::Call(call)) => self.call(&call),
                None => break,
            }
        }
        Ok(())
    }
    // ANCHOR_END: turn

    // ANCHOR: idle
    /// Sleeps until somebody is due, and not at all if somebody is ready.
    fn idle(&self) -> Result<(), RunError> {
        if !self.ready.borrow().is_empty() || self.is_stopping.get() {
            self.wait(Some(Duration::ZERO));
            return Ok(());
        }
        let Some(when) = self.timers.borrow_mut().next() else {
            self.expect_a_wake()?;
            self.wait(None);
            return Ok(());
        };
        if self.clock.is_virtual() {
            self.wait(Some(Duration::ZERO));
            if self.ready.borrow().is_empty() {
                self.clock.advance_to(when);
            }
        } else {
            self.wait(Some(when.saturating_sub(self.clock.now())));
        }
        Ok(())
    }
    // ANCHOR_END: idle

    /// Waits for sockets and other threads: `None` is for ever.
    fn wait(&self, time: Option<Duration>) {
        let Some(mut reactor) = self.reactor.take() else {
            return self.inbox.wait(time);
        };
        let mut woken = self.woken.take();
        reactor.wait(time, &mut woken);
        // Back before the wakes, which run code that we don't know.
        self.reactor.replace(Some(reactor));
        woken.drain(..).for_each(Waker::wake);
        self.woken.replace(woken);
    }

    /// Takes over what other threads sent.
    fn receive(&self) {
        for message in self.inbox.take() {
            match message {
                Message::Wake(task) => self.make_ready(task),
                Message::Call(f) => {
                    self.schedule(Job::Call(Call::new(Action::of(f))));
                }
            }
        }
    }

    fn collect_due(&self) {
        let mut timers = self.timers.borrow_mut();
        if !timers.is_empty() {
            let now = self.clock.now();
            while let Some(call) = timers.pop_due(now) {
                self.schedule(Job::Call(call));
            }
        }
    }

    fn call(&self, call: &Call) {
        let Some(action) = call.take() else { return };
        let name = action.name();
        let step = || name.map_or(Step::Own, |n| Step::Callback(short_name(n)));
        self.observers.each(|o| o.begins(step(), self.now()));
        action.run();
        self.observers.each(|o| o.ends(step(), true));
    }

    pub(crate) fn at(&self, when: Duration, action: Action) -> Handle {
        let call = Call::new(action);
        self.timers.borrow_mut().push(when, call.clone());
        Handle(call)
    }

    /// Looks who could still make a task ready: a socket, a
    /// [`Remote`](crate::Remote), or, on the real clock, whoever keeps a
    /// waker. That may be another thread, or a task that waits itself.
    fn expect_a_wake(&self) -> Result<(), RunError> {
        let has_sockets =
            self.reactor.borrow().as_ref().is_some_and(Reactor::is_awaited);
        if has_sockets || self.inbox.has_remotes() {
            return Ok(());
        }
        let tasks = self.tasks.borrow();
        let may_be_woken = thread::HAS_OTHERS && tasks.has_wakers_out();
        if self.clock.is_virtual() || !may_be_woken {
            // Who went since we received has left a message first: the counts
            // above show that they went, so the message is there.
            fence(Ordering::Acquire);
            if self.inbox.is_empty() {
                return Err(RunError::Stalled { waiting: tasks.names() });
            }
            return Ok(());
        }
        self.observers.each(|o| o.stands_still(&tasks.names()));
        Ok(())
    }

    /// Drops what is left: see [`EventLoop::close`](crate::EventLoop::close).
    pub(crate) fn close(&self) {
        for name in self.tasks.borrow().names() {
            self.observers.each(|o| o.lost(Loss::Pending(&name)));
        }
        loop {
            // Out of their cells first: destructors may look at the loop.
            let ready = self.ready.take();
            let timers = self.timers.take();
            let tasks = self.tasks.borrow_mut().take_all();
            if ready.is_empty() && timers.is_empty() && tasks.is_empty() {
                break;
            }
            tasks.iter().for_each(|task| task.inner.cancel());
        }
        let reactor = self.reactor.borrow();
        let n_open = reactor.as_ref().map_or(0, Reactor::n_open);
        if n_open > 0 {
            self.observers.each(|o| o.lost(Loss::Sockets(n_open)));
        }
        self.is_stopping.set(false);
    }
}
