//! Tries in vain: how code that can't go on now is kept from asking for ever.

use std::time::{Duration, Instant};

use crate::{blocked, suspect};

/// Tries in a row that find nothing; more is a busy loop. Above what
/// [`Strict`](crate::Strict) lets a future ask for that wakes itself.
const LIMIT: u32 = 10_000;

/// Slow tries that make a sleep, when they are the most of all. A spin has a
/// slow one where another program took the processor, and many quick ones
/// before the next.
const ENOUGH: u32 = 100;

/// How long after the one before it a slow try comes, at least.
const SLOW: Duration = Duration::from_millis(1);

/// Counts tries in vain, and ends code that goes on trying where it should
/// be Pending.
///
/// From the first try on it suspects `blocked-loop`: if the code never comes
/// back, it holds the thread.
///
/// # Examples
/// ```
/// let mut tries = kit::Tries::new();
/// for _ in 0..100 {
///     tries.in_vain("read_all()");
/// }
/// tries.reset(); // something came
/// ```
#[derive(Debug, Default)]
pub struct Tries {
    n: u32,
    n_slow: u32,
    latest: Option<Instant>,
}

impl Tries {
    /// No try yet.
    ///
    /// # Examples
    /// ```
    /// let mut tries = kit::Tries::new();
    /// tries.in_vain("read_all()");
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts from zero again: the next try may find something.
    ///
    /// # Examples
    /// ```
    /// let mut tries = kit::Tries::new();
    /// for _ in 0..20_000 {
    ///     tries.in_vain("read_all()");
    ///     tries.reset();
    /// }
    /// ```
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Counts one more in vain, by the future that `call` made.
    ///
    /// # Panics
    /// After 10,000 in a row, and then suspects `busy-loop`; after 100 that
    /// came a millisecond after the one before or more, for then it sleeps
    /// in between, and the verdict says that it held the thread.
    ///
    /// # Examples
    /// ```
    /// kit::Tries::new().in_vain("read_all()");
    /// ```
    #[track_caller]
    pub fn in_vain(&mut self, call: &str) {
        let now = Instant::now();
        let is_slow = self.latest.replace(now).is_some_and(|t| now - t >= SLOW);
        if self.n == 0 {
            suspect("blocked-loop");
        }
        self.n += 1;
        self.n_slow += u32::from(is_slow);
        if self.n_slow >= ENOUGH && 2 * self.n_slow > self.n {
            blocked(&format!("it slept in `poll`, {ENOUGH} times"));
            panic!("{call}: it holds the thread: be Pending instead");
        }
        if self.n == LIMIT {
            suspect("busy-loop");
            panic!(
                "{call}: it tried {LIMIT} times in vain: be Pending until \
                 you are woken"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::panic_of;

    #[test]
    fn a_spin_is_ended() {
        let mut tries = Tries::new();
        (1..LIMIT).for_each(|_| tries.in_vain("f()"));
        let message = panic_of(|| tries.in_vain("f()"));
        assert!(message.starts_with("f(): it tried 10000 times"), "{message}");
    }

    fn slowly(tries: &mut Tries) {
        tries.latest = Instant::now().checked_sub(SLOW);
        tries.in_vain("f()");
    }

    #[test]
    fn a_sleep_is_told_from_a_spin_and_ended_sooner() {
        let mut tries = Tries::new();
        (1..ENOUGH).for_each(|_| slowly(&mut tries));
        let message = panic_of(|| slowly(&mut tries));
        assert!(message.starts_with("f(): it holds the thread"), "{message}");
    }

    #[test]
    fn a_spin_that_loses_the_processor_is_no_sleep() {
        let mut tries = Tries::new();
        for _ in 0..ENOUGH {
            slowly(&mut tries);
            (0..9).for_each(|_| tries.in_vain("f()"));
        }
        assert_eq!(tries.n, 10 * ENOUGH);
    }

    #[test]
    fn what_found_something_may_try_again() {
        let mut tries = Tries::new();
        for _ in 0..3 {
            (1..LIMIT).for_each(|_| tries.in_vain("f()"));
            tries.reset();
        }
        assert_eq!(tries.n, 0);
    }
}
