//! Ends the checks when the judge itself is ended, by Ctrl-C or `kill -9`.
//!
//! A check that waits for ever would outlive a judge that can no longer end
//! it. So a shell holds the other end of a pipe: when the judge dies, the
//! pipe closes, and the shell ends the process groups that it was told of.

use std::{
    io::{self, Write},
    process::Child,
    sync::Mutex,
};

#[cfg(unix)]
const SCRIPT: &str = r#"
groups=
while read -r group; do
    case $group in end) exit;; esac
    groups="$groups -$group"
done
[ -z "$groups" ] || kill -s KILL -- $groups
"#;

/// Watches over the checks of one verdict.
pub(super) struct Guard {
    shell: Mutex<Child>,
}

impl Guard {
    /// Starts the shell, in a process group of its own, out of Ctrl-C's way.
    #[cfg(unix)]
    pub(super) fn start() -> io::Result<Self> {
        use std::{
            os::unix::process::CommandExt,
            process::{Command, Stdio},
        };
        let shell = Command::new("sh")
            .args(["-c", SCRIPT])
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { shell: Mutex::new(shell) })
    }

    /// Ends this process group, should the judge die.
    pub(super) fn add(&self, group: u32) -> io::Result<()> {
        self.tell(&format!("{group}\n"))
    }

    fn tell(&self, line: &str) -> io::Result<()> {
        let mut shell = self.shell.lock().expect("no teller panics");
        let pipe = shell.stdin.as_mut().expect("the pipe is never taken");
        pipe.write_all(line.as_bytes())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // The judge lives: it has ended all groups itself.
        if self.tell("end\n").is_ok() {
            let shell = self.shell.get_mut().expect("no teller panics");
            let _ = shell.wait();
        }
    }
}
