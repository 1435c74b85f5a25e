//! misconception: guard-across-await
//! Borrows the log once, and holds it while the kettle is Pending.

use std::{cell::RefCell, rc::Rc};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub async fn prepare(log: Log, kettle: impl Future<Output = u32>) -> u32 {
    let mut log = log.borrow_mut();
    log.push("filled");
    let tea = kettle.await;
    log.push("poured");
    tea
}
