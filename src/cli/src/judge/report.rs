//! What a check told its judge while it ran: see `exercises/kit/report.rs`.

use std::{fs, path::Path};

/// The last words of a check.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Report {
    /// The misconception that was suspected last and not taken back.
    pub(super) suspicion: Option<String>,
    /// How the subject blocked the thread, as the check measured it.
    pub(super) blocked: Option<String>,
    /// The run in which the last panic came, as JSON.
    pub(super) run: Option<serde_json::Value>,
}

/// A longer run is none that the kit writes, in bytes.
const LONGEST_RUN: usize = 256 << 10;

impl Report {
    /// Reads what was written; a check that said nothing wrote no file.
    pub(super) fn read(path: &Path) -> Self {
        let text = fs::read(path).unwrap_or_default();
        Self::parse(&String::from_utf8_lossy(&text))
    }

    fn parse(text: &str) -> Self {
        let mut report = Self::default();
        for line in text.lines() {
            let (key, value) = line.split_once(' ').unwrap_or((line, ""));
            match key {
                "suspect" => report.suspicion = Some(value.to_owned()),
                "clear" => report.suspicion = None,
                "withdraw" => {
                    report.suspicion.take_if(|last| last == value);
                }
                "blocked" => report.blocked = Some(value.to_owned()),
                "run" if value.len() <= LONGEST_RUN => {
                    let run = serde_json::from_str(value).ok();
                    report.run = run.filter(serde_json::Value::is_object);
                }
                _ => {}
            }
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_suspicion_counts_unless_it_was_taken_back() {
        let suspicion = |text| Report::parse(text).suspicion;
        assert_eq!(suspicion("suspect a\nsuspect b\n").as_deref(), Some("b"));
        assert_eq!(suspicion("suspect a\nclear \n"), None);
        assert_eq!(suspicion("suspect a\nwithdraw a\n"), None);
        let other = "suspect a\nsuspect b\nwithdraw a\n";
        assert_eq!(suspicion(other).as_deref(), Some("b"));
        assert_eq!(suspicion(""), None);
    }

    #[test]
    fn the_run_of_the_last_panic_counts() {
        let run = |text| Report::parse(text).run;
        let told = serde_json::json!({ "steps": 2 });
        assert_eq!(run("run {\"steps\":1}\nrun {\"steps\":2}\n"), Some(told));
        assert_eq!(run("run {\"steps\":1}\nrun \n"), None);
        let long = format!("run {{\"a\":\"{}\"}}\n", "x".repeat(LONGEST_RUN));
        assert_eq!(Report::parse(&long).run, None);
    }

    #[test]
    fn a_blocked_thread_is_told() {
        let report = Report::parse("blocked for 30 ms\n");
        assert_eq!(report.blocked.as_deref(), Some("for 30 ms"));
    }
}
