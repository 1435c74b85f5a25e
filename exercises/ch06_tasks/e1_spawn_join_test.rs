//! Checks of `e1_spawn_join`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch06_tasks/e1_spawn_join.rs"
)]
mod e1_spawn_join;

use std::{
    any::Any,
    cell::RefCell,
    future::poll_fn,
    panic::{self, AssertUnwindSafe},
    rc::Rc,
    task::{Context, Poll, Waker},
    thread,
};

use e1_spawn_join::{JoinHandle, Task, spawn};
use futures::future;
use kit::{DropLog, Inline, Interleave, Probe, Run, Strict, Stuck, Unwoken};

const CALL: &str = "the handle's await";
const GUARD: &str = "guard-across-await";
const CAUSE: &str = "the kettle is empty";

/// A task as the loop gets it, and its handle.
fn spawned<F>(job: F) -> (Task, JoinHandle<F::Output>)
where
    F: Future + 'static,
    F::Output: 'static,
{
    let mut started = Vec::new();
    let handle = spawn(|task| started.push(task), job);
    kit::suspect("not-awaited");
    let why = "the loop polls what `start` was given, and nothing else";
    kit::expect("tasks given to `start`", started.len(), 1, why);
    kit::clear();
    (started.remove(0), handle)
}

/// What the loop does with a task: it polls it whenever it was woken.
fn polled(task: Task) -> Run<()> {
    let run = AssertUnwindSafe(|| Strict::new().run(task));
    panic::catch_unwind(run).unwrap_or_else(|panic| {
        let cause = told(&*panic);
        if cause.starts_with("not yet implemented") {
            panic::resume_unwind(panic);
        }
        kit::suspect(if is_borrow(cause) { GUARD } else { "panic-escapes" });
        panic!("a task: its poll panicked with {cause:?}: the loop is gone");
    })
}

fn run_to_its_end(task: Task) {
    polled(task).ready("a task whose job has ended");
}

/// Awaits the handle, and finds out if a poll of it never returns.
fn awaited<T>(world: Strict, handle: JoinHandle<T>) -> Run<thread::Result<T>> {
    let mut handle = Box::pin(handle);
    world.run(poll_fn(|cx| {
        kit::suspect("blocked-loop");
        let poll = AssertUnwindSafe(|| handle.as_mut().poll(cx));
        let polled = panic::catch_unwind(poll);
        kit::clear();
        polled.unwrap_or_else(|cause| panic::resume_unwind(cause))
    }))
}

/// Runs the task while the handle waits for it.
fn joined_early<T>(task: Task, handle: JoinHandle<T>) -> thread::Result<T> {
    let world = Strict::new().event(|| run_to_its_end(task));
    awaited(world, handle).ready(CALL)
}

/// Awaits the handle of a task that has ended.
fn joined_late<T>(task: Task, handle: JoinHandle<T>) -> thread::Result<T> {
    run_to_its_end(task);
    let run = awaited(Strict::new(), handle);
    if run.outcome.is_err() {
        kit::suspect("lost-value");
        panic!("{CALL}: the task has ended, and its result is nowhere");
    }
    run.ready(CALL)
}

/// A job that panics after so many pauses. The panic's hook is not told: the
/// judge reads its words as the check's.
async fn panicking(pauses: usize) -> u32 {
    Probe::pausing(pauses, ()).await;
    panic::resume_unwind(Box::new(CAUSE))
}

fn told(cause: &(dyn Any + Send)) -> &str {
    let text = cause.downcast_ref::<&str>().copied();
    text.or(cause.downcast_ref().map(String::as_str)).unwrap_or("no text")
}

fn is_borrow(cause: &str) -> bool {
    cause.contains("already") && cause.contains("borrowed")
}

/// What a join came to, in a form that can be compared.
fn outcome<T>(result: thread::Result<T>) -> Result<T, String> {
    result.map_err(|cause| told(&*cause).to_owned())
}

#[test]
fn the_call_polls_nothing() {
    let job = Probe::ready(1);
    let seen = job.handle();
    let (task, handle) = spawned(job);
    kit::suspect("eager-start");
    kit::expect("polls of the job", seen.polls(), 0, "only `spawn` ran");
    drop((task, handle));
}

#[test]
fn the_task_runs_though_nobody_awaits_it() {
    let job = Probe::pausing(2, 1);
    let seen = job.handle();
    let (task, handle) = spawned(job);
    let run = polled(task);
    kit::suspect("not-awaited");
    let why = "the loop polled the task, and nobody has awaited the handle";
    kit::expect("whether the job ended", seen.is_finished(), true, why);
    kit::clear();
    run.ready("a task whose job has ended");
    drop(handle);
}

#[test]
fn a_handle_that_is_awaited_first_is_woken() {
    let (task, handle) = spawned(Probe::pausing(2, String::from("tea")));
    let result = outcome(joined_early(task, handle));
    kit::suspect("lost-value");
    kit::expect(CALL, result, Ok("tea".into()), "the job gave this");
}

