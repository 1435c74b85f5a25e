//! A step of a generator: by hand, by a closure, and by an async block that
//! hands its values out through an airlock, as in chapter 3.

use std::{
    cell::Cell,
    future::poll_fn,
    hint::black_box,
    iter::from_fn,
    pin::pin,
    task::{Context, Poll, Waker},
};

use crate::figures::{Figures, timed};

const N: u64 = 20_000_000;

/// Takes all values of one generator; `None` if there is no such one.
pub(crate) fn measure(name: &str) -> Option<Figures> {
    Some(match name {
        "by_hand" => timed(N, |n| drain(Count { next: 0, end: n })),
        "from_fn" => timed(N, |n| drain(count(n))),
        "async_block" => timed(N, drive),
        _ => return None,
    })
}

fn drain(values: impl Iterator<Item = u64>) {
    for value in values {
        black_box(value);
    }
}

struct Count {
    next: u64,
    end: u64,
}

impl Iterator for Count {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let value = self.next;
        self.next += 1;
        (value < self.end).then_some(value)
    }
}

fn count(end: u64) -> impl Iterator<Item = u64> {
    let mut values = 0..end;
    from_fn(move || values.next())
}

/// `yield value`: lays it in the airlock, and waits until it was taken.
async fn hand_out(airlock: &Cell<Option<u64>>, value: u64) {
    airlock.set(Some(value));
    let is_taken = |_: &mut Context<'_>| match airlock.get() {
        Some(_) => Poll::Pending,
        None => Poll::Ready(()),
    };
    poll_fn(is_taken).await;
}

fn drive(end: u64) {
    let airlock = Cell::new(None);
    let mut body = pin!(async {
        for value in 0..end {
            hand_out(&airlock, value).await;
        }
    });
    // Its type is forgotten, as a scheduler of coroutines would have it.
    let mut body: std::pin::Pin<&mut dyn Future<Output = ()>> = body.as_mut();
    let mut context = Context::from_waker(Waker::noop());
    while black_box(&mut body).as_mut().poll(&mut context).is_pending() {
        black_box(airlock.take());
    }
}
