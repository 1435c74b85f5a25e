//! What is judged besides the exercises' solutions.

/// The exercise of rustlings that is measured: std only, with tests.
pub(crate) const RUSTLING: &str = "iterators3";

/// An answer to it, up to its tests.
pub(crate) const RUSTLING_ANSWER: &str = "\
#[derive(Debug, PartialEq, Eq)]
enum DivisionError {
    DivideByZero,
    IntegerOverflow,
    NotDivisible,
}

fn divide(a: i64, b: i64) -> Result<i64, DivisionError> {
    if b == 0 {
        return Err(DivisionError::DivideByZero);
    }
    let rest = a.checked_rem(b).ok_or(DivisionError::IntegerOverflow)?;
    if rest == 0 { Ok(a / b) } else { Err(DivisionError::NotDivisible) }
}

fn result_with_list() -> Result<Vec<i64>, DivisionError> {
    [27, 297, 38502, 81].into_iter().map(|n| divide(n, 27)).collect()
}

fn list_of_results() -> Vec<Result<i64, DivisionError>> {
    [27, 297, 38502, 81].into_iter().map(|n| divide(n, 27)).collect()
}

fn main() {
    let _ = (result_with_list(), list_of_results());
}

";

/// A `Countdown` that takes a lock twice.
pub(crate) const HANG: &str = "\
pub struct Countdown;

impl Countdown {
    pub fn new(_from: u32) -> Self {
        let lock = std::sync::Mutex::new(0);
        let _first = lock.lock();
        let _second = lock.lock();
        Self
    }
}

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        None
    }
}
";
