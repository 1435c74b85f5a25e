//! An executor that is fair: whoever gives way goes to the end of the line.
//!
//!     executor.spawn(count("a", 2));
//!     executor.spawn(count("b", 2));
//!     executor.run();                                  // a1 b1 a2 b2
//!
//! - `spawn` puts a task at the end of the line and polls nothing. A task
//!   may spawn others, by a clone of the executor.
//! - `run` polls the first in line once, then the next one, until nobody is
//!   in line. Then it returns; whoever sleeps is kept for a later `run`.
//! - A wake puts its task at the end of the line, in the task's own poll
//!   too; who stands in line is not put there again. It may come from
//!   another thread, or twice, or when its task has ended.
//! - A task that has ended is dropped at once; its destructor may spawn too.

use std::{
    cell::RefCell,
    collections::{HashMap, VecDeque},
    pin::Pin,
    rc::Rc,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Wake, Waker},
};

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Runs tasks on one thread, in turn.
#[derive(Clone, Default)]
pub struct Executor {
    tasks: Rc<RefCell<Tasks>>,
    line: Line,
}

/// Who has not ended, by number.
#[derive(Default)]
struct Tasks {
    by_number: HashMap<usize, Task>,
    n_spawned: usize,
}

impl Executor {
    /// Puts a new task at the end of the line.
    pub fn spawn(&self, job: impl Future<Output = ()> + 'static) {
        let mut tasks = self.tasks.borrow_mut();
        let task = tasks.n_spawned;
        tasks.n_spawned += 1;
        tasks.by_number.insert(task, Box::pin(job));
        let line = self.line.clone();
        let is_in_line = AtomicBool::new(false);
        Arc::new(Ticket { task, line, is_in_line }).wake();
    }

    /// Polls whoever is in line, until nobody is.
    pub fn run(&self) {
        loop {
            // A statement of its own: the lock is let go before the poll.
            let next = self.line.lock().pop_front();
            let Some(ticket) = next else { return };
            self.poll(ticket);
        }
    }

    /// Polls a task outside its place: it may spawn, and be woken.
    fn poll(&self, ticket: Arc<Ticket>) {
        let number = ticket.task;
        let taken = self.tasks.borrow_mut().by_number.remove(&number);
        let Some(mut task) = taken else { return };
        // Before the poll: a wake during it is a new one.
        ticket.is_in_line.store(false, SeqCst);
        let waker = Waker::from(ticket);
        let polled = task.as_mut().poll(&mut Context::from_waker(&waker));
        if polled.is_pending() {
            self.tasks.borrow_mut().by_number.insert(number, task);
        }
    }
}

/// Those who are polled next, in this order.
#[derive(Clone, Default)]
struct Line(Arc<Mutex<VecDeque<Arc<Ticket>>>>);

impl Line {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Ticket>>> {
        self.0.lock().expect("nothing panics while the line is locked")
    }
}

/// What wakes a task. It may go to other threads, where the task may not.
pub struct Ticket {
    task: usize,
    line: Line,
    is_in_line: AtomicBool,
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        // Who finds it unset puts the task in line, and nobody else.
        if !self.is_in_line.swap(true, SeqCst) {
            self.line.lock().push_back(self.clone());
        }
    }
}
// The trap: `while let Some(ticket) = self.line.lock().pop_front()`. The lock
// lives until the end of the loop's body, and the first wake in a poll waits
// for it for ever.
//
// Refused: to put each task that is Pending back in line. All would be polled
// in turn, and a thousand who sleep would cost a thousand polls a round.
