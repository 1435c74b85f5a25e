//! A promise of the book's own loop carries the result; it is cloneable, so
//! that what panicked, which is not, lies in a cell.

use std::{
    cell::RefCell,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready},
    thread,
};

pub type Task = Pin<Box<dyn Future<Output = ()>>>;

type Cell<T> = Rc<RefCell<Option<thread::Result<T>>>>;

pub fn spawn<F>(start: impl FnOnce(Task), job: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let (setter, promise) = miniloop::promise::<Cell<F::Output>>();
    let mut job = Box::pin(job);
    let mut setter = Some(setter);
    start(Box::pin(poll_fn(move |cx| {
        let end = match catch_unwind(AssertUnwindSafe(|| job.as_mut().poll(cx)))
        {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(value)) => Ok(value),
            Err(panic) => Err(panic),
        };
        if let Some(setter) = setter.take() {
            setter.set(Rc::new(RefCell::new(Some(end))));
        }
        Poll::Ready(())
    })));
    JoinHandle { promise }
}

pub struct JoinHandle<T: 'static> {
    promise: miniloop::Promise<Cell<T>>,
}

impl<T> Future for JoinHandle<T> {
    type Output = thread::Result<T>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let kept = ready!(Pin::new(&mut self.promise).poll(cx));
        let cell = kept.expect("the task is run to its end");
        let end = cell.borrow_mut().take();
        Poll::Ready(end.expect("it is Ready once"))
    }
}
