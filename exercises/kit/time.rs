//! Virtual time: waiting costs nothing, and who blocks is found out.
//!
//! With tokio's clock paused, the clock jumps to the next timer whenever all
//! tasks wait. What a future takes is then the same on every machine and in
//! every run. Code that blocks the thread gains no virtual time; it takes
//! real time between two waits of the runtime, and there it is measured.

use std::time::Duration;

use tokio::{
    runtime::{Builder, Handle, Runtime},
    task, time,
};

use crate::{Child, blocked, clear, recorded, suspect};

mod on_miniloop;
mod stretch;

pub use on_miniloop::in_miniloop_time;
use stretch::Stretches;

/// What it means to hold the thread.
const BLOCKED: &str = "blocked-loop";

/// How long one stretch between two waits of the runtime may take in real
/// time.
const STRETCH: Duration = Duration::from_millis(250);

/// Turns of the loop that tasks get to end in once the future has returned:
/// what was aborted ends in its next turn.
const TURNS: usize = 16;

/// What became of a future, and how long it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timed<T> {
    /// The future's output.
    pub value: T,
    /// Virtual time from its first poll to its output.
    pub took: Duration,
    /// Tasks that it left running: neither ended nor aborted on return.
    pub left: usize,
}

/// Runs a future on a runtime of this thread with the clock paused.
///
/// Blocks until the future is ready; the tasks that are left then are
/// dropped. Timers of other threads run in real time.
///
/// A future that holds the thread for more than 250 ms of real time between
/// two waits has blocked it, by `std::thread::sleep` or by turning in
/// circles: it is told to the judge, as `blocked-loop`. On Linux a thread that
/// stood in line for a processor all the while has not. A check that wants
/// to see this gives delays of 300 ms or more. One that holds the thread for
/// ever before its first wait dies by the judge's limit, named so as well;
/// past that wait no suspicion stands that was named before this call.
///
/// # Panics
/// When the future does, and when it blocks the thread.
///
/// # Examples
/// ```
/// use std::time::Duration;
///
/// let hour = Duration::from_secs(3_600);
/// let timed = kit::in_virtual_time(async {
///     tokio::time::sleep(hour).await;
///     "slept"
/// });
/// assert_eq!((timed.value, timed.took, timed.left), ("slept", hour, 0));
/// ```
#[track_caller]
pub fn in_virtual_time<F: Future>(work: F) -> Timed<F::Output> {
    suspect(BLOCKED);
    let stretches = Stretches::begin_first();
    recorded::begin();
    let work = Child::new("your future", work);
    let timed = runtime(&stretches).block_on(async {
        let _clock = recorded::on_virtual_clock();
        let began = time::Instant::now();
        let value = work.await;
        let took = began.elapsed();
        stretches.end();
        Timed { value, took, left: tasks_alive().await }
    });
    refuse(stretches.too_long());
    timed
}

/// Panics when the thread was held for so long in one go; if not, takes the
/// suspicion back.
#[track_caller]
fn refuse(too_long: Option<Duration>) {
    let Some(longest) = too_long else { return clear() };
    suspect(BLOCKED);
    let how = format!(
        "it held the thread for {} ms of real time in one go; nothing else \
         could run",
        longest.as_millis()
    );
    blocked(&how);
    panic!("{how}");
}

/// A runtime of this thread that measures from wait to wait.
fn runtime(stretches: &Stretches) -> Runtime {
    let (parks, unparks) = (stretches.clone(), stretches.clone());
    Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .on_thread_park(move || parks.park())
        .on_thread_unpark(move || unparks.begin())
        .build()
        .expect("a runtime without I/O asks nothing of the system")
}

