//! A verdict as a page shows it.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    checkout::Checkout,
    judge::verdict::{CheckResult, Ending, Verdict},
    manifest::Exercise,
    report::{self, Page, Pages},
};

/// `Checked` of `book/live/types.d.ts`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// As pages name it: `ch02/countdown`.
    pub exercise: String,
    pub passed: bool,
    /// The verdict in a line.
    pub summary: String,
    pub checks: Vec<Check>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub misconception: Option<Misconception>,
    /// Who ran when until the first failure: `Run` of `types.d.ts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run: Option<Value>,
    /// What the learner should know besides.
    pub notices: Vec<String>,
    /// From the start of the judge to the verdict, in milliseconds.
    pub took: f64,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Check {
    /// Its claim in words: `stays at the end`.
    pub name: String,
    pub passed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// The first failure, explained.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failure {
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What the answer printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
}

/// What the failure points to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Misconception {
    pub id: String,
    pub title: String,
    /// The first paragraph of its page: what is seen.
    pub text: String,
    /// From the book's root.
    pub page: String,
}

impl Checked {
    pub fn of(
        checkout: &Checkout,
        exercise: &Exercise,
        verdict: &Verdict,
        notices: Vec<String>,
        took: Duration,
    ) -> Self {
        let id = verdict.misconception.as_deref();
        Self {
            exercise: exercise.name(),
            passed: verdict.is_passed(),
            summary: report::sum(exercise, verdict).1,
            checks: verdict.checks.iter().map(check).collect(),
            failure: failure(verdict),
            misconception: id.map(|id| misconception(checkout, id)),
            run: run(verdict),
            notices,
            took: took.as_secs_f64() * 1000.0,
        }
    }
}

fn check(result: &CheckResult) -> Check {
    let passed = result.ending.is_passed();
    let why = || report::harmless(&report::explanation(result).0);
    Check {
        name: report::words(&result.name),
        passed,
        why: (!passed).then(why),
    }
}

fn failure(verdict: &Verdict) -> Option<Failure> {
    if let Ending::DoesNotCompile { errors } = &verdict.ending {
        let message = report::harmless(errors);
        return Some(Failure { message, at: None, output: None });
    }
    let first = verdict.first_failure()?;
    let (message, at) = report::explanation(first);
    let output = report::harmless(&first.output);
    Some(Failure {
        message: report::harmless(&message),
        at: at.map(str::to_owned),
        output: (!output.is_empty()).then_some(output),
    })
}

/// The checks' output stands apart: nothing is printed within the run.
fn run(verdict: &Verdict) -> Option<Value> {
    let mut run = verdict.first_failure()?.run.clone()?;
    run.as_object_mut()?.insert("printed".to_owned(), json!([]));
    Some(run)
}

