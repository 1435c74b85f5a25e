//! misconception: lost-order
//! Waits for the kettle first, and fills it when it is Ready.

use std::{cell::RefCell, rc::Rc};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub async fn prepare(log: Log, kettle: impl Future<Output = u32>) -> u32 {
    let tea = kettle.await;
    log.borrow_mut().extend(["filled", "poured"]);
    tea
}
