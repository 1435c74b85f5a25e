//! An ending in words: its state, and what explains it.

use super::look::{Ink, Look};
use crate::judge::verdict::{CheckResult, Ending, TODO};

/// What an ending or a state means to a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Holds,
    Begun,
    Open,
    Fails,
}

impl Mark {
    pub fn of(ending: &Ending) -> Self {
        match ending {
            Ending::Passed => Self::Holds,
            ending if ending.is_todo() => Self::Open,
            _ => Self::Fails,
        }
    }

    /// Its symbol and this word, padded so that columns stand in line.
    pub fn with(self, look: &Look, word: &str, width: usize) -> String {
        let (symbol, ink) = match self {
            Self::Holds => (look.symbol("✓", "+"), Ink::Good),
            Self::Begun => (look.symbol("›", ">"), Ink::Heading),
            Self::Open => (look.symbol("·", "-"), Ink::Quiet),
            Self::Fails => (look.symbol("✗", "x"), Ink::Bad),
        };
        let pad = width.saturating_sub(word.chars().count());
        format!("{}{:pad$}", ink.on(format!("{symbol} {word}")), "")
    }
}

/// How it ended, in a word or three.
pub fn word(ending: &Ending) -> &'static str {
    match ending {
        Ending::Passed => "holds",
        ending if ending.is_todo() => "not begun",
        Ending::DoesNotCompile { .. } => "does not compile",
        Ending::Failed { .. } => "failed",
        Ending::Stalled { .. } => "stalled",
        Ending::Blocked { .. } => "blocked",
        Ending::TimedOut { .. } => "timed out",
        Ending::Crashed { .. } => "crashed",
        Ending::ExitedEarly { .. } => "exited early",
    }
}

/// What explains that a check did not pass, a line or more, and where.
pub fn explanation(check: &CheckResult) -> (String, Option<&str>) {
    let text = match &check.ending {
        Ending::Passed => String::new(),
        Ending::DoesNotCompile { errors } => errors.clone(),
        Ending::Failed { message, at } => {
            let is_check = |at: &String| at.contains("_test.rs:");
            let text = if check.ending.is_todo() {
                let todo = message[TODO.len()..].trim_start_matches(": ");
                if todo.is_empty() { message } else { todo }.to_owned()
            } else if at.as_ref().is_some_and(is_check) {
                compared(message)
            } else {
                message.clone()
            };
            return (text, at.as_deref());
        }
        Ending::Stalled { threads } => {
            let mut text = String::from(
                "nothing in it can ever run again: every thread waits",
            );
            for thread in threads {
                text.push_str("\n  ");
                text.push_str(thread);
            }
            text
        }
        Ending::Blocked { message } => message.clone(),
        Ending::TimedOut { limit } => {
            format!("it still ran when it was stopped; its limit is {limit}")
        }
        Ending::Crashed { cause } => cause.clone(),
        Ending::ExitedEarly { code } => format!(
            "the process ended with code {code} before the check did; an \
             answer returns, and leaves the process alone"
        ),
    };
    (text, None)
}

/// The words of an `assert_eq!` in a check, which always compares what it
/// got with what it expected, in the words of `kit::expect`.
fn compared(message: &str) -> String {
    let Some(rest) = message.strip_prefix("assertion `left == right` failed")
    else {
        return message.to_owned();
    };
    let rest = rest.trim_start_matches(": ");
    let Some((why, values)) = rest.rsplit_once("\n  left: ") else {
        return message.to_owned();
    };
    let Some((got, wanted)) = values.split_once("\n right: ") else {
        return message.to_owned();
    };
    let why = if why.is_empty() { "it gave another value" } else { why };
    format!("{why}\n  expected: {wanted}\n       got: {got}")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn failed(message: &str, at: &str) -> CheckResult {
        let (message, at) = (message.to_owned(), Some(at.to_owned()));
        CheckResult {
            name: "stays_at_the_end".into(),
            ending: Ending::Failed { message, at },
            misconception: None,
            output: String::new(),
            run: None,
            took: Duration::ZERO,
        }
    }

    #[test]
    fn a_comparison_of_a_check_says_what_was_expected() {
        let message = "assertion `left == right` failed: it came back\n  \
                       left: Some(2)\n right: None";
        let check = failed(message, "exercises/a/e1_b_test.rs:7");
        let (text, at) = explanation(&check);
        assert_eq!(text, "it came back\n  expected: None\n       got: Some(2)");
        assert_eq!(at, Some("exercises/a/e1_b_test.rs:7"));
        // Of the learner's own assertions, nobody knows which side is which.
        let check = failed(message, "exercises/a/e1_b.rs:7");
        assert_eq!(explanation(&check).0, message);
    }

    #[test]
    fn a_todo_is_not_begun() {
        let check = failed("not yet implemented: count", "a/e1_b.rs:1");
        assert_eq!(word(&check.ending), "not begun");
        assert_eq!(explanation(&check).0, "count");
        let check = failed("not yet implemented", "a/e1_b.rs:1");
        assert_eq!(explanation(&check).0, "not yet implemented");
        let check = failed("attempt to subtract", "a/e1_b.rs:1");
        assert_eq!(word(&check.ending), "failed");
    }
}
