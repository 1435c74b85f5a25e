//! Each clone has a number and a place for its waker; a drop clears it.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::BTreeMap,
    pin::Pin,
    rc::Rc,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Wake, Waker},
};

pub type Work<T> = Pin<Box<dyn Future<Output = T>>>;

#[derive(Default)]
struct Places(Mutex<BTreeMap<u64, Waker>>);

impl Places {
    fn with<R>(&self, f: impl FnOnce(&mut BTreeMap<u64, Waker>) -> R) -> R {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Wake for Places {
    fn wake(self: Arc<Self>) {
        while let Some((_, waker)) = self.with(BTreeMap::pop_first) {
            waker.wake();
        }
    }
}

struct Inner<T> {
    begin: Box<dyn Fn() -> Work<T>>,
    work: RefCell<Option<Work<T>>>,
    result: OnceCell<T>,
    next: Cell<u64>,
    places: Arc<Places>,
}

pub struct Shared<T> {
    number: u64,
    inner: Rc<Inner<T>>,
}

impl<T> Shared<T> {
    fn next(inner: Rc<Inner<T>>) -> Self {
        let number = inner.next.get();
        inner.next.set(number + 1);
        Self { number, inner }
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self::next(self.inner.clone())
    }
}

impl<T> Drop for Shared<T> {
    fn drop(&mut self) {
        let waker = self.inner.places.with(|all| all.remove(&self.number));
        drop(waker);
    }
}

pub fn shared<T: Clone>(begin: impl Fn() -> Work<T> + 'static) -> Shared<T> {
    Shared::next(Rc::new(Inner {
        begin: Box::new(begin),
        work: RefCell::new(None),
        result: OnceCell::new(),
        next: Cell::new(0),
        places: Arc::default(),
    }))
}

impl<T: Clone> Future for Shared<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let inner = &self.inner;
        if let Some(value) = inner.result.get() {
            return Poll::Ready(value.clone());
        }
        let own = cx.waker().clone();
        inner.places.with(|all| all.insert(self.number, own));
        let waker = inner.places.clone().into();
        let mut work = inner.work.take().unwrap_or_else(|| (inner.begin)());
        match work.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Pending => {
                inner.work.replace(Some(work));
                Poll::Pending
            }
            Poll::Ready(value) => {
                let value = inner.result.get_or_init(|| value).clone();
                waker.wake();
                Poll::Ready(value)
            }
        }
    }
}
