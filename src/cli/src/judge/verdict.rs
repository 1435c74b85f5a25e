//! What a judge says of a subject: one model that every writer reads.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize};

/// What became of one subject: a learner's file, a solution, a wrong answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Verdict {
    /// The exercise's key: `generators/countdown`.
    pub exercise: String,
    /// The judged file, relative to the checkout where it lies inside.
    pub subject: String,
    /// How it ended as a whole: as the first check that did not pass.
    pub ending: Ending,
    /// The misconception that this ending points to, by its id.
    pub misconception: Option<String>,
    /// Each check, in the order of the checks' file; empty when the subject
    /// does not compile.
    pub checks: Vec<CheckResult>,
    /// What the learner should know besides: edited checks, for one.
    pub notices: Vec<String>,
    /// From the call of the judge to the verdict.
    #[serde(serialize_with = "as_seconds", deserialize_with = "of_seconds")]
    pub took: Duration,
}

/// What became of one check.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CheckResult {
    /// The check's claim, as its function is named: `stays_at_the_end`.
    pub name: String,
    pub ending: Ending,
    /// What the check suspected when it did not pass.
    pub misconception: Option<String>,
    /// What the subject printed, cut at the judge's limit.
    pub output: String,
    /// Who ran when until it failed, where the check took that down: as
    /// the package `timeline` writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<serde_json::Value>,
    #[serde(serialize_with = "as_seconds", deserialize_with = "of_seconds")]
    pub took: Duration,
}

/// How a subject, or one check of it, ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Ending {
    /// Every check ran to its end and held.
    Passed,
    /// `rustc` refused it.
    DoesNotCompile {
        /// The compiler's errors, with the learner's paths, without warnings.
        errors: String,
    },
    /// A check's assertion did not hold, or the subject panicked.
    Failed {
        /// The panic's message.
        message: String,
        /// Where it was raised, `file:line`, relative to the checkout.
        at: Option<String>,
    },
    /// Nothing in it can ever run again: every thread waits without a limit
    /// and no processor time passes.
    Stalled {
        /// What each thread waits for: `main: a lock, a channel or park()`.
        threads: Vec<String>,
    },
    /// The subject blocked the thread that others needed.
    Blocked {
        /// What the check measured.
        message: String,
    },
    /// It still ran when its time was over.
    TimedOut {
        /// The limit that was reached, in words.
        limit: String,
    },
    /// The process died: a signal, a stack overflow, no memory left.
    Crashed {
        /// The cause, in words.
        cause: String,
    },
    /// The process ended before the check did: the subject called `exit`.
    ExitedEarly {
        /// The exit code.
        code: i32,
    },
}

/// What `todo!()` says.
pub const TODO: &str = "not yet implemented";

impl Ending {
    /// Whether it is [`Ending::Passed`].
    pub fn is_passed(&self) -> bool {
        *self == Self::Passed
    }

    /// Whether the subject came to a `todo!()`: work to do, not a mistake.
    pub fn is_todo(&self) -> bool {
        matches!(self, Self::Failed { message, .. }
            if message.starts_with(TODO))
    }
}

impl Verdict {
    /// Whether the exercise is solved.
    pub fn is_passed(&self) -> bool {
        self.ending.is_passed()
    }

    /// The first check that did not pass.
    pub fn first_failure(&self) -> Option<&CheckResult> {
        self.checks.iter().find(|check| !check.ending.is_passed())
    }
}

fn as_seconds<S: serde::Serializer>(
    took: &Duration,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(took.as_secs_f64())
}

fn of_seconds<'a, D: Deserializer<'a>>(told: D) -> Result<Duration, D::Error> {
    let seconds = f64::deserialize(told)?;
    Duration::try_from_secs_f64(seconds).map_err(serde::de::Error::custom)
}
