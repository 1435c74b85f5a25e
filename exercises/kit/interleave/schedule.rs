//! Schedules: which of the ready tasks runs at each step.

use timeline::{End, Recording};

/// The tasks that are meant, by their bits.
pub(super) type Set = u32;

/// One step of a schedule.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// Who could have run; empty where that is not known yet.
    ready: Set,
    /// Who was not done.
    alive: Set,
    /// Who ran.
    ran: u32,
}

/// The steps of the run at hand, and how the next run differs.
#[derive(Debug, Default)]
pub(super) struct Path {
    steps: Vec<Step>,
    /// How many of the steps are taken.
    taken: usize,
    /// What chooses past the prescribed steps; at zero, the first ready.
    random: u64,
}

impl Path {
    /// Prescribes these steps, and the first ready after them.
    pub(super) fn prescribe(&mut self, tasks: &[usize]) {
        let step = |task: &usize| {
            let ran = u32::try_from(*task).expect("at most 32 tasks");
            Step { ready: 0, alive: 0, ran }
        };
        self.steps = tasks.iter().map(step).collect();
    }

    /// Starts a run.
    pub(super) fn rewind(&mut self) {
        self.taken = 0;
    }

    /// Goes to the next schedule in order, if there is one.
    pub(super) fn advance(&mut self) -> bool {
        while let Some(mut step) = self.steps.pop() {
            // Shifted twice, for 32 tasks.
            let after = step.ready & ((Set::MAX << step.ran) << 1);
            if after != 0 {
                step.ran = after.trailing_zeros();
                self.steps.push(step);
                return true;
            }
        }
        false
    }

    /// Lets chance choose all of the next run.
    pub(super) fn roll(&mut self, seed: usize) {
        self.steps.clear();
        // Seeds that lie close together must not choose alike.
        self.random = (seed as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    /// Who runs next; `None` when the one prescribed can't.
    pub(super) fn choose(&mut self, ready: Set, alive: Set) -> Option<u32> {
        let ran = match self.steps.get_mut(self.taken) {
            Some(step) => {
                let is_known = step.ready == 0 || step.ready == ready;
                if !is_known || ready & (1 << step.ran) == 0 {
                    return None;
                }
                (step.ready, step.alive) = (ready, alive);
                step.ran
            }
            None => {
                let ran = self.pick(ready);
                self.steps.push(Step { ready, alive, ran });
                ran
            }
        };
        self.taken += 1;
        Some(ran)
    }

    /// Whether the run took all steps that were prescribed.
    pub(super) fn is_taken(&self) -> bool {
        self.taken == self.steps.len()
    }

    /// How many steps the run took.
    pub(super) fn n_taken(&self) -> usize {
        self.taken
    }

    fn pick(&mut self, ready: Set) -> u32 {
        if self.random == 0 {
            return ready.trailing_zeros();
        }
        // xorshift64
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let mut rest = ready;
        for _ in 0..(self.random >> 32) % u64::from(ready.count_ones()) {
            rest &= rest - 1;
        }
        rest.trailing_zeros()
    }

    /// Who ran, by name, as it can be replayed.
    pub(super) fn text(&self, names: &[&str]) -> String {
        let ran = self.steps[..self.taken].iter().map(|s| s.ran as usize);
        ran.map(|task| names[task]).collect::<Vec<_>>().join(" ")
    }

    /// Writes down who ran, who was ready, and who made whom ready. The last
    /// step stays open: in it, or after it, something failed.
    pub(super) fn record(&self, names: &[&str], run: &mut Recording) {
        let lanes: Vec<_> = names.iter().map(|name| run.lane(name)).collect();
        let wake = |run: &mut Recording, tasks: Set| {
            let is_in = |task: &usize| tasks & (1 << task) != 0;
            for task in (0..lanes.len()).filter(is_in) {
                run.wake(lanes[task]);
            }
        };
        let steps = &self.steps[..self.taken];
        wake(run, steps.first().map_or(0, |first| first.ready));
        for (place, step) in steps.iter().enumerate() {
            let (bit, lane) = (1 << step.ran, lanes[step.ran as usize]);
            run.enter(lane, "poll");
            let Some(next) = steps.get(place + 1) else { return };
            wake(run, next.ready & !(step.ready & !bit));
            let is_done = next.alive & bit == 0;
            let end = if is_done { End::Returned(None) } else { End::Pending };
            run.leave(lane, end);
        }
    }

    /// One lane a task, one column a step.
    pub(super) fn timeline(&self, names: &[&str]) -> String {
        let steps = &self.steps[..self.taken];
        let width = names.iter().map(|n| n.chars().count()).max();
        let width = width.unwrap_or(0);
        let lane = |(task, name): (usize, &&str)| {
            let cells: String = steps.iter().map(|s| s.cell(task)).collect();
            format!("{name:width$} |{}", cells.trim_end())
        };
        let lanes: Vec<_> = names.iter().enumerate().map(lane).collect();
        lanes.join("\n")
    }
}

impl Step {
    fn cell(&self, task: usize) -> char {
        let bit = 1 << task;
        if self.ran as usize == task {
            '#'
        } else if self.alive & bit == 0 {
            ' '
        } else if self.ready & bit == 0 {
            '-'
        } else {
            '.'
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_recorded_with_who_made_whom_ready() {
        let mut path = Path::default();
        // `waits` sleeps until `opens` has run.
        let (waits, opens) = (0b01, 0b10);
        for (ready, alive) in
            [(waits | opens, waits | opens), (opens, 0b11), (waits, waits)]
        {
            assert!(path.choose(ready, alive).is_some());
        }
        let mut run = Recording::default();
        path.record(&["waits", "opens"], &mut run);
        let told = run.finish().sentences();
        let ends = ["waits waits", "opens wakes waits and ends"];
        assert_eq!(told[told.len() - 3..][..2], ends, "{told:?}");
    }
}
