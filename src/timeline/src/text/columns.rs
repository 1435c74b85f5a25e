//! Which columns of the terminal a step has.

use std::ops::Range;

use crate::model::{Timeline, Turn};

/// The columns of all steps.
#[derive(Debug)]
pub(crate) struct Columns {
    /// In columns, all together.
    pub(crate) width: usize,
    /// Whether each step is wide enough for what it got and gave.
    pub(crate) labels: bool,
    steps: usize,
    /// Where each step begins, and the end; empty where steps share columns.
    starts: Vec<usize>,
}

/// A step without a value, where others have theirs.
const NARROW: usize = 3;

impl Columns {
    /// At most `most` columns: with the values, or without, or shared.
    pub(crate) fn fit(
        run: &Timeline,
        most: usize,
        label: &impl Fn(&Turn) -> String,
    ) -> Self {
        let mut widths = vec![NARROW; run.steps];
        for turn in &run.turns {
            let wide = match label(turn).chars().count() {
                0 => NARROW,
                // An edge on each side.
                label => label + 2,
            };
            widths[turn.step] = widths[turn.step].max(wide);
        }
        for clock in &run.clock {
            let told = format!("{:?}", clock.now).chars().count() + 2;
            widths[clock.step] = told.max(NARROW);
        }
        if widths.iter().sum::<usize>() <= most {
            return Self::of_widths(&widths, true);
        }
        match most / run.steps {
            0 => Self::shared(run.steps, most),
            each => Self::of_widths(&vec![each.min(NARROW); run.steps], false),
        }
    }

    /// Columns that steps share: step `s` is in column `s * width / steps`.
    pub(crate) fn shared(steps: usize, width: usize) -> Self {
        Self { width, labels: false, steps, starts: Vec::new() }
    }

    fn of_widths(widths: &[usize], labels: bool) -> Self {
        let mut starts = vec![0];
        for width in widths {
            starts.push(starts[starts.len() - 1] + width);
        }
        let width = starts[widths.len()];
        Self { width, labels, steps: widths.len(), starts }
    }

    /// The columns of a step.
    pub(crate) fn of(&self, step: usize) -> Range<usize> {
        if self.are_shared() {
            let column = step * self.width / self.steps;
            return column..column + 1;
        }
        self.starts[step]..self.starts[step + 1]
    }

    /// Whether several steps share a column.
    pub(crate) fn are_shared(&self) -> bool {
        self.starts.is_empty()
    }

    /// The most steps that share one column.
    pub(crate) fn share(&self) -> usize {
        self.steps.div_ceil(self.width)
    }

    /// The steps' numbers, from 1, where there is room for them.
    pub(crate) fn steps(&self, steps: usize) -> String {
        let every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
        let digits = steps.to_string().len();
        let room = |every: &&usize| {
            steps <= **every || self.of(**every).start > digits
        };
        let every = *every.iter().find(room).unwrap_or(&10_000);
        let told = (0..steps)
            .filter(|step| *step == 0 || every == 1 || (step + 1) % every == 0);
        self.ruler(told.map(|step| (step, (step + 1).to_string())))
    }

    /// The time at the end of each move of the clock, where there is room.
    pub(crate) fn times(&self, run: &Timeline) -> String {
        let moves = run.clock.iter();
        let told = moves.map(|clock| (clock.step, format!("{:?}", clock.now)));
        self.ruler(told)
    }

    fn ruler(&self, told: impl Iterator<Item = (usize, String)>) -> String {
        let mut ruler: Vec<char> = Vec::new();
        for (step, text) in told {
            let start = self.of(step).start;
            let is_free = ruler.is_empty() || ruler.len() < start;
            if is_free && start + text.chars().count() <= self.width {
                ruler.resize(start, ' ');
                ruler.extend(text.chars());
            }
        }
        ruler.into_iter().collect()
    }
}
