//! Wakes and calls from other threads, on a loop that sleeps.

use std::{sync::mpsc, thread, time::Duration};

use miniloop::{EventLoop, RunError, block_on, promise, run, sleep, spawn};

#[test]
fn a_thread_wakes_the_loop_by_a_promise() {
    // Often: the wake may come while the loop looks whether one can come.
    for _ in 0..1000 {
        let (setter, result) = promise();
        let thread = thread::spawn(move || setter.set(5));
        assert_eq!(run(result), Ok(Ok(5)));
        thread.join().unwrap();
    }
}

#[test]
fn a_call_is_made_though_its_remote_went_at_once() {
    for _ in 0..1000 {
        let event_loop = EventLoop::new();
        let remote = event_loop.remote();
        let thread = thread::spawn(move || {
            remote.call_soon(|| EventLoop::current().stop());
        });
        assert_eq!(event_loop.run_forever(), Ok(()));
        thread.join().unwrap();
    }
}

#[test]
fn a_thread_wakes_a_thread_that_blocks_on_a_promise() {
    for _ in 0..1000 {
        let (setter, result) = promise();
        let thread = thread::spawn(move || setter.set(5));
        assert_eq!(block_on(result), Ok(5));
        thread.join().unwrap();
    }
}

#[test]
fn a_loop_waits_for_a_remote_and_stalls_when_it_is_dropped() {
    let event_loop = EventLoop::new();
    let remote = event_loop.remote();
    let (sender, receiver) = mpsc::channel();
    let thread = thread::spawn(move || {
        receiver.recv().unwrap();
        drop(remote);
    });
    event_loop.call_soon(move || sender.send(()).unwrap());
    let result = event_loop.run_forever();
    assert_eq!(result, Err(RunError::Stalled { waiting: vec![] }));
    thread.join().unwrap();
}

#[test]
fn calls_of_a_thread_run_on_the_loops_own() {
    let event_loop = EventLoop::new();
    let remote = event_loop.remote();
    let here = thread::current().id();
    let thread = thread::spawn(move || {
        for _ in 0..100 {
            remote.call_soon(move || {
                assert_eq!(thread::current().id(), here);
            });
        }
        remote.call_soon(|| EventLoop::current().stop());
    });
    assert_eq!(event_loop.run_forever(), Ok(()));
    thread.join().unwrap();
}

#[test]
fn a_sleep_is_never_early() {
    run(async {
        let event_loop = EventLoop::current();
        let sleepers = (0..200).map(|n| {
            let event_loop = event_loop.clone();
            spawn(async move {
                let delay = Duration::from_micros(n * 50);
                let before = event_loop.time();
                sleep(delay).await;
                assert!(event_loop.time() >= before + delay);
            })
        });
        for sleeper in sleepers.collect::<Vec<_>>() {
            sleeper.await.unwrap();
        }
    })
    .unwrap();
}
