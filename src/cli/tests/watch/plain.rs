//! Without a terminal: one verdict a save.

use std::{
    fs,
    process::{Child, ExitStatus, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    clone::{Clone, SOLUTION, SUBJECT, WRONG},
    output::Output,
};

/// A watch that prints; it is ended with the test.
struct Watch {
    child: Child,
    out: Output,
}

impl Watch {
    fn start(clone: &Clone) -> Self {
        let mut command = clone.command(&["watch"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let out = Output::of(child.stdout.take().unwrap());
        Self { child, out }
    }

    fn end(&mut self, signal: Signal) -> ExitStatus {
        let id = Pid::from_raw(self.child.id().try_into().unwrap());
        kill_process(id.unwrap(), signal).unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn each_save_is_judged_and_the_next_exercise_follows() {
    let clone = Clone::new();
    let mut watch = Watch::start(&clone);
    watch.out.take("watching ch02/countdown");
    watch.out.take("building what the checks use");
    watch.out.take("\n· not begun (");
    clone.write(SUBJECT, clone.read(WRONG));
    let told = watch.out.take("hold; next: stays at the end (");
    assert!(told.contains("✗ failed  stays at the end\n"), "{told}");
    assert!(told.contains("cargo workbook explain not-fused"), "{told}");
    clone.write(SUBJECT, "pub struct Countdown;\nlet x = 1;\n");
    let told = watch.out.take("✗ does not compile (");
    assert!(told.contains("e1_countdown.rs:2:1"), "{told}");
    clone.solve();
    watch.out.take("✓ solved, 2 points (");
    watch.out.take("every exercise is solved\n");
    assert_eq!(watch.end(Signal::INT).code(), Some(0));
    assert_eq!(clone.record()["attempts"], 3);
}

#[test]
fn a_file_replaced_removed_or_cut_is_followed() {
    let clone = Clone::new();
    let mut watch = Watch::start(&clone);
    watch.out.take("not begun (");
    clone.write("answer.rs", clone.read(WRONG));
    fs::rename(clone.path("answer.rs"), clone.path(SUBJECT)).unwrap();
    watch.out.take("next: stays at the end (");
    fs::remove_file(clone.path(SUBJECT)).unwrap();
    watch.out.take("e1_countdown.rs is gone");
    clone.write(SUBJECT, "");
    watch.out.take("does not compile (");
    clone.write(SUBJECT, clone.read(SOLUTION));
    watch.out.take("solved, 2 points (");
    assert_eq!(watch.end(Signal::TERM).code(), Some(143));
}
