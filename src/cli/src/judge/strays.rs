//! Ends processes that left the process group they were started in.
//!
//! Such a process still carries the environment that it was given,
//! and `/proc` shows it on Linux. One pass costs about a millisecond, so it
//! is made once a verdict. Elsewhere strays stay.

use std::{fs, os::unix::ffi::OsStrExt, path::Path};

use rustix::process::{Pid, Signal, kill_process};

/// More passes than this are made for nobody.
const PASSES: usize = 10;

/// Ends all processes to whom this variable names something below this
/// folder, and those that they start meanwhile.
pub(crate) fn end(variable: &str, folder: &Path) {
    let folder = folder.as_os_str().as_bytes();
    let mark = [variable.as_bytes(), b"=", folder].concat();
    for _ in 0..PASSES {
        let strays = strays(&mark);
        if strays.is_empty() {
            return;
        }
        for stray in strays {
            // Fails only when it has ended already.
            let _ = kill_process(stray, Signal::KILL);
        }
    }
}

fn strays(mark: &[u8]) -> Vec<Pid> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let carries_mark = |process: &fs::DirEntry| {
        let environment = fs::read(process.path().join("environ"));
        environment.is_ok_and(|all| {
            all.split(|byte| *byte == 0).any(|entry| entry.starts_with(mark))
        })
    };
    processes
        .filter_map(|process| {
            let number = process.file_name().to_str()?.parse().ok()?;
            carries_mark(&process).then_some(Pid::from_raw(number)?)
        })
        .collect()
}
