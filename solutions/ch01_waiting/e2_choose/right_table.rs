//! A table of rules; the first that applies gives the answer.

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
    type Rule = (fn(&Workload) -> bool, Mechanism);
    let rules: [Rule; 5] = [
        (|w| w.isolated, Mechanism::Processes),
        (|w| w.at_once < 2, Mechanism::PlainCalls),
        (|w| w.work == Work::Computes, Mechanism::ThreadPool),
        (|w| w.at_once < 501, Mechanism::Threads),
        (|w| w.blocking_library, Mechanism::TasksAndPool),
    ];
    let first = rules.iter().find(|(applies, _)| applies(workload));
    first.map_or(Mechanism::Tasks, |(_, mechanism)| *mechanism)
}