#[test]
fn a_handle_that_is_awaited_late_has_the_result() {
    let (task, handle) = spawned(Probe::pausing(2, String::from("tea")));
    let result = outcome(joined_late(task, handle));
    kit::suspect("lost-value");
    kit::expect(CALL, result, Ok("tea".into()), "the job gave this");
}

#[test]
fn a_handle_sleeps_while_its_task_waits() {
    let (task, handle) = spawned(Probe::waiting(1));
    let run = awaited(Strict::new(), handle);
    match run.outcome {
        Ok(_) => {
            kit::suspect("ready-too-soon");
            panic!("{CALL}: it was Ready, and its task has not been polled");
        }
        Err(Stuck::HeldOutside | Stuck::NeverWoken) => {}
        Err(_) => drop(run.ready(CALL)),
    }
    drop(task);
}

#[test]
fn the_latest_waker_of_the_handle_counts() {
    let (task, handle) = spawned(async { 1 });
    // Its neighbor's pauses have it polled three times before the task is.
    let both = future::join(handle, Probe::pausing(2, ()));
    let run = Strict::new().event(|| run_to_its_end(task)).run(both);
    let (result, ()) = run.ready(CALL);
    kit::suspect("lost-value");
    kit::expect(CALL, outcome(result), Ok(1), "the job gave this");
}

#[test]
fn the_waker_is_called_when_the_result_is_there() {
    let (mut task, handle) = spawned(async { 1 });
    let poll = move || {
        let mut cx = Context::from_waker(Waker::noop());
        // Who wakes with the result borrowed panics here, and need not care:
        // a loop that queues polls nobody inside of `wake`.
        let poll = AssertUnwindSafe(|| task.as_mut().poll(&mut cx));
        let _ = panic::catch_unwind(poll);
    };
    let run = Inline::new().event(poll).run(handle);
    kit::suspect("wake-before-value");
    let is_early = matches!(run.outcome, Err(Unwoken::WakeBeforeValue));
    let call = "did the wake come before the result";
    kit::expect(call, is_early, false, "whoever is woken looks for it");
}

#[test]
fn a_panic_reaches_who_waits_for_it() {
    for pauses in [0, 2] {
        let (task, handle) = spawned(panicking(pauses));
        let result = outcome(joined_early(task, handle));
        kit::suspect("panic-escapes");
        kit::expect(CALL, result, Err(CAUSE.into()), "the job panicked so");
        kit::clear();
    }
}

#[test]
fn a_panic_waits_for_who_comes_late() {
    for pauses in [0, 2] {
        let (task, handle) = spawned(panicking(pauses));
        let result = outcome(joined_late(task, handle));
        kit::suspect("panic-escapes");
        kit::expect(CALL, result, Err(CAUSE.into()), "the job panicked so");
        kit::clear();
    }
}

#[test]
fn a_panic_that_nobody_awaits_ends_one_task_only() {
    let log = DropLog::new();
    let (broken, handle) = spawned(panicking(1));
    drop(handle);
    let (sound, handle) = spawned(log.future("sound", async {}));
    run_to_its_end(broken);
    run_to_its_end(sound);
    kit::suspect("panic-escapes");
    let lines = log.lines();
    let ended = lines.first().map(String::as_str);
    kit::expect("the task behind it", ended, Some("end sound"), "its turn");
    drop(handle);
}

#[test]
fn a_task_without_a_handle_goes_on() {
    for polls_before in [0, 1] {
        let job = Probe::pausing(3, 1);
        let seen = job.handle();
        let (mut task, handle) = spawned(job);
        for _ in 0..polls_before {
            let once = poll_fn(|cx| Poll::Ready(task.as_mut().poll(cx)));
            let polled = Strict::new().run(once).ready("one poll");
            assert!(polled.is_pending(), "a job that pauses is not done");
        }
        drop(handle);
        kit::suspect("dropped-handle");
        let run = polled(task);
        let call = "whether the job ended, its handle dropped";
        kit::expect(call, seen.is_finished(), true, "nobody canceled it");
        kit::clear();
        run.ready("a task whose job has ended");
    }
}

#[test]
fn tasks_may_await_each_other_in_every_order() {
    let (task, handle) = spawned(async {});
    drop(joined_late(task, handle));
    let chain = Interleave::new(|tasks| {
        let given = Rc::new(RefCell::new(Vec::new()));
        let first = spawn(|task| tasks.add("first", task), async {
            kit::step().await;
            1
        });
        let second = spawn(|task| tasks.add("second", task), async move {
            outcome(first.await).map(|n| n + 1)
        });
        let slot = given.clone();
        tasks.add("main", async move {
            let result = outcome(second.await);
            slot.borrow_mut().push(result);
        });
        tasks.check(move || {
            let all = given.take();
            kit::expect("what main was given", all, vec![Ok(Ok(2))], "1 + 1");
        });
    });
    chain.expect(
        "main awaits second, second awaits first",
        |fault| match fault {
            kit::Fault::Deadlock(_) => Some("lost-wakeup"),
            kit::Fault::Runaway(_) => Some("busy-loop"),
            kit::Fault::Panicked(cause) if is_borrow(cause) => Some(GUARD),
            _ => Some("lost-value"),
        },
    );
}
