//! Checks of `e5_join2`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch03_coroutines/e5_join2.rs"
)]
mod e5_join2;

use std::pin::pin;

use e5_join2::join2;
use kit::{Handle, Probe, Strict, Stuck};

const CALL: &str = "join2(a, b)";

/// Two children, of which `a` gives 1 and `b` gives 2.
struct Both {
    a: Probe<u32>,
    b: Probe<u32>,
    handles: [Handle; 2],
}

fn both(a: Probe<u32>, b: Probe<u32>) -> Both {
    let handles = [a.handle(), b.handle()];
    Both { a, b, handles }
}

fn both_waiting() -> Both {
    both(Probe::waiting(1), Probe::waiting(2))
}

impl Both {
    /// Joins the two, and returns the number of polls that it took.
    fn expect_numbers(self, world: Strict) -> usize {
        // Lent to the runner, so that what it dropped it dropped by itself.
        let mut joined = pin!(join2(self.a, self.b));
        let run = world.run(joined.as_mut());
        let all_ended = self.handles.iter().all(Handle::is_finished);
        let is_lost = |h: &Handle| h.is_dropped() && !h.is_finished();
        if run.outcome.is_err() && self.handles.iter().any(is_lost) {
            kit::suspect("lost-progress");
            let polls = run.polls;
            panic!(
                "{CALL}: poll {polls} was Pending and has dropped one who \
                 was not Ready"
            );
        }
        if all_ended && run.outcome.is_err() {
            kit::suspect("lost-value");
            panic!("{CALL}: both have given their numbers, and it is Pending");
        }
        if !all_ended && run.outcome.is_ok() {
            kit::suspect("ready-too-soon");
            panic!("{CALL}: it was Ready while one of the two was Pending");
        }
        let polls = run.polls;
        let numbers = run.ready(CALL);
        let turned = numbers == (2, 1);
        kit::suspect(if turned { "lost-order" } else { "lost-value" });
        kit::expect(CALL, numbers, (1, 2), "a gives 1 and b gives 2");
        kit::clear();
        polls
    }
}

#[test]
fn the_call_polls_nobody() {
    let Both { a, b, handles } = both(Probe::ready(1), Probe::ready(2));
    let joined = join2(a, b);
    kit::suspect("eager-start");
    let polls = handles.map(|handle| handle.polls());
    kit::expect("polls before the first poll", polls, [0, 0], "nobody waits");
    drop(joined);
}

#[test]
fn two_that_are_ready_take_one_poll() {
    let two = both(Probe::ready(1), Probe::ready(2));
    let polls = two.expect_numbers(Strict::new());
    kit::suspect("needless-yield");
    kit::expect("polls of join2", polls, 1, "both were Ready at once");
}

#[test]
fn the_first_poll_gets_both_going() {
    let Both { a, b, handles } = both_waiting();
    kit::suspect("blocked-loop");
    Strict::new().run(join2(a, b));
    let has_begun = handles.map(|handle| handle.polls() > 0);
    kit::suspect("sequential-await");
    let why = "each has to get going, whichever ends first";
    let call = "whether a and b were polled before it slept";
    kit::expect(call, has_begun, [true, true], why);
}

#[test]
fn the_first_may_end_first() {
    let two = both_waiting();
    let [a, b] = two.handles.clone();
    two.expect_numbers(Strict::new().event(|| a.open()).event(|| b.open()));
}

#[test]
fn the_second_may_end_first() {
    let two = both_waiting();
    let [a, b] = two.handles.clone();
    two.expect_numbers(Strict::new().event(|| b.open()).event(|| a.open()));
}

#[test]
fn whoever_is_ready_is_left_alone() {
    for (a, b) in [(0, 3), (3, 0), (1, 2), (3, 2)] {
        let two = both(Probe::pausing(a, 1), Probe::pausing(b, 2));
        let polls = two.expect_numbers(Strict::new());
        let call = format!("polls, a Pending {a} times and b {b} times");
        let slower = a.max(b) + 1;
        kit::suspect("sequential-await");
        // Fewer, if it asks again who stays behind when the other has ended.
        assert!(
            polls <= slower,
            "{call}: expected {slower} at most, got {polls}: as many as the \
             slower one needs alone"
        );
        kit::clear();
    }
}

#[test]
fn it_sleeps_while_both_wait() {
    let run = Strict::new().run(join2(Probe::waiting(1), Probe::waiting(2)));
    let asleep = Err(Stuck::NeverWoken);
    if run.outcome.is_ok() {
        kit::suspect("ready-too-soon");
    } else if run.outcome != asleep {
        run.clone().ready(CALL);
    }
    let why = "both wait, and neither has been opened";
    kit::expect(CALL, run.outcome, asleep, why);
}
