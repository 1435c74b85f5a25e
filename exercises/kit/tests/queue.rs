//! `miniloop` under the detectors: what a canceled task leaves of its queue,
//! in every order, and what canceled timers hold.

use std::{
    cell::{Cell, RefCell},
    num::NonZeroUsize,
    rc::Rc,
    time::Duration,
};

use futures::future::{AbortHandle, abortable};
use miniloop::{EventLoop, Queue};

use crate::{
    Cut, Interleave, Strict, Tasks, Trial, cancel_everywhere, heap_peak, step,
};

const HOUR: Duration = Duration::from_secs(3_600);

fn queue(limit: usize) -> Queue<u32> {
    Queue::new(NonZeroUsize::new(limit).expect("a queue has room for one"))
}

#[test]
fn a_get_that_is_dropped_loses_no_item() {
    let n_cuts = cancel_everywhere(|| {
        let (queue, puts) = (queue(1), Rc::new(Cell::new(0)));
        let (gets, filled, n_put) =
            (queue.clone(), queue.clone(), puts.clone());
        let trial = Trial::new(async move { gets.get().await });
        trial
            .event(move || {
                n_put.set(1);
                filled.try_put(7).expect("it is empty");
            })
            .check(move |cut| {
                let n_left = if cut == Cut::Finished { 0 } else { puts.get() };
                assert_eq!(queue.len(), n_left, "{cut}");
                // Whoever comes next finds the queue in order.
                let later = async {
                    if queue.is_empty() {
                        queue.put(7).await;
                    }
                    queue.get().await
                };
                assert_eq!(Strict::new().run(later).outcome, Ok(7), "{cut}");
            })
    });
    assert_eq!(n_cuts, 3, "unpolled, asleep, and woken");
}

#[test]
fn a_put_that_is_dropped_adds_nothing() {
    let n_cuts = cancel_everywhere(|| {
        let queue = queue(1);
        queue.try_put(1).expect("it is empty");
        let (puts, takes, look) = (queue.clone(), queue.clone(), queue.clone());
        Trial::new(async move { puts.put(2).await })
            .event(move || assert_eq!(takes.try_get(), Some(1)))
            .check(move |cut| {
                let items: Vec<_> =
                    std::iter::from_fn(|| look.try_get()).collect();
                let is_expected = match cut {
                    Cut::Finished => items == [2],
                    Cut::Woken { .. } => items.is_empty(),
                    _ => items == [1],
                };
                assert!(is_expected, "{cut}: {items:?}");
                let again = Strict::new().run(look.put(3)).outcome;
                assert_eq!(again, Ok(()), "{cut}");
            })
    });
    assert_eq!(n_cuts, 3, "unpolled, asleep, and woken");
}

/// Adds a task that can be dropped at any of its awaits, and who drops it.
fn add_mortal<F>(tasks: &mut Tasks, name: &'static str, future: F)
where
    F: Future<Output = ()> + 'static,
{
    let (future, handle): (_, AbortHandle) = abortable(future);
    tasks.add(name, async { _ = future.await });
    tasks.add("killer", async move {
        step().await;
        handle.abort();
    });
}

#[test]
fn a_dropped_getter_leaves_its_wake_to_the_next() {
    let orders = Interleave::new(|tasks| {
        let (queue, got) = (queue(1), Rc::new(RefCell::new(Vec::new())));
        let (own, noted) = (queue.clone(), got.clone());
        add_mortal(tasks, "mortal", async move {
            let item = own.get().await;
            noted.borrow_mut().push(item);
        });
        let (own, noted) = (queue.clone(), got.clone());
        tasks.add("other", async move {
            let item = own.get().await;
            noted.borrow_mut().push(item);
        });
        let own = queue.clone();
        tasks.add("producer", async move {
            own.put(1).await;
            own.put(2).await;
        });
        tasks.check(move || {
            let mut all = got.take();
            all.extend(std::iter::from_fn(|| queue.try_get()));
            assert_eq!(all, [1, 2], "an item is lost, or out of order");
        });
    });
    assert!(orders.explore().unwrap().is_complete);
}

#[test]
fn a_dropped_putter_leaves_its_wake_to_the_next() {
    let orders = Interleave::new(|tasks| {
        let (queue, got) = (queue(1), Rc::new(RefCell::new(Vec::new())));
        queue.try_put(0).expect("it is empty");
        let own = queue.clone();
        add_mortal(tasks, "mortal", async move { own.put(1).await });
        let own = queue.clone();
        tasks.add("other", async move { own.put(2).await });
        let (own, noted) = (queue.clone(), got.clone());
        tasks.add("consumer", async move {
            for _ in 0..2 {
                let item = own.get().await;
                noted.borrow_mut().push(item);
            }
        });
        tasks.check(move || {
            let mut all = got.take();
            all.extend(std::iter::from_fn(|| queue.try_get()));
            all.retain(|item| *item != 1);
            assert_eq!(all, [0, 2], "an item is lost, or out of order");
        });
    });
    assert!(orders.explore().unwrap().is_complete);
}

#[test]
fn a_dropped_joiner_keeps_nobody_else_waiting() {
    let orders = Interleave::new(|tasks| {
        let queue = queue(2);
        queue.try_put(1).expect("it is empty");
        let own = queue.clone();
        add_mortal(tasks, "mortal", async move { own.join().await });
        let own = queue.clone();
        tasks.add("other", async move { own.join().await });
        tasks.add("worker", async move {
            queue.get().await;
            step().await;
            queue.task_done();
        });
    });
    assert!(orders.explore().unwrap().is_complete);
}

#[test]
fn canceled_timers_hold_no_memory_for_long() {
    let event_loop = EventLoop::with_virtual_clock();
    // One that stays, so that the list of timers is never empty.
    event_loop.call_later(HOUR, || ());
    let ((), bytes) = heap_peak(|| {
        for _ in 0..100_000 {
            event_loop.call_later(HOUR, || ()).cancel();
        }
    });
    assert!(bytes < 64 << 10, "100,000 canceled timers hold {bytes} bytes");
}
