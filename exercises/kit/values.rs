//! Sequences: where what came parts from what was expected, and how.

use std::fmt::{self, Debug, Display};

use crate::{clear, suspect};

/// How one sequence differs from another, from the outside.
///
/// The narrowest that fits: what came one place early is also `Other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// The first value is missing; the rest follows one place early.
    Early,
    /// Something came first that should not; the rest follows one place
    /// late.
    Late,
    /// It ends too soon; what came is right.
    Short,
    /// It goes on past the end; what was expected came first.
    Long,
    /// All values came, in another order.
    Reordered,
    /// Some values are missing, the others came in order.
    Missing,
    /// Something else.
    Other,
}

impl Slip {
    /// How `got` slipped, or `None` when the two are equal.
    ///
    /// # Examples
    /// ```
    /// use kit::Slip;
    ///
    /// assert_eq!(Slip::between(&[2, 1], &[3, 2, 1]), Some(Slip::Early));
    /// assert_eq!(Slip::between(&[3, 2], &[3, 2, 1]), Some(Slip::Short));
    /// assert_eq!(Slip::between(&[3, 2, 1], &[3, 2, 1]), None);
    /// ```
    pub fn between<T: PartialEq>(got: &[T], expected: &[T]) -> Option<Self> {
        let slip = if got == expected {
            return None;
        } else if expected.starts_with(got) {
            Self::Short
        } else if got.starts_with(expected) {
            Self::Long
        } else if follows(got, expected) {
            Self::Early
        } else if follows(expected, got) {
            Self::Late
        } else if same_values(got, expected) {
            Self::Reordered
        } else if is_subsequence(got, expected) {
            Self::Missing
        } else {
            Self::Other
        };
        Some(slip)
    }
}

impl Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Early => "the first value is missing, the rest comes early",
            Self::Late => "each value comes one place late",
            Self::Short => "it ends too soon",
            Self::Long => "it goes on past its end",
            Self::Reordered => "all values came, in another order",
            Self::Missing => "some values are missing",
            Self::Other => "the values differ",
        })
    }
}

/// Whether `moved` is what follows the first of `whole`, as far as the two
/// can be compared.
fn follows<T: PartialEq>(moved: &[T], whole: &[T]) -> bool {
    let Some(rest) = whole.get(1..).filter(|rest| !rest.is_empty()) else {
        return false;
    };
    let n = moved.len().min(rest.len());
    n > 0 && moved[..n] == rest[..n]
}

fn same_values<T: PartialEq>(got: &[T], expected: &[T]) -> bool {
    let times = |all: &[T], one| all.iter().filter(|v| *v == one).count();
    got.len() == expected.len()
        && got.iter().all(|v| times(got, v) == times(expected, v))
}

fn is_subsequence<T: PartialEq>(got: &[T], expected: &[T]) -> bool {
    let mut rest = expected.iter();
    got.iter().all(|value| rest.any(|other| other == value))
}

/// Compares one value with the one expected.
///
/// # Panics
/// When they differ. The message names `call`, which gave the value, and
/// tells `why` another was expected.
///
/// # Examples
/// ```
/// let mut numbers = 3..4;
/// kit::expect("next()", numbers.next(), Some(3), "3 is the first number");
/// ```
#[track_caller]
pub fn expect<T: PartialEq + Debug>(
    call: &str,
    got: T,
    expected: T,
    why: &str,
) {
    assert!(
        got == expected,
        "{call}: expected {expected:?}, got {got:?}: {why}"
    );
}

/// Compares what came with what was expected; `misconception` names what a
/// slip points to, if it points to one.
///
/// Take one value more than expected, so that code without an end is seen.
///
/// # Panics
/// When they differ. The message names `call`, which gave the values, the
/// first place where they part, and the slip.
///
/// # Examples
/// ```
/// use kit::{Slip, expect_values};
///
/// let numbers: Vec<u32> = (1..=3).rev().take(4).collect();
/// expect_values("Countdown::new(3)", &numbers, &[3, 2, 1], |slip| {
///     match slip {
///         Slip::Early => Some("lost-first-value"),
///         Slip::Long => Some("off-by-one"),
///         _ => None,
///     }
/// });
/// ```
#[track_caller]
pub fn expect_values<T: PartialEq + Debug>(
    call: &str,
    got: &[T],
    expected: &[T],
    misconception: impl FnOnce(Slip) -> Option<&'static str>,
) {
    let Some(slip) = Slip::between(got, expected) else { return };
    misconception(slip).map_or_else(clear, suspect);
    let at = got.iter().zip(expected).take_while(|(a, b)| a == b).count();
    panic!(
        "{call}: value {}: expected {}, got {}\n  \
         expected: {}\n       got: {}\n\
         {slip}",
        at + 1,
        told(expected.get(at)),
        told(got.get(at)),
        around(expected, at),
        around(got, at),
    );
}

/// One value, or the end.
fn told<T: Debug>(value: Option<&T>) -> String {
    value.map_or("the end".to_owned(), |value| format!("{value:?}"))
}