/// Without a page, its id in words.
fn misconception(checkout: &Checkout, id: &str) -> Misconception {
    let page = Pages::of(checkout).open(id).ok();
    Misconception {
        id: id.to_owned(),
        title: page.as_ref().map_or_else(|| report::words(id), Page::title),
        text: page.as_ref().map(Page::opening).unwrap_or_default(),
        page: match page {
            Some(_) => format!("misconceptions/{id}.html"),
            None => "misconceptions.html".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Manifest;

    const MANIFEST: &str = r#"
[[chapter]]
slug = "generators"
title = "Half way"
minutes = 20

[[chapter.exercise]]
id = "countdown"
points = 2
minutes = 10
hints = []
"#;

    const PAGE: &str = "\
# Not fused: the end does not last

## What was seen

It gave `None`,
and then a *value*.

## Why

Nobody kept the end.
";

    struct Fixture {
        _folder: tempfile::TempDir,
        checkout: Checkout,
        exercise: Exercise,
    }

    impl Fixture {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let pages = folder.path().join("book/src/misconceptions");
            std::fs::create_dir_all(&pages).unwrap();
            std::fs::write(pages.join("not-fused.md"), PAGE).unwrap();
            let manifest = folder.path().join("workbook.toml");
            std::fs::write(manifest, MANIFEST).unwrap();
            let checkout = Checkout::at(folder.path()).unwrap();
            let manifest = Manifest::load(&checkout).unwrap();
            let exercise = manifest.exercises().next().unwrap().clone();
            Self { _folder: folder, checkout, exercise }
        }

        fn checked(&self, checks: Vec<CheckResult>) -> Checked {
            let failed = checks.iter().find(|c| !c.ending.is_passed());
            let verdict = Verdict {
                exercise: self.exercise.key(),
                subject: self.exercise.subject(),
                ending: failed
                    .map_or(Ending::Passed, |check| check.ending.clone()),
                misconception: failed.and_then(|c| c.misconception.clone()),
                checks,
                notices: Vec::new(),
                took: Duration::ZERO,
            };
            self.of(&verdict)
        }

        fn of(&self, verdict: &Verdict) -> Checked {
            let took = Duration::from_millis(20);
            Checked::of(
                &self.checkout,
                &self.exercise,
                verdict,
                Vec::new(),
                took,
            )
        }
    }

    fn result(name: &str, ending: Ending) -> CheckResult {
        CheckResult {
            name: name.into(),
            ending,
            misconception: Some("not-fused".into()),
            output: "one\x07\ntwo\n".into(),
            run: None,
            took: Duration::ZERO,
        }
    }

    fn failed() -> Ending {
        let at = Some("exercises/a/e1_b_test.rs:7".to_owned());
        Ending::Failed { message: "it came back".into(), at }
    }

    #[test]
    fn the_first_failure_is_told_with_its_misconception() {
        let mut fails = result("stays_at_the_end", failed());
        fails.run = Some(json!({ "steps": 2 }));
        let checks = vec![result("counts_down", Ending::Passed), fails];
        let checked = Fixture::new().checked(checks);
        assert!(!checked.passed);
        assert_eq!(
            checked.summary,
            "failed; 1 of 2 checks hold; next: stays at the end"
        );
        assert_eq!(checked.checks[0].why, None);
        assert_eq!(checked.checks[1].why.as_deref(), Some("it came back"));
        assert_eq!(checked.run, Some(json!({ "steps": 2, "printed": [] })));
        let failure = checked.failure.unwrap();
        assert_eq!(failure.message, "it came back");
        assert_eq!(failure.at.as_deref(), Some("exercises/a/e1_b_test.rs:7"));
        assert_eq!(failure.output.as_deref(), Some("one\ntwo\n"));
        let misconception = checked.misconception.unwrap();
        assert_eq!(misconception.title, "Not fused: the end does not last");
        assert_eq!(misconception.text, "It gave `None`, and then a value.");
        assert_eq!(misconception.page, "misconceptions/not-fused.html");
    }

    #[test]
    fn a_misconception_without_a_page_is_named_all_the_same() {
        let mut check = result("counts_down", failed());
        check.misconception = Some("off-by-one".into());
        let checked = Fixture::new().checked(vec![check]);
        let misconception = checked.misconception.unwrap();
        assert_eq!(misconception.title, "off by one");
        assert_eq!(misconception.page, "misconceptions.html");
    }

    #[test]
    fn what_the_compiler_refuses_has_its_words() {
        let fixture = Fixture::new();
        let errors = "error: expected `;`\n --> e1_countdown.rs:2\n";
        let verdict = Verdict {
            exercise: fixture.exercise.key(),
            subject: fixture.exercise.subject(),
            ending: Ending::DoesNotCompile { errors: errors.into() },
            misconception: None,
            checks: Vec::new(),
            notices: Vec::new(),
            took: Duration::ZERO,
        };
        let checked = fixture.of(&verdict);
        assert_eq!(checked.summary, "does not compile");
        assert_eq!(checked.failure.unwrap().message, errors);
    }

    #[test]
    fn a_solved_one_names_its_points_and_no_failure() {
        let mut check = result("counts_down", Ending::Passed);
        check.misconception = None;
        let checked = Fixture::new().checked(vec![check]);
        let json = serde_json::to_value(&checked).unwrap();
        let told = json!({
            "exercise": "ch01/countdown", "passed": true,
            "summary": "solved, 2 points",
            "checks": [{ "name": "counts down", "passed": true }],
            "notices": [], "took": 20.0,
        });
        assert_eq!(json, told);
    }
}
