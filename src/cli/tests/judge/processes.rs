//! Nothing that a subject starts outlives its verdict.

use std::{path::Path, time::Duration};

use tempfile::TempDir;

use crate::{Trial, lifeline::Lifeline};

/// The kernel may need a moment to close what a killed process held.
const AT_ONCE: Duration = Duration::from_secs(2);

fn assert_all_end(lifeline: &Lifeline) {
    let all = lifeline.all();
    assert!(!all.is_empty(), "no subject has called");
    for held in all {
        held.assert_ends(AT_ONCE);
    }
}

#[test]
fn a_thread_left_running_ends_with_its_check() {
    let lifeline = Lifeline::new();
    let held = lifeline.call();
    let verdict = Trial::doing(
        &format!(
            "let held = {held};
             std::thread::spawn(|| {{
                 let _held = held;
                 loop {{ std::thread::yield_now() }}
             }});"
        ),
        "",
    )
    .verdict();
    assert!(verdict.is_passed(), "{verdict:#?}");
    assert_all_end(&lifeline);
}

fn leaves_a_child(how: &str) -> Lifeline {
    let lifeline = Lifeline::new();
    let held = lifeline.call();
    let verdict = Trial::doing(
        &format!(
            "let held = std::os::fd::OwnedFd::from({held});
             let mut child = std::process::Command::new(\"sleep\");
             child.arg(\"1000\").stdin(held);
             {how}
             child.spawn().unwrap();"
        ),
        "",
    )
    .verdict();
    assert!(verdict.is_passed(), "{verdict:#?}");
    assert!(verdict.took < Duration::from_secs(9), "{:?}", verdict.took);
    lifeline
}

#[test]
fn a_child_left_running_is_ended() {
    assert_all_end(&leaves_a_child(""));
}

#[test]
fn a_child_that_left_the_process_group_is_ended() {
    let fled = leaves_a_child(
        "std::os::unix::process::CommandExt::process_group(&mut child, 0);",
    );
    assert_all_end(&fled);
}

#[test]
fn what_is_stuck_is_ended_with_its_children() {
    let lifeline = Lifeline::new();
    let held = lifeline.call();
    let verdict = Trial::doing(
        &format!(
            "let _held = {held};
             loop {{ std::thread::park() }}"
        ),
        "",
    )
    .verdict();
    assert!(!verdict.is_passed(), "{verdict:#?}");
    assert_all_end(&lifeline);
}

#[test]
fn scratch_folders_are_gone_after_the_verdict() {
    let seen = TempDir::new().unwrap();
    let list = seen.path().join("list");
    let verdict = Trial::doing(
        &format!(
            "let here = std::env::current_dir().unwrap();
             std::fs::write(\"litter\", \"\").unwrap();
             std::fs::write({list:?}, here.to_str().unwrap()).unwrap();"
        ),
        "",
    )
    .verdict();
    assert!(verdict.is_passed(), "{verdict:#?}");
    let scratch = std::fs::read_to_string(&list).unwrap();
    assert!(scratch.contains("/target/workbook/"), "{scratch}");
    assert!(!Path::new(&scratch).exists(), "{scratch} is left");
}
