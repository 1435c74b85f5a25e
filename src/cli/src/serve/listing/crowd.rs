//! How many processes one has become, with all that it started in its group.
//!
//! Read from `/proc` on Linux. Elsewhere nobody counts, and time decides.

use std::fs;

use rustix::process::Pid;

/// Counts one process group.
#[derive(Debug)]
pub(super) struct Crowd {
    group: Pid,
    /// How many threads the whole system had at first.
    before: usize,
    looks: usize,
}

impl Crowd {
    pub(super) fn around(group: Pid) -> Self {
        Self { group, before: all_threads().unwrap_or(0), looks: 0 }
    }

    /// Whether the group has more processes than this. To look at each takes
    /// milliseconds, so that is done when the whole system has about that
    /// many threads more than at first; and every tenth time, for others may
    /// have ended meanwhile.
    pub(super) fn exceeds(&mut self, most: usize) -> bool {
        self.looks += 1;
        let grew = all_threads().is_some_and(|n| n > self.before + most / 2);
        (grew || self.looks.is_multiple_of(10)) && self.processes() > most
    }

    fn processes(&self) -> usize {
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        let ours = processes.filter(|process| {
            let is_number = |byte: &u8| byte.is_ascii_digit();
            let name = process.file_name();
            let stat = || fs::read_to_string(process.path().join("stat"));
            name.as_encoded_bytes().iter().all(is_number)
                && stat().is_ok_and(|stat| is_in(&stat, self.group))
        });
        ours.count()
    }
}

/// Of the whole system: `0.20 0.18 0.12 1/80 11206` has 80.
fn all_threads() -> Option<usize> {
    let load = fs::read_to_string("/proc/loadavg").ok()?;
    load.split('/').nth(1)?.split_whitespace().next()?.parse().ok()
}

/// Whether the process with this `stat` is in the group. Its name, which
/// stands in parentheses, may hold anything; then come its state, its parent
/// and its group, which is -1 for one that is about to be gone.
fn is_in(stat: &str, group: Pid) -> bool {
    let fields = stat.rsplit_once(')').map(|(_, fields)| fields);
    let own = fields.and_then(|fields| fields.split_whitespace().nth(2));
    own.and_then(|own| own.parse().ok()) == Some(group.as_raw_pid())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_counted_in_its_group() {
        let stat = "7 (a) b) S 1 42 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 9 0 5";
        let group = |number| Pid::from_raw(number).unwrap();
        assert!(is_in(stat, group(42)), "42 is its group");
        assert!(!is_in(stat, group(7)), "7 is no group of it");
        assert!(!is_in("7 (gone) X 0 -1 -1 0", group(1)), "it has no group");
        let own = Crowd::around(rustix::process::getpgrp());
        assert!(own.processes() >= 1, "this process is in its group");
        assert!(all_threads().unwrap() >= own.processes());
    }
}
