//! Tells a process that can never go on from one that is slow.
//!
//! It is stuck when each of its threads sits in a system call that only
//! somebody else can end (a lock, a channel, a socket), without a time limit,
//! and none of them ran for [`WINDOW`]. A process that has children or an
//! armed timer is not: those may wake it. What can't be told from here is a
//! time limit set on a socket (`set_read_timeout`): a check must not wait
//! longer than the window for one.
//!
//! Read from `/proc` on Linux. Where that is not to be had, nothing is ever
//! stuck, and the limits decide.

use std::time::{Duration, Instant};

/// How long nothing must run. Measured: a thread that is awake shows as
/// running, however loaded the machine is.
const WINDOW: Duration = Duration::from_millis(200);

/// Watches one process.
#[derive(Debug)]
pub(crate) struct Watch {
    process: u32,
    /// What was seen last, and since when it has not changed.
    still: Option<(Vec<Thread>, Instant)>,
}

/// One thread that waits without a limit.
#[derive(Debug, PartialEq)]
struct Thread {
    id: u32,
    name: String,
    call: String,
    waits_for: &'static str,
    /// How long it ran, in the kernel's own words.
    ran: String,
}

impl Watch {
    pub(crate) fn of(process: u32) -> Self {
        Self { process, still: None }
    }

    /// Looks once. When the process is stuck, says what each thread waits
    /// for; `check` names the thread that runs the check.
    pub(super) fn look(&mut self, check: &str) -> Option<Vec<String>> {
        let process = self.process;
        self.stuck().map(|threads| in_words(threads, process, check))
    }

    /// Looks once. When the process is stuck, says what each thread waits
    /// for, the main thread first. Unlike a check, it may talk to somebody
    /// outside: what has a socket is stuck only in locks.
    pub(crate) fn look_at_all(&mut self) -> Option<Vec<String>> {
        let process = self.process;
        let line = |(place, thread): (usize, &Thread)| {
            let name = match thread.id == process {
                true => "the main thread".into(),
                false => format!("thread {}", place + 1),
            };
            format!("{name}: {}", thread.waits_for)
        };
        let threads = self.stuck()?;
        let all_lock = threads.iter().all(linux::locks);
        (all_lock || !linux::has_socket(process))
            .then(|| threads.iter().enumerate().map(line).collect())
    }

    fn stuck(&mut self) -> Option<&[Thread]> {
        let Some(threads) = linux::all_waiting(self.process) else {
            self.still = None;
            return None;
        };
        let since = match self.still.take() {
            Some((seen, since)) if seen == threads => since,
            _ => Instant::now(),
        };
        let (threads, _) = self.still.insert((threads, since));
        let is_stuck =
            since.elapsed() >= WINDOW && !linux::may_be_woken(self.process);
        is_stuck.then_some(threads)
    }
}

