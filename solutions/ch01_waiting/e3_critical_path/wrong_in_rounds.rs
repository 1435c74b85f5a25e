//! misconception: sequential-await
//! A `gather` a round: each round waits for the slowest of the one before.

use std::time::Duration;

pub struct Step {
    pub takes: Duration,
    /// Places in the list of the steps that must have ended before.
    pub after: Vec<usize>,
}

pub fn critical_path(steps: &[Step]) -> Duration {
    let mut rounds: Vec<usize> = Vec::new();
    let mut slowest: Vec<Duration> = Vec::new();
    for step in steps {
        let round = step.after.iter().map(|&n| rounds[n] + 1).max();
        let round = round.unwrap_or_default();
        rounds.push(round);
        slowest.resize(slowest.len().max(round + 1), Duration::ZERO);
        slowest[round] = slowest[round].max(step.takes);
    }
    slowest.iter().sum()
}
