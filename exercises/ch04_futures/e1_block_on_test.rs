//! Checks of `e1_block_on`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch04_futures/e1_block_on.rs"
)]
mod e1_block_on;

use std::{
    fs,
    future::poll_fn,
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, mpsc},
    task::{Poll, Waker},
    thread::{self, JoinHandle},
    time::Duration,
};

use e1_block_on::block_on;
use kit::Probe;

/// How often a sleeping thread is looked at.
const LOOK: Duration = Duration::from_millis(1);

/// Polls after which a letter gives up: nobody woke it so often.
const LIMIT: usize = 1_000;

/// What a future and whoever wakes it share.
#[derive(Clone, Default)]
struct Mailbox(Arc<(Mutex<Slot>, Condvar)>);

#[derive(Default)]
struct Slot {
    is_full: bool,
    waker: Option<Waker>,
    polls: usize,
}

impl Mailbox {
    /// Pending until the post has come; gives the number of its polls.
    fn letter(&self) -> impl Future<Output = usize> + use<> {
        let mailbox = self.clone();
        poll_fn(move |cx| {
            let (slot, polled) = &*mailbox.0;
            let mut slot = slot.lock().unwrap();
            slot.polls += 1;
            polled.notify_one();
            if slot.is_full || slot.polls == LIMIT {
                return Poll::Ready(slot.polls);
            }
            slot.waker = Some(cx.waker().clone());
            Poll::Pending
        })
    }

    /// Stores first, then wakes whoever waits.
    fn post(&self) {
        let mut slot = self.0.0.lock().unwrap();
        slot.is_full = true;
        let waker = slot.waker.take();
        drop(slot);
        waker.expect("it has been polled").wake();
    }

    fn wait_until_polled(&self) {
        let (slot, polled) = &*self.0;
        let unpolled = |slot: &mut Slot| slot.polls == 0;
        drop(polled.wait_while(slot.lock().unwrap(), unpolled));
    }
}

/// A thread that should sleep, as the system sees it.
struct Sleeper(PathBuf);

/// What it did up to now.
#[derive(Clone, Copy, PartialEq)]
struct Seen {
    is_asleep: bool,
    /// Nanoseconds on a processor, and how often it was put on one.
    ran: u64,
    stints: u64,
}

impl Sleeper {
    fn this_thread() -> Self {
        Self(fs::canonicalize("/proc/thread-self").unwrap_or_default())
    }

    fn look(&self) -> Seen {
        let read = |file| fs::read_to_string(self.0.join(file)).ok();
        let (Some(stat), Some(times)) = (read("stat"), read("schedstat"))
        else {
            // Not told here: then the number of polls has to do.
            return Seen { is_asleep: true, ran: 0, stints: 0 };
        };
        let state = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
        let mut times = times.split_whitespace().map(str::parse);
        let mut next = || times.next().and_then(Result::ok).unwrap_or(0);
        let (ran, _waited, stints) = (next(), next(), next());
        Seen { is_asleep: state.starts_with('S'), ran, stints }
    }

    /// Waits until it has slept for so many looks in a row, or says what it
    /// does in place of sleeping.
    // No time that passes decides here: a thread that sleeps runs no more,
    // and one that doesn't is seen to run, however loaded the machine is.
    fn settle(&self, n_looks: usize) -> Result<(), String> {
        let first = self.look();
        let (mut last, mut n_asleep) = (first, 0);
        while n_asleep < n_looks {
            thread::park_timeout(LOOK);
            let now = self.look();
            let ran = Duration::from_nanos(now.ran - first.ran);
            let stints = now.stints - first.stints;
            if ran.as_millis() > 20 || stints > 30 {
                return Err(format!(
                    "the thread ran {stints} times, {ran:?} in all, and \
                     nobody had woken it"
                ));
            }
            let still = now.is_asleep && now == last;
            n_asleep = if still { n_asleep + 1 } else { 0 };
            last = now;
        }
        Ok(())
    }
}

/// Posts to the mailbox from another thread, once this one is asleep.
fn postman(
    mailbox: &Mailbox,
    n_looks: usize,
    before: impl FnOnce() + Send + 'static,
) -> JoinHandle<Result<(), String>> {
    let (mailbox, sleeper) = (mailbox.clone(), Sleeper::this_thread());
    thread::spawn(move || {
        mailbox.wait_until_polled();
        let slept = sleeper.settle(n_looks);
        before();
        let slept = slept.and_then(|()| sleeper.settle(n_looks));
        kit::suspect("lost-wakeup");
        mailbox.post();
        slept
    })
}

/// Runs a future that is woken during its first poll; gives its polls.
fn woken_in_its_poll(wake: impl Fn(&Waker)) -> usize {
    let mut polls = 0;
    block_on(poll_fn(|cx| {
        polls += 1;
        if polls > 1 {
            return Poll::Ready(polls);
        }
        wake(cx.waker());
        Poll::Pending
    }))
}