/// `stays_at_the_end: a lock, a channel or park()`. The main thread is the
/// harness's own; the second one runs the check.
fn in_words(threads: &[Thread], process: u32, check: &str) -> Vec<String> {
    let others: Vec<_> = threads.iter().filter(|t| t.id != process).collect();
    let Some((first, rest)) = others.split_first() else {
        return threads.iter().map(|t| t.waits_for.to_owned()).collect();
    };
    let line =
        |name: &str, thread: &Thread| format!("{name}: {}", thread.waits_for);
    let rest = rest.iter().enumerate().map(|(place, thread)| {
        // A thread without a name has that of the thread that started it.
        match thread.name == first.name {
            true => line(&format!("thread {}", place + 2), thread),
            false => line(&thread.name, thread),
        }
    });
    std::iter::once(line(check, first)).chain(rest).collect()
}

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod linux {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    use super::Thread;

    const LOCK: &str = "a lock, a channel or park()";
    const JOIN: &str = "another thread's end";
    const EVENT: &str = "an event on a socket or a pipe";
    const INPUT: &str = "bytes that nobody sends";
    const PEER: &str = "a connection that nobody opens";

    /// Futexes between threads of one process carry this mark; the kernel
    /// itself wakes who waits for a thread's end, without it.
    const PRIVATE: u64 = 128;

    /// The threads, if each of them waits without a limit.
    pub(super) fn all_waiting(process: u32) -> Option<Vec<Thread>> {
        let mut threads = tasks(process)
            .iter()
            .map(|task| waiting(task))
            .collect::<Option<Vec<_>>>()?;
        threads.sort_by_key(|thread| thread.id);
        (!threads.is_empty()).then_some(threads)
    }

    /// Whether a child or a timer may still wake it.
    pub(super) fn may_be_woken(process: u32) -> bool {
        let has_children = |task: &PathBuf| {
            let children = fs::read_to_string(task.join("children"));
            children.is_ok_and(|list| !list.trim().is_empty())
        };
        tasks(process).iter().any(has_children) || has_armed_timer(process)
    }

    pub(super) fn locks(thread: &Thread) -> bool {
        [LOCK, JOIN].contains(&thread.waits_for)
    }

    /// Whether somebody outside may be at its other end.
    pub(super) fn has_socket(process: u32) -> bool {
        let files = fs::read_dir(format!("/proc/{process}/fd"));
        files.into_iter().flatten().flatten().any(|file| {
            let target = fs::read_link(file.path()).unwrap_or_default();
            target.to_string_lossy().starts_with("socket:")
        })
    }

    fn has_armed_timer(process: u32) -> bool {
        let files = fs::read_dir(format!("/proc/{process}/fdinfo"));
        files.into_iter().flatten().flatten().any(|file| {
            let about = fs::read_to_string(file.path()).unwrap_or_default();
            about.lines().any(|line| {
                let value = line.strip_prefix("it_value:");
                value.is_some_and(|left| left.trim() != "(0, 0)")
            })
        })
    }

    fn tasks(process: u32) -> Vec<PathBuf> {
        let tasks = fs::read_dir(format!("/proc/{process}/task"));
        let tasks = tasks.into_iter().flatten().flatten();
        tasks.map(|task| task.path()).collect()
    }

    fn waiting(task: &Path) -> Option<Thread> {
        let read = |file| fs::read_to_string(task.join(file)).ok();
        let call = read("syscall")?;
        let waits_for = untimed(&call)?;
        let stat = read("stat")?;
        // A thread that waits for a disk has another state than sleep.
        let (_, state) = stat.rsplit_once(')')?;
        if !state.trim_start().starts_with('S') {
            return None;
        }
        // Its first number is nanoseconds on a processor, its last how often
        // it was put there; `stat` counts hundredths of a second.
        let ran = read("schedstat").unwrap_or(stat);
        let name = read("comm")?.trim_end().to_owned();
        let id = task.file_name()?.to_str()?.parse().ok()?;
        Some(Thread { id, name, call, waits_for, ran })
    }

    /// What a thread in this system call waits for, if only somebody else
    /// can end the call. `running` stands for a thread in no call.
    fn untimed(call: &str) -> Option<&'static str> {
        let mut words = call.split_whitespace();
        let number: u32 = words.next()?.parse().ok()?;
        let hex = |word: &str| {
            u64::from_str_radix(word.trim_start_matches("0x"), 16).ok()
        };
        let arguments: Vec<u64> = words.map_while(hex).collect();
        let argument = |place: usize| arguments.get(place).copied();
        let call = CALLS.iter().find(|call| call.number == number)?;
        let is_untimed = match call.limit {
            Limit::Never => true,
            Limit::Pointer(place) => argument(place)? == 0,
            Limit::Milliseconds(place) => argument(place)? as u32 == u32::MAX,
        };
        if !is_untimed {
            return None;
        }
        let is_join = call.waits_for == LOCK && argument(1)? & PRIVATE == 0;
        Some(if is_join { JOIN } else { call.waits_for })
    }

    struct Call {
        number: u32,
        limit: Limit,
        waits_for: &'static str,
    }

    /// Which argument limits the wait.
    enum Limit {
        Never,
        /// A time, or null for none.
        Pointer(usize),
        /// -1 for none.
        Milliseconds(usize),
    }

    const fn call(number: u32, limit: Limit, waits_for: &'static str) -> Call {
        Call { number, limit, waits_for }
    }

    #[cfg(target_arch = "x86_64")]
    const CALLS: [Call; 14] = [
        call(202, Limit::Pointer(3), LOCK), // futex
        call(0, Limit::Never, INPUT),       // read
        call(19, Limit::Never, INPUT),      // readv
        call(45, Limit::Never, INPUT),      // recvfrom
        call(47, Limit::Never, INPUT),      // recvmsg
        call(43, Limit::Never, PEER),       // accept
        call(288, Limit::Never, PEER),      // accept4
        call(7, Limit::Milliseconds(2), EVENT), // poll
        call(232, Limit::Milliseconds(3), EVENT), // epoll_wait
        call(281, Limit::Milliseconds(3), EVENT), // epoll_pwait
        call(271, Limit::Pointer(2), EVENT), // ppoll
        call(441, Limit::Pointer(3), EVENT), // epoll_pwait2
        call(23, Limit::Pointer(4), EVENT), // select
        call(270, Limit::Pointer(4), EVENT), // pselect6
    ];

    #[cfg(target_arch = "aarch64")]
    const CALLS: [Call; 11] = [
        call(98, Limit::Pointer(3), LOCK), // futex
        call(63, Limit::Never, INPUT),     // read
        call(65, Limit::Never, INPUT),     // readv
        call(207, Limit::Never, INPUT),    // recvfrom
        call(212, Limit::Never, INPUT),    // recvmsg
        call(202, Limit::Never, PEER),     // accept
        call(242, Limit::Never, PEER),     // accept4
        call(22, Limit::Milliseconds(3), EVENT), // epoll_pwait
        call(73, Limit::Pointer(2), EVENT), // ppoll
        call(441, Limit::Pointer(3), EVENT), // epoll_pwait2
        call(72, Limit::Pointer(4), EVENT), // pselect6
    ];
}

#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
mod linux {
    pub(super) fn all_waiting(_: u32) -> Option<Vec<super::Thread>> {
        None
    }

    pub(super) fn may_be_woken(_: u32) -> bool {
        true
    }

    pub(super) fn locks(_: &super::Thread) -> bool {
        false
    }

    pub(super) fn has_socket(_: u32) -> bool {
        true
    }
}
