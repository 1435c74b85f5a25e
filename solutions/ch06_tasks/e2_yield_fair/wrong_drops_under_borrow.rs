//! misconception: re-entrant-drop
//! Drops a task in the statement that borrows the table it was in.

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

#[derive(Clone, Default)]
pub struct Executor {
    tasks: Rc<RefCell<Tasks>>,
    line: Line,
}

#[derive(Default)]
struct Tasks {
    by_number: HashMap<usize, Task>,
    n_spawned: usize,
}

impl Executor {
    pub fn spawn(&self, job: impl Future<Output = ()> + 'static) {
        let mut tasks = self.tasks.borrow_mut();
        let task = tasks.n_spawned;
        tasks.n_spawned += 1;
        tasks.by_number.insert(task, Box::pin(job));
        let line = self.line.clone();
        let is_in_line = AtomicBool::new(false);
        Arc::new(Ticket { task, line, is_in_line }).wake();
    }

    pub fn run(&self) {
        loop {
            // A statement of its own: the lock is let go before the poll.
            let next = self.line.lock().pop_front();
            let Some(ticket) = next else { return };
            self.poll(ticket);
        }
    }

    fn poll(&self, ticket: Arc<Ticket>) {
        let number = ticket.task;
        let taken = self.tasks.borrow_mut().by_number.remove(&number);
        let Some(mut task) = taken else { return };
        // Before the poll: a wake during it is a new one.
        ticket.is_in_line.store(false, SeqCst);
        let waker = Waker::from(ticket);
        let polled = task.as_mut().poll(&mut Context::from_waker(&waker));
        self.tasks.borrow_mut().by_number.insert(number, task);
        if polled.is_ready() {
            self.tasks.borrow_mut().by_number.remove(&number);
        }
    }
}

#[derive(Clone, Default)]
struct Line(Arc<Mutex<VecDeque<Arc<Ticket>>>>);

impl Line {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Ticket>>> {
        self.0.lock().expect("nothing panics while the line is locked")
    }
}

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
