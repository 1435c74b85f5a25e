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
    sync::{Arc, Mutex},
    task::Wake,
};

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Runs tasks on one thread, in turn.
#[derive(Clone, Default)]
pub struct Executor {
    /// Who has not ended, by number.
    tasks: Rc<RefCell<HashMap<usize, Task>>>,
    /// The numbers of those who are polled next.
    line: Arc<Mutex<VecDeque<usize>>>,
}

impl Executor {
    /// Puts a new task at the end of the line.
    pub fn spawn(&self, job: impl Future<Output = ()> + 'static) {
        let _task: Task = Box::pin(job);
        let _ticket = Arc::new(Ticket {});
        let (_tasks, _line) = (&self.tasks, &self.line);
        todo!("give the task a number, and its ticket a place in line")
    }

    /// Polls whoever is in line, until nobody is.
    pub fn run(&self) {
        todo!("poll each one with the waker of its ticket")
    }
}

/// What wakes a task. It may go to other threads, where the task may not.
pub struct Ticket {
    // Which task is it, where is the line, and is it in line already?
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        todo!("put the task in line, once")
    }
}
