//! misconception: lost-wakeup
//! Wakes one of those who sleep, and leaves the others in the list.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    sync::{Arc, Mutex},
    task::{Context, Poll, Wake, Waker},
};

pub type Work<T> = Pin<Box<dyn Future<Output = T>>>;

#[derive(Clone)]
pub struct Shared<T> {
    stage: Rc<RefCell<Stage<T>>>,
    bell: Arc<Bell>,
}

enum Stage<T> {
    NotBegun(Box<dyn Fn() -> Work<T>>),
    UnderWay(Work<T>),
    Done(T),
}

#[derive(Default)]
struct Bell {
    sleepers: Mutex<Vec<Waker>>,
}

impl Bell {
    fn add(&self, waker: &Waker) {
        let mut sleepers = self.sleepers.lock().expect("no panic in it");
        if !sleepers.iter().any(|known| known.will_wake(waker)) {
            sleepers.push(waker.clone());
        }
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        let mut sleepers = self.sleepers.lock().expect("no panic in it");
        let woken = sleepers.pop();
        drop(sleepers);
        if let Some(waker) = woken {
            waker.wake();
        }
    }
}

pub fn shared<T: Clone>(begin: impl Fn() -> Work<T> + 'static) -> Shared<T> {
    let stage = Rc::new(RefCell::new(Stage::NotBegun(Box::new(begin))));
    Shared { stage, bell: Arc::default() }
}

impl<T: Clone> Future for Shared<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut stage = self.stage.borrow_mut();
        if let Stage::NotBegun(begin) = &*stage {
            *stage = Stage::UnderWay(begin());
        }
        if let Stage::UnderWay(work) = &mut *stage {
            self.bell.add(cx.waker());
            let waker = Waker::from(self.bell.clone());
            match work.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(value) => *stage = Stage::Done(value),
            }
        }
        let Stage::Done(value) = &*stage else {
            unreachable!("it is begun, and no longer under way")
        };
        let value = value.clone();
        drop(stage);
        self.bell.clone().wake();
        Poll::Ready(value)
    }
}
