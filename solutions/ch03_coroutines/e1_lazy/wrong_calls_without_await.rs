//! misconception: not-awaited
//! Calls an async function, and awaits nothing: its line is never written.

use std::{cell::RefCell, rc::Rc};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

async fn write(log: &Log, line: &'static str) {
    log.borrow_mut().push(line);
}

pub async fn prepare(log: Log, kettle: impl Future<Output = u32>) -> u32 {
    let _filled = write(&log, "filled");
    let tea = kettle.await;
    let _poured = write(&log, "poured");
    tea
}
