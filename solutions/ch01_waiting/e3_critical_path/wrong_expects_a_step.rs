//! misconception: empty-input
//! Is sure that there is a step.

use std::time::Duration;

pub struct Step {
    pub takes: Duration,
    /// Places in the list of the steps that must have ended before.
    pub after: Vec<usize>,
}

pub fn critical_path(steps: &[Step]) -> Duration {
    let mut ends: Vec<Duration> = Vec::with_capacity(steps.len());
    for step in steps {
        let begin = step.after.iter().map(|&n| ends[n]).max();
        ends.push(begin.unwrap_or_default() + step.takes);
    }
    ends.into_iter().max().expect("there are steps")
}
