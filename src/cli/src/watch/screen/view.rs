//! What the screen tells, as text.

use super::{super::run::Judged, super::seat::Seat, super::words, keys};
use crate::{
    judge::verdict::{Ending, Verdict},
    manifest::Exercise,
    report::{self, Ink, Look, Mark, Standing, count},
};

/// What the middle of the screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum View {
    /// The verdict, or what there is before the first.
    Verdict,
    /// An answer to a key.
    Text(String),
    Keys,
    /// All exercises, this one marked.
    List(usize),
    /// Whether the stub shall be put back.
    Reset,
}

impl View {
    /// The keys that are live here besides the usual ones.
    pub(super) fn keys(&self, look: &Look) -> Option<String> {
        let arrows = look.symbol("↑↓", "up/down");
        let keys = match self {
            Self::Verdict => return None,
            Self::Text(_) | Self::Keys => {
                vec![("Esc", "back"), (arrows, "scroll"), ("q", "quit")]
            }
            Self::List(_) => vec![
                (arrows, "choose"),
                ("Enter", "go"),
                ("Esc", "back"),
                ("q", "quit"),
            ],
            Self::Reset => vec![("y", "yes"), ("n", "no")],
        };
        let keys = keys.into_iter().map(|(key, word)| keys::pair(key, word));
        Some(keys.collect::<Vec<_>>().join("  "))
    }
}

/// The text of the middle.
pub(super) fn text(
    view: &View,
    seat: &Seat,
    look: &Look,
    judged: Option<&Judged>,
) -> String {
    match view {
        View::Verdict => verdict(seat, look, judged),
        View::Text(text) => text.clone(),
        View::Keys => keys::explained(look),
        View::List(chosen) => list(seat, look, *chosen),
        View::Reset => reset(seat.exercise, look),
    }
}

/// The exercise and its file, whose folders go first where it is narrow.
pub(super) fn head(exercise: &Exercise, look: &Look) -> String {
    let (name, path) = (exercise.name(), exercise.subject());
    let indent = name.chars().count() + 2;
    let path = if look.cut(&path, indent) == path {
        path
    } else {
        look.cut(&format!("{}.rs", exercise.stem()), indent)
    };
    format!("{}  {}", Ink::Heading.on(name), Ink::Quiet.on(path))
}

/// The line below the heading: what goes on, or what came of it.
pub(super) fn status(
    seat: &Seat,
    look: &Look,
    judged: Option<&Judged>,
    said: &str,
) -> String {
    if let Some(start) = seat.running() {
        let seconds = start.elapsed().as_secs();
        let text = match (seat.is_building, judged) {
            (true, _) => {
                let what = format!("building what the checks use, {seconds} s");
                let said = said.trim();
                if said.is_empty() { what } else { format!("{what}: {said}") }
            }
            (false, None) => format!("judging, {seconds} s"),
            (false, Some(_)) => {
                format!("judging, {seconds} s; below: the verdict before")
            }
        };
        return Mark::Begun.with(look, &look.cut(&text, 2), 0);
    }
    let (mark, text) = match judged {
        Some(Judged::Verdict { verdict, .. }) => {
            report::sum(seat.exercise, verdict)
        }
        Some(Judged::Nothing(_)) => (Mark::Fails, "no verdict".to_owned()),
        None => (Mark::Open, "waiting for a save".to_owned()),
    };
    mark.with(look, &look.cut(&text, 2), 0)
}

fn verdict(seat: &Seat, look: &Look, judged: Option<&Judged>) -> String {
    let exercise = seat.exercise;
    let (verdict, notices) = match judged {
        Some(Judged::Verdict { verdict, notices }) => (verdict, notices),
        Some(judged) => {
            let why = words::no_verdict(judged).unwrap_or_default();
            return look.wrap(&why, "", "  ");
        }
        None => return task(exercise, look),
    };
    let page = seat.page(verdict.misconception.as_ref());
    let text = report::findings(look, exercise, verdict, page.as_ref());
    // The heading says which exercise and which file.
    let text = text.split_once("\n\n").map_or(&*text, |(_, text)| text);
    let mut text = format!("{text}\n{}", way_on(seat, look, verdict));
    for notice in notices {
        text += &look.wrap(notice, "\nnote: ", "  ");
    }
    text
}

fn task(exercise: &Exercise, look: &Look) -> String {
    let subject = exercise.subject();
    let text = format!(
        "the task stands at the top of {subject}; each save of it is judged"
    );
    look.wrap(&text, "", "")
}

fn way_on(seat: &Seat, look: &Look, verdict: &Verdict) -> String {
    let is_open = Ending::is_todo;
    let text = match verdict.ending {
        Ending::Passed if seat.next().is_none() => {
            "every exercise is solved; `s` shows the workbook's own answer"
                .to_owned()
        }
        Ending::Passed => "`n` goes on to the next exercise, `s` shows the \
                           workbook's own answer"
            .to_owned(),
        Ending::DoesNotCompile { .. } => {
            "mend what is named above, then save".to_owned()
        }
        _ if verdict.checks.iter().all(|c| is_open(&c.ending)) => {
            return task(seat.exercise, look);
        }
        _ => {
            let mut ways = Vec::new();
            if verdict.misconception.is_some() {
                ways.push("`e` explains this misconception");
            }
            if report::tells_run(verdict) {
                ways.push("`t` shows who ran when");
            }
            ways.push("`h` gives a hint");
            ways.join(", ")
        }
    };
    look.wrap(&text, "", "")
}

fn list(seat: &Seat, look: &Look, chosen: usize) -> String {
    let (progress, _) = seat.store.load();
    let mut text = String::new();
    for (n, exercise) in seat.manifest.exercises().enumerate() {
        let standing = seat.standing(&progress, exercise);
        let mark = match standing {
            Standing::Solved => Mark::Holds,
            Standing::Begun => Mark::Begun,
            Standing::NotBegun => Mark::Open,
        };
        let state = mark.with(look, standing.word(), 9);
        let name = exercise.name();
        let points = count(exercise.points, "point");
        let line = match n == chosen {
            true => {
                format!("> {state}  {}", Ink::Heading.on(name))
            }
            false => format!("  {state}  {name}"),
        };
        // The points come last: a narrow screen cuts them off.
        text += &format!("{line}  {points}\n");
    }
    text
}

fn reset(exercise: &Exercise, look: &Look) -> String {
    let question = format!("put the stub of {} back?", exercise.name());
    let kept = "what you wrote is kept as a copy in .workbook/replaced; \
                progress stays";
    look.wrap(&Ink::Heading.on(question), "", "")
        + "\n"
        + &look.wrap(kept, "", "")
        + &look.wrap("y: yes, put it back; n: no, leave it", "\n", "")
}
