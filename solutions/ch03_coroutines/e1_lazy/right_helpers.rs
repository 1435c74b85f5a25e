//! Each step is an async function of its own, and each is awaited.

use std::{cell::RefCell, rc::Rc};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

async fn write(log: &Log, line: &'static str) {
    log.borrow_mut().push(line);
}

pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    let steps = async move |log: Log| {
        write(&log, "filled").await;
        let tea = kettle.await;
        write(&log, "poured").await;
        tea
    };
    async move { steps(log).await }
}
