//! One queue for all who are ready: callbacks and the steps of tasks.

use miniloop::{EventLoop, yield_now};

// ANCHOR: call_soon
/// Schedules itself again and again.
fn greedy(n: u32) -> impl FnOnce() {
    move || {
        println!("greedy {n}");
        if n < 3 {
            EventLoop::current().call_soon(greedy(n + 1));
        } else {
            EventLoop::current().stop();
        }
    }
}

/// Gives way after each step.
async fn counter() {
    for n in 1..=3 {
        println!("counter {n}");
        yield_now().await;
    }
}

fn once() {
    println!("once");
}

pub fn main() {
    let event_loop = EventLoop::new();
    event_loop.call_soon(greedy(1));
    event_loop.spawn(counter());
    event_loop.call_soon(once);
    event_loop.run_forever().expect("greedy stops it");
    event_loop.close();
}
// ANCHOR_END: call_soon

#[cfg(test)]
mod tests {
    use std::{cell::Cell, rc::Rc};

    use super::*;

    /// Schedules itself for ever, and counts.
    fn insatiable(n: Rc<Cell<u32>>) -> impl FnOnce() {
        move || {
            n.set(n.get() + 1);
            EventLoop::current().call_soon(insatiable(n));
        }
    }

    #[test]
    fn who_never_ends_keeps_nobody_from_a_turn() {
        let event_loop = EventLoop::new();
        let n = Rc::new(Cell::new(0));
        event_loop.call_soon(insatiable(n.clone()));
        let third = async {
            yield_now().await;
            yield_now().await;
        };
        event_loop.run_until_complete(third).unwrap();
        // Three turns for the task's three steps, one in which it stops.
        assert_eq!(n.get(), 4);
        event_loop.close();
    }
}
