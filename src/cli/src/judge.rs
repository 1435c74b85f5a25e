//! The one judge: subject file in, verdict out. It prints nothing.
//!
//! In the order of a verdict:
//!
//! - `kit`, `stamp`: the crates that a check links, built by Cargo when they
//!   changed;
//! - `slot`: a folder that this verdict has to itself;
//! - `root`: the sealed checks, made to judge this subject;
//! - `compile`, `kept`: one call of rustc, or none when nothing changed;
//! - `run`: one process a check, several at once;
//! - `process`, `held`, `allowance`, `stuck`, `guard`, `strays`: what holds such
//!   a process in its limits, and ends what it leaves behind;
//! - `report`, `ending`: what became of it;
//! - [`verdict`]: the model that every writer reads;
//! - [`answers`]: the answers whose verdicts are known beforehand.

#[cfg(not(unix))]
compile_error!("the judge needs Linux, macOS or another Unix; on Windows, WSL");

pub(crate) mod allowance;
pub mod answers;
pub(crate) mod compile;
mod ending;
pub(crate) mod guard;
mod held;
pub(crate) mod kept;
pub(crate) mod kit;
pub(crate) mod process;
pub(crate) mod refused;
mod report;
mod root;
pub(crate) mod run;
pub(crate) mod slot;
mod stamp;
pub(crate) mod strays;
pub(crate) mod stuck;
pub mod verdict;

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use crate::{checkout::Checkout, manifest::Exercise, sealed, swap::obstacle};
use compile::Compiled;
use kit::{EXERCISES, Kit};
use slot::Slot;
use verdict::{CheckResult, Ending, Verdict};

/// Judges subjects of one checkout. Any number of threads and processes may
/// judge at once, the same exercise too.
#[derive(Debug, Clone)]
pub struct Judge {
    checkout: Checkout,
    limits: Limits,
}

/// What is judged.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// The file that the learner edits.
    Learner,
    /// Any other answer: absolute, or relative to the checkout.
    File(&'a Path),
}

/// What one check may use up.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Memory, in bytes: what it allocates and the stacks of its threads.
    pub memory: u64,
    /// Processor time, in whole seconds.
    pub processor: u64,
    /// Time on the wall's clock.
    pub wall: Duration,
    /// Output that is kept, in bytes.
    pub kept_output: usize,
    /// Output that ends the check, in bytes.
    pub output: usize,
    /// The longest file that it may write, in bytes.
    pub file: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 256 << 20,
            processor: 1,
            wall: Duration::from_secs(10),
            kept_output: 64 << 10,
            output: 1 << 20,
            file: 64 << 20,
        }
    }
}

impl Judge {
    /// A judge of this checkout's subjects, with the usual limits.
    pub fn new(checkout: &Checkout) -> Self {
        Self { checkout: checkout.clone(), limits: Limits::default() }
    }

    /// The same judge with other limits.
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Whether the crates that the checks link are built: if not, the next
    /// verdict waits for Cargo, which takes seconds on a fresh clone.
    pub fn is_warm(&self) -> bool {
        Kit::kept(&self.checkout, &EXERCISES).is_some()
    }

    /// Judges one subject. Blocks until all processes that it started have
    /// ended.
    ///
    /// # Errors
    /// When no verdict can be given, for reasons that are not the subject's:
    /// no toolchain, no place to write, a broken seal.
    pub fn judge(
        &self,
        exercise: &Exercise,
        subject: Subject,
    ) -> Result<Verdict> {
        let slot = self.slot(exercise)?;
        self.judge_in(&slot, exercise, subject)
    }

    /// Judges one subject so many times in a row, which compiles it once, and
    /// hands each verdict to `take`. Blocks like [`Judge::judge`].
    ///
    /// # Errors
    /// As [`Judge::judge`], and then it stops.
    pub fn judge_often(
        &self,
        exercise: &Exercise,
        subject: Subject,
        times: u32,
        mut take: impl FnMut(Verdict),
    ) -> Result<()> {
        // Held all the while: in another one lies another program.
        let slot = self.slot(exercise)?;
        for _ in 0..times {
            take(self.judge_in(&slot, exercise, subject)?);
            slot.clear()?;
        }
        Ok(())
    }

    fn slot(&self, exercise: &Exercise) -> Result<Slot> {
        Slot::take(&self.checkout, &format!("judge/{}", exercise.target()))
    }

