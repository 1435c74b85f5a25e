//! Three waits, one after another: their times add up.

use std::{cell::RefCell, time::Duration};

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

// ANCHOR: sequential
/// Asks a server that needs this long for its answer.
async fn ask(server: &str, needs: Duration, log: &Log) {
    log.note(format!("{server}: asked"));
    sleep(needs).await;
    log.note(format!("{server}: answered"));
}

async fn ask_all(log: &Log) {
    task("north", ask("north", Duration::from_millis(300), log)).await;
    task("east", ask("east", Duration::from_millis(100), log)).await;
    task("south", ask("south", Duration::from_millis(200), log)).await;
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn main() {
    let log = Log::start();
    ask_all(&log).await;
    println!("{}", log.lines.take().join("\n"));
}
// ANCHOR_END: sequential

#[tokio::test(start_paused = true)]
async fn the_waits_add_up() {
    let log = Log::start();
    ask_all(&log).await;
    assert_eq!(log.start.elapsed(), Duration::from_millis(600));
}

#[tokio::test(start_paused = true)]
async fn nobody_is_asked_before_the_one_before_answered() {
    let log = Log::start();
    ask_all(&log).await;
    let lines = log.lines.take();
    assert_eq!(lines[1..3], ["300 ms  north: answered", "300 ms  east: asked"]);
}
