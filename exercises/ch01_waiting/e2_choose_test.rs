//! Checks of `e2_choose`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch01_waiting/e2_choose.rs"
)]
mod e2_choose;

use e2_choose::{Mechanism, Work, Workload, choose};

/// A plain case first, then the sizes around each limit, and beyond.
const SIZES: [usize; 7] = [40, 1, 2, 499, 500, 501, 50_000];

fn workload(work: Work, at_once: usize) -> Workload {
    Workload { work, at_once, blocking_library: false, isolated: false }
}

fn blocking(at_once: usize) -> Workload {
    Workload { blocking_library: true, ..workload(Work::Waits, at_once) }
}

/// What it means to choose `got` where `due` was asked for.
fn meaning(got: Mechanism, due: Mechanism) -> Option<&'static str> {
    use Mechanism::{
        PlainCalls, Processes, Tasks, TasksAndPool, ThreadPool, Threads,
    };
    match (got, due) {
        (_, Processes) => Some("shared-fate"),
        (_, PlainCalls) => Some("needless-concurrency"),
        (Tasks | TasksAndPool, ThreadPool) => Some("cpu-on-loop"),
        (Processes, ThreadPool) => Some("gil-habit"),
        (Threads, ThreadPool | Tasks | TasksAndPool) => {
            Some("thread-per-connection")
        }
        (Tasks, TasksAndPool) => Some("blocked-loop"),
        _ => None,
    }
}

fn expect(workload: Workload, due: Mechanism, why: &str) {
    let got = choose(&workload);
    match meaning(got, due) {
        Some(id) => kit::suspect(id),
        None => kit::clear(),
    }
    kit::expect(&format!("{workload:?}"), got, due, why);
}

#[test]
fn work_that_computes_goes_to_a_thread_a_core() {
    for at_once in [2, 40, 500, 501, 50_000] {
        let why = "only cores compute, and a loop has one of them";
        let computes = workload(Work::Computes, at_once);
        expect(computes, Mechanism::ThreadPool, why);
        let blocks = Workload { blocking_library: true, ..computes };
        expect(blocks, Mechanism::ThreadPool, "line 3 comes before line 5");
    }
}

#[test]
fn fifty_thousand_connections_are_tasks() {
    let why = "each thread has a stack; a task has its future";
    for at_once in [5_000, 50_000] {
        let many = workload(Work::Waits, at_once);
        expect(many, Mechanism::Tasks, why);
    }
}

#[test]
fn calls_that_block_stay_off_the_loop() {
    let why = "a thread each is too dear, and a call that blocks stops a loop";
    for at_once in [5_000, 50_000] {
        expect(blocking(at_once), Mechanism::TasksAndPool, why);
    }
}

#[test]
fn few_that_wait_are_threads() {
    let why = "for few, a thread each is the least to learn";
    for at_once in [2, 40, 400] {
        expect(workload(Work::Waits, at_once), Mechanism::Threads, why);
        let why = "line 4 comes before line 5: its own thread may block";
        expect(blocking(at_once), Mechanism::Threads, why);
    }
}

#[test]
fn five_hundred_are_still_few() {
    let edges = [
        (499, Mechanism::Threads),
        (500, Mechanism::Threads),
        (501, Mechanism::Tasks),
    ];
    for (at_once, due) in edges {
        let got = choose(&workload(Work::Waits, at_once));
        kit::suspect("off-by-one");
        let what = format!("{at_once} that wait");
        kit::expect(&what, got, due, "at most 500 is 500 too");
    }
}

#[test]
fn one_job_needs_no_mechanism() {
    let why = "there is no other job to run meanwhile";
    for at_once in [0, 1] {
        for work in [Work::Computes, Work::Waits] {
            expect(workload(work, at_once), Mechanism::PlainCalls, why);
        }
        expect(blocking(at_once), Mechanism::PlainCalls, why);
    }
}

#[test]
fn what_must_survive_a_crash_is_a_process() {
    let why = "threads and tasks end with their process";
    for work in [Work::Computes, Work::Waits] {
        for at_once in SIZES {
            let waits = workload(work, at_once);
            let isolated = Workload { isolated: true, ..waits };
            expect(isolated, Mechanism::Processes, why);
            let both = Workload { blocking_library: true, ..isolated };
            expect(both, Mechanism::Processes, why);
        }
    }
}
