//! Wakes of tokio's primitives: each comes when it is due, and once.

use std::{
    env,
    future::{pending, poll_fn},
    os::unix::process::ExitStatusExt,
    process::Command,
    rc::Rc,
    sync::Arc,
    task::Poll,
};

use tokio::{
    sync::{Mutex, Notify, Semaphore, mpsc, oneshot, watch},
    task::{self, JoinSet},
};

use crate::{
    DropLog, Inline, Strict, Stuck, Unwoken, count_wakes, in_virtual_time,
};

#[test]
fn a_oneshot_wakes_after_its_value_and_on_drop() {
    let (sender, receiver) = oneshot::channel();
    let run = Inline::new().event(|| sender.send(7).unwrap()).run(receiver);
    assert_eq!((run.outcome, run.polls_in_wake), (Ok(Ok(7)), 1));
    let (sender, receiver) = oneshot::channel::<()>();
    let run = Inline::new().event(|| drop(sender)).run(receiver);
    assert!(run.outcome.unwrap().is_err());
}

#[test]
fn a_oneshot_that_is_never_sent_is_told() {
    let (_sender, receiver) = oneshot::channel::<()>();
    let run = Inline::new().run(receiver);
    assert_eq!(run.outcome, Err(Unwoken::NothingCame));
    let (_sender, receiver) = oneshot::channel::<()>();
    let run = Strict::new().run(receiver);
    assert_eq!(run.outcome, Err(Stuck::NeverWoken));
}

#[test]
fn a_bounded_channel_wakes_both_its_sides_rightly() {
    let (sender, mut receiver) = mpsc::channel(1);
    let run = Inline::new()
        .event(|| sender.try_send(1).unwrap())
        .run(async move { receiver.recv().await });
    assert_eq!((run.outcome, run.polls_in_wake), (Ok(Some(1)), 1));
    let (sender, mut receiver) = mpsc::channel(1);
    sender.try_send(1).unwrap();
    let run = Inline::new()
        .event(|| assert_eq!(receiver.try_recv(), Ok(1)))
        .run(async move { sender.send(2).await.is_ok() });
    assert_eq!((run.outcome, run.polls_in_wake), (Ok(true), 1));
}

#[test]
fn a_lock_wakes_who_waits_for_it_when_it_is_free() {
    let lock = Arc::new(Mutex::new(7));
    let held = lock.clone().try_lock_owned().unwrap();
    let run = Inline::new()
        .event(|| drop(held))
        .run(async move { *lock.lock().await });
    assert_eq!((run.outcome, run.polls_in_wake), (Ok(7), 1));
}

#[test]
fn a_permit_a_bell_and_a_watch_wake_rightly() {
    let permits = Arc::new(Semaphore::new(0));
    let theirs = permits.clone();
    let run = Inline::new()
        .event(|| permits.add_permits(1))
        .run(async move { theirs.acquire().await.is_ok() });
    assert_eq!((run.outcome, run.polls_in_wake), (Ok(true), 1));
    let bell = Rc::new(Notify::new());
    let theirs = bell.clone();
    let run = Inline::new()
        .event(|| bell.notify_waiters())
        .run(async move { theirs.notified().await });
    assert_eq!((run.outcome, run.polls_in_wake), (Ok(()), 1));
    let (sender, mut receiver) = watch::channel(0);
    let run = Inline::new()
        .event(|| sender.send(7).unwrap())
        .run(async move { receiver.changed().await.is_ok() });
    assert_eq!((run.outcome, run.polls_in_wake), (Ok(true), 1));
}

