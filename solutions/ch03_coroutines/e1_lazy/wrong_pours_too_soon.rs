//! misconception: skipped-await
//! Takes the kettle for one that boils as soon as it has a name.

use std::{cell::RefCell, rc::Rc};

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub async fn prepare(log: Log, kettle: impl Future<Output = u32>) -> u32 {
    log.borrow_mut().push("filled");
    let tea = kettle;
    log.borrow_mut().push("poured");
    tea.await
}
