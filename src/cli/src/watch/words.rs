//! What the watch says of a verdict in a line.

use super::run::Judged;
use crate::{
    judge::verdict::{Ending, Verdict},
    manifest::Exercise,
    report::{self, Mark, count, words},
};

/// A verdict's sum: its mark and its words.
pub(super) fn sum(exercise: &Exercise, verdict: &Verdict) -> (Mark, String) {
    let mark = Mark::of(&verdict.ending);
    let text = match (&verdict.ending, verdict.first_failure()) {
        (Ending::Passed, _) => {
            format!("solved, {}", count(exercise.points, "point"))
        }
        (ending, Some(first)) if mark == Mark::Fails => {
            let held = verdict.checks.iter().filter(|c| c.ending.is_passed());
            let all = count(verdict.checks.len() as u64, "check");
            let (held, next) = (held.count(), words(&first.name));
            let word = report::word(ending);
            format!("{word}; {held} of {all} hold; next: {next}")
        }
        (ending, _) => report::word(ending).to_owned(),
    };
    (mark, text)
}

/// Why there is no verdict, in the judge's words.
pub(super) fn no_verdict(judged: &Judged) -> Option<String> {
    let Judged::Nothing(why) = judged else { return None };
    Some(match why.is_empty() {
        true => "no verdict: the judge said nothing".to_owned(),
        false => format!("no verdict: {why}"),
    })
}
