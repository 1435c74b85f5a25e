//! Checks of `e3_gather`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch06_tasks/e3_gather.rs"
)]
mod e3_gather;

use std::{
    cell::Cell,
    future::poll_fn,
    panic::{self, AssertUnwindSafe},
    time::Duration,
};

use e3_gather::{Job, gather};
use kit::{DropLog, Gauge, Handle, Probe, Run, Slip, Strict, Stuck, Tries};
use miniloop::EventLoop;

const CALL: &str = "gather(jobs)";
const SECOND: Duration = Duration::from_secs(1);

/// Polls that the whole may ask for, where no runner counts them.
const LIMIT: usize = 2_000;

type Outcome = Result<Vec<u32>, String>;

thread_local! {
    /// Whether a job is polled, so that a panic is the job's.
    static IN_JOB: Cell<bool> = const { Cell::new(false) };
}

/// A job that ends code which asks it for ever.
fn job(work: impl Future<Output = Result<u32, String>> + 'static) -> Job {
    let (mut work, mut tries) = (Box::pin(work), Tries::new());
    Box::pin(poll_fn(move |cx| {
        IN_JOB.set(true);
        let polled = work.as_mut().poll(cx);
        if polled.is_pending() {
            tries.in_vain(CALL);
        }
        IN_JOB.set(false);
        polled
    }))
}

/// What the learner made of the jobs, watched for a poll that never returns.
fn gathered(jobs: Vec<Job>) -> impl Future<Output = Outcome> {
    let (mut whole, mut n_polls) = (Box::pin(gather(jobs)), 0);
    poll_fn(move |cx| {
        n_polls += 1;
        if n_polls > LIMIT {
            kit::suspect("busy-loop");
            panic!("{CALL}: it was polled {LIMIT} times: it never sleeps");
        }
        kit::suspect("blocked-loop");
        let poll = AssertUnwindSafe(|| whole.as_mut().poll(cx));
        let polled = panic::catch_unwind(poll);
        // What a job suspects when it panics stands.
        if polled.is_ok() || !IN_JOB.get() {
            kit::clear();
        }
        polled.unwrap_or_else(|cause| panic::resume_unwind(cause))
    })
}

/// Jobs that wait until they are opened, and then give 0, 1, 2 and so on;
/// `broken` gives an error.
fn waiting(n: usize, broken: Option<usize>) -> (Vec<Job>, Vec<Handle>) {
    let probes = (0..n).map(|place| {
        let fails = broken == Some(place);
        let number = u32::try_from(place).expect("a few jobs");
        Probe::waiting(if fails { Err(told(place)) } else { Ok(number) })
    });
    probes
        .map(|probe| {
            let handle = probe.handle();
            (job(probe), handle)
        })
        .unzip()
}

fn told(place: usize) -> String {
    format!("job {place} failed")
}

/// Opens the jobs in this order, each when all sleep.
fn opening(order: &[usize], handles: &[Handle]) -> Strict<'static> {
    order.iter().fold(Strict::new(), |world, &place| {
        let handle = handles[place].clone();
        world.event(move || handle.open())
    })
}

fn expect_numbers(outcome: Outcome, expected: &[u32]) {
    let numbers = outcome.unwrap_or_else(|error| {
        kit::suspect("swallowed-error");
        panic!("{CALL}: no job failed, and it gave the error {error:?}");
    });
    kit::expect_values(CALL, &numbers, expected, |slip| match slip {
        Slip::Reordered => Some("lost-order"),
        _ => Some("lost-value"),
    });
}

fn expect_error(run: Run<Outcome>, expected: &str) {
    if run.outcome.is_err() && run.events_left == 0 {
        kit::suspect("late-error");
        panic!("{CALL}: a job has failed, and it waits for the others");
    }
    let outcome = run.ready(CALL);
    let is_error = outcome.is_err();
    kit::suspect(if is_error { "late-error" } else { "swallowed-error" });
    let why = "it is the first error";
    kit::expect(CALL, outcome, Err(expected.to_owned()), why);
    kit::clear();
}

#[test]
fn the_call_polls_nobody() {
    let (jobs, handles) = waiting(3, None);
    let gathered = gather(jobs);
    kit::suspect("eager-start");
    let polls: Vec<_> = handles.iter().map(Handle::polls).collect();
    kit::expect("polls of the jobs", polls, vec![0; 3], "nobody polls yet");
    drop(gathered);
}

#[test]
fn the_first_poll_gets_all_going() {
    let (jobs, handles) = waiting(3, None);
    Strict::new().run(gathered(jobs));
    kit::suspect("sequential-await");
    let begun: Vec<_> = handles.iter().map(|h| h.polls() > 0).collect();
    let why = "each has to get going, whichever ends first";
    let call = "whether each job was polled before it slept";
    kit::expect(call, begun, vec![true; 3], why);
}

