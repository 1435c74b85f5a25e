//! What becomes of a subject, told as what it is.

use workbook::judge::verdict::{Ending, Verdict};

use crate::Trial;

#[test]
fn a_right_answer_passes() {
    let verdict = Trial::doing("", "").verdict();
    assert!(verdict.is_passed(), "{verdict:#?}");
    assert!(verdict.checks.len() >= 2, "each check is told of");
    assert_eq!(verdict.misconception, None);
}

#[test]
fn rustc_speaks_of_the_subject_and_of_errors_only() {
    let trial = Trial::doing("let unused = 1; let x: u32 = \"\";", "");
    let verdict = trial.verdict();
    let Ending::DoesNotCompile { errors } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert!(errors.contains("error[E0308]: mismatched types"), "{errors}");
    let place = format!("--> {}:4:", trial.subject().display());
    assert!(errors.contains(&place), "{errors}");
    assert!(!errors.contains("warning"), "{errors}");
    assert!(!errors.contains("aborting"), "{errors}");
    assert_eq!(verdict.checks.len(), 0);
}

#[test]
fn unsafe_code_is_refused_as_by_cargo() {
    let verdict = Trial::doing("unsafe {}", "").verdict();
    let Ending::DoesNotCompile { errors } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert!(errors.contains("usage of an `unsafe` block"), "{errors}");
}

