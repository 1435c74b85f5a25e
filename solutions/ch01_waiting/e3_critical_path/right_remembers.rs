//! By recursion; what was computed is kept.

use std::time::Duration;

pub struct Step {
    pub takes: Duration,
    /// Places in the list of the steps that must have ended before.
    pub after: Vec<usize>,
}

pub fn critical_path(steps: &[Step]) -> Duration {
    let mut known = vec![None; steps.len()];
    let ends = (0..steps.len()).map(|n| end(steps, n, &mut known));
    ends.max().unwrap_or(Duration::ZERO)
}

fn end(
    steps: &[Step],
    n: usize,
    known: &mut Vec<Option<Duration>>,
) -> Duration {
    if let Some(end) = known[n] {
        return end;
    }
    let before = steps[n].after.iter().map(|&n| end(steps, n, known)).max();
    let end = before.unwrap_or_default() + steps[n].takes;
    known[n] = Some(end);
    end
}