#[test]
fn no_jobs_have_no_numbers() {
    let run = Strict::new().run(gathered(Vec::new()));
    kit::suspect("empty-input");
    let why = "nobody has to be waited for";
    kit::expect("gather(vec![])", run.outcome, Ok(Ok(Vec::new())), why);
}

#[test]
fn the_numbers_come_in_the_order_of_the_jobs() {
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
        let (jobs, handles) = waiting(4, None);
        let run = opening(&order, &handles).run(gathered(jobs));
        expect_numbers(run.ready(CALL), &[0, 1, 2, 3]);
    }
}

#[test]
fn whoever_has_ended_is_left_alone() {
    let pauses = [0, 3, 1, 0, 2];
    let jobs = pauses.map(|n| job(Probe::pausing(n, Ok(7))));
    let run = Strict::new().run(gathered(Vec::from(jobs)));
    expect_numbers(run.ready(CALL), &[7; 5]);
}

#[test]
fn the_longest_delay_is_all_that_it_takes() {
    let gauge = Gauge::new();
    let jobs = [3, 5, 4].map(|seconds| -> Job {
        let gauge = gauge.clone();
        job(async move {
            let _in_flight = gauge.enter();
            miniloop::sleep(seconds * SECOND).await;
            Ok(seconds)
        })
    });
    let event_loop = EventLoop::with_virtual_clock();
    let ended = event_loop.run_until_complete(gathered(Vec::from(jobs)));
    let outcome = ended.unwrap_or_else(|stall| {
        kit::suspect("lost-wakeup");
        panic!("{CALL}: {stall}");
    });
    expect_numbers(outcome, &[3, 5, 4]);
    kit::suspect("sequential-await");
    kit::expect("jobs at the same time", gauge.most(), 3, "all of them");
    let took = event_loop.time();
    kit::expect(CALL, took, 5 * SECOND, "the slowest takes so long");
}

#[test]
fn it_sleeps_while_the_jobs_wait() {
    let (jobs, handles) = waiting(3, None);
    let run = opening(&[1], &handles).run(gathered(jobs));
    match run.outcome {
        Err(Stuck::NeverWoken | Stuck::HeldOutside) => {}
        Err(_) => drop(run.ready(CALL)),
        Ok(_) => {
            kit::suspect("ready-too-soon");
            panic!("{CALL}: it was Ready while two of three jobs wait");
        }
    }
}

#[test]
fn an_error_after_numbers_is_an_error() {
    let (jobs, handles) = waiting(3, Some(2));
    let run = opening(&[0, 1, 2], &handles).run(gathered(jobs));
    expect_error(run, &told(2));
}

#[test]
fn the_first_error_ends_it_at_once() {
    for broken in 0..3 {
        let (jobs, handles) = waiting(3, Some(broken));
        let run = opening(&[broken], &handles).run(gathered(jobs));
        expect_error(run, &told(broken));
    }
}

#[test]
fn the_first_error_is_the_one_that_comes_first() {
    let failing = |place| job(async move { Err(told(place)) });
    let slow = Probe::pausing(2, ());
    let jobs: Vec<Job> = vec![
        job(async move {
            slow.await;
            Err(told(0))
        }),
        failing(1),
    ];
    expect_error(Strict::new().run(gathered(jobs)), &told(1));
}

#[test]
fn nobody_runs_on_after_an_error() {
    let log = DropLog::new();
    let (jobs, handles) = waiting(3, Some(1));
    let names = ["first", "second", "third"];
    let logged = names.into_iter().zip(jobs);
    let jobs = logged.map(|(name, waits)| job(log.future(name, waits)));
    let mut whole = Box::pin(gathered(jobs.collect()));
    let run = opening(&[1], &handles).run(whole.as_mut());
    expect_error(run, &told(1));
    kit::suspect("leaked-task");
    let why = "all jobs are gone when it gives the error";
    kit::expect("jobs that are still there", log.alive(), Vec::new(), why);
    drop(whole);
}

#[test]
fn whoever_drops_it_drops_the_jobs() {
    let log = DropLog::new();
    let names = ["first", "second"];
    let never = std::future::pending::<Result<u32, String>>;
    let jobs = names.map(|name| job(log.future(name, never())));
    Strict::new().run(gathered(Vec::from(jobs)));
    kit::suspect("leaked-task");
    let why = "what waited for them was dropped";
    kit::expect("jobs that are still there", log.alive(), Vec::new(), why);
}
