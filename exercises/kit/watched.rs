//! A generator that watches its caller.

use crate::{Tally, suspect};

/// Gives what `values` gives, counts how often it is asked, and panics when
/// it is asked again after its end: it then suspects `polled-after-end`.
///
/// After [`Watched::LIMIT`] calls its tally ends the check, so it may stand
/// for an endless generator.
///
/// # Examples
/// ```
/// let mut numbers = kit::Watched::new(1..);
/// let asked = numbers.asked();
/// assert_eq!(numbers.next(), Some(1));
/// assert_eq!(asked.total(), 1);
/// ```
#[derive(Debug)]
pub struct Watched<I> {
    values: I,
    asked: Tally,
    ended: bool,
}

impl<I> Watched<I> {
    /// How often one may be asked, in calls of `next`.
    pub const LIMIT: usize = 1_000;

    /// Watches who asks `values`.
    ///
    /// # Examples
    /// ```
    /// let letters = kit::Watched::new("ab".chars());
    /// assert_eq!(letters.collect::<String>(), "ab");
    /// ```
    pub fn new(values: I) -> Self {
        Self { values, asked: Tally::up_to(Self::LIMIT), ended: false }
    }

    /// How often it was asked, the call that found its end included.
    ///
    /// # Examples
    /// ```
    /// let letters = kit::Watched::new("ab".chars());
    /// let asked = letters.asked();
    /// assert_eq!(asked.total(), 0, "nobody asked yet");
    /// letters.for_each(drop);
    /// assert_eq!(asked.total(), 3, "a, b, and the end");
    /// ```
    pub fn asked(&self) -> Tally {
        self.asked.clone()
    }
}

impl<I: Iterator> Iterator for Watched<I> {
    type Item = I::Item;

    /// A panic names the place that asked: the line in the learner's file.
    #[track_caller]
    fn next(&mut self) -> Option<I::Item> {
        if self.ended {
            suspect("polled-after-end");
            panic!("a generator was asked again after it had given None");
        }
        self.asked.count();
        let value = self.values.next();
        self.ended = value.is_none();
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::panic_of;

    #[test]
    fn one_pass_to_the_end_is_fine() {
        assert!(Watched::new(1..4).eq([1, 2, 3]));
    }

    #[test]
    fn asking_after_the_end_is_told() {
        let mut numbers = Watched::new(1..2);
        assert_eq!(numbers.by_ref().count(), 1);
        let message = panic_of(|| assert!(numbers.next().is_none()));
        assert!(message.contains("after it had given None"), "{message}");
    }

    #[test]
    fn draining_an_endless_one_is_told() {
        let message = panic_of(|| Watched::new(1_u64..).for_each(drop));
        assert!(message.contains("more than 1000 times"), "{message}");
    }
}
