//! What the recorder sees of futures: polls, wakes, drops.

use std::{
    cell::RefCell,
    future::{pending, poll_fn},
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use timeline::{Event, State, record, task};

/// Is pending once, and ready when polled again.
#[derive(Default)]
struct Twice {
    waker: Option<Waker>,
}

impl Future for Twice {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match self.waker.replace(cx.waker().clone()) {
            None => Poll::Pending,
            Some(before) => {
                assert!(before.will_wake(cx.waker()), "another waker");
                Poll::Ready(())
            }
        }
    }
}

#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_wake_is_an_arrow_and_reaches_the_callers_waker() {
    let wakes = Arc::new(Wakes::default());
    let waker = Waker::from(wakes.clone());
    let mut context = Context::from_waker(&waker);
    let ((), run) = record(|| {
        let kept: RefCell<Option<Waker>> = RefCell::default();
        let mut a = pin!(task(
            "a",
            poll_fn(|cx| {
                match kept.replace(Some(cx.waker().clone())) {
                    None => Poll::Pending,
                    Some(_) => Poll::Ready(()),
                }
            })
        ));
        let b = task(
            "b",
            poll_fn(|_| {
                kept.borrow().as_ref().unwrap().wake_by_ref();
                Poll::Ready(())
            }),
        );
        assert!(a.as_mut().poll(&mut context).is_pending());
        assert!(pin!(b).poll(&mut context).is_ready());
        assert!(a.as_mut().poll(&mut context).is_ready());
    });
    assert_eq!(wakes.0.load(Ordering::Relaxed), 1);
    assert_eq!(run.sentences(), ["a waits", "b wakes a and ends", "a ends"]);
}

#[test]
fn a_watched_future_sees_one_waker_for_as_long_as_its_caller_has_one() {
    let waker = Waker::from(Arc::new(Wakes::default()));
    let mut context = Context::from_waker(&waker);
    record(|| {
        let mut twice = pin!(task("twice", Twice::default()));
        assert!(twice.as_mut().poll(&mut context).is_pending());
        assert!(twice.as_mut().poll(&mut context).is_ready());
    });
}

#[test]
fn a_task_that_wakes_itself_is_ready_again() {
    let mut context = Context::from_waker(Waker::noop());
    let ((), run) = record(|| {
        let mut yields = pin!(task("yields", yields_once()));
        let mut other = pin!(task("other", async {}));
        assert!(yields.as_mut().poll(&mut context).is_pending());
        assert!(other.as_mut().poll(&mut context).is_ready());
        assert!(yields.as_mut().poll(&mut context).is_ready());
    });
    let spans: Vec<_> = run.lanes[0].spans.iter().map(|s| s.state).collect();
    assert_eq!(spans, [State::Running, State::Ready, State::Running]);
    assert_eq!(run.sentences()[0], "yields wakes itself and waits");
}

#[test]
fn a_task_woken_by_a_child_stays_ready_while_it_polls_the_next() {
    let waker = Waker::from(Arc::new(Wakes::default()));
    let mut context = Context::from_waker(&waker);
    let ((), run) = record(|| {
        let mut first = Box::pin(task("first", yields_once()));
        let mut second = Box::pin(task("second", Twice::default()));
        let joins = poll_fn(|cx| {
            let polled = first.as_mut().poll(cx);
            assert_eq!(second.as_mut().poll(cx), polled, "one is behind");
            polled
        });
        let mut both = pin!(task("both", joins));
        let mut other = pin!(task("other", async {}));
        assert!(both.as_mut().poll(&mut context).is_pending());
        assert!(other.as_mut().poll(&mut context).is_ready());
        assert!(both.as_mut().poll(&mut context).is_ready());
    });
    let (runs, calls) = (State::Running, State::Calling);
    let polls = [runs, calls, runs, calls, runs];
    let both: Vec<_> = run.lanes[0].spans.iter().map(|s| s.state).collect();
    assert_eq!(both, [&polls[..], &[State::Ready], &polls[..]].concat());
}

#[test]
fn a_task_woken_in_one_poll_waits_after_the_next() {
    let waker = Waker::from(Arc::new(Wakes::default()));
    let mut context = Context::from_waker(&waker);
    let ((), run) = record(|| {
        let mut task = pin!(task("task", async {
            yields_once().await;
            Twice::default().await;
        }));
        let mut other = pin!(timeline::task("other", pending::<()>()));
        for _ in 0..2 {
            assert!(task.as_mut().poll(&mut context).is_pending());
            assert!(other.as_mut().poll(&mut context).is_pending());
        }
        assert!(task.as_mut().poll(&mut context).is_ready());
    });
    let spans: Vec<_> = run.lanes[0].spans.iter().map(|s| s.state).collect();
    let (runs, waits) = (State::Running, State::Waiting);
    assert_eq!(spans, [runs, State::Ready, runs, waits, runs]);
}

/// Wakes whoever polls it, is pending once, and then ready.
async fn yields_once() {
    let mut woke = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut woke, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

#[test]
fn dropping_half_way_is_marked_and_dropping_at_the_end_is_not() {
    let mut context = Context::from_waker(Waker::noop());
    let ((), run) = record(|| {
        drop(task("never polled", async {}));
        let mut half = Box::pin(task("half", Twice::default()));
        assert!(half.as_mut().poll(&mut context).is_pending());
        let mut done = Box::pin(task("done", async {}));
        assert!(done.as_mut().poll(&mut context).is_ready());
    });
    let lanes = run.lanes.iter();
    let marks = lanes.map(|lane| {
        let events = lane.marks.iter().map(|mark| mark.event);
        (lane.name.as_str(), events.collect::<Vec<_>>())
    });
    assert_eq!(
        marks.collect::<Vec<_>>(),
        [
            ("half", vec![Event::Dropped]),
            ("done", vec![Event::Ended]),
            ("never polled", vec![Event::Dropped]),
        ]
    );
}
