//! misconception: blocked-loop
//! Calls a library that blocks from tasks on the loop.

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
    use Mechanism::{PlainCalls, Processes, Tasks, ThreadPool, Threads};
    if workload.isolated {
        return Processes;
    }
    if workload.at_once <= 1 {
        return PlainCalls;
    }
    if workload.work == Work::Computes {
        return ThreadPool;
    }
    if workload.at_once <= 500 {
        return Threads;
    }
    Tasks
}
