//! What a process may use up for itself: the system sees to it, from before
//! anybody's code runs there.
//!
//! A process can be bounded as soon as it is there. For a check, whose program
//! is ours and waits for that, it is enough; see `held`. Any other program
//! would run meanwhile. But bounds pass to whatever a process becomes: so a
//! shell bounds itself, and becomes the program then.

use std::process::Command;

#[cfg(target_os = "linux")]
use super::guard::pid;

/// What each process may use up for itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    /// Memory, in KiB, as the kernel counts `RLIMIT_DATA`: what can be
    /// written to, thread stacks included, but not address space that is only
    /// reserved, as allocators do by the gigabyte.
    pub(crate) memory: u64,
    /// Processor time, in seconds.
    pub(crate) processor: u64,
    /// The longest file that it may write, in KiB.
    pub(crate) file: u64,
}

impl Allowance {
    /// The same command, by a shell that is bounded first. Where its input
    /// and its output go must be said of this one.
    pub(crate) fn bound(self, command: &Command) -> Command {
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
    /// Bounds a process that has been started.
    #[cfg(target_os = "linux")]
    pub(super) fn bound_started(self, process: u32) {
        use rustix::process::{Resource, Rlimit, prlimit};
        let Self { memory, processor, file } = self;
        let all = [
            (Resource::Data, memory << 10, memory << 10),
            (Resource::Cpu, processor, processor + 1),
            (Resource::Fsize, file << 10, file << 10),
            (Resource::Core, 0, 0),
        ];
        for (resource, soft, hard) in all {
            let limit = Rlimit { current: Some(soft), maximum: Some(hard) };
            // Fails only when it has ended already.
            let _ = prlimit(Some(pid(process)), resource, limit);
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn bound_started(self, _: u32) {}
}
