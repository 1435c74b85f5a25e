//! `workbook check`: judges what the learner wrote.

mod telling;

use std::{collections::HashSet, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};
use serde::Serialize;

use super::{
    Outcome,
    desk::{Desk, command},
};
use crate::{
    at_once::at_once,
    judge::{Judge, Subject, kit::Unbuilt, verdict::Verdict},
    manifest::Exercise,
    report::{self, Telling},
};
use telling::tell_all_is_solved;

const EXAMPLES: &str = "\
Examples:
  cargo workbook check                   the next unsolved exercise
  cargo workbook check countdown         one exercise, by its name
  cargo workbook check 02                all exercises of chapter 2
  cargo workbook check all               every exercise, a line each
  cargo workbook check join2 --timeline  with the run that failed, drawn
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
    /// Draw who ran when until the first check failed, where that was taken
    /// down.
    #[arg(long, conflicts_with = "json")]
    timeline: bool,
    /// Tell it in sentences, with the lines of your file.
    #[arg(long, requires = "timeline")]
    words: bool,
    /// Print the verdicts as one JSON document.
    #[arg(long)]
    json: bool,
}

impl Args {
    /// How the run that failed is to be told, if at all.
    fn telling(&self) -> Option<Telling> {
        match (self.timeline, self.words) {
            (false, _) => None,
            (true, false) => Some(Telling::Drawn),
            (true, true) => Some(Telling::InWords),
        }
    }
}

/// What `--json` prints.
#[derive(Debug, Default, Serialize)]
struct Document {
    verdicts: Vec<Verdict>,
    /// Exercises that could not be judged, for reasons not the learner's.
    unjudged: Vec<Unjudged>,
    /// What the learner should know besides.
    notices: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Unjudged {
    exercise: String,
    why: String,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Outcome> {
    let mut check = Check::new(desk, args)?;
    let exercises = check.exercises(args)?;
    ensure!(
        check.telling.is_none() || exercises.len() < 2,
        "`--timeline` draws the run of one exercise; name one, as in `{}`",
        command(&format!("check {} --timeline", exercises[0].name()))
    );
    if !exercises.is_empty() {
        check.has_failed_to_build = !check.warm_up();
    }
    let document = match exercises[..] {
        [exercise] => check.one(exercise)?,
        _ => check.each(&exercises),
    };
    if args.json {
        let json = serde_json::to_string_pretty(&document)?;
        report::print(&format!("{json}\n"))?;
    } else {
        match exercises.len() {
            0 => tell_all_is_solved(desk)?,
            1 => {}
            _ => check.sum_up(&exercises, &document.verdicts)?,
        }
        desk.note(&document.notices);
    }
    let is_solved = document.verdicts.iter().all(Verdict::is_passed);
    Ok(match (document.unjudged.is_empty(), is_solved) {
        (true, true) => Outcome::Done,
        (true, false) => Outcome::NotYet,
        (false, _) => Outcome::Code(2),
    })
}

/// One call of the command.
struct Check<'a> {
    desk: &'a Desk<'a>,
    judge: Judge,
    /// Absolute; the learner's own file when it is none.
    subject: Option<PathBuf>,
    telling: Option<Telling>,
    is_json: bool,
    /// Whether Cargo has told the learner why.
    has_failed_to_build: bool,
}

impl<'a> Check<'a> {
    fn new(desk: &'a Desk<'a>, args: &Args) -> Result<Self> {
        let absolute = |path: &PathBuf| {
            path.canonicalize()
                .with_context(|| format!("{} can't be read", path.display()))
        };
        let subject = args.subject.as_ref().map(absolute).transpose()?;
        Ok(Self {
            desk,
            judge: Judge::new(desk.checkout),
            subject,
            telling: args.telling(),
            is_json: args.json,
            has_failed_to_build: false,
        })
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

    /// Judges one exercise and tells all of its verdict.
    fn one(&self, exercise: &Exercise) -> Result<Document> {
        let (verdict, notices) = self.judge(exercise)?;
        if !self.is_json {
            self.tell(exercise, &verdict)?;
        }
        let verdicts = vec![verdict];
        Ok(Document { verdicts, notices, ..Document::default() })
    }

    /// Judges several at once, a line each, in their order; one that can't be
    /// judged stops nothing.
    fn each(&self, exercises: &[&Exercise]) -> Document {
        let width = exercises.iter().map(|e| e.name().len()).max();
        let mut document = Document::default();
        let judge = |exercise: &&Exercise| self.judge(exercise);
        at_once(exercises, judge, |place, judged| {
            let exercise = exercises[place];
            let told = judged.and_then(|(verdict, notices)| {
                if !self.is_json {
                    let width = width.unwrap_or(0);
                    let look = &self.desk.look;
                    let line = report::line(look, exercise, &verdict, width);
                    report::print(&line)?;
                }
                Ok((verdict, notices))
            });
            match told {
                Ok((verdict, notices)) => {
                    document.verdicts.push(verdict);
                    document.notices.extend(notices);
                }
                Err(error) => {
                    let (name, why) = (exercise.name(), format!("{error:#}"));
                    report::tell(&name, &format!("no verdict: {why}"));
                    let exercise = exercise.key();
                    document.unjudged.push(Unjudged { exercise, why });
                }
            }
        });
        let mut seen = HashSet::new();
        document.notices.retain(|notice| seen.insert(notice.clone()));
        document
    }

    /// Builds what the checks link, if nobody has yet, with Cargo's own
    /// progress: the judge prints nothing, and would be silent for seconds.
    /// Gives whether nothing went wrong.
    fn warm_up(&self) -> bool {
        if self.judge.is_warm() {
            return true;
        }
        let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
        let status = Command::new(cargo)
            .args(["build", "--package", "exercises", "--lib"])
            .current_dir(self.desk.checkout.root())
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET")
            .status();
        // One that can't be started has told nothing: the judge will.
        status.map_or(true, |status| status.success())
    }

    /// Judges one exercise and records it, with notices for the learner.
    fn judge(&self, exercise: &Exercise) -> Result<(Verdict, Vec<String>)> {
        let subject = match &self.subject {
            Some(path) => Subject::File(path),
            None => Subject::Learner,
        };
        let verdict = self
            .judge
            .judge(exercise, subject)
            .map_err(|error| self.with_a_way_out(error))?;
        let mut notices = verdict.notices.clone();
        if self.subject.is_none() && !self.desk.is_stub(exercise) {
            let passed = verdict.is_passed();
            let ((), unkept) = self.desk.store.change(|progress| {
                progress.entry(&exercise.key()).note_attempt(passed);
            });
            notices.extend(unkept);
        }
        Ok((verdict, notices))
    }

    /// A checkout that can't be written can still be judged elsewhere.
    fn with_a_way_out(&self, error: anyhow::Error) -> anyhow::Error {
        if self.has_failed_to_build
            && let Some(Unbuilt { why, .. }) = error.downcast_ref()
        {
            return anyhow::anyhow!("{why}; above, Cargo says why");
        }
        let target = self.desk.checkout.target();
        let can_write = std::fs::create_dir_all(&target)
            .and_then(|()| tempfile::tempfile_in(&target));
        match can_write {
            Ok(_) => error,
            Err(_) => anyhow::anyhow!(
                "{error:#}; set CARGO_TARGET_DIR to a folder that can be \
                 written"
            ),
        }
    }
}
