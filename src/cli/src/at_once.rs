//! Work on many things at once, one for each processor.

use std::{
    collections::BTreeMap,
    sync::{
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc::channel,
    },
    thread,
};

/// Does `work` on all items, as many at once as there are processors. Hands
/// each result, with its item's place, to `take` as soon as it and all before
/// it are there: in order, on the thread that called. Blocks until all is done.
pub fn at_once<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(usize, R),
) {
    let next = AtomicUsize::new(0);
    let (done, results) = channel();
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers.min(items.len()) {
            let (next, work, done) = (&next, &work, done.clone());
            scope.spawn(move || {
                loop {
                    let place = next.fetch_add(1, Relaxed);
                    let Some(item) = items.get(place) else { return };
                    // Nobody listens only when `take` panicked.
                    let _ = done.send((place, work(item)));
                }
            });
        }
        drop(done);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (place, result) in results {
            early.insert(place, result);
            while let Some(result) = early.remove(&due) {
                take(due, result);
                due += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn results_come_in_the_order_of_their_items() {
        let (later, first) = channel();
        let first = Mutex::new(first);
        let mut taken = Vec::new();
        let work = |item: &u32| {
            // Where two are at work, the second ends before the first.
            let is_alone = thread::available_parallelism().unwrap().get() < 2;
            match item {
                1 if !is_alone => first.lock().unwrap().recv().unwrap(),
                2 => later.send(()).unwrap(),
                _ => {}
            }
            item * 10
        };
        at_once(&[1, 2, 3, 4], work, |place, result| {
            taken.push((place, result));
        });
        assert_eq!(taken, [(0, 10), (1, 20), (2, 30), (3, 40)]);
    }

    #[test]
    fn no_items_are_no_work() {
        at_once(&[], |(): &()| panic!("work"), |_, ()| panic!("a result"));
    }
}
