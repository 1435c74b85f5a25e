//! `workbook check`: judges what the learner wrote.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result};
use serde::Serialize;

use super::{
    Outcome,
    desk::{Desk, command},
};
use crate::{
    judge::{
        Judge, Subject,
        verdict::{Ending, Verdict},
    },
    manifest::Exercise,
    report::{self, Pages, count},
};

const EXAMPLES: &str = "\
Examples:
  cargo workbook check                   the next unsolved exercise
  cargo workbook check countdown         one exercise, by its name
  cargo workbook check 02                all exercises of chapter 2
  cargo workbook check all               every exercise, a line each
  cargo workbook check countdown --json  the verdict for a program

Exit code: 0 solved, 1 not solved yet, 2 no verdict";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// An exercise, a chapter or `all`; when left out, the next unsolved
    /// exercise.
    name: Option<String>,
    /// Judge this file in place of the learner's, and record nothing.
    #[arg(long, value_name = "FILE")]
    subject: Option<PathBuf>,
    /// Print the verdicts as one JSON document.
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Debug, Default, Serialize)]
struct Document {
    verdicts: Vec<Verdict>,
    /// What the learner should know besides.
    notices: Vec<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Outcome> {
    let check = Check::new(desk, args)?;
    let exercises = check.exercises(args)?;
    let many = args.name.is_some() && exercises.len() > 1;
    let width = exercises.iter().map(|e| e.name().len()).max().unwrap_or(0);
    let mut document = Document::default();
    if !exercises.is_empty() {
        check.warm_up();
    }
    for exercise in &exercises {
        let (verdict, notices) = check.judge(exercise)?;
        for notice in notices {
            if !document.notices.contains(&notice) {
                document.notices.push(notice);
            }
        }
        match (args.json, many) {
            (true, _) => {}
            (false, true) => {
                let look = &desk.look;
                let line = report::line(look, exercise, &verdict, width);
                report::print(&line)?;
            }
            (false, false) => check.tell(exercise, &verdict)?,
        }
        document.verdicts.push(verdict);
    }
    if args.json {
        let json = serde_json::to_string_pretty(&document)?;
        report::print(&format!("{json}\n"))?;
    } else if exercises.is_empty() {
        tell_all_is_solved(desk)?;
    } else if many {
        check.sum_up(&exercises, &document.verdicts)?;
    }
    if !args.json {
        desk.note(&document.notices);
    }
    match document.verdicts.iter().all(Verdict::is_passed) {
        true => Ok(Outcome::Done),
        false => Ok(Outcome::NotYet),
    }
}

/// One call of the command.
struct Check<'a> {
    desk: &'a Desk<'a>,
    judge: Judge,
    /// Absolute; the learner's own file when it is none.
    subject: Option<PathBuf>,
}

impl<'a> Check<'a> {
    fn new(desk: &'a Desk<'a>, args: &Args) -> Result<Self> {
        let absolute = |path: &PathBuf| {
            path.canonicalize()
                .with_context(|| format!("{} can't be read", path.display()))
        };
        let subject = args.subject.as_ref().map(absolute).transpose()?;
        Ok(Self { desk, judge: Judge::new(desk.checkout), subject })
    }

    fn exercises(&self, args: &Args) -> Result<Vec<&'a Exercise>> {
        let names = self.desk.names();
        match (&args.name, &args.subject) {
            // An answer in solutions/ names its exercise itself.
            (None, Some(path)) => {
                let path = path.to_string_lossy();
                let exercise = names.exercise(&path).with_context(|| {
                    format!("{path} belongs to no exercise; name one")
                })?;
                Ok(vec![exercise])
            }
            (Some(name), Some(_)) => Ok(vec![names.exercise(name)?]),
            (Some(name), None) => names.exercises(name),
            (None, None) => {
                let (progress, notices) = self.desk.store.load();
                self.desk.note(&notices);
                Ok(self.desk.next(&progress).into_iter().collect())
            }
        }
    }

    /// Builds what the checks link, if nobody has yet, with Cargo's own
    /// progress: the judge prints nothing, and would be silent for seconds.
    fn warm_up(&self) {
        if self.judge.is_warm() {
            return;
        }
        let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
        // A build that fails is told by the judge.
        let _ = Command::new(cargo)
            .args(["build", "--package", "exercises", "--lib"])
            .current_dir(self.desk.checkout.root())
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET")
            .status();
    }

    /// Judges one exercise and records it, with notices for the learner.
    fn judge(&self, exercise: &Exercise) -> Result<(Verdict, Vec<String>)> {
        if let Some(path) = &self.subject {
            let verdict = self.judge.judge(exercise, Subject::File(path))?;
            let notices = verdict.notices.clone();
            return Ok((verdict, notices));
        }
        let verdict = self.judge.judge(exercise, Subject::Learner)?;
        let mut notices = verdict.notices.clone();
        if !self.desk.is_stub(exercise) {
            let passed = verdict.is_passed();
            let ((), unkept) = self.desk.store.change(|progress| {
                progress.entry(&exercise.key()).note_attempt(passed);
            });
            notices.extend(unkept);
        }
        Ok((verdict, notices))
    }

    /// Prints one verdict in full.
    fn tell(&self, exercise: &Exercise, verdict: &Verdict) -> Result<()> {
        let look = &self.desk.look;
        let page = verdict
            .misconception
            .as_ref()
            .and_then(|id| Pages::of(self.desk.checkout).open(id).ok());
        let mut text = report::findings(look, exercise, verdict, page.as_ref());
        text.push('\n');
        text += &match (&verdict.ending, &self.subject) {
            (Ending::Passed, Some(_)) => look.wrap("every check holds", "", ""),
            (Ending::Passed, None) => self.after_passing(exercise, verdict),
            _ => self.after_failing(exercise, verdict),
        };
        Ok(report::print(&text)?)
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
            let mend = format!("mend what the compiler names, then {again}");
            return self.desk.next_step(&mend);
        };
        if verdict.checks.iter().all(|c| report::is_not_begun(&c.ending)) {
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
        tally
            + &look.wrap(&format!("a hint: {hint}"), "  ", "    ")
            + &look.wrap(&format!("once more: {again}"), "  ", "    ")
    }

    /// Prints the totals of several verdicts.
    fn sum_up(&self, all: &[&Exercise], verdicts: &[Verdict]) -> Result<()> {
        let solved: Vec<_> = all
            .iter()
            .zip(verdicts)
            .filter(|(_, verdict)| verdict.is_passed())
            .map(|(exercise, _)| exercise.points)
            .collect();
        let points = all.iter().map(|e| e.points).sum::<u32>();
        let text = format!(
            "{} of {} solved, {} of {}",
            solved.len(),
            count(all.len() as u64, "exercise"),
            solved.iter().sum::<u32>(),
            count(points, "point")
        );
        let open = all.iter().zip(verdicts).find(|(_, v)| !v.is_passed());
        let next = match open {
            Some((exercise, _)) => {
                let check = command(&format!("check {}", exercise.name()));
                self.desk.next_step(&check)
            }
            None => String::new(),
        };
        let text = self.desk.look.wrap(&text, "", "");
        Ok(report::print(&format!("\n{text}{next}"))?)
    }
}

fn tell_all_is_solved(desk: &Desk) -> Result<()> {
    let all: Vec<_> = desk.manifest.exercises().collect();
    let (progress, _) = desk.store.load();
    let text = format!(
        "every exercise is solved; {} judges them all again",
        command("check all")
    );
    let bar = report::bar(&desk.look, &all, &progress);
    Ok(report::print(&(bar + &desk.look.wrap(&text, "", "")))?)
}
