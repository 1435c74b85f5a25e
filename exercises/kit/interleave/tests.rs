//! The explorer finds what is there, and nothing else.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    future::{pending, poll_fn},
    rc::Rc,
};

use super::*;
use crate::{Probe, values::panic_of, waiting_for};

/// So many tasks of so many polls, which do nothing.
fn turns(names: &'static [&'static str], polls: usize) -> Interleave<'static> {
    Interleave::new(move |tasks| {
        for name in names {
            tasks.add(name, async move {
                for _ in 1..polls {
                    step().await;
                }
            });
        }
    })
}

/// Adds one twice, reading in one step and writing in the next or the same.
fn adders(is_torn: bool) -> Interleave<'static> {
    Interleave::new(move |tasks| {
        let sum = Rc::new(Cell::new(0));
        for name in ["a", "b"] {
            let sum = sum.clone();
            tasks.add(name, async move {
                step().await;
                let old = sum.get();
                if is_torn {
                    step().await;
                }
                sum.set(old + 1);
            });
        }
        tasks.check(move || assert_eq!(sum.get(), 2, "an update is lost"));
    })
}

/// Takes one lock and then another, as two try-locks that sleep.
fn lockers(orders: [[usize; 2]; 2]) -> Interleave<'static> {
    const LABELS: [&str; 2] = ["the left lock", "the right lock"];
    Interleave::new(move |tasks| {
        let locks: [Rc<Lock>; 2] = Default::default();
        for (name, order) in ["a", "b"].into_iter().zip(orders) {
            let locks = locks.clone();
            tasks.add(name, async move {
                for n in order {
                    waiting_for(LABELS[n], locks[n].lock()).await;
                    step().await;
                }
                order.iter().for_each(|n| locks[*n].unlock());
            });
        }
    })
}

#[derive(Default)]
struct Lock {
    is_locked: Cell<bool>,
    waiters: RefCell<Vec<std::task::Waker>>,
}

impl Lock {
    fn lock(&self) -> impl Future<Output = ()> {
        poll_fn(|cx| {
            if self.is_locked.replace(true) {
                self.waiters.borrow_mut().push(cx.waker().clone());
                return Poll::Pending;
            }
            Poll::Ready(())
        })
    }

    fn unlock(&self) {
        self.is_locked.set(false);
        self.waiters.take().into_iter().for_each(std::task::Waker::wake);
    }
}

#[test]
fn three_tasks_of_four_steps_have_34650_orders() {
    let explored = turns(&["a", "b", "c"], 4).explore().unwrap();
    assert_eq!(explored.schedules, 34_650, "12! / (4!)^3");
    assert_eq!(explored.steps, 34_650 * 12);
    assert!(explored.is_complete);
}

#[test]
fn no_order_comes_twice() {
    let log = Rc::new(RefCell::new(String::new()));
    let seen = Rc::new(RefCell::new(BTreeSet::new()));
    let (writes, reads) = (log.clone(), seen.clone());
    let explored = Interleave::new(move |tasks| {
        writes.take();
        for name in ["a", "b", "c"] {
            let log = writes.clone();
            tasks.add(name, async move {
                log.borrow_mut().push_str(name);
                step().await;
                log.borrow_mut().push_str(name);
            });
        }
        let (log, seen) = (writes.clone(), reads.clone());
        tasks.check(move || assert!(seen.borrow_mut().insert(log.take())));
    })
    .explore()
    .unwrap();
    assert_eq!((explored.schedules, seen.borrow().len()), (90, 90));
}

#[test]
fn a_lost_update_is_found_and_told() {
    let failure = adders(true).explore().unwrap_err();
    assert_eq!(failure.schedule, "a a b b a b");
    assert!(failure.to_string().contains("an update is lost"), "{failure}");
}

#[test]
fn an_update_in_one_step_is_never_lost() {
    let explored = adders(false).explore().unwrap();
    assert_eq!((explored.schedules, explored.is_complete), (6, true));
}

#[test]
fn a_failing_schedule_fails_alike_100_times() {
    let torn = adders(true);
    let failure = torn.explore().unwrap_err();
    for _ in 0..100 {
        let again = torn.replay(&failure.schedule).unwrap_err();
        assert_eq!(again, failure);
    }
}

#[test]
fn a_schedule_that_does_not_fail_replays_in_silence() {
    assert_eq!(adders(true).replay("a a a b b b"), Ok(()));
}

