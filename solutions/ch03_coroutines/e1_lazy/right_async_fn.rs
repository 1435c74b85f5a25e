//! The whole function waits.

use std::{cell::RefCell, rc::Rc};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub async fn prepare(log: Log, kettle: impl Future<Output = u32>) -> u32 {
    log.borrow_mut().push("filled");
    let tea = kettle.await;
    log.borrow_mut().push("poured");
    tea
}
