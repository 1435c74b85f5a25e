//! Tasks: results, panics, cancellation, groups.

mod alive;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::mpsc,
    thread,
    time::Duration,
};

use alive::{alive, alone};
use miniloop::{
    Debug, EventLoop, JoinError, JoinHandle, RunError, promise, run, sleep,
    spawn, yield_now,
};

const STEP: Duration = Duration::from_millis(10);

#[test]
fn a_result_waits_for_a_late_awaiter() {
    let value = alone(async {
        let task = spawn(async { 7 });
        sleep(STEP).await;
        assert!(task.is_finished());
        task.await.unwrap()
    });
    assert_eq!(value, 7);
}

#[test]
fn a_panic_reaches_the_awaiter_and_nobody_else() {
    alone(async {
        let bad = spawn(async { panic!("on purpose") });
        let good = spawn(async { 1 });
        let error: JoinError = bad.await.map(|(): ()| ()).unwrap_err();
        assert_eq!(error.to_string(), "the task panicked: on purpose");
        assert_eq!(good.await.unwrap(), 1);
    });
}

#[test]
#[allow(
    clippy::let_underscore_future,
    reason = "a dropped handle is what is tested"
)]
fn a_dropped_handle_lets_the_task_go_on() {
    let count = Rc::new(Cell::new(0));
    let seen = count.clone();
    alone(async move {
        let _ = spawn(async move {
            yield_now().await;
            seen.set(1);
        });
        sleep(STEP).await;
    });
    assert_eq!(count.get(), 1);
}

#[test]
fn canceling_drops_the_future_in_the_next_turn() {
    let count = Rc::new(Cell::new(0));
    let inner = count.clone();
    alone(async move {
        let guard = alive(&inner);
        let task: JoinHandle<()> = spawn(async move {
            let _guard = guard;
            std::future::pending::<()>().await;
        });
        yield_now().await;
        task.cancel();
        task.cancel();
        assert_eq!(inner.get(), 1, "nobody is dropped in the middle of a poll");
        assert!(matches!(task.await, Err(JoinError::Cancelled)));
        assert_eq!(inner.get(), 0);
    });
}

#[test]
fn canceling_a_finished_task_changes_nothing() {
    alone(async {
        let task = spawn(async { 3 });
        yield_now().await;
        task.cancel();
        assert_eq!(task.await.unwrap(), 3);
    });
}

#[test]
fn a_task_may_cancel_itself() {
    let place: Rc<RefCell<Option<JoinHandle<()>>>> = Rc::default();
    let own = place.clone();
    let count = Rc::new(Cell::new(0));
    let guard = alive(&count);
    alone(async move {
        let task = spawn(async move {
            let _guard = guard;
            own.borrow().as_ref().unwrap().cancel();
            yield_now().await;
            unreachable!("it was canceled before this poll");
        });
        *place.borrow_mut() = Some(task);
        sleep(STEP).await;
        let task = place.take().unwrap();
        assert!(matches!(task.await, Err(JoinError::Cancelled)));
    });
    assert_eq!(count.get(), 0);
}

#[test]
fn a_late_wake_of_a_task_that_is_over_wakes_nobody_else() {
    alone(async {
        let waker = Rc::new(RefCell::new(None));
        let kept = waker.clone();
        spawn(std::future::poll_fn(move |cx| {
            *kept.borrow_mut() = Some(cx.waker().clone());
            std::task::Poll::Ready(())
        }))
        .await
        .unwrap();
        let polls = Rc::new(Cell::new(0));
        let counted = polls.clone();
        let next: JoinHandle<()> = spawn(std::future::poll_fn(move |_| {
            counted.set(counted.get() + 1);
            std::task::Poll::Pending
        }));
        yield_now().await;
        waker.take().unwrap().wake();
        yield_now().await;
        yield_now().await;
        assert_eq!(polls.get(), 1, "it has the place of the one before");
        next.cancel();
    });
}