/// The values around a place: all of a short sequence, a window of a long.
fn around<T: Debug>(values: &[T], at: usize) -> String {
    let window = if values.len() > 12 {
        let from = at.saturating_sub(2);
        from..values.len().min(from + 4)
    } else {
        0..values.len()
    };
    let shown: Vec<_> =
        values[window.clone()].iter().map(|v| format!("{v:?}")).collect();
    let before = if window.start > 0 { "... " } else { "" };
    let after = if window.end < values.len() { " ..." } else { "" };
    format!("[{before}{}{after}]", shown.join(", "))
}

/// Checks that an iterator which has given `None` gives nothing ever after.
///
/// Asks it three times.
///
/// # Panics
/// When it gives a value, and then suspects `not-fused`.
///
/// # Examples
/// ```
/// let mut numbers = 1..3;
/// assert_eq!(numbers.by_ref().last(), Some(2));
/// kit::expect_end("1..3", &mut numbers);
/// ```
#[track_caller]
pub fn expect_end<T: Debug>(call: &str, ended: &mut impl Iterator<Item = T>) {
    suspect("not-fused");
    for _ in 0..3 {
        if let Some(value) = ended.next() {
            panic!(
                "{call}: gave {value:?} after None: an end, once told, \
                 must stay the end"
            );
        }
    }
}

/// The message that `step` panics with.
#[cfg(test)]
pub(crate) fn panic_of(step: impl FnOnce()) -> String {
    let step = std::panic::AssertUnwindSafe(step);
    let payload = std::panic::catch_unwind(step).expect_err("it must panic");
    match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(other) => (*other.downcast::<&str>().expect("a text")).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(got: &[u32]) -> Option<Slip> {
        Slip::between(got, &[1, 2, 3, 4])
    }

    #[test]
    fn a_slip_is_named_as_narrowly_as_it_can_be() {
        assert_eq!(slip(&[2, 3, 4]), Some(Slip::Early));
        assert_eq!(slip(&[2, 3, 4, 5]), Some(Slip::Early));
        assert_eq!(slip(&[0, 1, 2, 3]), Some(Slip::Late));
        assert_eq!(slip(&[1, 2, 3]), Some(Slip::Short));
        assert_eq!(slip(&[1, 2, 3, 4, 5]), Some(Slip::Long));
        assert_eq!(slip(&[4, 2, 1, 3]), Some(Slip::Reordered));
        assert_eq!(slip(&[1, 2, 4]), Some(Slip::Missing));
        assert_eq!(slip(&[1, 2, 2, 4]), Some(Slip::Other));
    }

    #[test]
    fn equal_sequences_have_not_slipped() {
        assert_eq!(slip(&[1, 2, 3, 4]), None);
        assert_eq!(Slip::between::<u32>(&[], &[]), None);
    }

    #[test]
    fn nothing_at_all_ends_too_soon() {
        assert_eq!(slip(&[]), Some(Slip::Short));
    }

    #[test]
    fn a_value_given_twice_is_no_reordering() {
        assert_eq!(slip(&[1, 1, 2, 3]), Some(Slip::Late));
        assert_eq!(slip(&[1, 3, 3, 4]), Some(Slip::Other));
    }

    #[test]
    fn an_expected_value_passes_in_silence() {
        expect("f()", 1, 1, "it is the first");
    }

    #[test]
    fn another_value_is_told_with_the_reason() {
        let message = panic_of(|| expect("f()", 2, 1, "it is the first"));
        assert_eq!(message, "f(): expected 1, got 2: it is the first");
    }

    #[test]
    fn expected_values_pass_in_silence() {
        expect_values("f()", &[1, 2], &[1, 2], |_| unreachable!());
    }

    #[test]
    fn a_difference_is_told_at_its_place() {
        let message = panic_of(|| {
            expect_values("f()", &[3, 2, 2], &[3, 2, 1], |_| None);
        });
        assert_eq!(
            message,
            "f(): value 3: expected 1, got 2\n  expected: [3, 2, 1]\n       \
             got: [3, 2, 2]\nthe values differ"
        );
    }

    #[test]
    fn a_long_sequence_is_shown_around_the_difference() {
        let expected: Vec<u32> = (0..100).collect();
        let message = panic_of(|| {
            expect_values("f()", &expected[..99], &expected, |slip| {
                assert_eq!(slip, Slip::Short);
                Some("lost-last-value")
            });
        });
        assert!(message.contains("expected 99, got the end"), "{message}");
        assert!(message.contains("[... 97, 98, 99]"), "{message}");
    }

    #[test]
    fn an_end_that_stays_passes_in_silence() {
        expect_end("1..1", &mut (1..1));
    }

    #[test]
    fn a_value_after_the_end_is_told() {
        let mut flips = [None, None, Some(7)].into_iter();
        let mut restarts = std::iter::from_fn(|| flips.next().flatten());
        let message = panic_of(|| expect_end("f()", &mut restarts));
        assert!(message.starts_with("f(): gave 7 after None"), "{message}");
    }
}
