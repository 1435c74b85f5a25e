//! Checks of `e6_event_loop`: what the learner's file is judged by. Most are
//! `kit::conformance`, which `miniloop` passes as well.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch06_tasks/e6_event_loop.rs"
)]
mod e6_event_loop;

use std::{cell::RefCell, thread, time::Duration};

use e6_event_loop::{EventLoop, Handle, JoinHandle};
use kit::{
    Slip,
    conformance::{self, Callbacks, Loop, TellsStalls},
};

const STEP: Duration = Duration::from_millis(50);

/// What CPython printed: book/python/ch06_tasks/whole.txt.
const RECORDED: &str = "\
main waits
a callback between tasks
a 0
b 0
a timer, due at once
a 1
b 1
joined a
joined b
about to fail
failed on purpose
a timer
the sleeper is up
joined late
a callback at the end
main ends
";

impl Loop for EventLoop {
    type Task<T: 'static> = JoinHandle<T>;

    fn new() -> Self {
        EventLoop::new()
    }

    fn time(&self) -> Duration {
        self.time()
    }

    fn run_until_complete<F>(&self, future: F) -> Option<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        self.run_until_complete(future).ok()
    }

    fn spawn<F>(&self, job: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        self.spawn(job)
    }

    async fn sleep(&self, delay: Duration) {
        self.sleep(delay).await;
    }

    async fn yield_now(&self) {
        self.yield_now().await;
    }
}

impl TellsStalls for EventLoop {}

impl Callbacks for EventLoop {
    type Handle = Handle;

    fn call_soon(&self, callback: impl FnOnce() + 'static) -> Handle {
        self.call_soon(callback)
    }

    fn call_later(
        &self,
        delay: Duration,
        callback: impl FnOnce() + 'static,
    ) -> Handle {
        self.call_later(delay, callback)
    }

    fn cancel(handle: &Handle) {
        handle.cancel();
    }
}

#[test]
fn a_task_may_spawn_and_join() {
    conformance::a_task_may_spawn_and_join::<EventLoop>();
}

#[test]
fn a_result_reaches_an_early_and_a_late_awaiter() {
    conformance::a_result_reaches_an_early_and_a_late_awaiter::<EventLoop>();
}

#[test]
fn tasks_begin_in_the_order_of_the_calls() {
    conformance::tasks_begin_in_the_order_of_the_calls::<EventLoop>();
}

#[test]
fn tasks_take_turns() {
    conformance::tasks_take_turns::<EventLoop>();
}

#[test]
fn a_yield_gives_way() {
    conformance::a_yield_gives_way::<EventLoop>();
    conformance::who_yields_keeps_the_order::<EventLoop>();
    conformance::a_sleep_of_zero_gives_way::<EventLoop>();
}

#[test]
fn a_panic_reaches_the_awaiter_and_nobody_else() {
    conformance::a_panic_reaches_the_awaiter_and_nobody_else::<EventLoop>();
}

#[test]
fn the_panic_of_the_future_goes_on() {
    conformance::the_panic_of_the_future_goes_on::<EventLoop>();
}

#[test]
fn a_task_that_ended_is_dropped() {
    conformance::a_task_that_ended_is_dropped::<EventLoop>();
}

#[test]
fn a_wake_from_another_thread_counts() {
    conformance::a_wake_from_another_thread_counts::<EventLoop>();
}

#[test]
fn many_wakes_are_one_poll() {
    conformance::many_wakes_are_one_poll::<EventLoop>();
}

#[test]
fn a_wake_after_the_end_wakes_nobody() {
    conformance::a_wake_after_the_end_wakes_nobody::<EventLoop>();
}

#[test]
fn the_latest_waker_is_called() {
    conformance::a_handle_wakes_who_polled_it_last::<EventLoop>();
    conformance::a_sleep_wakes_who_polled_it_last::<EventLoop>();
}

#[test]
fn a_callback_may_use_its_loop() {
    conformance::a_callback_may_use_its_loop::<EventLoop>();
}

#[test]
fn callbacks_and_tasks_share_one_queue() {
    conformance::callbacks_and_tasks_share_one_queue::<EventLoop>();
}