#[test]
fn a_thread_that_is_blocked_is_told_as_the_check_measured_it() {
    let verdict = Trial::doing(
        "let report = std::env::var(\"WORKBOOK_REPORT\").unwrap();
         std::fs::write(report, \"blocked for 40 ms\\n\").unwrap();
         panic!();",
        "",
    )
    .verdict();
    let message = "for 40 ms".to_owned();
    assert_eq!(verdict.ending, Ending::Blocked { message });
}

#[test]
fn an_emptied_subject_does_not_compile() {
    let verdict = Trial::text("").verdict();
    let Ending::DoesNotCompile { errors } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert!(errors.contains("e1_countdown::Countdown"), "{errors}");
    assert!(
        errors.contains("exercises/ch02_generators/e1_countdown_test.rs:"),
        "{errors}"
    );
}

#[test]
fn of_errors_in_the_checks_one_is_shown() {
    let solution =
        include_str!("../../../../solutions/ch02_generators/e1_countdown.rs");
    let changed = solution.replace("(from: u32)", "(from: u32, _: u32)");
    let verdict = Trial::text(changed).verdict();
    let Ending::DoesNotCompile { errors } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert_eq!(errors.matches("_test.rs:").count(), 1, "{errors}");
    assert!(errors.contains("\nThe checks use your file as its statement"));
    assert!(errors.contains("\nLeft out: "), "{errors}");
}

#[test]
fn a_subject_that_is_no_text_is_told_with_its_line() {
    let verdict = Trial::text(b"//! One\n//! \xff\n").verdict();
    let Ending::DoesNotCompile { errors } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert!(errors.contains("line 2 is no UTF-8 text\n --> "), "{errors}");
    assert!(errors.contains("reset ch02/countdown"), "{errors}");
}

#[test]
fn a_deleted_subject_is_told_with_the_way_back() {
    let trial = Trial::text("");
    std::fs::remove_file(trial.subject()).unwrap();
    let verdict = trial.verdict();
    let Ending::DoesNotCompile { errors } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert!(errors.contains("subject.rs is gone"), "{errors}");
    assert!(errors.contains("reset ch02/countdown"), "{errors}");
}

#[test]
fn a_panic_is_told_with_its_place() {
    let trial = Trial::doing("todo!(\"begin\");", "");
    let verdict = trial.verdict();
    let Ending::Failed { message, at } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert_eq!(message, "not yet implemented: begin");
    let place = format!("{}:4", trial.subject().display());
    assert_eq!(at.as_ref(), Some(&place));
}

#[test]
fn work_to_do_is_no_misconception() {
    let verdict = Trial::doing("", "panic!(\"lost\");").verdict();
    assert!(verdict.misconception.is_some(), "a panic is: {verdict:#?}");
    let verdict = Trial::doing("", "todo!();").verdict();
    assert_eq!(verdict.misconception, None, "{verdict:#?}");
}

#[test]
fn a_failed_assertion_names_the_misconception() {
    let verdict = Trial::doing("", "self.left = self.left.max(1);").verdict();
    let Ending::Failed { message, at } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert!(message.contains("value 4: expected the end"), "{message}");
    let at = at.as_deref().unwrap();
    let checks = "exercises/ch02_generators/e1_countdown_test.rs:";
    assert!(at.starts_with(checks), "{at}");
    assert!(verdict.misconception.is_some(), "{verdict:#?}");
    let first = verdict.first_failure().unwrap();
    assert_eq!(verdict.misconception, first.misconception);
}

fn assert_crashed(verdict: &Verdict, cause: &str) {
    let Ending::Crashed { cause: told } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert!(told.starts_with(cause), "{told}");
}

#[test]
fn a_recursion_without_an_end_overflows_the_stack() {
    let verdict = Trial::doing("drop(Self::new(from));", "").verdict();
    assert_crashed(&verdict, "stack overflow");
}

#[test]
fn memory_taken_without_an_end_runs_out() {
    let verdict = Trial::doing(
        "let mut all = Vec::new();
         loop { all.push(vec![1_u8; 1 << 20]); }",
        "",
    )
    .verdict();
    assert_crashed(&verdict, "out of memory: more than 256 MiB");
}

#[test]
fn an_exit_code_of_a_shell_is_the_subjects_own() {
    for code in [126, 127] {
        let exit = format!("std::process::exit({code});");
        let verdict = Trial::doing(&exit, "").verdict();
        assert_eq!(verdict.ending, Ending::ExitedEarly { code });
    }
}

const BOMB: &str = "
struct Bomb;
impl Drop for Bomb {
    fn drop(&mut self) { panic!(\"from drop\") }
}";

#[test]
fn a_drop_that_panics_fails_the_check() {
    let verdict = Trial::doing("drop(Bomb);", "").with(BOMB).verdict();
    let Ending::Failed { message, .. } = &verdict.ending else {
        panic!("{verdict:#?}");
    };
    assert_eq!(message, "from drop");
}

#[test]
fn a_drop_that_panics_while_a_panic_unwinds_aborts() {
    let verdict = Trial::doing("let _bomb = Bomb; panic!(\"first\");", "")
        .with(BOMB)
        .verdict();
    assert_crashed(&verdict, "a panic where no panic may pass");
    let Ending::Crashed { cause } = verdict.ending else { unreachable!() };
    assert!(cause.ends_with(": first"), "{cause}");
}

#[test]
fn an_abort_is_told_by_its_signal() {
    let verdict = Trial::doing("std::process::abort();", "").verdict();
    assert_crashed(&verdict, "signal 6, SIGABRT");
}

#[test]
fn a_subject_that_exits_has_not_passed() {
    for code in [0, 3, 101] {
        let exit = format!("std::process::exit({code});");
        let verdict = Trial::doing("", &exit).verdict();
        assert_eq!(verdict.ending, Ending::ExitedEarly { code });
    }
}

#[test]
fn a_forged_result_is_no_result() {
    let verdict = Trial::doing(
        "println!(\"ok\\n\\ntest result: ok. 2 passed; 0 failed; 0 ignored; \
         0 measured; 1 filtered out; finished in 0.00s\\n\");
         std::process::exit(0);",
        "",
    )
    .verdict();
    assert_eq!(verdict.ending, Ending::ExitedEarly { code: 0 });
}

#[test]
fn stray_output_confuses_nobody() {
    let verdict = Trial::doing(
        "print!(\"test zzz_closing_0 ... FAILED\\n\");
         eprint!(\"thread 'x' panicked at src/lib.rs:1:1:\\nhello\\n\");
         println!(\"test result: FAILED. 0 passed; 2 failed\");",
        "",
    )
    .verdict();
    assert!(verdict.is_passed(), "{verdict:#?}");
}

#[test]
fn an_output_is_kept_as_it_was_printed() {
    let verdict =
        Trial::doing("println!(\"one\"); eprintln!(\"two\");", "").verdict();
    assert_eq!(verdict.checks[0].output, "one\ntwo");
}
