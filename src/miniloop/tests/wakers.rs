//! Wakes at every moment: during the poll, twice, and after the end.

mod alive;

use std::{
    cell::{Cell, RefCell},
    future::{pending, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    sync::{Arc, Mutex},
    task::{Poll, Waker},
    thread,
    time::Duration,
};

use alive::{alive, alone};
use miniloop::{
    EventLoop, JoinHandle, block_on, promise, sleep, spawn, yield_now,
};

/// Where a future leaves its waker; other threads may take it.
type Place = Arc<Mutex<Option<Waker>>>;

type Waits = Pin<Box<dyn Future<Output = ()>>>;

/// Pending once, after `wake` had its waker; then ready, with its polls.
async fn pending_once(wake: impl Fn(&Waker)) -> u32 {
    let mut n_polls = 0;
    poll_fn(|cx| {
        n_polls += 1;
        if n_polls > 1 {
            return Poll::Ready(n_polls);
        }
        wake(cx.waker());
        Poll::Pending
    })
    .await
}

/// From another thread, whose end is waited for: the order is fixed.
fn wake_elsewhere(waker: &Waker) {
    let waker = waker.clone();
    thread::spawn(move || waker.wake()).join().unwrap();
}

#[test]
fn a_wake_before_the_poll_ends_counts() {
    for wake in [Waker::wake_by_ref, wake_elsewhere] {
        assert_eq!(block_on(pending_once(wake)), 2);
        assert_eq!(alone(pending_once(wake)), 2);
    }
}

#[test]
fn two_wakes_are_one_poll() {
    let twice = |waker: &Waker| {
        waker.wake_by_ref();
        wake_elsewhere(waker);
        waker.wake_by_ref();
    };
    // A second poll gives Ready, and a third would panic.
    assert_eq!(block_on(pending_once(twice)), 2);
    let n_polls = Rc::new(Cell::new(0));
    let counted = n_polls.clone();
    alone(async move {
        let task: JoinHandle<()> = spawn(poll_fn(move |cx| {
            counted.set(counted.get() + 1);
            if counted.get() == 1 {
                twice(cx.waker());
            }
            Poll::Pending
        }));
        sleep(Duration::from_millis(1)).await;
        task.cancel();
    });
    assert_eq!(n_polls.get(), 2);
}

#[test]
fn a_wake_after_the_end_of_block_on_wakes_nobody() {
    let place = Place::default();
    let left = place.clone();
    block_on(poll_fn(move |cx| {
        *left.lock().unwrap() = Some(cx.waker().clone());
        Poll::Ready(())
    }));
    let stale = place.lock().unwrap().take().unwrap();
    stale.wake_by_ref();
    let n_polls = block_on(pending_once(move |waker| {
        // It lets the thread's sleep end, and is no wake of this future.
        stale.wake_by_ref();
        let waker = waker.clone();
        thread::spawn(move || waker.wake());
    }));
    assert_eq!(n_polls, 2);
}

#[test]
fn a_wake_when_the_loop_is_gone_wakes_nobody() {
    let place = Place::default();
    let left = place.clone();
    alone(async move {
        drop(spawn(poll_fn::<(), _>(move |cx| {
            *left.lock().unwrap() = Some(cx.waker().clone());
            Poll::Pending
        })));
        yield_now().await;
    });
    let waker = place.lock().unwrap().take().unwrap();
    wake_elsewhere(&waker);
    waker.wake();
}

#[test]
fn a_future_that_is_dropped_in_its_own_poll_is_dropped_once() {
    let count = Rc::new(Cell::new(0));
    let inner = count.clone();
    let guard = alive(&count);
    alone(async move {
        let place: Rc<RefCell<Option<JoinHandle<()>>>> = Rc::default();
        let own = place.clone();
        let task = spawn(async move {
            let _guard = guard;
            yield_now().await;
            // Its own handle goes, with a cancel before it, while it runs.
            let handle: JoinHandle<()> = own.take().unwrap();
            handle.cancel();
            drop(handle);
            pending::<()>().await;
        });
        place.replace(Some(task));
        sleep(Duration::from_millis(1)).await;
        assert_eq!(inner.get(), 0, "it was cancelled");
    });
}

#[test]
fn a_running_loop_is_not_closed() {
    let count = Rc::new(Cell::new(0));
    let (other, seen) = (alive(&count), count.clone());
    let event_loop = EventLoop::with_virtual_clock();
    let closes = AssertUnwindSafe(|| {
        event_loop.run_until_complete(async move {
            drop(spawn(async move {
                let _other = other;
                pending::<()>().await;
            }));
            yield_now().await;
            EventLoop::current().close();
        })
    });
    let panic = catch_unwind(closes).unwrap_err();
    let text: Option<&&str> = panic.downcast_ref();
    assert_eq!(text, Some(&"a loop that runs can't be closed"));
    assert_eq!(seen.get(), 1, "nobody was dropped in the middle of a poll");
    event_loop.close();
    assert_eq!(count.get(), 0);
}

#[test]
fn the_wakers_of_a_promise_may_drop_it() {
    let (setter, value) = promise();
    let waits: Rc<RefCell<Option<Waits>>> = Rc::default();
    let other = value.clone();
    waits.replace(Some(Box::pin(async move { _ = other.await })));
    alone(async move {
        let kept = waits.clone();
        let first = spawn(async move {
            assert_eq!(value.await, Ok(7));
            // The second waiter goes before it was polled again.
            drop(kept.take());
        });
        poll_fn(|cx| {
            let mut second = waits.borrow_mut();
            let second = second.as_mut().expect("it is there by now");
            assert!(second.as_mut().poll(cx).is_pending());
            Poll::Ready(())
        })
        .await;
        yield_now().await;
        setter.set(7);
        first.await.unwrap();
    });
}
