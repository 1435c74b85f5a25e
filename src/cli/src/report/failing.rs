//! The run in which a check failed: who ran when, drawn or in sentences.

mod raw;

use serde::Deserialize;
use timeline::Timeline;

use super::{
    look::{Ink, Look},
    verdict::harmless,
    words,
};
use crate::judge::verdict::Verdict;

/// How a run is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// As lanes, with what their signs mean.
    Drawn,
    /// A sentence a step, with the line that it came to.
    InWords,
}

/// Whether the check that failed first tells of its run.
pub fn tells_run(verdict: &Verdict) -> bool {
    verdict.first_failure().is_some_and(|check| check.run.is_some())
}

/// The run of the check that failed first; none, where it tells of none.
pub fn failing_run(
    look: &Look,
    verdict: &Verdict,
    telling: Telling,
) -> Option<String> {
    let check = verdict.first_failure()?;
    let run = read(check.run.as_ref()?)?;
    let head = format!("the run that failed: {}", words(&check.name));
    let mut text = look.wrap(&Ink::Heading.on(head), "", "");
    text.push('\n');
    text += &match telling {
        Telling::Drawn => run.text(look.width(), look.signs()),
        Telling::InWords => in_words(look, &run),
    };
    Some(text)
}

fn in_words(look: &Look, run: &Timeline) -> String {
    let told = run.sentences_by_line().into_iter().map(|(line, sentence)| {
        let line = line.map_or_else(String::new, |n| format!("line {n}"));
        look.row(&format!("{line:9} "), &harmless(&sentence))
    });
    let mut text: String = told.collect();
    // The drawing's legend says so itself.
    if run.is_cut {
        let cut = format!("it went on; its first {} steps are told", run.steps);
        text += &look.wrap(&cut, "\n", "");
    }
    text
}

/// The run as the package `timeline` wrote it; none, where it did not.
fn read(json: &serde_json::Value) -> Option<Timeline> {
    raw::Run::deserialize(json).ok()?.timeline()
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::time::Duration;

    use serde_json::{Value, json};
    use timeline::{End, Recording};

    fn json_of(run: &Timeline) -> Value {
        serde_json::from_str(&run.json()).unwrap()
    }

    /// All that a run can have in it.
    fn a_run() -> Timeline {
        let mut run = Recording::default();
        let [a, b, c] = ["a", "b", "c"].map(|name| run.lane(name));
        run.enter(a, "poll");
        run.enter(b, "next");
        run.leave(b, End::Gave("1".to_owned()));
        run.wake(a);
        run.leave(a, End::Pending);
        run.drop_lane(c);
        run.clock(Duration::from_millis(1_500));
        run.enter(b, "next");
        run.wake(a);
        run.leave(b, End::Returned(Some("2".to_owned())));
        run.enter(a, "poll");
        run.leave(a, End::Returned(None));
        run.enter(a, "poll");
        run.finish()
    }

    #[test]
    fn a_run_is_read_as_it_was_written() {
        let run = a_run();
        assert_eq!(read(&json_of(&run)), Some(run));
    }

    #[test]
    fn what_is_no_run_is_not_drawn() {
        let whole = json_of(&a_run());
        let broken = [
            ("/steps", json!(3)),
            ("/steps", json!(1_000_000_000)),
            ("/turns/0/lane", json!(9)),
            ("/turns/0/end/lane", json!(9)),
            ("/wakes/0/by", json!(9)),
            ("/wakes/0/lane", json!(9)),
            ("/clock/0/step", json!(99)),
            ("/lanes/0/spans/0/to", json!(0)),
            ("/lanes/0/spans/0/state", json!("asleep")),
            ("/lanes/0/marks/0/step", json!(99)),
            ("/lanes", json!({})),
        ];
        for (place, value) in broken {
            let mut run = whole.clone();
            *run.pointer_mut(place).expect(place) = value;
            assert_eq!(read(&run), None, "{place}");
        }
        assert_eq!(read(&json!("run")), None);
    }
}
