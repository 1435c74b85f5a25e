//! misconception: ignored-dependency
//! Goes back to whoever takes longest, not to whoever ends last.

use std::time::Duration;

pub struct Step {
    pub takes: Duration,
    /// Places in the list of the steps that must have ended before.
    pub after: Vec<usize>,
}

pub fn critical_path(steps: &[Step]) -> Duration {
    let mut best = Duration::ZERO;
    for i in 0..steps.len() {
        let mut total = steps[i].takes;
        let mut at = i;
        while let Some(&before) =
            steps[at].after.iter().max_by_key(|&&b| steps[b].takes)
        {
            total += steps[before].takes;
            at = before;
        }
        best = best.max(total);
    }
    best
}
