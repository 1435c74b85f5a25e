//! Nothing that a subject starts outlives its verdict.

use std::{
    io::{ErrorKind, Read},
    os::unix::net::{UnixListener, UnixStream},
    path::Path,
    time::Duration,
};

use tempfile::TempDir;

use crate::Trial;

/// A socket that a subject calls, and whose other end it keeps open for as
/// long as it lives.
pub(crate) struct Lifeline {
    folder: TempDir,
    listener: UnixListener,
}

impl Lifeline {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let listener = UnixListener::bind(folder.path().join("s")).unwrap();
        Self { folder, listener }
    }

    pub(crate) fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("s")
    }

    /// An expression of Rust: the subject's end.
    pub(crate) fn call(&self) -> String {
        let path = self.path();
        format!("std::os::unix::net::UnixStream::connect({path:?}).unwrap()")
    }

    /// Waits for the next subject that calls.
    pub(crate) fn next(&self) -> Held {
        Held { stream: self.listener.accept().unwrap().0 }
    }

    /// All that have called already.
    fn all(&self) -> Vec<Held> {
        self.listener.set_nonblocking(true).unwrap();
        let calls = std::iter::from_fn(|| self.listener.accept().ok());
        calls.map(|(stream, _)| Held { stream }).collect()
    }
}

/// One subject's end of the lifeline.
pub(crate) struct Held {
    stream: UnixStream,
}

impl Held {
    /// Fails unless who held the other end has ended, or ends soon.
    pub(crate) fn assert_ends(mut self, limit: Duration) {
        self.stream.set_nonblocking(false).unwrap();
        self.stream.set_read_timeout(Some(limit)).unwrap();
        match self.stream.read(&mut [0]) {
            Ok(0) => {}
            Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
            other => panic!("a process lives on: {other:?}"),
        }
    }
}

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
