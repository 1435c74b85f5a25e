//! The lanes: what each did, and what it got and gave.

use super::{Svg, layout, layout::Layout};
use crate::{
    model::{Event, State, Timeline},
    text::{Columns, states},
    words::moment,
};

/// How wide a column is that steps share, in units.
const SHARED: i32 = 4;

impl Timeline {
    pub(super) fn draw_names(&self, at: &Layout, row: usize, svg: &mut Svg) {
        for (n, lane) in self.lanes.iter().enumerate() {
            let name = layout::name(&lane.name);
            svg.text_at(at.left - 10, at.y(row, n) + 5, "", "end", &name);
        }
        let top = at.top(row) - 14;
        svg.text_at(at.right(row), top, "f-dim", "end", "time →");
    }

    pub(super) fn draw_spans(&self, at: &Layout, row: usize, svg: &mut Svg) {
        for (n, lane) in self.lanes.iter().enumerate() {
            let still = |state| state != State::Running;
            for span in lane.spans.iter().filter(|span| still(span.state)) {
                let Some(steps) = at.within(row, &span.steps) else { continue };
                let drop = lane.marks.iter().find(|mark| {
                    mark.event == Event::Dropped && mark.step + 1 == steps.end
                });
                let from = at.x(row, steps.start) + 4;
                let to = match drop {
                    Some(mark) => middle(at, row, mark.step) - 8,
                    None => at.x(row, steps.end) - 4,
                };
                svg.state(span.state, from, to.max(from), at.y(row, n), 0);
            }
        }
        for clock in &self.clock {
            let Some(_) = at.within(row, &(clock.step..clock.step + 1)) else {
                continue;
            };
            let told = moment(clock.now);
            let (x, top) = (middle(at, row, clock.step), at.top(row) - 14);
            svg.text_at(x, top, "f-dim", "middle", &told);
        }
    }

    pub(super) fn draw_turns(&self, at: &Layout, row: usize, svg: &mut Svg) {
        let turns = self.turns.iter();
        for turn in turns.filter(|turn| at.rows[row].contains(&turn.step)) {
            let (from, to) = (at.x(row, turn.step), at.x(row, turn.step + 1));
            let y = at.y(row, turn.lane);
            svg.state(State::Running, from + 1, to - 1, y, layout::HIGH);
            let label = layout::label(turn);
            if !label.is_empty() {
                let x = i32::midpoint(from, to);
                svg.text_at(x, y + 5, "", "middle", &label);
            }
        }
    }

    pub(super) fn draw_marks(&self, at: &Layout, row: usize, svg: &mut Svg) {
        for (n, lane) in self.lanes.iter().enumerate() {
            let marks = lane.marks.iter();
            for mark in marks.filter(|m| at.rows[row].contains(&m.step)) {
                let x = match mark.event {
                    Event::Ended => at.x(row, mark.step + 1) - 2,
                    _ => middle(at, row, mark.step),
                };
                svg.event(mark.event, x, at.y(row, n), layout::HIGH);
            }
        }
    }

    pub(super) fn shared_columns(&self, at: &Layout) -> Columns {
        let room = at.right(0) - at.left;
        let most = usize::try_from(room / SHARED).unwrap_or(1);
        Columns::shared(self.steps, most)
    }

    /// All steps in one row: in each column the state that ranks first.
    pub(super) fn draw_shared(&self, at: &Layout, svg: &mut Svg) {
        let columns = self.shared_columns(at);
        for (n, lane) in self.lanes.iter().enumerate() {
            let states = states(lane, &columns);
            let mut x = at.left;
            for run in states.chunk_by(|a, b| a == b) {
                let columns = i32::try_from(run.len()).unwrap_or(i32::MAX);
                let to = x + columns * SHARED;
                if let Some(state) = run[0] {
                    svg.state(state, x, to, at.y(0, n), layout::HIGH);
                }
                x = to;
            }
        }
    }
}

fn middle(at: &Layout, row: usize, step: usize) -> i32 {
    i32::midpoint(at.x(row, step), at.x(row, step + 1))
}
