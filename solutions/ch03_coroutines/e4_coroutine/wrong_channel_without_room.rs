//! misconception: blocked-loop
//! As between two threads: `give` waits in `send` for somebody who receives,
//! and he would be this very thread.

use std::{
    pin::Pin,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    task::{Context, Waker},
};

pub struct Co {
    values: SyncSender<u32>,
}

impl Co {
    pub async fn give(&self, value: u32) {
        self.values.send(value).expect("the generator receives");
    }
}

pub struct Generator {
    block: Option<Pin<Box<dyn Future<Output = ()>>>>,
    values: Receiver<u32>,
}

impl Generator {
    pub fn new<B>(body: impl FnOnce(Co) -> B) -> Self
    where
        B: Future<Output = ()> + 'static,
    {
        let (send, values) = sync_channel(0);
        Self { block: Some(Box::pin(body(Co { values: send }))), values }
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let block = self.block.as_mut()?;
        let mut cx = Context::from_waker(Waker::noop());
        if block.as_mut().poll(&mut cx).is_ready() {
            self.block = None;
        }
        self.values.recv().ok()
    }
}
