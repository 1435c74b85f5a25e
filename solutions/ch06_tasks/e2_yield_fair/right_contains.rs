//! The tasks lie in a list; a wake looks whether the number is in line.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    pin::Pin,
    rc::Rc,
    sync::{Arc, Mutex},
    task::{Context, Poll, Wake, Waker},
};

type Task = Pin<Box<dyn Future<Output = ()>>>;
type Line = Arc<Mutex<VecDeque<usize>>>;

#[derive(Clone, Default)]
pub struct Executor {
    tasks: Rc<RefCell<Vec<Cell<Option<Task>>>>>,
    line: Line,
}

fn join(line: &Line, number: usize) {
    let mut line = line.lock().expect("no panic comes under the lock");
    if !line.contains(&number) {
        line.push_back(number);
    }
}

impl Executor {
    pub fn spawn(&self, job: impl Future<Output = ()> + 'static) {
        let mut tasks = self.tasks.borrow_mut();
        join(&self.line, tasks.len());
        tasks.push(Cell::new(Some(Box::pin(job))));
    }

    fn first(&self) -> Option<usize> {
        let mut line = self.line.lock().expect("no panic comes under it");
        line.pop_front()
    }

    pub fn run(&self) {
        while let Some(number) = self.first() {
            let task = self.tasks.borrow()[number].take();
            let Some(mut task) = task else { continue };
            let line = self.line.clone();
            let waker = Waker::from(Arc::new(Ticket { number, line }));
            let mut cx = Context::from_waker(&waker);
            if let Poll::Pending = task.as_mut().poll(&mut cx) {
                self.tasks.borrow()[number].set(Some(task));
            }
        }
    }
}

struct Ticket {
    number: usize,
    line: Line,
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        join(&self.line, self.number);
    }
}
