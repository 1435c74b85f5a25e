//! Which columns of the terminal a step has.

use std::ops::Range;

use crate::{
    model::{Timeline, Turn},
    words::moment,
};

/// The columns of all steps.
#[derive(Debug)]
pub(crate) struct Columns {
    /// Of all lines together.
    pub(crate) width: usize,
    /// Whether each step is wide enough for what it got and gave.
    pub(crate) labels: bool,
    /// The columns of each line of the drawing: one, or a few one below the
    /// other.
    pub(crate) lines: Vec<Range<usize>>,
    steps: usize,
    /// Where each step begins, and the end; empty where steps share columns.
    starts: Vec<usize>,
}

/// A drawing that takes more lines leaves the values out.
const LINES: usize = 4;

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
            let told = moment(clock.now).chars().count() + 2;
            widths[clock.step] = told.max(NARROW);
        }
        let is_bare = widths.iter().all(|width| *width == NARROW);
        let wide = Self::of_widths(&widths, true, most);
        let lines = if is_bare { 1 } else { LINES };
        let fits = |line: &Range<usize>| line.len() <= most;
        if wide.lines.len() <= lines && wide.lines.iter().all(fits) {
            return wide;
        }
        match most / run.steps {
            0 => Self::shared(run.steps, most),
            each => {
                let alike = vec![each.min(NARROW); run.steps];
                Self::of_widths(&alike, false, most)
            }
        }
    }

    /// Columns that steps share: step `s` is in column `s * width / steps`.
    pub(crate) fn shared(steps: usize, width: usize) -> Self {
        let lines = std::iter::once(0..width).collect();
        Self { width, labels: false, lines, steps, starts: Vec::new() }
    }

    /// Steps of these widths, in lines of at most `most` columns.
    fn of_widths(widths: &[usize], labels: bool, most: usize) -> Self {
        let mut starts = vec![0];
        let mut lines = Vec::new();
        let mut line = 0;
        for width in widths {
            let end = starts[starts.len() - 1];
            if end + width - line > most && end > line {
                lines.push(line..end);
                line = end;
            }
            starts.push(end + width);
        }
        let width = starts[widths.len()];
        lines.push(line..width);
        Self { width, labels, lines, steps: widths.len(), starts }
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
    pub(crate) fn steps(&self, steps: usize) -> Vec<char> {
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
    pub(crate) fn times(&self, run: &Timeline) -> Vec<char> {
        let moves = run.clock.iter();
        let told = moves.map(|clock| (clock.step, moment(clock.now)));
        self.ruler(told)
    }

    fn ruler(&self, told: impl Iterator<Item = (usize, String)>) -> Vec<char> {
        let mut ruler: Vec<char> = Vec::new();
        for (step, text) in told {
            let start = self.of(step).start;
            let is_free = start == 0
                || ruler.len() < start
                || self.lines.iter().any(|line| line.start == start);
            if is_free && start + text.chars().count() <= self.width {
                ruler.resize(start, ' ');
                ruler.extend(text.chars());
            }
        }
        ruler.resize(self.width, ' ');
        ruler
    }
}
