//! Many at once: gather, and groups that nobody outlives.

mod alive;

use std::{cell::Cell, rc::Rc, time::Duration};

use alive::{alive, alone};
use miniloop::{
    EventLoop, RunError, gather, sleep, spawn, task_group, yield_now,
};

const STEP: Duration = Duration::from_millis(10);

#[test]
fn gather_keeps_the_order_and_runs_all_at_once() {
    let event_loop = EventLoop::with_virtual_clock();
    let values = event_loop.run_until_complete(async {
        let sleepers = [3, 1, 2].map(|n| async move {
            sleep(n * STEP).await;
            n
        });
        gather(sleepers).await
    });
    assert_eq!(values, Ok(vec![3, 1, 2]));
    assert_eq!(event_loop.time(), 3 * STEP);
}

#[test]
fn a_group_cancels_the_rest_and_waits_for_them() {
    let count = Rc::new(Cell::new(0));
    let inner = count.clone();
    let result: Result<(), &str> = alone(async move {
        task_group(async |group| {
            for _ in 0..3 {
                let guard = alive(&inner);
                group.spawn(async move {
                    let _guard = guard;
                    std::future::pending().await
                });
            }
            group.spawn(async {
                sleep(STEP).await;
                Err("first")
            });
            group.spawn(async {
                sleep(STEP).await;
                Err("second")
            });
            std::future::pending().await
        })
        .await
        .inspect_err(|_| assert_eq!(inner.get(), 0, "all are over"))
    });
    assert_eq!(result, Err("first"));
    assert_eq!(count.get(), 0);
}

#[test]
fn a_groups_tasks_have_their_functions_names() {
    async fn wait_for_nothing() -> Result<(), ()> {
        std::future::pending().await
    }
    let event_loop = EventLoop::with_virtual_clock();
    let stalled = event_loop.run_until_complete(task_group(async |group| {
        group.spawn(wait_for_nothing());
        Ok(())
    }));
    let Err(RunError::Stalled { waiting }) = stalled else {
        panic!("somebody was woken");
    };
    assert_eq!(waiting.last().unwrap(), "wait_for_nothing");
}

#[test]
fn a_group_gives_its_bodys_value_when_all_have_ended() {
    let event_loop = EventLoop::with_virtual_clock();
    let value = event_loop.run_until_complete(task_group(async |group| {
        group.spawn(async {
            sleep(STEP).await;
            Ok::<(), &str>(())
        });
        Ok(5)
    }));
    assert_eq!(value, Ok(Ok(5)));
    assert_eq!(event_loop.time(), STEP);
}

#[test]
fn a_panic_in_a_group_comes_out_when_all_are_over() {
    let count = Rc::new(Cell::new(0));
    let guard = alive(&count);
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        alone(task_group::<(), ()>(async |group| {
            group.spawn(async move {
                let _guard = guard;
                std::future::pending().await
            });
            group.spawn(async { panic!("on purpose") });
            Ok(())
        }))
    }));
    let payload = caught.unwrap_err();
    assert_eq!(payload.downcast_ref(), Some(&"on purpose"));
    assert_eq!(count.get(), 0);
}

#[test]
fn dropping_a_group_cancels_its_tasks() {
    let count = Rc::new(Cell::new(0));
    let inner = count.clone();
    alone(async move {
        let guard = alive(&inner);
        let whole = spawn(task_group::<(), ()>(async move |group| {
            group.spawn(async move {
                let _guard = guard;
                std::future::pending().await
            });
            std::future::pending().await
        }));
        yield_now().await;
        whole.cancel();
        assert!(whole.await.is_err());
        yield_now().await;
        assert_eq!(inner.get(), 0);
    });
}
