//! Callbacks and handles that have the fault.

use std::time::Duration;

use super::{Callback, Fault, Faulty};
use crate::conformance::Callbacks;

/// A handle of a callback with the fault.
pub(crate) struct OddHandle<const FAULT: usize>(miniloop::Handle);

impl<const FAULT: usize> Drop for OddHandle<FAULT> {
    fn drop(&mut self) {
        if FAULT == Fault::handle_cancels as usize {
            self.0.cancel();
        }
    }
}

impl<const FAULT: usize> Faulty<FAULT> {
    /// A callback with the fault.
    fn odd(&self, f: impl FnOnce() + 'static) -> impl FnOnce() + 'static {
        let own = self.clone();
        move || {
            let borrow = own
                .has(Fault::borrows_while_it_calls)
                .then(|| own.shared.in_use.borrow_mut());
            if own.has(Fault::calls_in_the_same_turn) {
                own.shared.nested.replace(Some(Vec::new()));
            }
            f();
            drop(borrow);
            while let Some(f) = own.next_nested() {
                f();
            }
            own.shared.nested.replace(None);
        }
    }

    fn next_nested(&self) -> Option<Callback> {
        self.shared.nested.borrow_mut().as_mut()?.pop()
    }
}

impl<const FAULT: usize> Callbacks for Faulty<FAULT> {
    type Handle = OddHandle<FAULT>;

    fn call_soon(&self, f: impl FnOnce() + 'static) -> Self::Handle {
        drop(self.shared.in_use.borrow_mut());
        if let Some(nested) = &mut *self.shared.nested.borrow_mut() {
            nested.push(Box::new(f));
            return OddHandle(self.mini.call_soon(|| ()));
        }
        if self.has(Fault::calls_at_once) {
            f();
            return OddHandle(self.mini.call_soon(|| ()));
        }
        OddHandle(self.mini.call_soon(self.odd(f)))
    }

    fn call_later(
        &self,
        delay: Duration,
        f: impl FnOnce() + 'static,
    ) -> Self::Handle {
        if self.has(Fault::due_ones_first) && delay.is_zero() {
            f();
            return OddHandle(self.mini.call_soon(|| ()));
        }
        let delay = self.distorted(delay);
        OddHandle(self.mini.call_later(delay, self.odd(f)))
    }

    fn cancel(handle: &Self::Handle) {
        if FAULT != Fault::cancel_is_ignored as usize {
            handle.0.cancel();
        }
    }
}
