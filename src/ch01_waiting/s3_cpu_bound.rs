//! To compute together saves nothing on one thread.

use std::{
    sync::{Mutex, MutexGuard},
    thread::{self, ThreadId},
};

use tokio::task::yield_now;

/// Who did each step, in order, and on which thread.
#[derive(Default)]
struct Steps(Mutex<Vec<(char, ThreadId)>>);

impl Steps {
    fn done(&self) -> MutexGuard<'_, Vec<(char, ThreadId)>> {
        self.0.lock().expect("no step panics")
    }

    fn step(&self, who: char) {
        self.done().push((who, thread::current().id()));
    }

    fn compute(&self, who: char) {
        (0..3).for_each(|_| self.step(who));
    }

    async fn compute_politely(&self, who: char) {
        for _ in 0..3 {
            self.step(who);
            yield_now().await;
        }
    }

    fn order(&self) -> String {
        self.done().iter().map(|step| step.0).collect()
    }

    /// How many steps the thread did that did most.
    fn busiest(&self) -> usize {
        let done = self.done();
        let by = |thread| done.iter().filter(|s| s.1 == thread).count();
        done.iter().map(|step| by(step.1)).max().unwrap_or(0)
    }
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let steps = Steps::default();
    let compute = async |who| steps.compute(who);
    tokio::join!(biased; compute('a'), compute('b'), compute('c'));
    println!("join!: {}, busiest {}", steps.order(), steps.busiest());

    let steps = Steps::default();
    let compute = |who| steps.compute_politely(who);
    tokio::join!(biased; compute('a'), compute('b'), compute('c'));
    println!("yield: {}, busiest {}", steps.order(), steps.busiest());

    let steps = Steps::default();
    let compute = |who| steps.compute(who);
    thread::scope(|scope| {
        for who in ['a', 'b', 'c'] {
            scope.spawn(move || compute(who));
        }
    });
    println!("three threads:    busiest {}", steps.busiest());
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use super::Steps;

    #[tokio::test]
    async fn without_an_await_each_computes_to_its_end() {
        let steps = Steps::default();
        let compute = async |who| steps.compute(who);
        tokio::join!(biased; compute('a'), compute('b'));
        assert_eq!(steps.order(), "aaabbb");
    }

    #[tokio::test]
    async fn giving_way_changes_the_order_and_not_the_thread() {
        let steps = Steps::default();
        let compute = |who| steps.compute_politely(who);
        tokio::join!(biased; compute('a'), compute('b'));
        assert_eq!(steps.order(), "ababab");
        assert_eq!(steps.busiest(), 6);
    }
}