#[test]
fn a_deadlock_names_who_waits_for_what() {
    let crossed = lockers([[0, 1], [1, 0]]);
    let failure = crossed.explore().unwrap_err();
    let waits = Fault::Deadlock(vec![
        ("a", vec!["the right lock"]),
        ("b", vec!["the left lock"]),
    ]);
    assert_eq!(failure.fault, waits);
    assert_eq!(crossed.replay(&failure.schedule), Err(failure));
}

#[test]
fn locks_taken_in_one_order_never_deadlock() {
    let explored = lockers([[0, 1], [0, 1]]).explore().unwrap();
    assert!(explored.is_complete && explored.schedules > 2);
}

#[test]
fn one_that_sleeps_for_ever_is_named_and_one_that_is_done_is_not() {
    let failure = Interleave::new(|tasks| {
        tasks.add("done", step());
        tasks.add("asleep", pending());
    })
    .explore()
    .unwrap_err();
    assert_eq!(failure.fault, Fault::Deadlock(vec![("asleep", vec![])]));
    assert_eq!(failure.timeline, "done   |##\nasleep |..#");
}

#[test]
fn tasks_without_end_are_told() {
    let failure = Interleave::new(|tasks| {
        tasks.add("spins", async {
            loop {
                step().await;
            }
        });
    })
    .explore()
    .unwrap_err();
    assert_eq!(failure.fault, Fault::Runaway(1_000));
}

#[test]
fn a_wait_shows_in_the_timeline() {
    let failure = Interleave::new(|tasks| {
        let probe = Probe::waiting(());
        let handle = probe.handle();
        tasks.add("waits", probe);
        tasks.add("opens", async move {
            step().await;
            handle.open();
            panic!("on purpose");
        });
    })
    .explore()
    .unwrap_err();
    assert_eq!(failure.timeline, "waits |#--\nopens |.##");
}

#[test]
fn beyond_the_bound_it_tries_at_random_and_says_so() {
    let explored = turns(&["a", "b", "c"], 4).at_most(5, 100).explore();
    let explored = explored.unwrap();
    assert_eq!((explored.schedules, explored.is_complete), (105, false));
}

#[test]
fn chance_finds_what_the_bound_cuts_off_and_it_replays() {
    let torn = adders(true).at_most(1, 100);
    let failure = torn.explore().unwrap_err();
    assert_eq!(torn.explore(), Err(failure.clone()), "the same seeds");
    assert_eq!(torn.replay(&failure.schedule), Err(failure));
}

#[test]
fn a_bound_that_just_holds_all_is_complete() {
    let pair = turns(&["a", "b"], 2).at_most(6, 10).explore().unwrap();
    assert_eq!((pair.schedules, pair.is_complete), (6, true));
}

#[test]
fn tasks_that_remember_the_run_before_are_told() {
    let runs = Rc::new(Cell::new(0));
    let failure = Interleave::new(move |tasks| {
        runs.set(runs.get() + 1);
        tasks.add("a", turns_left(runs.get()));
        tasks.add("b", turns_left(2));
    })
    .explore()
    .unwrap_err();
    assert_eq!(failure.fault, Fault::Diverged);
}

async fn turns_left(n: usize) {
    for _ in 1..(5 / n) {
        step().await;
    }
}

#[test]
fn a_schedule_of_others_is_told() {
    let pair = turns(&["a", "b"], 2);
    let failure = pair.replay("a a a").unwrap_err();
    assert_eq!(failure.fault, Fault::Diverged);
    let message = panic_of(|| drop(pair.replay("a z")));
    assert_eq!(message, "no task is named z; there are a, b");
}

#[test]
fn names_that_a_schedule_could_not_tell_apart_are_told() {
    let failure = turns(&["a", "a"], 2).explore().unwrap_err();
    assert!(failure.to_string().contains("a name of its own"), "{failure}");
}

#[test]
fn thirty_two_tasks_fit() {
    let explored = Interleave::new(|tasks| {
        for n in 0..Tasks::LIMIT {
            tasks.add(&"abcdefghijklmnopqrstuvwxyzABCDEF"[n..=n], step());
        }
    });
    let explored = explored.at_most(2, 2).explore().unwrap();
    assert_eq!((explored.schedules, explored.steps), (4, 4 * 64));
}

#[test]
fn a_failure_is_told_with_what_was_called() {
    let message = panic_of(|| {
        adders(true).expect("add()", |_| None);
    });
    assert!(message.starts_with("add(): "), "{message}");
    assert!(message.contains("schedule: a a b"), "{message}");
    assert!(message.contains("\nb |"), "{message}");
}
