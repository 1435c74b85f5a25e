//! Who observes a loop is told in which lines its tasks call and await.

use std::{cell::RefCell, panic::Location, rc::Rc, time::Duration};

use miniloop::{
    EventLoop, Observer, gather, promise, sleep, spawn, task_group, yield_now,
};

/// The lines of this file, each once where several in a row are the same.
#[derive(Default)]
struct Lines(RefCell<Vec<u32>>);

impl Observer for Lines {
    fn comes_to(&self, place: &Location<'_>) {
        let mut lines = self.0.borrow_mut();
        if place.file() == file!() && lines.last() != Some(&place.line()) {
            lines.push(place.line());
        }
    }
}

/// The lines that `main` comes to, counted from `from`.
fn lines<F>(from: u32, main: F) -> Vec<u32>
where
    F: Future<Output = ()> + 'static,
{
    let lines = Rc::new(Lines::default());
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.observe(lines.clone());
    event_loop.run_until_complete(main).unwrap();
    lines.0.take().iter().map(|line| line - from).collect()
}

#[test]
fn a_task_is_in_the_line_that_it_awaits_before_and_after() {
    let from = line!();
    let told = lines(from, async {
        let pause = sleep(Duration::from_secs(1));
        yield_now().await;
        pause.await;
        sleep(Duration::ZERO).await;
    });
    assert_eq!(told, [3, 4, 5]);
}

#[test]
fn a_task_is_where_it_spawns_calls_and_cancels() {
    let from = line!();
    let told = lines(from, async {
        let (setter, promise) = promise();
        let task = spawn(async { promise.await.ok() });
        let handle = EventLoop::current().call_soon(|| ());
        yield_now().await;
        handle.cancel();
        setter.set(1);
        task.cancel();
        let _ = task.await;
    });
    assert_eq!(told, [3, 4, 5, 3, 5, 6, 7, 8, 9]);
}

#[test]
fn what_this_crate_awaits_is_in_the_line_that_called_it() {
    let from = line!();
    let told = lines(from, async {
        gather([yield_now()]).await;
        let group: Result<(), ()> = task_group(async |_| Ok(())).await;
        group.expect("it has no task that could fail");
    });
    assert_eq!(told, [2, 3]);
}
