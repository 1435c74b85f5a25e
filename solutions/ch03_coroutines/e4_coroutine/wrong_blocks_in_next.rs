//! misconception: lost-wakeup
//! Waits for the whole body, which sleeps in its first `give`.

use std::{cell::Cell, pin::Pin, rc::Rc};

pub struct Co {
    slot: Rc<Cell<Option<u32>>>,
}

impl Co {
    pub async fn give(&self, value: u32) {
        self.slot.set(Some(value));
        futures::pending!();
    }
}

pub struct Generator {
    slot: Rc<Cell<Option<u32>>>,
    body: Option<Pin<Box<dyn Future<Output = ()>>>>,
}

impl Generator {
    pub fn new<B>(body: impl FnOnce(Co) -> B) -> Self
    where
        B: Future<Output = ()> + 'static,
    {
        let slot = Rc::new(Cell::new(None));
        Self { body: Some(Box::pin(body(Co { slot: slot.clone() }))), slot }
    }
}

impl Iterator for Generator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime without I/O asks nothing of the system");
        runtime.block_on(self.body.as_mut()?);
        self.body = None;
        self.slot.take()
    }
}
