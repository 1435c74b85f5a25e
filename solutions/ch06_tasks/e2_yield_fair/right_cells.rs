//! Each task in a cell of its own; the line is a list of weak cells, found
//! by the address of what wakes them.

use std::{
    cell::RefCell,
    collections::VecDeque,
    pin::Pin,
    rc::Rc,
    sync::{Arc, Mutex},
    task::{Context, Wake, Waker},
};

type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Clone, Default)]
pub struct Executor {
    cells: Rc<RefCell<Vec<Rc<Cell>>>>,
    line: Arc<Mutex<VecDeque<Arc<Ticket>>>>,
}

struct Cell {
    task: RefCell<Option<Task>>,
    ticket: Arc<Ticket>,
}

struct Ticket {
    line: Arc<Mutex<VecDeque<Arc<Ticket>>>>,
    n_wakes: Mutex<usize>,
}

impl Executor {
    pub fn spawn(&self, job: impl Future<Output = ()> + 'static) {
        let task: Task = Box::pin(job);
        let (line, n_wakes) = (self.line.clone(), Mutex::new(0));
        let ticket = Arc::new(Ticket { line, n_wakes });
        let task = RefCell::new(Some(task));
        let cell = Rc::new(Cell { task, ticket: ticket.clone() });
        self.cells.borrow_mut().push(cell);
        ticket.wake();
    }

    pub fn run(&self) {
        while let Some(ticket) = self.next() {
            let found = self.find(&ticket);
            let Some(cell) = found else { continue };
            *ticket.n_wakes.lock().expect("no panic under it") = 0;
            let waker = Waker::from(ticket);
            let mut cx = Context::from_waker(&waker);
            let mut task = cell.task.borrow_mut();
            let running = task.as_mut().expect("who ended has no cell");
            if running.as_mut().poll(&mut cx).is_ready() {
                drop(task.take());
                let mut cells = self.cells.borrow_mut();
                cells.retain(|other| !Rc::ptr_eq(other, &cell));
            }
        }
    }

    fn next(&self) -> Option<Arc<Ticket>> {
        self.line.lock().expect("no panic under it").pop_front()
    }

    fn find(&self, ticket: &Arc<Ticket>) -> Option<Rc<Cell>> {
        let cells = self.cells.borrow();
        let mut cells = cells.iter();
        cells.find(|cell| Arc::ptr_eq(&cell.ticket, ticket)).cloned()
    }
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        let mut n_wakes = self.n_wakes.lock().expect("no panic under it");
        *n_wakes += 1;
        if *n_wakes == 1 {
            let mut line = self.line.lock().expect("no panic under it");
            line.push_back(self.clone());
        }
    }
}
