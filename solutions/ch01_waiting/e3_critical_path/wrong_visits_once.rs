//! misconception: ignored-dependency
//! Leaves out whoever was seen before: what is shared counts for one only.

use std::time::Duration;

pub struct Step {
    pub takes: Duration,
    /// Places in the list of the steps that must have ended before.
    pub after: Vec<usize>,
}

pub fn critical_path(steps: &[Step]) -> Duration {
    let mut seen = vec![false; steps.len()];
    let ends = (0..steps.len()).rev().map(|n| end(steps, n, &mut seen));
    ends.max().unwrap_or_default()
}

fn end(steps: &[Step], n: usize, seen: &mut [bool]) -> Duration {
    if seen[n] {
        return Duration::ZERO;
    }
    seen[n] = true;
    let before = steps[n].after.iter().map(|&n| end(steps, n, seen)).max();
    before.unwrap_or_default() + steps[n].takes
}
