//! What the signs mean, and what the drawing leaves out.

use super::{Columns, Signs};
use crate::model::{Event, State, Timeline};

/// More wakes than these are not told one by one.
const WAKES: usize = 8;

impl Timeline {
    /// A line for each sign that occurs, then notes, wrapped.
    pub(super) fn legend(
        &self,
        width: usize,
        signs: Signs,
        columns: &Columns,
    ) -> String {
        let (states, events) = self.kinds();
        let state = |s: &State| format!("{} {}", signs.state(*s), s.meaning());
        let event = |e: &Event| format!("{} {}", signs.event(*e), e.meaning());
        let mut lines: Vec<_> = states.iter().map(state).collect();
        lines.extend(events.iter().map(event));
        let has_values = self.turns.iter().any(|turn| turn.gave().is_some());
        if has_values && columns.labels {
            lines.push(format!("1{}2 got 1, gave 2", signs.arrow()));
        }
        lines.extend(self.told_wakes(signs));
        if has_values && !columns.labels && !columns.are_shared() {
            lines.push("too narrow for the values".to_owned());
        }
        if columns.are_shared() {
            lines.push(format!(
                "{} steps in {} columns, up to {} in each: it shows the first \
                 of dropped, ended, runs, woken, ready, waits, paused",
                self.steps,
                columns.width,
                columns.share()
            ));
        }
        if self.is_cut {
            lines.push(format!(
                "the run went on: only its first {} steps were recorded",
                self.steps
            ));
        }
        lines.iter().map(|line| wrapped(line, width)).collect()
    }

    /// The arrows, as lines.
    fn told_wakes(&self, signs: Signs) -> Vec<String> {
        let name = |lane: usize| signs.plain(&self.lanes[lane].name);
        let by_lanes = || self.wakes.iter().filter(|w| w.by.is_some());
        let told = by_lanes().take(WAKES).map(|wake| {
            let by = wake.by.map(name).unwrap_or_default();
            let step = wake.step + 1;
            format!("! in step {step} {by} wakes {}", name(wake.lane))
        });
        let mut told: Vec<_> = told.collect();
        if let Some(more) = by_lanes().count().checked_sub(WAKES + 1) {
            told.push(format!("! and {} more wakes", more + 1));
        }
        told
    }
}

/// A line broken where it must be; a word that is too long is broken too.
fn wrapped(line: &str, width: usize) -> String {
    let mut text = String::new();
    let mut column = 0;
    for word in line.split(' ') {
        let mut word: Vec<char> = word.chars().collect();
        if column > 0 && column + 1 + word.len() > width {
            text.push_str("\n  ");
            column = 2;
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        while column + word.len() > width {
            text.extend(word.drain(..width - column));
            text.push_str("\n  ");
            column = 2;
        }
        column += word.len();
        text.extend(word);
    }
    text + "\n"
}
