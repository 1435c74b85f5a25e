//! Checks of `e5_task_group`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch06_tasks/e5_task_group.rs"
)]
mod e5_task_group;

use std::{
    any::Any,
    future::{pending, poll_fn},
    panic::{self, AssertUnwindSafe},
    task::Poll,
    time::Duration,
};

use e5_task_group::TaskGroup;
use kit::DropLog;
use miniloop::{EventLoop, RunError, sleep, yield_now};

const CALL: &str = "group.join()";
const CAUSE: &str = "the kettle is empty";
const SECOND: Duration = Duration::from_secs(1);
/// Polls that a `join` may ask for; each wake of a handle is one.
const LIMIT: usize = 1_000;

type Outcome = Result<(), String>;

/// Runs it on the book's loop, where waiting costs nothing.
fn run<T: 'static>(work: impl Future<Output = T> + 'static) -> T {
    run_unless("lost-wakeup", work)
}

/// The same; `stall` is what it means if it waits for ever.
fn run_unless<T: 'static>(
    stall: &str,
    work: impl Future<Output = T> + 'static,
) -> T {
    let event_loop = EventLoop::with_virtual_clock();
    kit::suspect("blocked-loop");
    let run = AssertUnwindSafe(|| event_loop.run_until_complete(work));
    let run = panic::catch_unwind(run);
    kit::clear();
    event_loop.close();
    match run {
        Ok(Ok(value)) => value,
        Ok(Err(RunError::Stalled { waiting })) => {
            kit::suspect(stall);
            panic!("{CALL}: nothing can wake those who wait: {waiting:?}");
        }
        Ok(Err(stopped)) => panic!("{CALL}: {stopped}"),
        Err(panic) => panic::resume_unwind(panic),
    }
}

/// What a `join` came to, when, and which jobs were there at that moment.
#[derive(Debug)]
struct Joined {
    end: End,
    took: Duration,
    left: Vec<String>,
}

#[derive(Debug, PartialEq)]
enum End {
    Returned(Outcome),
    Panicked(String),
    Spins,
}

impl Joined {
    #[track_caller]
    fn expect(&self, end: End, seconds: u32) {
        self.expect_sleep();
        let why = match end {
            End::Returned(Ok(())) => "all went well",
            _ => "it is how the first one failed",
        };
        kit::suspect("swallowed-error");
        kit::expect(CALL, &self.end, &end, why);
        kit::suspect("late-error");
        let why = "the others wait for much longer";
        kit::expect("what it took", self.took, seconds * SECOND, why);
        kit::clear();
        self.expect_nobody_left();
    }

    #[track_caller]
    fn expect_sleep(&self) {
        if self.end == End::Spins {
            kit::suspect("busy-loop");
            panic!("{CALL}: it was polled {LIMIT} times: it never sleeps");
        }
    }

    #[track_caller]
    fn expect_nobody_left(&self) {
        kit::suspect("leaked-task");
        let why = "all have ended before it does";
        let left = &self.left;
        kit::expect("jobs that are still there", left, &Vec::new(), why);
        kit::clear();
    }
}

async fn joined(group: TaskGroup, log: DropLog) -> Joined {
    let began = EventLoop::current().time();
    let mut join = Box::pin(group.join());
    let mut n_polls = 0;
    let end = poll_fn(|cx| {
        n_polls += 1;
        if n_polls > LIMIT {
            return Poll::Ready(End::Spins);
        }
        let poll = AssertUnwindSafe(|| join.as_mut().poll(cx));
        match panic::catch_unwind(poll) {
            Ok(polled) => polled.map(End::Returned),
            Err(panic) => Poll::Ready(End::Panicked(told(panic))),
        }
    });
    let end = end.await;
    let took = EventLoop::current().time() - began;
    Joined { end, took, left: log.alive() }
}

/// A panic's text; one that is none of ours goes on.
fn told(panic: Box<dyn Any + Send>) -> String {
    match panic.downcast_ref::<&str>() {
        Some(&CAUSE) => CAUSE.to_owned(),
        _ => panic::resume_unwind(panic),
    }
}

/// A job that ends after so many seconds.
async fn job(seconds: u32, outcome: Result<(), &'static str>) -> Outcome {
    sleep(seconds * SECOND).await;
    outcome.map_err(str::to_owned)
}

/// A job that panics after so many seconds; the panic's hook is not told.
async fn panicking(seconds: u32) -> Outcome {
    sleep(seconds * SECOND).await;
    panic::resume_unwind(Box::new(CAUSE))
}

