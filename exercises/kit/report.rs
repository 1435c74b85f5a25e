//! What a check tells its judge while it runs.
//!
//! The judge names a file in `WORKBOOK_REPORT`; each line that a check adds
//! to it survives whatever happens next: a panic, a hang, an abort.

use std::{
    fs::OpenOptions,
    io::Write,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

/// Names the misconception that explains a failure from here on.
///
/// The last one named before the check dies is the one that the verdict
/// names, however it dies: a failed assertion, a stall, a stack overflow.
/// Without a judge (a plain `cargo test`) this does nothing.
///
/// # Examples
/// ```
/// # let halved = |n: u32| n / 2;
/// kit::suspect("overflow"); // if this call panics
/// let got = halved(7);
/// kit::suspect("off-by-one"); // if it gives the wrong number
/// assert_eq!(got, 3, "the half of 7, rounded down");
/// ```
pub fn suspect(id: &str) {
    tell("suspect", id);
}

/// Takes the last suspicion back: a failure from here on has no known cause.
///
/// # Examples
/// ```
/// # let mut numbers = 5..6;
/// kit::suspect("lost-first-value");
/// assert_eq!(numbers.next(), Some(5), "the first value");
/// kit::clear();
/// assert_eq!(numbers.len(), 0, "one value was asked for");
/// ```
pub fn clear() {
    tell("clear", "");
}

/// Takes this suspicion back, if it is the last one; another thread may have
/// named one meanwhile, and that one stands.
pub(crate) fn withdraw(id: &str) {
    tell("withdraw", id);
}

/// Runs a step whose panic is no sign of what is suspected: it goes on, and
/// the suspicion is taken back.
///
/// # Examples
/// ```
/// # let poll = || true;
/// kit::suspect("blocked-loop"); // if this hangs
/// let is_ready = kit::unsuspected(poll);
/// kit::suspect("early-timer");
/// assert!(is_ready, "nobody has to be waited for");
/// ```
pub fn unsuspected<T>(step: impl FnOnce() -> T) -> T {
    let done = catch_unwind(AssertUnwindSafe(step));
    done.unwrap_or_else(|panic| {
        clear();
        resume_unwind(panic)
    })
}

/// Tells that the subject held its thread, and how; the verdict of a check
/// that fails after this says so.
///
/// # Examples
/// ```
/// let held = std::time::Duration::ZERO;
/// if !held.is_zero() {
///     kit::blocked(&format!("the thread was held for {held:?}"));
///     panic!("nothing else could run");
/// }
/// ```
pub fn blocked(how: &str) {
    tell("blocked", how);
}

/// Whether a judge reads what is told here.
pub(crate) fn is_heard() -> bool {
    std::env::var_os("WORKBOOK_REPORT").is_some()
}

/// Tells the run in which a panic came, as JSON in one line; none, where it
/// came in no run.
pub(crate) fn run(json: &str) {
    tell("run", json);
}

fn tell(key: &str, value: &str) {
    let Some(path) = std::env::var_os("WORKBOOK_REPORT") else { return };
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .expect("the judge made a place for the report");
    file.write_all(format!("{key} {value}\n").as_bytes())
        .expect("the report can be written");
}