#[test]
fn a_task_that_wakes_itself_in_its_last_step_is_over_once() {
    alone(async {
        let wakes_itself = spawn(std::future::poll_fn(|cx| {
            cx.waker().wake_by_ref();
            std::task::Poll::Ready(())
        }));
        wakes_itself.await.unwrap();
        // Its place in the table is free once, not for both of them.
        let (first, second) = (spawn(sleep(STEP)), spawn(sleep(STEP)));
        first.await.unwrap();
        second.await.unwrap();
    });
}

#[test]
fn a_stall_names_those_who_wait() {
    async fn wait_for_nothing() {
        std::future::pending::<()>().await;
    }
    let event_loop = EventLoop::with_virtual_clock();
    let result = event_loop.run_until_complete(async {
        let task = spawn(wait_for_nothing());
        task.await.unwrap();
    });
    let Err(RunError::Stalled { waiting }) = result else {
        panic!("it was not stopped");
    };
    let test = "a_stall_names_those_who_wait";
    assert_eq!(waiting, [test, "wait_for_nothing"]);
}

#[test]
fn who_was_left_by_a_stall_stops_no_later_run() {
    let event_loop = EventLoop::with_virtual_clock();
    let (setter, promise) = promise();
    let stalled = event_loop.run_until_complete(async {
        promise.await.unwrap();
    });
    assert!(matches!(stalled, Err(RunError::Stalled { .. })));
    setter.set(());
    let value = event_loop.run_until_complete(async {
        sleep(STEP).await;
        7
    });
    assert_eq!(value, Ok(7), "it ended with the other future");
}

#[test]
fn a_task_whose_waker_nobody_keeps_has_stalled() {
    let result = run(std::future::pending::<()>());
    let waiting = vec!["Pending".to_owned()];
    assert_eq!(result, Err(RunError::Stalled { waiting }));
}

#[test]
fn before_it_sleeps_for_other_threads_a_loop_says_so() {
    let lines: Rc<RefCell<Vec<String>>> = Rc::default();
    let kept = lines.clone();
    let (setter, result) = promise();
    let (sender, receiver) = mpsc::channel();
    let thread = thread::spawn(move || {
        receiver.recv().unwrap();
        setter.set(());
    });
    let event_loop = EventLoop::new();
    let report = move |line: &str| {
        kept.borrow_mut().push(line.to_owned());
        sender.send(()).unwrap();
    };
    event_loop.observe(Rc::new(Debug::with_report(Duration::MAX, report)));
    event_loop.run_until_complete(result).unwrap().unwrap();
    thread.join().unwrap();
    assert_eq!(
        lines.take(),
        ["all tasks wait, and only another thread can wake one: Promise"]
    );
}

#[test]
fn on_a_virtual_clock_a_waker_alone_keeps_nobody_waiting() {
    let event_loop = EventLoop::with_virtual_clock();
    let (setter, result) = promise::<()>();
    let run = event_loop.run_until_complete(result);
    assert!(matches!(run, Err(RunError::Stalled { .. })), "{run:?}");
    drop(setter);
}

#[test]
fn closing_a_loop_drops_what_waits() {
    let count = Rc::new(Cell::new(0));
    let event_loop = EventLoop::with_virtual_clock();
    let (in_task, in_call) = (alive(&count), alive(&count));
    let task = event_loop.spawn(async move {
        let _guard = in_task;
        std::future::pending::<()>().await;
    });
    event_loop.call_later(STEP, move || drop(in_call));
    event_loop.run_until_complete(yield_now()).unwrap();
    assert_eq!(count.get(), 2);
    event_loop.close();
    assert_eq!(count.get(), 0);
    assert!(task.is_finished());
}

#[test]
fn a_loop_that_runs_is_not_closed() {
    let event_loop = EventLoop::with_virtual_clock();
    let own = event_loop.clone();
    let task = event_loop.spawn(async move { own.close() });
    let error = event_loop.run_until_complete(task).unwrap().unwrap_err();
    let text = "the task panicked: a loop that runs can't be closed";
    assert_eq!(error.to_string(), text);
}
