//! misconception: sequential-await
//! Waits for one after the other of those it comes after.

use std::time::Duration;

pub struct Step {
    pub takes: Duration,
    /// Places in the list of the steps that must have ended before.
    pub after: Vec<usize>,
}

pub fn critical_path(steps: &[Step]) -> Duration {
    let mut ends: Vec<Duration> = Vec::new();
    for step in steps {
        let begin: Duration = step.after.iter().map(|&n| ends[n]).sum();
        ends.push(begin + step.takes);
    }
    ends.into_iter().max().unwrap_or_default()
}
