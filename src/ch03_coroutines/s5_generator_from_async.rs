//! An async function as a generator that is sent values. A device for
//! teaching: its body can await nothing but the airlock.

use std::{
    cell::Cell,
    future::poll_fn,
    pin::pin,
    task::{Context, Poll, Waker},
};

// ANCHOR: body
/// What is sent goes in, the answer comes out.
#[derive(Default)]
struct Airlock {
    sent: Cell<Option<i64>>,
    answer: Cell<Option<i64>>,
}

/// `value = yield answer`, in two halves: the answer lies there already.
async fn sent(airlock: &Airlock) -> i64 {
    poll_fn(|_| airlock.sent.take().map_or(Poll::Pending, Poll::Ready)).await
}

async fn multiply(airlock: &Airlock, factor: i64) {
    let value = sent(airlock).await;
    airlock.answer.set(Some(factor * value));
}

async fn service(airlock: &Airlock) {
    let factors = [2, 2, 3];
    for factor in &factors {
        multiply(airlock, *factor).await; // `yield from`
    }
}
// ANCHOR_END: body

// ANCHOR: send
/// What the service answers to each value, until it ends.
fn send_all(values: &[i64]) -> Vec<Option<i64>> {
    let airlock = Airlock::default();
    let mut service = pin!(service(&airlock));
    let mut context = Context::from_waker(Waker::noop());
    let mut answers = Vec::new();
    for value in values {
        airlock.sent.set(Some(*value));
        let polled = service.as_mut().poll(&mut context);
        answers.push(airlock.answer.take());
        if polled.is_ready() {
            break;
        }
    }
    answers
}
// ANCHOR_END: send

pub fn main() {
    println!("sent 3, 8, 5: {:?}", send_all(&[3, 8, 5]));
}

#[test]
fn each_value_gets_its_own_answer_until_the_body_ends() {
    assert_eq!(send_all(&[3, 8]), [Some(6), Some(16)]);
    assert_eq!(send_all(&[3, 8, 5, 7]), [Some(6), Some(16), Some(15)]);
}
