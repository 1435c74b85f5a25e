//! Started early and awaited late; then started where it is awaited.

use std::time::Duration;

use miniloop::{EventLoop, sleep, spawn};

/// The time of the listing: a second.
const TICK: Duration = Duration::from_secs(1);

fn say(what: &str) {
    let time = EventLoop::current().time();
    println!("{}: {what}", time.as_secs() / TICK.as_secs());
}

// ANCHOR: chaining
async fn world() -> &'static str {
    say("world begins");
    sleep(2 * TICK).await;
    "world"
}

async fn early() {
    let world = spawn(world());
    sleep(TICK).await;
    say("hello");
    say(world.await.expect("it doesn't panic"));
}

async fn late() {
    let world = world();
    sleep(TICK).await;
    say("hello");
    say(world.await);
}
// ANCHOR_END: chaining

async fn both() {
    early().await;
    say("and now without a task");
    late().await;
}

pub fn main() {
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.run_until_complete(both()).expect("nobody waits in vain");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time_of<F: Future<Output = ()> + 'static>(job: F) -> Duration {
        let event_loop = EventLoop::with_virtual_clock();
        event_loop.run_until_complete(job).unwrap();
        event_loop.time()
    }

    #[test]
    fn a_task_saves_the_time_until_it_is_awaited() {
        assert_eq!(time_of(early()), 2 * TICK);
        assert_eq!(time_of(late()), 3 * TICK);
    }
}
