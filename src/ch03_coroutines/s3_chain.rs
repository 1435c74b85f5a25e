//! Who runs when three coroutines await each other.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::pin,
    task::{Context, Poll, Waker},
};

/// One answer on its way, and who ran so far.
#[derive(Default)]
struct Desk {
    answer: Cell<Option<u32>>,
    log: RefCell<Vec<String>>,
}

impl Desk {
    fn note(&self, line: impl Into<String>) {
        self.log.borrow_mut().push(line.into());
    }

    async fn answer(&self) -> u32 {
        poll_fn(|_| self.answer.take().map_or(Poll::Pending, Poll::Ready)).await
    }
}

// ANCHOR: chain
async fn ask(desk: &Desk, what: &str) -> u32 {
    desk.note(format!("    ask: {what}?"));
    let answer = desk.answer().await;
    desk.note(format!("    ask: {what} is {answer}"));
    answer
}

/// Asks for the count only once it has the price.
async fn total(desk: &Desk) -> u32 {
    desk.note("  total: starts");
    let price = ask(desk, "price").await;
    desk.note(format!("  total: has {price}"));
    let count = ask(desk, "count").await;
    desk.note(format!("  total: has {count}"));
    price * count
}

// ANCHOR_END: chain

// ANCHOR: run
fn run(desk: &Desk) {
    let mut coroutine = pin!(total(desk));
    let mut context = Context::from_waker(Waker::noop());
    for answer in [None, Some(5), Some(3)] {
        desk.note(format!("caller: polls, answer {answer:?}"));
        desk.answer.set(answer);
        let polled = coroutine.as_mut().poll(&mut context);
        desk.note(format!("caller: {polled:?}"));
    }
}
// ANCHOR_END: run

pub fn main() {
    let desk = Desk::default();
    run(&desk);
    println!("{}", desk.log.take().join("\n"));
}

#[test]
fn each_poll_runs_down_to_the_leaf_and_back_to_the_caller() {
    let desk = Desk::default();
    run(&desk);
    let log = desk.log.take();
    // The caller, total and ask, by their first letters: a word a poll.
    let lanes: String = log.iter().map(|line| &line.trim()[..1]).collect();
    assert_eq!(lanes, "ctac catac catc".replace(' ', ""));
    assert_eq!(log[12], "caller: Ready(15)");
}
