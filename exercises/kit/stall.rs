//! Stalls: what a task that stands still waits for.

use std::{
    cell::RefCell,
    pin::Pin,
    task::{Context, Poll},
};

thread_local! {
    /// The labels of what was Pending since the latest poll of a task began,
    /// innermost first.
    static PENDING: RefCell<Vec<&'static str>> =
        const { RefCell::new(Vec::new()) };
}

/// A future whose waiting has a name; [`waiting_for`] makes it.
#[derive(Debug)]
pub struct WaitingFor<F> {
    label: &'static str,
    future: Pin<Box<F>>,
}

/// Names what is waited for while `future` is Pending.
///
/// Under [`Strict`](crate::Strict) the name stands in
/// [`Run::waits`](crate::Run::waits), under
/// [`Interleave`](crate::Interleave) in the report of a deadlock.
///
/// # Examples
/// ```
/// use std::future::pending;
///
/// let letter = kit::waiting_for("a letter", pending::<()>());
/// let run = kit::Strict::new().run(letter);
/// assert_eq!(run.waits, ["a letter"]);
/// ```
pub fn waiting_for<F: Future>(label: &'static str, future: F) -> WaitingFor<F> {
    WaitingFor { label, future: Box::pin(future) }
}

impl<F: Future> Future for WaitingFor<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let polled = self.future.as_mut().poll(cx);
        if polled.is_pending() {
            PENDING.with_borrow_mut(|pending| pending.push(self.label));
        }
        polled
    }
}

/// Forgets what was Pending: a task is polled next.
pub(crate) fn begin() {
    PENDING.with_borrow_mut(Vec::clear);
}

/// What the task polled last waits for.
pub(crate) fn pending() -> Vec<&'static str> {
    PENDING.with_borrow(Clone::clone)
}

/// The labels in words.
pub(crate) fn told(waits: &[&str]) -> String {
    match waits {
        [] => "what nobody named".to_owned(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Probe, Strict, values::panic_of};

    #[test]
    fn what_has_come_is_waited_for_no_more() {
        let first = Probe::waiting(());
        let handle = first.handle();
        let run = Strict::new().event(move || handle.open()).run(async {
            waiting_for("the first", first).await;
            waiting_for("the second", Probe::waiting(())).await;
        });
        assert!(run.outcome.is_err());
        assert_eq!(run.waits, ["the second"]);
    }

    #[test]
    fn a_future_that_ended_waits_for_nothing() {
        let run = Strict::new().run(waiting_for("it", Probe::pausing(2, 7)));
        assert_eq!((run.outcome, run.waits), (Ok(7), vec![]));
    }

    #[test]
    fn a_stall_without_a_label_names_nothing() {
        let run = Strict::new().run(Probe::waiting(7));
        assert_eq!((run.outcome.is_err(), run.waits), (true, vec![]));
    }

    #[test]
    fn the_message_of_a_stuck_future_names_what_it_waits_for() {
        let letter = waiting_for("a letter", Probe::waiting(()));
        let message = panic_of(|| Strict::new().run(letter).ready("post()"));
        assert!(message.ends_with("it waits for a letter"), "{message}");
    }

    #[test]
    fn many_labels_read_as_a_sentence() {
        assert_eq!(told(&["a", "b", "c"]), "a, b and c");
        assert_eq!(told(&[]), "what nobody named");
    }
}