    fn judge_in(
        &self,
        slot: &Slot,
        exercise: &Exercise,
        subject: Subject,
    ) -> Result<Verdict> {
        let start = Instant::now();
        let subject = self.locate(exercise, subject);
        let (ending, checks) = match self.refusal(exercise, &subject) {
            Some(errors) => (Ending::DoesNotCompile { errors }, Vec::new()),
            None => self.compile_and_run(slot, exercise, &subject)?,
        };
        let failed = checks.iter().find(|check| !check.ending.is_passed());
        Ok(Verdict {
            exercise: exercise.key(),
            subject: self.shown(&subject),
            misconception: failed.and_then(|c| c.misconception.clone()),
            ending,
            notices: self.notices(exercise),
            took: start.elapsed(),
            checks,
        })
    }

    fn locate(&self, exercise: &Exercise, subject: Subject) -> PathBuf {
        match subject {
            Subject::Learner => self.checkout.path(exercise.subject()),
            Subject::File(path) => self.checkout.path(path),
        }
    }

    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(self.checkout.root())
            .unwrap_or(path)
            .display()
            .to_string()
    }

    /// Why this file can't even be given to the compiler, as it would say it.
    fn refusal(&self, exercise: &Exercise, subject: &Path) -> Option<String> {
        let shown = self.shown(subject);
        let fault = match fs::read(subject) {
            Ok(bytes) => {
                let odd = String::from_utf8(bytes).err()?;
                let good = &odd.as_bytes()[..odd.utf8_error().valid_up_to()];
                let line = good.iter().filter(|b| **b == b'\n').count() + 1;
                format!(
                    "line {line} is no UTF-8 text\n --> {shown}:{line}\n  \
                     = help: save it as UTF-8"
                )
            }
            Err(error) => match obstacle(subject) {
                Some(obstacle) => format!("{shown} {obstacle}"),
                None if error.kind() == io::ErrorKind::NotFound => {
                    format!("{shown} is gone")
                }
                None => format!("{shown} can't be read: {error}"),
            },
        };
        let name = exercise.name();
        Some(format!(
            "error: {fault}\n  = help: `cargo workbook reset {name}` puts the \
             stub back"
        ))
    }

    fn compile_and_run(
        &self,
        slot: &Slot,
        exercise: &Exercise,
        subject: &Path,
    ) -> Result<(Ending, Vec<CheckResult>)> {
        let checks = sealed_checks(exercise)?;
        let stem = exercise.stem();
        let root = root::generate(checks, &stem, subject, slot.closing()?)?;
        let mut kit = Kit::current(&self.checkout, &EXERCISES)?;
        let compile = |kit: &Kit| {
            let what = (&*root.text, subject);
            compile::compile(&self.checkout, kit, exercise, what, slot)
        };
        let mut compiled = compile(&kit)?;
        if let Compiled::StaleKit { .. } = compiled {
            // Another toolchain built it: once more, with this one.
            kit = Kit::build(&self.checkout, &EXERCISES)?;
            compiled = compile(&kit)?;
        }
        let binary = match compiled {
            Compiled::Binary(path) => path,
            Compiled::Refused { errors } => {
                return Ok((Ending::DoesNotCompile { errors }, Vec::new()));
            }
            Compiled::StaleKit { errors } => anyhow::bail!(
                "rustc can't read what Cargo built; run `cargo clean`, then \
                 this again\n{errors}"
            ),
        };
        let results = run::all(&binary, &kit, &root, slot, &self.limits)?;
        strays::end(run::REPORT, &slot.scratch());
        let ending = results
            .iter()
            .map(|check| &check.ending)
            .find(|ending| !ending.is_passed())
            .unwrap_or(&Ending::Passed)
            .clone();
        Ok((ending, results))
    }

    fn notices(&self, exercise: &Exercise) -> Vec<String> {
        let path = exercise.checks();
        let untouched = sealed::find(&path).is_some_and(|checks| {
            sealed::is_untouched(checks, self.checkout.root())
        });
        if untouched {
            return Vec::new();
        }
        vec![format!(
            "{path} is not as it was when this workbook was built; the \
             verdict comes from the checks as they were; `git restore {path}` \
             brings them back"
        )]
    }
}

/// The checks that grade: those this binary was built with.
fn sealed_checks(exercise: &Exercise) -> Result<&'static str> {
    let path = exercise.checks();
    let checks = sealed::find(&path).with_context(|| {
        format!("{path} is not sealed; run `cargo workbook dev seal`")
    })?;
    checks.text.with_context(|| {
        format!(
            "{path} was edited before this workbook was built, and git has \
             no copy of it; restore it, or accept it with `cargo workbook dev \
             seal`"
        )
    })
}
