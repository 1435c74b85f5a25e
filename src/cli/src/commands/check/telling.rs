//! What `check` says around a verdict: the totals, and the next step.

use anyhow::Result;

use super::Check;
use crate::{
    commands::desk::{Desk, command},
    judge::verdict::{Ending, Verdict},
    manifest::Exercise,
    report::{self, Pages, Telling, count},
};

impl Check<'_> {
    /// Prints one verdict in full.
    pub(super) fn tell(
        &self,
        exercise: &Exercise,
        verdict: &Verdict,
    ) -> Result<()> {
        let look = &self.desk.look;
        let page = verdict
            .misconception
            .as_ref()
            .and_then(|id| Pages::of(self.desk.checkout).open(id).ok());
        let mut text = report::findings(look, exercise, verdict, page.as_ref());
        text.push('\n');
        if let Some(telling) = self.telling {
            text += &self.failing_run(verdict, telling);
            text.push('\n');
        }
        text += &match (&verdict.ending, &self.subject) {
            (Ending::Passed, Some(_)) => look.wrap("every check holds", "", ""),
            (Ending::Passed, None) => self.after_passing(exercise, verdict),
            _ => self.after_failing(exercise, verdict),
        };
        Ok(report::print(&text)?)
    }

    fn failing_run(&self, verdict: &Verdict, telling: Telling) -> String {
        let look = &self.desk.look;
        let run = report::failing_run(look, verdict, telling);
        run.unwrap_or_else(|| look.wrap(no_run(verdict), "", ""))
    }

    fn after_passing(&self, exercise: &Exercise, verdict: &Verdict) -> String {
        let look = &self.desk.look;
        let (progress, _) = self.desk.store.load();
        let took = verdict.took.as_secs_f64();
        let number = exercise.chapter.number;
        let chapter = &self.desk.manifest.chapters[number - 1];
        let solved = chapter
            .exercises
            .iter()
            .filter(|e| progress.is_solved(&e.key()))
            .map(|e| e.points)
            .sum::<u32>();
        let said = format!(
            "solved, {}; chapter {number} stands at {solved} of {} \
             ({took:.1} s)",
            count(exercise.points, "point"),
            count(chapter.points(), "point")
        );
        let compare = command(&format!("solution {}", exercise.name()));
        look.wrap(&said, "", "")
            + &look.wrap(
                &format!("the workbook's own answer: {compare}"),
                "",
                "  ",
            )
            + &self.desk.way_on(&progress)
    }

    fn after_failing(&self, exercise: &Exercise, verdict: &Verdict) -> String {
        let look = &self.desk.look;
        let name = exercise.name();
        let again = command(&format!("check {name}"));
        let hint = command(&format!("hint {name}"));
        let Some(first) = verdict.first_failure() else {
            let mend = format!("mend what is named above, then {again}");
            return self.desk.next_step(&mend);
        };
        if verdict.checks.iter().all(|c| c.ending.is_todo()) {
            let begin =
                format!("the task stands at the top of {}", exercise.subject());
            return look.wrap(&format!("a hint: {hint}"), "", "  ")
                + &self.desk.next_step(&begin)
                + &look.wrap(&format!("then {again}"), "      ", "      ");
        }
        let held = verdict.checks.iter().filter(|c| c.ending.is_passed());
        let tally = format!(
            "{} of {} hold; next: {}",
            held.count(),
            count(verdict.checks.len() as u64, "check"),
            report::words(&first.name)
        );
        let tally = look.wrap(&tally, "", "  ");
        if self.subject.is_some() {
            return tally;
        }
        let mut ways = vec![format!("a hint: {hint}")];
        if self.telling.is_none() && report::tells_run(verdict) {
            let run = command(&format!("check {name} --timeline"));
            ways.push(format!("who ran when: {run}"));
        }
        ways.push(format!("once more: {again}"));
        let ways = ways.iter().map(|way| look.wrap(way, "  ", "    "));
        tally + &ways.collect::<String>()
    }

    /// Prints the totals of several verdicts.
    pub(super) fn sum_up(
        &self,
        all: &[&Exercise],
        verdicts: &[Verdict],
    ) -> Result<()> {
        let is_solved = |exercise: &&&Exercise| {
            verdicts
                .iter()
                .any(|v| v.exercise == exercise.key() && v.is_passed())
        };
        let solved: Vec<_> =
            all.iter().filter(is_solved).map(|e| e.points).collect();
        let points = all.iter().map(|e| e.points).sum::<u32>();
        let text = format!(
            "{} of {} solved, {} of {}",
            solved.len(),
            count(all.len() as u64, "exercise"),
            solved.iter().sum::<u32>(),
            count(points, "point")
        );
        let next = match all.iter().find(|exercise| !is_solved(exercise)) {
            Some(exercise) => {
                let check = command(&format!("check {}", exercise.name()));
                self.desk.next_step(&check)
            }
            None => String::new(),
        };
        let text = self.desk.look.wrap(&text, "", "");
        Ok(report::print(&format!("\n{text}{next}"))?)
    }
}

/// Why there is no run to tell of.
fn no_run(verdict: &Verdict) -> &'static str {
    match (&verdict.ending, verdict.first_failure()) {
        (Ending::Passed, _) => "no check failed, so there is no run to draw",
        (_, None) => "nothing ran, so there is no run to draw",
        (_, Some(_)) => "this check took down no run",
    }
}

/// Says that nothing is left to be judged.
pub(super) fn tell_all_is_solved(desk: &Desk) -> Result<()> {
    let all: Vec<_> = desk.manifest.exercises().collect();
    let (progress, _) = desk.store.load();
    let text = format!(
        "every exercise is solved; {} judges them all again",
        command("check all")
    );
    let bar = report::bar(&desk.look, &all, &progress);
    Ok(report::print(&(bar + &desk.look.wrap(&text, "", "")))?)
}
