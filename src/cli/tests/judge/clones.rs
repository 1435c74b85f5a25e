//! Judges of whole clones: odd paths, edited checks, several at once, and
//! judges that are ended themselves.

use std::{fs, thread, time::Duration};

use workbook::judge::{Judge, Subject, verdict::Ending};

use crate::{Trial, countdown, lifeline::Lifeline, tree::Clone};

#[test]
fn a_clone_may_lie_in_a_path_with_spaces_and_odd_letters() {
    let clone = Clone::named("Übung 1, 'ö' \"é\" e\u{301} = 練習");
    let verdict = clone.verdict();
    let Ending::Failed { message, at } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert!(message.starts_with("not yet implemented"), "{message}");
    let at = at.as_deref().unwrap_or_default();
    let subject = "exercises/ch02_generators/e1_countdown.rs";
    assert!(at.starts_with(subject), "{at}");
    assert_eq!(verdict.subject, subject);

    clone.solve();
    assert!(clone.verdict().is_passed());

    fs::write(clone.path(subject), "struct").unwrap();
    let Ending::DoesNotCompile { errors } = clone.verdict().ending else {
        panic!("it compiles");
    };
    assert!(errors.contains(&format!("--> {subject}:1:")), "{errors}");
    assert!(!errors.contains("練習"), "{errors}");
}

#[test]
fn edited_checks_change_no_verdict_and_are_told() {
    let clone = Clone::named("clone");
    let checks = countdown(&clone.checkout).checks();
    fs::write(clone.path(&checks), "#[test] fn fine() {}").unwrap();
    let verdict = clone.verdict();
    assert!(matches!(verdict.ending, Ending::Failed { .. }), "{verdict:#?}");
    let [notice] = &verdict.notices[..] else { panic!("{verdict:#?}") };
    assert!(notice.starts_with(&checks), "{notice}");

    clone.solve();
    fs::remove_file(clone.path(&checks)).unwrap();
    let verdict = clone.verdict();
    assert!(verdict.is_passed(), "{verdict:#?}");
    assert_eq!(verdict.notices.len(), 1);
}

#[test]
fn an_edited_kit_is_built_anew() {
    let clone = Clone::named("clone");
    clone.solve();
    assert!(clone.verdict().is_passed());
    let judge = Judge::new(&clone.checkout);
    assert!(judge.is_warm());
    let kit = clone.path("exercises/kit/lib.rs");
    let text = fs::read_to_string(&kit).unwrap();
    fs::write(&kit, format!("{text}\nsyntax error")).unwrap();
    assert!(!judge.is_warm());
    let exercise = countdown(&clone.checkout);
    let error = judge.judge(&exercise, Subject::Learner).unwrap_err();
    let error = format!("{error:#}");
    assert!(error.contains("can't be built"), "{error}");
    assert!(error.contains("exercises/kit/lib.rs"), "{error}");
    fs::write(&kit, text).unwrap();
    assert!(clone.verdict().is_passed());
}

#[test]
fn a_kit_of_another_compiler_is_built_anew() {
    let clone = Clone::named("clone");
    clone.solve();
    assert!(clone.verdict().is_passed());
    // What the judge keeps now names a library that this rustc can't read.
    let library = clone.path("target/kit.rlib");
    fs::write(&library, "of another compiler").unwrap();
    let kept = clone.path("target/workbook/kit.json");
    let text = fs::read_to_string(&kept).unwrap();
    let mut kit: serde_json::Value = serde_json::from_str(&text).unwrap();
    kit["externs"][0][1] = library.to_str().unwrap().into();
    fs::write(&kept, kit.to_string()).unwrap();
    assert!(Judge::new(&clone.checkout).is_warm());
    assert!(clone.verdict().is_passed());
}

#[test]
fn judges_at_once_do_not_trip_over_each_other() {
    let right = Trial::doing("", "");
    let wrong = Trial::doing("", "return None;");
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let verdict = right.verdict();
                assert!(verdict.is_passed(), "{verdict:#?}");
            });
            scope.spawn(|| {
                let verdict = wrong.verdict();
                let failed = matches!(verdict.ending, Ending::Failed { .. });
                assert!(failed, "{verdict:#?}");
            });
        }
    });
}

/// An answer that calls the lifeline and then waits, with a limit that it
/// never sees.
fn sleeper(lifeline: &Lifeline) -> Trial {
    let held = lifeline.call();
    Trial::doing(
        &format!(
            "let _held = {held};
             std::thread::sleep(std::time::Duration::from_secs(1000));"
        ),
        "",
    )
}

#[test]
fn a_judge_that_is_ended_takes_its_checks_along() {
    use rustix::process::{Pid, Signal, kill_process};
    let clone = Clone::named("clone");
    let lifeline = Lifeline::new();
    let answers = clone.path(&countdown(&clone.checkout).answers());
    fs::copy(sleeper(&lifeline).subject(), answers.join("right_slow.rs"))
        .unwrap();
    for signal in [Signal::INT, Signal::TERM, Signal::KILL] {
        let mut judge = clone.dev_answers("countdown").spawn().unwrap();
        let held = lifeline.next();
        let id = Pid::from_raw(i32::try_from(judge.id()).unwrap()).unwrap();
        kill_process(id, signal).unwrap();
        let status = judge.wait().unwrap();
        assert!(!status.success(), "{status}");
        held.assert_ends(Duration::from_secs(5));
    }
}

/// What the judge says when no verdict can be given.
fn error_of(clone: &Clone) -> String {
    let judge = Judge::new(&clone.checkout);
    let exercise = countdown(&clone.checkout);
    let error = judge.judge(&exercise, Subject::Learner).unwrap_err();
    format!("{error:#}")
}

#[test]
fn a_place_that_can_not_be_written_is_told() {
    let clone = Clone::named("clone");
    fs::remove_dir_all(clone.path("target")).unwrap();
    fs::write(clone.path("target"), "no folder").unwrap();
    let error = error_of(&clone);
    assert!(error.contains("target/workbook"), "{error}");
    assert!(error.contains("can't be written"), "{error}");
}

#[test]
fn a_missing_cargo_is_told() {
    let clone = Clone::named("clone");
    let mut answers = clone.dev_answers("countdown");
    let output = answers.env("CARGO", "/nowhere/cargo").output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("/nowhere/cargo can't be started"), "{error}");
    assert!(error.contains("https://rustup.rs"), "{error}");
}
