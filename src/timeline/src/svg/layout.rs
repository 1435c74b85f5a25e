//! Where everything stands: rows of steps, lanes below each other.

use std::ops::Range;

use crate::{
    model::{Timeline, Turn},
    words::moment,
};

/// In units, of which one is a pixel at full measure.
pub(super) const WIDTH: i32 = 680;
pub(super) const LEGEND_LINE: i32 = 22;
/// From one lane to the next, and how high a step is drawn.
pub(super) const PITCH: i32 = 62;
pub(super) const HIGH: i32 = 32;

const NARROWEST: i32 = 28;
/// Wider steps would tear the drawing apart.
const STRETCH: i32 = 26;
const ROWS: usize = 8;
const TOP: i32 = 30;
const NAME: usize = 18;

pub(super) struct Layout {
    /// Where the first step begins.
    pub(super) left: i32,
    /// The steps of each row; one row of all where steps share columns.
    pub(super) rows: Vec<Range<usize>>,
    pub(super) height: i32,
    /// The width of each step; empty where they share columns.
    widths: Vec<i32>,
    lanes: i32,
}

impl Layout {
    pub(super) fn of(run: &Timeline) -> Self {
        let names = run.lanes.iter().map(|lane| text_width(&name(&lane.name)));
        let left = 16 + names.max().unwrap_or(0);
        let lanes = i32::try_from(run.lanes.len()).unwrap_or(i32::MAX);
        let room = WIDTH - left - 6;
        let mut layout = Self {
            left,
            rows: Vec::new(),
            height: 0,
            widths: Vec::new(),
            lanes,
        };
        let widths = widths(run);
        let rows = rows(&widths, room);
        if rows.len() > ROWS {
            layout.rows.push(0..run.steps);
        } else {
            layout.widths = stretched(widths, &rows, room);
            layout.rows = rows;
        }
        let is_shared = layout.is_shared();
        let lines = run.legend_lines(is_shared).len() + usize::from(is_shared);
        let lines = i32::try_from(lines).expect("a legend is short");
        layout.height = layout.legend() + lines * LEGEND_LINE - 10;
        layout
    }

    /// Whether steps share columns.
    pub(super) fn is_shared(&self) -> bool {
        self.widths.is_empty()
    }

    /// Where a step begins; the step after the row's last is its end.
    pub(super) fn x(&self, row: usize, step: usize) -> i32 {
        let before = self.rows[row].start..step;
        self.left + self.widths[before].iter().sum::<i32>()
    }

    /// The part of these steps that the row shows.
    pub(super) fn within(
        &self,
        row: usize,
        steps: &Range<usize>,
    ) -> Option<Range<usize>> {
        let row = &self.rows[row];
        let part = steps.start.max(row.start)..steps.end.min(row.end);
        (!part.is_empty()).then_some(part)
    }

    /// A lane's middle line.
    pub(super) fn y(&self, row: usize, lane: usize) -> i32 {
        let lane = i32::try_from(lane).expect("lanes are counted above");
        self.top(row) + lane * PITCH + HIGH / 2
    }

    /// Where a row's first lane begins.
    pub(super) fn top(&self, row: usize) -> i32 {
        let row = i32::try_from(row).expect("there are few rows");
        TOP + row * (self.lanes * PITCH + TOP)
    }

    /// The middle of the legend's first line.
    pub(super) fn legend(&self) -> i32 {
        self.top(self.rows.len()) - PITCH + HIGH + 8
    }

    /// Where the steps end.
    pub(super) fn right(&self, row: usize) -> i32 {
        match self.is_shared() {
            true => WIDTH - 6,
            false => self.x(row, self.rows[row].end),
        }
    }
}

/// What a step got and gave.
pub(super) fn label(turn: &Turn) -> String {
    match (turn.got.as_deref(), turn.gave()) {
        (Some(got), Some(gave)) => format!("{got} → {gave}"),
        (got, gave) => got.or(gave).unwrap_or("").to_owned(),
    }
}

/// A lane's name, as long as there is room for it.
pub(super) fn name(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    name.chars().take(NAME - 1).chain(['…']).collect()
}

/// About how wide a text is drawn: fonts differ.
pub(super) fn text_width(text: &str) -> i32 {
    i32::try_from(text.chars().count()).unwrap_or(i32::MAX / 16) * 7
}

fn widths(run: &Timeline) -> Vec<i32> {
    let mut widths = vec![NARROWEST; run.steps];
    for turn in &run.turns {
        let wide = text_width(&label(turn)) + 12;
        widths[turn.step] = widths[turn.step].max(wide);
    }
    for clock in &run.clock {
        let told = text_width(&moment(clock.now)) + 12;
        widths[clock.step] = widths[clock.step].max(told);
    }
    widths
}

/// As many steps a row as there is room for, but rows of like length.
fn rows(widths: &[i32], room: i32) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    let mut used = 0;
    for (step, width) in widths.iter().enumerate() {
        if used + width > room && step > start {
            rows.push(start..step);
            (start, used) = (step, 0);
        }
        used += width;
    }
    rows.push(start..widths.len());
    rows
}

/// The room that is left over, shared out alike.
fn stretched(
    mut widths: Vec<i32>,
    rows: &[Range<usize>],
    room: i32,
) -> Vec<i32> {
    let left_over = rows.iter().map(|row| {
        let steps = i32::try_from(row.len()).unwrap_or(i32::MAX).max(1);
        (room - widths[row.clone()].iter().sum::<i32>()) / steps
    });
    let more = left_over.min().unwrap_or(0).clamp(0, STRETCH);
    widths.iter_mut().for_each(|width| *width += more);
    widths
}
