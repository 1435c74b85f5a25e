//! A plain function, and nothing above its block.

use std::{cell::RefCell, rc::Rc};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    async move {
        log.borrow_mut().push("filled");
        let tea = kettle.await;
        log.borrow_mut().push("poured");
        tea
    }
}
