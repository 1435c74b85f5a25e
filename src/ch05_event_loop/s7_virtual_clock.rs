//! Three days in no time, and two who wait for each other for ever.

use std::time::{Duration, Instant};

use miniloop::{EventLoop, Promise, RunError, Setter, promise, sleep, spawn};

// ANCHOR: backup
const DAY: Duration = Duration::from_hours(24);

fn say(what: &str) {
    let hours = EventLoop::current().time().as_secs() / 3600;
    println!("{what} after {hours} h");
}

async fn backup() {
    for _ in 1..=3 {
        sleep(DAY).await;
        say("backup");
    }
}

async fn night() {
    let backups = spawn(backup());
    sleep(DAY + DAY / 2).await;
    say("new moon");
    backups.await.expect("nobody cancels it");
}
// ANCHOR_END: backup

// ANCHOR: stall
async fn after_you(other: Promise<()>, mine: Setter<()>) {
    other.await.expect("the other still has it");
    mine.set(());
}

async fn two_doors() {
    let (left, is_left_open) = promise();
    let (right, is_right_open) = promise();
    spawn(after_you(is_left_open, right));
    spawn(after_you(is_right_open, left)).await.expect("it ends");
}

pub fn main() {
    let began = Instant::now();
    let event_loop = EventLoop::with_virtual_clock();
    event_loop.run_until_complete(night()).expect("it ends");
    println!("over in a minute: {}", began.elapsed().as_secs() < 60);

    match event_loop.run_until_complete(two_doors()) {
        Ok(()) | Err(RunError::Stopped) => println!("somebody yielded"),
        Err(stalled) => println!("{stalled}"),
    }
    event_loop.close();
}
// ANCHOR_END: stall

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_stands_at_the_last_deadline() {
        let event_loop = EventLoop::with_virtual_clock();
        event_loop.run_until_complete(night()).unwrap();
        assert_eq!(event_loop.time(), 3 * DAY);
    }

    #[tokio::test(start_paused = true)]
    async fn the_paused_clock_of_tokio_jumps_alike() {
        let (began, really) = (tokio::time::Instant::now(), Instant::now());
        tokio::time::sleep(3 * DAY).await;
        assert_eq!(began.elapsed(), 3 * DAY);
        assert!(really.elapsed() < DAY, "it has waited for real");
    }

    #[test]
    fn a_stall_names_all_who_wait() {
        let event_loop = EventLoop::with_virtual_clock();
        let stall = event_loop.run_until_complete(two_doors());
        let waiting = ["two_doors", "after_you", "after_you"];
        let waiting = waiting.map(str::to_owned).to_vec();
        assert_eq!(stall, Err(RunError::Stalled { waiting }));
        event_loop.close();
    }
}
