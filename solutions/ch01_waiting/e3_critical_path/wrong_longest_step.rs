//! misconception: ignored-dependency
//! Takes the longest step, as if none waited for another.

use std::time::Duration;

pub struct Step {
    pub takes: Duration,
    /// Places in the list of the steps that must have ended before.
    pub after: Vec<usize>,
}

pub fn critical_path(steps: &[Step]) -> Duration {
    steps.iter().map(|step| step.takes).max().unwrap_or_default()
}
