//! Whoever follows a run while it is recorded.

use std::{fmt, time::Duration};

/// Is told of each step as it begins, and knows which file's lines are
/// wanted; see [`Recording::follow`](crate::Recording::follow).
///
/// # Examples
/// ```
/// use std::time::Duration;
///
/// #[derive(Debug)]
/// struct Printer;
///
/// impl timeline::Follower for Printer {
///     fn begins(&mut self, step: usize, _now: Option<Duration>) {
///         println!("step {step}");
///     }
///     fn most_steps(&self) -> usize {
///         100
///     }
///     fn is_its_file(&self, file: &str) -> bool {
///         file == file!()
///     }
/// }
///
/// let ((), run) = timeline::record(|| {
///     timeline::tell(|recording| recording.follow(Printer));
///     drop(timeline::lane("greet"));
/// });
/// assert!(run.turns[0].line.is_some());
/// ```
pub trait Follower: fmt::Debug {
    /// This step begins, counted from 0; `now` is how late the virtual clock
    /// is, once it has moved. It must not use the thread's recording.
    fn begins(&mut self, step: usize, now: Option<Duration>);
    /// More steps than these are not recorded.
    fn most_steps(&self) -> usize;
    /// Whether the lines of this source file are to be kept.
    fn is_its_file(&self, file: &str) -> bool;
}
