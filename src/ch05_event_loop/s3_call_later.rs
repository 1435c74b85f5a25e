//! Callbacks that are due later, in the order of their deadlines.

use std::time::Duration;

use miniloop::EventLoop;

const STEP: Duration = Duration::from_secs(1);

fn say(what: &str) {
    let now = EventLoop::current().time();
    println!("at {}: {what}", now.as_secs());
}

fn yawn() {
    say("yawn");
}

fn stretch() {
    say("stretch");
}

fn hunt() {
    say("hunt");
}

fn eat() {
    say("eat");
}

fn sleep() {
    say("sleep");
    EventLoop::current().stop();
}

// ANCHOR: main
pub fn main() {
    let event_loop = EventLoop::with_virtual_clock();
    let start = event_loop.time();
    event_loop.call_later(5 * STEP, sleep);
    event_loop.call_at(start + 3 * STEP, eat);
    event_loop.call_at(start + 2 * STEP, hunt);
    event_loop.call_later(Duration::ZERO, stretch);
    event_loop.call_soon(yawn);
    event_loop.run_forever().expect("sleep stops it");
    event_loop.close();
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, rc::Rc};

    use super::*;

    #[test]
    fn ties_are_called_in_the_order_of_the_calls() {
        let event_loop = EventLoop::with_virtual_clock();
        let ran = Rc::new(RefCell::new(Vec::new()));
        for n in 0..100 {
            let ran = ran.clone();
            event_loop.call_at(STEP, move || ran.borrow_mut().push(n));
        }
        event_loop.call_at(STEP, || EventLoop::current().stop());
        event_loop.run_forever().unwrap();
        assert_eq!(*ran.borrow(), (0..100).collect::<Vec<_>>());
        assert_eq!(event_loop.time(), STEP);
    }

    #[test]
    fn what_is_due_already_joins_behind_what_is_ready() {
        let event_loop = EventLoop::with_virtual_clock();
        let ran = Rc::new(RefCell::new(Vec::new()));
        let log = |name| {
            let ran = ran.clone();
            move || ran.borrow_mut().push(name)
        };
        event_loop.call_later(Duration::ZERO, log("due"));
        event_loop.call_soon(log("ready"));
        event_loop.stop();
        event_loop.run_forever().unwrap();
        assert_eq!(*ran.borrow(), ["ready", "due"]);
    }
}
