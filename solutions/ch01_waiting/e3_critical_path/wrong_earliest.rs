//! misconception: ignored-dependency
//! Begins when the first of those it comes after has ended.

use std::time::Duration;

pub struct Step {
    pub takes: Duration,
    /// Places in the list of the steps that must have ended before.
    pub after: Vec<usize>,
}

pub fn critical_path(steps: &[Step]) -> Duration {
    let mut ends: Vec<Duration> = Vec::new();
    for step in steps {
        let begin = step.after.iter().map(|&n| ends[n]).min();
        ends.push(begin.unwrap_or_default() + step.takes);
    }
    ends.into_iter().max().unwrap_or_default()
}
