//! What became of one check, told from how its process ended and what it
//! printed last.

use std::{os::unix::process::ExitStatusExt, process::ExitStatus};

use super::{
    Limits,
    process::{End, Finished},
    report::Report,
    verdict::{CheckResult, Ending},
};

/// Puts together what is known of a check.
pub(super) fn result(
    check: &str,
    finished: Finished,
    report: Report,
    closing: &str,
    limits: &Limits,
) -> CheckResult {
    let Finished { end, output, took } = finished;
    let said = Said::of(check, closing, &output);
    let ending = match end {
        End::Exited(status) => said.ending(status, &report, limits),
        End::Stuck(threads) => Ending::Stalled { threads },
        End::OutOfTime => Ending::TimedOut {
            limit: format!("{} s", limits.wall.as_secs_f64()),
        },
        End::Flood => Ending::TimedOut {
            limit: format!("{} MiB of output", limits.output >> 20),
        },
    };
    let misconception = match &ending {
        Ending::Passed => None,
        ending if ending.is_todo() => None,
        _ => report.suspicion,
    };
    let run = report.run.filter(|_| !ending.is_passed() && !ending.is_todo());
    let (name, output) = (check.to_owned(), said.printed());
    CheckResult { name, ending, misconception, output, run, took }
}

/// What a process printed, in the harness's frame.
struct Said<'a> {
    /// What came before the harness's closing words.
    words: &'a str,
    /// The harness's closing words, if it got there.
    closing: Option<&'a str>,
    panics: Vec<Panic<'a>>,
    check: &'a str,
}

/// One panic as Rust tells it:
/// `thread 'main' (1) panicked at src/lib.rs:1:2:`, then its message.
struct Panic<'a> {
    thread: &'a str,
    at: &'a str,
    message: String,
}

impl<'a> Said<'a> {
    fn of(check: &'a str, closing: &str, output: &'a str) -> Self {
        let opening = format!("test {check} ... ");
        let words = output.split_once(&opening).map_or(output, |(_, w)| w);
        let (words, closing) = match words.split_once(closing) {
            Some((words, closing)) => {
                (words.strip_suffix("test ").unwrap_or(words), Some(closing))
            }
            None => (words, None),
        };
        let panics = panics(words);
        Self { words, closing, panics, check }
    }

    fn ending(
        &self,
        status: ExitStatus,
        report: &Report,
        limits: &Limits,
    ) -> Ending {
        match (status.code(), self.closing) {
            (Some(0), Some(c)) if c.contains(" 2 passed; 0 failed; ") => {
                Ending::Passed
            }
            (Some(101), Some(_)) => self.failure(report),
            (Some(code), _) => Ending::ExitedEarly { code },
            (None, _) => self.death(status, limits),
        }
    }

    /// The panic that ended the check.
    fn failure(&self, report: &Report) -> Ending {
        let last = self.panics.iter().rfind(|p| p.thread == self.check);
        // Who joins a thread that panicked says nothing of what happened.
        let says_little = |panic: &Panic| {
            panic.message.contains("Any { .. }")
                || panic.message == "a scoped thread panicked"
        };
        let cause = match last {
            Some(last) if !says_little(last) => Some(last),
            _ => self.panics.iter().rfind(|p| p.thread != self.check).or(last),
        };
        if let Some(message) = report.blocked.clone() {
            return Ending::Blocked { message };
        }
        let Some(panic) = cause else {
            let error = |line: &&str| line.starts_with("Error: ");
            let message = self.words.lines().rfind(error);
            let message = message.unwrap_or("the check returned an error");
            return Ending::Failed { message: message.to_owned(), at: None };
        };
        Ending::Failed { message: panic.message.clone(), at: panic.place() }
    }

