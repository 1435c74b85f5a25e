//! The arrows: calls, what comes back, and wakes.

use super::{Svg, layout, layout::Layout};
use crate::model::{End, State, Timeline, Turn};

impl Timeline {
    pub(super) fn draw_arrows(
        &self,
        id: &str,
        at: &Layout,
        row: usize,
        svg: &mut Svg,
    ) {
        let turns = self.turns.iter();
        for turn in turns.filter(|turn| at.rows[row].contains(&turn.step)) {
            let Some(to) = self.goes_to(turn) else { continue };
            let x = at.x(row, turn.step + 1);
            let [from, to] = [turn.lane, to].map(|lane| at.y(row, lane));
            let half = layout::HIGH / 2 * (to - from).signum();
            arrow(svg, id, x, from + half, to - half, "");
            if let End::Called { what, .. } = &turn.end {
                let next = at.rows[row].contains(&(turn.step + 1));
                let room = if next { at.x(row, turn.step + 2) - x } else { 0 };
                if layout::text_width(what) + 12 <= room {
                    // Beside the arrow's first half, clear of other lanes.
                    let gap = layout::PITCH / 2 * (to - from).signum();
                    let y = from + gap + 4;
                    svg.text_at(x + 6, y, "f-code", "start", what);
                }
            }
        }
        self.draw_wakes(id, at, row, svg);
    }

    fn draw_wakes(&self, id: &str, at: &Layout, row: usize, svg: &mut Svg) {
        let wakes = self.wakes.iter();
        for wake in wakes.filter(|wake| at.rows[row].contains(&wake.step)) {
            let Some(by) = wake.by.filter(|by| *by != wake.lane) else {
                continue;
            };
            let (from, to) = (at.x(row, wake.step), at.x(row, wake.step + 1));
            let x = i32::midpoint(from, to);
            let [from, to] = [by, wake.lane].map(|lane| at.y(row, lane));
            let way = (to - from).signum();
            let start = from + layout::HIGH / 2 * way;
            arrow(svg, id, x, start, to - 6 * way, " stroke-dasharray=\"3 3\"");
        }
    }

    /// Who goes on after this turn: the lane called, or the caller.
    fn goes_to(&self, turn: &Turn) -> Option<usize> {
        let next = turn.step + 1;
        match turn.end {
            End::Open => None,
            End::Called { lane, .. } => Some(lane),
            End::Gave(_) | End::Pending | End::Returned(_) => {
                self.lanes.iter().position(|lane| {
                    let spans = &lane.spans;
                    let at = spans.partition_point(|s| s.steps.end < next);
                    spans.get(at).is_some_and(|s| {
                        s.state == State::Calling && s.steps.end == next
                    }) && spans.get(at + 1).is_some_and(|s| {
                        s.state == State::Running && s.steps.start == next
                    })
                })
            }
        }
    }
}

fn arrow(svg: &mut Svg, id: &str, x: i32, from: i32, to: i32, detail: &str) {
    let id = super::escaped(id);
    svg.add(format_args!(
        "<path class=\"f-arrow\" d=\"M{x} {from}V{to}\" fill=\"none\" \
         stroke=\"currentColor\" marker-end=\"url(#{id}-tip)\"{detail}/>"
    ));
}
