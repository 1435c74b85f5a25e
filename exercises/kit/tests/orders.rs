//! Orders and cuts of tasks that meet in tokio's channels and locks.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use tokio::sync::{Mutex, Notify, Semaphore, mpsc};

use crate::{
    Cut, Fault, Interleave, Strict, Trial, cancel_everywhere, step,
    values::panic_of, waiting_for,
};

/// Two tasks that take two locks, each in its order.
fn lockers(orders: [[usize; 2]; 2]) -> Interleave<'static> {
    Interleave::new(move |tasks| {
        let locks = Rc::new([Mutex::new(()), Mutex::new(())]);
        for (name, [first, second]) in ["a", "b"].into_iter().zip(orders) {
            let locks = locks.clone();
            tasks.add(name, async move {
                let _one = waiting_for("a first", locks[first].lock()).await;
                step().await;
                let _two = waiting_for("a second", locks[second].lock()).await;
            });
        }
    })
}

#[test]
fn locks_taken_crosswise_are_told_with_what_each_task_waits_for() {
    let failure = lockers([[0, 1], [1, 0]]).explore().unwrap_err();
    let second = vec!["a second"];
    let both = vec![("a", second.clone()), ("b", second)];
    assert_eq!(failure.fault, Fault::Deadlock(both));
    let told = "nobody can go on: a waits for a second; b waits for a second";
    assert!(failure.to_string().starts_with(told), "{failure}");
}

#[test]
fn locks_taken_in_one_order_stall_nobody() {
    let explored = lockers([[0, 1], [0, 1]]).explore().unwrap();
    assert!(explored.is_complete);
}

/// Two tasks that send each other two letters before they read any, over
/// channels for so many.
fn letter_writers(room: usize) -> Interleave<'static> {
    Interleave::new(move |tasks| {
        let (to_a, from_b) = mpsc::channel(room);
        let (to_b, from_a) = mpsc::channel(room);
        let ends = [("a", to_b, from_b), ("b", to_a, from_a)];
        for (name, sender, mut receiver) in ends {
            tasks.add(name, async move {
                for letter in 0..2 {
                    let sent = sender.send(letter);
                    waiting_for("room", sent).await.unwrap();
                }
                for letter in 0..2 {
                    let read = waiting_for("a letter", receiver.recv()).await;
                    assert_eq!(read, Some(letter));
                }
            });
        }
    })
}

#[test]
fn full_channels_are_told_with_what_each_task_waits_for() {
    let failure = letter_writers(1).explore().unwrap_err();
    let both = vec![("a", vec!["room"]), ("b", vec!["room"])];
    assert_eq!(failure.fault, Fault::Deadlock(both));
    assert!(letter_writers(2).explore().unwrap().is_complete);
}

#[test]
fn a_full_channel_in_one_task_is_told_by_its_name() {
    let (sender, mut receiver) = mpsc::channel(1);
    let run = Strict::new().run(async {
        for n in 0..2 {
            let sent = waiting_for("room for the second", sender.send(n));
            sent.await.unwrap();
        }
        waiting_for("a letter", receiver.recv()).await
    });
    assert!(run.outcome.is_err());
    assert_eq!(run.waits, ["room for the second"]);
}

/// One waits until a flag is set; it looks before it registers, or after.
fn waits_for_a_flag(registers_first: bool) -> Interleave<'static> {
    Interleave::new(move |tasks| {
        let shared = Rc::new((Cell::new(false), Notify::new()));
        let theirs = shared.clone();
        tasks.add("waits", async move {
            let (flag, bell) = &*theirs;
            while !flag.get() {
                let notified = bell.notified();
                if registers_first && flag.get() {
                    break;
                }
                step().await;
                if registers_first {
                    notified.await;
                } else {
                    bell.notified().await;
                }
            }
        });
        tasks.add("sets", async move {
            step().await;
            shared.0.set(true);
            shared.1.notify_waiters();
        });
    })
}

#[test]
fn a_bell_that_rings_between_look_and_wait_is_lost() {
    let failure = waits_for_a_flag(false).explore().unwrap_err();
    assert_eq!(failure.fault, Fault::Deadlock(vec![("waits", vec![])]));
    let replayed = waits_for_a_flag(false).replay(&failure.schedule);
    assert_eq!(replayed.unwrap_err(), failure);
}

#[test]
fn who_registers_before_the_look_misses_no_bell() {
    assert!(waits_for_a_flag(true).explore().unwrap().is_complete);
}

/// Cuts a task that holds a permit; it gives it back by its drop or by hand.
fn cut_with_a_permit(forgets: bool) -> usize {
    cancel_everywhere(|| {
        let permits = Arc::new(Semaphore::new(1));
        let held = permits.clone().try_acquire_owned().unwrap();
        let theirs = permits.clone();
        Trial::new(async move {
            let permit = theirs.acquire().await.unwrap();
            if forgets {
                permit.forget();
                step().await;
                theirs.add_permits(1);
            } else {
                step().await;
            }
        })
        .event(move || drop(held))
        .check(move |cut| assert_eq!(permits.available_permits(), 1, "{cut}"))
    })
}

#[test]
fn a_permit_comes_back_wherever_its_owner_is_cut() {
    assert_eq!(cut_with_a_permit(false), 4, "unpolled, twice at 1, at 2");
}

#[test]
fn a_permit_given_back_by_hand_is_lost_at_a_cut() {
    let message = panic_of(|| {
        cut_with_a_permit(true);
    });
    assert!(message.starts_with("assertion"), "{message}");
    assert!(message.contains("dropped at await 2 of 2"), "{message}");
}

/// Cuts a reader of one letter, which pauses before it files it, or not.
fn cut_reader(pauses: bool) -> usize {
    cancel_everywhere(|| {
        let (sender, receiver) = mpsc::channel(1);
        let state = Rc::new((RefCell::new(receiver), Cell::new(None)));
        let theirs = state.clone();
        Trial::new(async move {
            // Borrowed in a poll only, so that a cut leaves it to the check.
            let receive =
                std::future::poll_fn(|cx| theirs.0.borrow_mut().poll_recv(cx));
            let letter = receive.await;
            if pauses {
                step().await;
            }
            theirs.1.set(letter);
        })
        .event(move || sender.try_send(7).unwrap())
        .check(move |cut| {
            let on_its_way = state.0.borrow_mut().try_recv().ok();
            let is_sent =
                !matches!(cut, Cut::Unpolled | Cut::Asleep { at: 1, .. });
            let found = state.1.get().or(on_its_way);
            assert_eq!(found.is_some(), is_sent, "a letter is lost: {cut}");
        })
    })
}

#[test]
fn a_channel_keeps_its_letter_when_the_reader_is_cut() {
    assert_eq!(cut_reader(false), 3, "unpolled, asleep, and woken");
}

#[test]
fn a_letter_in_hand_is_lost_at_the_next_await() {
    let message = panic_of(|| {
        cut_reader(true);
    });
    assert!(message.contains("lost: dropped at await 2 of 2"), "{message}");
}
