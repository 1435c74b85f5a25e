//! The workloads, one text for all loops: each subject includes this file as
//! a module of its own, so that `super` is that loop.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use super::{
    accept, channel, join, listen, read, receive, run, send, sleep, spawn,
    write_all, yield_now,
};
use crate::figures::{
    Figures, Random, Work, in_memory, lateness, nanos_each, on_processor, timed,
};

/// Runs one workload, and tells what it cost.
pub(crate) fn measure(work: Work) -> Figures {
    const MILLION: u64 = 1_000_000;
    match work {
        Work::Spawn => timed(MILLION, |n| run(spawn_and_join(n, n))),
        Work::Thousands => timed(MILLION, |n| run(spawn_and_join(n, 1000))),
        Work::Yields => timed(MILLION, |n| run(yields(100, n / 100))),
        Work::Channel => timed(MILLION, |n| run(hand_over(n))),
        Work::Sleeps => run(sleeps(100_000)),
        Work::Memory => run(sleepers(100_000)),
        Work::Echo => run(echo()),
        // None but miniloop has them, and it asks nobody here.
        Work::EchoProtocols => Figures::new(),
    }
}

async fn spawn_and_join(n: u64, at_once: u64) {
    for _ in 0..n / at_once {
        let tasks: Vec<_> =
            (0..at_once).map(|i| spawn(async move { black_box(i) })).collect();
        for task in tasks {
            join(task).await;
        }
    }
}

async fn yields(n_tasks: u64, n_yields: u64) {
    let tasks: Vec<_> = (0..n_tasks)
        .map(|_| {
            spawn(async move {
                for _ in 0..n_yields {
                    yield_now().await;
                }
            })
        })
        .collect();
    for task in tasks {
        join(task).await;
    }
}

async fn hand_over(n: u64) {
    let (mut sender, mut receiver) = channel::<u64>(128);
    let producer = spawn(async move {
        for i in 0..n {
            send(&mut sender, i).await;
        }
    });
    for _ in 0..n {
        black_box(receive(&mut receiver).await);
    }
    join(producer).await;
}

/// Each for a random time below 100 ms.
async fn sleeps(n: u64) -> Figures {
    let mut random = Random::new();
    let (start, busy) = (Instant::now(), on_processor());
    let tasks: Vec<_> = (0..n)
        .map(|_| {
            let time = Duration::from_micros(random.below(100_000));
            spawn(async move {
                let due = Instant::now() + time;
                sleep(time).await;
                Instant::now()
                    .checked_duration_since(due)
                    .expect("a sleep never ends early")
            })
        })
        .collect();
    let mut late = Vec::new();
    for task in tasks {
        late.push(join(task).await);
    }
    let taken = on_processor() - busy;
    let mut figures = lateness(start.elapsed(), late);
    figures.push(("ns", nanos_each(taken, n)));
    figures
}

/// All of them still asleep when they are looked at.
async fn sleepers(n: u64) -> Figures {
    let before = in_memory();
    let long = Duration::from_secs(60);
    let tasks: Vec<_> = (0..n).map(|_| spawn(sleep(long))).collect();
    sleep(Duration::from_millis(500)).await;
    let grown = in_memory() - before;
    black_box(tasks);
    vec![("memory", grown / n as f64)]
}

/// Tells its port, and answers until it is ended from outside.
async fn echo() -> Figures {
    let mut listener = listen();
    loop {
        let mut stream = accept(&mut listener).await;
        drop(spawn(async move {
            let mut buffer = [0; 4096];
            loop {
                match read(&mut stream, &mut buffer).await {
                    0 => break,
                    n => write_all(&mut stream, &buffer[..n]).await,
                }
            }
        }));
    }
}
