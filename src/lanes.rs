//! The lanes of an event loop: its tasks and callbacks, as it runs them.

use std::{
    cell::RefCell, collections::HashMap, panic::Location, rc::Rc,
    time::Duration,
};

use miniloop::{EventLoop, Observer, Step, TaskId};
use timeline::{End, LaneId, Recording};

/// From now on every event loop of this thread tells the recording what it
/// runs, so that a listing need not.
pub fn watch_event_loops() {
    miniloop::observe_new_loops(Rc::new(Lanes::default()));
}

#[derive(Default)]
struct Lanes {
    tasks: RefCell<HashMap<TaskId, LaneId>>,
}

impl Lanes {
    /// A callback has the lane of its name, each time that it is called. A
    /// timer has none: it shows as an arrow out of nowhere.
    fn of(&self, step: Step<'_>, recording: &mut Recording) -> Option<LaneId> {
        match step {
            Step::Own => None,
            Step::Task(task, _) => self.tasks.borrow().get(&task).copied(),
            Step::Callback(name) => {
                let known = recording.find(name);
                Some(known.unwrap_or_else(|| recording.lane(name)))
            }
        }
    }
}

impl Observer for Lanes {
    fn spawned(&self, task: TaskId, name: &str) {
        timeline::tell(|recording| {
            let lane = recording.lane_here(name);
            self.tasks.borrow_mut().insert(task, lane);
        });
    }

    fn begins(&self, step: Step<'_>, now: Duration) {
        // A real clock shows another time at each run.
        if EventLoop::current().has_virtual_clock() {
            timeline::clock(now);
        }
        timeline::tell(|recording| {
            if let Some(lane) = self.of(step, recording) {
                recording.enter(lane, "call");
            }
        });
    }

    fn ends(&self, step: Step<'_>, is_over: bool) {
        let end = if is_over { End::Returned(None) } else { End::Pending };
        timeline::tell(|recording| {
            if let Some(lane) = self.of(step, recording) {
                recording.leave(lane, end);
            }
        });
    }

    fn comes_to(&self, place: &Location<'_>) {
        timeline::tell(|recording| recording.at(place));
    }

    fn woken(&self, task: TaskId) {
        timeline::tell(|recording| {
            if let Some(&lane) = self.tasks.borrow().get(&task) {
                recording.wake(lane);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use miniloop::{sleep, spawn};
    use timeline::Follower;

    use super::*;

    #[test]
    fn tasks_and_callbacks_have_lanes_that_nobody_asked_for() {
        async fn child() {
            sleep(Duration::from_millis(5)).await;
        }
        async fn parent() {
            EventLoop::current().call_soon(callback);
            spawn(child()).await.unwrap();
        }
        fn callback() {}
        let ((), run) = timeline::record(|| {
            watch_event_loops();
            let event_loop = EventLoop::with_virtual_clock();
            event_loop.run_until_complete(parent()).unwrap();
        });
        let text = run.sentences();
        let want = [
            "parent waits",
            "callback ends",
            "child waits",
            "nobody runs, until it is 5 ms",
            "child is woken",
            "child wakes parent and ends",
            "parent ends",
        ];
        assert_eq!(text, want, "{text:#?}");
    }

    #[derive(Debug)]
    struct ThisFile;

    impl Follower for ThisFile {
        fn begins(&mut self, _: usize, _: Option<Duration>) {}

        fn most_steps(&self) -> usize {
            100
        }

        fn is_its_file(&self, file: &str) -> bool {
            file == file!()
        }
    }

    #[test]
    fn a_task_is_made_where_it_is_spawned() {
        async fn child() {}
        let line = line!() + 2;
        async fn parent() {
            spawn(child()).await.unwrap();
        }
        let ((), run) = timeline::record(|| {
            timeline::tell(|recording| recording.follow(ThisFile));
            watch_event_loops();
            let event_loop = EventLoop::with_virtual_clock();
            event_loop.run_until_complete(parent()).unwrap();
        });
        let lanes = run.lanes.iter();
        let lines: Vec<_> = lanes.map(|l| (&*l.name, l.line)).collect();
        assert_eq!(lines, [("parent", None), ("child", Some(line))]);
    }
}