/// Lets those tasks end that can end now, such as those that were aborted;
/// returns how many are alive on this runtime then.
///
/// For a look in the middle of a check; the count at its end is
/// [`Timed::left`]. Takes no virtual time.
///
/// # Panics
/// Outside of [`in_virtual_time`] and of any other tokio runtime.
///
/// # Examples
/// ```
/// kit::in_virtual_time(async {
///     let job = tokio::spawn(std::future::pending::<()>());
///     assert_eq!(kit::tasks_alive().await, 1);
///     job.abort();
///     assert_eq!(kit::tasks_alive().await, 0);
/// });
/// ```
pub async fn tasks_alive() -> usize {
    let metrics = Handle::current().metrics();
    for _ in 0..TURNS {
        if metrics.num_alive_tasks() == 0 {
            break;
        }
        task::yield_now().await;
    }
    metrics.num_alive_tasks()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::panic_of;
    use futures::future::{join_all, pending};
    use std::{sync::mpsc, time::Instant};

    use stretch::under_load;

    const HOUR: Duration = Duration::from_secs(3_600);

    /// What the test is about: nobody sends, and the thread waits.
    fn hold_the_thread() {
        let (_sender, receiver) = mpsc::channel::<()>();
        receiver.recv_timeout(2 * STRETCH).unwrap_err();
    }

    #[test]
    fn together_the_longest_delay_counts() {
        let delays = [HOUR, 3 * HOUR, 2 * HOUR];
        let timed =
            in_virtual_time(async { join_all(delays.map(time::sleep)).await });
        assert_eq!(timed.took, 3 * HOUR);
    }

    #[test]
    fn in_a_row_the_delays_add_up() {
        let timed = in_virtual_time(async {
            for delay in [HOUR, 3 * HOUR, 2 * HOUR] {
                time::sleep(delay).await;
            }
        });
        assert_eq!(timed.took, 6 * HOUR);
    }

    #[test]
    fn a_thousand_waits_block_nothing() {
        let timed = in_virtual_time(async {
            for _ in 0..1_000 {
                time::sleep(HOUR).await;
                task::yield_now().await;
            }
        });
        assert_eq!(timed.took, 1_000 * HOUR);
    }

    #[test]
    fn a_thread_that_sleeps_is_told() {
        let message = panic_of(|| {
            in_virtual_time(async { hold_the_thread() });
        });
        assert!(message.contains("held the thread"), "{message}");
    }

    #[test]
    fn a_task_that_turns_in_circles_is_told() {
        let message = panic_of(|| {
            in_virtual_time(async {
                let spins = task::spawn(async {
                    let began = Instant::now();
                    while began.elapsed() < 2 * STRETCH {}
                });
                time::sleep(HOUR).await;
                spins.await.unwrap();
            });
        });
        assert!(message.contains("held the thread"), "{message}");
    }

    #[test]
    fn a_thread_that_sleeps_is_told_under_load_too() {
        let message = under_load(|| {
            panic_of(|| {
                in_virtual_time(async { hold_the_thread() });
            })
        });
        assert!(message.contains("held the thread"), "{message}");
    }

    #[test]
    fn a_thread_that_spins_is_told_under_load_too() {
        let message = under_load(|| {
            panic_of(|| {
                in_virtual_time(async {
                    let began = Instant::now();
                    // Long, for it gets a small share of the processor.
                    while began.elapsed() < 8 * STRETCH {}
                });
            })
        });
        assert!(message.contains("held the thread"), "{message}");
    }

    #[test]
    fn a_thread_that_works_a_little_is_let_go_under_load() {
        under_load(|| {
            for _ in 0..200 {
                let timed = in_virtual_time(async {
                    let work = (0..10_000).fold(0_u64, |sum, n| sum ^ n);
                    time::sleep(HOUR).await;
                    work
                });
                assert_eq!(timed.took, HOUR);
            }
        });
    }

    #[test]
    fn waiting_for_another_thread_blocks_nothing() {
        let timed = in_virtual_time(async {
            task::spawn_blocking(hold_the_thread).await.unwrap();
        });
        assert_eq!(timed.left, 0);
    }

    #[test]
    fn tasks_that_outlive_the_future_are_counted() {
        let timed = in_virtual_time(async {
            drop(task::spawn(time::sleep(HOUR)));
            drop(task::spawn(pending::<()>()));
            task::spawn(async {}).await.unwrap();
        });
        assert_eq!(timed.left, 2);
    }

    #[test]
    fn tasks_are_counted_while_they_come_and_go() {
        let timed = in_virtual_time(async {
            let short = task::spawn(time::sleep(HOUR));
            let long = task::spawn(time::sleep(2 * HOUR));
            let at_first = tasks_alive().await;
            short.await.unwrap();
            let later = tasks_alive().await;
            long.await.unwrap();
            [at_first, later, tasks_alive().await]
        });
        assert_eq!((timed.value, timed.took), ([2, 1, 0], 2 * HOUR));
    }

    #[test]
    fn tasks_that_were_aborted_are_not() {
        let timed = in_virtual_time(async {
            let mut set = task::JoinSet::new();
            set.spawn(time::sleep(HOUR));
            set.spawn(pending::<()>());
        });
        assert_eq!((timed.left, timed.took), (0, Duration::ZERO));
    }
}
