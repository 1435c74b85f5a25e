//! One clone drives the work with its own waker, the others sleep; when it
//! goes, all others are woken, and the first of them drives.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

pub type Work<T> = Pin<Box<dyn Future<Output = T>>>;

struct State<T> {
    begin: Box<dyn Fn() -> Work<T>>,
    work: Option<Work<T>>,
    result: Option<T>,
    /// Whoever polled the work last: it has that one's waker.
    driver: Option<usize>,
    sleepers: Vec<Waker>,
    n_clones: usize,
}

pub struct Shared<T> {
    number: usize,
    state: Rc<RefCell<State<T>>>,
}

fn wake_all<T>(state: &RefCell<State<T>>) {
    let sleepers = std::mem::take(&mut state.borrow_mut().sleepers);
    sleepers.into_iter().for_each(Waker::wake);
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        let mut state = self.state.borrow_mut();
        state.n_clones += 1;
        Self { number: state.n_clones, state: self.state.clone() }
    }
}

impl<T> Drop for Shared<T> {
    fn drop(&mut self) {
        let is_driver = self.state.borrow().driver == Some(self.number);
        if is_driver {
            self.state.borrow_mut().driver = None;
            wake_all(&self.state);
        }
    }
}

pub fn shared<T: Clone>(begin: impl Fn() -> Work<T> + 'static) -> Shared<T> {
    let state = State {
        begin: Box::new(begin),
        work: None,
        result: None,
        driver: None,
        sleepers: Vec::new(),
        n_clones: 0,
    };
    Shared { number: 0, state: Rc::new(RefCell::new(state)) }
}

impl<T: Clone> Future for Shared<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        if let Some(value) = &state.result {
            return Poll::Ready(value.clone());
        }
        // It may be the driver one day, and for now it may be told the end.
        state.sleepers.push(cx.waker().clone());
        let begin = &state.begin;
        let work = state.work.get_or_insert_with(begin);
        state.driver = Some(self.number);
        match work.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(value) => {
                state.work = None;
                state.driver = None;
                state.result = Some(value.clone());
                drop(guard);
                wake_all(&self.state);
                Poll::Ready(value)
            }
        }
    }
}
