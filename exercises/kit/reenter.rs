//! Callbacks that call back: is what they need free while they run?

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

use crate::{clear, suspect};

/// Runs a step in which the learner's code calls the check's code, which
/// calls the learner's code again.
///
/// A `RefCell` that is borrowed meanwhile panics there, and a `Mutex` that is
/// locked never returns: both are suspected as `borrow-across-call`. Any
/// other panic is passed on without a suspicion, so let no callback panic.
///
/// # Panics
/// As `step` does.
///
/// # Examples
/// ```
/// use std::cell::RefCell;
///
/// let queue = RefCell::new(vec![1]);
/// kit::reenter(|| {
///     let last = queue.borrow_mut().pop();
///     queue.borrow_mut().extend(last.map(|n| n + 1));
/// });
/// assert_eq!(queue.into_inner(), [2]);
/// ```
pub fn reenter<T>(step: impl FnOnce() -> T) -> T {
    suspect("borrow-across-call");
    let done = catch_unwind(AssertUnwindSafe(step));
    let done = done.unwrap_or_else(|panic| {
        if !is_of_a_borrow(&*panic) {
            clear();
        }
        resume_unwind(panic)
    });
    clear();
    done
}

/// Whether a `RefCell` has panicked because it was borrowed.
pub(crate) fn is_of_a_borrow(panic: &(dyn Any + Send)) -> bool {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    let text = owned.or_else(|| panic.downcast_ref::<&str>().copied());
    text.is_some_and(|text| text.contains("borrowed"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::panic_of;
    use std::cell::RefCell;

    #[test]
    fn a_borrow_that_is_held_is_passed_on() {
        let cell = RefCell::new(0);
        let message = panic_of(|| {
            reenter(|| {
                let held = cell.borrow_mut();
                *cell.borrow_mut() += *held;
            });
        });
        assert!(message.contains("borrowed"), "{message}");
    }

    #[test]
    fn another_panic_is_passed_on() {
        let message = panic_of(|| reenter(|| panic!("out of paper")));
        assert_eq!(message, "out of paper");
    }
}
