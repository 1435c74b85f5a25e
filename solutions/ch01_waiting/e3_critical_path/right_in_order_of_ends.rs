//! Plays it: the step that ends next lets others begin.

use std::{cmp::Reverse, collections::BinaryHeap, time::Duration};

pub struct Step {
    pub takes: Duration,
    /// Places in the list of the steps that must have ended before.
    pub after: Vec<usize>,
}

pub fn critical_path(steps: &[Step]) -> Duration {
    let mut open: Vec<_> = steps.iter().map(|s| s.after.len()).collect();
    let mut running = BinaryHeap::new();
    let mut now = Duration::ZERO;
    for (n, step) in steps.iter().enumerate() {
        if open[n] == 0 {
            running.push((Reverse(step.takes), n));
        }
    }
    while let Some((Reverse(end), ended)) = running.pop() {
        now = end;
        for (n, step) in steps.iter().enumerate() {
            let freed = step.after.iter().filter(|b| **b == ended).count();
            open[n] -= freed;
            if freed > 0 && open[n] == 0 {
                running.push((Reverse(now + step.takes), n));
            }
        }
    }
    now
}
