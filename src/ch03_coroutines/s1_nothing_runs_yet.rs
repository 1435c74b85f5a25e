//! A call makes a value and runs none of the body.

use std::{
    cell::RefCell,
    pin::pin,
    task::{Context, Waker},
};

// ANCHOR: ping
type Log = RefCell<Vec<String>>;

async fn ping(host: &str, log: &Log) -> usize {
    log.borrow_mut().push(format!("ping {host}"));
    host.len()
}

pub fn main() {
    let log = Log::default();
    let coroutine = ping("host1", &log);
    println!("called:  {} bytes, {:?}", size_of_val(&coroutine), log.take());

    let mut coroutine = pin!(coroutine);
    let mut context = Context::from_waker(Waker::noop());
    let polled = coroutine.as_mut().poll(&mut context);
    println!("polled:  {polled:?}, {:?}", log.take());

    drop(ping("host2", &log));
    println!("dropped: {:?}", log.take());
}
// ANCHOR_END: ping

#[test]
fn the_call_runs_nothing_and_the_first_poll_runs_the_body() {
    let log = Log::default();
    let mut coroutine = pin!(ping("host1", &log));
    assert_eq!(log.borrow().len(), 0);
    let mut context = Context::from_waker(Waker::noop());
    assert!(coroutine.as_mut().poll(&mut context).is_ready());
    assert_eq!(*log.borrow(), ["ping host1"]);
}

#[test]
fn a_dropped_coroutine_never_ran() {
    let log = Log::default();
    drop(ping("host2", &log));
    assert_eq!(log.borrow().len(), 0);
}
