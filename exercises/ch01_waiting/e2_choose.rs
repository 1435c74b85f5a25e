//! Which mechanism fits the work?
//!
//!     choose(&Workload { at_once: 501, work: Work::Waits, .. })
//!     // Tasks, if `blocking_library` and `isolated` are false
//!
//! The first line that applies decides:
//!
//! 1. A crash of one job must not end the others: `Processes`.
//! 2. At most one job at a time: `PlainCalls`.
//! 3. The jobs compute: `ThreadPool`.
//! 4. They wait, and at most 500 are under way at a time: `Threads`.
//! 5. They wait, and more are under way: `Tasks`; but if they use a library
//!    that blocks its thread, `TasksAndPool`.

/// What a job does most of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    Computes,
    Waits,
}

#[derive(Debug, Clone, Copy)]
pub struct Workload {
    pub work: Work,
    /// Jobs under way at the same time.
    pub at_once: usize,
    /// Each call of the library blocks its thread until it is done.
    pub blocking_library: bool,
    /// A crash of one job must not end the others.
    pub isolated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mechanism {
    /// One call after the other.
    PlainCalls,
    /// A process a job.
    Processes,
    /// A thread a core, which take the jobs in turn.
    ThreadPool,
    /// A thread a job.
    Threads,
    /// A task a job, on one event loop.
    Tasks,
    /// Tasks whose blocking calls run on a few threads beside the loop.
    TasksAndPool,
}

/// The mechanism that fits this work.
pub fn choose(workload: &Workload) -> Mechanism {
    let Workload { work, at_once, blocking_library, isolated } = workload;
    todo!("{work:?}, {at_once}, {blocking_library}, {isolated}: which one?")
}