    /// What a signal tells, with the last words before it.
    fn death(&self, status: ExitStatus, limits: &Limits) -> Ending {
        let signal = status.signal().unwrap_or_default();
        if signal == rustix::process::Signal::XCPU.as_raw() {
            let limit = format!("{} s of processor time", limits.processor);
            return Ending::TimedOut { limit };
        }
        if signal == rustix::process::Signal::XFSZ.as_raw() {
            let limit = format!("{} MiB in one file", limits.file >> 20);
            return Ending::TimedOut { limit };
        }
        let said = |words| self.words.contains(words);
        let aborted = signal == rustix::process::Signal::ABORT.as_raw();
        let cause = if aborted && said("has overflowed its stack") {
            "stack overflow: calls went deeper than the stack holds".to_owned()
        } else if aborted && said("memory allocation of ") {
            format!("out of memory: more than {} MiB", limits.memory >> 20)
        } else if aborted && said("non-unwinding panic") {
            self.abort_while_unwinding()
        } else {
            signal_name(signal)
        };
        Ending::Crashed { cause }
    }

    fn abort_while_unwinding(&self) -> String {
        let first = self.panics.first().map_or("", |p| p.message.as_str());
        format!("a panic where no panic may pass, in a `Drop` say: {first}")
    }

    /// What the subject itself printed, without the harness's words and those
    /// that the ending repeats.
    fn printed(&self) -> String {
        let mut words = self.words;
        if self.closing.is_some() {
            let verdicts = ["ok\n", "FAILED\n"];
            words = verdicts
                .iter()
                .find_map(|verdict| words.strip_suffix(verdict))
                .unwrap_or(words);
        }
        let mut printed = String::new();
        let mut in_panic = false;
        for line in words.lines() {
            in_panic = match panic_head(line) {
                Some(_) => true,
                None if is_rusts_own(line) => false,
                None => in_panic,
            };
            if !in_panic && !is_rusts_own(line) {
                printed.push_str(line);
                printed.push('\n');
            }
        }
        printed.trim_matches('\n').to_owned()
    }
}

impl Panic<'_> {
    /// `file:line`, when it is a file of the workbook or the subject's.
    fn place(&self) -> Option<String> {
        let (place, _column) = self.at.rsplit_once(':')?;
        (!place.starts_with("/rustc/")).then(|| place.to_owned())
    }
}

fn panics(words: &str) -> Vec<Panic<'_>> {
    let mut panics: Vec<Panic> = Vec::new();
    let mut is_open = false;
    for line in words.lines() {
        if let Some((thread, at)) = panic_head(line) {
            panics.push(Panic { thread, at, message: String::new() });
            is_open = true;
        } else if is_rusts_own(line) || line == "FAILED" {
            is_open = false;
        } else if let (true, Some(panic)) = (is_open, panics.last_mut()) {
            panic.message.push_str(line);
            panic.message.push('\n');
        }
    }
    for panic in &mut panics {
        panic.message.truncate(panic.message.trim_end().len());
    }
    panics
}

/// The thread and the place, of the line that a panic begins with.
fn panic_head(line: &str) -> Option<(&str, &str)> {
    let (thread, rest) = line.strip_prefix("thread '")?.split_once('\'')?;
    let (_number, at) = rest.split_once(" panicked at ")?;
    Some((thread, at.strip_suffix(':')?))
}

/// What Rust says besides: no words of the subject.
fn is_rusts_own(line: &str) -> bool {
    let own = [
        "note: run with `RUST_BACKTRACE=",
        "thread caused non-unwinding panic",
        "fatal runtime error: ",
        "memory allocation of ",
    ];
    own.iter().any(|start| line.starts_with(start))
        || line.ends_with("has overflowed its stack")
}

fn signal_name(signal: i32) -> String {
    use rustix::process::Signal;
    let name = match Signal::from_named_raw(signal) {
        Some(Signal::SEGV) => "SIGSEGV: memory that is not its own",
        Some(Signal::BUS) => "SIGBUS: memory that is not there",
        Some(Signal::ILL) => "SIGILL: no instruction of this processor",
        Some(Signal::ABORT) => "SIGABRT: it called `abort`",
        Some(Signal::KILL) => "SIGKILL: the system ended it",
        Some(Signal::TERM) => "SIGTERM: somebody ended it",
        _ => "a signal",
    };
    format!("signal {signal}, {name}")
}
