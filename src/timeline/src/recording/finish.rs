//! A recording's end: its timeline as it is drawn.

use crate::model::{End, Timeline};

/// What happens after the last step is drawn in it.
pub(super) fn clamp(run: &mut Timeline) {
    let Some(last) = run.steps.checked_sub(1) else {
        run.lanes.iter_mut().for_each(|lane| lane.marks.clear());
        run.wakes.clear();
        return;
    };
    let marks = run.lanes.iter_mut().flat_map(|lane| &mut lane.marks);
    marks.for_each(|mark| mark.step = mark.step.min(last));
    run.wakes.iter_mut().for_each(|wake| wake.step = wake.step.min(last));
}

/// Puts the lanes in this order, and renames them wherever they are named.
pub(super) fn reorder(run: &mut Timeline, order: &[usize]) {
    let mut places = vec![0; order.len()];
    for (place, &lane) in order.iter().enumerate() {
        places[lane] = place;
    }
    let mut lanes = std::mem::take(&mut run.lanes);
    run.lanes = order.iter().map(|&l| std::mem::take(&mut lanes[l])).collect();
    for turn in &mut run.turns {
        turn.lane = places[turn.lane];
        if let End::Called { lane, .. } = &mut turn.end {
            *lane = places[*lane];
        }
    }
    for wake in &mut run.wakes {
        wake.lane = places[wake.lane];
        wake.by = wake.by.map(|by| places[by]);
    }
}
