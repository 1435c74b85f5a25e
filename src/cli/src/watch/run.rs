//! One verdict in the making: a judge in a process group of its own.
//!
//! Who starts one gets its words and its end by a call from another thread.
//! The judge is a child because a child can be ended at any moment, and with
//! it the compiler. Its checks end too: each has a guard that ends it when
//! its judge dies. The judge has one as well, for a watch that is killed.

use std::{
    io::{BufRead, BufReader, Read},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    thread::{self, JoinHandle},
    time::Instant,
};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{
    checkout::Checkout,
    judge::{guard::Group, verdict::Verdict},
    manifest::Exercise,
    report,
};

/// A judge at work; it is ended when this is dropped.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) start: Instant,
    child: Child,
    group: Group,
}

/// What a run tells: words as they come, and its end, the last of all.
#[derive(Debug)]
pub(crate) enum Told {
    Said(String),
    Judged(Judged),
}

/// What became of a run.
#[derive(Debug)]
pub(crate) enum Judged {
    Verdict {
        verdict: Box<Verdict>,
        notices: Vec<String>,
    },
    /// Why there is none.
    Nothing(String),
}

/// What `check --json` prints, as far as the watch reads it.
#[derive(Deserialize)]
struct Document {
    verdicts: Vec<Verdict>,
    unjudged: Vec<serde::de::IgnoredAny>,
    notices: Vec<String>,
}

impl Run {
    /// Has the learner's answer judged; `tell` is told what comes of it.
    pub(crate) fn start(
        checkout: &Checkout,
        exercise: &Exercise,
        tell: impl Fn(Told) + Clone + Send + 'static,
    ) -> Result<Self> {
        let start = Instant::now();
        let mut command = this_workbook(checkout)?;
        command.args(["check", "--json", &exercise.name()]);
        let group = Group::start().context("no shell can be started")?;
        let child = group.spawn(&mut command);
        let mut child = child.context("no judge can be started")?;
        let stdout = child.stdout.take().expect("it is piped");
        let stderr = child.stderr.take().expect("it is piped");
        let words = tell_words(stderr, tell.clone());
        // Ends with the judge, whose death closes both pipes.
        thread::spawn(move || {
            let mut text = String::new();
            let read = BufReader::new(stdout).read_to_string(&mut text);
            let words = words.join().unwrap_or_default();
            let judged = match read {
                Ok(_) => judged(&text, &words),
                Err(error) => Judged::Nothing(error.to_string()),
            };
            tell(Told::Judged(judged));
        });
        Ok(Self { start, child, group })
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.group.kill();
        let _ = self.child.wait();
    }
}

/// This program once more, its words for nobody but the watch.
pub(crate) fn this_workbook(checkout: &Checkout) -> Result<Command> {
    // A build replaces the program's file; Linux still knows what runs.
    let running = Path::new("/proc/self/exe");
    let program = match running.exists() {
        true => running.to_owned(),
        false => std::env::current_exe()
            .context("the workbook's own program can't be found")?,
    };
    let mut command = Command::new(program);
    command.arg0("workbook");
    command.current_dir(checkout.root()).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    Ok(command)
}

/// Passes the judge's words on as they come: those of Cargo, at the first
/// build. Gives all of them in the end.
fn tell_words(
    stderr: impl Read + Send + 'static,
    tell: impl Fn(Told) + Send + 'static,
) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut all = String::new();
        for line in BufReader::new(stderr).lines() {
            let Ok(line) = line else { break };
            let line = report::harmless(&line);
            all += &line;
            all.push('\n');
            tell(Told::Said(line));
        }
        all
    })
}

fn judged(text: &str, words: &str) -> Judged {
    let document: Option<Document> = serde_json::from_str(text).ok();
    let found = document.filter(|document| document.unjudged.is_empty());
    let Some(mut document) = found else {
        return Judged::Nothing(words.trim().to_owned());
    };
    match document.verdicts.pop() {
        Some(verdict) => Judged::Verdict {
            verdict: Box::new(verdict),
            notices: document.notices,
        },
        None => Judged::Nothing(words.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::judge::verdict::{CheckResult, Ending};

    #[test]
    fn a_verdict_is_read_as_it_was_written() {
        let ending = Ending::Failed { message: "came back".into(), at: None };
        let check = CheckResult {
            name: "stays_at_the_end".into(),
            ending: ending.clone(),
            misconception: Some("not-fused".into()),
            output: "printed".into(),
            run: None,
            took: Duration::from_millis(20),
        };
        let verdict = Verdict {
            exercise: "generators/countdown".into(),
            subject: "a.rs".into(),
            ending,
            misconception: Some("not-fused".into()),
            checks: vec![check],
            notices: Vec::new(),
            took: Duration::from_millis(300),
        };
        let document = serde_json::json!({
            "verdicts": [&verdict], "unjudged": [], "notices": ["edited"],
        });
        let judged = judged(&document.to_string(), "");
        let Judged::Verdict { verdict: read, notices } = judged else {
            panic!("no verdict: {judged:?}");
        };
        assert_eq!(format!("{read:?}"), format!("{verdict:?}"));
        assert_eq!(notices, ["edited"]);
    }

    #[test]
    fn a_judge_without_a_verdict_says_why() {
        let words = "workbook: no place to write\n";
        for text in ["", r#"{"verdicts":[],"unjudged":[],"notices":[]}"#] {
            let judged = judged(text, words);
            let Judged::Nothing(why) = judged else {
                panic!("a verdict: {judged:?}");
            };
            assert_eq!(why, "workbook: no place to write");
        }
    }
}
