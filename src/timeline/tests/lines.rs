//! Which lines a follower gets, and how many steps.

use std::{
    cell::RefCell,
    panic::Location,
    pin::pin,
    rc::Rc,
    task::{Context, Waker},
    time::Duration,
};

use timeline::{Follower, Timeline, generator, lane, record, tell};

/// The steps that were told, with the time where there was one.
type Begun = Vec<(usize, Option<Duration>)>;

/// Wants the lines of one file, and notes what it is told.
#[derive(Debug)]
struct Notes {
    file: &'static str,
    most: usize,
    begun: Rc<RefCell<Begun>>,
}

impl Follower for Notes {
    fn begins(&mut self, step: usize, now: Option<Duration>) {
        self.begun.borrow_mut().push((step, now));
    }

    fn most_steps(&self) -> usize {
        self.most
    }

    fn is_its_file(&self, file: &str) -> bool {
        file == self.file
    }
}

/// Records while somebody follows; what that one was told.
fn followed(
    file: &'static str,
    most: usize,
    run: impl FnOnce(),
) -> (Timeline, Begun) {
    let begun = Rc::default();
    let notes = Notes { file, most, begun: Rc::clone(&begun) };
    let ((), run) = record(|| {
        tell(|recording| recording.follow(notes));
        run();
    });
    (run, begun.take())
}

fn lines(run: &Timeline) -> Vec<Option<u32>> {
    run.turns.iter().map(|turn| turn.line).collect()
}

const BEGIN: u32 = line!();

/// Calls a generator two lines below its own lane's line.
fn caller() {
    let _lane = lane("caller");
    let mut numbers = generator("numbers", 1..);
    assert_eq!(numbers.next(), Some(1));
    assert_eq!(numbers.by_ref().map(|n| n + 1).next(), Some(3));
}

#[test]
fn a_caller_goes_on_in_the_line_of_its_call() {
    let (run, _) = followed(file!(), 100, caller);
    // Through `map` it is core that calls: in that step the caller was seen
    // last where it went on, and after it nowhere.
    let call = Some(BEGIN + 6);
    assert_eq!(lines(&run), [call, None, call, None, None]);
}

#[test]
fn the_lines_of_another_file_are_not_kept() {
    let (run, _) = followed("elsewhere.rs", 100, caller);
    assert_eq!(lines(&run), [None; 5]);
    assert!(run.lanes.iter().all(|lane| lane.line.is_none()));
    let ((), run) = record(caller);
    assert_eq!(lines(&run), [None; 5]);
}

#[test]
fn a_lane_knows_where_it_was_made() {
    let made = line!() + 2;
    let (run, _) = followed(file!(), 100, || {
        let task = timeline::task("task", async { drop(lane("function")) });
        generator("source", 0..1).count();
        poll_once(task);
        tell(|recording| {
            let caller = recording.lane_at(Location::caller(), "caller");
            recording.enter(caller, "call");
            recording.at(Location::caller());
            recording.lane_here("child");
        });
    });
    let lines = |run: &Timeline| {
        let lanes = run.lanes.iter();
        let line = |line: u32| line - made;
        lanes.map(|l| (l.name.clone(), l.line.map(line))).collect::<Vec<_>>()
    };
    let want = [
        ("source", 1),
        ("task", 0),
        ("function", 0),
        ("caller", 4),
        ("child", 6),
    ];
    let want = want.map(|(name, line)| (name.to_owned(), Some(line)));
    assert_eq!(lines(&run), want);
}

/// Of a future that is ready at once.
fn poll_once(future: impl Future<Output = ()>) {
    let mut context = Context::from_waker(Waker::noop());
    assert!(pin!(future).poll(&mut context).is_ready());
}

#[test]
fn each_step_is_told_as_it_begins_with_the_time() {
    let (_, begun) = followed(file!(), 100, || {
        let _lane = lane("sleeper");
        timeline::clock(Duration::from_secs(2));
    });
    let two = Some(Duration::from_secs(2));
    assert_eq!(begun, [(0, None), (1, two), (2, two)]);
}

#[test]
fn a_follower_gets_as_many_steps_as_it_wants() {
    let (run, begun) = followed(file!(), 3, caller);
    assert!(run.is_cut);
    assert_eq!((run.steps, begun.len()), (3, 3));
}