#[test]
fn what_a_turn_schedules_runs_in_the_next() {
    conformance::what_a_turn_schedules_runs_in_the_next::<EventLoop>();
    conformance::who_schedules_itself_starves_no_timer::<EventLoop>();
}

#[test]
fn timers_run_by_deadline() {
    conformance::timers_run_by_deadline::<EventLoop>();
    conformance::a_sleep_is_never_early::<EventLoop>();
    conformance::a_wake_for_another_reason_ends_no_sleep::<EventLoop>();
}

#[test]
fn sleepers_wake_by_deadline() {
    conformance::sleepers_wake_by_deadline::<EventLoop>();
    conformance::sleepers_of_one_deadline_keep_their_order::<EventLoop>();
    conformance::an_hour_passes_in_a_jump::<EventLoop>();
}

#[test]
fn a_canceled_call_never_runs() {
    conformance::a_canceled_call_never_runs::<EventLoop>();
}

#[test]
fn who_is_dropped_cancels_nothing() {
    conformance::a_call_without_a_handle_runs::<EventLoop>();
    conformance::a_task_without_a_handle_goes_on::<EventLoop>();
}

#[test]
fn who_is_left_goes_on_in_the_next_run() {
    conformance::who_is_left_goes_on_in_the_next_run::<EventLoop>();
    conformance::who_is_ready_holds_up_no_end::<EventLoop>();
}

#[test]
fn a_stall_is_told() {
    conformance::a_stall_is_told::<EventLoop>();
    conformance::who_waits_in_a_circle_has_stalled::<EventLoop>();
    conformance::a_loop_goes_on_after_a_stall::<EventLoop>();
    conformance::who_is_left_by_a_stall_goes_on::<EventLoop>();
}

thread_local! {
    /// What was printed on this thread.
    static TRACE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn print(line: impl ToString) {
    TRACE.with_borrow_mut(|trace| trace.push(line.to_string()));
}

fn prints(line: &'static str) -> impl FnOnce() + 'static {
    move || print(line)
}

async fn count(event_loop: EventLoop, name: &'static str) -> &'static str {
    for n in 0..2 {
        print(format!("{name} {n}"));
        event_loop.yield_now().await;
    }
    name
}

async fn fail(event_loop: EventLoop) {
    event_loop.sleep(STEP).await;
    print("about to fail");
    panic!("on purpose");
}

async fn oversleep(event_loop: EventLoop) -> &'static str {
    event_loop.sleep(3 * STEP).await;
    print("the sleeper is up");
    "late"
}

/// book/python/ch06_tasks/whole.py, line for line.
async fn whole(event_loop: EventLoop) {
    let bad = event_loop.spawn(fail(event_loop.clone()));
    let late = event_loop.spawn(oversleep(event_loop.clone()));
    event_loop.call_soon(prints("a callback between tasks"));
    let counters = ["a", "b"]
        .map(|name| event_loop.spawn(count(event_loop.clone(), name)));
    event_loop.call_later(Duration::ZERO, prints("a timer, due at once"));
    event_loop.call_later(2 * STEP, prints("a timer"));
    let called_off = event_loop.call_later(STEP, prints("never"));
    event_loop.call_soon(move || called_off.cancel());
    print("main waits");
    for counter in counters {
        print(format!("joined {}", told(counter.await)));
    }
    if let Err(panic) = bad.await {
        let text: Option<&&str> = panic.downcast_ref();
        print(format!("failed {}", text.unwrap_or(&"with what?")));
    }
    print(format!("joined {}", told(late.await)));
    event_loop.call_soon(prints("a callback at the end"));
    event_loop.yield_now().await;
    print("main ends");
}

fn told(result: thread::Result<&'static str>) -> &'static str {
    result.unwrap_or("a panic")
}

#[test]
fn whole_programs_run_as_in_asyncio() {
    let event_loop = EventLoop::new();
    let ran = event_loop.run_until_complete(whole(event_loop.clone()));
    assert!(ran.is_ok(), "run_until_complete: it gave up on a sleeper");
    let recorded: Vec<_> = RECORDED.lines().map(str::to_owned).collect();
    kit::expect_values("CPython's lines", &TRACE.take(), &recorded, |slip| {
        (slip == Slip::Reordered).then_some("lost-order")
    });
}
