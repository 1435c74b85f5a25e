//! An async function that gives values, as a generator does. A device for
//! teaching: no other code can await anything inside of it.

use std::{
    cell::Cell,
    future::poll_fn,
    iter,
    pin::pin,
    task::{Context, Poll, Waker},
};

// ANCHOR: body
/// The airlock between body and caller: one value at most lies in it.
type Airlock = Cell<Option<u32>>;

/// Lays the value down, and waits until somebody has taken it.
async fn give(airlock: &Airlock, value: u32) {
    airlock.set(Some(value));
    poll_fn(|_| match airlock.get() {
        Some(_) => Poll::Pending,
        None => Poll::Ready(()),
    })
    .await;
}

async fn numbers(airlock: &Airlock, last: u32) {
    for n in 1..=last {
        give(airlock, n).await;
    }
}

async fn staircase(airlock: &Airlock, heights: [u32; 2]) {
    // The loop's iterator borrows `heights` across each await.
    for height in &heights {
        numbers(airlock, *height).await;
    }
}
// ANCHOR_END: body

// ANCHOR: drive
fn run() -> Vec<u32> {
    let airlock = Airlock::default();
    let mut body = pin!(staircase(&airlock, [2, 3]));
    let mut context = Context::from_waker(Waker::noop());
    let next = || match body.as_mut().poll(&mut context) {
        Poll::Pending => airlock.take(),
        Poll::Ready(()) => None,
    };
    iter::from_fn(next).collect()
}
// ANCHOR_END: drive

pub fn main() {
    println!("{:?}", run());
}

#[test]
fn every_value_comes_out_once_and_in_order() {
    assert_eq!(run(), [1, 2, 1, 2, 3]);
}
