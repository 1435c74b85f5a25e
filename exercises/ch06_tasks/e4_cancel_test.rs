//! Checks of `e4_cancel`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch06_tasks/e4_cancel.rs"
)]
mod e4_cancel;

use std::{
    cell::RefCell,
    future::{pending, poll_fn},
    pin::Pin,
    rc::Rc,
    thread,
};

use e4_cancel::{Cancelled, JoinHandle, Task, spawn};
use kit::{DropLog, Fault, Interleave, Probe, Strict, Stuck};

const CALL: &str = "the handle's await";

/// A handle that can be awaited here and canceled there.
#[derive(Clone, Default)]
struct Join(Rc<RefCell<Option<Pinned>>>);

type Pinned = Pin<Box<JoinHandle<u32>>>;

impl Join {
    fn set(&self, handle: JoinHandle<u32>) {
        *self.0.borrow_mut() = Some(Box::pin(handle));
    }

    fn cancel(&self) {
        self.0.borrow().as_ref().expect("it is set by now").cancel();
    }

    async fn wait(self) -> Result<u32, Cancelled> {
        poll_fn(|cx| {
            let mut handle = self.0.borrow_mut();
            handle.as_mut().expect("it is set by now").as_mut().poll(cx)
        })
        .await
    }

    /// What the handle of a task gives that has ended.
    fn ended(self) -> Result<u32, Cancelled> {
        Strict::new().run(self.wait()).ready(CALL)
    }
}

/// A task as the loop gets it, and its handle, which the job knows.
fn spawned<F>(job: impl FnOnce(Join) -> F) -> (Task, Join)
where
    F: Future<Output = u32> + 'static,
{
    let (mut started, join) = (Vec::new(), Join::default());
    join.set(spawn(|task| started.push(task), job(join.clone())));
    kit::suspect("not-awaited");
    let why = "the loop polls what `start` was given, and nothing else";
    kit::expect("tasks given to `start`", started.len(), 1, why);
    kit::clear();
    (started.remove(0), join)
}

/// Runs a task that is canceled, or will be by an event: it has to end.
fn run_to_its_end(world: Strict, task: Task) {
    let run = world.run(task);
    match run.outcome {
        Ok(()) => kit::clear(),
        Err(Stuck::StaleWaker | Stuck::BusyLoop) => {
            run.ready("a task that is canceled");
        }
        Err(_) => {
            kit::suspect("cancel-ignored");
            panic!("a task: it was canceled, and sleeps on");
        }
    }
}

fn expect_canceled(join: Join) {
    let result = join.ended();
    kit::suspect("cancel-ignored");
    kit::expect(CALL, result, Err(Cancelled), "it was canceled");
    kit::clear();
}

#[test]
fn a_task_that_sleeps_is_woken_to_end() {
    let log = DropLog::new();
    let (task, join) = spawned(|_| {
        let job = async {
            Probe::pausing(2, ()).await;
            Probe::waiting(7).await
        };
        log.future("job", job)
    });
    run_to_its_end(Strict::new().event(|| join.cancel()), task);
    kit::suspect("leaked-task");
    let why = "its destructors have to run";
    kit::expect("jobs that are still there", log.alive(), Vec::new(), why);
    kit::clear();
    expect_canceled(join);
}

#[test]
fn whoever_waits_is_told_once_the_job_is_gone() {
    let log = DropLog::new();
    let (mut task, join) = spawned(|_| log.future("job", pending()));
    drop(Strict::new().run(task.as_mut()));
    let (waits, told) = (join.clone().wait(), log.clone());
    let main = async move {
        let result = waits.await;
        told.note("told");
        result
    };
    let world = Strict::new()
        .event(|| join.cancel())
        .event(|| run_to_its_end(Strict::new(), task));
    let result = world.run(main).ready(CALL);
    kit::suspect("cancel-ignored");
    kit::expect(CALL, result, Err(Cancelled), "it was canceled");
    kit::suspect("leaked-task");
    let order = ["drop job", "told"].map(String::from).to_vec();
    kit::expect("what came first", log.lines(), order, "it may hold a file");
}

#[test]
fn a_canceled_job_is_polled_no_more() {
    let (job, early) = (Probe::waiting(7), Probe::ready(7));
    let (seen, seen_early) = (job.handle(), early.handle());
    let (task, join) = spawned(|_| job);
    let world = Strict::new().event(|| {
        join.cancel();
        seen.open();
    });
    run_to_its_end(world, task);
    kit::suspect("cancel-ignored");
    let call = "polls of a job, canceled after its first";
    kit::expect(call, seen.polls(), 1, "then its answer comes, too late");
    let (task, early_join) = spawned(|_| early);
    early_join.cancel();
    run_to_its_end(Strict::new(), task);
    kit::suspect("cancel-ignored");
    let call = "polls of a job, canceled before its first";
    kit::expect(call, seen_early.polls(), 0, "it had not begun");
    expect_canceled(join);
    expect_canceled(early_join);
}