#[test]
fn a_bell_wakes_the_latest_waker_and_a_hoarder_the_first() {
    let bell = Rc::new(Notify::new());
    let theirs = bell.clone();
    let run = Strict::new().event(|| bell.notify_one()).run(async move {
        crate::step().await;
        theirs.notified().await;
    });
    assert_eq!(run.outcome, Ok(()));
    let (sender, receiver) = oneshot::channel::<()>();
    let mut receiver = Box::pin(receiver);
    let mut first = None;
    // Hands the channel the waker of the first poll at every poll.
    let run = Strict::new().event(|| sender.send(()).unwrap()).run(poll_fn(
        move |cx| {
            if first.is_none() {
                cx.waker().wake_by_ref();
            }
            let first = first.get_or_insert_with(|| cx.waker().clone());
            let mut cx = std::task::Context::from_waker(first);
            receiver.as_mut().poll(&mut cx)
        },
    ));
    assert_eq!(run.outcome, Err(Stuck::StaleWaker));
}

#[test]
fn one_notification_is_one_wake_and_two_in_one_sleep_are_a_double() {
    let bell = Rc::new(Notify::new());
    let theirs = bell.clone();
    let (job, wakes) = count_wakes(async move {
        theirs.notified().await;
        theirs.notified().await;
    });
    Strict::new()
        .event(|| bell.notify_one())
        .event(|| bell.notify_one())
        .run(job)
        .ready("two notifications");
    assert_eq!((wakes.total(), wakes.doubles()), (2, 0));
    let (left, right) = (oneshot::channel(), oneshot::channel());
    let (job, wakes) = count_wakes(async {
        let (left, right) = tokio::join!(left.1, right.1);
        assert!(left.is_ok() && right.is_ok());
    });
    let both = || {
        left.0.send(()).unwrap();
        right.0.send(()).unwrap();
    };
    Strict::new().event(both).run(job).ready("join!");
    assert_eq!((wakes.total(), wakes.doubles()), (2, 1));
}

#[test]
fn a_task_that_was_aborted_is_dropped_and_a_detached_one_lives() {
    let log = DropLog::new();
    let timed = in_virtual_time(async {
        let mut set = JoinSet::new();
        set.spawn(log.future("in the set", pending::<()>()));
        drop(task::spawn(log.future("detached", pending::<()>())));
        task::yield_now().await;
        assert_eq!(log.alive(), ["in the set", "detached"]);
        set.shutdown().await;
        log.alive()
    });
    assert_eq!((timed.value, timed.left), (vec!["detached".to_owned()], 1));
    assert_eq!(log.lines(), ["drop in the set", "drop detached"]);
}

/// A letter box that rings while it holds its own lock, as `Shared` of
/// futures does.
#[derive(Default)]
struct LetterBox(std::sync::Mutex<(Option<u32>, Option<std::task::Waker>)>);

impl LetterBox {
    fn take(self: &Arc<Self>) -> impl Future<Output = u32> + 'static {
        let shared = self.clone();
        poll_fn(move |cx| {
            // Where it is held, a plain `lock` waits for ever.
            let mut state = shared.0.lock().unwrap();
            state.1 = Some(cx.waker().clone());
            state.0.take().map_or(Poll::Pending, Poll::Ready)
        })
    }

    fn put(&self, letter: u32) {
        let mut state = self.0.lock().unwrap();
        state.0 = Some(letter);
        if let Some(waker) = state.1.take() {
            waker.wake();
        }
    }
}

#[test]
fn a_hang_inside_a_wake_ends_with_a_word_on_it() {
    const MAY_HANG: &str = "KIT_MAY_HANG";
    if env::var_os(MAY_HANG).is_some() {
        let letters = Arc::new(LetterBox::default());
        let read = letters.take();
        Inline::new().event(move || letters.put(7)).run(read);
        return;
    }
    let name = "a_hang_inside_a_wake_ends_with_a_word_on_it";
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", &format!("tests::wakes::{name}")])
        .env(MAY_HANG, "yes")
        .env_remove("WORKBOOK_REPORT")
        .output()
        .unwrap();
    assert_eq!(output.status.signal(), Some(6), "it aborts: {output:?}");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("(wake-under-lock)"), "{told}");
}

#[test]
fn a_runner_with_a_queue_bears_a_letter_box_that_rings_under_its_lock() {
    let letters = Arc::new(LetterBox::default());
    let read = letters.take();
    let run = Strict::new().event(|| letters.put(7)).run(read);
    assert_eq!(run.outcome, Ok(7));
}
