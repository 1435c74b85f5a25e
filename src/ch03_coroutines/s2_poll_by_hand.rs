//! Each poll runs the body up to an await that has to wait.

use std::{
    cell::Cell,
    future::poll_fn,
    pin::pin,
    task::{Context, Poll, Waker},
};

// ANCHOR: sum
/// Empty, or with one letter in it.
type Inbox = Cell<Option<u32>>;

/// Waits until a letter lies in the inbox, and takes it out.
async fn letter(inbox: &Inbox) -> u32 {
    poll_fn(|_| match inbox.take() {
        Some(letter) => Poll::Ready(letter),
        None => Poll::Pending,
    })
    .await
}

async fn sum(inbox: &Inbox) -> u32 {
    println!("  starts");
    let first = letter(inbox).await;
    println!("  has {first}");
    let second = letter(inbox).await;
    println!("  has {second}");
    first + second
}
// ANCHOR_END: sum

// ANCHOR: main
pub fn main() {
    let inbox = Inbox::default();
    let mut coroutine = pin!(sum(&inbox));
    let mut context = Context::from_waker(Waker::noop());
    for mail in [None, Some(3), None, Some(4)] {
        inbox.set(mail);
        println!("inbox {mail:?}, poll");
        println!("{:?}", coroutine.as_mut().poll(&mut context));
    }
}
// ANCHOR_END: main

#[test]
fn it_stops_at_each_empty_inbox_and_panics_after_the_end() {
    let inbox = Inbox::default();
    let mut coroutine = Box::pin(sum(&inbox));
    let mut context = Context::from_waker(Waker::noop());
    let mut polls = [None, Some(3), None, Some(4)].map(|mail| {
        inbox.set(mail);
        coroutine.as_mut().poll(&mut context)
    });
    assert_eq!(polls.last_mut(), Some(&mut Poll::Ready(7)));
    assert!(polls[..3].iter().all(Poll::is_pending));
    let again = std::panic::AssertUnwindSafe(|| {
        coroutine.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    });
    assert!(std::panic::catch_unwind(again).is_err());
}
