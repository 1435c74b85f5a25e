//! The queue: who waits, who is woken, and what becomes of their turn.

mod alive;

use std::num::NonZeroUsize;

use alive::{Alive, alive, alone};
use miniloop::{Full, Queue, spawn, yield_now};

fn one() -> NonZeroUsize {
    NonZeroUsize::MIN
}

#[test]
fn clones_share_items_that_cannot_be_cloned() {
    let queue: Queue<Alive> = Queue::new(one());
    let count = std::rc::Rc::default();
    assert!(queue.clone().try_put(alive(&count)).is_ok());
    assert!(queue.clone().try_put(alive(&count)).is_err(), "it holds one");
    assert_eq!(count.get(), 1, "the item refused was dropped by us");
    drop(queue.try_get());
    assert_eq!(count.get(), 0);
}

#[test]
fn a_full_queue_holds_the_producer_back() {
    let log = alone(async {
        let queue = Queue::new(one());
        let putting = queue.clone();
        let producer = spawn(async move {
            for n in 1..=3 {
                putting.put(n).await;
            }
        });
        yield_now().await;
        assert_eq!(queue.try_put(9), Err(Full(9)));
        let got = [queue.get().await, queue.get().await, queue.get().await];
        producer.await.unwrap();
        got
    });
    assert_eq!(log, [1, 2, 3]);
}

#[test]
fn a_getter_that_was_woken_and_dropped_hands_its_turn_on() {
    let got = alone(async {
        let queue = Queue::new(one());
        let first = queue.clone();
        let first = spawn(async move { first.get().await });
        let second = queue.clone();
        let second = spawn(async move { second.get().await });
        yield_now().await;
        assert!(queue.try_put(5).is_ok(), "both wait, so it is empty");
        first.cancel();
        second.await.unwrap()
    });
    assert_eq!(got, 5);
}
