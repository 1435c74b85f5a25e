//! Stop ends a turn; the rest is there when the loop runs again.

use miniloop::EventLoop;

fn early() {
    println!("early");
}

fn stop_twice() {
    EventLoop::current().stop();
    EventLoop::current().stop();
}

fn late() {
    println!("late");
    EventLoop::current().call_soon(left);
}

fn left() {
    println!("left");
    EventLoop::current().call_soon(last);
}

fn last() {
    println!("last");
}

// ANCHOR: main
pub fn main() {
    let event_loop = EventLoop::new();
    event_loop.call_soon(early);
    event_loop.call_soon(stop_twice);
    event_loop.call_soon(late);
    println!("1: {:?}", event_loop.run_forever());

    event_loop.stop();
    println!("2: {:?}", event_loop.run_forever());

    match event_loop.run_forever() {
        Ok(()) => println!("3: stopped"),
        Err(why) => println!("3: {why}"),
    }
}
// ANCHOR_END: main

#[cfg(test)]
mod tests {
    use miniloop::RunError;

    use super::*;

    #[test]
    fn a_loop_that_nobody_can_stop_says_so() {
        let event_loop = EventLoop::new();
        let nobody = Err(RunError::Stalled { waiting: vec![] });
        assert_eq!(event_loop.run_forever(), nobody);
        // It may be run again, and one stop ends one run.
        event_loop.call_soon(stop_twice);
        assert_eq!(event_loop.run_forever(), Ok(()));
        assert_eq!(event_loop.run_forever(), nobody);
    }

    #[test]
    fn what_a_turn_schedules_outlives_the_stop() {
        let event_loop = EventLoop::new();
        event_loop.stop();
        event_loop.call_soon(late);
        event_loop.run_forever().unwrap();
        event_loop.call_soon(stop_twice);
        // `left` comes first, and schedules `last` for a third run.
        event_loop.run_forever().unwrap();
        event_loop.run_forever().unwrap_err();
    }
}
