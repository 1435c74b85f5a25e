//! misconception: eager-start
//! The first line stands above the block.

use std::{cell::RefCell, rc::Rc};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    log.borrow_mut().push("filled");
    async move {
        let tea = kettle.await;
        log.borrow_mut().push("poured");
        tea
    }
}