#[test]
fn a_task_that_has_ended_keeps_its_result() {
    let (task, join) = spawned(|_| Probe::pausing(1, 7));
    Strict::new().run(task).ready("a task whose job has ended");
    join.cancel();
    kit::suspect("lost-value");
    let run = Strict::new().run(join.wait());
    kit::expect(CALL, run.outcome, Ok(Ok(7)), "it came before `cancel`");
}

#[test]
fn to_cancel_twice_is_to_cancel_once() {
    let (task, join) = spawned(|_| Probe::waiting(7));
    let world = Strict::new().event(|| {
        join.cancel();
        kit::suspect("double-cancel");
        join.cancel();
    });
    run_to_its_end(world, task);
    kit::suspect("double-cancel");
    join.cancel();
    kit::clear();
    expect_canceled(join);
}

#[test]
fn a_job_may_cancel_its_own_task() {
    for pauses in [0, 2] {
        let log = DropLog::new();
        let (task, join) = spawned(|own| {
            let noted = log.clone();
            log.future("job", async move {
                Probe::pausing(pauses, ()).await;
                kit::suspect("re-entrant-drop");
                own.cancel();
                noted.note("its poll goes on");
                pending().await
            })
        });
        run_to_its_end(Strict::new(), task);
        kit::suspect("cancel-ignored");
        let order = ["its poll goes on", "drop job"].map(String::from);
        let why = "it is dropped when its poll has returned";
        kit::expect("what came first", log.lines(), order.to_vec(), why);
        kit::clear();
        expect_canceled(join);
    }
}

/// Cancels its own task when it is dropped.
struct Cancels(Join);

impl Drop for Cancels {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        kit::suspect("re-entrant-drop");
        self.0.cancel();
        kit::clear();
    }
}

#[test]
fn a_destructor_may_cancel_its_own_task() {
    let (task, join) = spawned(|own| async move {
        let _guard = Cancels(own);
        Probe::waiting(7).await
    });
    run_to_its_end(Strict::new().event(|| join.cancel()), task);
    expect_canceled(join);
}

#[test]
fn a_task_without_a_handle_goes_on() {
    let job = Probe::pausing(3, 7);
    let seen = job.handle();
    let (task, join) = spawned(|_| job);
    drop(join);
    kit::suspect("dropped-handle");
    drop(Strict::new().run(task));
    let has_ended = seen.is_finished();
    kit::expect("whether it ended", has_ended, true, "nobody canceled it");
}

#[test]
fn it_is_canceled_or_has_ended_in_every_order() {
    // A `todo!()` must be seen here: the tasks' panics are caught.
    let (task, join) = spawned(|_| Probe::ready(7));
    join.cancel();
    run_to_its_end(Strict::new(), task);
    let race = Interleave::new(|tasks| {
        let (log, join) = (DropLog::new(), Join::default());
        let job = log.future("job", async {
            kit::step().await;
            kit::step().await;
            7
        });
        join.set(spawn(|task| tasks.add("task", task), job));
        let (noted, cancels) = (log.clone(), join.clone());
        tasks.add("other", async move {
            kit::step().await;
            noted.note("cancel");
            cancels.cancel();
        });
        let noted = log.clone();
        tasks.add("main", async move {
            let result = join.wait().await;
            noted.note(format!("{result:?}"));
        });
        tasks.check(move || check_race(&log));
    });
    race.expect("a task, one that cancels it, one that waits", |fault| {
        match fault {
            Fault::Deadlock(_) => Some("lost-wakeup"),
            Fault::Runaway(_) => Some("busy-loop"),
            Fault::Panicked(cause) if cause.contains("borrowed") => {
                Some("guard-across-await")
            }
            _ => Some("cancel-ignored"),
        }
    });
}

fn check_race(log: &DropLog) {
    let lines = log.lines();
    let at = |what: &str| lines.iter().position(|line| line == what);
    let has_ended = at("end job") < at("cancel") && at("end job").is_some();
    let result = if has_ended { "Ok(7)" } else { "Err(Cancelled)" };
    assert!(at(result).is_some(), "expected {result}, got {lines:?}");
    assert_eq!(at("end job").is_some(), has_ended, "{lines:?}");
    assert!(log.alive().is_empty(), "the job is still there: {lines:?}");
}
