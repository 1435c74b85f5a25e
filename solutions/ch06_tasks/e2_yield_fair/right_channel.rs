//! The line is a channel, and each place of the table keeps its ticket.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    task::{Context, Wake, Waker},
};

type Task = Pin<Box<dyn Future<Output = ()>>>;

struct Inner {
    slots: RefCell<Vec<(Option<Task>, Arc<Ticket>)>>,
    sender: Sender<usize>,
    line: Receiver<usize>,
}

#[derive(Clone)]
pub struct Executor(Rc<Inner>);

impl Default for Executor {
    fn default() -> Self {
        let (sender, line) = channel();
        Self(Rc::new(Inner { slots: RefCell::default(), sender, line }))
    }
}

impl Executor {
    pub fn spawn(&self, job: impl Future<Output = ()> + 'static) {
        let mut slots = self.0.slots.borrow_mut();
        let ticket = Arc::new(Ticket {
            id: slots.len(),
            queued: AtomicBool::new(false),
            sender: self.0.sender.clone(),
        });
        slots.push((Some(Box::pin(job)), ticket.clone()));
        ticket.wake();
    }

    pub fn run(&self) {
        while let Ok(id) = self.0.line.try_recv() {
            // A statement of its own: the borrow ends before the poll.
            let (task, ticket) = {
                let slot = &mut self.0.slots.borrow_mut()[id];
                (slot.0.take(), slot.1.clone())
            };
            ticket.queued.store(false, Ordering::SeqCst);
            let Some(mut task) = task else { continue };
            let waker = Waker::from(ticket);
            if task.as_mut().poll(&mut Context::from_waker(&waker)).is_pending()
            {
                self.0.slots.borrow_mut()[id].0 = Some(task);
            }
        }
    }
}

pub struct Ticket {
    id: usize,
    queued: AtomicBool,
    sender: Sender<usize>,
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        if !self.queued.swap(true, Ordering::SeqCst) {
            let _ = self.sender.send(self.id);
        }
    }
}
