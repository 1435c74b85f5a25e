//! A channel is a queue: both ends are here, and a count says where turns end.

use std::{
    cell::Cell,
    rc::Rc,
    sync::mpsc::{self, Receiver, Sender},
};

pub type Callback = Box<dyn FnOnce()>;

#[derive(Clone)]
pub struct EventLoop {
    sender: Sender<Callback>,
    ready: Rc<Receiver<Callback>>,
    n_ready: Rc<Cell<usize>>,
    is_stopping: Rc<Cell<bool>>,
}

impl EventLoop {
    pub fn new() -> Self {
        let (sender, ready) = mpsc::channel();
        let (n_ready, is_stopping) = Default::default();
        Self { sender, ready: Rc::new(ready), n_ready, is_stopping }
    }

    pub fn call_soon(&self, callback: impl FnOnce() + 'static) {
        self.n_ready.set(self.n_ready.get() + 1);
        let sent = self.sender.send(Box::new(callback));
        sent.expect("the receiver is here");
    }

    pub fn stop(&self) {
        self.is_stopping.set(true);
    }

    pub fn run_once(&self) {
        let n_ready = self.n_ready.take();
        for callback in self.ready.try_iter().take(n_ready) {
            callback();
        }
    }

    pub fn run_forever(&self) {
        while self.n_ready.get() > 0 {
            self.run_once();
            if self.is_stopping.take() {
                break;
            }
        }
    }
}
