//! misconception: ignored-dependency
//! Looks one step back and no further.

use std::time::Duration;

pub struct Step {
    pub takes: Duration,
    /// Places in the list of the steps that must have ended before.
    pub after: Vec<usize>,
}

pub fn critical_path(steps: &[Step]) -> Duration {
    let end = |step: &Step| {
        let before = step.after.iter().map(|&n| steps[n].takes).max();
        before.unwrap_or_default() + step.takes
    };
    steps.iter().map(end).max().unwrap_or_default()
}
