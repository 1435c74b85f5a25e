//! A join handle that has the fault.

use std::{
    cell::Cell,
    pin::Pin,
    task::{Context, Poll, Waker},
    thread,
};

use super::{Fault, Faulty, MiniTask};
use crate::conformance::Cancels;

/// A handle with the fault.
pub(crate) struct OddTask<const FAULT: usize, T> {
    pub(super) task: MiniTask<T>,
    pub(super) n_polls: usize,
    pub(super) first: Option<Waker>,
    pub(super) is_cancelled: Cell<bool>,
}

impl<const FAULT: usize, T> Future for OddTask<FAULT, T> {
    type Output = thread::Result<T>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let has = |fault: Fault| FAULT == fault as usize;
        let first = self.first.get_or_insert_with(|| cx.waker().clone());
        let waker = match () {
            () if has(Fault::awaiter_is_not_woken) => Waker::noop().clone(),
            () if has(Fault::handle_keeps_its_first_waker) => first.clone(),
            () => cx.waker().clone(),
        };
        self.n_polls += 1;
        let mut cx = Context::from_waker(&waker);
        let polled = Pin::new(&mut self.task).poll(&mut cx);
        if polled.is_ready() && self.n_polls == 1 {
            if FAULT == Fault::late_awaiter_waits as usize {
                return Poll::Pending;
            }
            if self.is_cancelled.get() {
                return Poll::Ready(Err(Box::new("canceled")));
            }
        }
        polled
    }
}

impl<const FAULT: usize, T> Drop for OddTask<FAULT, T> {
    fn drop(&mut self) {
        if FAULT == Fault::ends_with_its_handle as usize {
            self.task.cancel();
        }
    }
}

impl<const FAULT: usize> Cancels for Faulty<FAULT> {
    fn cancel_task<T: 'static>(task: &OddTask<FAULT, T>) {
        if FAULT == Fault::cancel_outranks_the_result as usize {
            task.is_cancelled.set(true);
        } else if FAULT != Fault::cancel_is_ignored as usize {
            task.task.cancel();
        }
    }
}
