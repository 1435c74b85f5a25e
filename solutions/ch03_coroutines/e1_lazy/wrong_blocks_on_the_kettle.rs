//! misconception: blocked-loop
//! Waits for the kettle in a runtime of its own, and holds the thread.

use std::{cell::RefCell, rc::Rc};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    async move {
        log.borrow_mut().push("filled");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime without I/O asks nothing of the system");
        let cups = runtime.block_on(kettle);
        log.borrow_mut().push("poured");
        cups
    }
}
