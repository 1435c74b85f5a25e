//! Who may call whom, and the one way from `fn` to `async fn`.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

// ANCHOR: calls
fn double(n: u32) -> u32 {
    2 * n
}

async fn double_async(n: u32) -> u32 {
    double(n) // async fn -> fn: a call like any other
}

async fn quadruple_async(n: u32) -> u32 {
    double_async(double_async(n).await).await // async fn -> async fn
}

fn quadruple(n: u32) -> u32 {
    block_on(quadruple_async(n)) // fn -> async fn: only by running it
}

// ANCHOR_END: calls

// ANCHOR: block_on
/// Runs a coroutine to its end, and this thread does nothing else meanwhile.
fn block_on<T>(coroutine: impl Future<Output = T>) -> T {
    let mut coroutine = pin!(coroutine);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = coroutine.as_mut().poll(&mut context) {
            return value;
        }
        // Nobody tells when to poll again, so it polls at once: chapter 4.
    }
}
// ANCHOR_END: block_on

pub fn main() {
    println!("fn -> fn:             {}", double(21));
    let value = double_async(21);
    println!("fn -> async fn:       a value of {} bytes", size_of_val(&value));
    println!("fn -> its block_on:   {}", block_on(value));
    println!("async fn -> async fn: {}", quadruple(21));
}

#[test]
fn both_colours_compute_alike_but_a_call_alone_computes_nothing() {
    assert_eq!(block_on(double_async(21)), double(21));
    assert_eq!(quadruple(21), 84);
}

#[test]
fn block_on_polls_until_the_coroutine_is_ready() {
    let mut polls = 0;
    let third_time = std::future::poll_fn(|_| {
        polls += 1;
        if polls < 3 { Poll::Pending } else { Poll::Ready("ready") }
    });
    assert_eq!(block_on(third_time), "ready");
    assert_eq!(polls, 3);
}
