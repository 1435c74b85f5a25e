//! What is drawn of small runs, sign by sign, and of large ones.

use timeline::{End, Recording, Signs, State, Timeline};

/// Two tasks, polled in turn; the first wakes the second.
fn two_tasks() -> Timeline {
    let mut recording = Recording::default();
    let (a, b) = (recording.lane("a"), recording.lane("b"));
    for lane in [b, a] {
        recording.enter(lane, "poll");
        recording.leave(lane, End::Pending);
    }
    recording.enter(a, "poll");
    recording.wake(b);
    recording.leave(a, End::Gave("1".to_owned()));
    recording.enter(b, "poll");
    recording.leave(b, End::Returned(None));
    recording.drop_lane(a);
    recording.finish()
}

/// A lane that takes all steps but the last.
fn of_steps(steps: usize) -> Timeline {
    let mut recording = Recording::default();
    let (busy, last) = (recording.lane("busy"), recording.lane("last"));
    for step in 0..steps {
        let lane = if step + 1 == steps { last } else { busy };
        recording.enter(lane, "poll");
        recording.leave(lane, End::Pending);
    }
    recording.finish()
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

#[test]
fn lanes_that_wait_at_once_stand_below_each_other() {
    assert_eq!(
        lines(&two_tasks().text(80, Signs::Unicode)),
        [
            "step 1  2  3   4",
            "b    ███───!▒▒▒██■",
            "a    ···████→1█·×",
            "",
            "█ runs",
            "▒ ready, another lane runs",
            "─ waits for a wake or the clock",
            "· paused, keeps its place",
            "! woken",
            "■ runs and ends",
            "× dropped",
            "1→2 got 1, gave 2",
            "! in step 3 a wakes b",
        ]
    );
}

#[test]
fn ascii_is_all_that_a_plain_terminal_gets() {
    let text = two_tasks().text(80, Signs::Ascii);
    assert!(text.is_ascii(), "{text}");
    let drawn = ["step 1  2  3   4", "b    ###___!+++##|", "a    ...####>1#.x"];
    assert_eq!(lines(&text)[..3], drawn);
}

#[test]
fn one_lane_is_drawn_too() {
    let mut recording = Recording::default();
    let only = recording.lane("only");
    recording.enter(only, "call");
    recording.leave(only, End::Returned(Some("42".to_owned())));
    let text = recording.finish().text(80, Signs::Unicode);
    let drawn = ["step 1", "only █→42■", "", "█ runs", "■ runs and ends"];
    assert_eq!(lines(&text)[..5], drawn);
}

#[test]
fn a_recording_of_nothing_says_so() {
    let nothing = "nothing was recorded\n";
    assert_eq!(Timeline::default().text(80, Signs::Ascii), nothing);
    let svg = Timeline::default().svg("id", "t");
    assert!(svg.contains("<desc id=\"id-told\">Nothing was recorded.</desc>"));
    let mut recording = Recording::default();
    let never = recording.lane("never runs");
    recording.drop_lane(never);
    assert_eq!(recording.finish().text(80, Signs::Ascii), nothing);
}

#[test]
fn what_is_too_wide_goes_on_below() {
    let text = two_tasks().text(20, Signs::Unicode);
    let drawn = ["step 1  2  3   4", "b    ███───!▒▒▒██■"];
    assert_eq!(lines(&text)[..2], drawn);
    let mut recording = Recording::default();
    let source = recording.lane("a source of words");
    for word in ["one", "three", "five"] {
        recording.enter(source, "next");
        recording.leave(source, End::Gave(word.to_owned()));
    }
    let text = recording.finish().text(24, Signs::Unicode);
    assert_eq!(
        lines(&text)[..5],
        [
            "step     1     2",
            "a sourc… █→one██→three█",
            "",
            "step     3",
            "a sourc… █→five█"
        ]
    );
}

#[test]
fn no_line_is_longer_than_the_terminal_is_wide() {
    for width in [20, 21, 40, 79, 80, 200] {
        for run in [two_tasks(), of_steps(7), of_steps(90), of_steps(1000)] {
            let text = run.text(width, Signs::Unicode);
            let longest = text.lines().map(|line| line.chars().count()).max();
            assert!(longest <= Some(width), "{width}: {text}");
        }
    }
}

/// With 1000 steps in 75 columns, step `s` is in column `s * 75 / 1000`.
#[test]
fn a_thousand_steps_in_eighty_columns_leave_none_out() {
    let text = of_steps(1000).text(80, Signs::Unicode);
    let lines = lines(&text);
    assert_eq!(lines[1], format!("busy {}", "█".repeat(75)));
    // Its one step is seen, though 13 others share its column.
    assert_eq!(lines[2], format!("last {}█", "·".repeat(74)));
    let told = "1000 steps in 75 columns, up to 14 in each: it shows";
    assert!(text.contains(told), "{text}");
}

#[test]
fn each_shared_column_shows_what_ran_in_its_steps() {
    let mut recording = Recording::default();
    let lanes = ["a", "b", "c"].map(|name| recording.lane(name));
    for step in 0..1000 {
        let lane = lanes[if step % 7 == 0 { 1 } else { 0 }];
        let lane = if step == 613 { lanes[2] } else { lane };
        recording.enter(lane, "poll");
        recording.leave(lane, End::Pending);
    }
    let run = recording.finish();
    let text = run.text(80, Signs::Ascii);
    for (lane, line) in run.lanes.iter().zip(text.lines().skip(1)) {
        let drawn: Vec<char> = line.chars().skip(5).collect();
        for (column, sign) in drawn.iter().enumerate() {
            let ran = lane.spans.iter().any(|span| {
                let mut columns = span.steps.clone().map(|s| s * 75 / 1000);
                span.state == State::Running && columns.any(|c| c == column)
            });
            assert_eq!(*sign == '#', ran, "{} in column {column}", lane.name);
        }
    }
}

#[test]
fn the_table_says_the_same() {
    let mut recording = Recording::default();
    let lane = recording.lane("a|b");
    recording.enter(lane, "next");
    recording.leave(lane, End::Gave("1".to_owned()));
    assert_eq!(
        recording.finish().table(),
        "| step | lane | what |\n| --- | --- | --- |\n| 1 | a\\|b | gives 1 |\n"
    );
}
