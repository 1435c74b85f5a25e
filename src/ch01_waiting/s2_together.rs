//! Three waits at once: the longest of them decides.

use std::{cell::RefCell, time::Duration};

use chapters::knob;
use timeline::task;
use tokio::time::{Instant, sleep};

/// What happened, and at what time of the clock.
struct Log {
    start: Instant,
    lines: RefCell<Vec<String>>,
}

impl Log {
    fn start() -> Self {
        let start = Instant::now();
        timeline::clock_by(move || start.elapsed());
        Self { start, lines: RefCell::default() }
    }

    fn note(&self, what: String) {
        let line = format!("{:3} ms  {what}", self.start.elapsed().as_millis());
        self.lines.borrow_mut().push(line);
    }
}

/// Asks a server that needs this long for its answer.
async fn ask(server: &str, needs: Duration, log: &Log) {
    log.note(format!("{server}: asked"));
    sleep(needs).await;
    log.note(format!("{server}: answered"));
}
// ANCHOR: together
async fn ask_all(log: &Log) {
    let east = Duration::from_millis(knob("east", 100));
    tokio::join!(
        task("north", ask("north", Duration::from_millis(300), log)),
        task("east", ask("east", east, log)),
        task("south", ask("south", Duration::from_millis(200), log)),
    );
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn main() {
    let log = Log::start();
    ask_all(&log).await;
    println!("{}", log.lines.take().join("\n"));
}
// ANCHOR_END: together

#[tokio::test(start_paused = true)]
async fn the_longest_wait_decides() {
    let log = Log::start();
    ask_all(&log).await;
    assert_eq!(log.start.elapsed(), Duration::from_millis(300));
}

#[tokio::test(start_paused = true)]
async fn all_are_asked_before_anybody_answered() {
    let log = Log::start();
    ask_all(&log).await;
    let lines = log.lines.take();
    let (asked, answered) = lines.split_at(3);
    assert!(asked.iter().all(|line| line.ends_with(": asked")));
    assert!(answered.is_sorted(), "out of the order of time: {answered:?}");
}
