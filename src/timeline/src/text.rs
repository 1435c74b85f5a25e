//! The drawing for a terminal: plain text, no color.

mod columns;
mod legend;

pub(crate) use columns::Columns;

use crate::model::{Event, Lane, State, Timeline, Turn};

/// What a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    /// Blocks and lines.
    Unicode,
    /// Letters and signs that every terminal has.
    Ascii,
}

impl Signs {
    fn state(self, state: State) -> char {
        match (self, state) {
            (Self::Unicode, State::Running) => '█',
            (Self::Unicode, State::Ready) => '▒',
            (Self::Unicode, State::Calling) => '╌',
            (Self::Unicode, State::Waiting) => '─',
            (Self::Unicode, State::Paused) => '·',
            (Self::Ascii, State::Running) => '#',
            (Self::Ascii, State::Ready) => '+',
            (Self::Ascii, State::Calling) => '-',
            (Self::Ascii, State::Waiting) => '_',
            (Self::Ascii, State::Paused) => '.',
        }
    }

    fn event(self, event: Event) -> char {
        match (self, event) {
            (_, Event::Woken) => '!',
            (Self::Unicode, Event::Ended) => '■',
            (Self::Unicode, Event::Dropped) => '×',
            (Self::Ascii, Event::Ended) => '|',
            (Self::Ascii, Event::Dropped) => 'x',
        }
    }

    fn arrow(self) -> char {
        match self {
            Self::Unicode => '→',
            Self::Ascii => '>',
        }
    }

    /// The text without what this terminal can't show.
    fn plain(self, text: &str) -> String {
        let plain = text.chars().map(|c| match (self, c) {
            (_, c) if c.is_control() => '?',
            (Self::Ascii, '…') => '~',
            (Self::Ascii, c) if !c.is_ascii() => '?',
            (_, c) => c,
        });
        plain.collect()
    }

    /// The text, cut to this many characters.
    fn cut(self, text: &str, most: usize) -> String {
        let text = self.plain(text);
        if text.chars().count() <= most {
            return text;
        }
        let cut = text.chars().take(most.saturating_sub(1));
        let ellipsis = if self == Self::Unicode { '…' } else { '~' };
        cut.chain([ellipsis]).collect()
    }
}

/// Narrower than this, nothing can be drawn.
const NARROWEST: usize = 20;

impl Timeline {
    /// The drawing as lines of at most `width` columns, 20 at the least: a
    /// lane each, then what the signs mean. A character counts as one column.
    ///
    /// Each step is as wide as the values that it got and gave, where all fit
    /// in at most 4 such drawings, one below the other; else all steps are
    /// equally wide and no values are told. Steps
    /// beyond the columns share them: with `n` steps in `w` columns, step `s`
    /// is in column `s * w / n`, rounded down, so that none is left out. Such
    /// a column shows the first of these that happened in any of its steps:
    /// dropped, ended, ran, woken, ready, waited, was in a call, was paused.
    pub fn text(&self, width: usize, signs: Signs) -> String {
        if self.is_empty() || self.steps == 0 {
            return "nothing was recorded\n".to_owned();
        }
        let width = width.max(NARROWEST);
        let longest = self.lanes.iter().map(|l| l.name.chars().count()).max();
        let name = longest.unwrap_or(0).max("step".len()).min(width / 3);
        let label = |turn: &Turn| label(turn, signs);
        let columns = Columns::fit(self, width - name - 1, &label);
        let (unit, ruler) = match self.clock.is_empty() {
            true => ("step", columns.steps(self.steps)),
            false => ("time", columns.times(self)),
        };
        let mut lanes = vec![(unit, ruler)];
        for (n, lane) in self.lanes.iter().enumerate() {
            let mut cells = cells(lane, &columns, signs);
            let turns = self.turns.iter().filter(|turn| turn.lane == n);
            for turn in turns.filter(|_| columns.labels) {
                let start = columns.of(turn.step).start;
                write_label(&mut cells, &label(turn), start);
            }
            lanes.push((&lane.name, cells));
        }
        let mut text = String::new();
        for part in &columns.lines {
            for (name_of, cells) in &lanes {
                let cells: String = cells[part.clone()].iter().collect();
                let line =
                    format!("{:name$} {cells}", signs.cut(name_of, name));
                text += line.trim_end();
                text.push('\n');
            }
            text.push('\n');
        }
        text + &self.legend(width, signs, &columns)
    }
}

/// What a step got and gave: `1→2`, `1→` or `→2`.
fn label(turn: &Turn, signs: Signs) -> String {
    let (got, gave) = (turn.got.as_deref(), turn.gave());
    if got.is_none() && gave.is_none() {
        return String::new();
    }
    let [got, gave] = [got, gave].map(|v| signs.plain(v.unwrap_or("")));
    format!("{got}{}{gave}", signs.arrow())
}

/// A label in the middle of its step: the edges stay.
fn write_label(cells: &mut [char], label: &str, start: usize) {
    for (cell, c) in cells[start + 1..].iter_mut().zip(label.chars()) {
        *cell = c;
    }
}

fn cells(lane: &Lane, columns: &Columns, signs: Signs) -> Vec<char> {
    let mut cells = vec![(0, ' '); columns.width];
    let mut paint = |column: usize, rank: u8, sign: char| {
        let cell = &mut cells[column];
        if rank > cell.0 {
            *cell = (rank, sign);
        }
    };
    for span in &lane.spans {
        let first = columns.of(span.steps.start).start;
        let end = columns.of(span.steps.end - 1).end;
        for column in first..end {
            paint(column, rank(span.state), signs.state(span.state));
        }
    }
    for mark in &lane.marks {
        let step = columns.of(mark.step);
        let (column, rank) = match mark.event {
            Event::Woken => (step.start, 5),
            Event::Ended => (step.end - 1, 7),
            Event::Dropped => (step.start + (step.len() - 1) / 2, 8),
        };
        paint(column, rank, signs.event(mark.event));
        if mark.event == Event::Dropped {
            // Gone for the rest of the step.
            (column + 1..step.end).for_each(|column| paint(column, 5, ' '));
        }
    }
    cells.into_iter().map(|(_, sign)| sign).collect()
}

/// Which state is seen where several share a column.
pub(crate) fn rank(state: State) -> u8 {
    match state {
        State::Running => 6,
        State::Ready => 4,
        State::Waiting => 3,
        State::Calling => 2,
        State::Paused => 1,
    }
}

/// The state that each column shows, for steps that share columns.
pub(crate) fn states(lane: &Lane, columns: &Columns) -> Vec<Option<State>> {
    let mut states: Vec<Option<State>> = vec![None; columns.width];
    for span in &lane.spans {
        let first = columns.of(span.steps.start).start;
        let end = columns.of(span.steps.end - 1).end;
        for seen in &mut states[first..end] {
            if seen.is_none_or(|seen| rank(span.state) > rank(seen)) {
                *seen = Some(span.state);
            }
        }
    }
    states
}
