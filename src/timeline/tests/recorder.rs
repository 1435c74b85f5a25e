//! What the recorder sees, told in sentences.

use std::{
    panic::{self, AssertUnwindSafe},
    thread,
    time::Duration,
};

use timeline::{End, Recording, State, generator, lane, record};

#[test]
fn a_caller_waits_while_what_it_called_runs() {
    let (sum, run) = record(|| {
        let _lane = lane("caller");
        generator("source", [3, 4]).sum::<i32>()
    });
    assert_eq!(sum, 7);
    let caller: Vec<_> = run.lanes[0].spans.iter().map(|s| s.state).collect();
    let (runs, calls) = (State::Running, State::Calling);
    assert_eq!(caller, [runs, calls, runs, calls, runs, calls, runs]);
    assert_eq!(
        run.sentences(),
        [
            "caller calls next of source",
            "source gives 3",
            "caller gets 3 and calls next of source",
            "source gives 4",
            "caller gets 4 and calls next of source",
            "source ends",
            "caller ends",
        ]
    );
}

#[test]
fn who_is_ready_is_woken_no_more() {
    let mut recording = Recording::default();
    let (a, b) = (recording.lane("a"), recording.lane("b"));
    recording.enter(a, "poll");
    recording.leave(a, End::Pending);
    recording.enter(b, "poll");
    recording.wake(a);
    recording.wake(a);
    recording.leave(b, End::Returned(None));
    recording.wake(b);
    let wakes = recording.finish().wakes;
    assert_eq!(wakes, [timeline::Wake { step: 1, by: Some(1), lane: 0 }]);
}

#[test]
fn who_wakes_itself_twice_in_a_step_is_woken_once() {
    let mut recording = Recording::default();
    let a = recording.lane("a");
    for _ in 0..2 {
        recording.enter(a, "poll");
        recording.wake(a);
        recording.wake(a);
        recording.leave(a, End::Pending);
    }
    assert_eq!(recording.finish().sentences(), ["a wakes itself and waits"; 2]);
}

#[test]
fn names_are_told_apart_and_a_function_keeps_its_lane() {
    let ((), run) = record(|| {
        for _ in 0..2 {
            let _lane = lane("function");
        }
        generator("source", 0..0).count();
        generator("source", 0..0).count();
    });
    let names: Vec<_> = run.lanes.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(names, ["function", "source", "source 2"]);
}

#[test]
fn an_iterator_that_goes_on_after_its_end_runs_again() {
    let ((), run) = record(|| {
        let mut answers = [Some(1), None, Some(2)].into_iter();
        let unfused = std::iter::from_fn(|| answers.next().flatten());
        let mut unfused = generator("unfused", unfused);
        while unfused.next().is_some() {}
        assert_eq!(unfused.next(), Some(2));
    });
    let told = ["gives 1", "ends", "gives 2", "is dropped"];
    assert_eq!(run.sentences(), told.map(|what| format!("unfused {what}")));
}

#[test]
fn nothing_is_recorded_outside_nor_on_another_thread() {
    let mut outside = generator("outside", 0..9);
    let ((), run) = record(|| {
        outside.next();
        let elsewhere = || generator("elsewhere", 0..9).count();
        thread::spawn(elsewhere).join().unwrap();
        let ((), inner) = record(|| drop(lane("inner")));
        assert_eq!(inner.sentences(), ["inner ends"]);
    });
    assert!(run.is_empty(), "{run:?}");
}

#[test]
fn a_panic_ends_the_lane_and_the_recording() {
    let ((), run) = record(|| {
        let panics = || {
            let _lane = lane("caller");
            let fails = std::iter::from_fn(|| -> Option<i32> {
                panic::resume_unwind(Box::new(()))
            });
            generator("source", fails).next();
        };
        panic::catch_unwind(panics).unwrap_err();
    });
    assert_eq!(
        run.sentences(),
        [
            "caller calls next of source",
            "source ends with panic",
            "caller gets panic and ends with panic",
        ]
    );
    let fails = AssertUnwindSafe(|| {
        record(|| panic::resume_unwind(Box::new(())));
    });
    panic::catch_unwind(fails).unwrap_err();
    assert!(record(|| {}).1.is_empty(), "the panic left a recording behind");
}

#[test]
fn a_clock_that_moves_takes_a_step_in_which_nobody_runs() {
    let ((), run) = record(|| {
        let _lane = lane("loop");
        timeline::clock(Duration::ZERO);
        timeline::clock(Duration::from_millis(1500));
        timeline::clock(Duration::from_millis(1500));
    });
    let told = ["loop waits", "nobody runs, until it is 1.5 s", "loop ends"];
    assert_eq!(run.sentences(), told);
}

#[test]
fn a_run_without_end_is_cut_and_says_so() {
    let (count, run) = record(|| generator("source", 0..200_000).count());
    assert_eq!(count, 200_000);
    assert!(run.is_cut);
    assert_eq!(run.steps, 100_000);
    let text = run.text(80, timeline::Signs::Unicode);
    let told = "the run went on: only its first 100000 steps were recorded";
    assert!(text.ends_with(&format!("{told}\n")), "{text}");
}

#[test]
fn the_same_run_draws_the_same_bytes() {
    let drawn = || {
        let ((), run) = record(|| {
            let _lane = lane("caller");
            let source = generator("source", 0..9);
            assert_eq!(source.step_by(2).count(), 5);
        });
        (run.text(80, timeline::Signs::Ascii), run.svg("id", "t"), run.table())
    };
    assert_eq!(drawn(), drawn());
}
