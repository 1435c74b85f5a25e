//! misconception: lost-wakeup
//! Polls the work with the waker of whoever polls, and tells nobody else.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

pub type Work<T> = Pin<Box<dyn Future<Output = T>>>;

#[derive(Clone)]
pub struct Shared<T> {
    stage: Rc<RefCell<Stage<T>>>,
}

enum Stage<T> {
    NotBegun(Box<dyn Fn() -> Work<T>>),
    UnderWay(Work<T>),
    Done(T),
}

pub fn shared<T: Clone>(begin: impl Fn() -> Work<T> + 'static) -> Shared<T> {
    let stage = Rc::new(RefCell::new(Stage::NotBegun(Box::new(begin))));
    Shared { stage }
}

impl<T: Clone> Future for Shared<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut stage = self.stage.borrow_mut();
        if let Stage::NotBegun(begin) = &*stage {
            *stage = Stage::UnderWay(begin());
        }
        if let Stage::UnderWay(work) = &mut *stage {
            match work.as_mut().poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(value) => *stage = Stage::Done(value),
            }
        }
        let Stage::Done(value) = &*stage else {
            unreachable!("it is begun, and no longer under way")
        };
        let value = value.clone();
        drop(stage);
        Poll::Ready(value)
    }
}
