//! Combinators of `futures`: a lazy step, then the kettle, then a look at it.

use std::{cell::RefCell, rc::Rc};

use futures::FutureExt;

pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub fn prepare(
    log: Log,
    kettle: impl Future<Output = u32>,
) -> impl Future<Output = u32> {
    let first = log.clone();
    futures::future::lazy(move |_| first.borrow_mut().push("filled"))
        .then(move |()| kettle)
        .inspect(move |_| log.borrow_mut().push("poured"))
}
