//! A process group that ends with whoever started it at the latest: that of
//! one check, with its judge; that of a judge, with its watch; that of a
//! listing, with the server that runs it.
//!
//! A check that waits for ever would outlive a judge that was ended itself,
//! by Ctrl-C or `kill -9`. So the group is led by a shell that reads from the
//! judge: when the judge dies, the pipe closes, and the shell ends the group.
//! The shell comes first, so that no check is ever without it.

use std::{
    io,
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process_group};

const SCRIPT: &str = "read -r _; kill -s KILL 0";

/// All processes in it end when it is dropped.
#[derive(Debug)]
pub(crate) struct Group {
    shell: Child,
}

impl Group {
    /// Starts the shell: out of the way of the terminal's Ctrl-C.
    pub(crate) fn start() -> io::Result<Self> {
        let shell = Command::new("sh")
            .args(["-c", SCRIPT])
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { shell })
    }

    /// Starts a process in this group.
    pub(crate) fn spawn(&self, command: &mut Command) -> io::Result<Child> {
        self.enlist(command).spawn()
    }

    /// Has the process be in this group once it is started.
    pub(crate) fn enlist<'c>(
        &self,
        command: &'c mut Command,
    ) -> &'c mut Command {
        command.process_group(self.id().as_raw_pid())
    }

    /// Ends all processes in it. Those that were started in it must still
    /// be waited for.
    pub(crate) fn kill(&self) {
        // The group is there: its leader has not been waited for.
        let _ = kill_process_group(self.id(), Signal::KILL);
    }

    pub(crate) fn id(&self) -> Pid {
        pid(self.shell.id())
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
        let _ = self.shell.wait();
    }
}

/// A process's number, as rustix takes it.
pub(crate) fn pid(process: u32) -> Pid {
    i32::try_from(process)
        .ok()
        .and_then(Pid::from_raw)
        .expect("the system names a process by a positive number")
}
