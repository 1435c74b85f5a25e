//! From the last step back: how long from each begin to the end of all.

use std::time::Duration;

pub struct Step {
    pub takes: Duration,
    /// Places in the list of the steps that must have ended before.
    pub after: Vec<usize>,
}

pub fn critical_path(steps: &[Step]) -> Duration {
    let mut rest = vec![Duration::ZERO; steps.len()];
    let mut longest = Duration::ZERO;
    for (n, step) in steps.iter().enumerate().rev() {
        let whole = rest[n] + step.takes;
        for &before in &step.after {
            rest[before] = rest[before].max(whole);
        }
        longest = longest.max(whole);
    }
    longest
}