#[track_caller]
fn expect_one_wake(polls: usize, suspicion: &str) {
    kit::suspect(suspicion);
    let why = "it was woken once, so once more after the first";
    kit::expect("polls of block_on", polls, 2, why);
    kit::clear();
}

#[test]
fn what_is_ready_is_returned() {
    let name = String::from("tea");
    kit::suspect("lost-wakeup");
    let got = block_on(async { (&name, Probe::ready(7).await) });
    kit::clear();
    kit::expect("block_on", got, (&name, 7), "what the future gave");
}

#[test]
fn it_sleeps_until_it_is_woken() {
    let mailbox = Mailbox::default();
    let postman = postman(&mailbox, 125, || ());
    let polls = block_on(mailbox.letter());
    let slept = postman.join().unwrap();
    kit::suspect("busy-loop");
    if let Err(what) = slept {
        panic!("block_on: {what}: sleep until the waker is called");
    }
    expect_one_wake(polls, "busy-loop");
}

#[test]
fn a_wake_during_the_poll_counts() {
    let polls = woken_in_its_poll(|waker| {
        kit::suspect("poll-under-lock");
        waker.wake_by_ref();
        kit::suspect("lost-wakeup");
    });
    expect_one_wake(polls, "busy-loop");
}

#[test]
fn a_wake_from_another_thread_during_the_poll_counts() {
    kit::suspect("lost-wakeup");
    let polls = woken_in_its_poll(|waker| {
        let waker = waker.clone();
        thread::spawn(move || waker.wake()).join().unwrap();
    });
    expect_one_wake(polls, "busy-loop");
}

#[test]
fn it_sleeps_again_after_a_wake() {
    let mailbox = Mailbox::default();
    let postman = postman(&mailbox, 15, || ());
    let polls = block_on(async {
        Probe::pausing(1, ()).await;
        mailbox.letter().await
    });
    let slept = postman.join().unwrap();
    kit::suspect("busy-loop");
    if let Err(what) = slept {
        panic!("block_on: after the first wake {what}");
    }
    // Whoever polls a few times more takes an old token for a wake.
    let is_endless = polls == LIMIT;
    let why = if is_endless { "busy-loop" } else { "spurious-wakeup" };
    expect_one_wake(polls, why);
}

#[test]
fn a_park_that_returns_is_no_wake() {
    let mailbox = Mailbox::default();
    // Two ways for `park` to return without a wake: a token from before the
    // call, and one that a stranger leaves in the midst of it.
    thread::current().unpark();
    let this = thread::current();
    let postman = postman(&mailbox, 15, move || this.unpark());
    let polls = block_on(mailbox.letter());
    let _ = postman.join().unwrap();
    expect_one_wake(polls, "spurious-wakeup");
}

#[test]
fn a_park_in_the_poll_takes_no_wake_away() {
    kit::suspect("lost-wakeup");
    let polls = woken_in_its_poll(|waker| {
        waker.wake_by_ref();
        // As a blocking `recv` in a poll does: the token is used up.
        thread::current().unpark();
        thread::park();
    });
    expect_one_wake(polls, "busy-loop");
}

#[test]
fn a_future_may_call_it_in_its_poll() {
    let polls = woken_in_its_poll(|waker| {
        waker.wake_by_ref();
        let (pauses, wakes) = kit::count_wakes(Probe::pausing(2, ()));
        block_on(pauses);
        let why = "it was woken twice, in another future's poll";
        kit::suspect("shared-state");
        kit::expect("polls of block_on", wakes.polls(), 3, why);
    });
    expect_one_wake(polls, "shared-state");
}

#[test]
fn wakers_of_an_earlier_call_wake_nobody() {
    let mut kept = None;
    block_on(poll_fn(|cx| {
        cx.waker().wake_by_ref();
        kept = Some(cx.waker().clone());
        Poll::Ready(())
    }));
    let earlier = kept.expect("it was polled");
    earlier.wake_by_ref();
    let mailbox = Mailbox::default();
    let postman = postman(&mailbox, 15, move || earlier.wake());
    let polls = block_on(mailbox.letter());
    let _ = postman.join().unwrap();
    expect_one_wake(polls, "shared-state");
}

#[test]
fn no_wake_is_lost_in_a_race_with_the_sleep() {
    let (sender, wakers) = mpsc::channel::<Waker>();
    let postman = thread::spawn(|| wakers.into_iter().for_each(Waker::wake));
    kit::suspect("lost-wakeup");
    for _ in 0..1_000 {
        woken_in_its_poll(|waker| sender.send(waker.clone()).unwrap());
    }
    drop(sender);
    postman.join().unwrap();
}
