//! What lives across an await, weighed.

use std::future::poll_fn;
use std::task::Poll;

/// Weighs one byte: whether it was polled before.
fn pause() -> impl Future<Output = ()> {
    let mut polls = 0_u8;
    poll_fn(move |_| {
        polls += 1;
        if polls == 1 { Poll::Pending } else { Poll::Ready(()) }
    })
}

// ANCHOR: waits
async fn across() -> u8 {
    let buffer = [7_u8; 1024];
    pause().await;
    buffer[500]
}

async fn before() -> u8 {
    let byte = [7_u8; 1024][500];
    pause().await;
    byte
}

/// The argument lies in the coroutine from the call on.
async fn argument(buffer: [u8; 1024]) -> u8 {
    pause().await;
    buffer[500]
}

// ANCHOR_END: waits

// ANCHOR: children
async fn one_by_one() -> u8 {
    across().await + across().await
}

async fn both_kept() -> u8 {
    let (a, b) = (across(), across());
    a.await + b.await
}

async fn boxed() -> u8 {
    Box::pin(across()).await
}
// ANCHOR_END: children

fn weights() -> [(&'static str, usize); 6] {
    [
        ("across", size_of_val(&across())),
        ("before", size_of_val(&before())),
        ("argument", size_of_val(&argument([7; 1024]))),
        ("one_by_one", size_of_val(&one_by_one())),
        ("both_kept", size_of_val(&both_kept())),
        ("boxed", size_of_val(&boxed())),
    ]
}

pub fn main() {
    for (name, bytes) in weights() {
        println!("{name:10} {bytes:5} bytes");
    }
}

#[test]
fn only_what_lives_across_an_await_is_kept() {
    let [across, before, _, one_by_one, both_kept, boxed] =
        weights().map(|(_, bytes)| bytes);
    assert!(across > 1024 && before < 8 && boxed < 64);
    assert!(one_by_one < 2 * 1024 && both_kept > 2 * 1024);
}
