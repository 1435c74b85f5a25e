//! A small stack: what recursion costs shows early and at the same depth
//! everywhere.

use std::{
    panic::resume_unwind,
    thread::{self, Builder},
};

/// The stack's size, in bytes: a few hundred calls deep, where a main
/// thread's holds tens of thousands.
const SIZE: usize = 128 << 10;

/// Runs a step on a stack of 128 KiB and returns its result.
///
/// Code that recurses once for each of 10 000 levels overflows it, which
/// aborts the process: tell the judge what that means first. The step runs
/// on a thread of its own, which has ended on return; it inherits the
/// check's name.
///
/// # Panics
/// When the step does, with the step's own message.
///
/// # Examples
/// ```
/// kit::suspect("deep-recursion");
/// let deepest = kit::on_small_stack(|| {
///     let mut waiting: Vec<u32> = (0..10_000).collect();
///     waiting.pop()
/// });
/// assert_eq!(deepest, Some(9_999), "a list of who waits needs no stack");
/// ```
pub fn on_small_stack<T: Send>(step: impl FnOnce() -> T + Send) -> T {
    let name = thread::current().name().unwrap_or("a check").to_owned();
    let builder = Builder::new().name(name).stack_size(SIZE);
    thread::scope(|scope| {
        let step = builder.spawn_scoped(scope, step);
        let step = step.expect("the system has room for one thread");
        step.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::panic_of;
    use std::{env, hint::black_box, process::Command};

    #[test]
    fn a_loop_runs_to_its_end() {
        assert_eq!(on_small_stack(|| (0..10_000).count()), 10_000);
    }

    #[test]
    fn a_panic_keeps_its_message() {
        let message = panic_of(|| on_small_stack(|| panic!("the claim")));
        assert_eq!(message, "the claim");
    }

    fn levels_below(depth: u32) -> u32 {
        if depth == 0 { 0 } else { 1 + levels_below(black_box(depth - 1)) }
    }

    /// Runs itself once more, for an overflow takes the process along.
    #[test]
    fn recursion_ten_thousand_deep_overflows() {
        if env::var_os("KIT_OVERFLOWS").is_some() {
            println!("{}", on_small_stack(|| levels_below(10_000)));
            return;
        }
        let again = Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "stack::tests::recursion_ten_thousand_deep_overflows",
            ])
            .env("KIT_OVERFLOWS", "1")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&again.stderr);
        assert!(told.contains("overflowed its stack"), "{told}");
    }
}
