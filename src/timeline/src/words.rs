//! The same in words: sentences, and a table.

use std::{fmt::Write, time::Duration};

use crate::model::{End, Event, Timeline, Turn, Wake};

/// A time of the clock in the largest unit that it fills, as text writes it:
/// `300 ms`, `1.5 s`, `36 h`.
pub(crate) fn moment(time: Duration) -> String {
    let (seconds, fraction) = (time.as_secs(), time.subsec_nanos());
    // From an hour on in hours, if it takes one decimal at most.
    if seconds >= 3600 && seconds.is_multiple_of(360) && fraction == 0 {
        let tenths = seconds / 360;
        return match tenths % 10 {
            0 => format!("{} h", tenths / 10),
            rest => format!("{}.{rest} h", tenths / 10),
        };
    }
    let told = match time.is_zero() {
        true => "0s".to_owned(),
        false => format!("{time:?}"),
    };
    let unit = told.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (number, unit) = told.split_at(unit.unwrap_or(told.len()));
    format!("{number} {unit}")
}

/// One thing that happened: a row of the table.
struct Row<'t> {
    /// Counted from 0.
    step: usize,
    /// The lane; empty for the clock.
    who: &'t str,
    /// What it did, as a sentence goes on after its name.
    what: String,
    /// In which line of the file that is followed.
    line: Option<u32>,
}

impl Timeline {
    /// What happened, a sentence for each step and each drop, in order, for
    /// whoever can't see the drawings.
    pub fn sentences(&self) -> Vec<String> {
        let told = self.sentences_by_line();
        told.into_iter().map(|(_, sentence)| sentence).collect()
    }

    /// The same, each with the line of the file that is followed in which it
    /// was seen last; see [`Turn::line`].
    pub fn sentences_by_line(&self) -> Vec<(Option<u32>, String)> {
        let told = self.rows().into_iter().map(|row| match row.who {
            "" => (row.line, row.what),
            who => (row.line, format!("{who} {}", row.what)),
        });
        told.collect()
    }

    /// The same as a Markdown table with the columns step, lane, what.
    pub fn table(&self) -> String {
        let mut table =
            "| step | lane | what |\n| --- | --- | --- |\n".to_owned();
        for Row { step, who, what, .. } in self.rows() {
            let [who, what] = [who, &what].map(|text| text.replace('|', "\\|"));
            writeln!(table, "| {} | {who} | {what} |", step + 1)
                .expect("a string takes all");
        }
        table
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let turns = self.turns.iter().map(|turn| Row {
            step: turn.step,
            who: &self.lanes[turn.lane].name,
            what: self.deed(turn),
            line: turn.line,
        });
        let moves = self.clock.iter().map(|clock| Row {
            step: clock.step,
            who: "",
            what: format!("nobody runs, until it is {}", moment(clock.now)),
            line: None,
        });
        let drops = self.lanes.iter().flat_map(|lane| {
            let marks = lane.marks.iter();
            let drops = marks.filter(|mark| mark.event == Event::Dropped);
            drops.map(|mark| Row {
                step: mark.step,
                who: &lane.name,
                what: "is dropped".to_owned(),
                line: None,
            })
        });
        // Woken first: then who runs in that step may be the one.
        let mut rows: Vec<_> = self.wakes_from_nowhere().collect();
        rows.extend(turns.chain(moves));
        rows.extend(drops);
        rows.sort_by_key(|row| row.step);
        rows
    }

    fn wakes_from_nowhere(&self) -> impl Iterator<Item = Row<'_>> {
        let wakes = self.wakes.iter().filter(|wake| wake.by.is_none());
        wakes.map(|wake| Row {
            step: wake.step,
            who: &self.lanes[wake.lane].name,
            what: "is woken".to_owned(),
            line: None,
        })
    }

    /// What the lane does in this step.
    fn deed(&self, turn: &Turn) -> String {
        let name = |lane: usize| self.lanes[lane].name.as_str();
        let mut deeds = Vec::new();
        deeds.extend(turn.got.as_ref().map(|got| format!("gets {got}")));
        let wakes = self.wakes.iter();
        let own = |w: &&Wake| (w.step, w.by) == (turn.step, Some(turn.lane));
        deeds.extend(wakes.filter(own).map(|wake| match wake.lane {
            lane if lane == turn.lane => "wakes itself".to_owned(),
            lane => format!("wakes {}", name(lane)),
        }));
        deeds.push(match &turn.end {
            End::Open => "runs".to_owned(),
            End::Called { lane, what } => {
                format!("calls {what} of {}", name(*lane))
            }
            End::Gave(value) => format!("gives {value}"),
            End::Pending => "waits".to_owned(),
            End::Returned(None) => "ends".to_owned(),
            End::Returned(Some(value)) => format!("ends with {value}"),
        });
        let last = deeds.pop().expect("a turn ends somehow");
        match deeds.is_empty() {
            true => last,
            false => format!("{} and {last}", deeds.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_stands_in_the_largest_unit_that_it_fills() {
        let minute = 60_000;
        let moments = [0, 5, 1_500, 59 * minute, 90 * minute, 1440 * minute];
        let told = moments.map(|ms| moment(Duration::from_millis(ms)));
        let expected = ["0 s", "5 ms", "1.5 s", "3540 s", "1.5 h", "24 h"];
        assert_eq!(told, expected);
        let odd = Duration::from_millis(90 * minute + 1);
        assert_eq!(moment(odd), "5400.001 s", "a tenth of an hour, or seconds");
    }
}
