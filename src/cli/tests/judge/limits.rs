//! What a check may use up, and how it is told that it did.

use std::time::Duration;

use workbook::judge::{Limits, verdict::Ending};

use crate::Trial;

/// A loaded machine may take long to give a second of processor time.
fn patient() -> Limits {
    Limits { wall: Duration::from_secs(100), ..Limits::default() }
}

#[test]
fn an_endless_loop_ends_with_its_processor_time() {
    let spin = Trial::doing("", "loop { std::hint::black_box(0); }");
    let verdict = spin.verdict_within(patient());
    let limit = "1 s of processor time".to_owned();
    assert_eq!(verdict.ending, Ending::TimedOut { limit });
}

#[test]
fn output_without_an_end_is_cut() {
    let trial = Trial::doing("loop { println!(\"x\"); }", "");
    let verdict = trial.verdict_within(patient());
    let limit = "1 MiB of output".to_owned();
    assert_eq!(verdict.ending, Ending::TimedOut { limit });
    let output = &verdict.checks[0].output;
    assert!(output.len() < 65 << 10, "{} bytes", output.len());
    assert!(output.contains(" bytes more]"));
}

#[test]
fn a_file_without_an_end_is_cut() {
    let verdict = Trial::doing(
        "let mut file = std::fs::File::create(\"litter\").unwrap();
         let more = vec![0; 1 << 20];
         loop { std::io::Write::write_all(&mut file, &more).unwrap(); }",
        "",
    )
    .verdict_within(patient());
    let limit = "64 MiB in one file".to_owned();
    assert_eq!(verdict.ending, Ending::TimedOut { limit });
}

#[cfg(target_os = "linux")]
#[test]
fn a_check_runs_within_its_limits() {
    let seen = tempfile::tempdir().unwrap();
    let seen = seen.path().join("limits");
    let verdict = Trial::doing(
        &format!("std::fs::copy(\"/proc/self/limits\", {seen:?}).unwrap();"),
        "",
    )
    .verdict();
    assert!(verdict.is_passed(), "{verdict:#?}");
    let limits = std::fs::read_to_string(seen).unwrap();
    for line in ["cpu time 1 2 ", "data size 268435456 268435456 "] {
        let all = limits.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(all.contains(line), "{line}: {limits}");
    }
}
