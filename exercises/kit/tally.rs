//! A tally: how much a subject asks for.

use std::{cell::Cell, rc::Rc};

use crate::suspect;

/// Counts what the learner's code asks for, and ends code that asks without
/// end: past its limit it suspects `not-lazy` and panics.
///
/// Clones count together: the check keeps one, the source another.
///
/// # Examples
/// ```
/// let asked = kit::Tally::up_to(100);
/// let squares = (0..).map(|n: u64| {
///     asked.count();
///     n * n
/// });
/// assert_eq!(squares.take(3).sum::<u64>(), 5);
/// assert_eq!(asked.total(), 3, "three were wanted");
/// ```
#[derive(Debug, Clone)]
pub struct Tally {
    total: Rc<Cell<usize>>,
    limit: usize,
}

impl Tally {
    /// A tally that stands at zero and may reach `limit`.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(kit::Tally::up_to(5).total(), 0);
    /// ```
    pub fn up_to(limit: usize) -> Self {
        Self { total: Rc::default(), limit }
    }

    /// Counts one more.
    ///
    /// # Panics
    /// Past the limit.
    ///
    /// # Examples
    /// ```
    /// let asked = kit::Tally::up_to(5);
    /// asked.count();
    /// assert_eq!(asked.total(), 1);
    /// ```
    #[track_caller]
    pub fn count(&self) {
        if self.total.get() == self.limit {
            suspect("not-lazy");
            panic!(
                "asked more than {} times where a few would do: \
                 ask when a value is due, and collect none",
                self.limit
            );
        }
        self.total.set(self.total.get() + 1);
    }

    /// How many were counted so far.
    ///
    /// # Examples
    /// ```
    /// let asked = kit::Tally::up_to(5);
    /// let twin = asked.clone();
    /// twin.count();
    /// assert_eq!(asked.total(), 1, "clones count together");
    /// ```
    pub fn total(&self) -> usize {
        self.total.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::panic_of;

    #[test]
    fn it_is_silent_up_to_its_limit() {
        let asked = Tally::up_to(3);
        for _ in 0..3 {
            asked.count();
        }
        assert_eq!(asked.total(), 3);
    }

    #[test]
    fn it_ends_code_that_collects_what_has_no_end() {
        let asked = Tally::up_to(3);
        let endless = std::iter::repeat_with(|| asked.count());
        let message = panic_of(|| endless.for_each(drop));
        assert!(message.contains("more than 3 times"), "{message}");
        assert_eq!(asked.total(), 3);
    }
}
