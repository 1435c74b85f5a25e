//! Four counters, each of which gives way after every step.

use chapters::knob;
use miniloop::{EventLoop, spawn, yield_now};

// ANCHOR: counters
async fn counter(name: String, n_steps: u32) {
    for step in 0..n_steps {
        println!("{name}: {step}");
        yield_now().await;
    }
}

async fn count(n_steps: u32) {
    let counters = (0..knob("counters", 4))
        .map(|n| spawn(counter(format!("task{n}"), n_steps)));
    let tasks: Vec<_> = counters.collect();
    println!("all are spawned");
    for task in tasks {
        task.await.expect("a counter doesn't panic");
    }
}
// ANCHOR_END: counters

pub fn main() {
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.run_until_complete(count(3)).expect("nobody waits in vain");
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, rc::Rc};

    use super::*;

    type Steps = Rc<RefCell<Vec<(u32, u32)>>>;

    /// Who took which step, in order, when four take a hundred.
    fn steps<F>(counter: fn(u32, Steps) -> F) -> Vec<(u32, u32)>
    where
        F: Future<Output = ()> + 'static,
    {
        let steps = Steps::default();
        let event_loop = EventLoop::with_virtual_clock();
        let shared = steps.clone();
        let caller = async move {
            let start = |n| spawn(counter(n, shared.clone()));
            for task in (0..4).map(start).collect::<Vec<_>>() {
                task.await.unwrap();
            }
        };
        event_loop.run_until_complete(caller).unwrap();
        steps.take()
    }

    #[test]
    fn those_who_give_way_take_turns() {
        async fn counter(n: u32, steps: Steps) {
            for step in 0..100 {
                steps.borrow_mut().push((n, step));
                yield_now().await;
            }
        }
        let turns = (0..100).flat_map(|step| (0..4).map(move |n| (n, step)));
        assert_eq!(steps(counter), turns.collect::<Vec<_>>());
    }

    #[test]
    fn who_awaits_what_is_ready_counts_to_its_end() {
        async fn counter(n: u32, steps: Steps) {
            for step in 0..100 {
                steps.borrow_mut().push((n, step));
                std::future::ready(()).await;
            }
        }
        let in_a_row = (0..4).flat_map(|n| (0..100).map(move |s| (n, s)));
        assert_eq!(steps(counter), in_a_row.collect::<Vec<_>>());
    }
}
