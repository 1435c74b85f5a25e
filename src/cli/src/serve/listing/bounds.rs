//! What a process may use up.

use std::{process::Command, time::Duration};

/// What one process may use up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// What the system itself sees to.
    pub(super) own: Option<Own>,
    /// Time on the wall's clock.
    pub(super) wall: Duration,
    /// Output, in bytes.
    pub(super) output: usize,
    /// Processes at once, with all that it starts.
    pub(super) crowd: usize,
}

/// What each process may use up for itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    /// Memory, in KiB: what it allocates and the stacks of its threads.
    pub(super) memory: u64,
    /// Processor time, in seconds.
    pub(super) processor: u64,
    /// The longest file that it may write, in KiB.
    pub(super) file: u64,
}

impl Own {
    /// The same command, by a shell that is bounded first and then becomes
    /// that: nothing runs for a moment without its bounds.
    pub(super) fn bound(self, command: &Command) -> Command {
        let Self { memory, processor, file } = self;
        let mut shell = Command::new("sh");
        // At the soft limit comes a signal that says why, at the hard one a
        // signal that can't be ignored. A shell counts a file's blocks.
        shell.arg("-c").arg(format!(
            "{{ ulimit -S -t {processor}; ulimit -H -t {};
                ulimit -d {memory}; ulimit -f {}; ulimit -c 0; }} 2>/dev/null
             exec \"$0\" \"$@\"",
            processor + 1,
            2 * file
        ));
        shell.arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            shell.current_dir(folder);
        }
        shell
    }
}
