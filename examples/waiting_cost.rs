//! What it costs to let somebody else wait: a task, a thread, a process.
//!
//! ```text
//! cargo run --release --example waiting_cost
//! ```
//!
//! The memory is what the system counts as resident; only Linux tells.

use std::{
    env, fs, future,
    process::{Command, Stdio},
    sync::{Arc, Barrier},
    thread,
    time::{Duration, Instant},
};

const ROUNDS: usize = 7;
const TASKS: usize = 100_000;
const THREADS: usize = 1_000;

/// The median of some rounds, in microseconds for each start.
fn cost(starts: u32, mut start: impl FnMut()) -> f64 {
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begin = Instant::now();
            (0..starts).for_each(|_| start());
            begin.elapsed() / starts
        })
        .collect();
    rounds.sort();
    rounds[ROUNDS / 2].as_secs_f64() * 1e6
}

/// The process's resident memory, in bytes; 0 where nobody tells.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|kib| kib.parse().ok()).unwrap_or(0) * 1024
}

fn tasks_memory(runtime: &tokio::runtime::Runtime) -> usize {
    runtime.block_on(async {
        let before = resident();
        for _ in 0..TASKS {
            // Dropped with the runtime: it waits for ever.
            tokio::spawn(future::pending::<()>());
        }
        tokio::task::yield_now().await;
        resident().saturating_sub(before) / TASKS
    })
}

fn threads_memory() -> usize {
    let before = resident();
    let all_wait = Arc::new(Barrier::new(THREADS + 1));
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let barrier = Arc::clone(&all_wait);
            thread::spawn(move || {
                barrier.wait();
                barrier.wait();
            })
        })
        .collect();
    all_wait.wait();
    let each = resident().saturating_sub(before) / THREADS;
    all_wait.wait();
    threads.into_iter().for_each(|t| t.join().expect("no panic"));
    each
}

fn main() {
    if env::args().nth(1).as_deref() == Some("child") {
        return;
    }
    let threads = threads_memory();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("nothing is asked of the system");
    let task = runtime.block_on(async {
        let begin = Instant::now();
        for _ in 0..TASKS {
            tokio::spawn(async {}).await.expect("no panic");
        }
        begin.elapsed().as_secs_f64() * 1e6 / TASKS as f64
    });
    let thread = cost(1_000, || {
        thread::spawn(|| {}).join().expect("no panic");
    });
    let own = env::current_exe().expect("this program has a path");
    let process = cost(50, || {
        let mut child = Command::new(&own);
        child.arg("child").stdin(Stdio::null());
        child.status().expect("this program can be started");
    });
    println!("start and end: task {task:.2} us, thread {thread:.0} us");
    println!("               process {process:.0} us");
    let tasks = tasks_memory(&runtime);
    println!("waiting: task {tasks} bytes, thread {threads} bytes");
}