/// One of the jobs fails, the others would take a hundred seconds.
fn joined_with<F>(n_jobs: usize, at: usize, failing: fn() -> F) -> Joined
where
    F: Future<Output = Outcome> + 'static,
{
    run(async move {
        let (log, mut group) = (DropLog::new(), TaskGroup::new());
        for place in 0..n_jobs {
            let name = format!("job {place}");
            match place == at {
                true => group.spawn(log.future(&name, failing())),
                false => group.spawn(log.future(&name, job(100, Ok(())))),
            }
        }
        joined(group, log).await
    })
}

#[test]
fn the_tasks_run_at_the_same_time() {
    let joined = run(async {
        let (log, mut group) = (DropLog::new(), TaskGroup::new());
        for seconds in [3, 5, 4] {
            group.spawn(log.future("job", job(seconds, Ok(()))));
        }
        joined(group, log).await
    });
    joined.expect_sleep();
    let took = joined.took;
    if took > 5 * SECOND {
        let by_timer = took < 6 * SECOND;
        kit::suspect(if by_timer { "busy-loop" } else { "sequential-await" });
        panic!("{CALL}: three jobs of 3, 5 and 4 s took {took:?}");
    }
    joined.expect_nobody_left();
    joined.expect(End::Returned(Ok(())), 5);
}

#[test]
fn a_task_runs_though_nobody_has_joined() {
    let (lines, joined) = run(async {
        let (log, mut group) = (DropLog::new(), TaskGroup::new());
        group.spawn(log.future("job", async { Ok(()) }));
        a_few_turns().await;
        (log.lines(), joined(group, log).await)
    });
    kit::suspect("not-awaited");
    let first = lines.first().map(String::as_str);
    let why = "`spawn` has started it, and ten turns have passed";
    kit::expect("what the job did", first, Some("end job"), why);
    joined.expect(End::Returned(Ok(())), 0);
}

#[test]
fn a_group_without_tasks_has_ended() {
    let join = async { joined(TaskGroup::new(), DropLog::new()).await };
    let joined = run_unless("empty-input", join);
    kit::suspect("empty-input");
    let why = "nobody has to be waited for";
    kit::expect(CALL, joined.end, End::Returned(Ok(())), why);
}

#[test]
fn the_first_error_ends_it() {
    for at in 0..3 {
        let joined = joined_with(3, at, || job(2, Err("broken")));
        joined.expect(End::Returned(Err("broken".to_owned())), 2);
    }
}

#[test]
fn errors_after_the_first_do_not_count() {
    let joined = run(async {
        let (log, mut group) = (DropLog::new(), TaskGroup::new());
        for (seconds, name) in [(3, "third"), (1, "first"), (2, "second")] {
            group.spawn(log.future(name, job(seconds, Err(name))));
        }
        joined(group, log).await
    });
    joined.expect(End::Returned(Err("first".to_owned())), 1);
}

#[test]
fn an_error_may_come_before_the_join() {
    let joined = run(async {
        let (log, mut group) = (DropLog::new(), TaskGroup::new());
        group.spawn(log.future("slow", job(100, Ok(()))));
        group.spawn(log.future("fast", job(1, Err("broken"))));
        sleep(2 * SECOND).await;
        joined(group, log).await
    });
    joined.expect(End::Returned(Err("broken".to_owned())), 0);
}

#[test]
fn a_panic_goes_on_when_all_have_ended() {
    for at in 0..3 {
        let joined = joined_with(3, at, || panicking(2));
        joined.expect(End::Panicked(CAUSE.to_owned()), 2);
    }
}

/// Lets the loop do what it can do at once.
async fn a_few_turns() {
    for _ in 0..10 {
        yield_now().await;
    }
}

/// Starts a group, lets `end` end it, and tells who is there a while later.
fn left_after(end: impl AsyncFnOnce(TaskGroup) + 'static) -> Vec<String> {
    run(async {
        let (log, mut group) = (DropLog::new(), TaskGroup::new());
        for name in ["first", "second"] {
            group.spawn(log.future(name, pending()));
        }
        yield_now().await;
        end(group).await;
        a_few_turns().await;
        log.alive()
    })
}

#[test]
fn a_group_that_is_dropped_leaves_nobody() {
    let left = left_after(async |group| drop(group));
    kit::suspect("leaked-task");
    let why = "ten turns after the group";
    kit::expect("jobs that are still there", left, Vec::new(), why);
}

#[test]
fn a_join_that_is_canceled_leaves_nobody() {
    let left = left_after(async |group| {
        let join = miniloop::spawn(group.join());
        yield_now().await;
        join.cancel();
        let _cancelled = join.await;
    });
    kit::suspect("leaked-task");
    let why = "ten turns after the join";
    kit::expect("jobs that are still there", left, Vec::new(), why);
}
