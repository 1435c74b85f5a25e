//! One match on all that is known.

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

pub fn choose(workload: &Workload) -> Mechanism {
    let Workload { work, at_once, blocking_library, isolated } = *workload;
    match (isolated, at_once, work, blocking_library) {
        (true, ..) => Mechanism::Processes,
        (_, 0..=1, ..) => Mechanism::PlainCalls,
        (_, _, Work::Computes, _) => Mechanism::ThreadPool,
        (_, 0..=500, ..) => Mechanism::Threads,
        (.., true) => Mechanism::TasksAndPool,
        (.., false) => Mechanism::Tasks,
    }
}
